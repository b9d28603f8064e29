package compat_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// evaluated returns the ids of the rules that are true of the request, by evaluating
// every one.
func evaluated(c *compat.Catalog, r *compat.Request) []string {
	var ids []string
	for _, rule := range c.RulesFor(r.Operation) {
		if rule.When.Eval(r) == compat.True {
			ids = append(ids, rule.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func checked(c *compat.Catalog, r *compat.Request) []string {
	var ids []string
	for _, f := range c.Check(r, nil) {
		ids = append(ids, f.Rule.ID)
	}
	slices.Sort(ids)
	return ids
}

// wellKnown is how often a shape must come to have a plan for certain, whatever came
// before.
const wellKnown = 1000

// TestPlansAgree: what is remembered of requests of the same shape changes no
// judgement. Each rule's examples are judged in turns, so often that there is a plan
// for their shapes and that texts are remembered, and then those of other rules that
// have the same shape.
func TestPlansAgree(t *testing.T) {
	own, err := aws.Catalog().With(ownRules(40)...)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*compat.Catalog{"compiled": aws.Catalog(), "with own rules": own} {
		byShape := map[string][]*compat.Request{}
		described := 0
		// The compiled form has no examples: the source has.
		for _, rule := range slices.Concat(aws.Rules(), ownRules(40)) {
			for _, x := range slices.Concat(rule.Violating, rule.Allowed) {
				r := x.Request()
				key := fmt.Sprint(r.Operation, r.Present, r.Target.Kinds)
				byShape[key] = append(byShape[key], r)
				// The same as an input of the SDK, of which it is known which texts are
				// ordinary.
				in, err := sdk.NewInput(x)
				if err != nil {
					continue // the case has what no input has
				}
				given := *r
				if !sdk.Describe(in, &given) {
					t.Fatalf("%T isn't described", in)
				}
				if given.Present == r.Present && given.Unsure == r.Unsure {
					byShape[key] = append(byShape[key], &given)
					if !given.Ordinary.Empty() {
						described++
					}
				}
			}
		}
		if len(byShape) < 100 || described < 300 {
			t.Fatalf("%s: %d shapes, %d requests with ordinary texts", name, len(byShape), described)
		}
		for shape, requests := range byShape {
			want := make([][]string, len(requests))
			for i, r := range requests {
				want[i] = evaluated(c, r)
			}
			for _, often := range []int{3, 1, 1, 2} {
				for i, r := range requests {
					for range often {
						if got := checked(c, r); !slices.Equal(got, want[i]) {
							t.Fatalf("%s: %s, request %d: found %v, true are %v", name, shape, i, got, want[i])
						}
					}
				}
			}
		}
	}
}

// TestPlanNotices: a request of a shape that is well known is judged by what is
// different about it this time, whatever that is.
func TestPlanNotices(t *testing.T) {
	endpoint := compat.Facts{Region: "us-east-1"}.With(compat.Scheme, "https").With(compat.Provider, "Amazon").
		With(compat.Addressing, "virtual-hosted").With(compat.Accelerate, "false").With(compat.FIPS, "false")
	signature := compat.Facts{}.With(compat.Presigned, "false").With(compat.SignatureScheme, "SigV4")
	bucket := compat.Facts{Region: "us-east-1"}.With(compat.Versioning, "Enabled").With(compat.Ownership, "BucketOwnerPreferred")
	base := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "q3.csv", member.ACL, "public-read",
		member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
		member.CacheControl, "no-cache", member.StorageClass, "STANDARD_IA", member.ExpectedBucketOwner, "123456789012")
	request := func(c compat.Case) *compat.Request {
		r := c.Request()
		e, s, b := endpoint, signature, bucket
		r.Endpoint, r.Signature, r.Bucket = &e, &s, &b
		return r
	}
	c := aws.Catalog()
	for range wellKnown {
		if found := c.Check(request(base), nil); len(found) > 0 {
			t.Fatal(found)
		}
	}
	set := func(f *compat.Facts, feature compat.Feature, value string) {
		if err := f.Set(feature, value); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct {
		rule   string
		change func(*compat.Request)
	}{
		{"content-header-control-character", func(r *compat.Request) { *r = *request(base.With(member.CacheControl, "no\ncache")) }},
		{"storage-class-unknown", func(r *compat.Request) { *r = *request(base.With(member.StorageClass, "COLD")) }},
		{"object-key-too-long", func(r *compat.Request) { *r = *request(base.With(member.Key, strings.Repeat("a", 1025))) }},
		{"bucket-name-invalid", func(r *compat.Request) { *r = *request(base.With(member.Bucket, "my bucket")) }},
		{"kms-key-malformed", func(r *compat.Request) { *r = *request(base.With(member.SSEKMSKeyId, "no key")) }},
		{"kms-key-in-another-region", func(r *compat.Request) { r.Endpoint.Region = "eu-west-1" }},
		{"kms-needs-https", func(r *compat.Request) { set(r.Endpoint, compat.Scheme, "http") }},
		{"kms-needs-signature-v4", func(r *compat.Request) { set(r.Signature, compat.SignatureScheme, "anonymous") }},
		{"expected-owner-differs", func(r *compat.Request) { r.Bucket.Owner = "210987654321" }},
		{"object-key-soap", func(r *compat.Request) { *r = *request(base.With(member.Key, "soap")) }},
		{"acl-disabled", func(r *compat.Request) { set(r.Bucket, compat.Ownership, "BucketOwnerEnforced") }},
	} {
		r := request(base)
		x.change(r)
		if ids, want := checked(c, r), evaluated(c, r); !slices.Equal(ids, want) || !slices.Contains(ids, x.rule) {
			t.Errorf("%s: found %v, true are %v", x.rule, ids, want)
		}
		if found := c.Check(request(base), nil); len(found) > 0 {
			t.Errorf("after %s: %v", x.rule, found)
		}
	}
}

// A rule of one's own may be judged by what isn't in the request, so nothing is
// remembered of the texts that it was judged by.
func TestPlanAsksOwnRules(t *testing.T) {
	closed := false
	rule := compat.Rule{
		ID: "own-maintenance", Topic: "own", Title: "Nothing is stored while the archive is closed", Why: "W", Fix: "F",
		Operations: []compat.Operation{operation.PutObject},
		When: compat.Matches(member.CacheControl, compat.Text("names a closed archive",
			func(s string) bool { return closed && s == "archive" }, []any{"archive"}, []any{"x"})),
		Answer: compat.Answer{Status: 400, Code: "InvalidRequest"}, Sources: []string{"https://docs.aws.amazon.com/AmazonS3/"},
		Violating: []compat.Case{compat.Given(operation.PutObject, member.Bucket, "b", member.Key, "k", member.CacheControl, "archive")},
		Allowed:   []compat.Case{compat.Given(operation.PutObject, member.Bucket, "b", member.Key, "k", member.CacheControl, "x")},
	}
	rules := []compat.Rule{rule, rule, rule}
	for i := range rules {
		rules[i].ID += fmt.Sprint("-", i)
	}
	c, err := compat.NewCatalog(sdk.Schema, rules...)
	if err != nil {
		t.Fatal(err)
	}
	r := rule.Violating[0].Request()
	for range 20 {
		if found := c.Check(r, nil); len(found) > 0 {
			t.Fatal(found)
		}
	}
	closed = true
	if found := c.Check(r, nil); len(found) != len(rules) {
		t.Errorf("found %v", found)
	}
}

// What isn't known to be set is part of a shape: once it is known, all is judged.
func TestPlanKnowsWhatIsUnsure(t *testing.T) {
	c := aws.Catalog()
	r := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "k", member.ObjectLockMode, "GOVERNANCE").Request()
	r.Unsure.Add(member.ObjectLockRetainUntilDate)
	for range wellKnown {
		if found := checked(c, r); len(found) > 0 {
			t.Fatal(found)
		}
	}
	r.Unsure = member.Set{}
	if got, want := checked(c, r), evaluated(c, r); len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("found %v, true are %v", got, want)
	}
}

// Requests of many shapes, judged by many goroutines, are judged right.
func TestPlansAreShared(t *testing.T) {
	c := aws.Catalog()
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 400 {
				x := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "q3.csv")
				if i%3 > 0 {
					x = x.With(member.CacheControl, fmt.Sprint("max-age=", i%5))
				}
				if i%2 == 0 {
					x = x.With(member.StorageClass, "STANDARD_IA")
				}
				wrong := (i+g)%7 == 0
				if wrong {
					x = x.With(member.ContentType, "a\nb")
				} else if i%4 == 0 {
					x = x.With(member.ContentType, "text/csv")
				}
				if found := checked(c, x.Request()); slices.Contains(found, "content-header-control-character") != wrong {
					t.Errorf("%d: %v", i, found)
				}
			}
		}()
	}
	wg.Wait()
}

