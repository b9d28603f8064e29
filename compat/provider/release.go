package provider

import (
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// server is how the Server header of a store's answers tells it.
type server struct {
	// name is the header's value, or what it begins with before the version: "SeaweedFS",
	// as in "SeaweedFS 30GB 4.53". Empty if the header doesn't tell the store.
	name string
	// from is the page that says so, or "measured" with the version.
	from string
}

// release is a name that a store's makers give to some versions: reef, which is 18.
type release struct{ name, version string }

// Version returns the profile of a version of the store, such as "18.2.4", or of a
// release by its name, such as "reef". What isn't so in that version it doesn't have, and
// what is only reported for want of the version it enforces. What was measured with
// another version, by the first number, is reported: of this one it isn't known.
//
//	s3safe.WithProvider(provider.Ceph.Version("18.2.4"))
//
// A version without a number is one that isn't known: what depends on it is reported. A
// store that one company serves has no versions, and its profile stays the same.
func (p *Profile) Version(version string) *Profile {
	if p.measured == "" && !p.hasReleases() {
		return p
	}
	for _, r := range p.releases {
		if strings.EqualFold(version, r.name) {
			version = r.version
		}
	}
	return p.as(version, false)
}

// Release is the version that the profile is of, empty if it is of any, or of one that
// isn't known.
func (p *Profile) Release() string { return p.version }

// MeasuredVersion is the version that was measured; empty if none was.
func (p *Profile) MeasuredVersion() string { return p.measured }

// as is the profile of a version, told or learned from an answer.
func (p *Profile) as(version string, learned bool) *Profile {
	return &Profile{
		ID: p.ID, Name: p.Name, Checked: p.Checked,
		hosts: p.hosts, hostsFrom: p.hostsFrom, server: p.server, measured: p.measured, releases: p.releases,
		keeps: p.keeps, breaks: p.breaks, causes: p.causes, settings: p.settings,
		version: version, told: true, learned: learned,
	}
}

// hasReleases reports whether something of the profile depends on the version.
func (p *Profile) hasReleases() bool {
	return slices.ContainsFunc(p.causes, func(c cause) bool { return c.since+c.until != "" })
}

// ByServer returns the profile of the store that the Server header of an answer tells, in
// the version that it states; nil if it tells none. Nobody vouches for it, and releases
// differ: what wasn't measured with that very version, or isn't known to depend on it, is
// reported and never enforced. AmazonS3 tells nothing, since others say so as well.
func ByServer(header string) *Profile {
	for _, p := range profiles {
		name := p.server.name
		if name == "" || len(header) < len(name) || !strings.EqualFold(header[:len(name)], name) {
			continue
		}
		if rest := header[len(name):]; rest == "" || strings.ContainsAny(rest[:1], " /(") {
			return p.as(p.stated(rest), true)
		}
	}
	return nil
}

// Server returns how the Server header of the store's answers begins, by which it is
// recognised at a host that isn't known, and the page that says so, or what it was
// measured with; empty if the header doesn't tell the store.
func (p *Profile) Server() (name, source string) { return p.server.name, p.server.from }

// stated finds the version in what follows the store's name in a Server header: the name
// of a release, or the word that is a version. With several, one may be a proxy's, and
// none counts.
func (p *Profile) stated(rest string) string {
	var found string
	for _, word := range strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" /(),;", r) }) {
		version := ""
		if len(numbers(word)) > 1 && strings.Trim(word, "v.0123456789") == "" {
			version = word
		}
		for _, r := range p.releases {
			if strings.EqualFold(word, r.name) {
				version = r.version
			}
		}
		if found != "" && version != "" && version != found {
			return ""
		}
		if version != "" {
			found = version
		}
	}
	return found
}

// measuredHere reports whether what was measured was so with the profile's version: as far
// as nobody told another. Versions with the same first number count as the same, but for
// dates, and for a version that is only learned.
func (p *Profile) measuredHere() bool {
	if !p.told {
		return true
	}
	own, seen := numbers(p.version), numbers(p.measured)
	if len(own) == 0 || len(seen) == 0 {
		return false
	}
	if same := len(seen); p.learned || seen[0] > 1900 {
		return len(own) >= same && slices.Equal(own[:same], seen)
	}
	return own[0] == seen[0]
}

// numbers are those in a version, in their order.
func numbers(version string) []int {
	var out []int
	digits := false
	for _, c := range version {
		switch is := '0' <= c && c <= '9'; {
		case is && digits:
			out[len(out)-1] = min(out[len(out)-1]*10+int(c-'0'), 1<<30)
		case is:
			out, digits = append(out, int(c-'0')), true
		default:
			digits = false
		}
	}
	return out
}

// before reports whether a version comes before another, number by number. One that is
// less exact, as 18 beside 18.2.5, leaves it open, and so does one without a number.
func before(version, bound string) compat.Truth {
	v, b := numbers(version), numbers(bound)
	if len(v) == 0 {
		return compat.Unknown
	}
	for i := range b {
		switch {
		case i == len(v):
			return compat.Unknown
		case v[i] < b[i]:
			return compat.True
		case v[i] > b[i]:
			return compat.False
		}
	}
	return compat.False
}
