package s3safe_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

func rejecting() *stub {
	return &stub{status: 400, body: "<Error><Code>InvalidRequest</Code><Message>no</Message></Error>"}
}

// The drop-in client records its failures without being told to, also those of
// calls that take the guard's middleware away.
func TestClientRecords(t *testing.T) {
	c := newClient(rejecting())
	_, _ = c.PutObject(context.Background(), plain())
	_, _ = c.PutObject(context.Background(), plain(), func(o *s3.Options) { o.APIOptions = nil })
	list := c.Recorder().Failures()
	if len(list) != 2 || list[1].Operation != "PutObject" || list[1].Answer.Code != "InvalidRequest" {
		t.Errorf("%+v", list)
	}
}

// A stopped request isn't an answer of S3's.
func TestStoppedIsNotRecorded(t *testing.T) {
	c := newClient(rejecting(), s3safe.WithRules(noTags()))
	_, err := c.PutObject(context.Background(), tagged())
	mustStop(t, err)
	if n := len(c.Recorder().Failures()); n != 0 {
		t.Errorf("%d failures", n)
	}
}

func TestWithRecorder(t *testing.T) {
	r := diagnose.NewRecorder()
	s := rejecting()
	_, _ = newClient(s, s3safe.WithRecorder(r)).PutObject(context.Background(), plain())
	_, _ = s3.New(s.options(), s3safe.Guard(s3safe.WithRecorder(r))).PutObject(context.Background(), plain())
	if n := len(r.Failures()); n != 2 {
		t.Errorf("%d failures, want 2", n)
	}
	for _, o := range []s3safe.Option{s3safe.WithoutRecorder(), s3safe.WithRecorder(nil)} {
		c := newClient(s, o)
		_, _ = c.PutObject(context.Background(), plain())
		if c.Recorder() != nil {
			t.Error("there is a recorder")
		}
	}
}

// A recorder that the client had already goes on recording.
func TestOwnRecorderStays(t *testing.T) {
	r := diagnose.NewRecorder()
	c := s3safe.New(s3.New(rejecting().options(), r.Option()))
	_, _ = c.PutObject(context.Background(), plain())
	if len(r.Failures()) != 1 || len(c.Recorder().Failures()) != 1 {
		t.Error("one of them didn't record")
	}
}

// Report mode and a guard that is off record all the same.
func TestRecordsInEveryMode(t *testing.T) {
	for _, m := range []s3safe.Mode{s3safe.Report, s3safe.Off} {
		c := newClient(rejecting(), s3safe.WithMode(m))
		_, _ = c.PutObject(context.Background(), plain())
		if len(c.Recorder().Failures()) != 1 {
			t.Errorf("%s: not recorded", m)
		}
	}
}
