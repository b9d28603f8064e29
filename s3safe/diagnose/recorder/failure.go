package recorder

import (
	"context"
	"maps"
	"math/bits"
	"net/http"
	"sync"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
	"github.com/s3safe/s3safe-go/s3safe/internal/errordoc"
)

// failure is an attempt that failed, as a recorder keeps it: the capture, or what it
// is made of when somebody asks for it. Programs look whether something exists by an
// attempt that fails, so keeping one must cost next to nothing.
type failure struct {
	once sync.Once
	raw  rawFailure
	made *capture.Capture
	// shown is set, under the recorder's lock, once somebody has the failure: what is
	// made of it goes on when it has left the ring.
	shown bool
}

// failures are those that left a ring unseen.
var failures = sync.Pool{New: func() any { return new(failure) }}

// release gives the failure, which nobody has, back.
func (f *failure) release() {
	f.forget()
	failures.Put(f)
}

// forget empties the failure. The texts of members and headers are overwritten when it
// serves again, or collected with it, as a snapshot's are.
func (f *failure) forget() {
	if f.raw.signed != nil {
		f.raw.signed.release()
	}
	if f.raw.sent != nil {
		f.raw.sent.release()
	}
	raw := &f.raw
	raw.signed, raw.sent, raw.members, raw.answer, raw.document = nil, nil, nil, nil, nil
	raw.err, raw.tlsName, f.made, f.shown, f.once = rawError{}, "", nil, false, sync.Once{}
}

// capture returns the capture, and forgets what it is made of.
func (f *failure) capture() *capture.Capture {
	f.once.Do(func() {
		if f.made == nil {
			f.made = f.raw.capture()
			f.raw = rawFailure{}
		}
	})
	return f.made
}

const (
	// maxKeptText is the length up to which the texts of an error are kept as they
	// are, and so is the header of an answer.
	maxKeptText = 4 << 10
	// inlineMembers is how many members are kept without an allocation of their own.
	inlineMembers = 10
	// inlineAnswer is how many headers of the answer are.
	inlineAnswer = 10
)

// rawFailure is a failed attempt with copies of all that the application or the SDK
// may still change. A customer's key is in none: see keep.
type rawFailure struct {
	operation compat.Operation
	present   compat.MemberSet
	members   []rawMember
	inline    [inlineMembers]rawMember

	number  int
	started time.Time
	took    time.Duration
	region  string
	signed  *snapshot
	sent    *snapshot // nil if it is the signed one
	length  int64     // of the request that was sent

	status  int
	answer  []headerEntry
	headers [inlineAnswer]headerEntry
	tlsName string
	err     rawError
	// document is S3's, as far as it is kept.
	document []byte
}

// rawMember is the value of a member of the input.
type rawMember struct {
	id   compat.Member
	kind compat.Kind
	text string
	num  int64
	when time.Time
	dict map[string]string
}

// rawError is an error of S3's.
type rawError struct {
	code, message     string
	requestID, hostID string
}

func (e *rawError) Error() string                 { return e.code + ": " + e.message }
func (e *rawError) ErrorCode() string             { return e.code }
func (e *rawError) ErrorMessage() string          { return e.message }
func (e *rawError) ErrorFault() smithy.ErrorFault { return smithy.FaultClient }

// identified is a rawError with the ids that the SDK read.
type identified struct{ *rawError }

func (e identified) ServiceRequestID() string { return e.requestID }
func (e identified) ServiceHostID() string    { return e.hostID }

// keep returns the attempt as it can be kept, nil if its capture has to be made at
// once: because the request has a customer's key, which isn't kept, or because its
// answer is unusual.
func (a *attempt) keep(ctx context.Context) *failure {
	f := failures.Get().(*failure)
	if !a.keepIn(ctx, f) {
		f.release()
		return nil
	}
	return f
}

// keepIn keeps the attempt in a failure that is empty, or was released, and reports whether
// it can be kept.
func (a *attempt) keepIn(ctx context.Context, f *failure) bool {
	var r compat.Request
	if a.input == nil || a.answer == nil || a.status < 300 || !sdk.Describe(a.input, &r) ||
		r.Present.Has(member.SSECustomerKey) || r.Present.Has(member.CopySourceSSECustomerKey) {
		return false
	}
	raw := &f.raw
	if !raw.takeSent(a) || !raw.err.take(a.err) || !raw.takeHeader(a.answer.Header) {
		return false
	}
	raw.operation, raw.present, raw.number, raw.started, raw.took = r.Operation, r.Present, a.number, a.started, a.took
	raw.region, raw.signed, raw.status = awsmiddleware.GetRegion(ctx), a.signed, a.status
	raw.takeMembers(&r)
	raw.document = errordoc.Of(a.answer)
	if a.answer.TLS != nil {
		raw.tlsName = a.answer.TLS.ServerName
	}
	return true
}

