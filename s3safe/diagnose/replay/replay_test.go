package replay

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/resend"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// stubEarlierPut is what was captured of an upload that failed.
func stubEarlierPut() capture.Capture {
	return capture.Capture{
		Operation: "PutObject",
		Answer:    capture.Answer{Status: 400, Code: "InvalidRequest", Message: "no", Header: map[string][]string{}},
	}
}

func TestReplayFixed(t *testing.T) {
	client := diagtest.Client(diagtest.Answering(200, "", "ETag", `"1"`, "x-amz-version-id", "v2", "x-amz-checksum-crc32", "NhCmhg=="))
	in := &s3.PutObjectInput{Bucket: aws.String("b"), Key: aws.String("k"), Body: strings.NewReader("hello")}
	got, err := Replay(t.Context(), in, stubEarlierPut(), resend.Through(client))
	if err != nil {
		t.Fatal(err)
	}
	if !got.Fixed() || got.Broken() || got.After.ETag != `"1"` || got.After.VersionID != "v2" || got.After.Checksums["X-Amz-Checksum-Crc32"] != "NhCmhg==" {
		t.Errorf("%+v", got)
	}
	if !strings.HasPrefix(got.String(), "PutObject: fixed\n  status: 200, was 400") {
		t.Error(got)
	}
	// Once more against what is now: another version is to be expected.
	earlier := capture.Capture{Operation: "PutObject", Answer: capture.Answer{Status: 200, Header: map[string][]string{
		"Etag": {`"1"`}, "X-Amz-Version-Id": {"v1"}, "X-Amz-Checksum-Crc32": {"NhCmhg=="},
	}}}
	if got, err = Replay(t.Context(), in, earlier, resend.Through(client)); err != nil || len(got.Differences) > 0 {
		t.Errorf("%v, %v", got, err)
	}
	earlier.Answer.Header["Etag"][0] = `"2"`
	if got, err = Replay(t.Context(), in, earlier, resend.Through(client)); err != nil || len(got.Differences) != 1 || got.Differences[0].What != "etag" {
		t.Errorf("%v, %v", got, err)
	}
}

func TestReplayStillFails(t *testing.T) {
	client := diagtest.Client(diagtest.Answering(400, diagtest.Invalid))
	in := &s3.PutObjectInput{Bucket: aws.String("b"), Key: aws.String("k"), Body: strings.NewReader("hello")}
	got, err := Replay(t.Context(), in, stubEarlierPut(), resend.Through(client))
	if err != nil || got.Fixed() || len(got.Differences) > 0 {
		t.Errorf("%v, %v", got, err)
	}
	var path string
	see := diagtest.Transport(func(req *http.Request) (*http.Response, error) {
		path = req.URL.Path
		return diagtest.Answering(200, "")(req)
	})
	_, err = Replay(t.Context(), in, stubEarlierPut(), resend.Through(diagtest.Client(see)), func(o *ReplayOptions) {
		o.ScratchKey = "scratch"
		o.Client = append(o.Client, func(c *s3.Options) { c.UsePathStyle = true })
	})
	if err != nil || path != "/b/scratch" {
		t.Errorf("sent to %s: %v", path, err)
	}
	if _, err = Replay(t.Context(), &s3.GetObjectInput{}, stubEarlierPut(), resend.Through(client)); err == nil {
		t.Error("took another operation's input")
	}
	broken := diagtest.Transport(func(*http.Request) (*http.Response, error) { return nil, errors.New("no route") })
	noRetry := func(o *s3.Options) { o.Retryer = aws.NopRetryer{} }
	if _, err = Replay(t.Context(), in, stubEarlierPut(), resend.Through(diagtest.Client(broken, noRetry))); err == nil || !strings.Contains(err.Error(), "no route") {
		t.Errorf("no answer: %v", err)
	}
}

func TestReplayCapture(t *testing.T) {
	c := capture.Capture{
		Operation: "GetObject",
		Members: []capture.Member{
			{Name: "Bucket", Value: "b"}, {Name: "ChecksumMode", Value: "ENABLED"}, {Name: "IfModifiedSince", Value: "2026-01-02T03:04:05Z"},
			{Name: "Key", Value: "k"}, {Name: "PartNumber", Value: "2"},
		},
		Answer: capture.Answer{Status: 400, Code: "InvalidRequest"},
	}
	got, err := ReplayCapture(t.Context(), c, resend.Through(diagtest.Client(diagtest.Answering(200, "x"))))
	if err != nil || !got.Fixed() {
		t.Fatalf("%v, %v", got, err)
	}
	in, err := InputOf(c)
	if err != nil {
		t.Fatal(err)
	}
	if g := in.(*s3.GetObjectInput); *g.PartNumber != 2 || g.ChecksumMode != types.ChecksumModeEnabled || g.IfModifiedSince.Year() != 2026 {
		t.Errorf("%+v", g)
	}
}

