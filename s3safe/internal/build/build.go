// Package build judges what the builders below s3safe/op have put together.
package build

import (
	"errors"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
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
	return JudgeUpload(builder, takes, input, nil, bad)
}

// JudgeUpload is Judge for a request of a multipart upload of which something
// is known.
func JudgeUpload(builder string, takes compat.TargetSet, input any, upload *compat.Facts, bad *fill.Problem) error {
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
