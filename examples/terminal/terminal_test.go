// Package terminal runs the command s3safe as a person does, against a real
// server.
package terminal

import (
	"bytes"
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/examples/s3server/s3servertest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// command is the binary of the command.
var command string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "s3safe-terminal-")
	if err != nil {
		panic(err)
	}
	// Before a server runs: it takes the process to another folder.
	command = filepath.Join(dir, "s3safe")
	out, err := exec.Command("go", "build", "-o", command, "github.com/s3safe/s3safe-go/s3safe/cmd/s3safe").CombinedOutput()
	if err != nil {
		_ = os.RemoveAll(dir)
		panic(string(out))
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// run runs the command with the server's endpoint and credentials.
func run(t *testing.T, srv *s3server.Server, args ...string) (code int, out, errs string) {
	t.Helper()
	creds, err := srv.Config().Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), command, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID="+creds.AccessKeyID, "AWS_SECRET_ACCESS_KEY="+creds.SecretAccessKey,
		"AWS_REGION="+srv.Config().Region, "AWS_ENDPOINT_URL_S3="+srv.Endpoint(),
		"AWS_CONFIG_FILE=/nonexistent", "AWS_SHARED_CREDENTIALS_FILE=/nonexistent", "AWS_EC2_METADATA_DISABLED=true")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatal(err)
		}
		code = exit.ExitCode()
	}
	return code, stdout.String(), stderr.String()
}

func TestState(t *testing.T) {
	srv := s3servertest.Server(t)
	plain, locked := s3servertest.Bucket(t, srv), "locked-"+strings.ToLower(filepath.Base(t.TempDir()))+"-bucket"
	if _, err := srv.Client().CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &locked, ObjectLockEnabledForBucket: aws.Bool(true)}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = srv.Client().DeleteBucket(context.Background(), &s3.DeleteBucketInput{Bucket: &locked}) })
	file := filepath.Join(t.TempDir(), "state.json")
	steps := []struct {
		args []string
		code int
		out  string
	}{
		{[]string{"probe", locked}, 0, `objectLock +Enabled`},
		{[]string{"probe", "-o", "json", plain}, 0, `"objectLock": "none"`},
		{[]string{"snapshot", plain, locked, "-f", file}, 0, `^$`},
		{[]string{"parity", "s3://" + plain, file + ":" + plain}, 0, `no difference`},
		{[]string{"parity", file + ":" + plain, "s3://" + locked}, 1, `objectLock: none, Enabled`},
		{[]string{"probe", "no-such-bucket-here"}, 2, `^$`},
	}
	for _, s := range steps {
		code, out, errs := run(t, srv, s.args...)
		if code != s.code || !regexp.MustCompile(s.out).MatchString(out) {
			t.Errorf("s3safe %s: status %d, output %q, error %q", strings.Join(s.args, " "), code, out, errs)
		}
		if code == 2 && strings.Count(errs, "\n") != 1 {
			t.Errorf("s3safe %s: error %q", strings.Join(s.args, " "), errs)
		}
	}
}

// write writes captures of calls to a file.
func write(t *testing.T, srv *s3server.Server, name string, call func(*s3.Client) error) string {
	t.Helper()
	var last *diagnose.Capture
	recorder := diagnose.NewRecorder(diagnose.CaptureAll(), diagnose.OnCapture(func(_ context.Context, c *diagnose.Capture) { last = c }))
	err := call(srv.Client(recorder.Option()))
	var b bytes.Buffer
	if last == nil {
		t.Fatal("nothing was captured: ", err)
	}
	if err := diagnose.WriteJSON(&b, last); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestCaptures(t *testing.T) {
	srv := s3servertest.Server(t)
	bucket, key := s3servertest.Bucket(t, srv), "a.txt"
	head := func(c *s3.Client) error {
		_, err := c.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: &bucket, Key: &key})
		return err
	}
	missing := write(t, srv, "missing.json", head)
	input := filepath.Join(t.TempDir(), "input.json")
	if err := os.WriteFile(input, []byte(`{"Bucket": "`+bucket+`", "Key": "`+key+`", "Range": "bytes=0-1"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	expect := func(want int, pattern string, args ...string) {
		t.Helper()
		code, out, errs := run(t, srv, args...)
		if code != want || !regexp.MustCompile(pattern).MatchString(out) {
			t.Errorf("s3safe %s: status %d, output %q, error %q", strings.Join(args, " "), code, out, errs)
		}
	}
	expect(1, `none of its optional members`, "minimize", "--op", "GetObject", input)
	expect(1, `HeadObject: as before`, "replay", "--op", "HeadObject", "--capture", missing, input)
	expect(0, `404`, "explain", missing)
	expect(0, `no discrepancy`, "audit", missing)
	if _, err := srv.Client().PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: strings.NewReader("hello")}); err != nil {
		t.Fatal(err)
	}
	there := write(t, srv, "there.json", func(c *s3.Client) error {
		_, err := c.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: &bucket, Key: &key, Range: aws.String("bytes=0-1")})
		return err
	})
	expect(0, `HeadObject: fixed`, "replay", "--op", "HeadObject", "--capture", missing, input)
	expect(1, `Range`, "diff", missing, there)
	expect(1, `.`, "diff", "-o", "json", there)
	// A write without a scratch key isn't sent.
	before := srv.Requests()
	expect(2, `^$`, "replay", "--op", "PutObject", "--capture", there, input)
	if n := srv.Requests() - before; n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestProxyAudit(t *testing.T) {
	srv := s3servertest.Server(t)
	echo := httptest.NewServer(new(diagnose.Echo))
	defer echo.Close()
	code, out, errs := run(t, srv, "proxy-audit", echo.URL)
	if code != 0 || !strings.Contains(out, "no discrepancy") {
		t.Errorf("status %d, output %q, error %q", code, out, errs)
	}
}
