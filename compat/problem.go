package compat

import "strings"

// fill fills the slots of a problem text, by allow-list; the package's documentation
// lists them.
func (f *Finding) fill(r *Request, text string) string {
	open := strings.IndexByte(text, '{')
	if open < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 32)
	for open >= 0 {
		b.WriteString(text[:open])
		text = text[open:]
		end := strings.IndexByte(text, '}')
		if end < 0 {
			break
		}
		slot, other, has := strings.Cut(text[1:end], "|")
		value, ok := f.slot(r, slot)
		switch {
		case ok:
			b.WriteString(value)
		case has:
			b.WriteString(other)
		default:
			b.WriteString(text[:end+1])
		}
		text = text[end+1:]
		if value == "1" && ok {
			// One byte, not one bytes.
			var one string
			one, text = singular(text)
			b.WriteString(one)
		}
		open = strings.IndexByte(text, '{')
	}
	b.WriteString(text)
	return b.String()
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

func names(ms []Member) []string {
	out := make([]string, len(ms))
	for i, m := range ms {
		out[i] = m.String()
	}
	return out
}
