// Package redact withholds secrets. What may be shown is on allow-lists; what isn't,
// and what is secret by its name, is also masked where an answer repeats it.
package redact

import (
	"encoding/xml"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"

	"github.com/s3safe/s3safe-go/internal/printable"
)

// MaskedChanged stands for a value of the sent request that is withheld and
// isn't the one that was signed.
const MaskedChanged = "(masked, changed)"

// MaskedSame stands for a withheld value in S3's account of the request that is the
// one that was sent.
const MaskedSame = "(masked, as sent)"

// isMark reports whether a text stands for a value that is withheld.
func isMark(s string) bool {
	return s == capture.Masked || s == MaskedChanged || s == MaskedSame
}

// MaskedNotASCII stands for a withheld value that has characters beyond ASCII, which
// clients and servers write and sign in different ways.
const MaskedNotASCII = "(masked, not ASCII)"

// IsASCII reports whether a text has no character beyond ASCII.
func IsASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

const (
	// MaxValue bounds every text in a capture.
	MaxValue = 4 << 10
	// minSecret is the length from which a secret is looked for in other
	// places too; a shorter one would be found where it isn't.
	minSecret = 8
	// minUnlisted is the same for values that merely aren't on an allow-list.
	minUnlisted = 16
)

// Redactor masks the values of one request. It first learns the secrets of the
// request, then masks them also where S3, or an error, repeats them.
type Redactor struct {
	// seen holds all values, longest the same with the longest first: a secret may be
	// part of another one. unlisted counts those that merely aren't on an
	// allow-list; only these have a bound.
	seen     map[string]struct{}
	longest  []string
	sorted   bool
	unlisted int
	// Stranger is set where nothing of the request is known: then whatever looks
	// as if it had been made by chance is masked in a text.
	Stranger bool
}

// maxUnlisted bounds the values that aren't secret by their name.
const maxUnlisted = 256

// learn notes a secret, which must not turn up anywhere.
func (r *Redactor) learn(secret string) { r.note(secret, minSecret) }

// suspect notes a value that isn't on an allow-list.
func (r *Redactor) suspect(value string) {
	if r.unlisted < maxUnlisted && r.note(value, minUnlisted) {
		r.unlisted++
	}
}

// note adds a value that has at least a length, in all its forms.
func (r *Redactor) note(value string, shortest int) (added bool) {
	forms := [6]string{value}
	if strings.ContainsFunc(value, isEscaped) {
		query := url.QueryEscape(value)
		forms = [...]string{
			value, query, url.PathEscape(value), lowerEscapes(query), url.QueryEscape(query),
			strings.ReplaceAll(value, "/", `\/`), // as some write JSON
		}
	}
	for _, s := range forms {
		if len(s) < shortest || strings.HasPrefix(s, capture.Masked) {
			continue
		}
		if _, known := r.seen[s]; known {
			continue
		}
		if r.seen == nil {
			r.seen = map[string]struct{}{}
		}
		r.seen[s] = struct{}{}
		r.longest, r.sorted, added = append(r.longest, s), false, true
	}
	return added
}

// lowerEscapes returns an escaped text with the escapes in lower case: %2f.
func lowerEscapes(s string) string {
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], strings.ToLower(s[i+1:i+3]))
			i += 2
		}
	}
	return string(b)
}

// secrets returns what was learnt, the longest first.
func (r *Redactor) secrets() []string {
	if !r.sorted {
		slices.SortStableFunc(r.longest, func(a, b string) int { return len(b) - len(a) })
		r.sorted = true
	}
	return r.longest
}

// isEscaped reports whether a URL may have another form of the character.
func isEscaped(c rune) bool {
	return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_'
}

// LearnParts notes a secret, and what it is made of: a secret comes with a name,
// in a URL, or in a list.
func (r *Redactor) LearnParts(value string) {
	r.parts(value, r.learn)
}

// suspectParts is learnParts for a value that isn't on an allow-list.
func (r *Redactor) suspectParts(value string) { r.parts(value, r.suspect) }

func (r *Redactor) parts(value string, note func(string)) {
	note(value)
	note(Unescape(value))
	for part := range strings.FieldsFuncSeq(value, func(c rune) bool { return strings.ContainsRune(" \t,;:=&?#\"'<>()@[]{}", c) }) {
		if part != value && !isPublicPart(part) {
			note(Unescape(part))
			note(part)
		}
		for p := range strings.SplitSeq(part, "/") {
			// A single part of a path is more often a word than a secret.
			if !isPublicPart(p) && p != part && len(p) >= minUnlisted {
				note(p)
			}
		}
	}
}