// takeSent takes over the request that was sent, and reports whether neither that nor the
// signed one has a customer's key.
func (f *rawFailure) takeSent(a *attempt) bool {
	sent := a.answer.Request
	switch {
	case sent != nil && sent.URL != nil && len(sent.Header) > 0:
		f.length = sent.ContentLength
	case a.sent == nil:
		return false
	case a.signed.whole != nil: // nobody has changed it
		f.length = a.signed.length
		return true
	default:
		sent, f.length = a.sent.Request, lengthOf(a.sent)
	}
	f.sent = snapshots.Get().(*snapshot)
	f.sent.take(sent, f.length)
	return !a.signed.keys && !f.sent.keys
}

// take takes over S3's error, and reports whether it is one that can be kept.
//
// It is errors.As for a chain without branches, which the SDK's are, in one pass: that
// takes a tenth of the time, and no allocation.
func (e *rawError) take(err error) bool {
	var api smithy.APIError
	var ids interface {
		ServiceRequestID() string
		ServiceHostID() string
	}
	for err != nil && (api == nil || ids == nil) {
		if api == nil {
			api, _ = err.(smithy.APIError)
		}
		if ids == nil {
			ids, _ = err.(interface {
				ServiceRequestID() string
				ServiceHostID() string
			})
		}
		below, ok := err.(interface{ Unwrap() error })
		if !ok {
			break
		}
		err = below.Unwrap()
	}
	if api == nil || ids == nil {
		return false
	}
	e.code, e.message = api.ErrorCode(), api.ErrorMessage()
	e.requestID, e.hostID = ids.ServiceRequestID(), ids.ServiceHostID()
	return len(e.code)+len(e.message)+len(e.requestID)+len(e.hostID) <= maxKeptText
}

// takeHeader takes the answer's header over, which nobody changes any more, and
// reports whether it is short enough to be kept.
func (f *rawFailure) takeHeader(h http.Header) bool {
	f.answer = f.headers[:0]
	size := 0
	for name, values := range h {
		f.answer = append(f.answer, headerEntry{name: name, values: values})
		size += len(name)
		for _, v := range values {
			size += len(v)
		}
	}
	return size <= maxKeptText
}

// takeMembers copies the members.
func (f *rawFailure) takeMembers(r *compat.Request) {
	f.members = f.inline[:0]
	for i, word := range r.Present {
		for ; word != 0; word &= word - 1 {
			id := compat.Member(i<<6 + bits.TrailingZeros64(word))
			f.members = append(f.members, rawMember{id: id})
			m := &f.members[len(f.members)-1]
			if text, ok := r.Text(id); ok { // as most are
				m.kind, m.text = compat.KindString, text
				continue
			}
			v := r.Value(id)
			m.kind = v.Kind()
			switch m.kind {
			case compat.KindInt:
				m.num, _ = v.Int()
			case compat.KindBool:
				if b, _ := v.Bool(); b {
					m.num = 1
				}
			case compat.KindTime:
				m.when, _ = v.Time()
			case compat.KindStrings:
				dict, _ := v.Strings()
				m.dict = maps.Clone(dict)
			}
		}
	}
}

// Value implements compat.Reader. Documents and bodies aren't kept.
func (f *rawFailure) Value(id compat.Member) compat.Value {
	m := f.member(id)
	if m == nil {
		return compat.UnknownValue()
	}
	switch m.kind {
	case compat.KindString:
		return compat.StringValue(m.text)
	case compat.KindInt:
		return compat.IntValue(m.num)
	case compat.KindBool:
		return compat.BoolValue(m.num != 0)
	case compat.KindTime:
		return compat.TimeValue(&m.when)
	case compat.KindStrings:
		return compat.StringsValue(m.dict)
	}
	return compat.UnknownValue()
}

// Text implements compat.Reader.
func (f *rawFailure) Text(id compat.Member) (string, bool) {
	if m := f.member(id); m != nil && m.kind == compat.KindString {
		return m.text, true
	}
	return "", false
}

func (f *rawFailure) member(id compat.Member) *rawMember {
	for i := range f.members {
		if f.members[i].id == id {
			return &f.members[i]
		}
	}
	return nil
}

// capture makes the capture.
func (f *rawFailure) capture() *capture.Capture {
	r := compat.Request{Operation: f.operation, Present: f.present, Values: f}
	r.Resolve()
	signed := f.signed.raw()
	sent := signed
	sent.Length = f.length
	if f.sent != nil {
		sent = f.sent.raw()
	}
	answer := &http.Response{StatusCode: f.status, Header: make(http.Header, len(f.answer))}
	for _, e := range f.answer {
		answer.Header[e.name] = e.values
	}
	b := build.Builder{
		Source: "sdk", Request: &r, Signed: &signed, Sent: &sent, Answer: answer,
		Err: identified{&f.err}, Body: string(f.document),
	}
	c := b.Build()
	c.Time, c.Attempt = f.started, f.number
	c.Endpoint.Region = f.region
	c.Answer.Status, c.Answer.Duration = f.status, f.took
	if f.tlsName != "" {
		var mask redact.Redactor
		c.Answer.TLSName = mask.Value(f.tlsName)
	}
	return c
}
