package aws_test

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// TestWireExamples is TestExamples for the rules about requests as they were sent,
// of which there is no SDK input.
func TestWireExamples(t *testing.T) {
	catalog := aws.WireCatalog()
	for _, own := range aws.WireRules() {
		rule := catalog.Rule(own.ID)
		for i, c := range rule.Violating {
			r := compat.Complete(c, sdk.Schema).Request()
			if rule.When.Eval(r) != compat.True || !contains(catalog.Check(r, nil), rule) {
				t.Errorf("%s: violating example %d isn't found: %s", rule.ID, i, show(c))
			}
		}
		for i, c := range rule.Allowed {
			r := compat.Complete(c, sdk.Schema).Request()
			if rule.When.Eval(r) == compat.True {
				t.Errorf("%s: allowed example %d: the rule is true: %s", rule.ID, i, show(c))
			}
			for _, f := range catalog.Check(r, nil) {
				if f.Rule.Effect == compat.Rejected && f.Rule.Doubt == "" {
					t.Errorf("%s: allowed example %d is rejected by %s", rule.ID, i, f)
				}
			}
		}
	}
}

// TestWireRulesAreNoneOfTheGuards: no SDK input is found by a rule about requests as
// they were sent, and the guard's catalogue has none of them.
func TestWireRulesAreNoneOfTheGuards(t *testing.T) {
	own := aws.WireRules()
	for _, rule := range own {
		if aws.Catalog().Rule(rule.ID) != nil {
			t.Errorf("%s is in the guard's catalogue", rule.ID)
		}
	}
	catalog, err := compat.NewCatalog(sdk.Schema, own...)
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range aws.Source().Rules() {
		for _, c := range append(rule.Violating, rule.Allowed...) {
			in, err := sdk.NewInput(compat.Complete(c, sdk.Schema))
			if err != nil {
				t.Fatal(err)
			}
			var r compat.Request
			sdk.Describe(in, &r)
			for _, f := range catalog.Check(&r, nil) {
				t.Errorf("%s: %s is found of an SDK input", rule.ID, f.Rule.ID)
			}
		}
	}
}

// TestWireFeaturesAreUsed: every feature of a request as it was sent is asked for by
// a rule, and every value but the right one.
func TestWireFeaturesAreUsed(t *testing.T) {
	right := map[string]bool{"well-formed": true, "right": true, "all": true, "current": true, "given": true, "none": true, "aws-chunked": true, "complete": true, "met": true, "readable": true}
	for f := range compat.Features {
		if f.Scope() != compat.ScopeWire {
			continue
		}
		for _, value := range f.Values() {
			if right[value] || value == "version 2" { // it depends on the Region
				continue
			}
			r := &compat.Request{Operation: operation.PutObject, Wire: new(compat.Facts)}
			switch {
			case value == "no object attributes":
				r.Operation = operation.GetObjectAttributes
			case value == "payer twice": // it depends on who pays
				r.Bucket = new(compat.Facts)
				if err := r.Bucket.Set(compat.Payer, "Requester"); err != nil {
					t.Fatal(err)
				}
			case f == compat.BodyMD5:
				r.Operation = operation.DeleteObjects
				r.Target = compat.Target{Kinds: compat.Targets(compat.GeneralPurposeBucket), Name: "reports"}
			case value == "empty document", value == "large document":
				r.Operation = operation.PutBucketVersioning
				r.Target = compat.Target{Kinds: compat.Targets(compat.GeneralPurposeBucket), Name: "reports"}
			case value == "encryption of no object":
				r.Operation = operation.ListObjectsV2
				r.Target = compat.Target{Kinds: compat.Targets(compat.GeneralPurposeBucket), Name: "reports"}
			case value == "malformed ACL":
				r.Operation = operation.PutBucketAcl
			case value == "trailer", value == "checksum mode twice":
				r.Operation = operation.GetObject
				r.Target = compat.Target{Kinds: compat.Targets(compat.GeneralPurposeBucket), Name: "reports"}
			case value == "parameter of another listing":
				r.Operation = operation.ListObjects
			case value == "website with a value":
				r.Operation = operation.GetBucketWebsite
			case value == "key with uploads":
				r.Operation = operation.ListMultipartUploads
			}
			if err := r.Wire.Set(f, value); err != nil {
				t.Fatal(err)
			}
			if len(aws.WireCatalog().Check(r, nil)) == 0 {
				t.Errorf("no rule finds the %s %q", f, value)
			}
		}
	}
}
