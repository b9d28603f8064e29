package minimise

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/format"
	"go/parser"
	"io"
	"math/bits"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/resend"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

func minimiseInvalid(message string) error {
	return &smithy.GenericAPIError{Code: "InvalidRequest", Message: message, Fault: smithy.FaultClient}
}

// minimiseInput is an upload with 14 optional members.
func minimiseInput() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("q3.csv"),
		Body:         strings.NewReader("hello"),
		CacheControl: aws.String("no-cache"), ContentDisposition: aws.String("inline"),
		ContentEncoding: aws.String("identity"), ContentLanguage: aws.String("de"),
		ContentType: aws.String("text/csv"), Expires: aws.Time(time.Unix(1, 0)),
		Metadata: map[string]string{"a": "b"}, Tagging: aws.String("a=b"),
		StorageClass: types.StorageClassStandard, RequestPayer: types.RequestPayerRequester,
		ExpectedBucketOwner: aws.String("111122223333"),
		ChecksumCRC32:       aws.String("NhCmhg=="), ChecksumSHA256: aws.String("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
	}
}

func minimisePresent(in any) compat.MemberSet {
	var r compat.Request
	sdk.Describe(in, &r)
	return r.Present
}

func minimiseHas(in any, names ...string) bool {
	set := minimisePresent(in)
	for _, n := range names {
		if id, _ := minimiseMember(n); !set.Has(id) {
			return false
		}
	}
	return true
}

func minimiseMember(n string) (compat.Member, bool) {
	for _, op := range sdk.Operations() {
		for _, id := range sdk.Schema.Members(op).IDs() {
			if id.String() == n {
				return id, true
			}
		}
	}
	return 0, false
}

func minimiseScratch(o *MinimiseOptions) { o.ScratchKey = "scratch" }
func minimiseNoHints(o *MinimiseOptions) { o.NoHints = true }

// Every pair of 14 members is found within 40 requests, without the catalogue's
// help.
func TestMinimiseEveryPair(t *testing.T) {
	names := minimiseOptional(t, minimiseInput())
	if len(names) != 14 {
		t.Fatalf("%d optional members", len(names))
	}
	worst, total, pairs := 0, 0, 0
	for i := range names {
		for j := i + 1; j < len(names); j++ {
			send := func(_ context.Context, in any) error {
				if minimiseHas(in, names[i], names[j]) {
					return minimiseInvalid("conflict")
				}
				return nil
			}
			got, err := Minimise(t.Context(), minimiseInput(), send, minimiseScratch, minimiseNoHints)
			if err != nil {
				t.Fatal(err)
			}
			if want := []string{names[i], names[j]}; !slices.Equal(got.Members, want) || !got.Proved {
				t.Fatalf("got %v, want %v", got.Members, want)
			}
			for _, c := range got.Cures {
				if !c.Cured {
					t.Errorf("%v: %+v", got.Members, c)
				}
			}
			worst, total, pairs = max(worst, got.Requests), total+got.Requests, pairs+1
		}
	}
	if worst > 40 {
		t.Errorf("%d requests", worst)
	}
	t.Logf("%d pairs: at most %d requests, %.1f on average", pairs, worst, float64(total)/float64(pairs))
}

func minimiseOptional(t *testing.T, in any) []string {
	t.Helper()
	op, _ := sdk.OperationOf(in)
	var names []string
	required := sdk.Schema.Required(op)
	for _, id := range minimisePresent(in).IDs() {
		if !required.Has(id) {
			names = append(names, id.String())
		}
	}
	return names
}

// The set that is found fails, and no member can be left out, whatever monotonous
// condition the server has.
func TestDdminIsMinimal(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := 1 + rnd.IntN(20)
		all := uint64(1)<<n - 1
		var causes []uint64
		for range 1 + rnd.IntN(3) {
			causes = append(causes, rnd.Uint64()&rnd.Uint64()&rnd.Uint64()&all)
		}
		fails := func(set uint64) bool {
			return slices.ContainsFunc(causes, func(c uint64) bool { return set&c == c })
		}
		least := all
		err := ddmin(all, func(set uint64) (bool, error) {
			if fails(set) && bits.OnesCount64(set) < bits.OnesCount64(least) {
				least = set
			}
			return fails(set), nil
		})
		if err != nil || !fails(least) {
			t.Fatalf("%b doesn't fail: %v", least, err)
		}
		for i := range n {
			if bit := uint64(1) << i; least&bit != 0 && fails(least&^bit) {
				t.Fatalf("%b of %b: bit %d isn't needed", least, causes, i)
			}
		}
	}
}

