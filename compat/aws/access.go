package aws

import (
	"strconv"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// element is the path to something in an element of a document's list.
func element(list string, i int, path string) string {
	p := list + "[" + strconv.Itoa(i) + "]"
	if path != "" {
		p += "." + path
	}
	return p
}

// headCode returns the code that the SDK gives the answers to HEAD requests,
// which have no body: it makes them from the status.
func headCode(status int) string {
	switch status {
	case 301:
		return "MovedPermanently"
	case 400:
		return "BadRequest"
	case 403:
		return "Forbidden"
	case 404:
		return "NotFound"
	}
	return ""
}

// withHead splits a rule in two: one for the HEAD operations, whose answers
// carry no code, and one for all others. HEAD's examples are those of GetObject.
func withHead(r compat.Rule) []compat.Rule {
	heads := operation.SetOf(operation.HeadBucket, operation.HeadObject)
	var rest, head []compat.Operation
	for _, op := range r.Operations {
		if heads.Has(op) {
			head = append(head, op)
		} else {
			rest = append(rest, op)
		}
	}
	h := r
	h.ID += "-head"
	h.Operations = head
	h.Answer = compat.Answer{Status: r.Answer.Status, Code: headCode(r.Answer.Status)}
	h.Violating, h.Allowed = headCases(r.Violating), headCases(r.Allowed)
	r.Operations = rest
	return []compat.Rule{r, h}
}

func headCases(cases []compat.Case) []compat.Case {
	var out []compat.Case
	for _, c := range cases {
		if c.Operation == operation.GetObject {
			c.Operation = operation.HeadObject
			out = append(out, c)
		}
	}
	return out
}

// Operations with something in common.
var (
	// writesWithLock store an object and can lock it at once.
	writesWithLock = []compat.Operation{operation.PutObject, operation.CopyObject, operation.CreateMultipartUpload}
	// lockOperations read or write the lock of an object that exists.
	lockOperations = []compat.Operation{
		operation.PutObjectRetention, operation.GetObjectRetention,
		operation.PutObjectLegalHold, operation.GetObjectLegalHold,
	}
)

// malformedXML is what S3 answers to a document that doesn't fit its schema.
var malformedXML = compat.Answer{
	Status: 400, Code: "MalformedXML",
	Message: "The XML you provided was not well-formed or did not validate against our published schema",
}
