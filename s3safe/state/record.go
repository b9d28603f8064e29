package state

import (
	"slices"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// tick is the unit in which the cache keeps times, as 32-bit counts from the
// making of the cache: coarse, since there are a million of them in a big cache.
const tick = 50 * time.Millisecond

// never is the end of facts that stay.
const never int32 = 1<<31 - 1

// ticks converts a time since the making of the cache; it saturates at three
// years.
func ticks(d time.Duration) int32 {
	n := int64(d / tick)
	return int32(min(max(n, -int64(never)), int64(never)-1))
}

// aspect is a bucket feature, or one of the facts that aren't enumerations.
type aspect uint8

const (
	regionAspect aspect = 255 - iota
	ownerAspect
)

// text returns the value of the aspect, empty if it isn't known.
func (a aspect) text(f *compat.Facts) string {
	switch a {
	case regionAspect:
		return f.Region
	case ownerAspect:
		return f.Owner
	}
	v, _ := f.Get(compat.Feature(a))
	return v
}

// copyTo sets the aspect of one to what it is in the other.
func (a aspect) copyTo(to, from *compat.Facts) {
	switch a {
	case regionAspect:
		to.Region = from.Region
	case ownerAspect:
		to.Owner = from.Owner
	default:
		if v, ok := from.Get(compat.Feature(a)); ok {
			// A value that was read from facts is one the feature can have.
			_ = to.Set(compat.Feature(a), v)
		} else {
			to.Forget(compat.Feature(a))
		}
	}
}

// aspects lists what is known, Region and owner included.
func aspects(f *compat.Facts) []aspect {
	var as []aspect
	for _, feature := range f.Known() {
		as = append(as, aspect(feature))
	}
	if f.Region != "" {
		as = append(as, regionAspect)
	}
	if f.Owner != "" {
		as = append(as, ownerAspect)
	}
	return as
}

// about is what the cache remembers of one fact besides its value; or that it
// was asked for in vain.
type about struct {
	at     int32 // when it was true
	due    int32 // from when on it may be asked for again
	end    int32 // when it is forgotten
	aspect aspect
	origin Origin // unsettled, refused: there is no value
	// vain is set if the value that is known was asked for again in vain, so that
	// it isn't before it is due.
	vain bool
	// shared is set if it comes from the store, so that at is by another clock.
	shared bool
}

// The origins of what isn't known.
const (
	// unsettled marks what S3 is about to change, or what it contradicts itself
	// about. Nothing is believed of it until the end, and it isn't asked for.
	unsettled Origin = 254 + iota
	// refused marks what S3 wouldn't tell.
	refused
)

// sure reports whether S3 itself has said so since a time. That the client has
// changed something doesn't say that all of S3 knows of it.
func (b *about) sure(since int32) bool {
	return (b.origin == Probed || b.origin == Learned) && !b.shared && b.at >= since
}

// known reports whether there is a value.
func (b *about) known() bool { return b.origin < unsettled }

// record is what is known of one bucket. It isn't changed once it is in the
// table.
type record struct {
	end    int32 // when the first of abouts ends
	pinned bool  // some fact is static
	facts  compat.Facts
	abouts []about
}

// known returns the facts, nil for no record.
func (r *record) known() *compat.Facts {
	if r == nil {
		return nil
	}
	return &r.facts
}

func (r *record) about(a aspect) *about {
	for i := range r.abouts {
		if r.abouts[i].aspect == a {
			return &r.abouts[i]
		}
	}
	return nil
}

// copy returns a copy that may be changed, an empty one for nil.
func (r *record) copy() *record {
	if r == nil {
		return &record{end: never}
	}
	c := *r
	c.abouts = slices.Clone(r.abouts)
	return &c
}

// put records a fact.
func (r *record) put(from *compat.Facts, b about) {
	b.aspect.copyTo(&r.facts, from)
	if old := r.about(b.aspect); old != nil {
		*old = b
	} else {
		r.abouts = append(r.abouts, b)
	}
	r.pinned = r.pinned || b.origin.static()
}

// refuse records that an aspect was asked for in vain. What is known of it stays
// until its end.
func (r *record) refuse(a aspect, now, until int32) {
	switch b := r.about(a); {
	case b == nil:
		r.abouts = append(r.abouts, about{at: now, due: until, end: until, aspect: a, origin: refused})
	case b.origin == refused:
		b.due, b.end = until, until
	case b.known() && !b.origin.static():
		b.due, b.vain = until, true
	}
}

// unsettle forgets an aspect, unless it is static, and keeps it from being
// learned and asked for until a time.
func (r *record) unsettle(a aspect, now, until int32) {
	if b := r.about(a); b != nil && b.origin.static() {
		return
	}
	r.remove(a)
	r.abouts = append(r.abouts, about{at: now, due: until, end: until, aspect: a, origin: unsettled})
}

// unsettled reports whether nothing is to be believed of an aspect.
func (r *record) unsettled(a aspect) bool {
	b := r.about(a)
	return b != nil && b.origin == unsettled
}

// remove forgets an aspect.
func (r *record) remove(a aspect) {
	a.copyTo(&r.facts, new(compat.Facts))
	r.abouts = slices.DeleteFunc(r.abouts, func(b about) bool { return b.aspect == a })
}

// prune forgets what has ended. It returns nil if nothing is left.
func (r *record) prune(now int32) *record {
	r.end = never
	for _, b := range slices.Clone(r.abouts) {
		if b.end <= now {
			r.remove(b.aspect)
			continue
		}
		r.end = min(r.end, b.end)
	}
	if len(r.abouts) == 0 {
		return nil
	}
	// Kept for long, so without room to grow.
	r.abouts = append(make([]about, 0, len(r.abouts)), r.abouts...)
	return r
}
