// Package build judges what the builders below s3safe/op have put together.
package build

import (
	"errors"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Observe, if it isn't nil, gets every input before it is judged. Tests use it
// to see what a builder makes of values that Build then complains about.
var Observe func(input any)

// Judge returns everything that is wrong with an input: values that can't be
// what they are meant for, as *opt.ValueError, and rules of the catalogue that
// are true of the request, as one *s3safe.IncompatibleError. It returns nil for
// an input without findings, for which it allocates nothing.
//
// Rules that are never enforced, and those about what isn't known here (bucket
// state, endpoint, signature), are left to the guard.
func Judge(builder string, takes compat.TargetSet, input any, bad *fill.Problem) error {
	return judge(builder, takes, input, nil, bad)
}

// JudgeUpload is Judge for a request of a multipart upload of which something
// is known.
func JudgeUpload(builder string, takes compat.TargetSet, input any, upload *compat.Facts, bad *fill.Problem) error {
	return judge(builder, takes, input, upload, Lacking(builder, input, bad))
}

func judge(builder string, takes compat.TargetSet, input any, upload *compat.Facts, bad *fill.Problem) error {
	if Observe != nil {
		Observe(input)
	}
	var r compat.Request
	sdk.Describe(input, &r)
	r.Upload = upload
	if kinds := r.Target.Kinds; kinds != 0 && r.Target.Problem == 0 && kinds.Intersect(takes).Empty() {
		bad = bad.Add("Bucket", "is "+kinds.String()+", and this is the builder for "+takes.String())
	}
	c := aws.Catalog()
	var found []compat.Finding
	found = c.Check(&r, found)
	if len(found) == 0 && bad == nil {
		return nil
	}
	return verdict(builder, &r, found, bad)
}

// Lacking finds what the SDK doesn't send: inputs without a member that it insists
// on, or with an empty key. And it finds a length below zero, which the caller can't
// mean; no rule does, because the SDK may send the length that it counts instead.
func Lacking(builder string, input any, bad *fill.Problem) *fill.Problem {
	var r compat.Request
	sdk.Describe(input, &r)
	required := sdk.Schema.Required(r.Operation)
	if !r.Present.Covers(&required) {
		missing := required.Without(r.Present)
		for _, m := range missing.IDs() {
			bad = bad.Add(m.String(), "is missing: begin the builder with "+begin(builder)+" or From")
		}
	}
	if r.Present.Has(member.Key) {
		if text, ok := r.Values.Text(member.Key); ok && text == "" {
			bad = bad.Add("Key", "is empty")
		}
	}
	if r.Present.Has(member.ContentLength) {
		if n, ok := r.Values.Value(member.ContentLength).Int(); ok && n < 0 {
			bad = bad.Add("ContentLength", "is "+strconv.FormatInt(n, 10)+": a body has no negative length")
		}
	}
	return bad
}

// begin is the constructor of a builder in source code: putobject.General for
// PutObject.General.
func begin(builder string) string {
	op, constructor, _ := strings.Cut(builder, ".")
	if constructor == "Session" {
		return "a Session that createmultipartupload starts"
	}
	return strings.ToLower(op) + "." + constructor
}

// Unfit names the members of an input that a builder has no setter for.
func Unfit(bad *fill.Problem, input any, without []compat.Member) *fill.Problem {
	var r compat.Request
	sdk.Describe(input, &r)
	for _, m := range without {
		if r.Present.Has(m) {
			bad = bad.Add(m.String(), "is set in the input, and this builder has no setter for it")
		}
	}
	return bad
}

func verdict(builder string, r *compat.Request, found []compat.Finding, bad *fill.Problem) error {
	var errs []error
	for _, p := range bad.List() {
		errs = append(errs, &opt.ValueError{Builder: builder, Member: p.Member, Reason: p.Reason})
	}
	var stop []compat.Finding
	for _, f := range found {
		if f.Rule.Effect == compat.Rejected && f.Rule.Doubt == "" {
			stop = append(stop, f)
		}
	}
	if len(stop) > 0 {
		errs = append(errs, &s3safe.IncompatibleError{Operation: r.Operation.String(), Findings: stop})
	}
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}
