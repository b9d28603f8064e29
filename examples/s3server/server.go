// Package s3server runs a real S3 server inside the process, for examples and
// tests that should talk to an S3 implementation instead of a stub:
//
//	srv, err := s3server.Start(ctx)
//	if err != nil {
//		log.Fatal(err)
//	}
//	defer srv.Close()
//
//	client := srv.Client()
//	_, err = client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: aws.String("reports")})
//	// …
//	fmt.Println(srv.Requests(), "requests reached the server")
//
// The server is versitygw (https://github.com/versity/versitygw) with its
// posix backend in a temporary directory: signatures are checked, and
// versioning, object lock, ownership controls, ACLs, policies, tagging and
// multipart uploads work. It listens on the loopback interface only, on a port
// chosen by the operating system, and writes nothing to standard output.
// Package s3servertest wraps it for tests.
//
// # What a running server does to its process
//
// These are properties of versitygw that this package can't hide:
//
//   - One server per process. versitygw keeps global state; a second Start
//     returns [ErrRunning] until the first server is closed.
//   - The working directory of the process is the server's data directory
//     from Start to Close, because the posix backend works with relative
//     paths. Close restores it. Resolve relative file names of your own
//     before Start, and don't call os.Chdir while the server runs.
//   - os.Stdout is replaced for an instant during Start, because the backend
//     announces itself there. Don't print from other goroutines meanwhile.
//   - Internal errors of the server, answered with status 500, are also
//     printed to standard error.
//   - After Close, one goroutine of its HTTP server (fasthttp) can sleep for up
//     to ten seconds before it notices. Another, fasthttp's clock, is started
//     once per process and never ends.
//
// # Metadata
//
// The server keeps metadata in extended attributes. On a file system without
// them (some tmpfs and network file systems) it keeps them in files beside the
// data instead; nothing changes for its clients.
package s3server

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/versity/versitygw/auth"
	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/embedgw"
	"github.com/versity/versitygw/s3api"
)

const (
	// DefaultRegion is the region of a server started without [WithRegion].
	DefaultRegion = "us-east-1"

	// The server is unreachable from outside this machine and lives as long as
	// the process, so its one account needs no secret worth the name.
	defaultAccessKey = "s3server-access"
	secretKey        = "s3server-secret"

	// bindAttempts bounds how often Start picks another port for versitygw.
	// One attempt fails only if another process takes the port between two
	// system calls, so a handful is plenty.
	bindAttempts = 8
)

// ErrRunning is returned by [Start] while another server runs in this process.
var ErrRunning = errors.New("s3server: a server is already running in this process, and versitygw supports only one: share it or close it first")

// slot is held by the running server.
var slot = make(chan struct{}, 1)

// Server is a running S3 server. Its methods are safe for concurrent use.
type Server struct {
	region string
	access string // the account's access key
	secret string
	client aws.HTTPClient
	pool   *x509.CertPool // nil without TLS
	dir    string         // everything on disk is below this directory
	oldDir string         // working directory to restore

	// attached is set if the server isn't this process's own.
	attached bool

	front *front
	stop  context.CancelFunc // tells versitygw to stop
	done  chan error         // receives what versitygw returned

	closeOnce sync.Once
	closeErr  error
}

// Option changes how [Start] runs the server.
type Option func(*options)

type options struct {
	region  string
	access  string
	secret  string
	tempDir string
	tls     bool
	sidecar bool

	freeAddr func() (string, error) // where versitygw should listen
}

// WithTLS serves HTTPS with a certificate made for this server. [Server.Config]
// and [Server.Client] trust it; other clients find it in [Server.CertPool].
func WithTLS() Option { return func(o *options) { o.tls = true } }

// WithRegion sets the region the server expects in signatures and reports for
// its buckets. The default is [DefaultRegion].
func WithRegion(region string) Option { return func(o *options) { o.region = region } }

// WithAccessKey sets the access key of the server's one account. versitygw
// identifies accounts by their access key: it is the id of the owner of all
// buckets, against which expected owners are compared.
func WithAccessKey(id string) Option { return func(o *options) { o.access = id } }

// WithTempDir makes the server create its temporary directory below dir
// instead of the directory that os.TempDir names.
func WithTempDir(dir string) Option { return func(o *options) { o.tempDir = dir } }

// WithSidecar keeps metadata in files even where the file system supports
// extended attributes. Without it the server decides by itself.
func WithSidecar() Option { return func(o *options) { o.sidecar = true } }

