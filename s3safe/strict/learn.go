package strict

import (
	"context"
	"encoding/xml"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/s3safe/internal/document"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// lesson is what the learners are told of one request.
type lesson struct {
	call    *call
	seen    *observer
	input   any // nil if nothing is to be learned of the request
	began   time.Time
	changes []*state.Change // by learner
}

// learn tells the learners what the server behind answered.
func (l *lesson) learn(ctx context.Context) {
	a, ok := l.answer(ctx)
	if !ok {
		return
	}
	known.Teach(ctx, l.call.h.learners, l.changes, a)
}

// answer reads the answer. It reports false if there is nothing to learn.
func (l *lesson) answer(ctx context.Context) (state.Answer, bool) {
	o, header := l.seen, l.seen.Header()
	if o.status == 0 && o.failed == nil {
		o.status = http.StatusOK // a handler that writes nothing has succeeded
	}
	a := state.Answer{
		Operation: l.call.request.Operation, Input: l.input, Status: o.status, Attempts: 1, Began: l.began, Length: -1,
		RequestID: header.Get("X-Amz-Request-Id"), Region: header.Get("X-Amz-Bucket-Region"),
	}
	if l.input == nil {
		if o.status < http.StatusMultipleChoices {
			return a, false
		}
		// What the server says by the way when it rejects something.
		if a.Input = plainInput(&l.call.request); a.Input == nil {
			return a, false
		}
	}
	if header.Get("Content-Encoding") != "" && o.body.Len() > 0 {
		o.cut = true // nobody reads it here
	}
	switch {
	case o.failed != nil && l.changes == nil:
		return a, false
	case o.failed != nil:
		a.Err = o.failed
		a.Status = 0
	case o.status >= http.StatusMultipleChoices:
		a.Err = l.refusal(&a)
	default:
		a.Refuted = known.Suspects(l.call.report, func(f *compat.Finding) bool {
			return l.call.h.standing(f.Rule, f.Operation) == provider.Holds
		})
		if state.HasDocument(a.Operation.String()) {
			a.Document = document.RootOf(o.body.Bytes())
		}
		a.Length = lengthOf(l.call.http)
		a.Output = l.output(ctx)
	}
	return a, true
}

// refusal returns the error that an answer is, with its code if it is S3's document.
func (l *lesson) refusal(a *state.Answer) error {
	if l.call.http.Method == http.MethodHead {
		// The code that the SDK makes of a status: nothing else arrives.
		text := http.StatusText(a.Status)
		return &smithy.GenericAPIError{Code: strings.ReplaceAll(text, " ", ""), Message: text}
	}
	var d errorDocument
	if l.seen.cut || xml.Unmarshal(l.seen.body.Bytes(), &d) != nil || d.Code == "" {
		return errors.New("strict: the answer isn't an error of S3's")
	}
	if a.RequestID == "" {
		a.RequestID = d.RequestID
	}
	return &smithy.GenericAPIError{Code: d.Code, Message: d.Message}
}

// lengthOf returns the length of a request's body before it was encoded in chunks, -1
// if it isn't known.
func lengthOf(r *http.Request) int64 {
	if decoded := r.Header.Get("X-Amz-Decoded-Content-Length"); decoded != "" {
		if n, err := strconv.ParseInt(decoded, 10, 64); err == nil && n >= 0 {
			return n
		}
		return -1
	}
	if strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
		return -1
	}
	return r.ContentLength
}

// output reads a successful answer, nil if it can't be read or says nothing.
func (l *lesson) output(ctx context.Context) any {
	header := l.seen.Header()
	switch l.call.request.Operation {
	case operation.PutObject:
		return &s3.PutObjectOutput{VersionId: text(header, "X-Amz-Version-Id")}
	case operation.UploadPart:
		return &s3.UploadPartOutput{
			ETag:          text(header, "Etag"),
			ChecksumCRC32: text(header, "X-Amz-Checksum-Crc32"), ChecksumCRC32C: text(header, "X-Amz-Checksum-Crc32c"),
			ChecksumCRC64NVME: text(header, "X-Amz-Checksum-Crc64nvme"),
			ChecksumSHA1:      text(header, "X-Amz-Checksum-Sha1"), ChecksumSHA256: text(header, "X-Amz-Checksum-Sha256"),
			ChecksumSHA512: text(header, "X-Amz-Checksum-Sha512"), ChecksumMD5: text(header, "X-Amz-Checksum-Md5"),
			ChecksumXXHASH3: text(header, "X-Amz-Checksum-Xxhash3"), ChecksumXXHASH64: text(header, "X-Amz-Checksum-Xxhash64"),
			ChecksumXXHASH128: text(header, "X-Amz-Checksum-Xxhash128"),
		}
	}
	read := readers[l.call.request.Operation]
	if read == nil || l.seen.cut {
		return nil
	}
	return read(ctx, l.input, &http.Response{
		StatusCode: l.seen.status, Header: header, Body: newBody(l.seen.body.Bytes()), ContentLength: int64(l.seen.body.Len()),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	})
}

func text(h http.Header, name string) *string {
	if v := h.Get(name); v != "" {
		return &v
	}
	return nil
}
