package fill

import "sync/atomic"

// Log is what a builder was told, call by call, in few words: Build makes the input
// of it. It is how the builders of large inputs are values, for copying an input at
// each call costs more than noting the call. The zero Log is empty.
//
// A log only grows. Logs that have their beginning in common share its memory, and
// the first that goes on from there goes on in the same piece of it; which one that
// is, a counter decides that is compared and swapped. The others begin a piece of
// their own. So a log can be kept, and finished in several ways at the same time.
//
// A kind, which is below 128, says which call it was. Each package of builders has
// kinds of its own.
type Log struct {
	last *piece
	n    count
	held *held
}

// count is how many calls of a piece count, and how many of them come with a text.
type count uint32

const (
	oneValue count = 1
	oneText  count = 1<<8 + 1
)

func (n count) calls() int  { return int(n & 0xff) }
func (n count) texts() int  { return int(n >> 8) }
func (n count) values() int { return n.calls() - n.texts() }

// piece is memory for some calls. It lives as long as a log or an input that has
// something in it, and all that is in it does. So only what is small is in it, which
// a fork may have left there; what can be large is held, and reached by the logs
// alone that were told of it.
type piece struct {
	before *piece
	// count is how much of the piece before counts.
	count count
	used  atomic.Uint32
	kinds [10]uint8
	// The texts are where an input can point to.
	texts  [6]string
	values [4]any
}

// held is a call with a value of any size.
type held struct {
	before *held
	kinds  [1]uint8
	values [1]any
}

// longText is the length of the longest text that a piece takes which other logs may
// have in common. A longer one begins a piece.
const longText = 1 << 10

// HasValue marks the kind of a call that comes with a value.
const HasValue = 1 << 7

// Text returns the log with a call that comes with a text.
func (l Log) Text(kind uint8, text string) Log {
	p := l.last
	if p == nil || len(text) > longText || l.n.texts() == len(p.texts) || !p.goOn(l.n, l.n+oneText) {
		p = &piece{before: p, count: l.n}
		p.used.Store(uint32(oneText))
		l.last, l.n = p, 0
	}
	p.kinds[l.n.calls()] = kind
	p.texts[l.n.texts()] = text
	l.n += oneText
	return l
}

// Begin returns a log with two calls that come with texts.
func Begin(kind uint8, text string, then uint8, next string) Log {
	p := &piece{}
	p.used.Store(uint32(2 * oneText))
	p.kinds[0], p.kinds[1] = kind, then
	p.texts[0], p.texts[1] = text, next
	return Log{last: p, n: 2 * oneText}
}

// Value returns the log with a call that comes with a small value, which doesn't
// change.
func (l Log) Value(kind uint8, value any) Log {
	p := l.last
	if p == nil || l.n.values() == len(p.values) || !p.goOn(l.n, l.n+oneValue) {
		p = &piece{before: p, count: l.n}
		p.used.Store(uint32(oneValue))
		l.last, l.n = p, 0
	}
	p.kinds[l.n.calls()] = kind | HasValue
	p.values[l.n.values()] = value
	l.n += oneValue
	return l
}

// goOn reports whether a log with so many calls is the first that goes on from there.
func (p *piece) goOn(from, to count) bool {
	return p.used.Load() == uint32(from) && p.used.CompareAndSwap(uint32(from), uint32(to))
}

// Held returns the log with a call that comes with a value of any size. It is done
// before those that aren't held, so these must not be about the same.
func (l Log) Held(kind uint8, value any) Log {
	l.held = &held{l.held, [1]uint8{kind | HasValue}, [1]any{value}}
	return l
}

// Hold is Held for a value that is copied: the call comes with a pointer to it.
func Hold[T any](l Log, kind uint8, value T) Log {
	h := &struct {
		held
		copied T
	}{copied: value}
	h.held = held{l.held, [1]uint8{kind | HasValue}, [1]any{&h.copied}}
	l.held = &h.held
	return l
}

// Problems returns the log with a call that notes what is wrong, which may be nothing.
func (l Log) Problems(kind uint8, bad *Problem) Log {
	if bad == nil {
		return l
	}
	return l.Value(kind, bad)
}

// EachHeld does the calls with values that are held, in their order, one at a time.
func (l Log) EachHeld(do func(kinds []uint8, texts []string, values []any)) {
	if l.held != nil {
		l.held.each(do)
	}
}

func (h *held) each(do func(kinds []uint8, texts []string, values []any)) {
	if h.before != nil {
		h.before.each(do)
	}
	do(h.kinds[:], nil, h.values[:])
}

// Before returns the calls before those of the last piece, if there are some. None of
// them is held.
func (l Log) Before() (Log, bool) {
	if l.last == nil || l.last.before == nil {
		return Log{}, false
	}
	return Log{last: l.last.before, n: l.last.count}, true
}

// Kinds are the calls of the last piece, in their order.
func (l Log) Kinds() []uint8 {
	if l.last == nil {
		return nil
	}
	return l.last.kinds[:l.n.calls()]
}

// Texts are those that calls of the last piece come with, in their order.
func (l Log) Texts() []string {
	if l.last == nil {
		return nil
	}
	return l.last.texts[:l.n.texts()]
}

// Values are those that calls of the last piece come with, in their order.
func (l Log) Values() []any {
	if l.last == nil {
		return nil
	}
	return l.last.values[:l.n.values()]
}
