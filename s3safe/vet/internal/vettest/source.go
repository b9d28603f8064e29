// Package vettest writes the catalogue's examples as Go source, and analyzes
// source that is in memory. It is for tests.
package vettest

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Imports is the beginning of a file with such functions.
const Imports = `package fixture

import (
	"bytes"
	"context"
	"io"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

var (
	_ = bytes.NewReader
	_ io.Reader
	_ = strings.NewReader
	_ = time.Date
	_ = types.ObjectCannedACLPrivate
	_ = aws.String
)

`

// Function writes a function that sends the request of a case. It reports what of
// the case source code can't say: facts about buckets and uploads, and how the
// SDK will sign.
func Function(name string, c compat.Case) (source string, unsaid []string, err error) {
	in, err := sdk.NewInput(c)
	if err != nil {
		return "", nil, err
	}
	w := new(writer)
	literal := w.value(reflect.ValueOf(in))
	unsaid = append(w.unsaid, facts(c)...)
	if v, ok := c.Endpoint.Get(compat.Accelerate); ok && v == "true" {
		if members := sdk.Schema.Members(c.Operation); !members.Has(member.Key) {
			unsaid = append(unsaid, "the SDK doesn't send it to the accelerate endpoint")
		}
	}
	var options []string
	option := func(format string, args ...any) { options = append(options, fmt.Sprintf(format, args...)) }
	if v, ok := c.Endpoint.Get(compat.Accelerate); ok {
		option("o.UseAccelerate = %s", v)
	}
	if v, ok := c.Endpoint.Get(compat.Addressing); ok && v == "path" {
		option("o.UsePathStyle = true")
	}
	if v, ok := c.Endpoint.Get(compat.FIPS); ok && v == "true" {
		option("o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled")
	}
	if v, ok := c.Endpoint.Get(compat.DualStack); ok && v == "true" {
		option("o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled")
	}
	if c.Endpoint.Region != "" {
		option("o.Region = %q", c.Endpoint.Region)
	}
	if v, ok := c.Endpoint.Get(compat.Scheme); ok {
		host := "s3.us-west-2.amazonaws.com"
		if p, ok := c.Endpoint.Get(compat.Provider); ok && p == "other" {
			host = "s3.example.com"
		}
		option("o.BaseEndpoint = aws.String(%q)", v+"://"+host)
	}
	if v, ok := c.Signature.Get(compat.SignatureScheme); ok && v == "anonymous" {
		option("o.Credentials = aws.AnonymousCredentials{}")
	}
	op := c.Operation.String()
	var b strings.Builder
	fmt.Fprintf(&b, "func %s(ctx context.Context, cfg aws.Config, body io.Reader) {\n", name)
	fmt.Fprintf(&b, "\tclient := s3.NewFromConfig(cfg, func(o *s3.Options) {\n")
	for _, o := range options {
		fmt.Fprintf(&b, "\t\t%s\n", o)
	}
	fmt.Fprintf(&b, "\t})\n")
	if v, ok := c.Signature.Get(compat.Presigned); ok && v == "url" {
		if presignable[op] {
			fmt.Fprintf(&b, "\tpresign := s3.NewPresignClient(client)\n")
			fmt.Fprintf(&b, "\t_, _ = presign.Presign%s(ctx, %s, s3.WithPresignExpires(%d))\n}\n\n", op, literal, c.Expires)
			return b.String(), unsaid, nil
		}
		unsaid = append(unsaid, NotPresigned)
	}
	fmt.Fprintf(&b, "\t_, _ = client.%s(ctx, %s)\n}\n\n", op, literal)
	return b.String(), unsaid, nil
}

// Complete returns the case with all members that the SDK requires.
func Complete(c compat.Case) compat.Case {
	required := sdk.Schema.Required(c.Operation)
	for _, m := range required.IDs() {
		if _, ok := c.Members[m]; ok {
			continue
		}
		x := sdk.Schema.Samples(c.Operation, m)[0]
		switch m {
		case member.Bucket:
			x = "amzn-s3-demo-bucket"
		case member.Key:
			x = "photos/a.jpg"
		}
		c = c.With(m, x)
	}
	return c
}

// NotPresigned is unsaid of a presigned request that the SDK doesn't presign: the
// function sends it.
const NotPresigned = "the SDK doesn't presign it"

// presignable are the operations that the SDK presigns.
var presignable = map[string]bool{
	"GetObject": true, "PutObject": true, "UploadPart": true, "DeleteObject": true, "DeleteBucket": true,
	"HeadObject": true, "HeadBucket": true,
}

