package wire

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// Message is a decoded request.
type Message struct {
	// Operation is the API operation.
	Operation compat.Operation

	// Bucket is the Bucket member: a name, or the ARN of what the host addresses.
	// Key is the key of the object. Empty if the request has none.
	Bucket, Key string

	// Request is the request as a catalogue judges it. Its members have the values
	// of the request; a header or parameter whose value isn't of the form that the
	// API has for it is a text. Documents are pointers to types of package types, and
	// the message owns them.
	Request compat.Request

	// Signature is how the request is signed.
	Signature Signature

	// Odd says in a few words what an XML body has that isn't known; its members'
	// values are unknown then. Empty if there is no such thing.
	Odd string

	values                    values
	endpoint, signature, wire compat.Facts
}

// resolve fills Target and Source from the members that name them.
func (m *Message) resolve() {
	m.Request.SetTarget(m.Bucket)
	t := &m.Request.Target
	if t.Problem == compat.ARNUnsentPart && t.Kinds.Has(compat.MultiRegionAccessPoint) {
		t.Problem = 0 // the host of a Multi-Region Access Point doesn't name its account
	}
	if s, ok := m.Request.Text(member.CopySource); ok {
		m.Request.SetCopySource(s)
	} else if s, ok := m.Request.Text(member.RenameSource); ok {
		m.Request.Source = compat.ParseRenameSource(s)
	}
}