// The catalogue knows the rule, and saves requests.
func TestMinimiseKnownRule(t *testing.T) {
	send := func(_ context.Context, in any) error {
		if minimiseHas(in, "ChecksumCRC32", "ChecksumSHA256") {
			return minimiseInvalid("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
		}
		if !minimiseHas(in, "Body") {
			return &smithy.GenericAPIError{Code: "BadDigest"}
		}
		return nil
	}
	in := minimiseInput()
	var steps []Step
	got, err := Minimise(t.Context(), in, send, minimiseScratch, func(o *MinimiseOptions) {
		o.Progress = func(s Step) { steps = append(steps, s) }
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rules) == 0 || got.Skeleton != "" || got.Requests > 8 || len(steps) != got.Requests {
		t.Errorf("rules %v in %d requests, %d steps", got.Rules, got.Requests, len(steps))
	}
	if key := got.Input.(*s3.PutObjectInput).Key; *key != "scratch" || *in.Key != "q3.csv" {
		t.Errorf("sent to %s, the input has %s", *key, *in.Key)
	}
	if text, _ := io.ReadAll(in.Body); string(text) != "hello" {
		t.Errorf("the caller's body is at %q", text)
	}
}

func TestMinimiseUnknownRule(t *testing.T) {
	send := func(_ context.Context, in any) error {
		if minimiseHas(in, "Tagging", "StorageClass") {
			return minimiseInvalid("no tags here")
		}
		return nil
	}
	got, err := Minimise(t.Context(), minimiseInput(), send, minimiseScratch)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.String(), "not yet in the catalogue") {
		t.Error(got)
	}
	again, err := format.Source([]byte(got.Skeleton))
	if err != nil || !bytes.Equal(again, []byte(got.Skeleton)) {
		t.Errorf("isn't formatted (%v):\n%s", err, got.Skeleton)
	}
	if _, err := parser.ParseExpr(got.Skeleton); err != nil {
		t.Errorf("%v in\n%s", err, got.Skeleton)
	}
	for _, want := range []string{
		`ID:         "storage-class-with-tagging"`, "compat.AllSet(member.StorageClass, member.Tagging)",
		`Code: "InvalidRequest", Message: "no tags here"`, "operation.PutObject",
	} {
		if !strings.Contains(got.Skeleton, want) {
			t.Errorf("lacks %s:\n%s", want, got.Skeleton)
		}
	}
	if strings.Contains(got.Skeleton, "a=b") {
		t.Error("holds a value of the caller's")
	}
}

// Another cause with the same code doesn't lead the search astray.
func TestMinimiseKeepsToTheMessage(t *testing.T) {
	send := func(_ context.Context, in any) error {
		switch {
		case minimiseHas(in, "Tagging", "Expires", "Metadata"):
			return minimiseInvalid("first")
		case minimiseHas(in, "CacheControl"):
			return minimiseInvalid("second")
		}
		return nil
	}
	got, err := Minimise(t.Context(), minimiseInput(), send, minimiseScratch)
	if err != nil || !slices.Equal(got.Members, []string{"Expires", "Metadata", "Tagging"}) {
		t.Errorf("%v, %v", got, err)
	}
	for _, c := range got.Cures {
		if c.Cured || c.Message != "second" {
			t.Errorf("%+v", c)
		}
	}
	got, err = Minimise(t.Context(), minimiseInput(), send, minimiseScratch, func(o *MinimiseOptions) { o.CodeOnly = true })
	if err != nil || !slices.Equal(got.Members, []string{"CacheControl"}) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestMinimiseRequiredAlone(t *testing.T) {
	got, err := Minimise(t.Context(), minimiseInput(), func(context.Context, any) error { return minimiseInvalid("always") }, minimiseScratch)
	if err != nil || len(got.Members) != 0 || !got.Proved || got.Requests > 4 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestMinimiseBound(t *testing.T) {
	send := func(_ context.Context, in any) error {
		if minimiseHas(in, "Body", "Tagging") {
			return minimiseInvalid("x")
		}
		return nil
	}
	for bound := range 30 {
		sent := 0
		counting := func(ctx context.Context, in any) error { sent++; return send(ctx, in) }
		got, err := Minimise(t.Context(), minimiseInput(), counting, minimiseScratch, minimiseNoHints, func(o *MinimiseOptions) { o.MaxRequests = bound })
		if sent > bound {
			t.Fatalf("%d requests, bound %d", sent, bound)
		}
		if bound == 0 {
			if err == nil {
				t.Error("no error for no requests")
			}
			continue
		}
		if err != nil || !slices.Contains(got.Members, "Body") || !slices.Contains(got.Members, "Tagging") {
			t.Fatalf("bound %d: %v, %v", bound, got, err)
		}
		if !got.Proved && sent != bound {
			t.Errorf("ended after %d of %d", sent, bound)
		}
	}
}

func TestMinimiseRefuses(t *testing.T) {
	never := func(context.Context, any) error { t.Error("sent"); return nil }
	bucket, key := aws.String("b"), aws.String("k")
	for _, c := range []struct {
		want string
		in   any
	}{
		{"no ScratchKey", &s3.PutObjectInput{Bucket: bucket, Key: key}},
		{"changes a bucket", &s3.PutBucketTaggingInput{Bucket: bucket}},
		{"several objects", &s3.DeleteObjectsInput{Bucket: bucket}},
		{"take the source away", &s3.RenameObjectInput{Bucket: bucket, Key: key}},
		{"end the upload", &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key}},
		{"begin a restore", &s3.RestoreObjectInput{Bucket: bucket, Key: key}},
		{"belongs to the key", &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: aws.String("u")}},
		{"lock the scratch object", &s3.PutObjectInput{Bucket: bucket, Key: key, ObjectLockMode: types.ObjectLockModeCompliance}},
	} {
		opts := []func(*MinimiseOptions){minimiseScratch}
		if c.want == "no ScratchKey" {
			opts = nil
		}
		_, err := Minimise(t.Context(), c.in, never, opts...)
		if !errors.Is(err, resend.ErrUnsafe) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%T: %v", c.in, err)
		}
	}
	if _, err := Minimise(t.Context(), "text", never); err == nil {
		t.Error("took a string")
	}
	once := &s3.PutObjectInput{Bucket: bucket, Key: key, Body: io.MultiReader(strings.NewReader("x"))}
	if _, err := Minimise(t.Context(), once, never, minimiseScratch); err == nil || !strings.Contains(err.Error(), "read once only") {
		t.Errorf("body: %v", err)
	}
	ok := func(context.Context, any) error { return nil }
	if _, err := Minimise(t.Context(), &s3.GetObjectInput{Bucket: bucket, Key: key}, ok); err == nil || !strings.Contains(err.Error(), "succeeds") {
		t.Errorf("success: %v", err)
	}
}

