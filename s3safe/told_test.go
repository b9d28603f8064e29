package s3safe_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// diary is a learner that isn't selective.
type diary struct {
	state.Buckets
	told []state.Answer
}

func (d *diary) Learn(_ context.Context, a state.Answer) { d.told = append(d.told, a) }

// choosy is one that is.
type choosy struct {
	diary
	asked int
}

func (c *choosy) Tells(input, output any) bool {
	c.asked++
	_, is := output.(*s3.HeadObjectOutput)
	return is
}

// A learner is told of every call, a selective one only of what it wants, failures, and
// what it can't be asked about.
func TestSelective(t *testing.T) {
	f := new(fakeS3)
	all, some := new(diary), new(choosy)
	for _, source := range []state.Source{all, some} {
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(source))
		for _, ctx := range []context.Context{t.Context(), s3safe.ContextWithMode(t.Context(), s3safe.Off)} {
			if _, err := client.PutObject(ctx, plain()); err != nil {
				t.Fatal(err)
			}
			if _, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: demoBucket, Key: demoKey}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(all.told) != 4 || all.told[0].Operation != operation.PutObject || all.told[3].Operation != operation.HeadObject {
		t.Errorf("told %d: %+v", len(all.told), all.told)
	}
	if len(some.told) != 2 || some.asked != 4 || some.told[0].Operation != operation.HeadObject {
		t.Errorf("asked %d times, told %d", some.asked, len(some.told))
	}
	for _, a := range all.told {
		if a.Began.IsZero() || a.Status != 200 || a.RequestID == "" || a.Output == nil {
			t.Errorf("%+v", a)
		}
	}
}

// A client whose SDK client was replaced calls the new one, guarded as before.
func TestReplacedClient(t *testing.T) {
	f, other := new(fakeS3), new(fakeS3)
	client := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t)))
	client.Client = s3.New(other.options())
	bad := plain()
	bad.Tagging = aws.String("a=b&a=c")
	if _, err := client.PutObject(t.Context(), bad); !stopped(err) {
		t.Errorf("not stopped: %v", err)
	}
	if _, err := client.PutObject(t.Context(), plain()); err != nil {
		t.Error(err)
	}
	if len(f.sent) != 0 || len(other.sent) != 1 {
		t.Errorf("sent %v and %v", f.sent, other.sent)
	}
}
