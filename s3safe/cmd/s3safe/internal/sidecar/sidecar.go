// Package sidecar runs the strict handler as a server of its own, in front of another.
package sidecar

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/strict"
	"github.com/s3safe/s3safe-go/s3safe/strict/forward"
)

// Config says what is run.
type Config struct {
	// Upstream is the server that requests are forwarded to.
	Upstream *url.URL
	// Listen is the address for clients, Admin the one for metrics and health, empty
	// for none.
	Listen, Admin string
	// Certificate and Key are files; with them clients speak HTTPS.
	Certificate, Key string
	// Drain is how long requests under way may take when the server is to end.
	Drain time.Duration
	// Strict and Forward configure the handlers.
	Strict  []strict.Option
	Forward []forward.Option
	// Findings gets a line of JSON for each request with findings; nil for none.
	Findings io.Writer
	// Log tells what happens to the server itself.
	Log *slog.Logger
	// Ready is told the addresses once both are listened on; it may be nil.
	Ready func(clients, admin net.Addr)
}

// Run serves until the context ends, and then lets the requests under way finish.
func Run(ctx context.Context, c Config) error {
	m := newMeters()
	options := append([]strict.Option{strict.OnRequest(m.request), strict.OnFinding(m.found)}, c.Strict...)
	if c.Findings != nil {
		options = append(options, strict.OnFinding((&lines{to: c.Findings, log: c.Log}).write))
	}
	if err := strict.Validate(options...); err != nil {
		return err
	}
	judged := strict.Handler(forward.To(c.Upstream, append([]forward.Option{forward.WithLog(c.Log)}, c.Forward...)...), options...)
	var draining atomic.Bool
	clients := newServer(c.Log, m.count(judged))
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	ended := make(chan error, 2)
	var admin *http.Server
	var adminAddr net.Addr
	if c.Admin != "" {
		admin = newServer(c.Log, adminOf(m, c.Upstream, &draining))
		l, err := net.Listen("tcp", c.Admin)
		if err != nil {
			return err
		}
		adminAddr = l.Addr()
		go func() { ended <- admin.Serve(l) }()
		defer admin.Close()
	}
	go func() {
		if c.Certificate != "" {
			ended <- clients.ServeTLS(listener, c.Certificate, c.Key)
		} else {
			ended <- clients.Serve(listener)
		}
	}()
	if c.Ready != nil {
		c.Ready(listener.Addr(), adminAddr)
	}
	select {
	case err := <-ended:
		return errors.Join(err, clients.Close())
	case <-ctx.Done():
	}
	draining.Store(true)
	last, cancel := context.WithTimeout(context.Background(), c.Drain)
	defer cancel()
	if err := clients.Shutdown(last); err != nil {
		return errors.Join(fmt.Errorf("requests were under way after %s", c.Drain), clients.Close())
	}
	return nil
}

// newServer returns a server without a limit on the time that a body takes: objects
// are large.
func newServer(log *slog.Logger, h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// adminOf returns the handler for metrics and health.
func adminOf(m *meters, upstream *url.URL, draining *atomic.Bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_, _ = io.WriteString(w, m.text())
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if draining.Load() {
			http.Error(w, "it is ending", http.StatusServiceUnavailable)
			return
		}
		if err := reach(r.Context(), upstream); err != nil {
			http.Error(w, "the upstream can't be reached", http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "ok\n")
	})
	return mux
}

// reach connects to the upstream.
func reach(ctx context.Context, u *url.URL) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	port := u.Port()
	if port == "" {
		port = u.Scheme
	}
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		return err
	}
	return conn.Close()
}
