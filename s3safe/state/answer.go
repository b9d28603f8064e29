package state

import (
	"context"
	"net/http"
	"time"

	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/internal/chain"
)

// Answer is what S3 answered to a call.
type Answer struct {
	// Operation is the API operation.
	Operation compat.Operation
	// Input is the SDK's input, such as *s3.PutObjectInput.
	Input any
	// Output is the SDK's output; nil if the call failed.
	Output any
	// Err is the call's error, nil if it succeeded.
	Err error
	// Region is the Region of the bucket as far as the answer names it, in the
	// header x-amz-bucket-region.
	Region string
	// RequestID is the id that S3 gave the request: the answer's header
	// x-amz-request-id, or RequestId in an error. Without one an answer is taken
	// for S3's only if it is the document that the operation has.
	RequestID string
	// Document is the name of the root element of the answer, as far as
	// [HasDocument] asks for it; empty if it isn't known.
	Document string
	// Status is the HTTP status, 0 if there was no answer.
	Status int
	// Attempts is how many times the request was sent, 0 if that isn't known.
	Attempts int
	// Length is how many bytes of a part were sent, -1 if that isn't known. It is
	// asked for only after UploadPart.
	Length int64
	// Began is when the call began; zero if that isn't known.
	Began time.Time
	// Change is what [Changer.Change] returned for the call, nil if it wasn't
	// called.
	Change *Change
	// Unsent is set if the call ended before anything was sent. Such a call is
	// told only if Change is set.
	Unsent bool
	// Refuted are facts about the request's bucket from which a rule followed
	// that the request would be rejected, although it wasn't.
	Refuted compat.FeatureSet
}

// Learner is a Source that wants to be told what S3 answered.
type Learner interface {
	Source
	// Learn is told of every call when it has ended. It must be quick, and
	// mustn't keep anything of the answer.
	Learn(ctx context.Context, a Answer)
}

// Changer is a Learner that wants to know of changes before they are made: from
// then on until the answer is there, nobody knows what holds.
type Changer interface {
	Learner
	// Change is told of every call before it is sent. It returns nil for one that
	// changes nothing; otherwise Learn must be told of the end of the call, with
	// the result as Answer.Change.
	Change(input any) *Change
}

// Selective is a Learner that needn't be told of every call, so that nothing is gathered
// for it that says nothing.
type Selective interface {
	Learner
	// Tells reports whether Learn may learn something of a call that succeeded, given
	// its input and output; if not, it needn't be told. It isn't asked about calls that
	// failed, that change something, or that refute a fact: of those it is told. It must
	// be quick.
	Tells(input, output any) bool
}

// evidence is what an answer says of one bucket.
type evidence struct {
	bucket string
	facts  compat.Facts
	// forget are features that have changed, it isn't known to what.
	forget compat.FeatureSet
	// reset voids all that is known of the bucket from elsewhere than the code
	// and the snapshot.
	reset  bool
	origin Origin
	at     int32 // when it was so
	// shared is set if it comes from the store.
	shared bool
	// contradiction is set if S3 has rejected something because of the facts.
	contradiction bool
}

func (e *evidence) set(f compat.Feature, value string) {
	// A value that this release doesn't know stays unknown.
	_ = e.facts.Set(f, value)
}

func (e *evidence) setBool(f compat.Feature, value bool) {
	if value {
		e.set(f, "true")
	} else {
		e.set(f, "false")
	}
}

func (e *evidence) forgets(fs ...compat.Feature) { e.forget |= compat.FeaturesOf(fs...) }

// features returns what the answer states.
func (e *evidence) features() compat.FeatureSet { return compat.FeaturesOf(e.facts.Known()...) }

// empty reports whether the answer says nothing.
func (e *evidence) empty() bool {
	return !e.reset && e.forget == 0 && e.facts == compat.Facts{}
}

// ofS3 reports whether a successful answer is S3's: it has a request id, and is
// the document that the operation has.
func (a *Answer) ofS3() bool {
	if root := documentOf(a.Operation); root != "" {
		return isRoot(a.Document, root)
	}
	return a.RequestID != ""
}

// refusal returns the error by which S3 has rejected a request, nil if S3 hasn't:
// other errors come from somewhere on the way, or say that S3 itself failed.
func (a *Answer) refusal() smithy.APIError {
	if a.RequestID == "" || a.Status < 300 || a.Status > 499 {
		return nil
	}
	return chain.API(a.Err)
}

// outcome tells how a change ended. A change that was sent several times, and
// rejected at last, may have been made by the first.
func (a *Answer) outcome() outcome {
	switch {
	case a.Unsent:
		return rejected
	case a.Err == nil && a.RequestID != "":
		return made
	case a.Err != nil && a.Attempts <= 1:
		if api := a.refusal(); api != nil && api.ErrorCode() != "OperationAborted" &&
			a.Status != http.StatusRequestTimeout && a.Status != http.StatusTooManyRequests {
			return rejected
		}
	}
	return unclear
}
