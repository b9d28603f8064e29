package minimise

import (
	"context"
	"errors"
	"fmt"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/resend"
)

// ask sends the request with a set of units. It tries once more if the outcome is
// unclear, and gives up then.
func (m *minimiser) ask(ctx context.Context, set uint64) (resend.Answer, error) {
	without := m.missing(set)
	var a resend.Answer
	for range 2 {
		if m.requests >= m.options.MaxRequests {
			return resend.Answer{}, errBound
		}
		in, err := m.template.CopyWithout(without, m.options.ScratchKey)
		if err != nil {
			return resend.Answer{}, err
		}
		m.requests++
		err = m.send(ctx, in)
		var open *resend.OpenUploadError
		if errors.As(err, &open) {
			err = nil // the operation itself succeeded
		}
		a = resend.AnswerOf(err)
		m.ear.Answer(&a)
		if m.options.Progress != nil {
			m.options.Progress(Step{
				Request: m.requests, Bound: m.options.MaxRequests,
				Members: m.names(set), Outcome: a.Outcome, Code: a.Code, Message: a.Message,
			})
		}
		if open != nil {
			// More requests would leave more open.
			return resend.Answer{}, errors.Join(open, ctx.Err())
		}
		if err := ctx.Err(); err != nil {
			return resend.Answer{}, err
		}
		if a.Outcome != resend.Unclear {
			return a, nil
		}
	}
	return resend.Answer{}, fmt.Errorf("diagnose: request %d tells nothing about the input: %w", m.requests, a.Err)
}
