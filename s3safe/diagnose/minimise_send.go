package diagnose

import (
	"context"
	"errors"
	"fmt"
)

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
		m.ear.answer(&a)
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
