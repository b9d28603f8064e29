package trial

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// sendLimit bounds one request, of which the largest are parts of 5 MiB on their way to
// a store on the Internet.
const sendLimit = time.Minute

// Answer is what the server answered.
type Answer struct {
	Status  int    // 0 if nothing was sent
	Code    string // empty if the request was accepted
	Message string
	Failure string // why nothing was sent, or no answer came
	// Unsent is set if the SDK, or net/http, refused to send the request. A server that
	// is gone, or whose bucket couldn't be prepared, says nothing about it.
	Unsent bool
}

// Accepted reports whether the server did as it was asked. An answer that
// something has not been modified is as good as the thing.
func (a Answer) Accepted() bool { return a.Failure == "" && a.Code == "" && a.Status < 400 }

// denied reports whether access is denied. An answer to HEAD has the status alone.
func (a Answer) denied() bool {
	return a.Failure == "" && a.Status == http.StatusForbidden && (a.Code == "AccessDenied" || a.Code == "Forbidden")
}

// String returns the answer as the exceptions name it.
func (a Answer) String() string {
	switch {
	case a.Failure != "":
		return a.Failure
	case a.Accepted():
		return "accepted"
	}
	return fmt.Sprintf("%d %s", a.Status, a.Code)
}

// recorder is the HTTP client of one call, which remembers the status, and whether the
// request went out or may have.
type recorder struct {
	client aws.HTTPClient
	status int
	sent   bool
}

func (r *recorder) Do(req *http.Request) (*http.Response, error) {
	resp, err := r.client.Do(req)
	if err == nil {
		r.status = resp.StatusCode
	}
	r.sent = r.sent || !unwritable(err)
	return resp, err
}

// unwritable reports whether net/http found that the request can't be written, before
// it looked for a connection.
func unwritable(err error) bool {
	var failed *url.Error
	return errors.As(err, &failed) && strings.HasPrefix(failed.Err.Error(), "net/http: invalid ")
}

// send calls the operation as an application would, without any guard. The
// payload is what a presigned request is sent with if the case has no body.
func send(ctx context.Context, client *s3.Client, c compat.Case, payload string, endpoint func(*s3.Options)) Answer {
	if b, ok := c.Members[member.Body].(*bytes.Buffer); ok {
		// Examples share it, and it can be read only once.
		c = c.With(member.Body, bytes.NewBuffer(bytes.Clone(b.Bytes())))
	}
	in, err := sdk.NewInput(c)
	if err != nil {
		return Answer{Failure: err.Error()}
	}
	ctx, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	rec := &recorder{client: client.Options().HTTPClient}
	if form, _ := c.Signature.Get(compat.Presigned); form == "url" {
		return sendPresigned(ctx, client, rec, c, in, payload, endpoint)
	}
	out, err := call(ctx, reflect.ValueOf(client), c.Operation.String(), in, options(c, rec, endpoint))
	if err == nil {
		err = drain(out)
	}
	return answerOf(rec, err)
}

// options makes the call as the case's signature wants it.
func options(c compat.Case, rec *recorder, endpoint func(*s3.Options)) func(*s3.Options) {
	return func(o *s3.Options) {
		if endpoint != nil {
			endpoint(o)
		}
		o.HTTPClient = rec
		if scheme, _ := c.Signature.Get(compat.SignatureScheme); scheme == "anonymous" {
			o.Credentials = nil
		}
		if payload, _ := c.Signature.Get(compat.Payload); payload == "unsigned" {
			o.APIOptions = append(o.APIOptions, v4.SwapComputePayloadSHA256ForUnsignedPayloadMiddleware)
		}
		if payer, _ := c.Signature.Get(compat.PayerHeader); payer == "requester" {
			o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-Amz-Request-Payer", payer))
		}
		switch digest, _ := c.Signature.Get(compat.Digest); digest {
		case "some":
			o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenSupported
		case "none":
			o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
		}
	}
}

