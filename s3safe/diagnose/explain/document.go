package explain

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/internal/printable"
)

// S3Error is S3's error document: what it says of a request that failed. It
// holds no more than can be shown: S3 repeats access keys and signatures in some
// errors, and these are left out.
//
// It is a [smithy.APIError], so [Explain] takes it like an error of the SDK.
type S3Error struct {
	Status    int    // HTTP status; the document doesn't have it
	Code      string // such as InvalidRequest
	Message   string
	RequestID string
	HostID    string
	// Resource and Key name what the request was about.
	Resource, Key string
	// ArgumentName, HeaderName, MethodName, Condition and Region are what some
	// errors name as their cause; Header is that of NotImplemented.
	ArgumentName, HeaderName, Method, Condition, Region, Endpoint string
	// Details are the other elements that may be shown, by name: ArgumentValue,
	// ProposedSize, CanonicalRequest and others. The canonical request has its lines,
	// with what is secret masked; of SignatureProvided only the form is told.
	Details map[string]string
}

var _ smithy.APIError = (*S3Error)(nil)

// Error returns code and message.
func (e *S3Error) Error() string { return printable.Line(strings.TrimSpace(e.Code + ": " + e.Message)) }

// ErrorCode returns the code.
func (e *S3Error) ErrorCode() string { return e.Code }

// ErrorMessage returns the message.
func (e *S3Error) ErrorMessage() string { return e.Message }

// ErrorFault returns whose fault it is, by the status.
func (e *S3Error) ErrorFault() smithy.ErrorFault {
	switch {
	case e.Status >= 500 && e.Status != 501:
		return smithy.FaultServer
	case e.Status >= 400:
		return smithy.FaultClient
	}
	return smithy.FaultUnknown
}

// HTTPStatusCode returns the status, 0 if it isn't known.
func (e *S3Error) HTTPStatusCode() int { return e.Status }

const (
	maxErrorDocument = 1 << 20
	maxErrorElements = 1000
	maxErrorDepth    = 16
	// maxElement bounds the text of one element: a canonical request may be long.
	maxElement = 64 << 10
)

// ParseError reads an error document of S3. What follows the document is ignored;
// one that is cut, too large or of another kind is an error that says where.
func ParseError(document []byte) (*S3Error, error) {
	if len(document) > maxErrorDocument {
		return nil, fmt.Errorf("diagnose: an error document of %d bytes is too large", len(document))
	}
	dec := xml.NewDecoder(bytes.NewReader(document))
	fail := func(err error) error {
		line, column := dec.InputPos()
		return fmt.Errorf("diagnose: error document, line %d, column %d: %w", line, column, err)
	}
	e := &S3Error{}
	fields := e.fields()
	var path []string
	var text strings.Builder
	for elements := 0; ; {
		t, err := dec.Token()
		switch {
		case errors.Is(err, io.EOF) && len(path) == 0:
			return nil, fail(errors.New("there is no Error element"))
		case err != nil:
			return nil, fail((&redact.Redactor{}).Plain(err))
		}
		switch t := t.(type) {
		case xml.StartElement:
			// Some services wrap it: ErrorResponse, Error.
			if elements++; elements > maxErrorElements || len(path) >= maxErrorDepth {
				return nil, fail(errors.New("it has too many elements"))
			}
			if len(path) == 0 && t.Name.Local != "Error" && t.Name.Local != "ErrorResponse" {
				return nil, fail(errors.New("it doesn't begin with an Error element"))
			}
			path = append(path, t.Name.Local)
			text.Reset()
		case xml.CharData:
			if text.Len() < maxElement {
				text.Write(t)
			}
		case xml.EndElement:
			name := path[len(path)-1]
			path = path[:len(path)-1]
			inError := len(path) > 0 && (path[len(path)-1] == "Error" || path[len(path)-1] == "ErrorResponse")
			if to := fields[name]; to != nil && inError && *to == "" {
				*to = strings.TrimSpace(text.String())
			}
			if v := strings.TrimSpace(text.String()); v != "" && inError && fields[name] == nil && redact.MayShowDetail(name) && e.Details[name] == "" {
				if e.Details == nil {
					e.Details = map[string]string{}
				}
				e.Details[name] = v
			}
			text.Reset()
			if len(path) == 0 {
				if e.Code == "" {
					return nil, fail(errors.New("it has no Code"))
				}
				e.redact()
				return e, nil
			}
		}
	}
}

// fields are the elements that are read; all others may hold anything.
func (e *S3Error) fields() map[string]*string {
	return map[string]*string{
		"Code": &e.Code, "Message": &e.Message, "RequestId": &e.RequestID, "HostId": &e.HostID,
		"Resource": &e.Resource, "Key": &e.Key, "ArgumentName": &e.ArgumentName, "Header": &e.HeaderName,
		"Method": &e.Method, "Condition": &e.Condition, "Region": &e.Region, "Endpoint": &e.Endpoint,
	}
}

func (e *S3Error) redact() {
	var r redact.Redactor
	for _, s := range e.fields() {
		*s = r.Text(*s)
	}
	if name := e.ArgumentName; name != "" && e.Details["ArgumentValue"] != "" {
		e.Details["ArgumentValue"] = r.Argument(name, e.Details["ArgumentValue"])
	}
	value, had := e.Details["ArgumentValue"]
	r.Details(e.Details, nil)
	if had {
		e.Details["ArgumentValue"] = value
	}
}
