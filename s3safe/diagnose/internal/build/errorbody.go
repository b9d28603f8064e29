package build

import (
	"encoding/xml"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// ErrorBody is S3's error document.
type ErrorBody struct {
	Code, Message, RequestID, HostID string
	// Details are the other elements that may be shown, not masked yet.
	Details map[string]string
}

// ParseErrorBody reads S3's error document as far as it is there: a body that
// was cut still has what came before.
func ParseErrorBody(s string) ErrorBody {
	var e ErrorBody
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = false
	field := map[string]*string{"Code": &e.Code, "Message": &e.Message, "RequestId": &e.RequestID, "HostId": &e.HostID}
	depth, inside := 0, 0 // inside is the depth of the Error element, which S3 Control wraps
	var text strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return e
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			if depth <= 2 && inside == 0 && t.Name.Local == "Error" {
				inside = depth
			}
			text.Reset()
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			name, value := t.Name.Local, text.String()
			text.Reset()
			if inside > 0 && (depth == inside+1 || depth == 2) {
				if to := field[name]; to != nil {
					if *to == "" {
						*to = value
					}
				} else if value = strings.TrimSpace(value); value != "" && redact.MayShowDetail(name) && e.Details[name] == "" {
					if e.Details == nil {
						e.Details = map[string]string{}
					}
					e.Details[name] = value
				}
			}
			depth--
		}
	}
}
