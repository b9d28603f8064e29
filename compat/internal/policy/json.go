package policy

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// kind is the kind of a JSON value.
type kind uint8

const (
	object kind = iota
	array
	text
	null
	other // numbers and booleans
)

// node is one value in a document. The nodes of a document stand in the order of
// the text: an object's are its names and values by turns, an array's its values.
type node struct {
	kind    kind
	escaped bool // a text with backslashes
	// from and to are where the value stands in the source; of a text, what is
	// between the quotes.
	from, to int32
	// next is the node that follows the value with all that is in it.
	next int32
}

// outcome is how reading a text ended.
type outcome uint8

const (
	wellFormed outcome = iota
	malformed          // certainly no JSON
	tooLong            // longer than S3 can accept, whatever follows
	unread             // nested deeper than is looked at, or not as JSON wants it, though some parsers take it
)

// maxDepth is how deep values may be nested to be looked at: a policy's reach to
// the sixth level.
const maxDepth = 32

// reader reads one JSON value in one pass.
type reader struct {
	source string
	at     int
	nodes  []node
	// texts is the number of bytes of all texts so far, with their quotes, but of
	// what names principals only what S3 may store of each.
	texts int
}

// read reads the JSON object that the text begins with. What follows it isn't
// looked at. It reads no further than what S3 could accept.
func read(source string) (nodes []node, end outcome) {
	if len(source) > 1<<30 {
		return nil, unread // positions have 32 bits
	}
	r := reader{source: source, nodes: make([]node, 0, min(len(source)/12, 4096)+16)}
	r.space()
	if r.at >= len(source) || source[r.at] != '{' {
		return nil, malformed
	}
	end = r.value(0, false)
	return r.nodes, end
}

