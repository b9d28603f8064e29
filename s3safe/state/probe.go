package state

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/printable"
	"github.com/s3safe/s3safe-go/s3safe/internal/quiet"
)

// Lookup asks for facts about a bucket that a request rests on.
type Lookup struct {
	// Bucket is the bucket as the request names it.
	Bucket string
	// Missing are features without which the request can't be judged.
	Missing compat.FeatureSet
	// Used are features that are known and that it was judged by.
	Used compat.FeatureSet
	// ExpectedOwner is the account that the request expects to own the bucket,
	// if it says so.
	ExpectedOwner string
	// Client returns the client to ask with. It must not be guarded. It is
	// called only if something has to be asked for.
	Client func() API
	// Base is the context that probes are made with, which has nothing of the
	// caller's; nil stands for the background. A probe may outlive its caller.
	Base context.Context
	// Confirm are features that are known, but by which a request is about to be
	// stopped: unless S3 has said so since Since, it is asked again.
	Confirm compat.FeatureSet
	// ConfirmRegion is Confirm for the bucket's Region.
	ConfirmRegion bool
	Since         time.Time
}

// Prober is a Source that can look up what it doesn't know.
type Prober interface {
	Source
	// Policy says what may be looked up.
	Policy() compat.LookupPolicy
	// Look looks up what is missing, and waits for it, but no longer than the
	// context allows. What is used and getting old is looked up in the
	// background. It reports whether anything that was missing is known now, or
	// something that was to be confirmed was asked for.
	Look(ctx context.Context, l Lookup) bool
}

// flightKey names a probe under way.
type flightKey struct {
	bucket    string
	operation compat.Operation
}

// flight is a probe under way. However many callers wait for it, it is flown
// once, and whoever gives up doesn't end it.
type flight struct{ done chan struct{} }

// Look implements [Prober].
func (c *Cache) Look(ctx context.Context, l Lookup) bool {
	missing, used := l.Missing&c.probes, l.Used&c.probes
	confirm := l.Confirm & c.confirms
	region := l.ConfirmRegion && c.confirms.Has(compat.Exists)
	if missing|used|confirm == 0 && !region || l.Client == nil {
		return false
	}
	if used|confirm != 0 || region {
		c.stats.hits.Add(1)
	}
	if used != 0 {
		c.refresh(l, used)
	}
	if missing|confirm == 0 && !region {
		return false
	}
	var flights []*flight
	begin := func(p *probe, features compat.FeatureSet, why reason) {
		if f := c.fly(l, p, features, why); f != nil {
			flights = append(flights, f)
		}
	}
	if missing != 0 {
		c.stats.misses.Add(1)
	}
	for _, p := range probes {
		if p.features&missing != 0 {
			begin(p, p.features&missing, notKnown)
		}
		if p.features&confirm != 0 || region && p.features.Has(compat.Exists) {
			begin(p, p.features&confirm, notSure)
		}
	}
	if len(flights) > 0 {
		c.await(ctx, flights)
	}
	return c.knows(l.Bucket, missing) || len(flights) > 0 && (confirm != 0 || region)
}

// reason says why something is asked for.
type reason uint8

const (
	notKnown reason = iota // it isn't known
	gotOld                 // it is due
	notSure                // a request is about to be stopped by it
)

