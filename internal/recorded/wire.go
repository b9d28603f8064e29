package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/compat/wire"
)

// A case that was recorded as a request on the wire is no call of the SDK: it is
// decoded and judged as what it was.

// replayWire decodes and judges the request of a case.
func replayWire(c *Case, res Result) Result {
	r, err := c.Wire.request()
	if err != nil {
		res.Outcome, res.Reason = Sent, err.Error()
		return res
	}
	return judgeWire(c, res, r)
}

// emptied returns the query parameters of members that the case has as an empty
// text and that are enumerations in Go: for the SDK they aren't set.
func emptied(c *Case) []string {
	op, _ := operation.Parse(c.Op)
	var names []string
	for name, raw := range c.Input {
		m, _ := member.Parse(name)
		b, ok := sdk.BindingOf(op, m)
		if ok && string(raw) == `""` && sdk.Enum(op, m) != nil && b.Location == sdk.Query {
			names = append(names, b.Name)
		}
	}
	slices.Sort(names)
	return names
}

// keeper is a transport that keeps the request.
type keeper struct{ request *http.Request }

// Do implements the SDK's HTTPClient.
func (k *keeper) Do(r *http.Request) (*http.Response, error) {
	k.request = r
	return nil, errors.New("not sent")
}

// replayEmptied makes the request that a client would send that has the parameters,
// and judges it.
func replayEmptied(c *Case, res Result, input any, names []string) Result {
	var k keeper
	o := options(c, nil)
	o.HTTPClient = &k
	if m := reflect.ValueOf(s3.New(o)).MethodByName(c.Op); m.IsValid() {
		m.Call([]reflect.Value{reflect.ValueOf(context.Background()), reflect.ValueOf(input)})
	}
	if k.request == nil {
		res.Outcome, res.Reason = Sent, "the SDK made no request"
		return res
	}
	for _, name := range names {
		k.request.URL.RawQuery += "&" + name + "="
	}
	return judgeWire(c, res, k.request)
}

// judgeWire decodes and judges a request.
func judgeWire(c *Case, res Result, r *http.Request) Result {
	res.Wire = true
	message, err := wire.Decode(r, wire.Clock(sentAt(c)))
	var refused *wire.Error
	switch {
	case errors.Is(err, wire.ErrNotDecodable):
		res.Outcome, res.Reason = Inexpressed, err.Error()
		return res
	case errors.As(err, &refused):
		f := compat.NewFinding(aws.WireCatalog().Rule(refused.Rule), &refused.Message.Request)
		res.Rules = append(res.Rules, f.Rule.ID)
		return res.judged(c, f.Answer())
	}
	if c.Op != "" && message.Operation.String() != c.Op {
		res.Outcome, res.Reason = Sent, "decoded as "+message.Operation.String()
		return res
	}
	request := &message.Request
	request.Bucket, request.Upload = bucketFacts(c), uploadFacts(c)
	if scheme, _ := request.Signature.Get(compat.SignatureScheme); scheme == "anonymous" && !c.Endpoint.Anonymous && len(c.Wire.Form) == 0 {
		request.Signature.Forget(compat.SignatureScheme) // it wasn't recorded
	}
	var enforced []compat.Finding
	for _, f := range aws.WireCatalog().Check(request, nil) {
		if f.Rule.Effect == compat.Ignored || f.Rule.Doubt != "" {
			res.Ignored = append(res.Ignored, f.Rule.ID)
			continue
		}
		enforced = append(enforced, f)
		res.Rules = append(res.Rules, f.Rule.ID)
	}
	if len(enforced) == 0 {
		res.Outcome = Sent
		return res
	}
	return res.judged(c, enforced[0].Answer())
}

// judged is the result of a case that would be answered so.
func (res Result) judged(c *Case, answer compat.Answer) Result {
	res.Got = answer.Code
	res.Outcome = OtherCode
	if answer.Code == c.Code || c.Code == "" && answer.Status == c.Status {
		res.Outcome = Stopped
	}
	return res
}

// sentAt is the time at which a case was sent, none if it isn't recorded.
func sentAt(c *Case) func() time.Time {
	t, err := time.Parse(time.RFC3339, c.Endpoint.SentAt)
	if err != nil {
		t = time.Time{}
	}
	return func() time.Time { return t }
}

// request makes the request as it was sent.
func (w *Wire) request() (*http.Request, error) {
	body, contentType := []byte(w.Body), ""
	if len(w.Form) > 0 {
		var err error
		if body, contentType, err = w.form(); err != nil {
			return nil, err
		}
	}
	r, err := http.NewRequest(w.Method, w.URL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	for name, value := range w.Headers {
		if !strings.EqualFold(name, "Content-Length") {
			r.Header.Set(name, value)
		}
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r, nil
}

// form makes the body of a form, with the file as its last field.
func (w *Wire) form() (body []byte, contentType string, err error) {
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	if _, params, err := mime.ParseMediaType(w.Headers["Content-Type"]); err == nil && params["boundary"] != "" {
		if err := form.SetBoundary(params["boundary"]); err != nil {
			return nil, "", err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(w.Form)) {
		if err := form.WriteField(name, fmt.Sprint(w.Form[name])); err != nil {
			return nil, "", err
		}
	}
	disposition := `form-data; name="file"`
	if w.File.Filename != "" {
		disposition += `; filename="` + w.File.Filename + `"`
	}
	part, err := form.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}})
	if err != nil {
		return nil, "", err
	}
	if _, err := part.Write([]byte(w.File.Content)); err != nil {
		return nil, "", err
	}
	err = form.Close()
	return b.Bytes(), form.FormDataContentType(), err
}
