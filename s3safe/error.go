package s3safe

import (
	"errors"
	"net/http"
	"strconv"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
)

// IncompatibleError says that a request was stopped because Amazon S3 would
// have rejected it. It lists every finding.
//
// It is a [smithy.APIError] with the code that S3 would have used and a client
// fault, so code that handles S3's errors handles it alike. Where the SDK has a
// type for the code (types.NoSuchBucket and others), errors.As finds that too, and
// so it does the [awshttp.ResponseError] and [smithyhttp.ResponseError] that programs
// take the status from: their response has S3's status and is empty otherwise.
//
// So a stop passes for the answer that it is in place of. What tells it apart is
// this type: errors.As with an *IncompatibleError finds one if, and only if, nothing
// was sent.
//
// A request that the SDK itself refuses to send ([SDKEndpoint]), and one that S3 would
// accept and drop a part of ([WithStrict]), have no error answer of S3: the code is
// empty and the status 0.
type IncompatibleError struct {
	// Operation is the name of the API operation.
	Operation string
	// Findings are the violated rules, those that S3 checks first coming first.
	// There is at least one.
	Findings []compat.Finding
	// Store is the name of the store that the endpoint belongs to; empty means
	// Amazon S3.
	Store string

	// refused is the SDK's own error for an input that lacks what it requires.
	refused error
}

var _ smithy.APIError = (*IncompatibleError)(nil)

func init() { hook.Stopped = stoppedBy }

// stoppedBy reports whether an error is, or wraps, that of a stopped request. It is
// errors.As, which takes ten times as long to go down what the SDK wraps an answer in:
// each of those asks it again. Where a chain has branches it is asked.
func stoppedBy(err error) bool {
	for err != nil {
		switch e := err.(type) {
		case *IncompatibleError:
			return true
		case interface{ Unwrap() error }:
			err = e.Unwrap()
		case interface{ Unwrap() []error }, interface{ As(any) bool }:
			var stopped *IncompatibleError
			return errors.As(err, &stopped)
		default:
			return false
		}
	}
	return false
}

func (e *IncompatibleError) first() *compat.Rule {
	if len(e.Findings) == 0 || e.Findings[0].Rule == nil {
		return &compat.Rule{}
	}
	return e.Findings[0].Rule
}

// answer is what S3 would have answered.
func (e *IncompatibleError) answer() compat.Answer {
	if len(e.Findings) == 0 {
		return compat.Answer{}
	}
	return e.Findings[0].Answer()
}

// ErrorCode returns the code that S3 would have answered with, such as
// "InvalidRequest". To a HEAD request S3 answers without a code: it is the one that
// the SDK makes from the status, such as "NotFound".
func (e *IncompatibleError) ErrorCode() string { return e.answer().Code }

// ErrorMessage returns the message that S3 would have answered with where that
// is known, else what the first finding says.
func (e *IncompatibleError) ErrorMessage() string {
	if a := e.answer(); a.Message != "" {
		return a.Message
	}
	if len(e.Findings) == 0 {
		return ""
	}
	return e.Findings[0].Text()
}

// ErrorFault returns smithy.FaultClient.
func (e *IncompatibleError) ErrorFault() smithy.ErrorFault { return smithy.FaultClient }

// HTTPStatusCode returns the status that S3 would have answered with.
func (e *IncompatibleError) HTTPStatusCode() int { return e.answer().Status }

// RetryableError tells the SDK's retryers not to try again: the same request
// would be stopped again.
func (e *IncompatibleError) RetryableError() bool { return false }

// Unwrap returns what code that handles S3's answers asks for: the SDK's own type
// for S3's answer, if it has one, inside an [awshttp.ResponseError] (and so a
// [smithyhttp.ResponseError]) with the status that S3 would have answered with and
// an empty response. For an input that lacks what the SDK requires there is the
// SDK's own error ([smithy.InvalidParamsError]) too.
func (e *IncompatibleError) Unwrap() error {
	switch r := e.response(); {
	case e.refused == nil:
		return r
	case r == nil:
		return e.refused
	default:
		return errors.Join(r, e.refused)
	}
}

// response is the answer that S3 would have given, without anything that only a
// real one has: no header, no body, no request id, and the request is nil. It is nil
// if S3 wouldn't have got the request either.
func (e *IncompatibleError) response() error {
	status := e.HTTPStatusCode()
	if status == 0 {
		return nil
	}
	err := e.answered()
	if err == nil {
		err = &smithy.GenericAPIError{Code: e.ErrorCode(), Message: e.ErrorMessage(), Fault: e.ErrorFault()}
	}
	return &awshttp.ResponseError{ResponseError: &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{
			Status:     strconv.Itoa(status) + " " + http.StatusText(status),
			StatusCode: status,
			Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header: http.Header{}, Body: http.NoBody,
		}},
		Err: err,
	}}
}

// answered returns the SDK's own type for S3's answer, nil if it has none.
func (e *IncompatibleError) answered() error {
	msg := e.ErrorMessage()
	switch e.ErrorCode() {
	case "AccessDenied":
		return &types.AccessDenied{Message: &msg}
	case "AnnotationLimitExceeded":
		return &types.AnnotationLimitExceeded{Message: &msg}
	case "AnnotationNameTooLong":
		return &types.AnnotationNameTooLong{Message: &msg}
	case "BucketAlreadyExists":
		return &types.BucketAlreadyExists{Message: &msg}
	case "BucketAlreadyOwnedByYou":
		return &types.BucketAlreadyOwnedByYou{Message: &msg}
	case "EncryptionTypeMismatch":
		return &types.EncryptionTypeMismatch{Message: &msg}
	case "IdempotencyParameterMismatch":
		return &types.IdempotencyParameterMismatch{Message: &msg}
	case "InvalidAnnotationName":
		return &types.InvalidAnnotationName{Message: &msg}
	case "InvalidObjectState":
		return &types.InvalidObjectState{Message: &msg}
	case "InvalidPrefix":
		return &types.InvalidPrefix{Message: &msg}
	case "InvalidRequest":
		return &types.InvalidRequest{Message: &msg}
	case "InvalidWriteOffset":
		return &types.InvalidWriteOffset{Message: &msg}
	case "NoSuchAnnotation":
		return &types.NoSuchAnnotation{Message: &msg}
	case "NoSuchBucket":
		return &types.NoSuchBucket{Message: &msg}
	case "NoSuchKey":
		return &types.NoSuchKey{Message: &msg}
	case "NoSuchUpload":
		return &types.NoSuchUpload{Message: &msg}
	case "NotFound":
		return &types.NotFound{Message: &msg}
	case "ObjectAlreadyInActiveTierError":
		return &types.ObjectAlreadyInActiveTierError{Message: &msg}
	case "ObjectNotInActiveTierError":
		return &types.ObjectNotInActiveTierError{Message: &msg}
	case "TooManyParts":
		return &types.TooManyParts{Message: &msg}
	case "UnsupportedMediaType":
		return &types.UnsupportedMediaType{Message: &msg}
	}
	return nil
}