// isPublicPart reports whether a part of a credential is in many of them.
func isPublicPart(s string) bool {
	return strings.HasPrefix(s, "AWS4-") || s == "aws4_request" || IsRegionName(s) || strings.EqualFold(s, "SignedHeaders") ||
		strings.EqualFold(s, "Credential") || strings.EqualFold(s, "Signature")
}

// learnText notes what patterns find in a value that is shown.
func (r *Redactor) learnText(s string) {
	if mayHaveName(s) {
		for _, m := range patterns().named.FindAllStringSubmatch(s, 16) {
			r.LearnParts(m[2])
		}
	}
	if strings.Contains(s, "://") {
		for _, m := range patterns().user.FindAllString(s, 16) {
			r.LearnParts(m)
		}
	}
}

// LearnHeaders notes the secrets of a request's headers.
func (r *Redactor) LearnHeaders(h http.Header) {
	for name, values := range h {
		for _, v := range values {
			switch {
			case strings.EqualFold(name, "Authorization"):
				a := ParseAuthorization(v)
				r.learn(a.keyID)
				r.learn(a.signature)
				if a.Scheme == "" || !IsScope(a.Scope) || !IsHeaderList(a.SignedHeaders) {
					r.LearnParts(v)
				}
			case IsSourceHeader(name):
				_, q, _ := strings.Cut(v, "?")
				r.LearnQuery(q)
			case IsSecretName(name):
				r.LearnParts(v)
			case !mayShowHeader(name):
				r.suspectParts(v)
			default:
				r.learnText(v)
			}
		}
	}
}

// LearnQuery notes the secrets of a raw query.
func (r *Redactor) LearnQuery(raw string) {
	for p := range strings.FieldsFuncSeq(raw, isSeparator) {
		name, value, _ := strings.Cut(p, "=")
		name, value = Unescape(name), Unescape(value)
		if !isQueryName(name) {
			r.suspectParts(name)
		}
		switch {
		case strings.EqualFold(name, "X-Amz-Credential"):
			id := withoutScope(value)
			r.learn(id)
			if strings.Contains(id, "/") {
				r.LearnParts(id)
			}
		case IsSecretName(name):
			r.LearnParts(value)
		case !mayShowQuery(name):
			r.suspectParts(value)
		default:
			r.learnText(value)
		}
	}
}

func isSeparator(c rune) bool { return c == '&' || c == ';' }

// Unescape returns a part of a query without escapes, or as it is if they are wrong.
func Unescape(s string) string {
	if u, err := url.QueryUnescape(s); err == nil {
		return u
	}
	return s
}

// Known masks the secrets that were learnt, and bounds the length.
func (r *Redactor) Known(s string) string { return r.bounded(s, r.replace) }

// replace masks the secrets that were learnt.
func (r *Redactor) replace(s string) string {
	for _, secret := range r.secrets() {
		if len(s) >= len(secret) && strings.Contains(s, secret) {
			s = strings.ReplaceAll(s, secret, capture.Masked)
		}
	}
	return s
}

// bounded masks a text and bounds its length afterwards: the part of a secret that
// a cut leaves isn't recognised any more. Of a long text no more is masked than can
// be shown, and what stands at the end of that, where a secret may be cut, is
// dropped.
func (r *Redactor) bounded(s string, mask func(string) string) string {
	if s == "" {
		return s
	}
	edge := MaxValue
	if all := r.secrets(); len(all) > 0 {
		edge = max(edge, len(all[0]))
	}
	if window := 2*MaxValue + 2*edge; len(s) > window {
		s = mask(s[:window])
		return Limit(s[:max(0, len(s)-edge)] + "…")
	}
	return Limit(mask(s))
}

