package chain

import (
	"errors"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Answer returns the answer that an error is about, nil if there is none or it isn't
// known, and the id that S3 gave the request. It is errors.As for the SDK's errors with an
// answer, which takes ten times as long, and an allocation: each of what the SDK wraps an
// answer in is asked again what it is.
func Answer(err error) (response *smithyhttp.Response, requestID string) {
	var outer *smithyhttp.ResponseError
	for err != nil {
		switch e := err.(type) {
		case *smithy.OperationError:
			err = e.Err
			continue
		case *awshttp.ResponseError:
			return e.Response, e.RequestID
		case answered:
			return e.HTTPResponse(), e.ServiceRequestID()
		case *smithyhttp.ResponseError:
			if outer == nil {
				outer = e
			}
			err = e.Err
			continue
		}
		next, alone := below(err)
		if !alone {
			return answerIn(err, outer)
		}
		err = next
	}
	if outer != nil {
		response = outer.Response
	}
	return response, ""
}

// answered is what the SDK's error of S3 is, whose type can't be named. It embeds an
// [awshttp.ResponseError].
type answered interface {
	HTTPResponse() *smithyhttp.Response
	ServiceRequestID() string
	ServiceHostID() string
}

// answerIn is Answer of an error that is more than what it wraps. Around it is another
// with an answer, if that isn't nil.
func answerIn(err error, outer *smithyhttp.ResponseError) (*smithyhttp.Response, string) {
	var known *awshttp.ResponseError
	if errors.As(err, &known) {
		return known.Response, known.RequestID
	}
	if outer != nil || errors.As(err, &outer) {
		return outer.Response, ""
	}
	return nil, ""
}

// API returns the error that S3, or what answers for it, gave a code; nil if there is
// none. It is errors.As, as Answer is.
func API(err error) smithy.APIError {
	for err != nil {
		switch e := err.(type) {
		case *smithy.OperationError:
			err = e.Err
			continue
		case smithy.APIError:
			return e
		case *awshttp.ResponseError: // what more it says of itself is what it wraps
			err = e.Unwrap()
			continue
		case answered: // likewise
			if e, ok := err.(interface{ Unwrap() error }); ok {
				err = e.Unwrap()
				continue
			}
		}
		next, alone := below(err)
		if !alone {
			return apiIn(err)
		}
		err = next
	}
	return nil
}

func apiIn(err error) smithy.APIError {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return nil
	}
	return api
}

// below returns the error that another wraps, nil if none. It reports false if there are
// several, or the error has another way to tell what it is.
func below(err error) (error, bool) {
	switch e := err.(type) {
	case interface{ As(any) bool }:
		return nil, false
	case interface{ Unwrap() error }:
		return e.Unwrap(), true
	case interface{ Unwrap() []error }:
		return nil, false
	}
	return nil, true
}
