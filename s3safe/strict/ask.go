package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

var _ known.Asker = (*call)(nil)

// Client implements known.Asker: the client asks the server behind, at the endpoint
// that the request was sent to.
func (c *call) Client() func() state.API {
	// The question may be asked when the request is long over.
	h, host, region := c.h, endpointOf(c.http, c.message.Bucket, c.request.Endpoint), c.request.Endpoint.Region
	scheme := "http"
	if c.http.TLS != nil {
		scheme = "https"
	}
	if region == "" {
		region = "us-east-1"
	}
	return func() state.API {
		return s3.New(s3.Options{
			BaseEndpoint: aws.String(scheme + "://" + host), Region: region, UsePathStyle: true,
			Credentials: h.credentials, HTTPClient: behind{h.next},
			// A question that fails isn't worth a second one.
			Retryer: aws.NopRetryer{}, DisableS3ExpressSessionAuth: aws.Bool(true),
			DisableLogOutputChecksumValidationSkipped: true,
		})
	}
}

// endpointOf returns the host without the bucket that a virtual-hosted request has in
// front of it.
func endpointOf(r *http.Request, bucket string, f *compat.Facts) string {
	if style, _ := f.Get(compat.Addressing); style == "virtual-hosted" {
		if i := len(bucket) + 1; len(r.Host) > i && r.Host[len(bucket)] == '.' && strings.EqualFold(r.Host[:len(bucket)], bucket) {
			return r.Host[i:]
		}
	}
	return r.Host
}

// behind sends requests to a handler of the process.
type behind struct{ next http.Handler }

// mostAnswer bounds what is kept of an answer: no configuration is larger. A bucket
// policy may have 20 KB, a lifecycle configuration 1,000 rules.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html
const mostAnswer = 2 << 20

var errTooLong = errors.New("strict: the server's answer is too long")

// Do implements aws.HTTPClient.
func (b behind) Do(out *http.Request) (response *http.Response, err error) {
	in := out.Clone(out.Context())
	in.RequestURI = out.URL.RequestURI()
	if in.Host == "" {
		in.Host = out.URL.Host
	}
	in.URL.Scheme, in.URL.Host = "", ""
	in.RemoteAddr = "127.0.0.1:0"
	in.Proto, in.ProtoMajor, in.ProtoMinor = "HTTP/1.1", 1, 1
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := &kept{header: http.Header{}}
	defer func() {
		// A handler that gives up panics with http.ErrAbortHandler. The program must
		// not end for a question that it didn't ask.
		if r := recover(); r != nil {
			response, err = nil, fmt.Errorf("strict: the server behind gave up")
		}
	}()
	b.next.ServeHTTP(w, in)
	if w.tooLong {
		return nil, errTooLong
	}
	status := w.status
	if status == 0 {
		status = http.StatusOK
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), StatusCode: status, Header: w.header,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: out,
		ContentLength: int64(w.body.Len()), Body: io.NopCloser(&w.body),
	}, nil
}

// kept is an answer in memory.
type kept struct {
	header  http.Header
	status  int
	body    bytes.Buffer
	tooLong bool
}

func (w *kept) Header() http.Header { return w.header }

func (w *kept) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
}

func (w *kept) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	if w.body.Len()+len(p) > mostAnswer {
		w.tooLong = true
		return 0, errTooLong
	}
	return w.body.Write(p)
}
