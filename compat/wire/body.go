package wire

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// checkLength refuses what a server of net/http answers itself, and what could be in a
// log: lengths that contradict each other, or a length beside chunks, by which one
// request could pass for two. What S3 answers isn't known.
func checkLength(r *http.Request, lengths []string) *Error {
	for _, s := range lengths {
		if s != lengths[0] {
			return notDecodable("two lengths that differ")
		}
		n, err := strconv.ParseUint(trim(s), 10, 63)
		if err != nil || s[0] == '+' {
			return notDecodable("Content-Length isn't a number")
		}
		if len(r.TransferEncoding) > 0 {
			return notDecodable("both Content-Length and Transfer-Encoding")
		}
		if r.ContentLength > 0 && uint64(r.ContentLength) != n {
			return notDecodable("two lengths that differ")
		}
	}
	return nil
}

// length returns the length of a request's body, -1 if it isn't known.
func length(r *http.Request) int64 {
	switch {
	case r.ContentLength > 0:
		return r.ContentLength
	case r.Body == http.NoBody, r.Body == nil && r.ContentLength == 0:
		return 0
	case r.ContentLength == 0 && r.RequestURI != "":
		return 0
	}
	return -1 // of a client, 0 means unknown too
}

var (
	contentLength   = headerNumber("Content-Length")
	contentEncoding = headerNumber("Content-Encoding")
)

// largeDocument is from how many bytes on S3 was seen to refuse a document without reading
// it. Other operations' documents may be larger.
const largeDocument = 1 << 20

// transferCoding says what S3 doesn't take of the transfer codings: "compressed" if they
// are known ones, "unknown coding" if one isn't. It is empty for chunked and identity, and
// for what wasn't seen to be refused. A server of net/http refuses the others itself, so
// they are in logs only.
func transferCoding(lists ...[]string) (found string) {
	for _, values := range lists {
		for _, value := range values {
			for coding := range strings.SplitSeq(value, ",") {
				coding = strings.ToLower(trim(coding))
				if coding == "" && trim(value) != "" {
					continue // an empty element of a list says nothing
				}
				switch coding {
				case "chunked", "identity", "x-gzip", "x-compress":
				case "gzip", "compress", "deflate":
					found = "compressed"
				default:
					return "unknown coding"
				}
			}
		}
	}
	return found
}

// readBody reads the members that are in the body.
func (d *Decoder) readBody(m *Message, o *operationInfo, r *http.Request, h *headers) *Error {
	n := length(r)
	chunked := h.chunked()
	switch coding := transferCoding(r.TransferEncoding, h.codings); {
	case coding != "":
		set(&m.wire, compat.Transfer, coding)
	case chunked:
		set(&m.wire, compat.Transfer, "aws-chunked")
	case n < 0 && r.ProtoMajor < 2 && (r.RequestURI == "" && r.Body != nil || len(r.TransferEncoding) > 0):
		set(&m.wire, compat.Transfer, "chunked")
	case n >= 0:
		set(&m.wire, compat.Transfer, "none")
	}
	if u := of(o.headers, contentLength); u != nil {
		if h.decodedLength.ok {
			m.set(u.member, valueOf(number64, []string{h.decodedLength.value}))
		} else if n >= 0 {
			m.set(u.member, compat.IntValue(n))
		}
	}
	switch {
	case n == 0:
		m.withoutDocument(r)
		return nil
	case r.Body == nil:
		m.withoutBody(o)
		return nil
	case o.payload != 0 && !o.textual:
		m.set(o.payload, compat.StreamValue(r.Body))
		return nil
	case o.payload == 0 && !o.document:
		return nil // S3 takes no notice of it
	case m.Operation == operation.PutBucketVersioning && n >= largeDocument:
		return violates("document-large", "large document", "the document has 1 MiB or more")
	case n > d.maxBody:
		return notDecodable("the document is larger than MaxBody")
	}
	body, err := d.read(r)
	switch {
	case err != nil:
		return err
	case n > int64(len(body)):
		m.withoutBody(o)
		return nil
	}
	if chunked {
		content, err := dechunk(body)
		switch {
		case err != nil && !h.streaming():
			return notDecodable("the body is said to be aws-chunked, and isn't") // by Content-Encoding alone
		case err != nil:
			return err
		}
		body = content
	} else {
		m.judgeBody(h, body)
	}
	switch {
	case len(body) == 0:
		return nil
	case o.textual:
		m.setText(o.payload, string(body))
		return nil
	}
	return m.readDocument(m.Operation, body)
}

// withoutDocument states that the body is empty, of the operations of which S3's answer
// is known. A request without Body, as one made of a log's line, may have had one.
func (m *Message) withoutDocument(r *http.Request) {
	if r.Body == nil && r.RequestURI == "" {
		return
	}
	switch m.Operation {
	case operation.DeleteObjects, operation.PutBucketNotificationConfiguration, operation.PutBucketVersioning:
		set(&m.wire, compat.RequestForm, "empty document")
	}
}

// withoutBody states what is known of the members in a body that isn't there, or not
// all of it, as in a log of requests: the request says that it has one.
func (m *Message) withoutBody(o *operationInfo) {
	for _, id := range o.inBody {
		m.set(id, compat.UnknownValue())
	}
	for _, id := range o.perhapsInBody {
		m.Request.Unsure.Add(id)
	}
}

// replay reads what was read of a body again, and then the rest.
type replay struct {
	io.Reader
	body io.ReadCloser
}

// Close implements io.Closer.
func (b *replay) Close() error { return b.body.Close() }

// read reads the body and replaces it by one that reads the same.
func (d *Decoder) read(r *http.Request) ([]byte, *Error) {
	var buffer bytes.Buffer
	n, err := buffer.ReadFrom(io.LimitReader(r.Body, d.maxBody+1))
	whole := bytes.NewReader(buffer.Bytes())
	switch {
	case err != nil:
		r.Body = &replay{io.MultiReader(whole, failing{err}), r.Body}
		return nil, &Error{Reason: "the body can't be read", err: err}
	case n > d.maxBody:
		r.Body = &replay{io.MultiReader(whole, r.Body), r.Body}
		return nil, notDecodable("the document is larger than MaxBody")
	}
	r.Body = &replay{whole, r.Body}
	return buffer.Bytes(), nil
}

// failing is a reader that fails as the body did.
type failing struct{ err error }

// Read implements io.Reader.
func (f failing) Read([]byte) (int, error) { return 0, f.err }

// judgeBody compares a document with the digests that the request has of it. Whether
// S3 looks at the SHA-256 of a request that isn't signed by a header isn't known.
func (m *Message) judgeBody(h *headers, body []byte) {
	sum := h.payloadHash.value
	if said, _ := m.wire.Get(compat.PayloadHash); said == "given" && isSHA256(sum) {
		if digest := sha256.Sum256(body); !strings.EqualFold(hex.EncodeToString(digest[:]), sum) {
			set(&m.wire, compat.PayloadHash, "differs")
		}
	}
	if !h.md5.ok {
		return
	}
	want, err := base64.StdEncoding.DecodeString(h.md5.value)
	switch digest := md5.Sum(body); {
	case err != nil || len(want) != len(digest):
		set(&m.wire, compat.BodyMD5, "malformed")
	case bytes.Equal(want, digest[:]):
		set(&m.wire, compat.BodyMD5, "right")
	default:
		set(&m.wire, compat.BodyMD5, "differs")
	}
}
