package s3server

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// front accepts the connections of clients, passes their bytes on to versitygw
// unchanged in both directions, and counts the requests among them.
//
// It exists because versitygw's own hooks don't see every request: its
// middleware and access log come after the parser and the rate limiter. An
// HTTP reverse proxy would see them all, but would change what it passes on
// (hop-by-hop headers, encodings, Expect), and with it what the server checks.
type front struct {
	ln       net.Listener
	dial     func() (net.Conn, error)
	requests atomic.Int64
	wg       sync.WaitGroup

	mu     sync.Mutex
	closed bool
	conns  map[net.Conn]struct{}
}

// newFront serves on ln, with TLS on both sides if cert isn't nil, and passes
// everything to the server at addr. TLS is also spoken to versitygw, whose
// policies can ask whether a request came over a secure transport.
func newFront(ln net.Listener, addr string, cert *certificate) *front {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	f := &front{
		ln:    ln,
		dial:  func() (net.Conn, error) { return dialer.Dial("tcp", addr) },
		conns: make(map[net.Conn]struct{}),
	}
	if cert != nil {
		f.ln = tls.NewListener(ln, cert.serverConfig())
		f.dial = func() (net.Conn, error) { return tls.DialWithDialer(dialer, "tcp", addr, cert.clientConfig()) }
	}
	f.wg.Go(f.accept)
	return f
}

func (f *front) accept() {
	for {
		client, err := f.ln.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			// Out of file descriptors, most likely: wait for some.
			time.Sleep(10 * time.Millisecond)
			continue
		}
		f.wg.Go(func() { f.serve(client) })
	}
}

// track registers conn to be closed by close, or closes it right away if that
// has already happened.
func (f *front) track(conn net.Conn) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		conn.Close()
		return false
	}
	f.conns[conn] = struct{}{}
	return true
}

func (f *front) drop(conn net.Conn) {
	f.mu.Lock()
	delete(f.conns, conn)
	f.mu.Unlock()
	conn.Close()
}

func (f *front) serve(client net.Conn) {
	if !f.track(client) {
		return
	}
	defer f.drop(client)
	server, err := f.dial()
	if err != nil {
		return
	}
	if !f.track(server) {
		return
	}
	defer f.drop(server)

	answered := make(chan struct{})
	go func() {
		defer close(answered)
		io.Copy(client, server)
		// The server has closed the connection; unblock the reader below.
		f.drop(client)
	}()
	f.forward(client, server)
	// The client has said all it will, but may still wait for an answer.
	if half, ok := server.(interface{ CloseWrite() error }); ok {
		half.CloseWrite()
	}
	<-answered
}

// forward passes on what the client sends, counting requests.
func (f *front) forward(client io.Reader, server io.Writer) {
	source := &spool{from: client, to: server}
	defer source.flush(0)
	parser := bufio.NewReaderSize(source, 64<<10)
	for {
		// Pass on the end of the previous request, but hold this one back
		// until it has been counted, so that no answer overtakes the count.
		// Its beginning may have arrived already.
		source.flush(parser.Buffered())
		source.holding = true
		request, err := http.ReadRequest(parser)
		if err != nil && source.ended {
			// End of the connection, between two requests or within the header
			// section of one that therefore doesn't count.
			return
		}
		f.requests.Add(1)
		source.holding = false
		if err != nil {
			// Not HTTP as net/http understands it, but a request all the same,
			// for the server to answer. Where it ends is unknowable.
			io.Copy(io.Discard, parser)
			return
		}
		if _, err := io.Copy(io.Discard, request.Body); err != nil {
			io.Copy(io.Discard, parser) // likewise
			return
		}
	}
}

func (f *front) close() error {
	f.mu.Lock()
	f.closed = true
	err := f.ln.Close()
	for conn := range f.conns {
		conn.Close()
	}
	f.mu.Unlock()
	f.wg.Wait()
	return err
}

// spool is a reader that passes on what was read from it: at the next read,
// or, while it is holding, not before it is told to.
type spool struct {
	from    io.Reader
	to      io.Writer
	pending []byte
	holding bool
	ended   bool // nothing more can be read or passed on
}

func (s *spool) Read(p []byte) (int, error) {
	if !s.holding {
		if err := s.flush(0); err != nil {
			return 0, err
		}
	}
	n, err := s.from.Read(p)
	if err != nil {
		s.ended = true
	}
	s.pending = append(s.pending, p[:n]...)
	return n, err
}

// flush passes on all but the last keep bytes.
func (s *spool) flush(keep int) error {
	ready := len(s.pending) - keep
	if ready <= 0 {
		return nil
	}
	_, err := s.to.Write(s.pending[:ready])
	if err != nil {
		s.ended = true
	}
	s.pending = append(s.pending[:0], s.pending[ready:]...)
	return err
}

// freeAddr returns a loopback address that was free a moment ago.
func freeAddr() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer ln.Close()
	return ln.Addr().String(), nil
}

// bindFailed reports whether err says that listening failed. Asking for the
// exact cause isn't portable.
func bindFailed(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "listen"
}
