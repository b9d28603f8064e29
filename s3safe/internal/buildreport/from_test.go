package buildreport

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// back begins a builder with an input and builds: the input must come back equal,
// or what doesn't fit must be named by the builder itself. Rules about the whole
// request are no reason: it is accepted.
func back(t *testing.T, what string, b *Builder, in any) (equal bool) {
	t.Helper()
	x := b.from(in)
	got, err := x.draft()
	if !reflect.DeepEqual(reflect.ValueOf(in).Elem().Interface(), got.Interface()) {
		t.Errorf("%s: %s.%s makes another input:\n%+v\n%+v", what, b.Op, b.Family, reflect.ValueOf(in).Elem(), got)
	}
	if err == nil {
		return true
	}
	var form *opt.ValueError
	if !errors.As(err, &form) {
		t.Errorf("%s: %s.%s: %v", what, b.Op, b.Family, err)
		return false
	}
	if f := reflect.ValueOf(in).Elem().FieldByName(form.Member); !f.IsValid() {
		t.Errorf("%s: %s.%s names %s, which isn't a member: %v", what, b.Op, b.Family, form.Member, err)
	}
	t.Logf("%s: %v", what, err)
	return false
}

// TestFromRecorded: From then Build gives back every request that S3 accepted.
func TestFromRecorded(t *testing.T) {
	list, _ := accepted(t)
	equal, named := 0, 0
	for _, c := range list {
		if b := For(c.op, c.bucket); back(t, c.id, b, c.input) {
			equal++
		} else {
			named++
		}
	}
	t.Logf("%d accepted requests come back equal, of %d what doesn't fit is named", equal, named)
	if equal < 100 || named > 0 {
		t.Errorf("%d equal, %d named", equal, named)
	}
}

// TestFromAllowed: From then Build gives back every example of what the rules
// allow, or names what doesn't fit.
func TestFromAllowed(t *testing.T) {
	equal, named, foreign := 0, 0, 0
	for _, rule := range catalogue.Source().Rules() {
		for _, c := range rule.Allowed {
			c = compat.Complete(c, sdk.Schema)
			bucket, _ := c.Members[member.Bucket].(string)
			in, err := sdk.NewInput(c)
			if err != nil {
				t.Fatal(err)
			}
			b := For(c.Operation.String(), bucket)
			if b == nil {
				foreign++
				t.Logf("%s: %s has no builder for %s", rule.ID, c.Operation, bucket)
				continue
			}
			var r compat.Request
			sdk.Describe(in, &r)
			if stops := slices.ContainsFunc(catalogue.Source().Check(&r, nil), func(f compat.Finding) bool {
				return f.Rule.Effect == compat.Rejected && f.Rule.Doubt == ""
			}); stops {
				// Another rule is true of the example, if all else is unknown.
				var stopped *s3safe.IncompatibleError
				if _, err := b.from(in).draft(); !errors.As(err, &stopped) {
					t.Errorf("%s: %s passes: %v", rule.ID, c.Operation, err)
				}
				named++
				continue
			}
			if back(t, rule.ID, b, in) {
				equal++
			} else {
				named++
			}
		}
	}
	t.Logf("%d examples come back equal, of %d what doesn't fit is named, for %d there is no builder", equal, named, foreign)
	if 100*equal < 97*(equal+named+foreign) {
		t.Errorf("too few come back")
	}
}

// TestFrom: a builder that begins with an input goes on like any other: setters
// replace what the input has, and Build judges all of it.
func TestFrom(t *testing.T) {
	in := &s3.PutObjectInput{
		Bucket: aws.String("reports-2026"), Key: aws.String("q3.csv"), ContentType: aws.String("text/csv"),
		ServerSideEncryption: types.ServerSideEncryptionAwsKms, SSEKMSKeyId: aws.String("alias/a"),
		Metadata: map[string]string{"project": "apollo"}, Tagging: aws.String("team=finance&year=2026"),
		ObjectLockMode: types.ObjectLockModeGovernance, ObjectLockEventHold: types.ObjectLockEventHoldOn,
	}
	b := putobject.From(in).General()
	out, err := b.Encryption(opt.CustomerKey([32]byte{})).Metadata("owner", "me").Tags(opt.Tag{Key: "team", Value: "legal"}).Build()
	if err != nil {
		t.Fatal(err)
	}
	if out.ServerSideEncryption != "" || out.SSEKMSKeyId != nil || out.SSECustomerKey == nil || *out.ContentType != "text/csv" {
		t.Errorf("%+v", out)
	}
	if len(out.Metadata) != 2 || out.Metadata["project"] != "apollo" || *out.Tagging != "year=2026&team=legal" {
		t.Errorf("%v %s", out.Metadata, *out.Tagging)
	}
	if len(in.Metadata) != 1 || in.SSEKMSKeyId == nil || out.ObjectLockMode != in.ObjectLockMode {
		t.Errorf("the input was changed: %+v", in)
	}
	held, err := b.EventHold(opt.HoldForDays(3).In(opt.ComplianceMode)).Build()
	if err != nil || held.ObjectLockMode != types.ObjectLockModeCompliance {
		t.Errorf("the hold's mode isn't replaced: %v %v", held, err)
	}
	// What doesn't fit is named, all at once.
	_, err = putobject.From(in).Directory().Build()
	for _, text := range []string{"Tagging is set in the input", "ObjectLockMode is set in the input", "Bucket is a general purpose bucket"} {
		if err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%q isn't in %v", text, err)
		}
	}
	if _, err = putobject.From(nil).General().ContentType("text/csv").Build(); err == nil || !strings.Contains(err.Error(), "Input is nil") {
		t.Errorf("nil: %v", err)
	}
	var stopped *s3safe.IncompatibleError
	in.ChecksumCRC32, in.ChecksumSHA256 = aws.String("AAAAAA=="), aws.String("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
	if _, err = putobject.From(in).General().Build(); !errors.As(err, &stopped) {
		t.Errorf("two checksums pass: %v", err)
	}
}

// TestWith: changes come after everything else, in their order, and are judged.
func TestWith(t *testing.T) {
	base := getobject.General("reports-2026", "q3.csv").Portion(opt.Range(0, 9))
	one := base.With(func(in *s3.GetObjectInput) { in.ResponseContentType = aws.String("a/b") })
	two := one.With(nil).With(func(in *s3.GetObjectInput) {
		if in.ResponseContentType == nil || in.Range == nil {
			t.Error("a change doesn't see what was set before")
		}
		in.ResponseContentType = aws.String("c/d")
	})
	for want, b := range map[string]getobject.GeneralBuilder{"a/b": one, "c/d": two} {
		in, err := b.Build()
		if err != nil || *in.ResponseContentType != want {
			t.Errorf("%s: %v %v", want, in, err)
		}
	}
	if in, err := base.Build(); err != nil || in.ResponseContentType != nil {
		t.Errorf("a change is seen by the base: %v %v", in, err)
	}
	var stopped *s3safe.IncompatibleError
	_, err := base.With(func(in *s3.GetObjectInput) { in.PartNumber = aws.Int32(1) }).Build()
	if !errors.As(err, &stopped) || stopped.Findings[0].Rule.ID != "range-with-part-number" {
		t.Errorf("a change isn't judged: %v", err)
	}
}
