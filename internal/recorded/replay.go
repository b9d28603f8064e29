package main

import (
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Outcome is what became of a replayed request.
type Outcome string

// The outcomes.
const (
	Stopped     Outcome = "stopped"     // by the guard, with the recorded code
	OtherCode   Outcome = "other code"  // by the guard, with another code
	BySDK       Outcome = "by the SDK"  // the SDK itself refused
	Sent        Outcome = "sent"        // it reached the transport, or was presigned
	Inexpressed Outcome = "inexpressed" // a request that isn't decodable
)

// Result is the outcome of one case.
type Result struct {
	ID       string   `json:"id"`
	Place    string   `json:"place"`
	Op       string   `json:"op"`
	Needs    string   `json:"needs"`
	Rejected bool     `json:"rejected"`
	Status   int      `json:"status"`
	Code     string   `json:"code,omitempty"`
	Message  string   `json:"message,omitempty"`
	Outcome  Outcome  `json:"outcome"`
	Got      string   `json:"got,omitempty"`   // the guard's code
	Rules    []string `json:"rules,omitempty"` // the violated rules
	Ignored  []string `json:"reported,omitempty"`
	Upload   bool     `json:"upload,omitempty"` // the upload's creation was replayed too
	Wire     bool     `json:"wire,omitempty"`   // a request on the wire, not a call of the SDK
	Note     string   `json:"note,omitempty"`   // of the recording
	Reason   string   `json:"reason,omitempty"` // why not expressed, or the SDK's error
}

// counter is a transport that answers every request with an empty success, and
// the creation of an upload with the id.
type counter struct {
	requests atomic.Int64
	upload   string
}

// Do implements the SDK's HTTPClient.
func (c *counter) Do(r *http.Request) (*http.Response, error) {
	c.requests.Add(1)
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	if c.upload != "" && r.URL.Query().Has("uploads") {
		return created(r, c.upload), nil
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

// Replay sends a case's request through a guarded client.
func Replay(c *Case) Result {
	res := Result{Note: c.Note,
		ID: c.ID, Place: c.place, Op: c.Op, Needs: c.Needs, Rejected: c.Rejected(),
		Status: c.Status, Code: c.Code, Message: c.Message,
	}
	if c.Wire != nil {
		return replayWire(c, res)
	}
	input, err := decode(c)
	if err != nil {
		// Only raw requests and forms may be left out, so this counts as sent.
		res.Outcome, res.Reason = Sent, err.Error()
		return res
	}
	if names := emptied(c); len(names) > 0 {
		return replayEmptied(c, res, input, names)
	}
	var told []compat.Finding
	transport := &counter{upload: c.text("UploadId")}
	learned, err := state.New(state.Probe())
	if err != nil {
		res.Outcome, res.Reason = Sent, err.Error()
		return res
	}
	client := s3safe.New(s3.New(options(c, transport)),
		s3safe.WithState(declare(c)), s3safe.WithState(learned),
		s3safe.OnFinding(func(_ context.Context, e s3safe.Event) { told = append(told, e.Findings...) }))
	if first := creation(c); first != nil {
		res.Upload = true
		if err := create(client, first); err != nil {
			res.Outcome, res.Reason = Sent, err.Error()
			return res
		}
		transport.requests.Store(0)
	}
	err = send(client, c, input)

	var stopped *s3safe.IncompatibleError
	switch {
	case errors.As(err, &stopped):
		res.Got = stopped.ErrorCode()
		for _, f := range stopped.Findings {
			res.Rules = append(res.Rules, f.Rule.ID)
		}
		if res.Outcome = OtherCode; sameAnswer(c, stopped) {
			res.Outcome = Stopped
		}
		if transport.requests.Load() > 0 {
			res.Outcome, res.Reason = Sent, "a request was sent although the call was stopped"
		}
	case transport.requests.Load() > 0, err == nil:
		res.Outcome = Sent
	default:
		res.Outcome, res.Reason = BySDK, err.Error()
	}
	for _, f := range told {
		if f.Rule.Effect == compat.Ignored || f.Rule.Doubt != "" {
			res.Ignored = append(res.Ignored, f.Rule.ID)
		}
	}
	return res
}

// sameAnswer reports whether the guard's answer is the recorded one. The answer
// to a HEAD carries no code, so its status decides.
func sameAnswer(c *Case, e *s3safe.IncompatibleError) bool {
	if c.Code == "" {
		return e.HTTPStatusCode() == c.Status
	}
	return e.ErrorCode() == c.Code
}

func decode(c *Case) (any, error) {
	op, ok := operation.Parse(c.Op)
	if !ok {
		return nil, fmt.Errorf("unknown operation %q", c.Op)
	}
	raw, err := json.Marshal(c.Input)
	if err != nil {
		return nil, err
	}
	input, err := sdk.DecodeInput(op, raw)
	if err != nil {
		return nil, err
	}
	if c.SSEKeyRaw {
		encodeKey(input, "")
		encodeKey(input, "CopySource")
	}
	return input, nil
}

// encodeKey turns a raw customer key into what the SDK expects: its base64, and
// its MD5 unless one is given.
func encodeKey(input any, prefix string) {
	v := reflect.ValueOf(input).Elem()
	key := v.FieldByName(prefix + "SSECustomerKey")
	if !key.IsValid() || key.IsNil() {
		return
	}
	raw := key.Elem().String()
	key.Set(reflect.ValueOf(aws.String(base64.StdEncoding.EncodeToString([]byte(raw)))))
	if sum := v.FieldByName(prefix + "SSECustomerKeyMD5"); sum.IsValid() && sum.IsNil() {
		digest := md5.Sum([]byte(raw))
		sum.Set(reflect.ValueOf(aws.String(base64.StdEncoding.EncodeToString(digest[:]))))
	}
}

// options are the client's: as the case was sent, with a transport that counts.
func options(c *Case, transport *counter) s3.Options {
	e := c.Endpoint
	o := s3.Options{
		Region: "us-east-1",
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret"}, nil
		}),
		HTTPClient:       transport,
		RetryMaxAttempts: 1,
		UseAccelerate:    e.Accelerate,
		// As the recording client's.
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
	}
	if e.Region != "" {
		o.Region = e.Region
	}
	if region, ok := c.Bucket["region"].(string); ok && e.FollowRegionRedirect {
		// The recording client followed the redirect: this is what was answered.
		o.Region = region
	}
	if e.PathStyle != nil {
		o.UsePathStyle = *e.PathStyle
	}
	if e.Anonymous {
		o.Credentials = aws.AnonymousCredentials{}
	}
	o.EndpointOptions.DisableHTTPS = e.HTTP
	if e.DualStack {
		o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
	}
	if e.FIPS {
		o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled
	}
	return o
}

// declared is what a case says of its bucket and its upload.
type declared struct {
	state.Buckets
	upload *compat.Facts
}

// Upload implements state.Source.
func (d declared) Upload(context.Context, string, string, string) *compat.Facts { return d.upload }

// declare states the features of the buckets that the input names.
func declare(c *Case) state.Source {
	d := declared{state.Buckets{c.text("Bucket"): bucketFacts(c)}, uploadFacts(c)}
	if from := compat.ParseCopySource(c.text("CopySource")).Bucket; c.SourceBucket != nil && d.Buckets[from] == nil {
		d.Buckets[from] = bucketFacts(&Case{Op: c.Op, Bucket: c.SourceBucket})
	}
	if creation(c) != nil && d.upload != nil {
		d.upload = &compat.Facts{Parts: d.upload.Parts} // the rest is learned
	}
	return d
}

// send calls the client's method for the operation, or presigns if the case was
// presigned and the SDK can.
func send(client *s3safe.Client, c *Case, input any) error {
	var on any = client
	method, ok := reflect.TypeOf(on).MethodByName(c.Op)
	if c.Endpoint.Presigned {
		presigner := client.Presign()
		if m, can := reflect.TypeOf(presigner).MethodByName("Presign" + c.Op); can {
			on, method = presigner, m
		}
	}
	if !ok {
		return fmt.Errorf("the SDK has no operation %s", c.Op)
	}
	args := []reflect.Value{reflect.ValueOf(on), reflect.ValueOf(context.Background()), reflect.ValueOf(input)}
	if seconds, ok := c.Endpoint.Expires.(float64); ok && on != any(client) {
		args = append(args, reflect.ValueOf(s3.WithPresignExpires(time.Duration(seconds)*time.Second)))
	}
	out := method.Func.Call(args)
	err, _ := out[len(out)-1].Interface().(error)
	if err != nil && strings.Contains(err.Error(), "deserializ") {
		return nil // the stub's empty answer, so the request was sent
	}
	return err
}
