package forward

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// FuzzChunks: no body makes signing anew panic; what passes is as long as it came, and
// signing it anew again changes nothing.
func FuzzChunks(f *testing.F) {
	sig := ";chunk-signature=" + strings.Repeat("0", 64) + "\r\n"
	f.Add([]byte("3"+sig+"abc\r\n0"+sig+"\r\n"), false)
	f.Add([]byte("0"+sig+"x-amz-checksum-crc32:AAAAAA==\r\nx-amz-trailer-signature:"+strings.Repeat("0", 64)+"\r\n\r\n"), true)
	f.Add([]byte("3"+sig+"abc"), false)
	k := newKey("secret", "us-east-1", time.Unix(0, 0).UTC())
	f.Fuzz(func(t *testing.T, body []byte, trailer bool) {
		again := func(body []byte) ([]byte, error) {
			return io.ReadAll(newChunks(io.NopCloser(iotest.HalfReader(bytes.NewReader(body))), k, "seed", trailer))
		}
		once, err := again(body)
		if err != nil {
			return
		}
		if len(once) > len(body) { // what follows on the end is nobody's
			t.Fatalf("%q became %q", body, once)
		}
		twice, err := again(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%q became %q, and then %q, %v", body, once, twice, err)
		}
	})
}
