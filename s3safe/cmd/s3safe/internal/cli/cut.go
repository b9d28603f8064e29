package cli

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
)

// xmlStart is how documents of S3 begin. A line of a log may begin with other things
// in angle brackets, and HTML needn't close its elements.
var xmlStart = regexp.MustCompile(`^<(?:\?|[A-Z]|$)`)

// formatOf returns the format that a text begins as, empty for other text.
func formatOf(text string) string {
	switch {
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		return "JSON"
	case xmlStart.MatchString(text):
		return "XML"
	}
	return ""
}

// whole reports whether a text is nothing but documents of JSON, or one of XML.
func whole(text string) bool { return errors.Is(end(text), io.EOF) }

// brokenOff reports whether a text begins as JSON or XML and ends before that does.
// What isn't well formed in another way may be a line of a log.
func brokenOff(text string) bool { return errors.Is(end(text), io.ErrUnexpectedEOF) }

// end returns what ends the documents that a text consists of: io.EOF if nothing else is
// in it, io.ErrUnexpectedEOF if it is broken off, nil if it doesn't begin as a document,
// else what is wrong with it.
func end(text string) error {
	switch formatOf(text) {
	case "JSON":
		d := json.NewDecoder(strings.NewReader(text))
		for {
			var value json.RawMessage
			if err := d.Decode(&value); err != nil {
				return err
			}
		}
	case "XML":
		return endOfXML(text)
	}
	return nil
}

func endOfXML(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	ended := false // the root element
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			var syntax *xml.SyntaxError
			if !ended && (errors.Is(err, io.EOF) || errors.As(err, &syntax) && syntax.Msg == "unexpected EOF") {
				return io.ErrUnexpectedEOF
			}
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
			ended = ended || depth == 0
		}
	}
}
