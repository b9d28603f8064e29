package s3safe_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe"
)

// shifted is a transport that answers as an S3 whose clock shows another time than
// the machine's: it refuses what is signed for more than 15 minutes off.
type shifted struct {
	behind   time.Duration
	requests int
}

func (s *shifted) now() time.Time { return time.Now().Add(-s.behind) }

func (s *shifted) Do(r *http.Request) (*http.Response, error) {
	s.requests++
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	status, body := 200, ""
	if signed, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date")); err != nil || signed.Sub(s.now()).Abs() > 15*time.Minute {
		status = 403
		body = "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message></Error>"
	}
	return &http.Response{
		StatusCode: status, Request: r, Body: io.NopCloser(strings.NewReader(body)),
		Header: http.Header{"Date": {s.now().UTC().Format(http.TimeFormat)}},
	}, nil
}

func (s *shifted) options() s3.Options {
	o := new(stub).options()
	o.HTTPClient, o.RetryMaxAttempts = s, 0
	o.Retryer = retry.NewStandard(func(o *retry.StandardOptions) {
		o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
	})
	return o
}

func retained(until time.Time) *s3.PutObjectInput {
	in := plain()
	in.ObjectLockMode, in.ObjectLockRetainUntilDate = types.ObjectLockModeGovernance, aws.Time(until)
	in.ChecksumAlgorithm = types.ChecksumAlgorithmCrc32
	return in
}

// Whatever the machine's clock shows: a date in S3's future isn't stopped, neither
// before nor after S3 has answered; one that is long past is, once its clock is known
// and before.
func TestClockThatIsWrong(t *testing.T) {
	for _, behind := range []time.Duration{0, 5 * time.Minute, 14 * time.Minute, 16 * time.Minute, 2 * time.Hour, 24 * time.Hour, -5 * time.Minute, -2 * time.Hour, -24 * time.Hour} {
		t.Run(fmt.Sprint(behind), func(t *testing.T) {
			s := &shifted{behind: behind}
			client := s3safe.New(s3.New(s.options()))
			for range 3 {
				if _, err := client.PutObject(t.Context(), retained(s.now().Add(time.Minute))); err != nil {
					t.Fatal(err)
				}
			}
			sent := s.requests
			_, err := client.PutObject(t.Context(), retained(s.now().Add(-20*time.Minute)))
			mustStop(t, err)
			_, err = s3safe.New(s3.New(s.options())).PutObject(t.Context(), retained(s.now().Add(-72*time.Hour)))
			mustStop(t, err)
			if s.requests != sent {
				t.Errorf("%d requests after a stop", s.requests-sent)
			}
		})
	}
}

// A clock that the application gives may be wrong by as much as S3 lets one be; a
// check without a client takes it as it is.
func TestClockThatIsGiven(t *testing.T) {
	in := &s3.CopyObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("k"), CopySource: aws.String("other/x"),
		CopySourceIfModifiedSince: aws.Time(time.Now().Add(2 * time.Minute)), CopySourceIfUnmodifiedSince: aws.Time(time.Now()),
	}
	ahead := s3safe.WithClock(func() time.Time { return time.Now().Add(5 * time.Minute) })
	if _, err := newClient(new(stub), ahead).CopyObject(t.Context(), in); err != nil {
		t.Error(err)
	}
	var stopped *s3safe.IncompatibleError
	if err := s3safe.Check(in, ahead); !errors.As(err, &stopped) {
		t.Errorf("checked: %v", err)
	}
	far := s3safe.WithClock(func() time.Time { return time.Now().Add(time.Hour) })
	_, err := newClient(new(stub), far).CopyObject(t.Context(), in)
	mustStop(t, err)
}
