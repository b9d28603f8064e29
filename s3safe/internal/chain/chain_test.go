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
	} {
		if service, operation := Operation(c.err); service != c.service || operation != c.operation {
			t.Errorf("%v: %s %s", c.err, service, operation)
		}
	}
}
