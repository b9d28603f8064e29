package state

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
)

// Change is a change of a bucket on its way; see [Changer].
type Change struct {
	bucket string
	// says is what holds if it succeeds, under the features that it is about.
	says  evidence
	under compat.FeatureSet
}

// flux is what is on its way for one bucket.
type flux struct {
	changes int
	// under are the features that any of the changes is about, several those that
	// more than one is: which of them S3 makes last, nobody knows.
	under, several compat.FeatureSet
	// before is what was known of them, with abouts: it holds again if S3 rejects
	// the change.
	before compat.Facts
	abouts []about
}

// Change implements [Changer]. What a change is about isn't known from now on.
func (c *Cache) Change(input any) *Change {
	switch input.(type) {
	case *s3.GetObjectInput, *s3.HeadObjectInput, *s3.PutObjectInput, *s3.CopyObjectInput, *s3.DeleteObjectInput,
		*s3.ListObjectsV2Input, *s3.UploadPartInput:
		return nil // as nearly always
	}
	var says evidence
	if !says.changed(input) {
		return nil
	}
	if says.bucket = bucketOf(input); says.bucket == "" {
		return nil
	}
	x := &Change{bucket: says.bucket, says: says, under: says.features() | says.forget}
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.changing[x.bucket]
	if f == nil {
		f = new(flux)
		c.changing[x.bucket] = f
	}
	f.changes++
	now := c.now()
	c.buckets.update(x.bucket, func(old *record) *record {
		r := old.copy()
		if x.says.reset {
			// Of a bucket that is made or deleted, everything changes.
			for _, b := range r.abouts {
				if b.aspect < aspect(compat.Features) {
					x.under |= compat.FeaturesOf(compat.Feature(b.aspect))
				}
			}
		}
		for _, feature := range (x.under &^ f.under).List() {
			a := aspect(feature)
			if b := r.about(a); b != nil && b.known() && !b.origin.static() {
				a.copyTo(&f.before, &r.facts)
				f.abouts = append(f.abouts, *b)
			}
			r.unsettle(a, now, never-1)
		}
		return r.prune(now)
	})
	f.several |= f.under & x.under
	f.under |= x.under
	return x
}

// outcome is how a change ended.
type outcome uint8

const (
	made     outcome = iota // S3 said so
	rejected                // S3 said so; or it wasn't even sent
	unclear                 // nobody said: it may have been made, or may yet be
)

// land ends a change. It returns what S3 has told by it.
func (c *Cache) land(x *Change, how outcome) evidence {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.changing[x.bucket]
	if f == nil {
		return evidence{bucket: x.bucket} // landed already
	}
	if f.changes--; f.changes <= 0 {
		delete(c.changing, x.bucket)
	}
	now := c.now()
	open := x.under & f.several
	if how == unclear {
		open = x.under
	}
	c.buckets.update(x.bucket, func(old *record) *record {
		r := old.copy()
		for _, feature := range x.under.List() {
			a := aspect(feature)
			switch {
			case open.Has(feature):
				r.unsettle(a, now, now+ticks(settle))
			case r.unsettled(a):
				r.remove(a)
				i := slices.IndexFunc(f.abouts, func(b about) bool { return b.aspect == a })
				if how == rejected && i >= 0 {
					r.put(&f.before, f.abouts[i])
				}
			}
		}
		if x.says.reset && how == unclear {
			if b := r.about(regionAspect); b != nil && !b.origin.static() {
				r.remove(regionAspect)
			}
		}
		return r.prune(now)
	})
	e := evidence{bucket: x.bucket, origin: OwnChange, at: now}
	if how == made {
		e = x.says
		e.at = now
		for _, feature := range open.List() {
			e.facts.Forget(feature)
		}
	}
	if how != rejected {
		e.forget |= open
	}
	f.under &^= x.under &^ f.several
	f.abouts = slices.DeleteFunc(f.abouts, func(b about) bool { return !f.under.Has(compat.Feature(b.aspect)) })
	return e
}