// What a condition rests on is part of a shape, also where it is no fact that ways are
// told apart by: the Region alone.
func TestPlanKnowsTheRegion(t *testing.T) {
	elsewhere := compat.RelatedToRegion(&compat.Relation{
		Name: "the key's prefix isn't the endpoint's Region", Members: []compat.Member{member.CacheControl},
		Test: func(v, region, _ compat.Value) compat.Truth {
			prefix, _ := v.Text()
			here, known := region.Text()
			if !known {
				return compat.Unknown
			}
			return compat.TruthOf(prefix != here)
		},
		Yes: [][]any{{"eu-west-1"}}, No: [][]any{{"us-east-1"}},
	})
	given := compat.Given(operation.PutObject, member.Bucket, "b", member.Key, "k", member.CacheControl, "eu-west-1")
	c, err := compat.NewCatalog(sdk.Schema, compat.Rule{
		ID: "own-region", Topic: "own", Title: "What is stored is marked with the Region", Why: "W", Fix: "F",
		Operations: []compat.Operation{operation.PutObject}, When: compat.All(compat.Set(member.CacheControl), elsewhere),
		Answer: compat.Answer{Status: 400, Code: "InvalidRequest"}, Sources: []string{"https://docs.aws.amazon.com/AmazonS3/"},
		Violating: []compat.Case{given.Regions("", "us-east-1")}, Allowed: []compat.Case{given.Regions("", "eu-west-1")},
	})
	if err != nil {
		t.Fatal(err)
	}
	r := given.Request()
	for _, region := range []string{"eu-west-1", "us-east-1", "", "us-east-1"} {
		for range 200 {
			r.Endpoint = &compat.Facts{Region: region}
			if found := c.Check(r, nil); len(found) > 0 != (region == "us-east-1") {
				t.Fatalf("Region %q: %v", region, found)
			}
		}
	}
}