func (r *reader) space() {
	for r.at < len(r.source) {
		switch r.source[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

// take skips white space and reads one byte if it is the one expected.
func (r *reader) take(c byte) bool {
	r.space()
	if r.at < len(r.source) && r.source[r.at] == c {
		r.at++
		return true
	}
	return false
}

// value reads a value; principal tells whether it names principals.
func (r *reader) value(depth int, principal bool) outcome {
	r.space()
	if r.at >= len(r.source) {
		return malformed
	}
	if depth > maxDepth {
		return unread
	}
	switch c := r.source[r.at]; {
	case c == '{':
		return r.object(depth, principal)
	case c == '[':
		return r.array(depth, principal)
	case c == '"':
		return r.text(principal)
	case c == '-' || '0' <= c && c <= '9':
		return r.number()
	default:
		for _, literal := range [...]string{"true", "false", "null"} {
			if strings.HasPrefix(r.source[r.at:], literal) {
				k := other
				if c == 'n' {
					k = null
				}
				r.leaf(k, r.at, r.at+len(literal))
				return wellFormed
			}
		}
		return malformed
	}
}

// leaf adds a value without others in it and goes on behind it.
func (r *reader) leaf(k kind, from, to int) {
	r.nodes = append(r.nodes, node{kind: k, from: int32(from), to: int32(to), next: int32(len(r.nodes) + 1)})
	r.at = to
}

func (r *reader) object(depth int, principal bool) outcome {
	self := r.open(object)
	if !r.take('}') {
		for {
			r.space()
			if r.at >= len(r.source) || r.source[r.at] != '"' {
				return malformed
			}
			name := len(r.nodes)
			if end := r.text(false); end != wellFormed {
				return end
			}
			if !r.take(':') {
				return malformed
			}
			whose := principal
			if n := r.nodes[name]; !whose && !n.escaped {
				s := r.source[n.from:n.to]
				whose = strings.EqualFold(s, "Principal") || strings.EqualFold(s, "NotPrincipal")
			}
			if end := r.value(depth+1, whose); end != wellFormed {
				return end
			}
			if r.take('}') {
				break
			}
			if !r.take(',') {
				return malformed
			}
		}
	}
	r.close(self)
	return wellFormed
}

func (r *reader) array(depth int, principal bool) outcome {
	self := r.open(array)
	if !r.take(']') {
		for {
			if end := r.value(depth+1, principal); end != wellFormed {
				return end
			}
			if r.take(']') {
				break
			}
			if !r.take(',') {
				return malformed
			}
		}
	}
	r.close(self)
	return wellFormed
}

func (r *reader) open(k kind) (self int) {
	self = len(r.nodes)
	r.nodes = append(r.nodes, node{kind: k, from: int32(r.at)})
	r.at++
	return self
}

func (r *reader) close(self int) {
	r.nodes[self].to, r.nodes[self].next = int32(r.at), int32(len(r.nodes))
}

// text reads a text, from quote to quote.
func (r *reader) text(principal bool) outcome {
	self, escaped := len(r.nodes), false
	r.at++
	from := r.at
	for ; ; r.at++ {
		if r.at >= len(r.source) {
			return malformed
		}
		switch c := r.source[r.at]; {
		case c == '"':
			n := r.at - from
			if escaped {
				n /= len(`\u0000`) // an escape stands for a byte at least
			}
			if principal {
				n = min(n, leastPrincipal)
			}
			r.texts += n + len(`""`)
			r.leaf(text, from, r.at)
			r.at++
			r.nodes[self].escaped = escaped
			if r.texts > sparedSize {
				return tooLong
			}
			return wellFormed
		case c < ' ':
			// JSON wants it escaped, but parsers that take it are common, and S3's
			// answer isn't known.
			return unread
		case c == '\\':
			escaped = true
			if r.at++; r.at >= len(r.source) {
				return malformed
			}
			switch r.source[r.at] {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			case 'u':
				for range 4 {
					if r.at++; r.at >= len(r.source) || !isHex(r.source[r.at]) {
						return malformed
					}
				}
			default:
				return unread // as above
			}
		}
	}
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// number reads a number: a sign, digits without a leading zero, a fraction, an
// exponent.
func (r *reader) number() outcome {
	at, digits := r.at, 0
	peek := func() byte {
		if at < len(r.source) {
			return r.source[at]
		}
		return 0
	}
	run := func() (n int) {
		for ; '0' <= peek() && peek() <= '9'; at++ {
			n++
		}
		return n
	}
	if peek() == '-' {
		at++
	}
	if peek() == '0' {
		at++
		digits = 1
	} else {
		digits = run()
	}
	if digits == 0 {
		return malformed
	}
	if peek() == '.' {
		if at++; run() == 0 {
			return malformed
		}
	}
	if peek()|0x20 == 'e' {
		if at++; peek() == '+' || peek() == '-' {
			at++
		}
		if run() == 0 {
			return malformed
		}
	}
	r.leaf(other, r.at, at)
	return wellFormed
}

// decoded returns what a text with escapes stands for. Of bytes that aren't UTF-8,
// and of halves of a surrogate pair, each becomes a replacement character.
func decoded(raw string) string {
	var b strings.Builder
	b.Grow(len(raw))
	for len(raw) > 0 {
		if raw[0] != '\\' || len(raw) < len(`\n`) {
			c, n := utf8.DecodeRuneInString(raw)
			b.WriteRune(c)
			raw = raw[n:]
			continue
		}
		c := rune(raw[1])
		switch c {
		case 'b':
			c = '\b'
		case 'f':
			c = '\f'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		case 'u':
			c = unit(raw)
			raw = raw[min(len(`0000`), len(raw)-len(`\u`)):]
			if utf16.IsSurrogate(c) {
				if c = utf16.DecodeRune(c, unit(raw[len(`\u`):])); c != utf8.RuneError {
					raw = raw[len(`\u0000`):]
				}
			}
		}
		b.WriteRune(c)
		raw = raw[len(`\n`):]
	}
	return b.String()
}

// unit returns the UTF-16 unit that a text begins with as an escape, -1 if it doesn't.
func unit(s string) rune {
	if len(s) < len(`\u0000`) || s[:2] != `\u` {
		return -1
	}
	n, err := strconv.ParseUint(s[2:len(`\u0000`)], 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}

// Names returns the names in a JSON object, and whether the text certainly is one.
func Names(source string) (names []string, ok bool) {
	nodes, end := read(source)
	if end != wellFormed {
		return nil, false
	}
	d := Document{source: source, nodes: nodes}
	if strings.Trim(source[nodes[0].to:], " \t\r\n") != "" {
		return nil, false
	}
	for name := int32(1); name < nodes[0].next; name = nodes[name+1].next {
		names = append(names, d.text(name))
	}
	return names, true
}
