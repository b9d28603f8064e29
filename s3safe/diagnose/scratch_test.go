package diagnose_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
)

// With a ScratchKey, of all operations only those are replayed that read, or write
// this key alone.
func TestScratchKeyIsAllThatIsWritten(t *testing.T) {
	const scratch = "scratch/x"
	sent, refused := 0, 0
	for _, op := range sdk.Operations() {
		in, err := sdk.NewInput(compat.Complete(compat.Given(op), sdk.Schema))
		if err != nil {
			t.Fatal(err)
		}
		f := &diagtest.Fake{Status: 403, Body: diagtest.InvalidRequest, Seen: func(r *http.Request) {
			sent++
			read := r.Method == http.MethodGet || r.Method == http.MethodHead || r.URL.Query().Has("select")
			if !read && !strings.HasSuffix(r.URL.Path, "/"+scratch) {
				t.Errorf("%s sent %s %s", op, r.Method, r.URL)
			}
		}}
		_, err = diagnose.Replay(t.Context(), in, diagnose.Capture{Answer: diagnose.Answer{Status: 403}}, diagnose.Through(s3.New(diagtest.FakeOptions(f))),
			func(o *diagnose.ReplayOptions) { o.ScratchKey = scratch })
		if errors.Is(err, diagnose.ErrUnsafe) {
			refused++
		}
	}
	if sent == 0 || refused == 0 {
		t.Errorf("%d sent, %d refused", sent, refused)
	}
	never := func(context.Context, any, ...func(*s3.Options)) error { t.Error("sent"); return nil }
	k := aws.String("q3.csv")
	for _, in := range []any{
		&s3.DeleteBucketInput{Bucket: aws.String("b")},
		&s3.DeleteObjectsInput{Bucket: aws.String("b"), Delete: &types.Delete{Objects: []types.ObjectIdentifier{{Key: k}}}},
		&s3.PutBucketPolicyInput{Bucket: aws.String("b"), Policy: aws.String("{}")},
		&s3.RenameObjectInput{Bucket: aws.String("reports--euc1-az1--x-s3"), Key: k, RenameSource: aws.String("precious.csv")},
		&s3.CompleteMultipartUploadInput{Bucket: aws.String("b"), Key: k, UploadId: aws.String("u")},
	} {
		if _, err := diagnose.Replay(t.Context(), in, diagnose.Capture{}, never, func(o *diagnose.ReplayOptions) { o.ScratchKey = scratch }); !errors.Is(err, diagnose.ErrUnsafe) {
			t.Errorf("%T: %v", in, err)
		}
	}
	list, err := diagnose.ParseCurl("log", strings.NewReader("> DELETE / HTTP/1.1\n> Host: reports.s3.eu-central-1.amazonaws.com\n> \n< HTTP/1.1 403 Forbidden\n< \n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := diagnose.ReplayCapture(t.Context(), *list[0], never, func(o *diagnose.ReplayOptions) { o.ScratchKey = scratch }); !errors.Is(err, diagnose.ErrUnsafe) {
		t.Errorf("of a log: %v", err)
	}
}

// uploads is a store of multipart uploads that refuses tags.
type uploads struct {
	denyAbort bool
	begun     int
	open      map[string]bool
	each      func(n int)
}

func (u *uploads) Do(r *http.Request) (*http.Response, error) {
	answer := func(status int, body string) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: r}, nil
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	switch {
	case r.Method == http.MethodDelete && u.denyAbort:
		return answer(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>")
	case r.Method == http.MethodDelete:
		delete(u.open, r.URL.Query().Get("uploadId"))
		return answer(204, "")
	case r.Header.Get("X-Amz-Tagging") != "":
		return answer(400, "<Error><Code>InvalidRequest</Code><Message>no tags here</Message></Error>")
	}
	u.begun++
	id := fmt.Sprintf("upload-%d", u.begun)
	u.open[id] = true
	if u.each != nil {
		u.each(u.begun)
	}
	return answer(200, "<InitiateMultipartUploadResult><UploadId>"+id+"</UploadId></InitiateMultipartUploadResult>")
}

func TestOpenUploadsAreNamed(t *testing.T) {
	in := func(tags string) *s3.CreateMultipartUploadInput {
		in := &s3.CreateMultipartUploadInput{Bucket: aws.String("reports"), Key: aws.String("k"), CacheControl: aws.String("a"), ContentType: aws.String("b"), ContentLanguage: aws.String("c")}
		if tags != "" {
			in.Tagging = &tags
		}
		return in
	}
	scratch := func(o *diagnose.MinimiseOptions) { o.ScratchKey, o.NoHints = "scratch/x", true }
	for name, u := range map[string]*uploads{
		"abort is denied": {denyAbort: true},
		"context ends":    {},
		"both":            {denyAbort: true},
	} {
		u.open = map[string]bool{}
		ctx, cancel := context.WithCancel(t.Context())
		if name != "abort is denied" {
			u.each = func(n int) {
				if n == min(2, n) {
					cancel()
				}
			}
		}
		m, err := diagnose.Minimise(ctx, in("a=b"), diagnose.Through(s3.New(s3.Options{Region: "eu-west-1", Credentials: diagtest.FakeOptions(nil).Credentials, HTTPClient: u})).Sender(), scratch)
		cancel()
		if err == nil {
			t.Errorf("%s: no error with %v", name, m)
			continue
		}
		for id := range u.open {
			var open *diagnose.OpenUploadError
			if !errors.As(err, &open) || open.UploadID != id || open.Key != "scratch/x" || !strings.Contains(err.Error(), id) {
				t.Errorf("%s: %s stays open, and the error says %v", name, id, err)
			}
		}
		if len(u.open) > 1 || !u.denyAbort && len(u.open) > 0 {
			t.Errorf("%s: open: %v", name, u.open)
		}
	}
	u := &uploads{denyAbort: true, open: map[string]bool{}}
	r, err := diagnose.Replay(t.Context(), in(""), diagnose.Capture{Answer: diagnose.Answer{Status: 400, Code: "InvalidRequest"}}, diagnose.Through(s3.New(s3.Options{Region: "eu-west-1", Credentials: diagtest.FakeOptions(nil).Credentials, HTTPClient: u})))
	var open *diagnose.OpenUploadError
	if !errors.As(err, &open) || open.UploadID != "upload-1" || r == nil || !r.Fixed() || r.After.Status != 200 {
		t.Errorf("Replay: %v, %v", r, err)
	}
}

// A nil pointer in Body is the caller's; it isn't read here.
func TestTypedNilBody(t *testing.T) {
	for _, body := range []io.Reader{(*bytes.Reader)(nil), (*strings.Reader)(nil), (*bytes.Buffer)(nil), (*io.SectionReader)(nil)} {
		in := &s3.PutObjectInput{Bucket: aws.String("b"), Key: aws.String("k"), Body: body, ContentType: aws.String("x")}
		m, err := diagnose.Minimise(t.Context(), in, func(context.Context, any) error { return errors.New("refused") }, func(o *diagnose.MinimiseOptions) { o.ScratchKey = "s" })
		if err != nil || m == nil {
			t.Errorf("%T: %v, %v", body, m, err)
		}
	}
}