// await waits for flights to land. A deadline of the caller's is meant for its
// request, so the probe may take no more than half of what is left.
func (c *Cache) await(ctx context.Context, flights []*flight) {
	wait := c.probeTimeout
	if deadline, ok := ctx.Deadline(); ok {
		wait = min(wait, time.Until(deadline)/2)
	}
	enough := time.NewTimer(wait)
	defer enough.Stop()
	for _, f := range flights {
		select {
		case <-f.done:
		case <-enough.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// knows reports whether any of the features is known.
func (c *Cache) knows(bucket string, features compat.FeatureSet) bool {
	facts := c.Bucket(context.Background(), bucket)
	for _, f := range features.List() {
		if _, ok := facts.Get(f); ok {
			return true
		}
	}
	return false
}

// refresh begins to look up again what is due.
func (c *Cache) refresh(l Lookup, used compat.FeatureSet) {
	r := c.buckets.get(l.Bucket)
	if r == nil {
		return
	}
	now := c.now()
	for i := range r.abouts {
		b := &r.abouts[i]
		if b.due > now || !b.known() || b.aspect >= aspect(compat.Features) || !used.Has(compat.Feature(b.aspect)) {
			continue
		}
		c.stats.stale.Add(1)
		c.fly(l, probeOf(compat.Feature(b.aspect)), compat.FeaturesOf(compat.Feature(b.aspect)), gotOld)
	}
}

// fly returns the flight that brings the features, nil if there is nothing to
// wait for.
func (c *Cache) fly(l Lookup, p *probe, features compat.FeatureSet, why reason) *flight {
	key := flightKey{l.Bucket, p.operation}
	c.mu.Lock()
	defer c.mu.Unlock()
	if f := c.flights[key]; f != nil {
		return f
	}
	// Since the caller looked, another flight may have landed.
	if !c.worth(&l, features, why) {
		return nil
	}
	f := &flight{done: make(chan struct{})}
	c.flights[key] = f
	switch why {
	case gotOld:
		c.stats.refreshes.Add(1)
	case notSure:
		c.stats.confirmations.Add(1)
	}
	c.running.Add(1)
	base := l.Base
	if base == nil {
		base = context.Background()
	}
	go c.run(base, l, p, features, why, func() {
		c.mu.Lock()
		delete(c.flights, key)
		c.mu.Unlock()
		close(f.done)
	})
	return f
}

// worth reports whether one of the features is to be asked for: it isn't known,
// or due, or not sure enough, and wasn't refused lately.
func (c *Cache) worth(l *Lookup, features compat.FeatureSet, why reason) bool {
	c.Bucket(context.Background(), l.Bucket) // forgets what has ended
	r := c.buckets.get(l.Bucket)
	if r == nil {
		return true
	}
	now := c.now()
	if why == notSure {
		since := ticks(l.Since.Sub(c.start))
		unsure := func(a aspect) bool {
			b := r.about(a)
			return b != nil && b.known() && !b.origin.static() && !b.sure(since) && !(b.vain && b.due > now)
		}
		return slices.ContainsFunc(features.List(), func(f compat.Feature) bool { return unsure(aspect(f)) }) ||
			l.ConfirmRegion && unsure(regionAspect)
	}
	for _, f := range features.List() {
		b := r.about(aspect(f))
		if b == nil || why == gotOld && b.due <= now {
			return true
		}
	}
	return false
}

// run makes one probe. The probe ends for the callers when its time is up, even
// if its connection doesn't.
func (c *Cache) run(ctx context.Context, l Lookup, p *probe, features compat.FeatureSet, why reason, land func()) {
	defer c.running.Done()
	ctx, cancel := context.WithTimeout(ctx, c.probeTimeout)
	defer cancel()
	result := make(chan *evidence, 1)
	c.running.Add(1)
	go func() {
		defer c.running.Done()
		result <- c.ask(ctx, l, p, features, why)
	}()
	var e *evidence
	select {
	case e = <-result:
	case <-ctx.Done():
		// An answer may have come with the end of the time.
		select {
		case e = <-result:
		default:
		}
	}
	if e != nil {
		c.apply(e)
	}
	c.conclude(&l, p.features&c.probes|features, e, why)
	land()
}

// ask takes the facts from the store, or else from S3. It returns nil if they
// can't be had.
func (c *Cache) ask(ctx context.Context, l Lookup, p *probe, features compat.FeatureSet, why reason) *evidence {
	if why != notSure { // only S3 itself can make sure
		if e := c.fetch(ctx, l.Bucket, features); e != nil {
			return e
		}
	}
	began := c.now()
	c.stats.probes.Add(1)
	e, err := p.ask(ctx, l.Client, l.Bucket, l.ExpectedOwner)
	if err != nil {
		return nil
	}
	// The answer may be as old as the question.
	e.at = began
	c.share(e)
	return e
}

// conclude remembers which features S3 didn't tell.
func (c *Cache) conclude(l *Lookup, features compat.FeatureSet, e *evidence, why reason) {
	var told compat.FeatureSet
	if e != nil {
		told = e.features()
	}
	if e == nil || features != 0 && told&features == 0 {
		c.stats.refused.Add(1)
	}
	now := c.now()
	until := now + max(ticks(vary(c.negativeTTL)), 1)
	c.buckets.update(l.Bucket, func(old *record) *record {
		r := old.copy()
		for _, f := range (features &^ told).List() {
			r.refuse(aspect(f), now, until)
		}
		if why == notSure && l.ConfirmRegion && (e == nil || e.facts.Region == "") && r.about(regionAspect) != nil {
			r.refuse(regionAspect, now, until)
		}
		return r.prune(now)
	})
}

// errNothing says that an answer stated none of the features it was asked for.
var errNothing = errors.New("the answer states nothing")

// ask makes the call. A panic of whatever the client consists of must not end
// the process: the application didn't make this call.
func (p *probe) ask(ctx context.Context, client func() API, bucket, owner string) (e *evidence, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, err = nil, fmt.Errorf("%s panicked", p.operation)
		}
	}()
	var expected *string
	if owner != "" {
		expected = &owner
	}
	ctx, cancel := short(ctx)
	defer cancel()
	// That a bucket hasn't got what is looked for is an answer, no failure to keep.
	in, out, err := p.call(quiet.Context(ctx), client(), &bucket, expected, tamed(p.operation))
	e = new(evidence)
	if err == nil {
		e.told(in, out)
	} else if !e.rejected(failure(p.operation, in, err)) {
		return nil, err
	}
	e.bucket, e.origin, e.contradiction = bucket, Probed, false
	if e.empty() {
		return nil, errors.Join(errNothing, err)
	}
	return e, nil
}

// failure describes the answer to a probe that failed. Whether it is S3's was
// seen before.
func failure(op compat.Operation, in any, err error) *Answer {
	a := &Answer{Operation: op, Input: in, Err: err, Region: RegionOf(err), RequestID: "probe"}
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) && response.Response != nil {
		a.Status = response.HTTPStatusCode()
	}
	return a
}