// facts lists what a case says that isn't said by an input or by options of a
// client.
func facts(c compat.Case) (unsaid []string) {
	add := func(what string, f *compat.Facts, said ...compat.Feature) {
		for _, feature := range f.Known() {
			if !slices.Contains(said, feature) {
				unsaid = append(unsaid, what+"'s "+feature.String())
			}
		}
	}
	add("the bucket", &c.Bucket)
	add("the copy source's bucket", &c.CopyFrom)
	add("the upload", &c.Upload)
	add("the endpoint", &c.Endpoint, compat.Accelerate, compat.Addressing, compat.Scheme, compat.Provider, compat.FIPS, compat.DualStack)
	add("the signature", &c.Signature, compat.Presigned, compat.SignatureScheme)
	if c.Bucket.Region != "" {
		unsaid = append(unsaid, "the bucket's Region")
	}
	for _, f := range []*compat.Facts{&c.Bucket, &c.CopyFrom} {
		if f.Owner != "" {
			unsaid = append(unsaid, "a bucket's owner")
		}
	}
	if c.Upload.Parts != nil {
		unsaid = append(unsaid, "the upload's parts")
	}
	if c.Upload.KeyMD5 != "" {
		unsaid = append(unsaid, "the upload's key")
	}
	if v, ok := c.Signature.Get(compat.SignatureScheme); ok && v != "anonymous" {
		unsaid = append(unsaid, "the signature's scheme")
	}
	if v, ok := c.Endpoint.Get(compat.Addressing); ok && v != "path" {
		unsaid = append(unsaid, "that the endpoint is virtual-hosted")
	}
	if v, ok := c.Signature.Get(compat.Presigned); ok && v == "post" {
		unsaid = append(unsaid, "a form")
	}
	if _, ok := c.Members[member.Body]; ok && c.Signature != (compat.Facts{}) {
		if v, _ := c.Signature.Get(compat.Presigned); v == "url" {
			unsaid = append(unsaid, "the body that is sent to a presigned URL")
		}
	}
	return unsaid
}

// maxElements is how many elements of a list the analyzer follows.
const maxElements = 256

// writer writes values as source.
type writer struct{ unsaid []string }

func (w *writer) value(v reflect.Value) string {
	t := v.Type()
	switch {
	case t == reflect.TypeFor[time.Time]():
		x := v.Interface().(time.Time).UTC()
		return fmt.Sprintf("time.Date(%d, %d, %d, %d, %d, %d, %d, time.UTC)", x.Year(), x.Month(), x.Day(), x.Hour(), x.Minute(), x.Second(), x.Nanosecond())
	case t == reflect.TypeFor[[]byte]():
		return fmt.Sprintf("[]byte(%q)", v.Bytes())
	}
	switch t.Kind() {
	case reflect.Interface:
		return w.dynamic(v.Elem())
	case reflect.Pointer:
		if t.Elem().Kind() == reflect.Struct && t.Elem() != reflect.TypeFor[time.Time]() {
			return "&" + w.value(v.Elem())
		}
		return pointer[t.Elem().String()] + "(" + w.value(v.Elem()) + ")"
	case reflect.Struct:
		return w.structure(v)
	case reflect.Slice:
		if v.Len() > maxElements {
			w.unsaid = append(w.unsaid, "a list of more elements than are followed")
		}
		var parts []string
		for i := range v.Len() {
			parts = append(parts, w.value(v.Index(i)))
		}
		return t.String() + "{" + strings.Join(parts, ", ") + "}"
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		var parts []string
		for _, k := range keys {
			parts = append(parts, strconv.Quote(k.String())+": "+w.value(v.MapIndex(k)))
		}
		return t.String() + "{" + strings.Join(parts, ", ") + "}"
	case reflect.String:
		return strconv.Quote(v.String())
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	}
	return strconv.FormatInt(v.Int(), 10)
}

var pointer = map[string]string{
	"string": "aws.String", "int32": "aws.Int32", "int64": "aws.Int64", "bool": "aws.Bool", "time.Time": "aws.Time",
}

func (w *writer) structure(v reflect.Value) string {
	var parts []string
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() && !v.Field(i).IsZero() {
			parts = append(parts, f.Name+": "+w.value(v.Field(i)))
		}
	}
	return v.Type().String() + "{" + strings.Join(parts, ", ") + "}"
}

func (w *writer) dynamic(v reflect.Value) string {
	switch r := v.Interface().(type) {
	case *strings.Reader:
		if r.Size() > 1<<20 {
			w.unsaid = append(w.unsaid, "a body of more than 1 MiB")
			return "body"
		}
		return "strings.NewReader(" + strconv.Quote(read(r)) + ")"
	case *bytes.Reader:
		if r.Size() > 1<<20 {
			w.unsaid = append(w.unsaid, "a body of more than 1 MiB")
			return "body"
		}
		return "bytes.NewReader([]byte(" + strconv.Quote(read(r)) + "))"
	case *bytes.Buffer:
		return "bytes.NewBufferString(" + strconv.Quote(r.String()) + ")"
	case io.Reader:
		w.unsaid = append(w.unsaid, "what kind of reader the body is")
		return "body"
	}
	return w.value(v)
}

func read(r io.ReadSeeker) string {
	_, _ = r.Seek(0, io.SeekStart)
	b, _ := io.ReadAll(r)
	_, _ = r.Seek(0, io.SeekStart)
	return string(b)
}
