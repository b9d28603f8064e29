package build

import (
	"encoding/xml"
	"strings"
)

// errorBody is S3's error document.
type ErrorBody struct {
	Code      string `xml:"Code"`
	Message   string `xml:"Message"`
	RequestID string `xml:"RequestId"`
	HostID    string `xml:"HostId"`
}

// parseErrorBody reads S3's error document as far as it is there: a body that
// was cut still has what came before.
func ParseErrorBody(s string) ErrorBody {
	var e ErrorBody
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = false
	field := map[string]*string{"Code": &e.Code, "Message": &e.Message, "RequestId": &e.RequestID, "HostId": &e.HostID}
	depth, inside := 0, 0 // inside is the depth of the Error element, which S3 Control wraps
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
			if to := field[t.Name.Local]; inside > 0 && (depth == inside+1 || depth == 2) && to != nil && *to == "" {
				if next, err := d.Token(); err == nil {
					switch x := next.(type) {
					case xml.CharData:
						*to = string(x)
					case xml.EndElement:
						depth--
					case xml.StartElement:
						depth++
					}
				}
			}
		case xml.EndElement:
			depth--
		}
	}
}
