package wire

import (
	"hash/maphash"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/s3safe/s3safe-go/compat"
)

// placeTable holds what was found of the last hosts: clients send to few.
type placeTable [64]atomic.Pointer[foundPlace]

// foundPlace is what a host says.
type foundPlace struct {
	given string // the Host header
	host  string // in lower case, without port
	place place
	facts compat.Facts
	err   *Error
}

// maxHost bounds the hosts that are kept. No DNS name is longer.
const maxHost = 260

var hostSeed = maphash.MakeSeed()

// find returns what a host says.
func (t *placeTable) find(d *Decoder, host string) *foundPlace {
	slot := &t[maphash.String(hostSeed, host)%uint64(len(t))]
	if f := slot.Load(); f != nil && f.given == host {
		return f
	}
	f := &foundPlace{given: strings.Clone(host)}
	f.host = hostname(f.given)
	f.place, f.err = d.find(f.host)
	f.place.state(&f.facts)
	if len(host) <= maxHost {
		slot.Store(f)
	}
	return f
}

// state states what the host says of the endpoint.
func (p *place) state(f *compat.Facts) {
	if !p.amazon {
		set(f, compat.Provider, "other")
		return
	}
	set(f, compat.Provider, "Amazon")
	set(f, compat.Accelerate, strconv.FormatBool(p.accelerate))
	set(f, compat.DualStack, strconv.FormatBool(p.dualStack))
	set(f, compat.FIPS, strconv.FormatBool(p.fips))
	if p.service != "" {
		set(f, compat.EndpointService, p.service)
	}
}