// call calls a method that an operation's name tells.
func call[T any](ctx context.Context, on reflect.Value, method string, in any, option func(*T)) (any, error) {
	f := on.MethodByName(method)
	if !f.IsValid() {
		return nil, fmt.Errorf("%s has no method %s", on.Type(), method)
	}
	out := f.Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(in), reflect.ValueOf(option)})
	err, _ := out[1].Interface().(error)
	return out[0].Interface(), err
}

// drain reads what an answer brings after its header section.
func drain(out any) error {
	switch out := out.(type) {
	case *s3.GetObjectOutput:
		_, err := io.Copy(io.Discard, out.Body)
		return errors.Join(err, out.Body.Close())
	case *s3.SelectObjectContentOutput:
		stream := out.GetStream()
		for range stream.Events() {
		}
		// Whatever the stream ends with, the request was accepted before.
		stream.Close()
	}
	return nil
}

func answerOf(rec *recorder, err error) Answer {
	a := Answer{Status: rec.status}
	var api smithy.APIError
	switch {
	case err == nil:
	case rec.status == 0 || errors.Is(err, context.DeadlineExceeded):
		a.Failure, a.Unsent = reasonOf(err), !rec.sent && !errors.Is(err, context.DeadlineExceeded)
	case rec.status == http.StatusNotModified:
	case errors.As(err, &api):
		a.Code, a.Message = api.ErrorCode(), api.ErrorMessage()
		if a.Code == strconv.Itoa(a.Status) {
			// An answer without a body, as to HEAD: the SDK makes up a code.
			a.Code = strings.ReplaceAll(http.StatusText(a.Status), " ", "")
		}
	default:
		// Answered, but not in a way that the SDK understands.
		a.Failure = err.Error()
	}
	return a
}

// presignable reports whether the SDK presigns the operation.
func presignable(op compat.Operation) bool {
	_, ok := reflect.TypeFor[*s3.PresignClient]().MethodByName("Presign" + op.String())
	return ok
}

// sendPresigned presigns the request and has it sent by someone who knows
// nothing but the URL and the headers that go with it.
func sendPresigned(ctx context.Context, client *s3.Client, rec *recorder, c compat.Case, in any, payload string, endpoint func(*s3.Options)) Answer {
	presigner := reflect.ValueOf(s3.NewPresignClient(client))
	out, err := call(ctx, presigner, "Presign"+c.Operation.String(), in, func(o *s3.PresignOptions) {
		o.Expires = c.Expires
		o.ClientOptions = append(o.ClientOptions, options(c, rec, endpoint))
	})
	if err != nil {
		return Answer{Failure: err.Error(), Unsent: true}
	}
	signed := out.(*v4.PresignedHTTPRequest)
	content := bodyOf(c)
	if payload != "" {
		content = strings.NewReader(payload)
	}
	req, err := http.NewRequestWithContext(ctx, signed.Method, signed.URL, content)
	if err != nil {
		return Answer{Failure: err.Error()}
	}
	for name, values := range signed.SignedHeader {
		if name != "Host" && name != "Content-Length" {
			req.Header[name] = values
		}
	}
	resp, err := rec.Do(req)
	if err != nil {
		return Answer{Failure: reasonOf(err), Unsent: !rec.sent}
	}
	defer resp.Body.Close()
	a := Answer{Status: resp.StatusCode}
	if resp.StatusCode >= 400 {
		var said struct{ Code, Message string }
		if err := xml.NewDecoder(resp.Body).Decode(&said); err != nil {
			said.Code = http.StatusText(resp.StatusCode)
		}
		a.Code, a.Message = said.Code, said.Message
	}
	return a
}

// bodyOf returns the request's body, read from its beginning.
func bodyOf(c compat.Case) io.Reader {
	in, _ := sdk.NewInput(c)
	switch in := in.(type) {
	case *s3.PutObjectInput:
		return in.Body
	case *s3.UploadPartInput:
		return in.Body
	}
	return nil
}
