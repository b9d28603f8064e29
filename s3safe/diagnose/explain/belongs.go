package explain

import (
	"errors"

	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/internal/chain"
)

// belongs leaves a capture out that isn't of the request which failed: another
// operation or request id, or an answer where the error has none.
func (x *explainer) belongs(err error) {
	if err == nil {
		return
	}
	var api smithy.APIError
	if !errors.As(err, &api) {
		x.said, _ = readLine(err.Error())
	}
	service, called := chain.Operation(err)
	if service != "" && !isS3(service) {
		x.said.service = service
	}
	c := x.capture
	if c == nil {
		return
	}
	operation, id := x.said.operation, x.said.requestID
	if called != "" {
		operation = called
	}
	if told := chain.RequestID(err); told != "" {
		id = told
	}
	var document *S3Error
	if errors.As(err, &document) {
		id = document.RequestID
	}
	var stopped interface{ Unsent() []compat.Finding }
	unsent := errors.As(err, &stopped) || x.unsentForm(err, err.Error()) != nil && api == nil && !x.said.answered()
	unanswered := api == nil && document == nil && x.said.code == "" && id == "" && called != "" && unreadable(err, nil) == ""
	var status interface{ HTTPStatusCode() int }
	if errors.As(err, &status) && status.HTTPStatusCode() != 0 {
		unanswered = false
	}
	a := &c.Answer
	switch {
	case unsent,
		operation != "" && c.Operation != "" && operation != c.Operation,
		id != "" && a.RequestID != "" && id != a.RequestID,
		unanswered && a.Status != 0,
		api != nil && a.Status == 0 && a.Error != "":
		x.capture, x.foreign = nil, true
	}
}
