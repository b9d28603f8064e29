package s3safe

import (
	"context"
	"fmt"
	"maps"
	"sync/atomic"
)

// Mode says what the guard does with a request that S3 would reject. A value that is
// none of the modes counts as Enforce.
type Mode uint8

const (
	// Enforce stops the request with an *IncompatibleError. It is the default.
	Enforce Mode = iota
	// Report lets the request pass and tells the finding hooks.
	Report
	// Off lets the request pass without looking at it or, for a single rule,
	// without telling.
	Off
)

// String returns "enforce", "report" or "off".
func (m Mode) String() string {
	switch m {
	case Report:
		return "report"
	case Off:
		return "off"
	}
	return "enforce"
}

// MarshalText returns what String does.
func (m Mode) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads "enforce", "report" or "off", so that a mode can come from a
// flag ([flag.TextVar]), JSON or YAML.
func (m *Mode) UnmarshalText(text []byte) error {
	for known := Enforce; known <= Off; known++ {
		if string(text) == known.String() {
			*m = known
			return nil
		}
	}
	return fmt.Errorf("s3safe: there is no mode %q: it is enforce, report or off", text)
}

// known returns the mode; one that doesn't exist counts as the default, so that a
// mistake doesn't switch the guard off.
func (m Mode) known() Mode {
	if m > Off {
		return Enforce
	}
	return m
}

// contextModes are the modes that a context has. They are one value, so that a call looks
// for one.
type contextModes struct {
	call  Mode
	given bool // call was set
	// bypass marks the guard's own calls: they aren't judged, whatever the modes of single
	// rules, and nothing is learned from them by the way.
	bypass bool
	rules  map[string]Mode
}

type modesKey struct{}

// modesInContext is set once any context may have modes: until then none are looked for,
// which every call would pay for.
var modesInContext atomic.Bool

// modesOf returns the modes of a context, nil if it has none.
func modesOf(ctx context.Context) *contextModes {
	if !modesInContext.Load() {
		return nil
	}
	modes, _ := ctx.Value(modesKey{}).(*contextModes)
	return modes
}

// withModes returns a context whose modes are changed.
func withModes(ctx context.Context, change func(*contextModes)) context.Context {
	var modes contextModes
	if old := modesOf(ctx); old != nil {
		modes = *old
	}
	change(&modes)
	modesInContext.Store(true)
	return context.WithValue(ctx, modesKey{}, &modes)
}

// bypassing is the context of the guard's own calls. Whoever makes one sets modesInContext.
var bypassing = context.WithValue(context.Background(), modesKey{}, &contextModes{bypass: true})

// ContextWithMode sets the mode for the calls made with the context, before any
// mode of the client.
func ContextWithMode(ctx context.Context, m Mode) context.Context {
	return withModes(ctx, func(modes *contextModes) { modes.call, modes.given, modes.bypass = m.known(), true, false })
}

// ContextWithRuleMode sets the mode of one rule for the calls made with the
// context, before any other mode. An unknown rule id has no effect.
func ContextWithRuleMode(ctx context.Context, rule string, m Mode) context.Context {
	return withModes(ctx, func(modes *contextModes) {
		rules := maps.Clone(modes.rules)
		if rules == nil {
			rules = map[string]Mode{}
		}
		rules[rule] = m.known()
		modes.rules = rules
	})
}

// mode returns the mode of a call, and whether the call isn't even looked at: it is one
// of the guard's own, or switched off, and no single rule has a mode of its own.
func (g *guard) mode(ctx context.Context) (m Mode, off, bypassed bool) {
	modes := modesOf(ctx)
	switch {
	case modes == nil:
		m = g.configured(ctx)
		return m, m == Off && len(g.ruleModes) == 0, false
	case modes.bypass:
		return Off, true, true
	case modes.given:
		m = modes.call
	default:
		m = g.configured(ctx)
	}
	return m, m == Off && len(g.ruleModes)+len(modes.rules) == 0, false
}

// configured returns the client's mode.
func (g *guard) configured(ctx context.Context) Mode {
	if g.modeFunc != nil {
		return g.modeFunc(ctx).known()
	}
	return g.defaultMode
}

// ruleMode returns the mode of a rule in a call of the given mode, and whether it is
// one of its own. A rule's own mode counts before the call's, and the context's before
// the client's.
func (g *guard) ruleMode(ctx context.Context, rule string, call Mode) (m Mode, own bool) {
	if modes := modesOf(ctx); modes != nil {
		if m, ok := modes.rules[rule]; ok {
			return m, true
		}
	}
	if m, ok := g.ruleModes[rule]; ok {
		return m, true
	}
	return call, false
}