// Start runs a real S3 server (versitygw with its posix backend) in this
// process and returns once it accepts requests. Only one can run at a time;
// otherwise the error is [ErrRunning]. See the package documentation for what
// a running server means for its process.
//
// ctx bounds the start only; the server runs until [Server.Close].
func Start(ctx context.Context, opts ...Option) (*Server, error) {
	o := options{region: DefaultRegion, access: defaultAccessKey, tempDir: os.TempDir(), freeAddr: freeAddr}
	for _, opt := range opts {
		opt(&o)
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("s3server: %w", err)
	}
	select {
	case slot <- struct{}{}:
	default:
		return nil, ErrRunning
	}

	s := &Server{region: o.region, access: o.access, secret: secretKey}
	if err := s.start(ctx, o); err != nil {
		// Close releases the slot and whatever had been acquired so far.
		return nil, errors.Join(fmt.Errorf("s3server: start: %w", err), s.Close())
	}
	return s, nil
}

func (s *Server) start(ctx context.Context, o options) error {
	oldDir, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("working directory: %w", err)
	}
	// A relative TMPDIR would point elsewhere after the change of directory.
	tempDir, err := filepath.Abs(o.tempDir)
	if err != nil {
		return err
	}
	if s.dir, err = os.MkdirTemp(tempDir, "s3server-"); err != nil {
		return fmt.Errorf("temporary directory (set TMPDIR to a writable directory): %w", err)
	}
	s.oldDir = oldDir

	var certificate *certificate
	if o.tls {
		if certificate, err = newCertificate(s.dir); err != nil {
			return fmt.Errorf("certificate: %w", err)
		}
		s.pool = certificate.pool
	}

	inner, err := s.startGateway(o, certificate)
	if err != nil {
		return err
	}
	// Only now, since versitygw can't be stopped reliably while it starts,
	// which takes it milliseconds.
	if err := ctx.Err(); err != nil {
		return err
	}

	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.front = newFront(ln, inner, certificate)
	client := awshttp.NewBuildableClient()
	if s.pool != nil {
		client = client.WithTransportOptions(trust(s.pool))
	}
	s.client = client
	return nil
}

// startGateway runs versitygw and returns the address it listens on. That
// address stays private: clients connect to the front, which counts requests.
func (s *Server) startGateway(o options, cert *certificate) (string, error) {
	var taken error
	for range bindAttempts {
		addr, err := o.freeAddr()
		if err != nil {
			return "", err
		}
		// versitygw closes the backend when it returns, even if it never came
		// up, so each attempt needs its own.
		be, err := s.newBackend(o)
		if err != nil {
			return "", err
		}
		ready := make(chan struct{})
		root := auth.Account{Access: o.access, Secret: secretKey, Role: auth.RoleAdmin}
		config := &embedgw.Config{
			RootUserAccess: root.Access,
			RootUserSecret: root.Secret,
			// The service that versitygw would build itself is the same, but
			// is announced on standard output.
			IAMService: auth.NewIAMServiceSingle(root),
			Region:     o.region,
			// versitygw can't report which port it got, so it can't be asked
			// for port 0.
			Ports:             []string{addr},
			MaxConnections:    4096,
			MaxRequests:       4096,
			MultipartMaxParts: 10000,
			KeepAlive:         true,
			Quiet:             true,
			S3Options:         []s3api.Option{s3api.WithOnListen(func() { close(ready) })},
		}
		if cert != nil {
			config.CertFile, config.KeyFile = cert.certFile, cert.keyFile
		}

		ctx, stop := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- embedgw.RunVersityGW(ctx, be, config) }()

		select {
		case <-ready:
			s.stop, s.done = stop, done
			return addr, answers(addr, cert)
		case err := <-done:
			stop()
			if err == nil {
				err = errors.New("versitygw stopped by itself")
			}
			if !bindFailed(err) {
				return "", err
			}
			taken = err
		}
	}
	return "", fmt.Errorf("no free port after %d attempts: %w", bindAttempts, taken)
}

// answers waits for the server at addr to answer a request. versitygw says it
// is ready when it has bound its port but doesn't serve yet, and told to stop
// between the two it would never hear of it.
func answers(addr string, cert *certificate) error {
	transport := &http.Transport{DisableKeepAlives: true}
	scheme := "http://"
	if cert != nil {
		scheme = "https://"
		transport.TLSClientConfig = cert.clientConfig()
	}
	client := &http.Client{Transport: transport, Timeout: 10 * time.Second}
	resp, err := client.Head(scheme + addr)
	if err != nil {
		return fmt.Errorf("waiting for versitygw: %w", err)
	}
	return resp.Body.Close()
}

