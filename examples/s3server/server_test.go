package s3server

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
)

func start(t *testing.T, opts ...Option) *Server {
	t.Helper()
	srv, err := Start(t.Context(), opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return srv
}

func bucket(t *testing.T, srv *Server, name string, fns ...func(*s3.CreateBucketInput)) string {
	t.Helper()
	in := &s3.CreateBucketInput{Bucket: &name}
	for _, fn := range fns {
		fn(in)
	}
	if _, err := srv.Client().CreateBucket(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	return name
}

func put(t *testing.T, srv *Server, bucket, key, body string) *s3.PutObjectOutput {
	t.Helper()
	out, err := srv.Client().PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: &bucket, Key: &key, Body: strings.NewReader(body),
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func get(t *testing.T, srv *Server, in *s3.GetObjectInput) string {
	t.Helper()
	out, err := srv.Client().GetObject(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Body.Close()
	body, err := io.ReadAll(out.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code {
		t.Errorf("got %v, want code %s", err, code)
	}
}

// The server must do the same however it keeps metadata and is reached.
func TestRoundTrips(t *testing.T) {
	for name, opts := range map[string][]Option{
		"default": nil,
		"sidecar": {WithSidecar()},
		"TLS":     {WithTLS(), WithRegion("eu-central-1")},
	} {
		t.Run(name, func(t *testing.T) {
			srv := start(t, opts...)
			t.Run("objects", func(t *testing.T) { testObjects(t, srv) })
			t.Run("multipart", func(t *testing.T) { testMultipart(t, srv) })
			t.Run("versioning", func(t *testing.T) { testVersioning(t, srv) })
			t.Run("object lock", func(t *testing.T) { testObjectLock(t, srv) })
			t.Run("ownership", func(t *testing.T) { testOwnership(t, srv) })
			t.Run("copy", func(t *testing.T) { testCopy(t, srv) })
		})
	}
}

func testObjects(t *testing.T, srv *Server) {
	b := bucket(t, srv, "objects")
	want := map[string]string{"a": "1", "dir/b": "22", "ü b+c": "333", "empty": ""}
	for key, body := range want {
		put(t, srv, b, key, body)
	}
	out, err := srv.Client().ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: &b})
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Contents) != len(want) {
		t.Errorf("listed %d objects, want %d", len(out.Contents), len(want))
	}
	for _, o := range out.Contents {
		body, ok := want[*o.Key]
		if !ok {
			t.Errorf("unexpected key %q", *o.Key)
			continue
		}
		if got := get(t, srv, &s3.GetObjectInput{Bucket: &b, Key: o.Key}); got != body {
			t.Errorf("%q: got %q, want %q", *o.Key, got, body)
		}
	}
	_, err = srv.Client().GetObject(t.Context(), &s3.GetObjectInput{Bucket: &b, Key: aws.String("missing")})
	wantCode(t, err, "NoSuchKey")

	location, err := srv.Client().HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: &b})
	if err != nil {
		t.Fatal(err)
	}
	if got := aws.ToString(location.BucketRegion); got != srv.Config().Region {
		t.Errorf("bucket region %q, want %q", got, srv.Config().Region)
	}
}

func testMultipart(t *testing.T, srv *Server) {
	b := bucket(t, srv, "multipart")
	body := make([]byte, 12<<20)
	rand.Read(body)

	manager := transfermanager.New(srv.Client(), func(o *transfermanager.Options) {
		o.PartSizeBytes = 5 << 20
		o.MultipartUploadThreshold = 5 << 20
	})
	if _, err := manager.UploadObject(t.Context(), &transfermanager.UploadObjectInput{
		Bucket: &b, Key: aws.String("k"), Body: bytes.NewReader(body),
	}); err != nil {
		t.Fatal(err)
	}
	if got := get(t, srv, &s3.GetObjectInput{Bucket: &b, Key: aws.String("k")}); got != string(body) {
		t.Error("the object differs from what was uploaded")
	}
	head, err := srv.Client().HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: &b, Key: aws.String("k")})
	if err != nil {
		t.Fatal(err)
	}
	if etag := aws.ToString(head.ETag); !strings.HasSuffix(etag, `-3"`) {
		t.Errorf("ETag %s isn't that of three parts", etag)
	}
}

