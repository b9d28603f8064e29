package s3safe

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
	"github.com/s3safe/s3safe-go/s3safe/internal/errordoc"
	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Middleware ids of the SDK that the guard places itself by. It takes the places of
// four of them, and of what reads the answer if it records, and calls what was there.
const (
	idSerializer  = hook.GuardID
	idValidation  = "OperationInputValidation"
	idIdentity    = "GetIdentity"
	idHTTPS       = "disableHTTPS"
	idSigning     = "Signing"
	idPresignURL  = "PresignHTTPRequest"
	idPresignPost = "PresignPostRequestMiddleware"
)

// idSigned is the id of the guard's own middleware, right after the signing.
const idSigned = "s3safe:Signed"

// seat is the guard's place in the stack of one call. The middlewares of the
// guard's moments are views of it, so that they find the call, and that a call pays
// for one allocation.
type seat struct {
	guard *guard
	// call is the call that is being made, nil if there is nothing to do in it, or if
	// it is over; inside counts the middlewares that are using it. Middleware between
	// the guard's moments may give a call up that goes on in another goroutine.
	call   atomic.Pointer[call]
	inside atomic.Int32
	// recorded is the call if all there is to do in it is to hand it to the recorder, nil
	// otherwise.
	recorded atomic.Pointer[hook.Call]
	// origin says which client the call comes from, if the guard is a live one.
	origin *origin
	// recording is the recorder that is handed the call's attempts; nil if there is
	// none, or if it has middleware of its own.
	recording *recording
	form      form
	// untouched is set if nobody but the SDK and the guard is in the stack: see
	// origin.alone.
	untouched bool
	// documented is set if the root element of the answer tells whether it is S3's, and
	// the guard is a live one.
	documented bool
	// credentials is the cache that the client's come from, nil if that isn't known.
	credentials *cached

	// What was in the guard's places.
	serializer middleware.SerializeMiddleware
	validator  middleware.InitializeMiddleware
	identity   middleware.FinalizeMiddleware
	https      middleware.FinalizeMiddleware
	// reader is in the place of what reads the answer, if the guard records.
	reader errordoc.Reader
	// judging is held by the attempt whose call is being judged, and guards next.
	// Middleware may make several attempts at once: all are judged as one. With one
	// at a time, as nearly always, nobody waits.
	judging sync.Mutex
	// next is what comes after https.
	next middleware.FinalizeHandler
	// stack is the one that the seat is in; deferred is set once it is known that the
	// stack's attempts fetch their credentials when their endpoint is judged.
	stack    *middleware.Stack
	deferred atomic.Bool
	// asked is set once anybody has gone through the Finalize step as far as the places of
	// identity and https: until then nobody can have taken one away.
	asked atomic.Bool
}

// newSeat returns the guard's seat in a stack. The guard of the origin, if any, is the
// one given.
func newSeat(g *guard, from *origin, stack *middleware.Stack) *seat {
	s := &seat{guard: g, credentials: from.credentials, stack: stack, untouched: from.alone}
	if from.guard != nil {
		s.comesFrom(from)
	}
	return s
}

// comesFrom sets where the call comes from.
func (s *seat) comesFrom(from *origin) {
	if s.origin == nil {
		s.documented = state.HasDocument(s.stack.ID())
	}
	s.origin = from
}

// recording is a recorder with the way to hand it attempts.
type recording struct {
	recorder *recorder.Recorder
	hosted   hook.Recorder
}

// form is how a stack's request is sent.
type form uint8

const (
	sent form = iota
	presignedURL
	presignedPost
)

// String returns the value of compat.Presigned.
func (f form) String() string { return [...]string{"false", "url", "post"}[f] }

// enter returns the call, which stays until leave; nil if there is none, and nothing to
// leave.
func (s *seat) enter() *call {
	s.inside.Add(1)
	c := s.call.Load()
	if c == nil {
		s.inside.Add(-1)
	}
	return c
}

func (s *seat) leave() { s.inside.Add(-1) }

// enterRecorded is enter for a call that is only recorded.
func (s *seat) enterRecorded() *hook.Call {
	s.inside.Add(1)
	c := s.recorded.Load()
	if c == nil {
		s.inside.Add(-1)
	}
	return c
}

// end takes the call away. It reports whether nothing is using it any more: else it
// is left to what does.
func (s *seat) end() bool {
	s.call.Store(nil)
	return s.inside.Load() == 0
}

