package s3safe

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Option configures a guard.
type Option func(*config)

type config struct {
	mode        Mode
	modeFunc    func(context.Context) Mode
	ruleModes   map[string]Mode
	environment bool
	// environmentOff are the rules that the environment switches off.
	environmentOff []string
	hooks          []func(context.Context, Event)
	rules          []compat.Rule
	// extend adds the rules to a catalogue. Only WithRules refers to what it takes,
	// so that the linker leaves it out of programs without rules of their own.
	extend    func(*compat.Catalog, ...compat.Rule) (*compat.Catalog, error)
	states    []state.Source
	store     *provider.Profile
	strict    bool
	chosen    []string // doubtful rules that are enforced
	evidence  compat.Evidence
	asOf      string
	amazon    bool
	endpoint  *compat.Facts
	resolve   resolver
	rehearse  *rehearsal
	signature *compat.Facts
	now       func() time.Time
	recorder  *recorder.Recorder
	// unrecorded is set if no recorder is wanted.
	unrecorded bool
	// cached is set if a client of Guard or Install remembers endpoints.
	cached bool
}

// WithMode sets the mode; the default is Enforce.
func WithMode(m Mode) Option { return func(c *config) { c.mode, c.modeFunc = m, nil } }

// WithModeFunc asks for the mode of each call, so that it can be switched while the
// program runs: by a feature flag, or a configuration that is read again. The function
// gets the call's context, is called on the caller's goroutine, before the call and for
// every call, and must be fast and safe for concurrent use. A mode given with
// [ContextWithMode] counts before it, as those of single rules do. Of WithMode and
// WithModeFunc the one given last counts.
func WithModeFunc(mode func(context.Context) Mode) Option {
	return func(c *config) { c.modeFunc = mode }
}

// WithRuleMode sets the mode of single rules by id: Off switches them off,
// Report lets them tell without stopping, Enforce stops even while the client
// only reports, and although a rule is new ([WithRulesAsOf]) or its evidence weak
// ([WithEvidence]).
//
// A rule that S3 doesn't certainly reject a request for can't be enforced so: that is
// an error of [Validate]. [WithStrict] does it.
func WithRuleMode(m Mode, rules ...string) Option {
	return func(c *config) {
		if c.ruleModes == nil {
			c.ruleModes = map[string]Mode{}
		}
		for _, id := range rules {
			c.ruleModes[id] = m
		}
	}
}

// WithRules adds rules to the catalogue, for what an organisation's own
// gateways and policies reject. They must be complete, like the catalogue's.
func WithRules(rules ...compat.Rule) Option {
	return func(c *config) { c.rules, c.extend = append(c.rules, rules...), (*compat.Catalog).With }
}

// WithState tells what is known of buckets and uploads. Several sources are
// asked in the order given; the first that knows a fact is believed. A
// [state.Cache] also learns from the client's calls, and looks up what a request
// can't be judged without, through the same client.
func WithState(s state.Source) Option {
	return func(c *config) {
		if s != nil {
			c.states = append(c.states, s)
		}
	}
}

// WithProvider tells what store it is that the client's requests go to, if it isn't
// Amazon's: rules that hold there are enforced, others are reported. Without it a
// store is recognised by its hosts, see [provider.ByHost]; at one that isn't, only
// rules that hold at every store that is known are enforced. At Amazon's endpoints it
// has no effect.
func WithProvider(p *provider.Profile) Option { return func(c *config) { c.store = p } }

// WithStrict stops a request also for what S3, or the store that it goes to, accepts
// and silently drops: metadata on a copy that keeps the source's, a condition, an ACL,
// a lock. Without it that is only reported.
//
// The rules given by id are enforced too, although it is in doubt that S3 rejects what
// they are true of: it may be that S3 would accept a request that they stop.
func WithStrict(rules ...string) Option {
	return func(c *config) { c.strict, c.chosen = true, append(c.chosen, rules...) }
}

// WithEvidence enforces only the rules of Amazon S3 whose evidence is at least as
// strong as min: [compat.Recorded] only those that an answer of Amazon S3 was recorded
// for, [compat.Documented] also those that AWS documents, [compat.Confirmed] also those
// that a server which follows S3 was seen to keep, and so on. The other rules are
// reported. Without it all are enforced.
func WithEvidence(min compat.Evidence) Option { return func(c *config) { c.evidence = min } }

// WithRulesAsOf enforces the rules of Amazon S3 that the release enforced, "v0.3" or
// "v0.3.2" say, whatever newer ones were added since; these are reported. So a rule that
// an upgrade of this module brings stops no request. Other stores' own rules have no
// releases, and are enforced as they are.
//
// Without it a rule that is new in a minor release is reported in that release, and
// enforced from the next one on. The rules of the first release are enforced in it.
// [WithRuleMode] with Enforce enforces a single new rule at once.
func WithRulesAsOf(release string) Option { return func(c *config) { c.asOf = release } }

// AssumeAmazon judges requests as if they went to Amazon S3, though the endpoint is an
// emulator's: so a test stops what production would. Whose endpoint it is, its scheme
// and its addressing style are then the emulator's and say nothing: rules about http
// and path-style addressing aren't judged by them, unless the emulator is reached as
// Amazon S3 would be. The Region is the client's.
func AssumeAmazon() Option { return func(c *config) { c.amazon = true } }

// WithEndpoint states facts about the endpoint for [Check], which has no client
// to learn them from. A guard learns them from the client and ignores these.
func WithEndpoint(f compat.Facts) Option { return func(c *config) { c.endpoint = &f } }

