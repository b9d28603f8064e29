package forward

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// A body that is sent as aws-chunked has a signature with every chunk, which depends
// on that of the chunk before and, in the end, on the request's own:
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html

// key signs chunks.
type key struct {
	secret      []byte
	date, scope string
}

func newKey(secret, region string, at time.Time) key {
	day := at.Format("20060102")
	k := []byte("AWS4" + secret)
	for _, part := range [...]string{day, region, "s3", "aws4_request"} {
		k = mac(k, part)
	}
	return key{secret: k, date: at.Format("20060102T150405Z"), scope: day + "/" + region + "/s3/aws4_request"}
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	_, _ = io.WriteString(h, text) // a hash takes everything
	return h.Sum(nil)
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// chunk returns the signature of a chunk that follows on another.
func (k key) chunk(before string, data []byte) string {
	return hex.EncodeToString(mac(k.secret, strings.Join([]string{"AWS4-HMAC-SHA256-PAYLOAD", k.date, k.scope, before, sum(nil), sum(data)}, "\n")))
}

// trailer returns the signature of the trailer.
func (k key) trailer(before string, fields []byte) string {
	return hex.EncodeToString(mac(k.secret, strings.Join([]string{"AWS4-HMAC-SHA256-TRAILER", k.date, k.scope, before, sum(fields)}, "\n")))
}

// mostChunk bounds a chunk, which is in memory while its signature is made. Clients
// send chunks of 64 KB to 1 MB.
const mostChunk = 16 << 20

// mostTrailer bounds a trailer, which has a checksum and its signature.
const mostTrailer = 4 << 10

// chunks reads a body with signatures that are made anew. Its length stays.
type chunks struct {
	from   *bufio.Reader
	body   io.Closer
	key    key
	before string // the last signature
	// trailer is set as long as a trailer's signature is to come.
	trailer bool
	ready   bytes.Buffer
	data    []byte
	err     error
}

func newChunks(body io.ReadCloser, k key, seed string, trailer bool) io.ReadCloser {
	return &chunks{from: bufio.NewReaderSize(body, 64<<10), body: body, key: k, before: seed, trailer: trailer}
}

// Close implements io.Closer.
func (c *chunks) Close() error { return c.body.Close() }

// Read implements io.Reader.
func (c *chunks) Read(p []byte) (int, error) {
	for c.ready.Len() == 0 && c.err == nil {
		c.ready.Reset()
		c.err = c.next()
	}
	if c.ready.Len() > 0 {
		return c.ready.Read(p)
	}
	return 0, c.err
}

var errChunk = errors.New("the body isn't what aws-chunked with signatures is")

// next makes the next chunk ready.
func (c *chunks) next() error {
	raw, err := c.rawLine()
	if err != nil {
		return err
	}
	line := trimEnd(raw)
	size, signature, ok := strings.Cut(line, ";chunk-signature=")
	n, err := strconv.ParseUint(size, 16, 31)
	switch {
	case !ok || len(signature) != 2*sha256.Size || err != nil:
		return errChunk
	case n > mostChunk:
		return fmt.Errorf("a chunk of %d bytes can't be signed anew: at most %d are", n, mostChunk)
	}
	if uint64(cap(c.data)) < n {
		c.data = make([]byte, n)
	}
	data := c.data[:n]
	if _, err := io.ReadFull(c.from, data); err != nil {
		return unexpected(err)
	}
	c.before = c.key.chunk(c.before, data)
	c.ready.WriteString(size + ";chunk-signature=" + c.before + raw[len(line):])
	c.ready.Write(data)
	if n == 0 {
		return c.end()
	}
	if raw, err = c.rawLine(); err != nil || trimEnd(raw) != "" {
		return errChunk
	}
	c.ready.WriteString(raw)
	return nil
}

// end makes ready what follows on the last chunk: the trailer, with its signature, and
// an empty line. Some clients have an empty line before the signature, too.
func (c *chunks) end() error {
	const signed = "x-amz-trailer-signature:"
	var fields bytes.Buffer
	for {
		raw, err := c.rawLine()
		line := trimEnd(raw)
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF) && line == "":
			return io.EOF // without the empty line at the end
		case err != nil:
			return err
		case strings.HasPrefix(strings.ToLower(line), signed) && len(line) != len(signed)+2*sha256.Size:
			return errChunk // its length would change
		case strings.HasPrefix(strings.ToLower(line), signed):
			c.trailer = false
			c.before = c.key.trailer(c.before, fields.Bytes())
			c.ready.WriteString(line[:len(signed)] + c.before + raw[len(line):])
		case line == "":
			c.ready.WriteString(raw)
			if !c.trailer {
				return io.EOF
			}
		default:
			name, value, _ := strings.Cut(line, ":")
			fields.WriteString(strings.ToLower(name) + ":" + strings.TrimSpace(value) + "\n")
			c.ready.WriteString(raw)
		}
		if fields.Len() > mostTrailer || c.ready.Len() > 2*mostTrailer {
			return errChunk
		}
	}
}

// rawLine reads a line with its end.
func (c *chunks) rawLine() (string, error) {
	raw, err := c.from.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return "", errChunk
	}
	return string(raw), unexpected(err)
}

func trimEnd(line string) string { return strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r") }

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
