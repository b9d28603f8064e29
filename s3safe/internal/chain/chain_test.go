package chain

import (
	"errors"
	"fmt"
	"testing"

	"github.com/aws/smithy-go"
)

func TestOperation(t *testing.T) {
	refused := errors.New("no")
	call := func(service, operation string, err error) error {
		return &smithy.OperationError{ServiceID: service, OperationName: operation, Err: err}
	}
	for _, c := range []struct {
		err                error
		service, operation string
	}{
		{nil, "", ""},
		{refused, "", ""},
		{call("S3", "PutObject", refused), "S3", "PutObject"},
		{fmt.Errorf("upload: %w", call("S3", "PutObject", refused)), "S3", "PutObject"},
		{call("S3", "PutObject", fmt.Errorf("get credentials: %w", call("S3", "CreateSession", refused))), "S3", "CreateSession"},
		{call("S3", "PutObject", fmt.Errorf("get credentials: %w", call("STS", "AssumeRole", refused))), "STS", "AssumeRole"},
		{call("S3", "PutObject", nil), "S3", "PutObject"},
		{call("S3", "PutObject", errors.New("get credentials: operation error S3: CreateSession, https response error StatusCode: 404, RequestID: R1, HostID: H1, NoSuchBucket: no")), "S3", "CreateSession"},
		{call("S3", "PutObject", errors.New("get credentials: operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: R1, api error AccessDenied: no")), "STS", "AssumeRole"},
		{call("S3", "PutObject", &smithy.GenericAPIError{Code: "X", Message: "operation error STS: AssumeRole, x"}), "S3", "PutObject"},
		{errors.New("operation error STS: AssumeRole, x"), "", ""},
	} {
		if service, operation := Operation(c.err); service != c.service || operation != c.operation {
			t.Errorf("%v: %s %s", c.err, service, operation)
		}
	}
}

type identified struct{ error }

func (identified) ServiceRequestID() string { return "R2" }

func TestRequestID(t *testing.T) {
	inner := errors.New("get credentials: operation error S3: CreateSession, https response error StatusCode: 404, RequestID: R1, HostID: H1, NoSuchBucket: no")
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{inner, ""},
		{&smithy.OperationError{ServiceID: "S3", OperationName: "PutObject", Err: inner}, "R1"},
		{&smithy.OperationError{ServiceID: "S3", OperationName: "PutObject", Err: identified{inner}}, "R2"},
		{&smithy.OperationError{ServiceID: "S3", OperationName: "PutObject", Err: errors.New("no")}, ""},
	} {
		if got := RequestID(c.err); got != c.want {
			t.Errorf("%v: %q", c.err, got)
		}
	}
}
