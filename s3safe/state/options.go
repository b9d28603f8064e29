package state

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// The defaults of a cache.
const (
	DefaultTTL          = 5 * time.Minute
	DefaultNegativeTTL  = time.Minute
	DefaultProbeTimeout = 2 * time.Second
	DefaultLimit        = 100_000
	DefaultUploadLimit  = 10_000
	DefaultUploadTTL    = 24 * time.Hour
)

// missingTTL bounds how long a bucket is held to be missing: S3 answers such a
// request fast, and anybody may create the bucket meanwhile.
const missingTTL = 5 * time.Second

// settle is the time for which a change made through the client is believed
// before what S3 answers: S3 itself needs a while until all of it knows of a new
// configuration.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
const settle = 10 * time.Second

// Option configures a [Cache].
type Option func(*options) error

type options struct {
	declared, snapshot map[string]*compat.Facts
	taken              map[string]time.Time // when snapshot's facts were
	ttl, negativeTTL   time.Duration
	probeTimeout       time.Duration
	probes, confirms   compat.FeatureSet
	limit, uploadLimit int
	uploadTTL          time.Duration
	store              Store
}

// Declare states facts about a bucket. They hold whatever S3 says. Facts that
// contradict each other, or that no bucket can have, are an error of [New] that
// names the line of the declaration.
func Declare(bucket string, facts ...Fact) Option {
	return declare(place(), bucket, facts)
}

// place is the line that called the caller of this function.
func place() string {
	_, file, line, ok := runtime.Caller(2)
	if !ok {
		return ""
	}
	return filepath.Base(file) + ":" + strconv.Itoa(line) + ": "
}

func declare(at, bucket string, facts []Fact) Option {
	var stated []*compat.Facts
	var errs []error
	if bucket == "" {
		errs = append(errs, errors.New(at+"a bucket without a name is declared"))
	}
	for _, f := range facts {
		if f == nil {
			continue
		}
		one := Bucket(f)
		if one.Owner != "" && !isAccount(one.Owner) {
			errs = append(errs, fmt.Errorf("%sbucket %q: the owner is declared to be %q, which isn't an account id of 12 digits", at, bucket, one.Owner))
			continue
		}
		stated = append(stated, one)
	}
	return func(o *options) error {
		errs := slices.Clone(errs)
		all := o.declared[bucket]
		if all == nil {
			all = new(compat.Facts)
			o.declared[bucket] = all
		}
		before := impossible(all)
		for _, one := range stated {
			for _, a := range aspects(one) {
				if was := a.text(all); was != "" && was != a.text(one) {
					errs = append(errs, fmt.Errorf("%sbucket %q: %s is declared to be both %s and %s", at, bucket, a, was, a.text(one)))
					continue
				}
				a.copyTo(all, one)
			}
		}
		for _, why := range impossible(all) {
			if !slices.Contains(before, why) {
				errs = append(errs, fmt.Errorf("%sbucket %q: %s", at, bucket, why))
			}
		}
		return errors.Join(errs...)
	}
}

func isAccount(id string) bool {
	return len(id) == 12 && strings.Trim(id, "0123456789") == ""
}

// DeclareAll states facts about many buckets; see [Declare].
func DeclareAll(buckets Buckets) Option {
	at := place()
	return func(o *options) error {
		var errs []error
		for name, facts := range buckets {
			if facts != nil {
				errs = append(errs, declare(at, name, []Fact{func(x *compat.Facts) { x.Join(facts) }})(o))
			}
		}
		return errors.Join(errs...)
	}
}

// WithSnapshot takes over the facts of a snapshot. What is declared is believed
// before it; where the two differ, [Cache.Contradictions] tells.
func WithSnapshot(s *Snapshot) Option {
	return func(o *options) error {
		if s == nil {
			return errors.New("the snapshot is nil")
		}
		for name, b := range s.Buckets {
			facts := b.Facts
			o.snapshot[name] = &facts
			o.taken[name] = b.Taken
		}
		return nil
	}
}

// WithTTL sets for how long a fact that may change is taken as it is. The next
// request that needs an older one causes it to be looked up again, in the
// background: nobody waits. At twice that age it is forgotten. The cache varies
// the time by up to a fifth, so that many processes don't ask at once.
func WithTTL(d time.Duration) Option {
	return func(o *options) error { return positive("TTL", d, &o.ttl) }
}

// WithNegativeTTL sets for how long a feature isn't asked for again after S3
// refused to tell, or couldn't.
func WithNegativeTTL(d time.Duration) Option {
	return func(o *options) error { return positive("negative TTL", d, &o.negativeTTL) }
}

// WithProbeTimeout bounds the time of a probe, and so the time for which a call
// can be held up by one. A call with a deadline is held up for at most half the
// time that is left.
func WithProbeTimeout(d time.Duration) Option {
	return func(o *options) error { return positive("probe timeout", d, &o.probeTimeout) }
}

// Probe sets the features that may be looked up. The default is all that
// [Probes] lists as lazy; the others are asked for only to make sure before a
// request is stopped. Probe() switches probing off: then a request is stopped by
// what was learned only while that is [Fresh].
func Probe(features ...compat.Feature) Option {
	return func(o *options) error {
		o.probes, o.confirms = 0, 0
		for _, f := range features {
			p := probeOf(f)
			if p == nil || !p.lazy {
				return fmt.Errorf("%s can't be probed", f)
			}
			o.probes |= compat.FeaturesOf(f)
			o.confirms |= compat.FeaturesOf(f)
		}
		return nil
	}
}

// WithLimit bounds the number of buckets of which something is remembered. Those
// that are declared or in the snapshot don't count.
func WithLimit(buckets int) Option {
	return func(o *options) error { return atLeastOne("limit", buckets, &o.limit) }
}

// WithUploadLimit bounds the number of multipart uploads remembered, and for how
// long.
func WithUploadLimit(uploads int, ttl time.Duration) Option {
	return func(o *options) error {
		return errors.Join(atLeastOne("upload limit", uploads, &o.uploadLimit), positive("upload TTL", ttl, &o.uploadTTL))
	}
}

// WithStore shares what is learned, changed and probed through a store, for
// instance with other processes. A store that fails is no worse than none.
func WithStore(s Store) Option {
	return func(o *options) error {
		if s == nil {
			return errors.New("the store is nil")
		}
		o.store = s
		return nil
	}
}

// positive takes over a duration. The longest that the cache can measure is a
// year or so.
func positive(what string, d time.Duration, to *time.Duration) error {
	const longest = 365 * 24 * time.Hour
	if d < tick || d > longest {
		return fmt.Errorf("the %s is %s; it must be from %s to %s", what, d, tick, longest)
	}
	*to = d
	return nil
}

func atLeastOne(what string, n int, to *int) error {
	if n < 1 {
		return fmt.Errorf("the %s is %d; it must be 1 or more", what, n)
	}
	*to = n
	return nil
}
