package aws

import (
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docUsingMetadata = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html"

const (
	maxUserMetadata   = 2 << 10
	maxSystemMetadata = 2 << 10
	maxHeaderSection  = 8 << 10
)

// metadataKey is a key as it is sent: the SDK cuts white space around it, and S3
// was seen to accept what is left.
func metadataKey(k string) string { return strings.TrimSpace(k) }

// metadataSize is the size of user metadata as S3 counts it, or less: the
// prefix x-amz-meta- doesn't count, and a value in the encoding of RFC 2047 is
// decoded, to a third at the least. Keys that are the same header's name are sent
// once, with one of their values.
func metadataSize(m map[string]string) int {
	n := 0
	for k, v := range m {
		n += len(metadataKey(k)) + metadataValueSize(v)
	}
	if n <= maxUserMetadata || len(m) < 2 {
		return n
	}
	smallest := make(map[string]int, len(m))
	for k, v := range m {
		k = strings.ToLower(metadataKey(k))
		size := metadataValueSize(v)
		if other, twice := smallest[k]; twice {
			n -= len(k) + max(size, other)
			size = min(size, other)
		}
		smallest[k] = size
	}
	return n
}

func metadataValueSize(v string) int {
	if strings.Contains(v, "=?") {
		return len(v) / 3
	}
	return len(strings.TrimSpace(v))
}

// unusualMetadata is passed by metadata in which something may be wrong: all but small
// letters, digits and a few signs in the keys, and printable ASCII in the values.
var unusualMetadata = compat.Sieve{Strings: func(m map[string]string) bool {
	n := 0
	for k, v := range m {
		if n += len(k) + len(v); n > maxUserMetadata {
			return true
		}
		for i := range len(k) {
			if c := k[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.' {
				return true
			}
		}
		for i := range len(v) {
			if c := v[i]; c < ' ' || c > '~' || c == '?' && i > 0 && v[i-1] == '=' {
				return true
			}
		}
	}
	return false
}}

func metadataTooLarge() *compat.Predicate {
	p := compat.Strings("is larger than 2 KB, keys and values together", func(m map[string]string) bool {
		return metadataSize(m) > maxUserMetadata
	},
		[]any{map[string]string{"note": strings.Repeat("a", 2045)}, map[string]string{"a": strings.Repeat("a", 1500), "b": strings.Repeat("b", 1500)}},
		[]any{map[string]string{"note": strings.Repeat("a", 2044)}, map[string]string{"owner": "me"}, map[string]string{},
			map[string]string{"Note": strings.Repeat("a", 1500), "note ": strings.Repeat("b", 1500)}}).Sifted(&unusualMetadata)
	p.Measure = func(v compat.Value) (int64, bool) {
		m, ok := v.Strings()
		return int64(metadataSize(m)), ok
	}
	return p
}

// isHeaderToken reports whether every byte can be part of a header's name.
// https://www.rfc-editor.org/rfc/rfc9110#name-tokens
func isHeaderToken(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0:
		default:
			return false
		}
	}
	return true
}

func metadataKeyNoToken() *compat.Predicate {
	return compat.Strings("has a key with a character that a header's name can't have", func(m map[string]string) bool {
		for k := range m {
			if !isHeaderToken(metadataKey(k)) {
				return true
			}
		}
		return false
	},
		[]any{map[string]string{"created by": "me"}, map[string]string{"año": "2026"}, map[string]string{"a:b": "c"}, map[string]string{"a(b)": "c"}},
		[]any{map[string]string{"created-by": "me", "__meta_2": "bar", "a.b": "c"}, map[string]string{" created-by\t": "me"}, map[string]string{}}).Sifted(&unusualMetadata)
}

// hasControl reports whether the text has a control character that no header can
// carry. S3 takes some others in metadata, although Go's client sends none.
func hasControl(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= '\r' && (c == '\n' || c == '\r' || c == 0) {
			return true
		}
	}
	return false
}

// carried returns the names, in lower case, of the keys that have a value without
// such a character. Of several keys that are the same header's name, it is chance
// whose value is sent.
func carried(m map[string]string) map[string]struct{} {
	names := make(map[string]struct{}, len(m))
	for k, v := range m {
		if !hasControl(v) {
			names[strings.ToLower(metadataKey(k))] = struct{}{}
		}
	}
	return names
}

