package replay

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// IncompleteCapture says what a capture lacks to be made into an input again.
type IncompleteCapture struct {
	// Operation is the name of the API operation, empty if not even that is
	// known.
	Operation string
	// Members are the members whose values are withheld or unreadable, Required
	// those that the operation needs and the capture doesn't have.
	Members, Required []string
	// Parts are the parts of the capture that its source couldn't give.
	Parts []string
}

// Error names everything that is missing.
func (e *IncompleteCapture) Error() string {
	var parts []string
	if e.Operation == "" {
		parts = append(parts, "the operation isn't known")
	}
	if len(e.Members) > 0 {
		parts = append(parts, "the values of "+strings.Join(e.Members, ", ")+" are withheld or unreadable")
	}
	if len(e.Required) > 0 {
		parts = append(parts, strings.Join(e.Required, ", ")+" is missing")
	}
	if len(e.Parts) > 0 {
		parts = append(parts, "its source didn't have "+strings.Join(e.Parts, ", "))
	}
	return "diagnose: the capture alone can't be replayed: " + printable.Line(strings.Join(parts, "; ")) + ": give the input"
}

// InputOf makes the SDK input that a capture was taken of. Values that the
// capture withholds make it impossible: the error is an *[IncompleteCapture].
func InputOf(c capture.Capture) (any, error) {
	lack := &IncompleteCapture{Operation: c.Operation}
	op, ok := operation.Parse(c.Operation)
	if !ok {
		lack.Operation = ""
		return nil, lack
	}
	if slices.Contains(c.Missing, "members") {
		lack.Parts = append(lack.Parts, "members")
	}
	object := map[string]json.RawMessage{}
	var given compat.MemberSet
	for _, m := range c.Members {
		id, known := member.Parse(m.Name)
		raw, ok := json.RawMessage(nil), false
		if members := sdk.Schema.Members(op); known && members.Has(id) {
			given.Add(id)
			raw, ok = readMember(op, id, m)
		}
		if !ok {
			lack.Members = append(lack.Members, m.Name)
			continue
		}
		object[m.Name] = raw
	}
	for _, id := range sdk.Schema.Required(op).IDs() {
		if !given.Has(id) {
			lack.Required = append(lack.Required, id.String())
		}
	}
	members := sdk.Schema.Members(op)
	if members.Has(member.Body) && !given.Has(member.Body) && c.Payload.Length > 0 {
		lack.Members = append(lack.Members, member.Body.String())
	}
	if len(lack.Members)+len(lack.Required)+len(lack.Parts) > 0 {
		return nil, lack
	}
	text, err := json.Marshal(object)
	if err != nil {
		return nil, fmt.Errorf("diagnose: %w", err)
	}
	in, err := sdk.DecodeInput(op, text)
	if err != nil {
		return nil, fmt.Errorf("diagnose: %w", err)
	}
	return in, nil
}

// readMember returns a member's value as sdk.DecodeInput reads it.
func readMember(op operation.ID, id compat.Member, m capture.Member) (json.RawMessage, bool) {
	if m.Masked || strings.Contains(m.Value, capture.Masked) || strings.Contains(m.Value, redact.MaskedChanged) || len(m.Value) > redact.MaxValue {
		return nil, false
	}
	var v any
	var err error
	switch sdk.Kind(op, id) {
	case compat.KindString:
		v = m.Value
	case compat.KindInt:
		v, err = strconv.ParseInt(m.Value, 10, 64)
	case compat.KindBool:
		v, err = strconv.ParseBool(m.Value)
	case compat.KindTime:
		// The SDK's captures have one form, the headers of other clients another.
		if v, err = time.Parse(time.RFC3339, m.Value); err != nil {
			v, err = http.ParseTime(m.Value)
		}
	default:
		return nil, false
	}
	if err != nil {
		return nil, false
	}
	raw, err := json.Marshal(v)
	return raw, err == nil
}
