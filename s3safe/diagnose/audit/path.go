package audit

import (
	"net/url"
	"path"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// comparePath reports a path that was changed or written in another way. S3
// decodes the path once and computes the signature of what that gives.
func (a *auditor) comparePath(want, got *capture.Message, where string) {
	w, g := want.Path, got.Path
	if w == "" {
		w = "/"
	}
	if g == "" {
		g = "/"
	}
	if w == g || want.Method == "" || got.Method == "" {
		return
	}
	severity, codes := a.bySignature()
	d := Discrepancy{Kind: PathReencoded, Severity: severity, What: "path", Expected: w, Got: g, Codes: codes,
		Fix: "make the proxy pass the path on as it arrives (nginx: proxy_pass without a path, so neither merge_slashes nor decoding applies; httputil: keep URL.RawPath)"}
	switch how, certain := reencoding(w, g); {
	case how == "":
		d.Kind = PathChanged
		d.Why = "something rewrote the path " + where + pathRewrite(w, g) + "; the signature covers it, and it names the bucket and the key"
		d.Codes = append(codes, "NoSuchKey", "NoSuchBucket")
		d.Fix = "take the rewriting out, or give the client the final path: a prefix that a proxy strips or adds can't be signed"
	case certain:
		d.Why = "something re-encoded the path " + where + ": " + how + "; S3 takes it for another key, and the signature covers the path"
		d.Codes = append(codes, "NoSuchKey")
	default:
		d.Severity = Noted
		d.Codes = nil
		d.Why = "something re-encoded the path " + where + ": " + how + "; both forms decode to the same, but a server that compares the path as it is written computes another signature"
		if a.hasSignature() {
			d.Codes = []string{"SignatureDoesNotMatch"}
		}
	}
	a.add(d)
}

// reencoding names what was done to the encoding of a path, empty if the
// difference is more than that. It is certain to matter if the decoded path
// isn't the same, or if a slash of the key became a separator.
func reencoding(want, got string) (how string, certain bool) {
	w, errW := url.PathUnescape(want)
	g, errG := url.PathUnescape(got)
	if errW != nil || errG != nil {
		return "", false
	}
	if w == g {
		switch {
		case count(want, "%2f") != count(got, "%2f"):
			return "%2F and / were exchanged, which a server may tell apart", true
		case count(want, "%2b") != count(got, "%2b"):
			return "+ and %2B were exchanged, and S3 reads a bare + in a path as a space", true
		case !redact.IsASCII(w):
			return "characters beyond ASCII were encoded or decoded", false
		}
		return "other characters are percent-encoded, or in another case", false
	}
	switch {
	case strings.ReplaceAll(w, "+", " ") == strings.ReplaceAll(g, "+", " "):
		return "+ and space (%20) were exchanged", true
	case MergeSlashes(w) == g:
		return "repeated slashes (//) were merged into one", true
	case path.Clean(w) == path.Clean(g):
		return "dot segments or slashes were resolved", true
	}
	if u, err := url.PathUnescape(w); err == nil && u == g {
		return "it was decoded once too often", true
	}
	if u, err := url.PathUnescape(g); err == nil && u == w {
		return "it was encoded twice (% became %25)", true
	}
	return "", false
}

// pathRewrite says what a rewriting was if it was a prefix.
func pathRewrite(want, got string) string {
	if p, ok := strings.CutSuffix(got, want); ok && want != "/" {
		return " (it put " + redact.Clip(p, redact.QuoteLimit) + " in front)"
	}
	if p, ok := strings.CutSuffix(want, got); ok && got != "/" {
		return " (it took " + redact.Clip(p, redact.QuoteLimit) + " away)"
	}
	return ""
}

func count(s, lower string) int { return strings.Count(strings.ToLower(s), lower) }

// MergeSlashes returns a path with one slash for each run of them, as proxies make it.
func MergeSlashes(s string) string {
	for strings.Contains(s, "//") {
		s = strings.ReplaceAll(s, "//", "/")
	}
	return s
}
