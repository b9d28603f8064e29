package chain

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// wrapped is as the error of a service: it has what it wraps, and says so in a way of
// its own, too.
type wrapped struct{ *awshttp.ResponseError }

func (*wrapped) ServiceHostID() string { return "host" }

func (w *wrapped) As(target any) bool { return errors.As(w.ResponseError, target) }

// disguised says what it is in its own way only.
type disguised struct{ error }

func (d disguised) As(target any) bool { return errors.As(d.error, target) }

// aside wraps one error, and says that it is another.
type aside struct{ error }

func (a aside) Unwrap() error      { return errors.New("closed") }
func (a aside) As(target any) bool { return errors.As(a.error, target) }

// similar has what an answer has, and isn't the SDK's.
type similar struct{ error }

func (similar) HTTPResponse() *smithyhttp.Response { return &smithyhttp.Response{} }
func (similar) ServiceRequestID() string           { return "similar" }
func (s similar) Unwrap() error                    { return s.error }

// Answer and API tell of an error what errors.As does.
func TestAnswer(t *testing.T) {
	response := &smithyhttp.Response{Response: &http.Response{StatusCode: 404}}
	code := &smithy.GenericAPIError{Code: "NotFound"}
	plain := &smithyhttp.ResponseError{Response: response, Err: code}
	amazon := &awshttp.ResponseError{ResponseError: plain, RequestID: "4442587FB7D0A2F9"}
	call := func(err error) error {
		return &smithy.OperationError{ServiceID: "S3", OperationName: "HeadObject", Err: err}
	}
	for name, err := range map[string]error{
		"nil":                  nil,
		"text":                 errors.New("no route to host"),
		"a call's":             call(errors.New("no route to host")),
		"a call's without any": call(nil),
		"code":                 call(code),
		"response":             call(plain),
		"Amazon's":             call(amazon),
		"a service's":          call(&wrapped{amazon}),
		"around another":       call(&smithyhttp.ResponseError{Response: &smithyhttp.Response{}, Err: amazon}),
		"of an inner call":     call(fmt.Errorf("get identity: %w", call(&wrapped{amazon}))),
		"several":              call(errors.Join(errors.New("given up"), &wrapped{amazon})),
		"several without any":  call(errors.Join(errors.New("given up"), errors.New("closed"))),
		"in disguise":          call(disguised{amazon}),
		"beside what it wraps": call(aside{amazon}),
		"beside, in a list":    call(errors.Join(errors.New("given up"), aside{call(amazon)})),
		"around several":       call(&smithyhttp.ResponseError{Response: &smithyhttp.Response{}, Err: errors.Join(errors.New("given up"), amazon)}),
		"around a disguise":    call(&smithyhttp.ResponseError{Response: &smithyhttp.Response{}, Err: disguised{amazon}}),
		"a similar one's":      call(similar{amazon}),
		"a similar one":        call(similar{errors.New("closed")}),
		"no response":          call(&awshttp.ResponseError{ResponseError: &smithyhttp.ResponseError{}, RequestID: "4442587FB7D0A2F9"}),
		"no code":              call(&smithyhttp.ResponseError{Response: response}),
		"a nil list":           call(errors.Join(nil, nil)),
	} {
		var known *awshttp.ResponseError
		var other *smithyhttp.ResponseError
		var api smithy.APIError
		want, wantID := (*smithyhttp.Response)(nil), ""
		switch {
		case errors.As(err, &known):
			want, wantID = known.Response, known.RequestID
		case errors.As(err, &other):
			want = other.Response
		}
		errors.As(err, &api)
		if got, id := Answer(err); got != want || id != wantID {
			t.Errorf("%s: %v, %q; want %v, %q", name, got, id, want, wantID)
		}
		if got := API(err); got != api {
			t.Errorf("%s: %v, want %v", name, got, api)
		}
	}
	err := call(&wrapped{amazon})
	if n := testing.AllocsPerRun(100, func() { Answer(err); API(err) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
