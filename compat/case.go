package compat

import (
	"fmt"
	"io"
	"maps"
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
)

// Case is a request written down: an example of a rule, or what the solver
// found. Its values are Go values, so it can be read, printed, made into an SDK
// input (by package compat/sdk) and sent.
type Case struct {
	// Operation is the API operation.
	Operation Operation

	// Members holds the members that are set: string, int, bool, time.Time,
	// map[string]string, io.Reader, or a pointer to the SDK's document type
	// (for lists, a pointer to the slice).
	Members map[Member]any

	// Bucket and CopyFrom are the known bucket states, Endpoint, Signature, Upload
	// and Wire what is known of those.
	Bucket, CopyFrom, Endpoint, Signature, Upload, Wire Facts

	// Expires is the validity of a presigned request.
	Expires time.Duration
}

// Given begins a case: an operation and pairs of a member and its value.
// It panics on anything else, being meant for literals.
func Given(op Operation, pairs ...any) Case {
	c := Case{Operation: op, Members: make(map[Member]any, len(pairs)/2)}
	if len(pairs)%2 != 0 {
		panic(fmt.Sprintf("compat: case of %s: a member lacks its value", op))
	}
	for i := 0; i < len(pairs); i += 2 {
		m, ok := pairs[i].(Member)
		if !ok {
			panic(fmt.Sprintf("compat: case of %s: %v isn't a member", op, pairs[i]))
		}
		if _, err := ValueOf(pairs[i+1]); err != nil {
			panic(fmt.Sprintf("compat: case of %s: %s: %v", op, m, err))
		}
		c.Members[m] = pairs[i+1]
	}
	return c
}

// With returns a copy in which the member has the value.
func (c Case) With(m Member, value any) Case {
	c.Members = maps.Clone(c.Members)
	if c.Members == nil {
		c.Members = map[Member]any{}
	}
	c.Members[m] = value
	return c
}

// Without returns a copy in which the member is absent.
func (c Case) Without(m Member) Case {
	c.Members = maps.Clone(c.Members)
	delete(c.Members, m)
	return c
}

// InBucket returns a copy in which the bucket's feature has the value.
func (c Case) InBucket(f Feature, value string) Case {
	c.Bucket = c.Bucket.With(f, value)
	return c
}

// FromBucket returns a copy in which the copy source's bucket has the feature.
func (c Case) FromBucket(f Feature, value string) Case {
	c.CopyFrom = c.CopyFrom.With(f, value)
	return c
}

// Over returns a copy in which the endpoint, the signature, the upload or the
// request as it is sent has the feature.
func (c Case) Over(f Feature, value string) Case {
	switch f.Scope() {
	case ScopeEndpoint:
		c.Endpoint = c.Endpoint.With(f, value)
	case ScopeSignature:
		c.Signature = c.Signature.With(f, value)
	case ScopeUpload:
		c.Upload = c.Upload.With(f, value)
	case ScopeWire:
		c.Wire = c.Wire.With(f, value)
	default:
		panic(fmt.Sprintf("compat: %s is a feature of a bucket", f))
	}
	return c
}

// Uploaded returns a copy in which the parts of the upload are known.
func (c Case) Uploaded(parts *Parts) Case {
	c.Upload.Parts = parts
	return c
}

// OwnedBy returns a copy in which the bucket belongs to the account.
func (c Case) OwnedBy(account string) Case {
	c.Bucket.Owner = account
	return c
}

// Regions returns a copy with the Regions of the bucket and of the endpoint;
// an empty one is not known.
func (c Case) Regions(bucket, endpoint string) Case {
	c.Bucket.Region, c.Endpoint.Region = bucket, endpoint
	return c
}

// PresignedFor returns a copy that is presigned for the time.
func (c Case) PresignedFor(d time.Duration) Case {
	c = c.Over(Presigned, "url")
	c.Expires = d
	return c
}

// caseValues reads a case's members.
type caseValues map[Member]any

// Value implements Reader.
func (m caseValues) Value(id Member) Value {
	v, err := ValueOf(m[id])
	if err != nil {
		return UnknownValue()
	}
	return v
}

// Text implements Reader.
func (m caseValues) Text(id Member) (string, bool) {
	s, ok := m[id].(string)
	return s, ok
}

// ValueOf converts a Go value of the kinds that a Case may hold.
func ValueOf(x any) (Value, error) {
	switch x := x.(type) {
	case nil:
		return UnknownValue(), nil
	case string:
		return StringValue(x), nil
	case int:
		return IntValue(int64(x)), nil
	case int32:
		return IntValue(int64(x)), nil
	case int64:
		return IntValue(x), nil
	case bool:
		return BoolValue(x), nil
	case time.Time:
		return TimeValue(&x), nil
	case map[string]string:
		return StringsValue(x), nil
	case io.Reader:
		return StreamValue(x), nil
	}
	if isPointer(x) {
		return DocumentValue(x), nil
	}
	return Value{}, fmt.Errorf("a value of type %T: use string, int, bool, time.Time, map[string]string, io.Reader, or a pointer to a document or list", x)
}

// Request returns what the case says as a request.
func (c Case) Request() *Request {
	r := &Request{
		Operation: c.Operation,
		Values:    caseValues(c.Members),
		Bucket:    &c.Bucket,
		CopyFrom:  &c.CopyFrom,
		Endpoint:  &c.Endpoint,
		Signature: &c.Signature,
		Upload:    &c.Upload,
		Wire:      &c.Wire,
		Expires:   c.Expires,
	}
	for m := range c.Members {
		r.Present.Add(m)
	}
	r.Resolve()
	return r
}

// Resolve fills Target and Source from the members that name them.
func (r *Request) Resolve() {
	if s, ok := r.Text(member.Bucket); ok {
		r.SetTarget(s)
	}
	if s, ok := r.Text(member.CopySource); ok {
		r.SetCopySource(s)
	} else if s, ok := r.Text(member.RenameSource); ok {
		r.Source = ParseRenameSource(s)
	}
}