// WithSignature states facts about the signature for [Check] and [Inspect], in the
// place of what follows from the client's options. An input that is to be presigned is
// checked with compat.Facts{}.With(compat.Presigned, "url"). A guard ignores these.
func WithSignature(f compat.Facts) Option { return func(c *config) { c.signature = &f } }

// WithClock sets the time that rules about dates are judged by. Without it a guard
// judges by the machine's clock, corrected by what the SDK measures of S3's.
//
// A guard takes into account that a clock may be wrong: a request is stopped for a
// date only if that is wrong by 15 minutes more than the clock given shows; without
// one, by a minute more than the corrected clock shows, or before S3 has answered
// for the first time, by 25 hours more. [Check] takes the clock as it is.
func WithClock(now func() time.Time) Option { return func(c *config) { c.now = now } }

// WithRecorder lets a recorder see the attempts of the client's calls, in place
// of the one that a [Client] or [Guard] has of itself. Several clients may share
// one.
func WithRecorder(r *recorder.Recorder) Option {
	return func(c *config) { c.recorder, c.unrecorded = r, r == nil }
}

// WithoutRecorder keeps a client from recording its failures.
func WithoutRecorder() Option { return WithRecorder(nil) }

// WithEndpointCache makes a client of [Guard] or [Install] remember the endpoint that the
// SDK's resolver returned for a bucket. The SDK resolves the endpoint of every call twice,
// which takes about as long as all that the guard does. The methods of a [Client]
// remember endpoints anyway.
//
// The client's Options then have an EndpointResolverV2 that isn't of the SDK's type; it
// resolves as the SDK's does. There is room for 1,024 buckets, of less than 1 KB
// each; one may take the place of another before that.
//
// It does nothing where it isn't known that the bucket and the options tell all: a resolver
// of the application's own is asked for every request, and so is the SDK's if its release
// is newer than this package, or it is vendored or replaced, so that it may be changed.
// Nor is anything remembered of directory buckets, Multi-Region Access Points and Outposts.
func WithEndpointCache() Option { return func(c *config) { c.cached = true } }

// Event tells a hook what the guard found in one request.
type Event struct {
	// Operation is the name of the API operation.
	Operation string
	// Bucket is the Bucket member, as given; empty if the request has none.
	Bucket string
	// Findings are the rules that are true of the request: first those for which it
	// is stopped, then those that are only reported, each in S3's order.
	Findings []compat.Finding
	// Stopped is set if the request was stopped.
	Stopped bool
}

// OnFinding adds a hook that is called, on the caller's goroutine, for every
// request with findings, stopped or not. It must be safe for concurrent use. Of the
// request's values it gets the bucket and what a finding's problem may hold.
func OnFinding(hook func(context.Context, Event)) Option {
	return func(c *config) {
		if hook != nil {
			c.hooks = append(c.hooks, hook)
		}
	}
}

// Validate reports what is wrong with options: rules that are incomplete, modes,
// rules or releases that don't exist, and rules that are to be enforced but can't be.
// A guard with such options enforces what it can and logs the rest through the client's
// logger.
func Validate(opts ...Option) error {
	_, err := newGuard(opts)
	return err
}

// newGuard makes a guard. It always returns one that works; the error says
// which options were left out.
func newGuard(opts []Option) (*guard, error) {
	c := config{evidence: compat.Inferred}
	for _, o := range opts {
		if o != nil {
			o(&c)
		}
	}
	var errs []error
	var started string
	if c.environment {
		var err error
		if started, err = c.environ(); err != nil {
			errs = append(errs, err)
		}
	}
	g := &guard{
		catalog:     aws.Catalog(),
		defaultMode: c.mode,
		modeFunc:    c.modeFunc,
		hooks:       c.hooks,
		store:       c.store,
		strict:      c.strict,
		amazon:      c.amazon,
		evidence:    c.evidence,
		endpoint:    c.endpoint,
		cached:      c.cached,
		resolve:     c.resolve,
		rehearse:    c.rehearse,
		signature:   c.signature,
		ruleModes:   map[string]Mode{},
		unrecorded:  c.unrecorded,
		started:     started,
	}
	g.silent.interval, g.silent.now = once, time.Now
	g.clock.stated = c.now
	g.use(c.recorder, false)
	if len(c.states) > 0 {
		g.states = c.states
	}
	if len(c.rules) > 0 {
		own, err := c.extend(g.catalog, c.rules...)
		if err != nil {
			errs = append(errs, fmt.Errorf("s3safe: own rules are left out: %w", err))
		} else {
			g.catalog = own
			g.own = make(map[string]bool, len(c.rules))
			for _, r := range c.rules {
				g.own[r.ID] = true
			}
		}
	}
	if c.mode != c.mode.known() {
		errs = append(errs, fmt.Errorf("s3safe: there is no mode %d: the guard enforces", uint8(c.mode)))
		g.defaultMode = Enforce
	}
	if c.evidence >= compat.Evidences {
		errs = append(errs, fmt.Errorf("s3safe: there is no evidence %d: rules are enforced with any", uint8(c.evidence)))
		g.evidence = compat.Inferred
	}
	errs = append(errs, g.pin(c.asOf), g.choose(c.chosen))
	for _, id := range slices.Sorted(maps.Keys(c.ruleModes)) {
		m := c.ruleModes[id]
		if m != m.known() {
			errs = append(errs, fmt.Errorf("s3safe: rule %q: there is no mode %d", id, uint8(m)))
			continue
		}
		if err := g.settable(id, m); err != nil {
			if slices.Contains(c.environmentOff, id) {
				err = fmt.Errorf("%w (%s)", err, environmentRulesOff)
			}
			errs = append(errs, err)
			continue
		}
		g.ruleModes[id] = m
	}
	g.live = g.newLive()
	return g, errors.Join(errs...)
}