func metadataValueControl() *compat.Predicate {
	return compat.Strings("has a value with a line break or a null character", func(m map[string]string) bool {
		var clean map[string]struct{}
		for k, v := range m {
			if !hasControl(v) {
				continue
			}
			if clean == nil {
				clean = carried(m)
			}
			if _, another := clean[strings.ToLower(metadataKey(k))]; !another {
				return true
			}
		}
		return false
	},
		[]any{map[string]string{"note": "two\nlines"}, map[string]string{"a": "b", "nul": "\x00"}, map[string]string{"Note": "two\nlines", "note": "\n"}},
		[]any{map[string]string{"Note": "two\nlines", "note": "one"}, map[string]string{"note": "a tab\tis fine"}, map[string]string{"note": "ñ"}, map[string]string{"note": "\x04"}}).Sifted(&unusualMetadata)
}

// returnedOtherwise reports whether S3 returns a value of metadata in another form
// than it was given in. It decodes what is encoded by RFC 2047 before it stores it, and
// encodes what isn't ASCII before it returns it.
func returnedOtherwise(v string) bool {
	for i := range len(v) {
		if v[i] >= utf8.RuneSelf {
			return true
		}
	}
	if !strings.Contains(v, "=?") {
		return false
	}
	decoded, err := new(mime.WordDecoder).DecodeHeader(v)
	if err != nil || decoded == v {
		return false
	}
	// What is encoded in the end may be encoded as it was.
	return !strings.ContainsFunc(decoded, func(r rune) bool { return r >= utf8.RuneSelf || r < ' ' })
}

func metadataReturnedOtherwise() *compat.Predicate {
	return compat.Strings("has a value beyond ASCII, or ASCII in the encoding of RFC 2047", func(m map[string]string) bool {
		for _, v := range m {
			if returnedOtherwise(v) {
				return true
			}
		}
		return false
	},
		[]any{map[string]string{"note": "größe"}, map[string]string{"a": "b", "note": "=?UTF-8?Q?plain?="}, map[string]string{"note": "\xff"}},
		[]any{map[string]string{"note": "plain"}, map[string]string{"note": "=?UTF-8?Q?gr=C3=B6=C3=9Fe?="}, map[string]string{"note": "a =? b"}, map[string]string{}}).Sifted(&unusualMetadata)
}

func textWithControl() *compat.Predicate {
	return compat.Text("has a line break or a null character", hasControl, []any{"two\nlines", "a\r\nb: c"}, []any{"text/plain", "a\tb"}).Unusual()
}

func metadataKeyUpper() *compat.Predicate {
	return compat.Strings("has a key with a capital letter", func(m map[string]string) bool {
		for k := range m {
			for i := range len(k) {
				if 'A' <= k[i] && k[i] <= 'Z' {
					return true
				}
			}
		}
		return false
	}, []any{map[string]string{"CreatedBy": "me"}}, []any{map[string]string{"created-by": "Me"}}).Sifted(&unusualMetadata)
}

func metadataKeysCollide() *compat.Predicate {
	return compat.Strings("has two keys that differ only in the case of their letters", func(m map[string]string) bool {
		if len(m) < 2 {
			return false
		}
		if len(m) > 16 {
			seen := make(map[string]struct{}, len(m))
			for k := range m {
				k = strings.ToLower(k)
				if _, twice := seen[k]; twice {
					return true
				}
				seen[k] = struct{}{}
			}
			return false
		}
		for a := range m {
			for b := range m {
				if a != b && len(a) == len(b) && strings.EqualFold(a, b) {
					return true
				}
			}
		}
		return false
	}, []any{map[string]string{"Owner": "me", "owner": "you"}}, []any{map[string]string{"owner": "me", "owners": "you"}, map[string]string{"Owner": "me"}}).Sifted(&unusualMetadata)
}

func headerTooLong() *compat.Predicate {
	return compat.Longer("is longer than 8 KB", maxHeaderSection,
		[]any{strings.Repeat("a", maxHeaderSection+1)}, []any{"max-age=60", strings.Repeat("a", 100)})
}

// contentHeaders are the members that become plain headers and are kept with
// the object.
var contentHeaders = []compat.Member{
	member.CacheControl, member.ContentDisposition, member.ContentEncoding, member.ContentLanguage, member.ContentType,
}

