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

// bypass, in the place of a mode, marks the guard's own calls: they aren't judged,
// whatever the modes of single rules, and nothing is learned from them by the way.
type bypass struct{}

func bypassing(ctx context.Context) context.Context {
	modesInContext.Store(true)
	return context.WithValue(ctx, modeKey{}, bypass{})
}

// modesInContext is set once any context was given a mode: until then none is looked
// for, which every call would pay for.
var modesInContext atomic.Bool

type modeKey struct{}
type ruleModesKey struct{}

// ContextWithMode sets the mode for the calls made with the context, before any
// mode of the client.
func ContextWithMode(ctx context.Context, m Mode) context.Context {
	modesInContext.Store(true)
	return context.WithValue(ctx, modeKey{}, m.known())
}

// ContextWithRuleMode sets the mode of one rule for the calls made with the
// context, before any other mode. An unknown rule id has no effect.
func ContextWithRuleMode(ctx context.Context, rule string, m Mode) context.Context {
	old, _ := ctx.Value(ruleModesKey{}).(map[string]Mode)
	modes := maps.Clone(old)
	if modes == nil {
		modes = map[string]Mode{}
	}
	modes[rule] = m.known()
	return context.WithValue(ctx, ruleModesKey{}, modes)
}

// mode returns the mode of a call, and whether it is one of the guard's own.
func (g *guard) mode(ctx context.Context) (m Mode, bypassed bool) {
	if !modesInContext.Load() {
		return g.configured(ctx), false
	}
	switch m := ctx.Value(modeKey{}).(type) {
	case Mode:
		return m, false
	case bypass:
		return Off, true
	}
	return g.configured(ctx), false
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
	if modes, ok := ctx.Value(ruleModesKey{}).(map[string]Mode); ok {
		if m, ok := modes[rule]; ok {
			return m, true
		}
	}
	if m, ok := g.ruleModes[rule]; ok {
		return m, true
	}
	return call, false
}

// anyRuleMode reports whether single rules have a mode of their own, so that a
// call that is switched off must still be looked at.
func (g *guard) anyRuleMode(ctx context.Context) bool {
	if len(g.ruleModes) > 0 {
		return true
	}
	modes, _ := ctx.Value(ruleModesKey{}).(map[string]Mode)
	return len(modes) > 0
}
