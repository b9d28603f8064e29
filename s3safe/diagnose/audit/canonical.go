package audit

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// Canonical compares the canonical request that S3 tells in its error, of which it
// computed the signature, with what was sent, line by line. Values that are withheld
// are compared where the capture knew both; whole reports whether everything was.
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
			differ("path", rooted(m.Path), rooted(lines[1]), "the path is another one"+otherFrom(sent, got, rooted(m.Path), rooted(lines[1])))
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
		case strings.TrimSpace(got) == "" && Squeeze(values) != "":
			differ("header "+key, Shown(values), "(empty)", "the header was sent, and arrived empty or not at all")
		case got == redact.MaskedSame:
		case strings.Contains(got, redact.MaskedChanged):
			differ("header "+key, Shown(values), got, "the header has another value")
		case strings.Contains(strings.Join(values, ","), "(masked") || strings.Contains(got, "(masked"):
			whole = false
		case Squeeze(values) != Squeeze([]string{got}):
			differ("header "+key, Shown(values), got, "the header has another value")
		}
	}
	if !canonicalEnd(c, lines[i:], sent, differ) {
		whole = false
	}
	return list, whole
}

// canonicalEnd compares what follows the headers: which of them are signed, and the
// hash of the body. It reports whether both could be.
func canonicalEnd(c *capture.Capture, lines []string, sent map[string][]string, differ func(what, sent, got, why string)) (whole bool) {
	if len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	if len(lines) < 2 {
		return false
	}
	signed := c.Signature.SignedHeaders
	whole = len(signed) > 0 && lines[0] == strings.ToLower(strings.Join(signed, ";"))
	if len(signed) > 0 && !strings.Contains(lines[0], "(masked") {
		// What it lacks may have been left out by who tells it.
		for name := range strings.SplitSeq(lines[0], ";") {
			if name != "" && !slices.ContainsFunc(signed, func(s string) bool { return strings.EqualFold(s, name) }) {
				differ("list of signed headers", strings.ToLower(strings.Join(signed, ";")), lines[0], "the signature arrived with another list")
				break
			}
		}
	}
	hash := sent["X-Amz-Content-Sha256"]
	want := "UNSIGNED-PAYLOAD" // a presigned request has no header for it
	if len(hash) > 0 {
		want = hash[0]
	} else if !c.Signature.Presigned {
		return false
	}
	got := strings.TrimSpace(lines[len(lines)-1])
	if strings.Contains(got, "(masked") || strings.Contains(want, "(masked") {
		return false
	}
	if got != want {
		differ("payload hash", want, got, "the body is signed with another hash")
	}
	return whole
}

// otherFrom says from where on two paths differ, decoded if they do so.
func otherFrom(sent, got, sentRaw, gotRaw string) string {
	if how, _ := reencoding(sentRaw, gotRaw); how != "" {
		return " (" + how + ")"
	}
	i := 0
	for i < len(sent) && i < len(got) && sent[i] == got[i] {
		i++
	}
	if i == 0 || got == "" {
		return ""
	}
	return fmt.Sprintf(" from its byte %d on, which is %s where %s was sent", i+1, byteAt(got, i), byteAt(sent, i))
}

func byteAt(s string, i int) string {
	if i >= len(s) {
		return "the end"
	}
	return strconv.QuoteToASCII(s[i : i+1])
}

// ToSign compares algorithm, time and scope of the string that S3 signed, as it tells
// in its error, with those of the signature that was sent.
func ToSign(c *capture.Capture, text string) (list []Discrepancy) {
	lines := strings.Split(text, "\n")
	if len(lines) < 3 || c.Signature.Scheme == "" {
		return nil
	}
	differ := func(what, sent, got, why, fix string) {
		if sent == "" || got == "" || sent == got || strings.Contains(sent+got, "(masked") {
			return
		}
		list = append(list, Discrepancy{Kind: StringToSign, Severity: Breaks, What: what, Expected: sent, Got: got,
			Why: why + ": S3 says in its answer of what it computed the signature", Fix: fix, Codes: []string{"SignatureDoesNotMatch"}})
	}
	const replaced = "let only one side sign, and compare the Authorization header (or the presigned URL) on both sides of whatever is in between"
	differ("signing time", signingTime(c), strings.TrimSpace(lines[1]), "S3 took another time for the one of the signature",
		"make nothing change X-Amz-Date or Date on the way; "+replaced)
	scope := strings.Split(strings.TrimSpace(lines[2]), "/")
	if len(scope) < 3 {
		return list
	}
	if time := signingTime(c); len(time) > 8 {
		differ("date of the credential scope", time[:8], scope[0], "the date of the scope isn't that of the signature",
			"compute date and scope from one clock reading; near midnight (UTC) two readings give two dates")
	}
	service := scope[len(scope)-2]
	differ("service of the credential scope", c.Signature.Service, service, "S3 took the signature for one of another service", replaced)
	if len(scope) == 4 {
		differ("Region of the credential scope", c.Signature.Region, scope[1], "S3 took the signature for one of another Region",
			"give the client the Region of the bucket, and sign with it; "+replaced)
	}
	return list
}

// signingTime is the time of a signature as it is written.
func signingTime(c *capture.Capture) string {
	if c.Signature.Date.IsZero() {
		return ""
	}
	return c.Signature.Date.UTC().Format("20060102T150405Z")
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
		case strings.Contains(strings.Join(b, ","), redact.MaskedChanged):
			differ("query parameter "+name, Shown(a), Shown(b), "the parameter has another value")
		case strings.HasPrefix(strings.Join(b, ","), redact.MaskedSame):
		case strings.Contains(strings.Join(a, ",")+strings.Join(b, ","), "(masked"):
			whole = false
		case !sameValues(a, b):
			differ("query parameter "+name, Shown(a), Shown(b), "the parameter has another value")
		}
	}
	return whole
}