// longHeaders are the headers kept with an object that are long now and then.
// S3 adds up the sizes of all of them, names and values.
var longHeaders = []struct {
	name   string
	member compat.Member
}{
	{"cache-control", member.CacheControl},
	{"content-disposition", member.ContentDisposition},
	{"x-amz-website-redirect-location", member.WebsiteRedirectLocation},
}

// systemMetadataTooLarge is true if one of the long headers, or two of them
// together, certainly exceed what S3 keeps. A redirect location alone has its
// own rule.
func systemMetadataTooLarge() compat.Condition {
	var kids []compat.Condition
	for _, h := range longHeaders[:2] {
		kids = append(kids, compat.Matches(h.member, tooLargeHeader(maxSystemMetadata-len(h.name))))
	}
	for i, a := range longHeaders {
		for _, b := range longHeaders[i+1:] {
			kids = append(kids, compat.Related(largerTogether(a.member, b.member, maxSystemMetadata-len(a.name)-len(b.name))))
		}
	}
	return compat.Any(kids...)
}

// tooLargeHeader returns a predicate over values of more bytes than that.
func tooLargeHeader(most int) *compat.Predicate {
	return compat.Longer("is longer than 2 KB, together with the header's name", most,
		[]any{strings.Repeat("a", most+1)}, []any{strings.Repeat("a", most), "max-age=60"})
}

// largerTogether returns a relation that holds of texts which have more bytes
// together.
func largerTogether(a, b compat.Member, bytes int) *compat.Relation {
	return &compat.Relation{
		Name:    a.String() + " and " + b.String() + " are larger than 2 KB together",
		Members: []compat.Member{a, b},
		Test: func(x, y, _ compat.Value) compat.Truth {
			s, ok1 := x.Text()
			t, ok2 := y.Text()
			if !ok1 || !ok2 {
				return compat.Unknown
			}
			return compat.TruthOf(len(s)+len(t) > bytes && s != "" && t != "")
		},
		Yes: [][]any{{"/" + strings.Repeat("a", bytes-1), "b"}},
		No:  [][]any{{"/" + strings.Repeat("a", bytes-2), "b"}, {"", ""}},
	}
}

// anyMatches is true if one of the members fulfils the predicate.
func anyMatches(ms []compat.Member, p *compat.Predicate) compat.Condition {
	kids := make([]compat.Condition, len(ms))
	for i, m := range ms {
		kids[i] = compat.Matches(m, p)
	}
	return compat.Any(kids...)
}

