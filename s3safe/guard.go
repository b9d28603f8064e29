package s3safe

import (
	"context"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
	"github.com/s3safe/s3safe-go/s3safe/internal/endpoints"
	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// guard judges requests. It is safe for concurrent use, and doesn't change, but
// for what it finds out to be faster.
type guard struct {
	// What nearly every call looks at comes first, so that it is together.
	catalog     *compat.Catalog
	modeFunc    func(context.Context) Mode // in the place of defaultMode; may be nil
	ruleModes   map[string]Mode
	defaultMode Mode
	amazon      bool // whatever the endpoint, it is taken for Amazon's
	// tables are what the guard finds out to be faster; nil if no call is guarded.
	tables *tables
	// live is the part that looks facts up and learns; nil if no state source
	// does.
	live   *live
	states []state.Source
	clock  clock

	// recorder keeps the last failures, nil if none does; unrecorded is set if
	// there mustn't be one. ownRecorder is set if Guard made it, unasked.
	recorder                *recorder.Recorder
	recording               *recording // if the guard can hand it attempts
	unrecorded, ownRecorder bool

	store     *provider.Profile // of the store that isn't Amazon's, nil if unknown
	own       map[string]bool   // rules that the application added
	strict    bool              // what a store silently drops stops a request
	chosen    map[string]bool   // doubtful rules that stop one nevertheless
	evidence  compat.Evidence   // what a rule must rest on to stop one
	asOf      release           // the release whose rules stop one; zero: this one
	hooks     []func(context.Context, Event)
	endpoint  *compat.Facts
	cached    bool // endpoints are
	resolve   resolver
	rehearse  *rehearsal    // of Check
	signature *compat.Facts // of Check

	// started is what to log of the environment when the guard is first installed, and
	// silent logs what S3 ignores if nobody else does.
	started string
	starts  sync.Once
	silent  findingLog
}

// Guard returns a client option that guards every call of the client:
//
//	client := s3.NewFromConfig(cfg, s3safe.Guard())
//
// Given among the options of a single call, it guards that call, and replaces
// the client's own guard for it.
//
// Like a [Client] it keeps the client's last failures: [RecorderOf] returns them.
//
// Options that are wrong (see [Validate]) are left out and logged.
func Guard(opts ...Option) func(*s3.Options) {
	g, err := recordingGuard(opts)
	return g.option(err, newOrigin)
}

// recordingGuard makes a guard with a recorder of its own, unless there is to be none.
func recordingGuard(opts []Option) (*guard, error) {
	g, err := newGuard(opts)
	if g.recorder == nil && !g.unrecorded {
		g.use(recorder.NewRecorder(), true)
	}
	return g, err
}

// option returns the client option that installs the guard. The error is what
// newGuard left out; from makes what is known of the client.
func (g *guard) option(err error, from func(*guard, *s3.Options) *origin) func(*s3.Options) {
	g.clock.sends = true
	g.tables = new(tables)
	var resolver *endpoints.Resolver
	if g.cached {
		resolver = endpoints.New()
	}
	return func(o *s3.Options) {
		if resolver != nil && endpoints.Known(o.EndpointResolverV2) {
			o.EndpointResolverV2 = resolver
		}
		cache := cacheOf(o.Credentials)
		if err != nil && o.Logger != nil {
			o.Logger.Logf(logging.Warn, "%v", err)
		}
		if g.started != "" && o.Logger != nil {
			g.starts.Do(func() { o.Logger.Logf(logging.Warn, "%s", g.started) })
		}
		if g.live != nil {
			x := from(g, o)
			x.credentials = cache
			o.APIOptions = append(o.APIOptions, x.install)
			return
		}
		x := &origin{credentials: cache}
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return g.add(stack, x, true)
		})
	}
}

// use sets the recorder; own says that the guard made it itself, unasked.
func (g *guard) use(r *recorder.Recorder, own bool) {
	g.recorder, g.ownRecorder, g.recording = r, own, nil
	if r == nil {
		return
	}
	if hosted := hook.Of(r); hosted != nil {
		g.recording = &recording{r, hosted}
	}
}

// sort tells findings that stop the request from those that are only reported, at the
// store of a profile if it goes elsewhere than to Amazon's. As long as it isn't known whose
// the endpoint is, it is taken for Amazon's.
func (g *guard) sort(ctx context.Context, mode Mode, r *compat.Request, store *provider.Profile, found []compat.Finding) (stop, tell []compat.Finding) {
	if len(found) == 0 {
		return nil, nil
	}
	elsewhere := goesElsewhere(r)
	for _, f := range found {
		m, own := g.ruleMode(ctx, f.Rule.ID, mode)
		standing := provider.Holds
		if elsewhere {
			standing = g.elsewhere(store, f.Rule, f.Operation)
		}
		switch {
		case m == Off, standing.Silent():
		case m == Enforce && g.enforceable(f.Rule, own) && standing == provider.Holds && g.clock.certain(r, f.Rule):
			stop = append(stop, f)
		default:
			tell = append(tell, f)
		}
	}
	return stop, tell
}

// conclude tells the hooks and returns the error that stops the call, if any.
func (g *guard) conclude(ctx context.Context, c *call, found []compat.Finding) error {
	found = slices.DeleteFunc(found, func(f compat.Finding) bool { return slices.Contains(c.told, f.Rule) })
	for _, f := range found {
		c.told = append(c.told, f.Rule)
	}
	stop, tell := g.certain(ctx, c, found)
	if len(stop)+len(tell) == 0 {
		return nil
	}
	if g.states != nil {
		known.Explain(&c.request, stop, g.states)
		known.Explain(&c.request, tell, g.states)
	}
	if g.live != nil && len(stop) == 0 {
		c.live.suspect(g.decisive(c, tell))
	}
	g.notify(ctx, c, stop, tell)
	if len(stop) == 0 {
		return nil
	}
	return &IncompatibleError{Operation: c.request.Operation.String(), Findings: stop, Store: g.storeName(c)}
}
