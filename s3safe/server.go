package s3safe

import (
	"errors"
	"hash/maphash"
	"net/http"
	"strings"
	"sync/atomic"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat/provider"
)

// serverTable holds what the answers of hosts that aren't known say of the store there:
// of few hosts.
type serverTable [16]atomic.Pointer[serverEntry]

type serverEntry struct {
	host string
	// header is the Server header of the last answer.
	header string
	// store is nil if the answers tell none, or contradict each other. Its version is
	// empty once they contradict each other in it.
	store *provider.Profile
	// mixed is set once they do: the host is several servers, or another one by now.
	mixed bool
}

func (t *serverTable) slot(host string) *atomic.Pointer[serverEntry] {
	return &t[maphash.String(hostSeed, host)%uint64(len(t))]
}

// at returns what is known of a host; nil if no answer came from it.
func (t *serverTable) at(host string) *serverEntry {
	if e := t.slot(host).Load(); e != nil && e.host == host {
		return e
	}
	return nil
}

// learn takes over what the Server header of an answer tells. Only what looks like an
// answer of an S3 server counts: a portal, or a proxy that answers itself, tells nothing
// of what is behind it. Answers that contradict each other come from several servers, or
// from a new one, and which takes the next request isn't known: only what they agree in
// is kept.
func (t *serverTable) learn(metadata middleware.Metadata, err error) {
	response, _ := awsmiddleware.GetRawResponse(metadata).(*smithyhttp.Response)
	if response == nil {
		var failed *smithyhttp.ResponseError
		if errors.As(err, &failed) {
			response = failed.Response
		}
	}
	if response == nil || response.Response == nil || response.Request == nil || response.Request.URL == nil || !fromStore(response.Header) {
		return
	}
	host, header := response.Request.URL.Host, ""
	if values := response.Header["Server"]; len(values) == 1 {
		header = values[0]
	}
	slot := t.slot(host)
	old := slot.Load()
	switch {
	case old == nil || old.host != host:
		slot.CompareAndSwap(old, &serverEntry{host: strings.Clone(host), header: header, store: provider.ByServer(header)})
	case old.header != header && !(old.mixed && old.store == nil):
		// If another call was faster, the next answer tells it again.
		slot.CompareAndSwap(old, old.after(header))
	}
}

// after is what is known once an answer had another header.
func (e *serverEntry) after(header string) *serverEntry {
	next := &serverEntry{host: e.host, header: header, mixed: true}
	told := provider.ByServer(header)
	switch {
	case e.store == nil || told == nil || told.ID != e.store.ID:
	case told.Release() == e.store.Release():
		next.store, next.mixed = e.store, e.mixed
	case e.mixed:
		next.store = e.store
	default:
		name, _ := told.Server()
		next.store = provider.ByServer(name)
	}
	return next
}

// requestIDs are the headers by which S3 servers number their answers.
var requestIDs = [...]string{"X-Amz-Request-Id", "X-Cos-Request-Id", "X-Oss-Request-Id"}

// fromStore reports whether a response looks like an S3 server's.
func fromStore(h http.Header) bool {
	for _, name := range requestIDs {
		if len(h[name]) > 0 {
			return true
		}
	}
	return false
}