// metadataRules are the rules about user metadata and the content headers kept
// with an object.
func metadataRules() []compat.Rule {
	writes := []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject}
	put := func(m map[string]string) compat.Case { return compat.Given(operation.PutObject, member.Metadata, m) }
	// Whether S3 judges metadata that a copy is going to drop isn't known.
	used := compat.Any(compat.Not(compat.Set(member.CopySource)), compat.Equals(member.MetadataDirective, "REPLACE"))
	return []compat.Rule{
		{
			ID:         "metadata-too-large",
			Topic:      "metadata",
			Title:      "User metadata is at most 2 KB large",
			Problem:    "Metadata has {n} bytes; S3 allows 2,048",
			Remedy:     "Keep large values elsewhere",
			Operations: writes,
			When:       compat.All(compat.Matches(member.Metadata, metadataTooLarge()), used),
			Answer:     compat.Answer{Status: 400, Code: "MetadataTooLarge", Message: "Your metadata headers exceed the maximum allowed metadata size"},
			Why:        "S3 keeps 2 KB of user metadata with an object: the bytes of all keys and values in UTF-8.",
			Fix:        "Keep large metadata in an object of its own, in an annotation, or in a database.",
			Sources:    []string{docUsingMetadata, docErrors, "https://github.com/versity/versitygw/issues/2086"},
			Violating: []compat.Case{
				put(map[string]string{"note": strings.Repeat("a", 2045)}),
				compat.Given(operation.CopyObject, member.MetadataDirective, "REPLACE", member.Metadata, map[string]string{"note": strings.Repeat("a", 3000)}),
			},
			Allowed: []compat.Case{
				put(map[string]string{"note": strings.Repeat("a", 2044)}),
				put(map[string]string{"Note": strings.Repeat("a", 1500), "note": strings.Repeat("b", 1500)}), // one of them is sent
				compat.Given(operation.CreateMultipartUpload, member.Metadata, map[string]string{"note": "short"}),
			},
		},
		{
			ID:         "system-metadata-too-large",
			Topic:      "metadata",
			Title:      "The content headers and the redirect of an object are at most 2 KB large together",
			Problem:    "The headers have more than 2 KB together ({set})",
			Remedy:     "Shorten them",
			Operations: writes,
			When:       compat.All(systemMetadataTooLarge(), used),
			Answer:     compat.Answer{Status: 400, Code: "MetadataTooLarge", Message: "Your metadata headers exceed the maximum allowed metadata size"},
			Why:        "S3 keeps 2 KB of system metadata with an object: the bytes of the names and the values of these headers.",
			Fix:        "Shorten the header; a long file name in ContentDisposition is often given twice, plain and encoded.",
			Sources:    []string{docUsingMetadata, argminCopies, argminRedirects, "https://github.com/zapier/zapier-platform/pull/874"},
			Violating: []compat.Case{
				compat.Given(operation.CreateMultipartUpload, member.ContentDisposition, strings.Repeat("d", 3000)),
				compat.Given(operation.CopyObject, member.MetadataDirective, "REPLACE", member.ContentDisposition, strings.Repeat("d", 3000)),
				compat.Given(operation.PutObject, member.WebsiteRedirectLocation, "/"+strings.Repeat("r", maxRedirect-1), member.CacheControl, "x"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.ContentDisposition, strings.Repeat("d", 2000)),
				compat.Given(operation.PutObject, member.WebsiteRedirectLocation, "/"+strings.Repeat("r", maxRedirect-1)),
			},
		},
		{
			ID:         "metadata-key-characters",
			Topic:      "metadata",
			Title:      "A metadata key consists of characters that a header's name can have",
			Problem:    "A key of Metadata isn't the name of a header",
			Remedy:     "Use a-z, 0-9 and -",
			Operations: with(member.Metadata),
			When:       compat.Matches(member.Metadata, metadataKeyNoToken()),
			Answer:     compat.Answer{Status: 400, Code: "BadRequest", Message: "An error occurred when parsing the HTTP request."},
			Why:        "User metadata travels as x-amz-meta- headers. HTTP allows letters and digits of ASCII and a few signs in their names, neither spaces nor colons; Go's HTTP client refuses to send others.",
			Fix:        "Use lower-case letters, digits and hyphens; put other text into the value.",
			Sources:    []string{docUsingMetadata},
			Rank:       -10,
			Violating:  []compat.Case{put(map[string]string{"created by": "me"}), put(map[string]string{"año": "2026"})},
			Allowed: []compat.Case{
				put(map[string]string{"created-by": "me"}), put(map[string]string{"__meta_2": "bar"}),
				put(map[string]string{" created-by ": "me"}), // the SDK cuts the blanks
			},
		},
		{
			ID:         "metadata-value-control-character",
			Topic:      "metadata",
			Title:      "A metadata value has no line breaks or null characters",
			Problem:    "A value of Metadata has a line break or a null character",
			Remedy:     "Encode it",
			Operations: with(member.Metadata),
			When:       compat.Matches(member.Metadata, metadataValueControl()),
			Answer:     compat.Answer{Status: 400, Code: "BadRequest", Message: "An error occurred when parsing the HTTP request."},
			Why:        "User metadata travels in headers, and a line break would end the header. Go's HTTP client refuses to send it.",
			Fix:        "Encode the value, for example as base64 or with percent signs.",
			Sources:    []string{docUsingMetadata, "https://github.com/gaul/s3proxy/issues/271"},
			Rank:       -10,
			Violating:  []compat.Case{put(map[string]string{"note": "two\nlines"})},
			Allowed:    []compat.Case{put(map[string]string{"note": "two\tcolumns"})},
		},
		{
			ID:         "content-header-control-character",
			Topic:      "metadata",
			Title:      "Content headers have no line breaks or null characters",
			Problem:    "{set} has a line break or a null character",
			Remedy:     "Remove it",
			Operations: with(contentHeaders...),
			When:       anyMatches(contentHeaders, textWithControl()),
			Answer:     compat.Answer{Status: 400, Code: "BadRequest", Message: "An error occurred when parsing the HTTP request."},
			Why:        "A line break would end the header. Go's HTTP client refuses to send it.",
			Fix:        "Remove line breaks; they are common in file names given to Content-Disposition.",
			Sources:    []string{docUsingMetadata},
			Rank:       -10,
			Violating:  []compat.Case{compat.Given(operation.PutObject, member.ContentDisposition, "attachment; filename=\"a\n.txt\"")},
			Allowed:    []compat.Case{compat.Given(operation.PutObject, member.ContentDisposition, "attachment; filename=\"a.txt\"")},
		},
		{
			ID:         "content-header-too-long",
			Topic:      "metadata",
			Title:      "The headers of a request are at most 8 KB long together",
			Problem:    "{set} has more than 8 KB",
			Remedy:     "Shorten it",
			Operations: writes,
			When:       anyMatches(contentHeaders, headerTooLong()),
			Answer:     compat.Answer{Status: 400, Code: "RequestHeaderSectionTooLarge", Message: "Your request header section exceeds the maximum allowed size."},
			Why:        "S3 reads 8 KB of headers for a PUT; one header alone exceeds that here.",
			Fix:        "Shorten the header.",
			Sources:    []string{docUsingMetadata},
			Rank:       -10,
			Violating:  []compat.Case{compat.Given(operation.PutObject, member.ContentDisposition, strings.Repeat("a", 9000))},
			Allowed:    []compat.Case{compat.Given(operation.PutObject, member.ContentDisposition, "attachment")},
		},
		{
			ID:         "metadata-value-reencoded",
			Topic:      "metadata",
			Title:      "S3 returns metadata values beyond ASCII encoded by RFC 2047",
			Problem:    "A value of Metadata isn't returned as it is given",
			Remedy:     "Encode it yourself",
			Effect:     compat.Ignored,
			Operations: writes,
			When:       compat.All(compat.Matches(member.Metadata, metadataReturnedOtherwise()), used),
			Why:        "Before it stores a value S3 decodes what is encoded by RFC 2047, and before it returns one it encodes what isn't ASCII: größe comes back as =?UTF-8?Q?gr=C3=B6=C3=9Fe?=. The SDK decodes nothing.",
			Fix:        "Encode the value, for example with percent signs or as base64, or decode what is returned with mime.WordDecoder.",
			Sources:    []string{docUsingMetadata, "recorded:ls-a-0009", "recorded:ls-c-0010"},
			Violating:  []compat.Case{put(map[string]string{"note": "größe"}), put(map[string]string{"note": "=?UTF-8?Q?plain?="})},
			Allowed:    []compat.Case{put(map[string]string{"note": "plain"}), put(map[string]string{"note": "gr%C3%B6%C3%9Fe"})},
		},
		{
			ID:         "metadata-key-case",
			Topic:      "metadata",
			Title:      "Metadata keys are stored in lower case",
			Problem:    "A key of Metadata has capitals, which S3 lowers",
			Remedy:     "Use lower case",
			Effect:     compat.Ignored,
			Operations: writes,
			When:       compat.Matches(member.Metadata, metadataKeyUpper()),
			Why:        "Header names have no case, and S3 keeps user metadata under lower-case names: what reads the object back doesn't find the key as it was written.",
			Fix:        "Use lower-case keys.",
			Sources:    []string{docUsingMetadata, "recorded:ls-a-0021"},
			Violating:  []compat.Case{put(map[string]string{"TEST_META_1": "foo"})},
			Allowed:    []compat.Case{put(map[string]string{"test_meta_1": "Foo"})},
		},
		{
			ID:         "metadata-keys-collide",
			Topic:      "metadata",
			Title:      "Metadata keys that differ only in case are the same key",
			Problem:    "Two keys of Metadata differ only in case",
			Remedy:     "Give each once",
			Effect:     compat.Ignored,
			Operations: writes,
			When:       compat.Matches(member.Metadata, metadataKeysCollide()),
			Why:        "Header names have no case, so only one of the values is sent, and which one is chance.",
			Fix:        "Give each key once, in lower case.",
			Sources:    []string{docUsingMetadata},
			Violating:  []compat.Case{put(map[string]string{"Owner": "me", "owner": "you"})},
			Allowed:    []compat.Case{put(map[string]string{"owner": "me", "author": "you"})},
		},
	}
}
