package s3safe_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// TestPayerHeader: what the input of an operation can't say of who pays, a header does
// that other code adds. It is looked at when the request is made.
func TestPayerHeader(t *testing.T) {
	facts := compat.Facts{}.With(compat.Payer, "Requester").With(compat.OwnedByCaller, "false")
	own := facts.With(compat.OwnedByCaller, "true")
	for _, x := range []struct {
		name, header string
		facts        *compat.Facts
		stopped      bool
	}{
		{"silent", "", &facts, true},
		{"confirmed", "requester", &facts, false},
		{"another word", "Requester", &facts, true},
		{"of the caller", "", &own, false},
		{"of nobody knows whom", "", nil, false},
	} {
		t.Run(x.name, func(t *testing.T) {
			transport := &stub{}
			source := state.Buckets{}
			if x.facts != nil {
				source["reports"] = x.facts
			}
			client := s3safe.New(s3.New(transport.options()), s3safe.WithState(source))
			var options []func(*s3.Options)
			if x.header != "" {
				options = append(options, s3.WithAPIOptions(smithyhttp.SetHeaderValue("X-Amz-Request-Payer", x.header)))
			}
			// Twice: what the first request taught of the operation's headers doesn't count for the second.
			for range 2 {
				before := transport.requests.Load()
				_, err := client.GetBucketVersioning(t.Context(), &s3.GetBucketVersioningInput{Bucket: aws.String("reports")}, options...)
				var stopped *s3safe.IncompatibleError
				if errors.As(err, &stopped) != x.stopped {
					t.Fatalf("stopped %v: %v", !x.stopped, err)
				}
				if sent := transport.requests.Load() > before; sent == x.stopped {
					t.Errorf("sent: %v", sent)
				}
				if x.stopped && (len(stopped.Findings) != 1 || stopped.Findings[0].Rule.ID != "requester-pays-unannounced") {
					t.Errorf("found %v", stopped.Findings)
				}
			}
		})
	}
}
