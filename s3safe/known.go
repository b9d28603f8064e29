package s3safe

import (
	"context"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// addState fills in what is known of the buckets and the upload that the
// request names.
func (g *guard) addState(ctx context.Context, c *call) {
	r := &c.request
	bucket, ok := r.Value(member.Bucket).Text()
	if !ok {
		return
	}
	r.Bucket = known(g.states, func(s state.Source) *compat.Facts { return s.Bucket(ctx, bucket) })
	if r.Source.Bucket != "" {
		r.CopyFrom = known(g.states, func(s state.Source) *compat.Facts { return s.Bucket(ctx, r.Source.Bucket) })
	}
	if id, ok := r.Value(member.UploadId).Text(); ok {
		key, _ := r.Value(member.Key).Text()
		r.Upload = known(g.states, func(s state.Source) *compat.Facts { return s.Upload(ctx, bucket, key, id) })
	}
}

// known asks the sources in turn. With a single answer it is used as it is;
// several are joined, the first that knows a fact being believed.
func known(sources []state.Source, ask func(state.Source) *compat.Facts) *compat.Facts {
	var out *compat.Facts
	joined := false
	for _, s := range sources {
		f := ask(s)
		switch {
		case f == nil:
		case out == nil:
			out = f
		default:
			if !joined {
				own := *out
				out, joined = &own, true
			}
			out.Join(f)
		}
	}
	return out
}
