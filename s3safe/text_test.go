package s3safe_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	sdkaws "github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
)

// The error of one finding is short: half of all violating examples that can stop a
// request are told in less than 220 bytes.
func TestErrorsAreShort(t *testing.T) {
	var lengths []int
	for _, rule := range aws.Source().Rules() {
		if rule.Effect != compat.Rejected || rule.Doubt != "" {
			continue
		}
		for _, c := range rule.Violating {
			for _, f := range aws.Catalog().Check(compat.Complete(c, sdk.Schema).Request(), nil) {
				if f.Rule.ID != rule.ID {
					continue
				}
				err := &s3safe.IncompatibleError{Operation: c.Operation.String(), Findings: []compat.Finding{f}}
				text := err.Error()
				lengths = append(lengths, len(text))
				for _, want := range []string{f.Text(), strings.TrimSuffix(f.Remedy(), "."), "[" + rule.ID + "]", aws.Page(rule), "Amazon S3", "s3safe.Off", err.Operation} {
					if !strings.Contains(text, want) {
						t.Errorf("%s: %s lacks %q", rule.ID, text, want)
					}
				}
				if strings.Count(text, "\n") != 1 || strings.Contains(text, rule.Why) {
					t.Errorf("%s: %s", rule.ID, text)
				}
				details := fmt.Sprintf("%+v", err)
				for _, want := range append([]string{rule.Why, rule.Fix, rule.Title, rule.ID, aws.Page(rule) + "#" + rule.ID}, rule.Sources...) {
					if !strings.Contains(details, want) {
						t.Errorf("%s: the details lack %q", rule.ID, want)
					}
				}
			}
		}
	}
	slices.Sort(lengths)
	t.Logf("the median of %d errors is %d bytes", len(lengths), lengths[len(lengths)/2])
	if median := lengths[len(lengths)/2]; median >= 220 {
		t.Errorf("the median of %d errors is %d bytes", len(lengths), median)
	}
}

func TestErrorOfSeveralFindings(t *testing.T) {
	err := s3safe.Check(&s3.PutObjectInput{
		Bucket: sdkaws.String("reports"), Key: sdkaws.String("k"), Body: strings.NewReader("x"),
		ObjectLockMode: types.ObjectLockModeGovernance, ServerSideEncryption: "rot13",
	})
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 4 || lines[0] != "s3safe: PutObject:" || strings.Count(err.Error(), "https://") != 1 ||
		!strings.Contains(err.Error(), "ObjectLockMode is set without ObjectLockRetainUntilDate. Set both, or neither [object-lock-mode-and-date]") {
		t.Error(err)
	}
	if strings.Contains(err.Error(), "rot13") || strings.Contains(err.Error(), "EventHold") {
		t.Errorf("tells a value that the schema doesn't know, or what nobody should set: %v", err)
	}
}

// Five bad rules in a document are five places in one finding.
func TestErrorNamesEveryPlace(t *testing.T) {
	rules := make([]types.LifecycleRule, 6)
	for i := range rules {
		rules[i] = types.LifecycleRule{Status: types.ExpirationStatusEnabled, Expiration: &types.LifecycleExpiration{Days: sdkaws.Int32(7)}}
	}
	rules[3].Filter = &types.LifecycleRuleFilter{Prefix: sdkaws.String("")}
	err := s3safe.Check(&s3.PutBucketLifecycleConfigurationInput{
		Bucket: sdkaws.String("reports"), LifecycleConfiguration: &types.BucketLifecycleConfiguration{Rules: rules},
	})
	for i := range rules {
		if at := fmt.Sprintf("LifecycleConfiguration.Rules[%d].Filter", i); strings.Contains(err.Error(), at) == (i == 3) {
			t.Errorf("%s: %v", at, err)
		}
	}
}

func TestVerdictReports(t *testing.T) {
	v, err := s3safe.Inspect(&s3.PutObjectInput{Bucket: sdkaws.String("reports"), Key: sdkaws.String("k"), ObjectLockMode: types.ObjectLockModeGovernance})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(v)
	if err != nil || !strings.Contains(string(text), `"operation":"PutObject","rejected":[{"rule":"object-lock-mode-and-date"`) || !strings.Contains(string(text), `"undecided":[{"rule":`) {
		t.Errorf("%s %v", text, err)
	}
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("x", "verdict", v)
	if !strings.Contains(b.String(), "verdict.rejected.object-lock-mode-and-date.missing=[ObjectLockRetainUntilDate]") {
		t.Error(b.String())
	}
}

func TestLogsTheCaller(t *testing.T) {
	var b bytes.Buffer
	client := newClient(new(stub), s3safe.LogFindings(slog.New(slog.NewTextHandler(&b, nil)), s3safe.LogCaller(), s3safe.LogBucket()))
	_, err := client.PutObject(context.Background(), &s3.PutObjectInput{Bucket: sdkaws.String("reports"), Key: sdkaws.String("k"), ObjectLockMode: types.ObjectLockModeGovernance})
	var stopped *s3safe.IncompatibleError
	if !errors.As(err, &stopped) || !strings.Contains(b.String(), "text_test.go:") || !strings.Contains(b.String(), "bucket=reports") {
		t.Errorf("%v: %s", err, b.String())
	}
}

func TestCheckReportsMissingMembers(t *testing.T) {
	err := s3safe.Check(&s3.PutObjectInput{Bucket: sdkaws.String("reports")})
	var stopped *s3safe.IncompatibleError
	var refused smithy.InvalidParamsError
	if !errors.As(err, &stopped) || stopped.Findings[0].Rule.ID != s3safe.SDKRequired || !errors.As(err, &refused) ||
		!strings.Contains(err.Error(), "Key isn't set") || strings.Contains(err.Error(), "s3safe.Off") {
		t.Error(err)
	}
	err = s3safe.Check(&s3.PutBucketTaggingInput{Bucket: sdkaws.String("reports"), Tagging: &types.Tagging{TagSet: []types.Tag{{Key: sdkaws.String("a")}}}})
	if err == nil || !strings.Contains(err.Error(), "Tagging.TagSet[0].Value isn't set") {
		t.Error(err)
	}
}

// What the SDK's defaults make of a request decides where no options are given.
func TestCheckAssumesTheSDKsDefaults(t *testing.T) {
	body := struct{ io.Reader }{strings.NewReader("x")}
	in := &s3.PutObjectInput{Bucket: sdkaws.String("reports"), Key: sdkaws.String("k"), Body: body}
	if err := s3safe.Check(in); err == nil || !strings.Contains(err.Error(), "body-length-unknown") {
		t.Errorf("a body of unknown length: %v", err)
	}
	if rest, err := io.ReadAll(body); string(rest) != "x" || err != nil {
		t.Error("Check read the body")
	}
	in = &s3.PutObjectInput{Bucket: sdkaws.String("reports"), Key: sdkaws.String("k"), SSECustomerAlgorithm: sdkaws.String("AES256")}
	if err := s3safe.Check(in); err == nil || !strings.Contains(err.Error(), "sse-c-without-key") {
		t.Errorf("SSE-C without a key: %v", err)
	}
	if err := s3safe.Check(in, s3safe.WithSignature(compat.Facts{}.With(compat.Presigned, "url"))); err != nil {
		t.Errorf("to be presigned: %v", err)
	}
}