func TestInputOfIncomplete(t *testing.T) {
	_, err := InputOf(capture.Capture{
		Operation: "PutObject", Missing: []string{"members"}, Payload: capture.Payload{Length: 5},
		Members: []capture.Member{
			{Name: "Bucket", Value: "b"}, {Name: "SSECustomerKey", Masked: true},
			{Name: "CacheControl", Value: "x " + capture.Masked}, {Name: "Nonsense", Value: "1"}, {Name: "ContentLength", Value: "many"},
		},
	})
	var lack *IncompleteCapture
	if !errors.As(err, &lack) {
		t.Fatal(err)
	}
	if want := []string{"SSECustomerKey", "CacheControl", "Nonsense", "ContentLength", "Body"}; !slices.Equal(lack.Members, want) {
		t.Errorf("members %v", lack.Members)
	}
	if !slices.Equal(lack.Required, []string{"Key"}) || !slices.Equal(lack.Parts, []string{"members"}) || lack.Operation != "PutObject" {
		t.Errorf("%+v", lack)
	}
	if _, err := InputOf(capture.Capture{}); err == nil || !strings.Contains(err.Error(), "operation isn't known") {
		t.Error(err)
	}
}

// An upload that a probe begins doesn't stay open.
func TestThroughAbortsUploads(t *testing.T) {
	var sent []string
	client := diagtest.Client(func(req *http.Request) (*http.Response, error) {
		sent = append(sent, req.Method)
		if req.Method == http.MethodDelete {
			return diagtest.Answering(204, "")(req)
		}
		return diagtest.Answering(200, "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>")(req)
	})
	send := resend.Through(client).Sender()
	if err := send(t.Context(), &s3.CreateMultipartUploadInput{Bucket: aws.String("b"), Key: aws.String("k")}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(sent, []string{"POST", "DELETE"}) {
		t.Error(sent)
	}
	if err := resend.Through(struct{}{})(t.Context(), &s3.GetObjectInput{}); err == nil {
		t.Error("called a method that doesn't exist")
	}
	if err := resend.Through(nil)(t.Context(), &s3.GetObjectInput{}); err == nil {
		t.Error("called nothing")
	}
}

// What the recorder keeps of a request without secrets is enough to replay it;
// what it withholds is named.
func TestReplayRecorded(t *testing.T) {
	recorder := recorder.NewRecorder()
	client := diagtest.Client(diagtest.Answering(400, diagtest.Invalid), recorder.Option())
	_, err := client.GetObject(t.Context(), &s3.GetObjectInput{
		Bucket: aws.String("b"), Key: aws.String("a b/ü+1"), Range: aws.String("bytes=0-4"), PartNumber: aws.Int32(2),
		IfModifiedSince: aws.Time(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), RequestPayer: types.RequestPayerRequester,
	})
	if err == nil || recorder.Last() == nil {
		t.Fatalf("%v, nothing recorded", err)
	}
	in, err := InputOf(*recorder.Last())
	if err != nil {
		t.Fatal(err)
	}
	got := in.(*s3.GetObjectInput)
	if *got.Key != "a b/ü+1" || *got.Range != "bytes=0-4" || *got.PartNumber != 2 || got.IfModifiedSince.Second() != 5 || got.RequestPayer != types.RequestPayerRequester {
		t.Errorf("%+v", got)
	}
	again, err := ReplayCapture(t.Context(), *recorder.Last(), resend.Through(client))
	if err != nil || len(again.Differences) > 0 {
		t.Errorf("%v, %v", again, err)
	}
	_, _ = client.PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: aws.String("b"), Key: aws.String("k"), Body: strings.NewReader("hello"), SSECustomerKey: aws.String("planted"),
	})
	_, err = ReplayCapture(t.Context(), *recorder.Last(), resend.Through(client))
	var lack *IncompleteCapture
	if !errors.As(err, &lack) || !slices.Equal(lack.Members, []string{"Body", "SSECustomerKey"}) {
		t.Errorf("%v", err)
	}
}
