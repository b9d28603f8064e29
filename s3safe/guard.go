package s3safe

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// guard judges requests. It is immutable and safe for concurrent use.
type guard struct {
	catalog     *compat.Catalog
	defaultMode Mode
	ruleModes   map[string]Mode
	hooks       []func(context.Context, Event)
	states      []state.Source
	endpoint    *compat.Facts
	resolve     resolver
	now         func() time.Time
	inputs      [3]inputMiddleware // by form of request

	// recorder keeps the last failures, nil if none does; unrecorded is set if
	// there mustn't be one.
	recorder   *diagnose.Recorder
	unrecorded bool

	// live is the part that looks facts up and learns; nil if no state source
	// does.
	live *live
}

// call is what the guard keeps of one API call from moment to moment.
type call struct {
	request compat.Request
	mode    Mode

	// resolved is what the endpoint resolver was asked and answered; observed
	// is set once it was.
	resolved resolution
	observed bool
	// endpoint and signature are the facts that the request refers to.
	endpoint, signature compat.Facts
	// guard is the guard that judges the call.
	guard *guard
	// presign says how the request is presigned: "url", "post", or "false".
	presign string
	// off is set if the call isn't judged, only learned from.
	off bool
	// judged is set once the endpoint rules were judged: a retry changes
	// nothing about them. signatureWanted is set if that left rules undecided
	// for want of the signature.
	judged, signatureWanted bool
	// told holds the rules that were found already: a later moment, which knows
	// more, finds them again.
	told []*compat.Rule
	// live is what the live part of the guard keeps of the call.
	live liveCall
}

// Guard returns a client option that guards every call of the client:
//
//	client := s3.NewFromConfig(cfg, s3safe.Guard())
//
// Given among the options of a single call, it guards that call, and replaces
// the client's own guard for it.
//
// Options that are wrong (see [Validate]) are left out and logged.
func Guard(opts ...Option) func(*s3.Options) {
	g, err := newGuard(opts)
	return g.option(err)
}

// option returns the client option that installs the guard. The error is what
// newGuard left out.
func (g *guard) option(err error) func(*s3.Options) {
	return func(o *s3.Options) {
		if err != nil && o.Logger != nil {
			o.Logger.Logf(logging.Warn, "%v", err)
		}
		g.observe(o)
		if g.live != nil {
			o.APIOptions = append(o.APIOptions, (&origin{guard: g, client: o}).install)
			return
		}
		o.APIOptions = append(o.APIOptions, g.install)
	}
}

// input returns the middleware of the first moment. It has no state of a call,
// so there is one for each form of request.
func (g *guard) input(presign string) *inputMiddleware {
	for i := range g.inputs {
		if g.inputs[i].presign == presign {
			return &g.inputs[i]
		}
	}
	return &inputMiddleware{guard: g, presign: presign}
}

// install puts the guard's middleware into a stack, in the place of any other
// guard's.
func (g *guard) install(stack *middleware.Stack) error { return g.add(stack, nil, true) }

// reinstall does so only if the stack has no guard.
func (g *guard) reinstall(stack *middleware.Stack) error { return g.add(stack, nil, false) }

func (g *guard) add(stack *middleware.Stack, o *origin, replace bool) error {
	if g.recorder != nil {
		if err := g.recorder.Install(stack); err != nil {
			return err
		}
	}
	in := g.input(presignForm(stack))
	if o != nil {
		in = &inputMiddleware{guard: g, presign: in.presign, origin: o}
	}
	if present, found := stack.Serialize.Get(in.ID()); found {
		if m, ok := present.(*inputMiddleware); ok && m.guard == g && o != nil {
			m.origin = o // the same guard, and now it knows the call's options
			return nil
		}
		if !replace {
			return nil
		}
		// Only the first moment knows its guard; the later ones ask the call.
		_, err := stack.Serialize.Swap(in.ID(), in)
		return err
	}
	if err := insertSerialize(stack, in); err != nil {
		return err
	}
	return insertFinalize(stack, in.presign)
}

// sort tells findings that stop the request from those that are only reported.
func (g *guard) sort(ctx context.Context, mode Mode, r *compat.Request, found []compat.Finding) (stop, tell []compat.Finding) {
	amazon := true
	if p, ok := r.Endpoint.Get(compat.Provider); ok && p != "Amazon" {
		amazon = false
	}
	for _, f := range found {
		m := g.ruleMode(ctx, f.Rule.ID, mode)
		switch {
		case m == Off:
		case m == Enforce && f.Rule.Effect == compat.Rejected && f.Rule.Doubt == "" && (amazon || !f.Rule.RestsOnAmazon()):
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
	stop, tell := g.sort(ctx, c.mode, &c.request, found)
	if len(stop)+len(tell) == 0 {
		return nil
	}
	if g.states != nil {
		g.explain(&c.request, stop)
		g.explain(&c.request, tell)
	}
	if g.live != nil && len(stop) == 0 {
		c.live.suspect(tell)
	}
	if len(g.hooks) > 0 {
		e := Event{
			Operation: c.request.Operation.String(),
			Findings:  append(stop[:len(stop):len(stop)], tell...),
			Stopped:   len(stop) > 0,
		}
		for _, h := range g.hooks {
			h(ctx, e)
		}
	}
	if len(stop) == 0 {
		return nil
	}
	return &IncompatibleError{Operation: c.request.Operation.String(), Findings: stop}
}