func testVersioning(t *testing.T, srv *Server) {
	b := bucket(t, srv, "versioning")
	if _, err := srv.Client().PutBucketVersioning(t.Context(), &s3.PutBucketVersioningInput{
		Bucket:                  &b,
		VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled},
	}); err != nil {
		t.Fatal(err)
	}
	first := put(t, srv, b, "k", "one")
	second := put(t, srv, b, "k", "two")
	if first.VersionId == nil || aws.ToString(first.VersionId) == aws.ToString(second.VersionId) {
		t.Errorf("version ids %v and %v", first.VersionId, second.VersionId)
	}
	deleted, err := srv.Client().DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: &b, Key: aws.String("k")})
	if err != nil {
		t.Fatal(err)
	}
	if !aws.ToBool(deleted.DeleteMarker) {
		t.Error("deleting left no marker")
	}
	if got := get(t, srv, &s3.GetObjectInput{Bucket: &b, Key: aws.String("k"), VersionId: first.VersionId}); got != "one" {
		t.Errorf("first version is %q", got)
	}
	versions, err := srv.Client().ListObjectVersions(t.Context(), &s3.ListObjectVersionsInput{Bucket: &b})
	if err != nil {
		t.Fatal(err)
	}
	if len(versions.Versions) != 2 || len(versions.DeleteMarkers) != 1 {
		t.Errorf("%d versions and %d markers", len(versions.Versions), len(versions.DeleteMarkers))
	}
}

func testObjectLock(t *testing.T, srv *Server) {
	b := bucket(t, srv, "object-lock", func(in *s3.CreateBucketInput) { in.ObjectLockEnabledForBucket = aws.Bool(true) })
	until := time.Now().Add(time.Hour).UTC().Truncate(time.Second)
	out, err := srv.Client().PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: &b, Key: aws.String("k"), Body: strings.NewReader("v"),
		ObjectLockMode: types.ObjectLockModeCompliance, ObjectLockRetainUntilDate: &until,
		ObjectLockLegalHoldStatus: types.ObjectLockLegalHoldStatusOn,
	})
	if err != nil {
		t.Fatal(err)
	}
	retention, err := srv.Client().GetObjectRetention(t.Context(), &s3.GetObjectRetentionInput{Bucket: &b, Key: aws.String("k")})
	if err != nil {
		t.Fatal(err)
	}
	if got := retention.Retention; got.Mode != types.ObjectLockRetentionModeCompliance || !got.RetainUntilDate.Equal(until) {
		t.Errorf("retention %v %v, want until %v", got.Mode, got.RetainUntilDate, until)
	}
	_, err = srv.Client().DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: &b, Key: aws.String("k"), VersionId: out.VersionId})
	wantCode(t, err, "AccessDenied")

	plain := bucket(t, srv, "no-object-lock")
	_, err = srv.Client().PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: &plain, Key: aws.String("k"), Body: strings.NewReader("v"),
		ObjectLockMode: types.ObjectLockModeCompliance, ObjectLockRetainUntilDate: &until,
	})
	wantCode(t, err, "InvalidRequest")
}

