package s3safe_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/s3safe"
)

// An input that the SDK refuses is explained where a rule knows S3's answer.
func TestRefusedBySDK(t *testing.T) {
	incomplete := &s3.PutBucketTaggingInput{
		Bucket: aws.String("reports"), Tagging: &types.Tagging{TagSet: []types.Tag{{Key: aws.String("team")}}},
	}
	s := new(stub)
	events := 0
	counted := s3safe.OnFinding(func(context.Context, s3safe.Event) { events++ })
	for name, client := range map[string]interface {
		PutBucketTagging(context.Context, *s3.PutBucketTaggingInput, ...func(*s3.Options)) (*s3.PutBucketTaggingOutput, error)
		GetObject(context.Context, *s3.GetObjectInput, ...func(*s3.Options)) (*s3.GetObjectOutput, error)
	}{"New": newClient(s, counted), "Guard": s3.New(s.options(), s3safe.Guard(counted))} {
		t.Run(name, func(t *testing.T) {
			events = 0
			_, err := client.PutBucketTagging(t.Context(), incomplete)
			stopped := mustStop(t, err)
			if stopped.ErrorCode() != "MalformedXML" || events != 1 {
				t.Errorf("code %s, %d events", stopped.ErrorCode(), events)
			}
			var refused smithy.InvalidParamsError
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), "the SDK refuses it too") {
				t.Errorf("the SDK's own error is lost: %v", err)
			}

			_, err = client.PutBucketTagging(s3safe.ContextWithMode(t.Context(), s3safe.Report), incomplete)
			if errors.As(err, &stopped) || !errors.As(err, &refused) || events != 2 {
				t.Errorf("report mode: %v, %d events", err, events)
			}
			_, err = client.PutBucketTagging(s3safe.ContextWithMode(t.Context(), s3safe.Off), incomplete)
			if errors.As(err, &stopped) || !errors.As(err, &refused) || events != 2 {
				t.Errorf("off: %v, %d events", err, events)
			}
			// No rule says what S3 would answer: the SDK's error as it is.
			_, err = client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("reports")})
			if errors.As(err, &stopped) || !errors.As(err, &refused) {
				t.Errorf("no key: %v", err)
			}
		})
	}
	s.untouched(t)
}
