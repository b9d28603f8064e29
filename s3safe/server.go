package s3safe

import (
	"errors"
	"hash/maphash"
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
	// store is nil if an answer told none.
	store *provider.Profile
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

// learn takes over what the Server header of an answer tells. It is asked once for a host,
// and again when a call fails, for there may be another server by now. A failure alone
// doesn't tell that nothing is known: it may be a proxy's.
func (t *serverTable) learn(metadata middleware.Metadata, err error) {
	response, _ := awsmiddleware.GetRawResponse(metadata).(*smithyhttp.Response)
	if response == nil {
		var failed *smithyhttp.ResponseError
		if errors.As(err, &failed) {
			response = failed.Response
		}
	}
	if response == nil || response.Response == nil || response.Request == nil || response.Request.URL == nil {
		return
	}
	host := response.Request.URL.Host
	store := provider.ByServer(response.Header.Get("Server"))
	if store == nil && err != nil {
		return
	}
	if e := t.at(host); e == nil || !sameVersion(e.store, store) {
		t.slot(host).Store(&serverEntry{host: strings.Clone(host), store: store})
	}
}

// sameVersion reports whether two learned profiles say the same.
func sameVersion(a, b *provider.Profile) bool {
	return a == b || a != nil && b != nil && a.ID == b.ID && a.Release() == b.Release()
}
