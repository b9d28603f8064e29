package wire

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/s3safe/s3safe-go/compat/operation"
)

// namespace is that of S3's documents. They may do without.
const namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

const namespaceInstance = "http://www.w3.org/2001/XMLSchema-instance"

// maxDepth bounds how deep elements may be nested; S3's documents have at most
// eight levels.
const maxDepth = 32

// rootDepth is the depth of the root element.
const rootDepth = 1

// strictness says how S3 was seen to read the documents of an operation.
type strictness uint8

const (
	// strictRoot: a child of the root element that S3 doesn't know is refused.
	strictRoot strictness = 1 << iota
	// strict: so is one of any element, and one of those that are there once, twice.
	// Elements inside of a text are none: those S3 leaves out.
	strict
	// anyRoot: the root element may have any name.
	anyRoot
)

// strictnessOf is what recordings show of each operation. Of the others it isn't known:
// what has an element that S3 may or may not know is left to it.
//
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/s3/logging_raw_replay.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/s3/access_raw_replay.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/s3/cors_raw_replay.json
// https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/s3/requester_management_raw_replay.json
// https://github.com/brekkylab/backlot/blob/main/backlot/routers/s3.py
// https://github.com/dyus/meeseeks-s3/tree/73f66ecf1ec0cc07ad22425d5c170d9a373a4a19/tests/put_bucket_versioning/golden
func strictnessOf(op operation.ID) strictness {
	switch op {
	case operation.PutBucketLogging:
		return strictRoot
	case operation.PutBucketCors, operation.PutBucketEncryption, operation.PutPublicAccessBlock, operation.PutBucketAcl,
		operation.DeleteObjects, operation.PutBucketVersioning:
		return strict
	case operation.PutBucketOwnershipControls:
		return strict | anyRoot
	case operation.PutBucketRequestPayment:
		return anyRoot
	}
	return 0
}

// maxElements bounds how many elements a document may have, and with them the memory
// that it takes: an element of a few bytes can stand for a structure of hundreds. The
// largest that S3 accepts, a multipart upload of 10,000 parts each with every
// checksum, has 130,000.
const maxElements = 150_000

// maxTag bounds a tag, and so the attributes of an element.
const maxTag = 64 << 10

// longTag reports whether a document has a tag beyond the bound.
func longTag(body []byte) bool {
	for {
		i := bytes.IndexByte(body, '<')
		if i < 0 {
			return false
		}
		body = body[i:]
		end := bytes.IndexByte(body[:min(len(body), maxTag)], '>')
		if end < 0 {
			return len(body) >= maxTag
		}
		body = body[end:]
	}
}

// document reads an XML document.
type document struct {
	tokens *xml.Decoder
	start  xml.StartElement // the current element
	depth  int
	count  int    // elements so far
	buffer []byte // of a text in several pieces
	err    error

	// odd says that the document has something that this package doesn't know, and
	// where: then it isn't known what S3 makes of it.
	odd string
	// strictness is that of the operation.
	strictness strictness
	// stray says of which element, with another strictness, the document would be refused:
	// of a child of the root that isn't known, or of any unknown or repeated one.
	stray strictness
	// wrong is set if a value can't be one of its type, and says where.
	wrong string
}

// once tells which elements of a structure were there.
type once uint64

var errDeep = errors.New("elements nested too deeply")
var errMany = errors.New("too many elements")
var errDirective = errors.New("a document type declaration")

func newDocument(body []byte) *document {
	return &document{tokens: xml.NewDecoder(bytes.NewReader(body))}
}

// root goes to the root element, which has to have the name.
func (d *document) root(name string) bool {
	for d.err == nil {
		switch t := d.token().(type) {
		case xml.StartElement:
			d.start = t
			if t.Name.Local != name && d.strictness&anyRoot == 0 {
				d.strange("a root element of another name")
				d.skip()
				return false
			}
			return true
		case xml.CharData:
			d.blank(t)
		}
	}
	if errors.Is(d.err, io.EOF) {
		d.err = &xml.SyntaxError{Msg: "no root element"}
	}
	return false
}

// end makes sure that nothing follows the root element.
func (d *document) end() {
	for d.err == nil {
		switch t := d.token().(type) {
		case xml.StartElement:
			d.err = &xml.SyntaxError{Msg: "a second root element"}
		case xml.CharData:
			if !isBlank(t) {
				d.err = &xml.SyntaxError{Msg: "text after the root element"}
			}
		}
	}
	if errors.Is(d.err, io.EOF) {
		d.err = nil
	}
}

func (d *document) token() xml.Token {
	if d.err != nil {
		return nil
	}
	t, err := d.tokens.Token()
	if err != nil {
		d.err = err
		return nil
	}
	switch t := t.(type) {
	case xml.StartElement:
		if d.depth++; d.depth > maxDepth {
			d.err = errDeep
			return nil
		}
		if d.count++; d.count > maxElements {
			d.err = errMany
			return nil
		}
		if t.Name.Space != "" && t.Name.Space != namespace {
			d.strange("a namespace")
		}
	case xml.EndElement:
		d.depth--
	case xml.Directive:
		d.err = errDirective
		return nil
	}
	return t
}

// next goes to the next child of the current element. After the last, it has left
// the current element and reports false.
func (d *document) next() bool {
	for d.err == nil {
		switch t := d.token().(type) {
		case xml.StartElement:
			d.start = t
			return true
		case xml.EndElement:
			return false
		case xml.CharData:
			d.blank(t)
		}
	}
	return false
}

func (d *document) name() string { return d.start.Name.Local }

// blank makes sure that there is nothing but space between elements.
func (d *document) blank(text []byte) {
	if !isBlank(text) {
		d.strange("text between elements")
	}
}

