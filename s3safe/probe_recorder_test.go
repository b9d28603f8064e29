package s3safe_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// seen is a recorder that sees every attempt, and the operations that it saw.
type seen struct {
	*diagnose.Recorder
	mu  sync.Mutex
	ops []string
}

func newSeen() *seen {
	s := new(seen)
	s.Recorder = diagnose.NewRecorder(diagnose.CaptureAll(), diagnose.OnCapture(func(_ context.Context, c *diagnose.Capture) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.ops = append(s.ops, c.Operation)
	}))
	return s
}

// check fails if anything but the operations was captured, or failed.
func (s *seen) check(t *testing.T, who string, want string, failures int) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if got := strings.Join(s.ops, " "); got != want {
		t.Errorf("%s captured %q, want %q", who, got, want)
	}
	if n := len(s.Failures()); n != failures || s.Total() != int64(failures) {
		t.Errorf("%s kept %d failures of %d, want %d", who, n, s.Total(), failures)
	}
}

// That a bucket hasn't got what a probe looks for is no failure of the client's:
// no recorder keeps or shows it, neither the guard's nor one that the client has
// besides, not even when facts are refreshed in the background.
func TestProbesAreNotRecorded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := new(fakeS3)
		guards, own := newSeen(), newSeen()
		cache := newCache(t)
		client := s3safe.New(s3.New(f.options(), own.Option()), s3safe.WithState(cache), s3safe.WithRecorder(guards.Recorder))
		put := func(in *s3.PutObjectInput, stops bool) {
			if _, err := client.PutObject(t.Context(), in); stopped(err) != stops {
				t.Fatalf("stopped: %v, want %v: %v", stopped(err), stops, err)
			}
		}
		put(locked(), true) // no object lock: 404
		f.set("ownershipControls", objectWriter)
		put(withACL(), false) // no public access block: 404
		time.Sleep(state.DefaultTTL + time.Second)
		put(locked(), true) // refreshed
		put(withACL(), false)
		cache.Wait()
		if n := f.count("GET object-lock"); n != 2 {
			t.Errorf("%d probes of object lock, want a first one and a refresh", n)
		}
		guards.check(t, "the guard's recorder", "PutObject PutObject", 0)
		own.check(t, "the client's own recorder", "PutObject PutObject", 0)

		// The same question asked by the application is recorded.
		_, err := client.GetObjectLockConfiguration(t.Context(), &s3.GetObjectLockConfigurationInput{Bucket: aws.String("reports")})
		if err == nil {
			t.Fatal("there is a configuration")
		}
		guards.check(t, "the guard's recorder", "PutObject PutObject GetObjectLockConfiguration", 1)
		own.check(t, "the client's own recorder", "PutObject PutObject GetObjectLockConfiguration", 1)
	})
}

// Reading all of a bucket's state, for a snapshot, asks for much that isn't there.
func TestReadIsNotRecorded(t *testing.T) {
	f := new(fakeS3)
	r := newSeen()
	facts, _ := state.Read(t.Context(), s3.New(f.options(), r.Option()), "reports")
	if facts == nil || len(facts.Known()) == 0 || len(f.probes()) < 5 {
		t.Errorf("only %v was asked for", f.probes())
	}
	r.check(t, "the recorder", "", 0)
}

// A probe that is refused is no failure either: the call that it was for goes
// on and says itself whether it works.
func TestRefusedProbesAreNotRecorded(t *testing.T) {
	for _, code := range []string{"AccessDenied", "InvalidRequest", "MethodNotAllowed"} {
		f := new(fakeS3)
		f.setFault(refuse(code))
		r := newSeen()
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t)), s3safe.WithRecorder(r.Recorder))
		in := locked()
		in.ACL = types.ObjectCannedACLAwsExecRead
		if _, err := client.PutObject(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		if len(f.probes()) == 0 {
			t.Error("nothing was probed")
		}
		r.check(t, code, "PutObject", 0)
	}
}
