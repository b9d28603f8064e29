package audit

import (
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// compareHost reports a rewritten host. The host is always part of the signature.
func (a *auditor) compareHost(want, got *capture.Message, where string) {
	w, g := plainHost(want.Host), plainHost(got.Host)
	if w == "" || g == "" || w == g {
		return
	}
	severity, codes := a.bySignature()
	d := Discrepancy{Kind: HostRewritten, Severity: severity, What: "host", Expected: want.Host, Got: got.Host,
		Why: "something rewrote the host " + where + "; the signature covers it, so S3 computes another one",
		Fix: "make the proxy pass the Host header on as it is (nginx: proxy_set_header Host $http_host; httputil: set Out.Host to In.Host), or give the client the final host as its endpoint"}
	if bucket := a.Member("Bucket"); bucket != "" && strings.HasPrefix(w, strings.ToLower(bucket)+".") && !strings.HasPrefix(g, strings.ToLower(bucket)+".") {
		d.Why += "; without its first label the host no longer names the bucket, so S3 takes the first part of the key for it"
		codes = append(codes, "NoSuchBucket")
	}
	d.Codes = codes
	a.add(d)
}

// plainHost is a host in lower case without a default port.
func plainHost(h string) string {
	h = strings.ToLower(h)
	h = strings.TrimSuffix(h, ":443")
	return strings.TrimSuffix(h, ":80")
}

// compareQuery reports parameters that were added, changed or dropped.
func (a *auditor) compareQuery(want, got *capture.Message, where string) {
	if want.Query == got.Query || want.Method == "" || got.Method == "" {
		return
	}
	w, g := Parameters(want.Query), Parameters(got.Query)
	severity, codes := a.bySignature()
	report := func(name, verb string, expected, found []string) {
		d := Discrepancy{Kind: QueryChanged, Severity: severity, What: "query parameter " + redact.Clip(name, redact.QuoteLimit),
			Expected: Shown(expected), Got: Shown(found), Codes: codes,
			Why: "something " + verb + " the parameter " + where + "; the signature covers the whole query",
			Fix: "make the proxy pass the query on as it is"}
		if strings.HasPrefix(name, "X-Amz-") {
			d.Why += ", and this parameter belongs to the signature itself"
		}
		a.add(d)
	}
	for _, name := range sortedNames(w, g) {
		switch ws, wok := w[name]; {
		case !wok:
			report(name, "added", nil, g[name])
		case g[name] == nil:
			report(name, "dropped", ws, nil)
		case !sameValues(ws, g[name]):
			report(name, "changed", ws, g[name])
		}
	}
}

// Parameters reads a query; a part that can't be decoded stands for itself.
func Parameters(query string) map[string][]string {
	out := map[string][]string{}
	for part := range strings.SplitSeq(query, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		out[redact.Unescape(name)] = append(out[redact.Unescape(name)], redact.Unescape(value))
	}
	return out
}

// Shown joins values for a discrepancy. A present but empty value is told from
// an absent one.
func Shown(values []string) string {
	if values == nil {
		return ""
	}
	if s := strings.Join(values, ", "); s != "" {
		return s
	}
	return "(empty)"
}

func sortedNames(ms ...map[string][]string) []string {
	var names []string
	for _, m := range ms {
		for name := range m {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