func testOwnership(t *testing.T, srv *Server) {
	acl := func(b string) error {
		_, err := srv.Client().PutBucketAcl(t.Context(), &s3.PutBucketAclInput{Bucket: &b, ACL: types.BucketCannedACLPublicRead})
		return err
	}
	enforced := bucket(t, srv, "owner-enforced")
	wantCode(t, acl(enforced), "AccessControlListNotSupported")

	preferred := bucket(t, srv, "owner-preferred", func(in *s3.CreateBucketInput) {
		in.ObjectOwnership = types.ObjectOwnershipBucketOwnerPreferred
	})
	if err := acl(preferred); err != nil {
		t.Error(err)
	}
	out, err := srv.Client().GetBucketOwnershipControls(t.Context(), &s3.GetBucketOwnershipControlsInput{Bucket: &preferred})
	if err != nil {
		t.Fatal(err)
	}
	if got := out.OwnershipControls.Rules[0].ObjectOwnership; got != types.ObjectOwnershipBucketOwnerPreferred {
		t.Errorf("ownership %s", got)
	}
}

func testCopy(t *testing.T, srv *Server) {
	b := bucket(t, srv, "copies")
	put(t, srv, b, "from", "copied")
	if _, err := srv.Client().CopyObject(t.Context(), &s3.CopyObjectInput{
		Bucket: &b, Key: aws.String("to"), CopySource: aws.String(b + "/from"),
	}); err != nil {
		t.Fatal(err)
	}
	if got := get(t, srv, &s3.GetObjectInput{Bucket: &b, Key: aws.String("to")}); got != "copied" {
		t.Errorf("got %q", got)
	}
}

func TestStartLeavesNothingBehind(t *testing.T) {
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	stdout := os.Stdout
	var client *s3.Client
	for range 3 {
		srv, err := Start(t.Context(), WithTempDir(temp))
		if err != nil {
			t.Fatal(err)
		}
		client = srv.Client()
		put(t, srv, bucket(t, srv, "bucket"), "k", "v")
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
		if err := srv.Close(); err != nil {
			t.Errorf("second Close: %v", err)
		}
	}
	if after, _ := os.Getwd(); after != wd {
		t.Errorf("working directory is %s, was %s", after, wd)
	}
	if os.Stdout != stdout {
		t.Error("os.Stdout wasn't restored")
	}
	if left, _ := filepath.Glob(filepath.Join(temp, "*")); len(left) > 0 {
		t.Errorf("left on disk: %v", left)
	}
	if _, err := client.ListBuckets(t.Context(), &s3.ListBucketsInput{}, func(o *s3.Options) { o.RetryMaxAttempts = 1 }); err == nil {
		t.Error("the server still answers after Close")
	}
	goroutinesEnd(t)
}

// goroutinesEnd waits a while for the server's goroutines to be gone.
func goroutinesEnd(t *testing.T) {
	t.Helper()
	// The HTTP server's pool looks only every ten seconds whether it has been
	// stopped. Everything else ends at once.
	quick := waitForGoroutines(5*time.Second, "fasthttp.(*workerPool).Start")
	if len(quick) == 0 && !testing.Short() {
		quick = waitForGoroutines(15 * time.Second)
	}
	if len(quick) > 0 {
		t.Errorf("%d goroutines still run:\n%s", len(quick), strings.Join(quick, "\n\n"))
	}
}

// waitForGoroutines returns the stacks of what still runs when the time is up,
// apart from the test itself and goroutines within one of the allowed calls.
func waitForGoroutines(wait time.Duration, allowed ...string) (left []string) {
	allowed = append(allowed,
		"testing.(*T).Run", "testing.tRunner(",
		// The HTTP server's clock, one per process, runs for ever.
		"fasthttp.updateServerDate",
	)
	for deadline := time.Now().Add(wait); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		buf := make([]byte, 1<<20)
		buf = buf[:runtime.Stack(buf, true)]
		left = nil
		for _, stack := range strings.Split(string(buf), "\n\n") {
			if !slices.ContainsFunc(allowed, func(call string) bool { return strings.Contains(stack, call) }) {
				left = append(left, stack)
			}
		}
		if len(left) == 0 {
			return nil
		}
	}
	return left
}

