package s3safe

import (
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
)

// reinstall does so only if the stack has no guard, and mends what it lost.
func (g *guard) reinstall(stack *middleware.Stack) error { return g.add(stack, &unknown, false) }

// add puts the guard's middleware into a stack, in the place of any other guard's if it
// is to replace that. The origin has no guard if the guard isn't live. It isn't copied:
// those of a client's calls with its own options are one.
func (g *guard) add(stack *middleware.Stack, from *origin, replace bool) error {
	if !replace { // as after a guard that is there, nearly always
		if m, _ := stack.Serialize.Get(idSerializer); m != nil {
			if m, ok := m.(*inputMiddleware); ok {
				return g.meet(stack, (*seat)(m), from, replace)
			}
		}
	}
	s := newSeat(g, from, stack)
	present, err := stack.Serialize.Swap(idSerializer, (*inputMiddleware)(s))
	if m, ok := present.(*inputMiddleware); ok {
		_, _ = stack.Serialize.Swap(idSerializer, m)
		return g.meet(stack, (*seat)(m), from, replace)
	}
	s.serializer = present
	if err != nil { // none of the SDK's stacks
		s.serializer = noSerializer{}
		if err := stack.Serialize.Add((*inputMiddleware)(s), middleware.Before); err != nil {
			return err
		}
	}
	if s.takeAll(stack) && s.recordAlone(stack) {
		return nil
	}
	if err := s.record(stack, nil); err != nil {
		return err
	}
	return s.takePlaces(stack)
}

// meet puts the guard into a stack that has one.
func (g *guard) meet(stack *middleware.Stack, s *seat, from *origin, replace bool) error {
	if from.credentials != nil {
		s.credentials = from.credentials
	}
	switch {
	case s.guard == g:
		if from.guard != nil {
			s.comesFrom(from) // the same guard, and now it knows the call's options
		}
	case replace:
		if err := g.replace(stack, s, from); err != nil {
			return err
		}
	case g.recorder != nil:
		if err := g.recorder.Install(stack); err != nil {
			return err
		}
	}
	return s.takePlaces(stack)
}

// takeAll takes the places in a stack as the SDK makes it for a request that is sent,
// which nearly every one is: without asking first what is there. It reports whether
// it has them all.
func (s *seat) takeAll(stack *middleware.Stack) bool {
	var err error
	if stack.Finalize.Insert((*signedMiddleware)(s), idSigning, middleware.After) != nil {
		return false
	}
	// The one that comes first is the last to be taken: see seat.asked.
	if s.https, err = stack.Finalize.Swap(idHTTPS, (*endpointMiddleware)(s)); err != nil {
		return false
	}
	if s.identity, err = stack.Finalize.Swap(idIdentity, (*identityMiddleware)(s)); err != nil {
		return false
	}
	s.takeValidation(stack)
	return !s.documented || s.watchAnswer(stack) == nil
}

// recordAlone lets the guard's recorder see a stack in which no other one is. It
// reports whether no recorder needs anything more.
func (s *seat) recordAlone(stack *middleware.Stack) bool {
	if s.guard.recorder == nil {
		return true
	}
	// Another one would read the answer, too. Who reads it is found out on the way.
	if s.guard.recording == nil || !s.reader.Take(stack) {
		return false
	}
	s.recording = s.guard.recording
	return true
}

// takeReader takes the place of what reads the answer, if the recorder that is handed
// the call's attempts wants S3's error document.
func (s *seat) takeReader(stack *middleware.Stack) {
	if s.recording != nil {
		s.reader.Take(stack)
	}
}

// takeValidation takes the place of the SDK's validation, which not all operations
// have.
func (s *seat) takeValidation(stack *middleware.Stack) {
	m, found := stack.Initialize.Get(idValidation)
	if _, taken := m.(*validation); found && !taken {
		s.validator = m
		_, _ = stack.Initialize.Swap(idValidation, (*validation)(s))
	}
}

// takePlaces takes the guard's places behind the first, as far as it hasn't got
// them: other middleware may have removed it from some.
func (s *seat) takePlaces(stack *middleware.Stack) error {
	s.takeValidation(stack)
	s.takeReader(stack)
	if err := s.watchAnswer(stack); err != nil {
		return err
	}
	if m, found := stack.Finalize.Get(idHTTPS); found {
		if _, taken := m.(*endpointMiddleware); !taken {
			s.https = m
			_, _ = stack.Finalize.Swap(idHTTPS, (*endpointMiddleware)(s))
		}
	} else {
		// A stack that chooses no scheme, or lost the place: the endpoint is judged
		// when all is done.
		s.https = nil
		if err := stack.Finalize.Add((*endpointMiddleware)(s), middleware.After); err != nil {
			return err
		}
	}
	if m, found := stack.Finalize.Get(idIdentity); found {
		if _, taken := m.(*identityMiddleware); !taken {
			s.identity = m
			_, _ = stack.Finalize.Swap(idIdentity, (*identityMiddleware)(s))
		}
	}
	if _, found := stack.Finalize.Get(idSigned); found || s.form != sent {
		return nil
	}
	if stack.Finalize.Insert((*signedMiddleware)(s), idSigning, middleware.After) == nil {
		return nil
	}
	// Under presigning the SDK replaces the middleware that signs. Nothing is sent
	// then, and all is known with the endpoint.
	s.form = presignedPost
	if _, found := stack.Finalize.Get(idPresignURL); found {
		s.form = presignedURL
	} else if _, found := stack.Finalize.Get(idPresignPost); !found {
		s.form = sent // none of the SDK's stacks
	}
	return nil
}

// replace puts the guard in the place of another. A recorder that somebody asked for
// goes on recording whoever guards the call, beside the new guard's, and so does the
// one that Guard made for the client, unless somebody asked for another.
func (g *guard) replace(stack *middleware.Stack, s *seat, from *origin) error {
	was, old := s.guard, s.recording
	s.guard, s.origin, s.documented = g, nil, false
	if from.guard != nil {
		s.comesFrom(from)
	}
	var kept *recorder.Recorder
	if old != nil {
		unasked := was.ownRecorder && old.recorder == was.recorder
		switch {
		case unasked && !g.ownRecorder:
		case unasked, g.recorder == nil, g.recorder == old.recorder:
			return nil
		default:
			kept = old.recorder
		}
	}
	s.recording = nil
	return s.record(stack, kept)
}

// record decides how the guard's recorder, and another one, see the stack. A single
// one needs no middleware but the guard's; several share their own, so that they
// share captures.
func (s *seat) record(stack *middleware.Stack, kept *recorder.Recorder) error {
	g := s.guard
	if g.recording != nil && kept == nil {
		if _, others := stack.Serialize.Get(hook.RecorderID); !others {
			s.recording = g.recording
			return nil
		}
	}
	for _, r := range [...]*recorder.Recorder{kept, g.recorder} {
		if r == nil {
			continue
		}
		if err := r.Install(stack); err != nil {
			return err
		}
	}
	return nil
}
