package s3safe

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// likens is an error that only errors.As finds another one in.
type likens struct{ to *IncompatibleError }

func (likens) Error() string { return "another one" }

func (l likens) As(target any) bool {
	p, ok := target.(**IncompatibleError)
	if ok {
		*p = l.to
	}
	return ok
}

// The error of a stopped request is found wherever errors.As finds it.
func TestStoppedBy(t *testing.T) {
	stopped, other := &IncompatibleError{Operation: "PutObject"}, errors.New("other")
	answer := func(err error) error {
		return &smithy.OperationError{ServiceID: "S3", OperationName: "PutObject", Err: &awshttp.ResponseError{
			RequestID: "1", ResponseError: &smithyhttp.ResponseError{Response: &smithyhttp.Response{Response: new(http.Response)}, Err: err},
		}}
	}
	for name, err := range map[string]error{
		"none": nil, "itself": stopped, "other": other, "cancelled": context.Canceled,
		"wrapped": fmt.Errorf("no: %w", stopped), "other wrapped": fmt.Errorf("no: %w", other),
		"joined": errors.Join(other, fmt.Errorf("no: %w", stopped)), "others joined": errors.Join(other, other),
		"below a join": fmt.Errorf("%w", errors.Join(other, stopped)), "two in a text": fmt.Errorf("%w and %w", other, stopped),
		"an answer": answer(&smithy.GenericAPIError{Code: "InvalidRequest"}), "in an answer": answer(stopped),
		"joined in an answer": answer(errors.Join(other, stopped)), "likened": fmt.Errorf("no: %w", likens{stopped}),
	} {
		var as *IncompatibleError
		if want := errors.As(err, &as); stoppedBy(err) != want {
			t.Errorf("%s: %v, want %v", name, !want, want)
		}
	}
}