// Limit bounds a text, without holding on to the rest of it.
func Limit(s string) string {
	if len(s) <= MaxValue {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	end := MaxValue
	for end > MaxValue-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return strings.ToValidUTF8(strings.Clone(s[:end]), "\uFFFD") + "…"
}

// patterns find secrets that weren't learnt, in free text.
var patterns = sync.OnceValue(func() (p struct {
	query, named, pair, quoted, line, element, user, id, word, bearer, hex, chance *regexp.Regexp
}) {
	p.query = regexp.MustCompile(`[?&]([A-Za-z0-9_.%-]+)=([^&\s"'<>]*)`)
	// A secret may stand in a text within the text: after an escaped quotation mark, or
	// an escaped = or : of a URL. Nothing has to be around its name, or around itself.
	p.named = regexp.MustCompile(`(?i)([a-z0-9_-]*(?:credential|signature|token|secret|password|passwd|customer-key|customerkey|accesskeyid|api-?key|authorization|cookie)[a-z0-9_-]*(?:\\*["'])?\s*(?:[=:]|%(?:25)*3[ad])\s*(?:\\*["'])?)([^\s&,;"'<>)]+)`)
	// Of these headers the whole value is secret, whatever the scheme.
	p.quoted = regexp.MustCompile(`(?i)(["'](?:[a-z0-9-]*authorization|(?:set-)?cookie2?)["']\s*[=:]\s*\[?\s*)("[^"]*("|$)|'[^']*('|$))`)
	p.line = regexp.MustCompile(`(?i)((?:authorization|cookie2?)(?:\\+["'])?\s*[=:])((?:[^\r\n]|\r?\n[ \t])+)`)
	// What lists headers writes them in pairs, as a HAR file does.
	p.pair = regexp.MustCompile(`(?i)((?:name|key|header)\\*["']\s*:\s*\\*["'][a-z0-9_-]*(?:credential|signature|token|secret|password|customer-?key|accesskeyid|api-?key|authorization|cookie)[a-z0-9_-]*\\*["']\s*,\s*\\*["']values?\\*["']\s*:\s*\[?\s*\\*["'])[^"'\\]*`)
	p.element = regexp.MustCompile(`(?is)(<(?:[a-z0-9_.-]+:)?(?:StringToSign|StringToSignBytes|CanonicalRequest|CanonicalRequestBytes|[a-z0-9_.-]*(?:credential|signature|token|secret|password|customer-?key|accesskeyid|api-?key|authorization|cookie)[a-z0-9_.-]*)(?:\s[^<>]*)?>)(?:<!\[CDATA\[.*?(?:\]\]>|$)|[^<])*`)
	p.user = regexp.MustCompile(`(:\\?/\\?/)[^\s"'<>]*@`) // some write JSON with \/
	p.id = regexp.MustCompile(`(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{12,}`)
	p.word = regexp.MustCompile(`(?i)(Bearer|Basic|Negotiate|Digest|AWS)\s+[A-Za-z0-9+/=._~-]*[0-9/=:+][A-Za-z0-9+/=._~:-]*`)
	p.bearer = regexp.MustCompile(`(?i)(Bearer(?:[\s:=+"'\\]|%20)+)[A-Za-z0-9+/=._~-]{16,}`)
	p.hex = regexp.MustCompile(`[0-9a-fA-F]{64,}`)
	p.chance = regexp.MustCompile(`((?i:host[ -]?id|x-amz-id-2|request[ -]?id|upload[ -]?id|version[ -]?id)["']?\s*[:=]?\s*["']?)?([A-Za-z0-9+/_=-]{32,})`)
	return p
})

// mayHaveName reports whether it is worth the while to look for a secret with a
// name: the patterns take a hundred times as long.
func mayHaveName(s string) bool {
	if !strings.ContainsAny(s, "=:%") {
		return false
	}
	s = strings.ToLower(s)
	for _, n := range secretNames {
		if strings.Contains(s, n) {
			return true
		}
	}
	return strings.Contains(s, "passwd") || strings.Contains(s, "api")
}

// mayHaveWord does so for the names of authentication schemes.
func mayHaveWord(s string) bool {
	s = strings.ToLower(s)
	for _, n := range []string{"bearer", "basic", "negotiate", "digest", "aws"} {
		if strings.Contains(s, n) {
			return true
		}
	}
	return false
}

// mayHaveID does so for access key ids.
func mayHaveID(s string) bool {
	for _, n := range []string{"AKIA", "ASIA", "ABIA", "ACCA", "AROA", "AIDA"} {
		if strings.Contains(s, n) {
			return true
		}
	}
	return false
}

// Text masks what looks like a secret in a text that anybody may have written: an
// error message. It comes back as a part of one line.
func (r *Redactor) Text(s string) string {
	return printable.Line(r.bounded(s, r.maskText))
}

func (r *Redactor) maskText(s string) string {
	p := patterns()
	// The line of a header goes first: what follows a scheme in it has no name.
	if lower := strings.ToLower(s); strings.Contains(lower, "authorization") || strings.Contains(lower, "cookie") {
		s = p.quoted.ReplaceAllString(s, `${1}"`+capture.Masked+`"`)
		s = p.line.ReplaceAllStringFunc(s, func(m string) string {
			sub := p.line.FindStringSubmatch(m)
			if strings.HasPrefix(strings.TrimLeft(sub[2], ` "'`), capture.Masked[:len(capture.Masked)-1]) {
				return m
			}
			return sub[1] + " " + capture.Masked
		})
	}
	s = r.maskValue(s)
	if strings.ContainsAny(s, "?&") {
		s = p.query.ReplaceAllStringFunc(s, maskParameter)
	}
	if mayHaveWord(s) {
		s = p.word.ReplaceAllString(s, "$1 "+capture.Masked)
		s = p.bearer.ReplaceAllString(s, "${1}"+capture.Masked)
	}
	if len(s) >= 64 {
		s = p.hex.ReplaceAllString(s, capture.Masked)
	}
	if r.Stranger {
		s = p.chance.ReplaceAllStringFunc(s, func(m string) string {
			if sub := p.chance.FindStringSubmatch(m); sub[1] != "" || !byChance(sub[2]) {
				return m
			}
			return capture.Masked
		})
	}
	return s
}

// byChance reports whether a word looks as if it had been made by chance, as keys
// and tokens are, and names aren't.
func byChance(s string) bool {
	var upper, lower, digits int
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			upper++
		case c >= 'a' && c <= 'z':
			lower++
		case c >= '0' && c <= '9':
			digits++
		}
	}
	return upper >= 4 && lower >= 4 && digits >= 2
}

