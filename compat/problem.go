package compat

import "strings"

// A problem text says what is wrong with one request: "{n} tags in Tagging; S3
// allows 10". Its slots, in braces, are filled from the request by allow-list:
// what is no count, length, number, date, Region, kind of target, document path or
// value that the API's model knows has no slot. So no key, tag, metadata, policy or
// secret gets into a problem.
//
//	{set}            the members that are set and decided: "A and B"
//	{missing}        the members of Rule.Needs that are absent
//	{at}             the path of what is wrong in the document, else as {set}
//	{value}          the value that decided, if it is of a closed form
//	{value M}        the same of the member M, or of a path below it: {value M.Days}
//	{length}         the length of the text that decided, in bytes; {length M}
//	{count}          the number of entries of the list that decided; {count M}
//	{n}              what the predicate or relation measures (Predicate.Measure)
//	{target}         what the Bucket member addresses: "a directory bucket"
//	{source}         the same of the copy source's bucket
//	{problem}        why the Bucket member can't be a name, in words
//	{operation}      the name of the operation
//	{expires}        for how many seconds the presigned request is valid
//	{bucket F}       the bucket's feature F by its name, or its "Region";
//	                 likewise {copy F}, {endpoint F}, {signature F}, {upload F}
//
// Text after a bar stands in for a slot that this request can't fill: {value|another
// value}. Without it the slot is printed as it stands, which tests forbid.
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
