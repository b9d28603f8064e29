package optest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Print writes to standard output what the SDK sends for what a builder builds: the
// method and the URL, the headers that tell what is asked for, and the document. It
// writes the error if there is one. Nothing is sent anywhere, and customer keys
// (SSE-C) aren't shown. It is for examples:
//
//	optest.Print(getobject.General("reports", "q3.csv").Portion(opt.Range(0, 9)))
func Print[In any](b Builder[In]) { Fprint(os.Stdout, b) }

// Fprint is Print to a writer.
func Fprint[In any](w io.Writer, b Builder[In]) {
	in, err := b.Build()
	if err != nil {
		fmt.Fprintln(w, err)
		return
	}
	if err := Request(w, in); err != nil {
		fmt.Fprintln(w, err)
	}
}

// Request is Fprint for an input.
func Request(w io.Writer, in any) error {
	caught := &catcher{}
	client := s3.New(s3.Options{
		Region: "us-east-1", HTTPClient: caught, RetryMaxAttempts: 1,
		Credentials:                 aws.AnonymousCredentials{},
		RequestChecksumCalculation:  aws.RequestChecksumCalculationWhenRequired,
		DisableS3ExpressSessionAuth: aws.Bool(true),
	})
	name := strings.TrimSuffix(reflect.TypeOf(in).Elem().Name(), "Input")
	call := reflect.ValueOf(client).MethodByName(name)
	if !call.IsValid() {
		return fmt.Errorf("%T isn't the input of an operation", in)
	}
	out := call.Call([]reflect.Value{reflect.ValueOf(context.Background()), reflect.ValueOf(in)})
	if caught.request == nil {
		return out[1].Interface().(error)
	}
	r := caught.request
	// x-id only repeats the operation's name.
	if q := r.URL.Query(); q.Has("x-id") {
		q.Del("x-id")
		r.URL.RawQuery = q.Encode()
	}
	fmt.Fprintln(w, r.Method, r.URL)
	for _, header := range slices.Sorted(keys(r.Header)) {
		if tells(header) {
			fmt.Fprintf(w, "%s: %s\n", header, shown(header, r.Header[header]))
		}
	}
	if len(caught.body) > 0 {
		fmt.Fprintln(w, strings.ReplaceAll(string(caught.body), "\r\n", "\n"))
	}
	return nil
}

func keys(h http.Header) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range h {
			if !yield(k) {
				return
			}
		}
	}
}

// tells reports whether a header tells what a request asks for, rather than how it
// is sent.
func tells(header string) bool {
	switch header {
	case "Amz-Sdk-Invocation-Id", "Amz-Sdk-Request", "User-Agent", "Accept-Encoding", "Content-Length", "X-Amz-Content-Sha256", "X-Amz-Date":
		return false
	case "Expect", "X-Amz-User-Agent", "X-Amz-Decoded-Content-Length", "Transfer-Encoding":
		return false
	}
	return true
}

// shown is what is told of a header's values: of a secret, that there is one.
func shown(header string, values []string) string {
	if strings.HasSuffix(header, "-Customer-Key") {
		return "(a key)"
	}
	return strings.Join(values, ", ")
}

// catcher answers every request without sending it.
type catcher struct {
	request *http.Request
	body    []byte
}

// Do implements s3.HTTPClient.
func (c *catcher) Do(r *http.Request) (*http.Response, error) {
	c.request = r
	if r.Body != nil {
		c.body, _ = io.ReadAll(r.Body)
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}