// Value masks what looks like a secret in a value that may be shown.
func (r *Redactor) Value(s string) string { return r.bounded(s, r.maskValue) }

func (r *Redactor) maskValue(s string) string {
	s = r.replace(s)
	if strings.Contains(s, "@") {
		s = patterns().user.ReplaceAllString(s, "${1}"+capture.Masked+"@")
	}
	if strings.Contains(s, "<") {
		s = patterns().element.ReplaceAllString(s, "${1}"+capture.Masked)
	}
	if mayHaveName(s) {
		p := patterns()
		s = p.named.ReplaceAllStringFunc(s, func(m string) string {
			sub := p.named.FindStringSubmatch(m)
			if strings.HasPrefix(sub[2], capture.Masked[:len(capture.Masked)-1]) || isErrorCode(sub[1]) {
				return m // once masked, it stays as it is
			}
			return sub[1] + capture.Masked
		})
		s = p.pair.ReplaceAllString(s, "${1}"+capture.Masked)
	}
	if mayHaveID(s) {
		s = patterns().id.ReplaceAllString(s, capture.Masked)
	}
	return s
}

// errorCodes are S3's codes that have the name of a secret in them: what follows
// one in a text is its message.
var errorCodes = lazySet(
	"AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "CredentialsNotSupported", "ExpiredToken",
	"InvalidSignature", "InvalidToken", "MissingAuthenticationToken", "SignatureDoesNotMatch", "TokenCodeInvalidError",
	"TokenRefreshRequired", "UnsupportedSignature",
)

// isErrorCode reports whether a name with its colon is a code of S3's.
func isErrorCode(name string) bool {
	code, found := strings.CutSuffix(strings.TrimSpace(name), ":")
	return found && errorCodes()[code]
}

func maskParameter(m string) string {
	name, value, _ := strings.Cut(m[1:], "=")
	if mayShowQuery(Unescape(name)) || strings.HasPrefix(value, capture.Masked[:len(capture.Masked)-1]) {
		return m
	}
	return m[:1] + name + "=" + capture.Masked
}

// header masks one value of a header.
func (r *Redactor) header(name, value string) string {
	switch {
	case value == "" || isMark(value):
		return value
	case strings.EqualFold(name, "Authorization"):
		return ParseAuthorization(value).masked()
	case IsSourceHeader(name):
		return r.Source(value)
	case IsSecretName(name) || !mayShowHeader(name):
		if value == MaskedNotASCII || !IsSecretName(name) && !IsASCII(value) {
			return MaskedNotASCII
		}
		return capture.Masked
	}
	return r.Value(value)
}