// RegionOf returns the Region of the bucket that an error of S3's names in the
// header x-amz-bucket-region, empty if it doesn't.
func RegionOf(err error) string {
	var response *smithyhttp.ResponseError
	if !errors.As(err, &response) || response.Response == nil || response.Response.Response == nil {
		return ""
	}
	return headerRegion(response.Response.Header)
}

func headerRegion(h http.Header) string { return h.Get("X-Amz-Bucket-Region") }

// Read asks S3 for everything that can be looked up about a bucket, for a
// snapshot or a comparison. The client should not be guarded. The error lists
// what couldn't be had; the facts hold the rest.
func Read(ctx context.Context, client API, bucket string) (*compat.Facts, error) {
	facts := new(compat.Facts)
	var errs []error
	for _, p := range probes {
		e, err := p.ask(ctx, func() API { return client }, bucket, "")
		if err != nil {
			errs = append(errs, fmt.Errorf("state: bucket %q: %s: %w", bucket, p.operation, printable.Error(err)))
			continue
		}
		facts.Join(&e.facts)
		if v, _ := facts.Get(compat.Exists); v == "false" {
			// Nothing else is to be had, and S3 has said it.
			return facts, nil
		}
	}
	if _, ok := facts.Get(compat.Exists); !ok && len(facts.Known()) > 0 {
		_ = facts.Set(compat.Exists, "true")
	}
	return facts, errors.Join(errs...)
}
