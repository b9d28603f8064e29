package audit

import (
	"net/url"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

// Canonical compares the canonical request that S3 tells in its error, of which it
// computed the signature, with what was sent, line by line. Values that are withheld
// aren't compared; whole reports whether everything was.
func Canonical(c *capture.Capture, canonical string) (list []Discrepancy, whole bool) {
	lines := strings.Split(canonical, "\n")
	m := c.SentOrSigned()
	if len(lines) < 4 || !m.Known() {
		return nil, false
	}
	whole = true
	differ := func(what, sent, got, why string) {
		list = append(list, Discrepancy{Kind: CanonicalRequest, Severity: Breaks, What: what, Expected: sent, Got: got,
			Why:   why + ": S3 says in its answer of what it computed the signature, so it was changed between the client and S3",
			Fix:   "find what changes it: a proxy, a load balancer, a service mesh, a library that signs; send the request around it and compare",
			Codes: []string{"SignatureDoesNotMatch"}})
	}
	if m.Method != "" && lines[0] != m.Method {
		differ("method", m.Method, lines[0], "the method is another one")
	}
	if sent, err := url.PathUnescape(rooted(m.Path)); err == nil && m.Path != "" {
		if got, err := url.PathUnescape(rooted(lines[1])); err != nil || got != sent {
			differ("path", rooted(m.Path), rooted(lines[1]), "the path is another one")
		}
	}
	if !canonicalQuery(m.Query, lines[2], differ) {
		whole = false
	}
	sent := capture.Canonical(m.Header)
	i := 3
	for ; i < len(lines) && lines[i] != ""; i++ {
		name, got, _ := strings.Cut(lines[i], ":")
		key := canonicalName(name)
		switch values, there := sent[key]; {
		case key == "Host":
			if m.Host != "" && plainHost(m.Host) != plainHost(got) {
				differ("host", m.Host, got, "the host is another one")
			}
		case key == "Content-Length":
			// Set where the request is written.
		case !there && strings.TrimSpace(got) == "":
			differ("header "+key, "", "(empty)", "the signature covers the header, and neither the request nor what arrived has it")
		case !there:
			differ("header "+key, "", got, "the header wasn't sent")
		case strings.Contains(strings.Join(values, ","), "(masked") || strings.Contains(got, "(masked"):
			if strings.TrimSpace(got) == "" {
				differ("header "+key, Shown(values), "(empty)", "the header was sent, and arrived empty or not at all")
			}
			whole = whole && key == "Authorization"
		case Squeeze(values) != Squeeze([]string{got}):
			if strings.TrimSpace(got) == "" {
				differ("header "+key, Shown(values), "(empty)", "the header was sent, and arrived empty or not at all")
			} else {
				differ("header "+key, Shown(values), got, "the header has another value")
			}
		}
	}
	return list, whole
}

func canonicalName(name string) string {
	for key := range capture.Canonical(map[string][]string{strings.TrimSpace(name): nil}) {
		return key
	}
	return ""
}

func rooted(path string) string {
	if path == "" {
		return "/"
	}
	return path
}

// canonicalQuery compares the parameters, and reports whether all of them could be.
func canonicalQuery(sent, got string, differ func(what, sent, got, why string)) (whole bool) {
	whole = true
	s, g := Parameters(sent), Parameters(got)
	for _, name := range sortedNames(s, g) {
		if strings.EqualFold(name, "X-Amz-Signature") {
			continue // never part of it
		}
		switch a, b := s[name], g[name]; {
		case b == nil:
			differ("query parameter "+name, Shown(a), "", "the parameter was sent, and didn't arrive")
		case a == nil:
			differ("query parameter "+name, "", Shown(b), "the parameter wasn't sent")
		case strings.Contains(strings.Join(a, ",")+strings.Join(b, ","), "(masked"):
			whole = false
		case !sameValues(a, b):
			differ("query parameter "+name, Shown(a), Shown(b), "the parameter has another value")
		}
	}
	return whole
}
