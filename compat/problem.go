package compat

import "strings"

// fill fills the slots of a problem text, by allow-list; the package's documentation
// lists them.
func (f *Finding) fill(r *Request, text string) string {
	open := strings.IndexByte(text, '{')
	if open < 0 {
		return text
	}
	var space [160]byte // enough for nearly every problem
	b := space[:0]
	for open >= 0 {
		b = append(b, text[:open]...)
		text = text[open:]
		end := strings.IndexByte(text, '}')
		if end < 0 {
			break
		}
		slot := text[1:end]
		if slot == "set" && len(f.Members) > 0 {
			// Many problems begin with it: it is put together in place.
			b = appendAndList(b, f.Members)
			text = text[end+1:]
			open = strings.IndexByte(text, '{')
			continue
		}
		slot, other, has := strings.Cut(slot, "|")
		value, ok := f.slot(r, slot)
		switch {
		case ok:
			b = append(b, value...)
		case has:
			b = append(b, other...)
		default:
			b = append(b, text[:end+1]...)
		}
		text = text[end+1:]
		if value == "1" && ok {
			// One byte, not one bytes.
			var one string
			one, text = singular(text)
			b = append(b, one...)
		}
		open = strings.IndexByte(text, '{')
	}
	return string(append(b, text...))
}

// counted are the words for what problems count, with an s for more than one.
var counted = []string{"byte", "character", "day", "grant", "object", "part", "routing rule", "rule", "tag"}

// singular takes from the front of a text the words for what the number before it
// counts, and returns them for one.
func singular(text string) (one, rest string) {
	for _, word := range counted {
		if rest, ok := strings.CutPrefix(text, " "+word+"s"); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return " " + word, rest
		}
	}
	return "", text
}

// remedy says what to do, in a few words or a sentence.
func (r *Rule) remedy() string {
	if r.Remedy != "" {
		return r.Remedy
	}
	if first, _, more := strings.Cut(r.Fix, ". "); more {
		return first + "."
	}
	return r.Fix
}

// andList joins words as in "a, b and c".
func andList(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// appendAndList appends the names of members as andList joins them.
func appendAndList(b []byte, ms []Member) []byte {
	for i, m := range ms {
		switch {
		case i == 0:
		case i == len(ms)-1:
			b = append(b, " and "...)
		default:
			b = append(b, ", "...)
		}
		b = append(b, m.String()...)
	}
	return b
}

func names(ms []Member) []string {
	out := make([]string, len(ms))
	for i, m := range ms {
		out[i] = m.String()
	}
	return out
}
