// Package document looks at the root element of an XML document, before anybody
// else reads it.
package document

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
)

// beginning is how much of a document is looked at. An XML declaration and the
// root's start tag need less.
const beginning = 4 << 10

// Root returns the name of the root element of a document, empty if it isn't
// within the first 4 KB or if they aren't XML, and a reader of the whole document.
func Root(body io.Reader) (string, io.Reader) {
	r := bufio.NewReaderSize(body, beginning)
	first, _ := r.Peek(beginning) // whatever is wrong, the reader of the rest finds it
	return RootOf(first), r
}

// RootOf is Root for what has been read already, the document or its beginning.
func RootOf(document []byte) string {
	start, _ := root(xml.NewDecoder(bytes.NewReader(document)))
	return start.Name.Local
}

func root(d *xml.Decoder) (xml.StartElement, error) {
	for {
		token, err := d.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			return t, nil
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return xml.StartElement{}, errors.New("text before the root")
			}
		}
	}
}

// Whole returns the name of the root element of a document, which must be
// complete and well formed, and the only one.
func Whole(document []byte) (string, error) {
	d := xml.NewDecoder(bytes.NewReader(document))
	start, err := root(d)
	if err != nil {
		return "", err
	}
	if err := d.Skip(); err != nil {
		return "", err
	}
	if _, err := root(d); !errors.Is(err, io.EOF) {
		return "", errors.New("something follows the root")
	}
	return start.Name.Local, nil
}
