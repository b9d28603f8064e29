package wire

import (
	"bytes"
	"strconv"
)

// dechunk returns what an aws-chunked body carries: chunks of a size in
// hexadecimal digits, a signature after a semicolon if they are signed, and
// trailers after the last, which is empty.
//
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
func dechunk(body []byte) ([]byte, bool) {
	out := body[:0:0]
	for {
		line, rest, ok := bytes.Cut(body, []byte("\r\n"))
		if !ok {
			return nil, false
		}
		n, ok := chunkSize(line)
		switch {
		case !ok || n > int64(len(rest)):
			return nil, false
		case n == 0:
			return out, true
		}
		out = append(out, rest[:n]...)
		if body, ok = bytes.CutPrefix(rest[n:], []byte("\r\n")); !ok {
			return nil, false
		}
	}
}

// chunkSize reads the line before a chunk.
func chunkSize(line []byte) (int64, bool) {
	digits, _, _ := bytes.Cut(line, []byte(";"))
	if len(digits) == 0 || len(digits) > 16 {
		return 0, false
	}
	n, err := strconv.ParseInt(string(digits), 16, 64)
	return n, err == nil && n >= 0 && digits[0] != '+'
}