// newBackend makes the directories for a posix backend and opens it, which
// changes the working directory.
func (s *Server) newBackend(o options) (*posix.Posix, error) {
	buckets := filepath.Join(s.dir, "buckets")
	opts := posix.PosixOpts{
		VersioningDir: filepath.Join(s.dir, "versions"),
		// S3's own limit; the backend's documented default isn't applied when
		// it is used as a library.
		CopyObjectThreshold: 5 << 30,
	}
	dirs := []string{buckets, opts.VersioningDir}

	var storer meta.MetadataStorer = meta.XattrMeta{}
	sidecar := o.sidecar || !xattrWorks(s.dir)
	if sidecar {
		opts.SideCarDir = filepath.Join(s.dir, "sidecar")
		dirs = append(dirs, opts.SideCarDir)
	}
	for _, dir := range dirs {
		if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
	if sidecar {
		files, err := meta.NewSideCar(opts.SideCarDir)
		if err != nil {
			return nil, err
		}
		storer = files
	}

	var be *posix.Posix
	err := withoutStdout(func() (err error) {
		be, err = posix.New(buckets, storer, opts)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("posix backend: %w", err)
	}
	return be, nil
}

// xattrWorks reports whether the file system of dir stores extended
// attributes. It writes one: reading a missing one succeeds on file systems
// that then refuse to store any.
func xattrWorks(dir string) bool {
	return meta.XattrMeta{}.StoreAttribute(nil, dir, "", "s3server-probe", []byte("1")) == nil
}

// withoutStdout calls f while os.Stdout is the null device, because the posix
// backend prints where it keeps versions and has no option against it.
func withoutStdout(f func() error) error {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer null.Close()
	defer func(old *os.File) { os.Stdout = old }(os.Stdout)
	os.Stdout = null
	return f()
}

// Endpoint is the base URL of the server, such as http://127.0.0.1:40123.
func (s *Server) Endpoint() string {
	scheme := "http://"
	if s.pool != nil {
		scheme = "https://"
	}
	return scheme + s.front.ln.Addr().String()
}

// Config returns a configuration for this server, as config.LoadDefaultConfig
// would for an application that uses it: endpoint, region, credentials and an
// HTTP client, which trusts the server's certificate. The caller may change it.
func (s *Server) Config() aws.Config {
	return aws.Config{
		Region:       s.region,
		BaseEndpoint: aws.String(s.Endpoint()),
		HTTPClient:   s.client,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: s.access, SecretAccessKey: s.secret, Source: "s3server"}, nil
		}),
		// The zero values mean "only when required", which isn't what
		// applications get.
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
	}
}

// Client returns a client for this server that addresses buckets by path.
// optFns are applied last.
func (s *Server) Client(optFns ...func(*s3.Options)) *s3.Client {
	pathStyle := func(o *s3.Options) { o.UsePathStyle = true }
	return s3.NewFromConfig(s.Config(), append([]func(*s3.Options){pathStyle}, optFns...)...)
}

// CertPool holds the certificate to trust for a server started with
// [WithTLS], and is nil for any other.
func (s *Server) CertPool() *x509.CertPool {
	if s.pool == nil {
		return nil
	}
	return s.pool.Clone()
}

// Requests is the number of HTTP requests that have reached the server since
// it started, whoever sent them and however they were answered: retries,
// unsigned and malformed requests included. They are counted on the server's
// side of the connection, when their header section is complete and before
// versitygw sees any of it: a request that was answered has been counted. One
// that was cut off within its header section isn't counted.
func (s *Server) Requests() int64 { return s.front.requests.Load() }

// Close stops the server, drops connections that are still open, removes the
// temporary directory and restores the working directory. It returns when the
// server's goroutines have ended, but for the sleepers that the package
// documentation mentions. Further calls do nothing and return what the
// first one returned.
func (s *Server) Close() error {
	s.closeOnce.Do(func() { s.closeErr = s.close() })
	return s.closeErr
}

func (s *Server) close() error {
	var errs []error
	// The front goes first: versitygw waits up to ten seconds for open
	// connections, and all of its connections come from the front.
	if s.front != nil {
		errs = append(errs, s.front.close())
	}
	if s.stop != nil {
		s.stop()
		errs = append(errs, <-s.done)
	}
	if s.dir != "" {
		// Leave the directory before removing it; some systems insist.
		errs = append(errs, os.Chdir(s.oldDir), os.RemoveAll(s.dir))
	}
	if !s.attached {
		<-slot
	}
	return errors.Join(errs...)
}
