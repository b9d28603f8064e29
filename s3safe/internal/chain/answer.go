package chain

import (
	"errors"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Answer returns the answer that an error is about, nil if there is none or it isn't
// known, and the id that S3 gave the request. It is errors.As for the SDK's errors with an
// answer, which takes ten times as long, and an allocation: each of what the SDK wraps an
// answer in is asked again what it is.
func Answer(err error) (response *smithyhttp.Response, requestID string) {
	for err != nil {
		switch e := err.(type) {
		case *smithy.OperationError:
			err = e.Err
			continue
		case answered: // what the SDK's error of a service is, and what wraps that
			return e.HTTPResponse(), e.ServiceRequestID()
		case *smithyhttp.ResponseError:
			if response == nil {
				response = e.Response
			}
		}
		next, more := below(err)
		if !more {
			if response == nil {
				response, requestID = answerIn(err)
			}
			return response, requestID
		}
		err = next
	}
	return response, ""
}

type answered interface {
	HTTPResponse() *smithyhttp.Response
	ServiceRequestID() string
}

// answerIn is Answer of an error that has several below it, or another way to tell what
// it is.
func answerIn(err error) (*smithyhttp.Response, string) {
	if err == nil {
		return nil, ""
	}
	var known answered
	var other *smithyhttp.ResponseError
	switch {
	case errors.As(err, &known):
		return known.HTTPResponse(), known.ServiceRequestID()
	case errors.As(err, &other):
		return other.Response, ""
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
		}
		next, more := below(err)
		if !more {
			return apiIn(err)
		}
		err = next
	}
	return nil
}

func apiIn(err error) smithy.APIError {
	var api smithy.APIError
	if err == nil || !errors.As(err, &api) {
		return nil
	}
	return api
}

// below returns the error that another wraps. It reports false if there isn't just one.
func below(err error) (error, bool) {
	if e, ok := err.(interface{ Unwrap() error }); ok {
		return e.Unwrap(), true
	}
	return nil, false
}
