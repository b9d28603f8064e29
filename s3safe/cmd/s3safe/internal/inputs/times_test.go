package inputs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat/operation"
)

// TestTimes: times are read in the forms that the AWS CLI takes, at any depth; what is
// none is told as it stands.
func TestTimes(t *testing.T) {
	local := func(y int, m time.Month, d, h, min, s int) time.Time {
		return time.Date(y, m, d, h, min, s, 0, time.Local)
	}
	for text, want := range map[string]time.Time{
		`"2025-01-02T03:04:05Z"`:      time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC),
		`"2025-01-02T03:04:05+01:00"`: time.Date(2025, 1, 2, 2, 4, 5, 0, time.UTC),
		`"2025-01-02T03:04:05"`:       local(2025, 1, 2, 3, 4, 5),
		`"2025-01-02 03:04:05"`:       local(2025, 1, 2, 3, 4, 5),
		`"2025-01-02"`:                local(2025, 1, 2, 0, 0, 0),
		`1735787045`:                  time.Unix(1735787045, 0),
	} {
		in, err := Read("in", []byte(fmt.Sprintf(`{"Bucket": "b", "LifecycleConfiguration": {"Rules": [{"Transitions": [{"Date": %s}]}]}}`, text)), operation.PutBucketLifecycleConfiguration, Unread)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got := in[0].Value.(*s3.PutBucketLifecycleConfigurationInput).LifecycleConfiguration.Rules[0].Transitions[0].Date
		if !got.Equal(want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{`"tomorrow"`, `true`, `"1e999"`, `1e99`} {
		_, err := Read("in", []byte(`{"Bucket": "b", "Key": "k", "ObjectLockRetainUntilDate": `+text+`}`), operation.PutObject, Unread)
		if err == nil || !strings.Contains(err.Error(), "PutObject.ObjectLockRetainUntilDate: ") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
