// Package replay sends a request again and compares the outcomes:
//
//	r, err := replay.Replay(ctx, in, *failed, diagnose.Through(client))
//	if err != nil {
//		return err
//	}
//	fmt.Println(r) // "PutObject: fixed", "as before", "broken" or "different", and in what
//
// It verifies a fix in the client's configuration, in the bucket or in what is in
// between.
package replay

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/resend"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// ReplayOptions say how [Replay] goes about it.
type ReplayOptions struct {
	// ScratchKey takes the place of Key in operations that write, so that one that
	// succeeds now doesn't touch the object. With it nothing but this key is
	// written: what writes anything else isn't sent, and the error wraps diagnose.ErrUnsafe.
	ScratchKey string
	// Client are options for the call, such as another Region: what a fix
	// changes.
	Client []func(*s3.Options)
}

// Replayed compares what became of an operation before and now.
type Replayed struct {
	// Operation is the name of the API operation.
	Operation string `json:"operation"`
	// Before and After are the outcomes and effects.
	Before Result `json:"before"`
	After  Result `json:"after"`
	// Differences lists what isn't as before, in a fixed order.
	Differences []ReplayDifference `json:"differences,omitempty"`
	// Unknown names the parts of the effect that one of the two doesn't tell.
	Unknown []string `json:"unknown,omitempty"`
}

// Result is an outcome with its effect.
type Result struct {
	// Status is 0 if there was no answer; Code and Message are empty for success.
	Status  int    `json:"status,omitempty"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
	// ETag, Checksums and VersionID say what was written or read. The names of
	// the checksums are those of the headers, in canonical form.
	ETag      string            `json:"etag,omitempty"`
	Checksums map[string]string `json:"checksums,omitempty"`
	VersionID string            `json:"versionId,omitempty"`
	// RequestID identifies the request to AWS.
	RequestID string `json:"requestId,omitempty"`
}

// Succeeded reports whether the operation was accepted.
func (r *Result) Succeeded() bool { return r.Code == "" && r.Status >= 200 && r.Status < 300 }

// ReplayDifference is one thing that isn't as before.
type ReplayDifference struct {
	// What is "status", "code", "message", "etag", "version", or the name of a
	// checksum's header.
	What          string `json:"what"`
	Before, After string
}

// Fixed reports whether the operation failed before and succeeds now.
func (r *Replayed) Fixed() bool { return !r.Before.Succeeded() && r.After.Succeeded() }

// Broken reports whether it succeeded before and fails now.
func (r *Replayed) Broken() bool { return r.Before.Succeeded() && !r.After.Succeeded() }

// String tells the comparison in a few lines.
func (r *Replayed) String() string {
	var b strings.Builder
	verdict := "as before"
	switch {
	case r.Fixed():
		verdict = "fixed"
	case r.Broken():
		verdict = "broken"
	case len(r.Differences) > 0:
		verdict = "different"
	}
	printable.Fprintf(&b, "%s: %s", r.Operation, verdict)
	for _, d := range r.Differences {
		printable.Fprintf(&b, "\n  %s: %s, was %s", d.What, orNone(d.After), orNone(d.Before))
	}
	if len(r.Unknown) > 0 {
		printable.Fprintf(&b, "\n  not compared: %s", strings.Join(r.Unknown, ", "))
	}
	return b.String()
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return printable.Line(s)
}

// Replay sends an operation again, with the same members and a fresh signature,
// and compares outcome and effect with an earlier capture of it: to verify a fix
// in the client's configuration, in the bucket or in what is in between.
//
// It does what the operation does: a write writes. The input isn't changed, and
// its body is read as by diagnose.Minimise.
//
// That S3 rejects the operation is no error but a result. The error is about the
// replay: the input doesn't fit the capture, there was no answer, or an upload that
// was begun stays open (an *diagnose.OpenUploadError, with a result).
func Replay(ctx context.Context, input any, earlier capture.Capture, call resend.Caller, opts ...func(*ReplayOptions)) (*Replayed, error) {
	var o ReplayOptions
	for _, opt := range opts {
		opt(&o)
	}
	if call == nil {
		return nil, errors.New("diagnose: Replay needs a Caller")
	}
	t, err := resend.NewTemplate(input)
	if err != nil {
		return nil, err
	}
	defer t.Rewind()
	if earlier.Operation != "" && earlier.Operation != t.Op.String() {
		return nil, fmt.Errorf("diagnose: the capture is of %s, the input of %s", earlier.Operation, t.Op)
	}
	if err := writesOnly(t, &o); err != nil {
		return nil, err
	}
	in, err := t.CopyWithout(compat.MemberSet{}, o.ScratchKey)
	if err != nil {
		return nil, err
	}
	r := &Replayed{Operation: t.Op.String(), Before: resultOf(earlier.Answer)}
	hears := &resend.Ear{}
	hears.Input(input)
	seen := watcher{operation: t.Op.String()}
	err = call(ctx, in, append(slices.Clone(o.Client), seen.install, hears.Install)...)
	var open *resend.OpenUploadError
	if errors.As(err, &open) {
		err = nil // the operation itself succeeded
	}
	a := resend.AnswerOf(err)
	if err != nil && a.Status == 0 && a.Code == "" {
		return nil, fmt.Errorf("diagnose: replay of %s: %w", t.Op, hears.Error(err))
	}
	r.After = seen.result
	if err != nil {
		r.After.Status, r.After.Code, r.After.Message = a.Status, a.Code, a.Message
	}
	maskResult(hears, &r.Before)
	maskResult(hears, &r.After)
	r.compare(resend.Reads(t.Op), earlier.Answer.Header != nil)
	if open != nil {
		return r, open
	}
	return r, nil
}

// ReplayCapture is Replay for a capture alone. It is possible only if the capture
// withholds nothing; otherwise the error is an *[IncompleteCapture].
func ReplayCapture(ctx context.Context, earlier capture.Capture, call resend.Caller, opts ...func(*ReplayOptions)) (*Replayed, error) {
	in, err := InputOf(earlier)
	if err != nil {
		return nil, err
	}
	return Replay(ctx, in, earlier, call, opts...)
}

// watcher reads the answer of one call.
type watcher struct {
	operation string // calls of others come by: of the session, of the abort
	result    Result
}

// install is a client option.
func (w *watcher) install(o *s3.Options) {
	o.APIOptions = append(slices.Clip(o.APIOptions), func(stack *middleware.Stack) error {
		// The last answer counts: that of an earlier attempt is replaced.
		return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("s3safe:Replay", w.handle), middleware.Before)
	})
}

func (w *watcher) handle(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	out, metadata, err := next.HandleDeserialize(ctx, in)
	if resp, ok := out.RawResponse.(*smithyhttp.Response); ok && resp != nil && resp.Response != nil && awsmiddleware.GetOperationName(ctx) == w.operation {
		w.result = resultOf(capture.Answer{Status: resp.StatusCode, RequestID: resp.Header.Get("X-Amz-Request-Id"), Header: resp.Header})
	}
	return out, metadata, err
}
