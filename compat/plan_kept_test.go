package compat_test

import (
	"slices"
	"testing"
	"unsafe"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Nothing is remembered of a request but settings: no key, digest or context of
// encryption, no token, no policy, grant or tag, no name of an object, whatever rule
// looks at it.
func TestPlansKeepNoSecrets(t *testing.T) {
	c := aws.Catalog()
	for _, rule := range aws.Rules() {
		for _, x := range rule.Allowed {
			r := x.Request()
			for range 300 {
				c.Check(r, nil)
			}
		}
	}
	settings := member.SetOf(member.ACL, member.BucketNamespace, member.ObjectOwnership, member.StorageClass, member.RequestPayer,
		member.ServerSideEncryption, member.SSEKMSKeyId, member.SSECustomerAlgorithm, member.CopySourceSSECustomerAlgorithm,
		member.ChecksumAlgorithm, member.ChecksumMode, member.ChecksumType,
		member.MetadataDirective, member.TaggingDirective, member.AnnotationDirective,
		member.ObjectLockMode, member.ObjectLockLegalHoldStatus, member.EncodingType, member.Delimiter,
		member.CacheControl, member.ContentEncoding, member.ContentLanguage, member.ContentType,
		member.Bucket, member.BucketRegion, member.ExpectedBucketOwner, member.ExpectedSourceBucketOwner)
	// Whoever adds one says here, too, that it is a setting.
	if got := compat.Remembered(); got != settings {
		t.Errorf("%v are remembered, settings are %v", got.IDs(), settings.IDs())
	}
	for _, m := range settings.IDs() {
		text := false
		for op := compat.Operation(1); op < operation.Count; op++ {
			text = text || sdk.Kind(op, m) == compat.KindString
		}
		if !text {
			t.Errorf("%s is remembered, and is a text of no operation", m)
		}
	}
	kept := compat.KeptTexts(c)
	for m, texts := range kept {
		if !settings.Has(m) {
			t.Errorf("%d texts of %s are kept", len(texts), m)
		}
	}
	if len(kept[member.StorageClass]) == 0 || len(kept[member.Bucket]) == 0 {
		t.Errorf("only %v are kept: nothing is tested", kept)
	}
}

// What is remembered of a request is the plan's own: a caller may use the memory of
// its texts again.
func TestPlanKeepsItsOwnTexts(t *testing.T) {
	c := aws.Catalog()
	memory := []byte("STANDARD_IA")
	given := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "k", member.CacheControl, "x", member.ContentLanguage, "en",
		member.StorageClass, unsafe.String(&memory[0], len(memory)))
	for range wellKnown {
		if found := c.Check(given.Request(), nil); len(found) > 0 {
			t.Fatal(found)
		}
	}
	copy(memory, "GLACIER\n\n\n\n")
	if got, want := checked(c, given.Request()), evaluated(c, given.Request()); len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("found %v, true are %v", got, want)
	}
	region := []byte("us-east-1")
	r := given.With(member.StorageClass, "STANDARD").With(member.SSEKMSKeyId, "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab").
		With(member.ServerSideEncryption, "aws:kms").Request()
	r.Endpoint = &compat.Facts{Region: unsafe.String(&region[0], len(region))}
	for range wellKnown {
		if found := c.Check(r, nil); len(found) > 0 {
			t.Fatal(found)
		}
	}
	copy(region, "eu-west-1")
	if got, want := checked(c, r), evaluated(c, r); len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("found %v, true are %v", got, want)
	}
}

// A rule of one's own may judge the Region by what isn't in the request, too.
func TestPlanAsksOwnRulesOfTheRegion(t *testing.T) {
	closed := false
	given := compat.Given(operation.PutObject, member.Bucket, "b", member.Key, "k")
	pred := compat.Text("is a closed Region", func(s string) bool { return closed && s == "eu-west-1" }, []any{"eu-west-1"}, []any{"us-east-1"})
	whole := &compat.Relation{
		Name: "the Region is closed",
		Test: func(region, _, _ compat.Value) compat.Truth {
			s, ok := region.Text()
			if !ok {
				return compat.Unknown
			}
			return compat.TruthOf(closed && s == "eu-west-1")
		},
		Yes: [][]any{{"eu-west-1"}}, No: [][]any{{"us-east-1"}},
	}
	related := &compat.Relation{Name: "S3 is closed", Test: func(_, _, _ compat.Value) compat.Truth { return compat.TruthOf(closed) }}
	for name, when := range map[string]compat.Condition{
		"predicate": compat.All(compat.Set(member.Key), compat.EndpointRegion(pred)),
		"relation":  compat.All(compat.Set(member.Key), compat.RelatedToRegion(whole)),
		"nothing":   compat.All(compat.Set(member.Key), compat.Related(related)),
	} {
		c, err := compat.NewCatalog(sdk.Schema, compat.Rule{
			ID: "own-region", Topic: "own", Title: "Nothing is stored in a closed Region", Why: "W", Fix: "F",
			Operations: []compat.Operation{operation.PutObject}, When: when,
			Answer: compat.Answer{Status: 400, Code: "InvalidRequest"}, Sources: []string{"https://docs.aws.amazon.com/AmazonS3/"},
			Violating: []compat.Case{given.Regions("", "eu-west-1")}, Allowed: []compat.Case{given.Regions("", "us-east-1")},
		})
		if err != nil {
			t.Fatal(err)
		}
		r := given.Regions("", "eu-west-1").Request()
		closed = false
		for range wellKnown {
			if found := c.Check(r, nil); len(found) > 0 {
				t.Fatal(name, found)
			}
		}
		closed = true
		if found := c.Check(r, nil); len(found) != 1 {
			t.Errorf("%s: found %v", name, found)
		}
	}
}