// Each request has the whole body, from a file and from what was read already.
func TestMinimiseBodies(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	fmt.Fprint(file, "hello") // and stays at the end, as after a call that failed
	used := strings.NewReader("hello")
	_, _ = io.ReadAll(used)
	for _, body := range []io.Reader{file, used, bytes.NewBufferString("hello"), bytes.NewReader([]byte("hello"))} {
		in := minimiseInput()
		in.Body, in.ContentLength = body, aws.Int64(5)
		send := func(_ context.Context, x any) error {
			p := x.(*s3.PutObjectInput)
			if (p.Body == nil) != (p.ContentLength == nil) {
				t.Errorf("%T: a length without its body", body)
			}
			if p.Body == nil {
				return nil
			}
			if text, _ := io.ReadAll(p.Body); string(text) != "hello" {
				t.Errorf("%T: body %q", body, text)
			}
			if minimiseHas(x, "Tagging") {
				return minimiseInvalid("x")
			}
			return nil
		}
		got, err := Minimise(t.Context(), in, send, minimiseScratch)
		if err != nil || !slices.Equal(got.Members, []string{"Body", "ContentLength", "Tagging"}) {
			t.Errorf("%T: %v, %v", body, got, err)
		}
	}
}

// An answer that says nothing of the request is asked for again, once.
func TestMinimiseUnclear(t *testing.T) {
	n := 0
	send := func(_ context.Context, in any) error {
		if n++; n == 3 {
			return &smithy.GenericAPIError{Code: "SlowDown"}
		}
		if minimiseHas(in, "Tagging") {
			return minimiseInvalid("x")
		}
		return nil
	}
	got, err := Minimise(t.Context(), minimiseInput(), send, minimiseScratch)
	if err != nil || !slices.Equal(got.Members, []string{"Tagging"}) {
		t.Errorf("%v, %v", got, err)
	}
	n = 0
	always := func(context.Context, any) error {
		if n++; n > 1 {
			return &smithy.GenericAPIError{Code: "SlowDown"}
		}
		return minimiseInvalid("x")
	}
	got, err = Minimise(t.Context(), minimiseInput(), always, minimiseScratch)
	if err == nil || got == nil || got.Proved || n != 3 {
		t.Errorf("%v, %v after %d", got, err, n)
	}
}

// A read is sent with its own key, whatever the scratch key.
func TestMinimiseRead(t *testing.T) {
	client := diagtest.Client(func(req *http.Request) (*http.Response, error) {
		if !strings.HasSuffix(req.URL.Path, "/q3.csv") {
			t.Errorf("sent to %s", req.URL.Path)
		}
		if req.Header.Get("Range") != "" && req.URL.Query().Has("partNumber") {
			return diagtest.Answering(400, diagtest.Invalid)(req)
		}
		return diagtest.Answering(200, "x")(req)
	})
	in := &s3.GetObjectInput{
		Bucket: aws.String("b"), Key: aws.String("q3.csv"), Range: aws.String("bytes=0-8"), PartNumber: aws.Int32(2),
		ChecksumMode: types.ChecksumModeEnabled, IfMatch: aws.String("x"), RequestPayer: types.RequestPayerRequester,
	}
	got, err := Minimise(t.Context(), in, resend.Through(client).Sender(), minimiseScratch)
	if err != nil || !slices.Equal(got.Members, []string{"PartNumber", "Range"}) || !slices.Contains(got.Rules, "range-with-part-number") {
		t.Errorf("%v, %v", got, err)
	}
}
