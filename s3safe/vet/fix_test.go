package vet

import (
	"sort"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/s3safe/s3safe-go/s3safe/vet/internal/vettest"
)

// apply carries out the first fix of every finding.
func apply(t *testing.T, source string) string {
	t.Helper()
	result, err := vettest.Analyze(Analyzer, "a.go", source)
	if err != nil {
		t.Fatal(err)
	}
	var edits []analysis.TextEdit
	for _, d := range result.Diagnostics {
		if len(d.SuggestedFixes) > 0 {
			edits = append(edits, d.SuggestedFixes[0].TextEdits...)
		}
	}
	sort.Slice(edits, func(i, j int) bool { return edits[i].Pos > edits[j].Pos })
	base := result.File.FileStart
	for _, e := range edits {
		source = source[:e.Pos-base] + string(e.NewText) + source[e.End-base:]
	}
	return source
}

// TestFixes: what is mechanical has a fix, and after it nothing is found.
func TestFixes(t *testing.T) {
	options.copySource = true
	defer func() { options.copySource = false }()
	tests := map[string]struct{ before, after string }{
		"an ignored member in the middle": {
			`c.GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Range: aws.String("bytes=9-0"), Key: &key})`,
			`c.GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key})`,
		},
		"an ignored member at the end": {
			`c.GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key, Range: aws.String("bytes=9-0")})`,
			`c.GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key})`,
		},
		"a canned ACL in another case": {
			`c.PutObjectAcl(ctx, &s3.PutObjectAclInput{Bucket: &bucket, Key: &key, ACL: "PublicRead"})`,
			`c.PutObjectAcl(ctx, &s3.PutObjectAclInput{Bucket: &bucket, Key: &key, ACL: "public-read"})`,
		},
		"a converted storage class": {
			`c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: body, StorageClass: types.StorageClass("standard-ia")})`,
			`c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: body, StorageClass: types.StorageClass("STANDARD_IA")})`,
		},
		"in a document": {
			`c.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: &bucket, VersioningConfiguration: &types.VersioningConfiguration{Status: "enabled"}})`,
			`c.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: &bucket, VersioningConfiguration: &types.VersioningConfiguration{Status: "Enabled"}})`,
		},
		"a plus sign": {
			`c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String(bucket + "/" + url.PathEscape(key))})`,
			`c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String(bucket + "/" + url.QueryEscape(key))})`,
		},
		"not what another member may be missing for": {
			`c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: &key, Metadata: map[string]string{"a": "b"}})`,
			`c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: &key, Metadata: map[string]string{"a": "b"}})`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			wrap := func(call string) string {
				return strings.Replace(vettest.Imports, `"io"`, "\"io\"\n\t\"net/url\"", 1) + `
var _ = url.PathEscape

func f(ctx context.Context, c *s3.Client, body io.Reader, bucket, key string) { _, _ = ` + call + " }\n"
			}
			if got := apply(t, wrap(test.before)); got != wrap(test.after) {
				t.Errorf("got %s", got[strings.Index(got, "func f"):])
			}
			if test.before == test.after {
				return
			}
			result, err := vettest.Analyze(Analyzer, "a.go", wrap(test.after))
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range result.Diagnostics {
				t.Errorf("after the fix: %s", d.Message)
			}
		})
	}
}