func TestCloseDropsOpenConnections(t *testing.T) {
	srv := start(t)
	b := bucket(t, srv, "bucket")
	// An upload that never ends.
	body, stop := io.Pipe()
	defer stop.Close()
	result := make(chan error, 1)
	go func() {
		_, err := srv.Client().PutObject(context.Background(), &s3.PutObjectInput{
			Bucket: &b, Key: aws.String("k"), Body: body, ContentLength: aws.Int64(1 << 20),
		}, func(o *s3.Options) {
			o.RetryMaxAttempts = 1
			o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
		}, s3.WithAPIOptions(unsignedPayload))
		result <- err
	}()
	if _, err := stop.Write([]byte("begin")); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	if err := srv.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("Close took %v", took)
	}
	stop.CloseWithError(errors.New("stopped"))
	if err := <-result; err == nil {
		t.Error("the upload succeeded")
	}
}

func TestOnlyOneServer(t *testing.T) {
	srv := start(t)
	if _, err := Start(t.Context()); !errors.Is(err, ErrRunning) {
		t.Errorf("second Start: %v", err)
	}
	put(t, srv, bucket(t, srv, "bucket"), "k", "the first still works")
	if err := srv.Close(); err != nil {
		t.Fatal(err)
	}
	start(t)
}

func TestConcurrentStarts(t *testing.T) {
	var wg sync.WaitGroup
	servers := make(chan *Server, 8)
	for range cap(servers) {
		wg.Go(func() {
			srv, err := Start(t.Context())
			if err == nil {
				servers <- srv
			} else if !errors.Is(err, ErrRunning) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(servers) != 1 {
		t.Errorf("%d servers started", len(servers))
	}
	close(servers)
	for srv := range servers {
		srv.Close()
	}
}

func TestFailedStartFreesTheProcess(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Start(cancelled); !errors.Is(err, context.Canceled) {
		t.Errorf("with a cancelled context: %v", err)
	}
	if _, err := Start(t.Context(), WithTempDir(filepath.Join(t.TempDir(), "missing"))); err == nil || !strings.Contains(err.Error(), "TMPDIR") {
		t.Errorf("without a temporary directory: %v", err)
	}
	broken := errors.New("no address")
	if _, err := Start(t.Context(), func(o *options) { o.freeAddr = func() (string, error) { return "", broken } }); !errors.Is(err, broken) {
		t.Errorf("without an address: %v", err)
	}
	start(t)
}

func TestTakenPortIsTriedAgain(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	attempts := 0
	srv := start(t, func(o *options) {
		o.freeAddr = func() (string, error) {
			if attempts++; attempts == 1 {
				return taken.Addr().String(), nil
			}
			return freeAddr()
		}
	})
	if attempts != 2 {
		t.Errorf("%d attempts", attempts)
	}
	bucket(t, srv, "bucket")
}

func TestRequestsCountsEveryRequest(t *testing.T) {
	for name, opts := range map[string][]Option{"plain": nil, "TLS": {WithTLS()}} {
		t.Run(name, func(t *testing.T) { testRequests(t, start(t, opts...)) })
	}
}

func testRequests(t *testing.T, srv *Server) {
	if n := srv.Requests(); n != 0 {
		t.Errorf("%d requests before the first", n)
	}
	want := int64(0)
	check := func(what string, more int64) {
		t.Helper()
		want += more
		if got := srv.Requests(); got != want {
			t.Errorf("after %s: %d requests, want %d", what, got, want)
			want = got
		}
	}

	b := bucket(t, srv, "bucket")
	check("creating a bucket", 1)
	put(t, srv, b, "k", "v")
	check("an upload", 1)
	if _, err := srv.Client().PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: &b, Key: aws.String("big"), Body: strings.NewReader(strings.Repeat("x", 3<<20)),
	}); err != nil {
		t.Fatal(err)
	}
	check("a large upload", 1)
	srv.Client().GetObject(t.Context(), &s3.GetObjectInput{Bucket: &b, Key: aws.String("missing")})
	check("an error", 1)
	srv.Client().PutObject(t.Context(), &s3.PutObjectInput{Bucket: &b})
	check("a request the SDK refused to send", 0)

	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			srv.Client().PutObject(t.Context(), &s3.PutObjectInput{
				Bucket: &b, Key: aws.String(fmt.Sprint(i % 20)), Body: strings.NewReader("v"),
			}, func(o *s3.Options) { o.RetryMaxAttempts = 1 })
		})
	}
	wg.Wait()
	check("200 concurrent uploads", 200)

	// Not every client is the SDK: an unsigned request, one without a path
	// that S3 knows, pipelined ones, a header section beyond versitygw's
	// limit, and bytes that aren't HTTP.
	client := &http.Client{Transport: srv.transport()}
	resp, err := client.Get(srv.Endpoint() + "/bucket/k")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("unsigned request: %s", resp.Status)
	}
	check("an unsigned request", 1)
	req, _ := http.NewRequest(http.MethodGet, srv.Endpoint()+"/", nil)
	req.Header.Set("X-Amz-Meta-Large", strings.Repeat("x", 20<<10))
	if resp, err := client.Do(req); err == nil {
		resp.Body.Close()
	}
	check("a huge header", 1)
	client.CloseIdleConnections()

	if answers := raw(t, srv, "GET /a HTTP/1.1\r\nHost: x\r\n\r\nPUT /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); answers != 3 {
		t.Errorf("three pipelined requests got %d answers", answers)
	}
	check("three pipelined requests", 3)
	raw(t, srv, "this is not HTTP\r\n\r\n")
	check("nonsense", 1)
	raw(t, srv, "GET / HTTP/1.1\r\nHost: ")
	check("half a header", 0)
	raw(t, srv, "")
	check("an empty connection", 0)
}

