package provider

import "github.com/s3safe/s3safe-go/compat"

// Profile is what is known of one store. It doesn't change.
type Profile struct {
	// ID identifies the profile for ever: "minio".
	ID string
	// Name is the store's name, as its makers write it.
	Name string

	// keeps and breaks are the rules of Amazon S3 that the store was seen to keep,
	// and not to.
	keeps, breaks []entry
}

// Standing returns what becomes of a rule of the catalogue of Amazon S3, by its id,
// for an operation at the store. Of a nil Profile nothing is known but what
// [Elsewhere] says.
func (p *Profile) Standing(rule string, op compat.Operation) Standing {
	switch {
	case p == nil:
	case p == Amazon:
		return Holds
	case has(p.breaks, rule, op):
		return Unknown
	case has(p.keeps, rule, op):
		return Holds
	}
	return Elsewhere(rule, op)
}
