package wire_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/wire"
)

// ExampleChunks judges a body while it is forwarded.
func ExampleChunks() {
	body := strings.NewReader("3\r\na,b\r\n1\r\n\n\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")
	chunks := &wire.Chunks{}
	_, err := io.Copy(io.Discard, io.TeeReader(body, chunks))
	fmt.Println(err)
	// Output: wire: the request violates the rule chunk-too-small: a chunk of less than 8,192 bytes isn't the last
}

// TestChunks cuts bodies into writes of every size: the content is the same.
func TestChunks(t *testing.T) {
	big := strings.Repeat("a", 8192)
	for _, x := range []struct{ name, body, content, code, trailer string }{
		{"unsigned, with a trailer", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "hello", "", "AAAAAA=="},
		{"signed", "2000;chunk-signature=ab\r\n" + big + "\r\n1;chunk-signature=cd\r\nb\r\n0;chunk-signature=ef\r\n\r\n", big + "b", "", ""},
		{"a trailer that is signed", "0\r\nx-amz-checksum-crc32:AAAAAA==\r\nx-amz-trailer-signature:00\r\n\r\n", "", "", "AAAAAA=="},
		{"empty", "0\r\n\r\n", "", "", ""},
		{"without the last line", "0\r\n", "", "", ""},
		{"two small chunks", "1\r\na\r\n1\r\nb\r\n0\r\n\r\n", "a", "chunk-too-small", ""},
		{"cut", "5\r\nhel", "hel", "chunk-last-missing", ""},
		{"no last chunk", "5\r\nhello\r\n", "hello", "chunk-last-missing", ""},
		{"no size", "x\r\nhello\r\n", "", "-", ""},
		{"a size with a sign", "+5\r\nhello\r\n", "", "-", ""},
		{"too large a size", "fffffffffffffffff\r\nhello\r\n", "", "-", ""},
		{"a wrong size", "4\r\nhello\r\n0\r\n\r\n", "hell", "-", ""},
		{"no trailer", "0\r\nhello\r\n\r\n", "", "-", ""},
		{"no line", strings.Repeat("0", 5000), "", "-", ""},
	} {
		for _, step := range []int{1, 2, 3, 7, 100, len(x.body)} {
			var content bytes.Buffer
			c := &wire.Chunks{Content: &content}
			for rest := []byte(x.body); len(rest) > 0; {
				n := min(step, len(rest))
				if _, err := c.Write(rest[:n]); err != nil {
					break
				}
				rest = rest[n:]
			}
			err := c.Close()
			var e *wire.Error
			code := ""
			if errors.As(err, &e) {
				if code = e.Rule; code == "" {
					code = "-"
				}
			}
			if code != x.code || content.String() != x.content || c.Size != int64(len(x.content)) || c.Trailer.Get("X-Amz-Checksum-Crc32") != x.trailer {
				t.Errorf("%s, %d bytes at once: %v, %d bytes, %v", x.name, step, err, content.Len(), c.Trailer)
			}
		}
	}
}

// FuzzChunks: bodies of any bytes, cut anywhere, are read alike.
func FuzzChunks(f *testing.F) {
	f.Add([]byte("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"), uint64(1))
	f.Add([]byte("0\r\n\r\n"), uint64(2))
	f.Fuzz(func(t *testing.T, body []byte, seed uint64) {
		rnd := rand.New(rand.NewPCG(seed, 0))
		var whole, parts bytes.Buffer
		a, b := &wire.Chunks{Content: &whole}, &wire.Chunks{Content: &parts}
		_, _ = a.Write(body)
		for rest := body; len(rest) > 0; {
			n := 1 + rnd.IntN(len(rest))
			if _, err := b.Write(rest[:n]); err != nil {
				break
			}
			rest = rest[n:]
		}
		if e1, e2 := a.Close(), b.Close(); fmt.Sprint(e1) != fmt.Sprint(e2) || whole.String() != parts.String() {
			t.Errorf("%v, %d bytes; in parts %v, %d bytes", e1, whole.Len(), e2, parts.Len())
		}
	})
}

// TestSDKTrailers: what the SDK sends with a checksum as trailer has the length of its
// content, no aws-chunked among its encodings, and is read back.
func TestSDKTrailers(t *testing.T) {
	content := strings.Repeat("0123456789", 20_000)
	in := &s3.PutObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("k"), Body: strings.NewReader(content), ContentEncoding: aws.String("gzip"),
	}
	w, err := send(operation.PutObject, in, func(o *s3.Options) {
		o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenSupported
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := w.received()
	if err != nil {
		t.Fatal(err)
	}
	m, err := wire.Decode(r)
	if err != nil {
		t.Fatal(err)
	}
	encoding, _ := m.Request.Text(member.ContentEncoding)
	length, _ := m.Request.Value(member.ContentLength).Int()
	payload, _ := m.Request.Signature.Get(compat.Payload)
	digest, _ := m.Request.Signature.Get(compat.Digest)
	if encoding != "gzip" || length != int64(len(content)) || payload != "unsigned-trailer" || digest != "some" {
		t.Errorf("%q, %d, %s, %s: %v", encoding, length, payload, digest, r.Header)
	}
	var got bytes.Buffer
	chunks := &wire.Chunks{Content: &got}
	if _, err := io.Copy(chunks, r.Body); err != nil || chunks.Close() != nil || got.String() != content || len(chunks.Trailer) != 1 {
		t.Errorf("%v, %d bytes, %v", err, got.Len(), chunks.Trailer)
	}
}

// TestChunkedDocument: a document may be aws-chunked.
func TestChunkedDocument(t *testing.T) {
	doc := "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"
	body := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(doc), doc)
	r, err := http.NewRequest("PUT", "http://localhost/bbb?tagging", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
	m, err := wire.Decode(r)
	if err != nil || m.Odd != "" || m.Request.Value(member.Tagging).Kind() != compat.KindDocument {
		t.Errorf("%+v, %v", m, err)
	}
	if again, _ := io.ReadAll(r.Body); string(again) != body {
		t.Errorf("the body is %q", again)
	}
}