// inputMiddleware is the guard's first moment, in the place of the serializer: the
// typed input as it will be sent, after all other middleware, before anything of it
// is serialised and before credentials are fetched.
type inputMiddleware seat

// ID implements middleware.SerializeMiddleware.
func (*inputMiddleware) ID() string { return idSerializer }

// Serves implements hook.Guard.
func (m *inputMiddleware) Serves(recorder any) bool {
	return m.recording != nil && recorder == any(m.recording.recorder)
}

// HandleSerialize judges the rules about the request, its target and its bucket.
func (m *inputMiddleware) HandleSerialize(
	ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
) (middleware.SerializeOutput, middleware.Metadata, error) {
	s := (*seat)(m)
	g := s.guard
	mode, off, bypassed := g.mode(ctx)
	switch {
	case bypassed, off && g.live == nil && s.recording == nil:
		return s.serialize(ctx, in, next)
	case off && g.live == nil:
		return s.onlyRecord(ctx, in, next)
	}
	c := calls.Get().(*call)
	c.mode, c.guard, c.off, c.form = mode, g, off, s.form
	c.recorded.Input, c.recorded.Untouched = in.Parameters, s.untouched
	if g.live != nil {
		c.live.begin(s.origin)
	}
	if !off {
		if err := g.judge(ctx, in.Parameters, c); err != nil {
			c.release()
			return middleware.SerializeOutput{}, middleware.Metadata{}, err
		}
	}
	if g.live != nil {
		g.live.sending(c, in.Parameters)
	}
	// Middleware may run the rest of the stack several times at once: they are attempts
	// at the call that came first.
	first := s.call.CompareAndSwap(nil, c)
	out, metadata, err := s.serialize(ctx, in, next)
	g.clock.learn(metadata)
	if !first {
		c.release()
		return out, metadata, err
	}
	if !s.end() {
		return out, metadata, err
	}
	if c.strange {
		g.tables.servers.learn(metadata, err)
	}
	if c.waiting {
		err = g.unreached(ctx, c, err)
	}
	if s.form == presignedURL && err == nil {
		if err = g.presigned(ctx, c, s.credentials, out.Result); err != nil {
			out = middleware.SerializeOutput{}
		}
	}
	if g.live != nil {
		g.live.learn(ctx, c, in.Parameters, out.Result, metadata, err)
	}
	c.release()
	return out, metadata, err
}

// onlyRecorded are the records of calls that are only recorded and aren't in use.
var onlyRecorded = sync.Pool{New: func() any { return new(hook.Call) }}

// onlyRecord makes a call that the guard does nothing about but hand it to the recorder.
func (s *seat) onlyRecord(
	ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
) (middleware.SerializeOutput, middleware.Metadata, error) {
	c := onlyRecorded.Get().(*hook.Call)
	c.Input, c.Untouched = in.Parameters, s.untouched
	first := s.recorded.CompareAndSwap(nil, c) // as in HandleSerialize
	out, metadata, err := s.serialize(ctx, in, next)
	if first {
		s.recorded.Store(nil)
	}
	if !first || s.inside.Load() == 0 {
		*c = hook.Call{}
		onlyRecorded.Put(c)
	}
	return out, metadata, err
}

func (s *seat) serialize(
	ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
) (middleware.SerializeOutput, middleware.Metadata, error) {
	return s.serializer.HandleSerialize(ctx, in, next)
}

// noSerializer is in the place of the serializer of a stack that is none of the SDK's.
type noSerializer struct{}

func (noSerializer) ID() string { return idSerializer }

func (noSerializer) HandleSerialize(
	ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
) (middleware.SerializeOutput, middleware.Metadata, error) {
	return next.HandleSerialize(ctx, in)
}

// identityMiddleware stands in the place where the SDK fetches credentials, or makes
// the session for a directory bucket. It does so later, when it is known that the
// request will be sent: see endpointMiddleware.
type identityMiddleware seat

// ID implements middleware.FinalizeMiddleware.
func (m *identityMiddleware) ID() string {
	(*seat)(m).ask()
	return idIdentity
}