// transport is that of the SDK's HTTP client for srv.
func (s *Server) transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	if s.pool != nil {
		trust(s.pool)(t)
	}
	return t
}

// raw sends text on a connection of its own, ends it, and counts the answers.
func raw(t *testing.T, srv *Server, text string) (answers int) {
	t.Helper()
	u, err := url.Parse(srv.Endpoint())
	if err != nil {
		t.Fatal(err)
	}
	conn, err := srv.dialForTest(u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	conn.(interface{ CloseWrite() error }).CloseWrite()
	for in := bufio.NewReader(conn); ; answers++ {
		resp, err := http.ReadResponse(in, nil)
		if err != nil {
			if errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("%q: %v", text, err)
			}
			return answers
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}

func TestOutputIsQuiet(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, stderr := os.Stdout, os.Stderr
	os.Stdout, os.Stderr = w, w
	func() {
		defer func() { os.Stdout, os.Stderr = stdout, stderr }()
		srv := start(t, WithSidecar())
		put(t, srv, bucket(t, srv, "bucket"), "k", "v")
		srv.Client().GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("bucket"), Key: aws.String("missing")})
		srv.Close()
	}()
	w.Close()
	if out, _ := io.ReadAll(r); len(out) > 0 {
		t.Errorf("the server printed %q", out)
	}
}

func TestAccessKeyIsTheOwner(t *testing.T) {
	const id = "123456789012"
	srv := start(t, WithAccessKey(id))
	b := bucket(t, srv, "bucket")
	for owner, wanted := range map[string]bool{id: true, "999999999999": false} {
		_, err := srv.Client().HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: &b, ExpectedBucketOwner: &owner})
		if (err == nil) != wanted {
			t.Errorf("expecting %s as owner: %v", owner, err)
		}
	}
}

func TestConfigIsACopy(t *testing.T) {
	srv := start(t)
	config := srv.Config()
	*config.BaseEndpoint = "http://192.0.2.1"
	if got := *srv.Config().BaseEndpoint; got != srv.Endpoint() {
		t.Errorf("changing one configuration changed the next: %s", got)
	}
	if srv.CertPool() != nil {
		t.Error("a server without TLS has a certificate")
	}
}