func isBlank(text []byte) bool { return len(bytes.Trim(text, " \t\r\n\ufeff")) == 0 }

func (d *document) strange(what string) {
	if d.odd == "" {
		d.odd = what
	}
}

// unknown leaves out the current element, which isn't one of its parent's.
func (d *document) unknown() {
	d.strange("an element that isn't known")
	d.stray |= strict
	if d.depth == rootDepth+1 {
		d.stray |= strictRoot
	}
	d.skip()
}

func (d *document) skip() {
	for depth := d.depth; d.err == nil && d.depth >= depth; {
		d.token()
	}
}

// once notes that an element, which is to be there once, is there.
func (d *document) once(seen *once, n int) {
	if *seen>>n&1 != 0 {
		d.strange("an element twice")
		d.stray |= strict
	}
	*seen |= 1 << n
}

// attribute returns an attribute of the current element: "xsi:type".
func (d *document) attribute(name string) (string, bool) {
	prefix, local, _ := strings.Cut(name, ":")
	for _, a := range d.start.Attr {
		if a.Name.Local == local && (a.Name.Space == prefix || prefix == "xsi" && a.Name.Space == namespaceInstance) {
			return a.Value, true
		}
	}
	return "", false
}

// text returns the text of the current element.
func (d *document) text() string {
	d.buffer = d.buffer[:0]
	for d.err == nil {
		switch t := d.token().(type) {
		case xml.CharData:
			d.buffer = append(d.buffer, t...)
		case xml.StartElement:
			d.strange("an element in a text")
			d.skip()
		case xml.EndElement:
			return string(d.buffer)
		}
	}
	return ""
}

func (d *document) textPointer() *string {
	s := d.text()
	return &s
}

func (d *document) number(bits int) (int64, bool) {
	name := d.name()
	s := strings.TrimSpace(d.text())
	n, err := strconv.ParseInt(s, 10, bits)
	switch {
	case err == nil:
		return n, true
	case errors.Is(err, strconv.ErrRange) || s == "":
		d.strange("a number beyond what is known of " + name)
	case d.wrong == "":
		d.wrong = name + " isn't a number"
	}
	return 0, false
}

func (d *document) int32() *int32 {
	n, ok := d.number(32)
	if !ok {
		return nil
	}
	v := int32(n)
	return &v
}

func (d *document) int64() *int64 {
	n, ok := d.number(64)
	if !ok {
		return nil
	}
	return &n
}

func (d *document) bool() *bool {
	switch strings.TrimSpace(d.text()) {
	case "true":
		v := true
		return &v
	case "false":
		return new(bool)
	}
	d.strange("a truth value that is neither true nor false")
	return nil
}

func (d *document) dateTime() *time.Time {
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(d.text()))
	if err != nil {
		d.strange("a date that isn't one of RFC 3339")
		return nil
	}
	return &t
}

func (d *document) httpDate() *time.Time {
	t, ok := parseHTTPDate(strings.TrimSpace(d.text()))
	if !ok {
		d.strange("a date that isn't one of HTTP")
		return nil
	}
	return &t
}

// readDocument reads the members that are in a body. What the body has beyond
// what is known makes their values unknown.
func (m *Message) readDocument(op operation.ID, body []byte) *Error {
	if longTag(body) {
		return notDecodable("the XML document has a tag of more than 64 KB")
	}
	d := newDocument(body)
	d.strictness = strictnessOf(op)
	texts, others := m.values.mark()
	d.body(op, m.set)
	d.end()
	if d.err != nil {
		return d.failure(body)
	}
	if d.wrong != "" {
		return malformedXML(d.wrong)
	}
	if d.stray&d.strictness != 0 {
		if op == operation.PutBucketAcl {
			return malformedACL("the document has an element that S3 doesn't know, or one twice")
		}
		return malformedXML("the document has an element that S3 doesn't know, or one twice")
	}
	if d.odd != "" {
		m.Odd = d.odd
		m.values.forget(texts, others)
	}
	return nil
}

// controls reports whether a body certainly has characters, written as themselves, that
// XML 1.0 can't hold: it is in UTF-8 and isn't of another version.
//
// https://github.com/boto/boto3/issues/2005
func controls(body []byte) bool {
	if declaration, _, ok := bytes.Cut(body, []byte("?>")); ok && bytes.HasPrefix(declaration, []byte("<?xml")) &&
		(bytes.Contains(declaration, []byte("1.1")) || bytes.Contains(declaration, []byte("encoding")) && !bytes.Contains(bytes.ToLower(declaration), []byte("utf-8"))) {
		return false
	}
	return utf8.Valid(body) && bytes.ContainsFunc(body, func(r rune) bool { return 0 < r && r < ' ' && r != '\t' && r != '\n' && r != '\r' })
}

// failure tells whether the document is certainly not well-formed.
func (d *document) failure(body []byte) *Error {
	var syntax *xml.SyntaxError
	switch {
	case errors.As(d.err, &syntax) && controls(body):
		return malformedXML("the body has characters that XML can't hold")
	case errors.Is(d.err, io.EOF):
		return malformedXML("the body has no root element")
	case errors.Is(d.err, errDeep), errors.Is(d.err, errMany), errors.Is(d.err, errDirective):
		return notDecodable("the XML document has " + d.err.Error())
	case !errors.As(d.err, &syntax),
		// Other encodings, and characters that XML 1.1 has beyond 1.0.
		!utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0,
		strings.Contains(syntax.Msg, "character"):
		return notDecodable("the XML document can't be read")
	}
	return malformedXML("the body isn't well-formed XML")
}