// HandleFinalize puts it off.
func (m *identityMiddleware) HandleFinalize(
	ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	if m.call.Load() == nil && !m.deferred.Load() {
		return m.identity.HandleFinalize(ctx, in, next) // nothing will be judged
	}
	if m.https == nil || m.asked.Load() && !(*seat)(m).hasPlace() {
		return m.identity.HandleFinalize(ctx, in, next) // that place is lost
	}
	if !m.deferred.Load() {
		m.deferred.Store(true)
	}
	return next.HandleFinalize(ctx, in)
}

// ask notes that somebody asks for one of the guard's places.
func (s *seat) ask() {
	if !s.asked.Load() {
		s.asked.Store(true)
	}
}

// hasPlace reports whether the guard has the place of its second moment.
func (s *seat) hasPlace() bool {
	there, _ := s.stack.Finalize.Get(idHTTPS)
	return there == (*endpointMiddleware)(s)
}

// endpointMiddleware is the guard's second moment, in the place of the last of the
// SDK's middlewares that decide where the request goes: the endpoint that will
// really be used, per-call options included, and a presigned request as a whole.
type endpointMiddleware seat

// ID implements middleware.FinalizeMiddleware.
func (m *endpointMiddleware) ID() string {
	(*seat)(m).ask()
	return idHTTPS
}

// HandleFinalize lets the SDK choose the scheme.
func (m *endpointMiddleware) HandleFinalize(
	ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	if m.https != nil && m.call.Load() == nil && !m.deferred.Load() {
		return m.https.HandleFinalize(ctx, in, next) // nothing is judged
	}
	m.judging.Lock()
	m.next = next
	m.judging.Unlock()
	if m.https == nil {
		return (*resolvedHandler)(m).HandleFinalize(ctx, in)
	}
	return m.https.HandleFinalize(ctx, in, (*resolvedHandler)(m))
}

// resolvedHandler goes on when the endpoint is known.
type resolvedHandler seat

// HandleFinalize judges the rules about the endpoint, and goes on with the SDK's
// fetching credentials.
func (h *resolvedHandler) HandleFinalize(ctx context.Context, in middleware.FinalizeInput) (
	middleware.FinalizeOutput, middleware.Metadata, error,
) {
	next, stopped := (*seat)(h).resolved(ctx, in)
	switch {
	case stopped != nil:
		return middleware.FinalizeOutput{}, middleware.Metadata{}, stopped
	case !h.deferred.Load():
		return next.HandleFinalize(ctx, in)
	}
	return h.identity.HandleFinalize(ctx, in, next)
}

// resolved judges a call whose endpoint is known, and returns what comes next.
func (s *seat) resolved(ctx context.Context, in middleware.FinalizeInput) (next middleware.FinalizeHandler, stopped error) {
	s.judging.Lock()
	defer s.judging.Unlock() // a hook may panic, and middleware try again
	c := s.enter()
	if c == nil {
		return s.next, nil
	}
	defer s.leave()
	if req, ok := in.Request.(*smithyhttp.Request); ok && !c.judged {
		c.stopped = s.guard.resolved(ctx, c, req)
	}
	return s.next, c.stopped
}

// signed judges a call that is signed.
func (s *seat) signed(ctx context.Context, c *call, in middleware.FinalizeInput) error {
	s.judging.Lock()
	defer s.judging.Unlock()
	if req, ok := in.Request.(*smithyhttp.Request); ok && !c.signed && c.stopped == nil {
		c.stopped = s.guard.signed(ctx, c, req)
	}
	return c.stopped
}

// signedMiddleware is the third moment: the request as it was signed. After it the
// attempt is handed to the recorder.
type signedMiddleware seat

// ID implements middleware.FinalizeMiddleware.
func (*signedMiddleware) ID() string { return idSigned }

// HandleFinalize judges the rules about the signature.
func (m *signedMiddleware) HandleFinalize(
	ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	s := (*seat)(m)
	c := s.enter()
	if c == nil {
		if m.recording == nil {
			return next.HandleFinalize(ctx, in)
		}
		recorded := s.enterRecorded()
		if recorded == nil {
			return next.HandleFinalize(ctx, in)
		}
		defer s.leave()
		return m.recording.hosted.Attempt(ctx, recorded, in, next)
	}
	defer s.leave()
	if stopped := s.signed(ctx, c, in); stopped != nil {
		return middleware.FinalizeOutput{}, middleware.Metadata{}, stopped
	}
	if m.recording != nil {
		return m.recording.hosted.Attempt(ctx, &c.recorded, in, next)
	}
	return next.HandleFinalize(ctx, in)
}
