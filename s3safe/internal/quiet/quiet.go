// Package quiet marks the contexts of calls that are expected to fail, such as a
// look whether something exists, so that their failures aren't recorded.
//
//	ctx = quiet.Context(ctx)
package quiet

import "context"

type key struct{}

// Context returns a context whose calls are quiet.
func Context(ctx context.Context) context.Context { return context.WithValue(ctx, key{}, true) }

// Is reports whether the context's calls are quiet.
func Is(ctx context.Context) bool { return ctx.Value(key{}) != nil }
