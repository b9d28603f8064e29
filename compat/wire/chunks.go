package wire

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// minChunk is how large every chunk but the last is at least.
const minChunk = 8192

// maxChunkLine bounds the line before a chunk, and a trailer.
const maxChunkLine = 4 << 10

// Chunks reads an aws-chunked body that passes by: it is an io.Writer for the bytes
// of the body, so that a body can be forwarded and judged at the same time.
//
//	chunks := &wire.Chunks{}
//	r.Body = struct {
//		io.Reader
//		io.Closer
//	}{io.TeeReader(r.Body, chunks), r.Body}
//
// Write fails with an [*Error] as soon as the body is one that S3 refuses; then the
// reading of the body fails, too. It keeps no more than a line of the body. The
// signatures of chunks aren't verified.
//
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
type Chunks struct {
	// Content gets what the chunks carry; nil: nobody.
	Content io.Writer
	// Size is the number of bytes that the chunks carried so far.
	Size int64
	// Trailer are the trailers after the last chunk, without their signature.
	Trailer http.Header

	state chunkState
	line  []byte
	left  int64 // of the chunk
	last  int64 // the size of the chunk before
	err   error
}

// chunkState is what comes next.
type chunkState uint8

const (
	chunkHead chunkState = iota
	chunkData
	chunkEnd
	chunkTrailer
	chunksDone
)

// Write implements io.Writer.
func (c *Chunks) Write(p []byte) (int, error) {
	n := 0
	for n < len(p) && c.err == nil {
		rest := p[n:]
		if c.state == chunkData {
			part := rest[:min(int64(len(rest)), c.left)]
			if c.Content != nil {
				if _, err := c.Content.Write(part); err != nil {
					c.err = err
					break
				}
			}
			n += len(part)
			c.left -= int64(len(part))
			c.Size += int64(len(part))
			if c.left == 0 {
				c.state = chunkEnd
			}
			continue
		}
		if c.state == chunksDone {
			return len(p), nil // S3 takes no notice
		}
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			n += len(rest)
			if c.line = append(c.line, rest...); len(c.line) > maxChunkLine {
				c.err = notDecodable("the aws-chunked body has a line of more than 4 KB")
			}
			break
		}
		c.line = append(c.line, rest[:end]...)
		n += end + 1
		line := strings.TrimSuffix(string(c.line), "\r")
		c.line = c.line[:0]
		c.next(line)
	}
	return n, c.err
}

// next reads a line.
func (c *Chunks) next(line string) {
	switch c.state {
	case chunkHead:
		size, ok := chunkSize(line)
		switch {
		case !ok:
			c.err = notDecodable("the aws-chunked body has a line that is no chunk size")
		case size == 0:
			c.state = chunkTrailer
		case c.last > 0 && c.last < minChunk:
			c.err = violates("chunk-too-small", "small chunk", "a chunk of less than 8,192 bytes isn't the last")
		default:
			c.state, c.left, c.last = chunkData, size, size
		}
	case chunkEnd:
		if c.state = chunkHead; line != "" {
			c.err = notDecodable("a chunk isn't as long as it says")
		}
	case chunkTrailer:
		name, value, ok := strings.Cut(line, ":")
		switch {
		case line == "":
			c.state = chunksDone
		case !ok:
			c.err = notDecodable("the aws-chunked body has a line that is no trailer")
		case !strings.EqualFold(name, "x-amz-trailer-signature"):
			if c.Trailer == nil {
				c.Trailer = http.Header{}
			}
			c.Trailer.Add(name, strings.TrimSpace(value))
		}
	}
}

// Close says that the body is at its end. It fails if its last chunk is missing.
func (c *Chunks) Close() error {
	switch {
	case c.err != nil:
		return c.err
	case c.state == chunkTrailer || c.state == chunksDone:
		return nil
	case c.state == chunkHead && c.Size == 0:
		return notDecodable("the body isn't aws-chunked")
	}
	return violates("chunk-last-missing", "no last chunk", "the aws-chunked body has no last chunk")
}

// chunkSize reads the line before a chunk: a size in hexadecimal digits, and a
// signature after a semicolon.
func chunkSize(line string) (int64, bool) {
	digits, _, _ := strings.Cut(line, ";")
	if len(digits) == 0 || len(digits) > 16 || digits[0] == '+' {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 16, 64)
	return n, err == nil && n >= 0
}

// dechunk returns what an aws-chunked body carries.
func dechunk(body []byte) ([]byte, *Error) {
	var content bytes.Buffer
	c := Chunks{Content: &content}
	_, _ = c.Write(body) // Close tells
	var problem *Error
	if errors.As(c.Close(), &problem) {
		return nil, problem
	}
	return content.Bytes(), nil
}
