package compat

import (
	"hash/fnv"
	"strings"
)

// Part is what is known of one uploaded part of a multipart upload.
type Part struct {
	// Number is the part's number, from 1 on.
	Number int32
	// Size is the part's length in bytes, -1 if it isn't known.
	Size int64
	// ETag and Checksum are marks of the part's entity tag and of its checksum
	// by the upload's algorithm, as [Mark] makes them; 0 if they aren't known.
	ETag, Checksum uint64
}

// Mark returns a number by which two texts, such as entity tags, can be told
// apart: different marks are those of different texts. Quotation marks around a
// text don't count. The mark of an empty text is 0.
func Mark(text string) uint64 {
	text = strings.Trim(text, `"`)
	if text == "" {
		return 0
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(text))
	return max(h.Sum64(), 1)
}

// Parts is what is known of the parts of a multipart upload. It must not be
// changed once it is part of facts.
type Parts struct {
	// pages hold the parts by number, a page for each pageSize numbers, so that
	// adding one doesn't copy them all.
	pages []*partsPage
	count int
	all   bool
}

const pageSize = 64

type partsPage [pageSize]Part

// maxParts is the highest number that a part can have.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const maxParts = 10_000

// AllParts returns the parts of an upload that has no others, and has them as
// they are. Parts with numbers that none can have are left out.
func AllParts(parts ...Part) *Parts {
	p := new(Parts)
	for _, part := range parts {
		p = p.With(part)
	}
	p.all = true
	return p
}

// With returns a copy in which a part is known; nil counts as nothing known.
func (p *Parts) With(part Part) *Parts {
	out := new(Parts)
	if p != nil {
		*out = *p
	}
	if part.Number < 1 || part.Number > maxParts {
		return out
	}
	page, i := int(part.Number-1)/pageSize, int(part.Number-1)%pageSize
	pages := make([]*partsPage, max(len(out.pages), page+1))
	copy(pages, out.pages)
	fresh := new(partsPage)
	if pages[page] != nil {
		*fresh = *pages[page]
	}
	if fresh[i].Number == 0 {
		out.count++
	}
	fresh[i] = part
	pages[page] = fresh
	out.pages = pages
	return out
}

// Get returns what is known of a part, and whether something is.
func (p *Parts) Get(number int32) (Part, bool) {
	if p == nil || number < 1 {
		return Part{}, false
	}
	page, i := int(number-1)/pageSize, int(number-1)%pageSize
	if page >= len(p.pages) || p.pages[page] == nil || p.pages[page][i].Number == 0 {
		return Part{}, false
	}
	return p.pages[page][i], true
}

// Len returns how many parts are known.
func (p *Parts) Len() int {
	if p == nil {
		return 0
	}
	return p.count
}

// Pages returns how many pages the parts take, of 2 KB each.
func (p *Parts) Pages() int {
	if p == nil {
		return 0
	}
	n := 0
	for _, page := range p.pages {
		if page != nil {
			n++
		}
	}
	return n
}

// All reports whether the upload certainly has no other parts, and none of them
// has been uploaded again since.
func (p *Parts) All() bool { return p != nil && p.all }

// RelatedToParts is true if all members of the relation are set, something is
// known of the upload's parts, and the relation holds. The relation has one or
// two members; its test and its samples get the parts, a *Parts, after their
// values.
func RelatedToParts(rel *Relation) Condition {
	if len(rel.Members) > 2 {
		panic("compat: a relation to the parts of an upload has at most two members")
	}
	return Condition{op: opPartsRelated, relation: rel}
}
