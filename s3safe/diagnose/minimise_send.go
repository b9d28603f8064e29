package diagnose

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
)

// Outcome is what came of a request.
type Outcome string

const (
	// Accepted: there was no error.
	Accepted Outcome = "accepted"
	// Rejected: S3, or the guard, answered with an error.
	Rejected Outcome = "rejected"
	// Unsendable: the SDK refused to send it.
	Unsendable Outcome = "unsendable"
	// Unclear: there was no answer, or one that says to try again, which tells
	// nothing about the request.
	Unclear Outcome = "unclear"
)

// answer is the outcome of a request with the answer's code and message.
type answer struct {
	outcome       Outcome
	status        int
	code, message string
	err           error
}

// statusError is an error that knows the answer's status: that of the SDK's
// transport, and that of the guard.
type statusError interface {
	error
	HTTPStatusCode() int
}

// answerOf reads the error of a call.
func answerOf(err error) answer {
	if err == nil {
		return answer{outcome: Accepted}
	}
	a := answer{outcome: Unsendable, err: err}
	var status statusError
	if errors.As(err, &status) {
		a.status = status.HTTPStatusCode()
	}
	var api smithy.APIError
	if errors.As(err, &api) {
		a.outcome, a.code, a.message = Rejected, api.ErrorCode(), api.ErrorMessage()
	} else if a.status != 0 {
		a.outcome = Rejected
	}
	if a.code == "" {
		a.message = err.Error() // tells one refusal of the SDK's from another
	}
	if retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary || a.status >= 500 {
		a.outcome = Unclear
	}
	return a
}

// ask sends the request with a set of units. It tries once more if the outcome is
// unclear, and gives up then.
func (m *minimiser) ask(ctx context.Context, set uint64) (answer, error) {
	without := m.missing(set)
	var a answer
	for range 2 {
		if m.requests >= m.options.MaxRequests {
			return answer{}, errBound
		}
		in, err := m.template.copyWithout(without, m.options.ScratchKey)
		if err != nil {
			return answer{}, err
		}
		m.requests++
		err = m.send(ctx, in)
		var open *OpenUploadError
		if errors.As(err, &open) {
			err = nil // the operation itself succeeded
		}
		a = answerOf(err)
		m.mask(&a)
		if m.options.Progress != nil {
			m.options.Progress(Step{
				Request: m.requests, Bound: m.options.MaxRequests,
				Members: m.names(set), Outcome: a.outcome, Code: a.code, Message: a.message,
			})
		}
		if open != nil {
			// More requests would leave more open.
			return answer{}, errors.Join(open, ctx.Err())
		}
		if err := ctx.Err(); err != nil {
			return answer{}, err
		}
		if a.outcome != Unclear {
			return a, nil
		}
	}
	return answer{}, fmt.Errorf("diagnose: request %d tells nothing about the input: %w", m.requests, a.err)
}

// mask withholds what an answer repeats of the request's secrets.
func (m *minimiser) mask(a *answer) {
	if a.err == nil {
		return
	}
	m.ear.mu.Lock()
	m.ear.mask.learnError(a.err)
	m.ear.mu.Unlock()
	a.code, a.message, a.err = m.ear.text(a.code), m.ear.text(a.message), m.ear.error(a.err)
}
