// Package known puts what state sources know of buckets and uploads into a request,
// looks up what it can't be judged without, and tells what of it is certain. The
// guard of a client and the handler in front of a server judge by it alike.
package known

import (
	"context"
	"reflect"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Add fills in what the sources know of the buckets and the upload that the request
// names. The first that knows a fact is believed.
func Add(ctx context.Context, r *compat.Request, sources []state.Source) {
	bucket, ok := r.Text(member.Bucket)
	if !ok {
		return
	}
	r.Bucket = known(sources, func(s state.Source) *compat.Facts { return s.Bucket(ctx, bucket) })
	if r.Source.Bucket != "" {
		r.CopyFrom = known(sources, func(s state.Source) *compat.Facts { return s.Bucket(ctx, r.Source.Bucket) })
	}
	if id, ok := r.Text(member.UploadId); ok {
		key, _ := r.Text(member.Key)
		r.Upload = known(sources, func(s state.Source) *compat.Facts { return s.Upload(ctx, bucket, key, id) })
	}
	adapt(ctx, r, sources, bucket)
}

// adapt fits what is known of the bucket to the operation.
func adapt(ctx context.Context, r *compat.Request, sources []state.Source, bucket string) {
	if asked := state.AskedBy(r.Operation); asked != 0 && r.Bucket != nil {
		r.Bucket = unasked(ctx, sources, bucket, r.Bucket, asked, state.AsksForRegion(r.Operation))
	}
	if r.Operation == operation.PutBucketReplication || r.Operation == operation.PutBucketLogging {
		addOthers(ctx, r, sources)
	}
}

// Clocked is a source for callers that have just read the clock: a [state.Cache].
type Clocked interface {
	BucketAt(now time.Time, bucket string) *compat.Facts
	UploadAt(now time.Time, bucket, key, uploadID string) *compat.Facts
}

// Sole returns the source if it is the only one and a cache, which takes the time from
// callers that have just read the clock; nil otherwise.
func Sole(sources []state.Source) Clocked {
	if len(sources) != 1 || !isCache(sources[0]) {
		return nil
	}
	c, _ := sources[0].(Clocked)
	return c
}

// isCache reports whether a value is a [state.Cache]. What embeds one has its methods too,
// but may answer otherwise than the cache, so it is none. The type goes by its name, since
// to name it here would link it into every program with a guard.
func isCache(v any) bool {
	t := reflect.TypeOf(v)
	return t != nil && t.Kind() == reflect.Pointer && t.Elem().Name() == "Cache" &&
		t.Elem().PkgPath() == reflect.TypeFor[state.Source]().PkgPath()
}

// AddAt is Add for the only source, at a time that was read just now.
func AddAt(ctx context.Context, now time.Time, r *compat.Request, sole Clocked, sources []state.Source) {
	bucket := r.Target.Name
	if bucket == "" || r.Target.ARN {
		// The target's name isn't the member's text, as it is of nearly all.
		var ok bool
		if bucket, ok = r.Text(member.Bucket); !ok {
			return
		}
	}
	r.Bucket = sole.BucketAt(now, bucket)
	switch {
	case r.Source.Bucket == "":
	case r.Source.Bucket == bucket:
		r.CopyFrom = r.Bucket
	default:
		r.CopyFrom = sole.BucketAt(now, r.Source.Bucket)
	}
	if id, ok := r.Text(member.UploadId); ok {
		key, _ := r.Text(member.Key)
		r.Upload = sole.UploadAt(now, bucket, key, id)
	}
	adapt(ctx, r, sources, bucket)
}

// known asks the sources in turn. With a single answer it is used as it is;
// several are joined, the first that knows a fact being believed.
func known(sources []state.Source, ask func(state.Source) *compat.Facts) *compat.Facts {
	if len(sources) == 1 {
		return ask(sources[0])
	}
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

// unasked returns the facts without those that the request asks S3 for and that
// are only remembered.
func unasked(ctx context.Context, sources []state.Source, bucket string, facts *compat.Facts, asked compat.FeatureSet, region bool) *compat.Facts {
	own := *facts
	for _, f := range asked.List() {
		if e, ok := explanation(ctx, sources, bucket, f); ok && !e.Stands() {
			own.Forget(f)
		}
	}
	if region {
		if e, ok := regionExplanation(ctx, sources, bucket); ok && !e.Stands() {
			own.Region = ""
		}
	}
	return &own
}

// regionExplanation is explanation for the Region.
func regionExplanation(ctx context.Context, sources []state.Source, bucket string) (state.Explanation, bool) {
	for _, s := range sources {
		if facts := s.Bucket(ctx, bucket); facts == nil || facts.Region == "" {
			continue
		}
		if x, ok := s.(state.RegionExplainer); ok {
			return x.ExplainRegion(bucket)
		}
		return state.Explanation{}, false
	}
	return state.Explanation{}, false
}

// explanation explains a fact, if the source that it is taken from can.
func explanation(ctx context.Context, sources []state.Source, bucket string, f compat.Feature) (state.Explanation, bool) {
	for _, s := range sources {
		if _, known := s.Bucket(ctx, bucket).Get(f); !known {
			continue
		}
		if x, ok := s.(state.Explainer); ok {
			return x.Explain(bucket, f)
		}
		return state.Explanation{}, false
	}
	return state.Explanation{}, false
}

// Explain adds to findings where the facts about buckets are known from.
func Explain(r *compat.Request, found []compat.Finding, sources []state.Source) {
	bucket, _ := r.Value(member.Bucket).Text()
	for i := range found {
		for j := range found[i].Facts {
			k := &found[i].Facts[j]
			name := bucket
			switch k.Scope {
			case compat.ScopeBucket:
			case compat.ScopeSource:
				name = r.Source.Bucket
			default:
				continue
			}
			if e, ok := explanation(context.Background(), sources, name, k.Feature); ok {
				k.Origin, k.Age = e.Origin.String(), e.Age
			}
		}
	}
}
