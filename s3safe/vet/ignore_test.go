package vet

import (
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/vet/internal/vettest"
)

// TestReasonRequired: a directive without a reason silences nothing, and is
// reported.
func TestReasonRequired(t *testing.T) {
	result, err := vettest.Analyze(Analyzer, "a.go", vettest.Imports+`
func f(ctx context.Context, c *s3.Client, bucket, key string) {
	//s3safe:ignore object-lock-mode-and-date
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, ObjectLockMode: "GOVERNANCE"})
}
`)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, d := range result.Diagnostics {
		found = append(found, d.Category)
	}
	if got := strings.Join(found, " "); got != "object-lock-mode-and-date ignore-no-effect" {
		t.Errorf("found %s", got)
	}
}

// TestDirectiveWithoutS3: directives are checked in packages that don't import
// S3, too, where they can only be mistakes.
func TestDirectiveWithoutS3(t *testing.T) {
	result, err := vettest.Analyze(Analyzer, "a.go", "package fixture\n\n//s3safe:ignore checksum-several-values nothing here\nvar x int\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Diagnostics) != 1 || result.Diagnostics[0].Category != "ignore-unused" {
		t.Errorf("%v", result.Diagnostics)
	}
}