// Source masks the query of a text that names an object or a URL.
func (r *Redactor) Source(s string) string {
	path, query, found := strings.Cut(s, "?")
	path = r.Value(path)
	if !found {
		return path
	}
	return path + "?" + r.Query(query)
}

// Query returns the canonical query: sorted, with masked values.
func (r *Redactor) Query(raw string) string {
	if raw == "" {
		return ""
	}
	var list []string
	for p := range strings.FieldsFuncSeq(raw, isSeparator) {
		name, value, _ := strings.Cut(p, "=")
		list = append(list, r.parameter(Unescape(name), Unescape(value)))
		if len(list) == 256 {
			break
		}
	}
	slices.Sort(list)
	return strings.Join(list, "&")
}

func isSimpleName(s string) bool { return within(s, 80, "_.-", true) }

// isWord reports whether a text has letters only, and isn't long.
func isWord(s string) bool { return within(s, 24, "_-", true) && !strings.ContainsAny(s, "0123456789") }

// isQueryName reports whether a parameter's name may be shown: what isn't one of
// S3's, nor looks like a word, may be a secret itself.
func isQueryName(name string) bool {
	lower := strings.ToLower(name)
	return name == capture.Masked || Subresources()[name] || mayShowQuery(name) || isWord(name) ||
		(strings.HasPrefix(lower, "x-amz-") || strings.HasPrefix(lower, "response-")) && len(name) < 80 && isSimpleName(name)
}

// parameter returns a parameter in its canonical form.
func (r *Redactor) parameter(name, value string) string {
	if !isQueryName(name) {
		name = capture.Masked
	}
	name = r.Known(name)
	if value == "" {
		return name + "="
	}
	switch {
	case isMark(value):
		return name + "=" + value
	case strings.EqualFold(name, "X-Amz-Credential"):
		id, scope, found := strings.Cut(value, "/")
		if id == "" || !found || !IsScope(scope) {
			return name + "=" + capture.Masked
		}
		if isMark(id) {
			return name + "=" + id + "/" + scope
		}
		return name + "=" + capture.Masked + "/" + scope
	case IsSecretName(name) || !mayShowQuery(name):
		return name + "=" + capture.Masked
	}
	return name + "=" + escapeValue(r.Value(value))
}

// escapeValue escapes a parameter's value but leaves the mask readable.
func escapeValue(s string) string {
	parts := strings.Split(s, capture.Masked)
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.QueryEscape(p), "+", "%20")
	}
	return strings.Join(parts, capture.Masked)
}

// Headers masks a request's or an answer's headers. Where a reference is given,
// withheld values that differ from the reference's say so.
func (r *Redactor) Headers(h, reference http.Header) map[string][]string {
	if len(h) == 0 {
		return nil
	}
	out := make(map[string][]string, len(h))
	for name, values := range h {
		if len(out) == 256 {
			break
		}
		masked := make([]string, len(values))
		for i, v := range values {
			masked[i] = r.header(name, v)
			if old := reference[name]; i < len(old) && old[i] != v && masked[i] == r.header(name, old[i]) {
				masked[i] = strings.ReplaceAll(masked[i], capture.Masked, MaskedChanged)
			}
		}
		out[Limit(http.CanonicalHeaderKey(name))] = masked
	}
	return out
}

// AnswerHeaders holds the allow-listed headers of an answer; of the others not
// even the names matter.
func (r *Redactor) AnswerHeaders(h http.Header) map[string][]string {
	shown := http.Header{}
	for name, values := range h {
		if mayShowHeader(name) || IsSourceHeader(name) {
			shown[name] = values
		}
	}
	return r.Headers(shown, nil)
}

// Plain returns an error of the XML parser without what it quotes.
func (r *Redactor) Plain(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return errors.New(Clip(r.Text(syntax.Msg), QuoteLimit))
	}
	return errors.New(Clip(r.Text(err.Error()), QuoteLimit))
}

// QuoteLimit bounds the values in a discrepancy; a header can be long.
const QuoteLimit = 200

// Clip shortens a text to at most n bytes, without cutting a character.
func Clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n] + "…"
}

// LimitTo shortens a text to n bytes.
func LimitTo(s string, n int) string {
	if len(s) > n {
		return s[:n] + "…"
	}
	return s
}
