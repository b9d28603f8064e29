package s3safe

import (
	"context"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

// validation stands in the place of the SDK's check that required members are
// set, which comes before the guard's first moment. What fails it is never sent;
// where the catalogue knows what S3 would have answered, the error says so.
type validation seat

// ID implements middleware.InitializeMiddleware.
func (*validation) ID() string { return idValidation }

// HandleInitialize lets the SDK check the input.
func (v *validation) HandleInitialize(
	ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
) (middleware.InitializeOutput, middleware.Metadata, error) {
	out, metadata, err := v.validator.HandleInitialize(ctx, in, next)
	// The SDK's own type without a wrapper: an error of a call inside this call
	// has one.
	if refused, ok := err.(smithy.InvalidParamsError); ok {
		err = v.guard.refused(ctx, in.Parameters, v.form, refused)
	}
	return out, metadata, err
}

// refused returns the error for an input that the SDK refuses: an
// IncompatibleError where a rule is true of it, else what the SDK says.
func (g *guard) refused(ctx context.Context, input any, f form, refused error) error {
	mode, off, _ := g.mode(ctx)
	if off {
		return refused
	}
	c := &call{mode: mode, form: f, guard: g}
	if !g.describe(ctx, input, c) {
		return refused
	}
	err := g.conclude(ctx, c, g.catalog.Check(&c.request, nil))
	if stopped, ok := err.(*IncompatibleError); ok {
		stopped.refused = refused
		return stopped
	}
	return refused
}
