package s3safe

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// guard judges requests. It is safe for concurrent use, and doesn't change, but
// for what it finds out to be faster.
type guard struct {
	catalog     *compat.Catalog
	defaultMode Mode
	ruleModes   map[string]Mode
	hooks       []func(context.Context, Event)
	states      []state.Source
	endpoint    *compat.Facts
	resolve     resolver
	clock       clock
	inputs      [3]inputMiddleware // by form of request

	// bySignature is set for operations of which a request was once undecided for
	// want of the signature.
	bySignature [operation.Count]atomic.Bool

	// recorder keeps the last failures, nil if none does; unrecorded is set if
	// there mustn't be one. ownRecorder is set if Guard made it, unasked.
	recorder                *recorder.Recorder
	unrecorded, ownRecorder bool

	// live is the part that looks facts up and learns; nil if no state source
	// does.
	live *live
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
	g, err := newGuard(opts)
	if g.recorder == nil && !g.unrecorded {
		g.use(recorder.NewRecorder(), true)
	}
	return g.option(err)
}

// option returns the client option that installs the guard. The error is what
// newGuard left out.
func (g *guard) option(err error) func(*s3.Options) {
	g.clock.sends = true
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
	present, found := stack.Serialize.Get(hook.GuardID)
	old, _ := present.(*inputMiddleware)
	switch {
	case !found:
	case old != nil && old.guard == g:
		if o != nil {
			old.origin = o // the same guard, and now it knows the call's options
		}
		return nil
	case !replace:
		if g.recorder == nil {
			return nil
		}
		return g.recorder.Install(stack)
	}
	in := g.input(presignForm(stack))
	if o != nil {
		own := *in
		own.origin = o
		in = &own
	}
	if found {
		return g.replace(stack, old, in)
	}
	in, rest := g.host(stack, in, nil)
	if err := installAll(stack, rest); err != nil {
		return err
	}
	if err := insertSerialize(stack, in); err != nil {
		return err
	}
	wrapValidation(stack)
	return insertFinalize(stack, in.presign)
}

// replace puts the guard in the place of another. Only the first moment knows its
// guard; the later ones ask the call. A recorder that somebody asked for goes on
// recording whoever guards the call, and so does the one that Guard made for the
// client, unless there is another.
func (g *guard) replace(stack *middleware.Stack, old, in *inputMiddleware) error {
	var kept *recorder.Recorder
	if old != nil && old.hosted != nil {
		unasked := old.guard.ownRecorder && old.recorder == old.guard.recorder
		switch {
		case unasked && !g.ownRecorder:
		case g.ownRecorder, g.recorder == nil, g.recorder == old.recorder:
			own := *in
			own.recorder, own.hosted = old.recorder, old.hosted
			_, err := stack.Serialize.Swap(hook.GuardID, &own)
			return err
		default:
			kept = old.recorder
		}
	}
	in, rest := g.host(stack, in, kept)
	if _, err := stack.Serialize.Swap(hook.GuardID, in); err != nil {
		return err
	}
	return installAll(stack, rest)
}

// host decides how the guard's recorder, and another one, see the stack. A single
// one needs no middleware but the guard's; several are to be installed: they share
// their own, so that they share captures.
func (g *guard) host(stack *middleware.Stack, in *inputMiddleware, kept *recorder.Recorder) (*inputMiddleware, [2]*recorder.Recorder) {
	if in.hosted != nil {
		if _, others := stack.Serialize.Get(hook.RecorderID); !others && kept == nil {
			return in, [2]*recorder.Recorder{}
		}
		own := *in
		own.recorder, own.hosted = nil, nil
		in = &own
	}
	return in, [2]*recorder.Recorder{kept, g.recorder}
}

func installAll(stack *middleware.Stack, recorders [2]*recorder.Recorder) error {
	for _, r := range recorders {
		if r != nil {
			if err := r.Install(stack); err != nil {
				return err
			}
		}
	}
	return nil
}

// use sets the recorder; own says that the guard made it itself, unasked.
func (g *guard) use(r *recorder.Recorder, own bool) {
	g.recorder, g.ownRecorder = r, own
	for i := range g.inputs {
		g.inputs[i].recorder, g.inputs[i].hosted = nil, nil
		if r != nil {
			g.inputs[i].recorder, g.inputs[i].hosted = r, hook.Of(r)
		}
	}
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
		case m == Enforce && f.Rule.Effect == compat.Rejected && f.Rule.Doubt == "" && (amazon || !f.Rule.RestsOnAmazon()) &&
			g.clock.certain(r, f.Rule):
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
