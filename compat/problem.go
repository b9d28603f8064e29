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
		switch value, ok := f.slot(r, slot); {
		case ok:
			b.WriteString(value)
		case has:
			b.WriteString(other)
		default:
			b.WriteString(text[:end+1])
		}
		text = text[end+1:]
		open = strings.IndexByte(text, '{')
	}
	b.WriteString(text)
	return b.String()
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
