package forward

import (
	"context"
	"io"
	"net"
	"sync"
	"time"
)

// copySize is how much of a body is read at once. A connection within a machine or a
// data centre has so much ready, and each read costs a call of the system, and often
// a switch to another thread.
const copySize = 256 << 10

var pool = sync.Pool{New: func() any { b := make([]byte, copySize); return &b }}

// buffers are what answers are copied with.
type buffers struct{}

// Get implements httputil.BufferPool.
func (buffers) Get() []byte { return *pool.Get().(*[]byte) }

// Put implements httputil.BufferPool.
func (buffers) Put(b []byte) { pool.Put(&b) }

// conn is a connection to the upstream, to which bodies are copied with the buffers
// that answers are copied with. The transport's own have 32 KB.
type conn struct{ *net.TCPConn }

func dial(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := (&net.Dialer{Timeout: 10 * time.Second}).DialContext(ctx, network, address)
	if tcp, ok := c.(*net.TCPConn); ok && err == nil {
		return conn{tcp}, nil
	}
	return c, err
}

// ReadFrom implements io.ReaderFrom.
func (c conn) ReadFrom(r io.Reader) (int64, error) {
	b := pool.Get().(*[]byte)
	defer pool.Put(b)
	return io.CopyBuffer(writerOnly{c.TCPConn}, r, *b)
}

// writerOnly hides ReadFrom.
type writerOnly struct{ io.Writer }
