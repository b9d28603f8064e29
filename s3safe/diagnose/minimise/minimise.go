// Package minimise finds the smallest set of members that fails:
//
//	m, err := minimise.Minimise(ctx, in, diagnose.Through(client).Sender())
//	if m != nil {
//		fmt.Println(m) // what was found before err, if there is one
//	}
//
// It sends the request with ever fewer of its optional members.
package minimise

import (
	"context"
	"errors"
	"fmt"
	"math/bits"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/resend"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// MinimiseOptions say how [Minimise] goes about it.
type MinimiseOptions struct {
	// MaxRequests bounds the requests; the default is 40. When it is reached the
	// result is what was found so far.
	MaxRequests int

	// ScratchKey is the key of an object that may be written, overwritten and
	// deleted. It takes the place of Key in operations that write, which are
	// refused without it. A CopySource stays what it is.
	ScratchKey string

	// AllowRetention permits writes that set a retention or a legal hold. Part
	// of them may succeed, and then the scratch object can't be deleted until the
	// retention is over.
	AllowRetention bool

	// CodeOnly takes every answer with the code of the original one for the same
	// failure. Otherwise the message must be the same, too: InvalidRequest
	// alone stands for many causes, and the search would drift from one to
	// another.
	CodeOnly bool

	// NoHints keeps the catalogue from proposing the members to begin with.
	NoHints bool

	// Catalog holds the rules that are known; the default is the catalogue of
	// Amazon S3.
	Catalog *compat.Catalog

	// Progress, if not nil, is told of every request after its answer.
	Progress func(Step)
}

// Step is one request that [Minimise] sent.
type Step struct {
	// Request counts from 1 to at most Bound.
	Request, Bound int
	// Members are the optional members that the request had.
	Members []string
	// Outcome is what came of it; Code and Message are the answer's.
	Outcome       resend.Outcome
	Code, Message string
}

// Minimise finds out which optional members of a failing request make it fail,
// by sending it with ever fewer of them (delta debugging, "ddmin"): a set from
// which no member can be left out without the failure going away.
//
//	min, err := diagnose.Minimise(ctx, in, diagnose.Through(client).Sender(),
//		func(o *diagnose.MinimiseOptions) { o.ScratchKey = "scratch/minimise" })
//
// Operations that only read are sent as they are. Those that write are sent to a
// scratch key only, and those that change a bucket, or more objects than one,
// not at all.
//
// The input isn't changed; its body must be re-readable, that is, be in memory or
// an io.Seeker. A body that was read to its end, as a failed call leaves it, is
// sent from its beginning.
//
// The error is about the minimising: the input doesn't fail, mustn't be sent, the
// answers failed to come, or an upload that was begun stays open (then it wraps an
// *diagnose.OpenUploadError). If there is a result as well, it holds what was found before
// that.
func Minimise(ctx context.Context, input any, send resend.Sender, opts ...func(*MinimiseOptions)) (*Minimal, error) {
	o := MinimiseOptions{MaxRequests: 40, Catalog: aws.Catalog()}
	for _, opt := range opts {
		opt(&o)
	}
	if send == nil {
		return nil, errors.New("diagnose: Minimise needs a Sender")
	}
	t, err := resend.NewTemplate(input)
	if err != nil {
		return nil, err
	}
	defer t.Rewind()
	if err := mayBeSent(t, &o); err != nil {
		return nil, err
	}
	m := &minimiser{template: t, options: o, send: send, known: map[uint64]bool{}, ear: &resend.Ear{}}
	m.ear.Input(input)
	return m.run(context.WithValue(ctx, resend.EarKey{}, m.ear))
}

// minimiser is one run of Minimise. Sets of members are bits: the index of a
// bit is that of a unit.
type minimiser struct {
	template *resend.Template
	options  MinimiseOptions
	send     resend.Sender
	ear      *resend.Ear

	// units are the members that are removed together.
	units [][]compat.Member
	// want is the failure that is looked for.
	want resend.Answer
	// known holds the outcomes so far: whether the request failed alike.
	known    map[uint64]bool
	requests int
	// least is the smallest set so far that fails.
	least uint64
}

// errBound ends the search; it isn't an error of the caller's.
var errBound = errors.New("bound reached")

func (m *minimiser) run(ctx context.Context) (*Minimal, error) {
	if err := m.split(); err != nil {
		return nil, err
	}
	all := uint64(1)<<len(m.units) - 1
	first, err := m.ask(ctx, all)
	switch {
	case err == errBound:
		return nil, fmt.Errorf("diagnose: MaxRequests is %d: nothing can be sent", m.options.MaxRequests)
	case err != nil:
		return nil, err
	case first.Outcome == resend.Accepted:
		return nil, fmt.Errorf("diagnose: %s succeeds: there is nothing to minimise", m.template.Op)
	}
	m.want, m.least = first, all
	m.known[all] = true
	cures, err := m.search(ctx, all)
	result := m.result(cures, err == nil)
	if err == errBound {
		err = nil
	}
	return result, err
}

// search minimises, and then asks what each member that is left does to the whole
// request.
func (m *minimiser) search(ctx context.Context, all uint64) ([]Cure, error) {
	fails := func(set uint64) (bool, error) { return m.fails(ctx, set) }
	start, err := m.begin(all, fails)
	if err != nil {
		return nil, err
	}
	if err := ddmin(start, fails); err != nil {
		return nil, err
	}
	var cures []Cure
	for i, unit := range m.units {
		if m.least&(1<<i) == 0 {
			continue
		}
		a, err := m.ask(ctx, all&^(1<<i))
		if err != nil {
			return cures, err
		}
		cures = append(cures, Cure{
			Member: unit[0].String(), Cured: a.Outcome == resend.Accepted, Code: a.Code, Message: a.Message,
		})
	}
	return cures, nil
}

// begin returns the set to begin with: what a rule of the catalogue blames if the
// request with only that fails too, else everything.
func (m *minimiser) begin(all uint64, fails func(uint64) (bool, error)) (uint64, error) {
	if m.options.NoHints {
		return all, nil
	}
	for _, hint := range m.hints() {
		if hint == all || hint == 0 {
			continue
		}
		if found, err := fails(hint); err != nil || found {
			return hint, err
		}
	}
	return all, nil
}

// hints are the sets of members that rules with the answer's code blame.
func (m *minimiser) hints() []uint64 {
	var sets []uint64
	for _, f := range m.findings(m.template.Input) {
		if f.Answer().Code != m.want.Code {
			continue
		}
		var set uint64
		for _, blamed := range f.Members {
			set |= m.bit(blamed)
		}
		sets = append(sets, set)
		if len(sets) == 2 {
			break // each may cost a request in vain
		}
	}
	return sets
}

// bit returns the set of the unit that a member belongs to, empty for those that
// aren't removed.
func (m *minimiser) bit(id compat.Member) uint64 {
	for i, unit := range m.units {
		for _, u := range unit {
			if u == id {
				return 1 << i
			}
		}
	}
	return 0
}

// split makes the units of the optional members that are set.
func (m *minimiser) split() error {
	required := sdk.Schema.Required(m.template.Op)
	for _, id := range m.template.Present.IDs() {
		switch {
		case required.Has(id):
		case id == member.ContentLength && m.template.Present.Has(member.Body):
			// A length without its body couldn't be sent.
		case id == member.Body && m.template.Present.Has(member.ContentLength):
			m.units = append(m.units, []compat.Member{id, member.ContentLength})
		default:
			m.units = append(m.units, []compat.Member{id})
		}
	}
	if len(m.units) >= 64 {
		return fmt.Errorf("diagnose: %s has %d optional members set, more than can be minimised", m.template.Op, len(m.units))
	}
	return nil
}

// fails reports whether the request with these members fails as the whole one.
func (m *minimiser) fails(ctx context.Context, set uint64) (bool, error) {
	if found, ok := m.known[set]; ok {
		return found, nil
	}
	a, err := m.ask(ctx, set)
	if err != nil {
		return false, err
	}
	found := a.Outcome != resend.Accepted && m.same(a)
	m.known[set] = found
	if found && bits.OnesCount64(set) < bits.OnesCount64(m.least) {
		m.least = set
	}
	return found, nil
}

func (m *minimiser) same(a resend.Answer) bool {
	if a.Code != m.want.Code || a.Status != m.want.Status {
		return false
	}
	return m.options.CodeOnly || a.Message == m.want.Message
}

// names lists the members of a set.
func (m *minimiser) names(set uint64) []string {
	names := []string{}
	for i, unit := range m.units {
		if set&(1<<i) == 0 {
			continue
		}
		for _, id := range unit {
			names = append(names, id.String())
		}
	}
	return names
}

// missing returns the optional members that a set doesn't have.
func (m *minimiser) missing(set uint64) (without compat.MemberSet) {
	for i, unit := range m.units {
		if set&(1<<i) != 0 {
			continue
		}
		for _, id := range unit {
			without.Add(id)
		}
	}
	return without
}
