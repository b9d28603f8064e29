package compat

import "strings"

// Source is a parsed CopySource or RenameSource member: the object to copy or
// rename. [ParseCopySource] and [ParseRenameSource] make one.
type Source struct {
	// Target is what Bucket addresses. It is zero where Bucket is empty.
	Target Target

	// Bucket is the source bucket as a Bucket member would name it: a name, an
	// alias, or the ARN of an access point. It is empty in a rename source that
	// names only a key, which is in the bucket of the request.
	Bucket string

	// Key is the key of the source object, decoded.
	Key string

	// VersionID is the version to copy, decoded. HasVersion tells an empty one
	// from none.
	VersionID  string
	HasVersion bool

	// LeadingSlash is set if the text begins with a slash, which means nothing.
	LeadingSlash bool

	// PlusAsSpace is set if the text contains a plus sign, which stands for a
	// space. A key that really contains a plus sign needs %2B, so this is a
	// common reason for NoSuchKey.
	PlusAsSpace bool

	// Problem says what is wrong with the text. The other fields then hold what
	// could be made out.
	Problem SourceProblem

	// text is what was parsed, kept if there is a problem.
	text string
}

// SourceProblem says what is wrong with a copy or rename source. The zero value
// means that nothing is.
type SourceProblem uint8

const (
	_ SourceProblem = iota

	// EmptySource: the text is empty.
	EmptySource

	// EmptySourceBucket: nothing before the slash.
	EmptySourceBucket

	// NoSourceKey: a bucket without a key.
	NoSourceKey

	// BadEscape: a percent sign that two hexadecimal digits don't follow.
	BadEscape

	// BadSourceBucket: no bucket can have that name; Source.Target.Problem
	// tells why.
	BadSourceBucket

	// UnencodedCharacter: a space, a control character, or one outside ASCII
	// that should be percent-encoded. Signatures often break on them.
	UnencodedCharacter

	// UnencodedQuestionMark: a question mark that doesn't begin versionId. In a
	// key it should be %3F.
	UnencodedQuestionMark

	// UnknownParameter: another parameter after versionId.
	UnknownParameter

	// EmptyVersionID: versionId without a value.
	EmptyVersionID

	// NoObjectInARN: an ARN that /object/ and a key don't follow.
	NoObjectInARN

	// BucketARNSource: the ARN of an object in a bucket, arn:aws:s3:::bucket/key.
	// The documentation knows ARNs of objects behind access points only.
	BucketARNSource

	// URLSource: a URL. The documentation knows bucket/key and ARNs only.
	URLSource

	// TrailingSlash: RenameObject doesn't rename objects whose key ends with a
	// slash.
	//
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-objects-rename.html
	TrailingSlash

	sourceProblems // how many there are
)

var sourceProblemTexts = [sourceProblems]string{
	EmptySource:           "the source is empty",
	EmptySourceBucket:     "the source names no bucket",
	NoSourceKey:           "the source names no key",
	BadEscape:             "the source contains a percent sign without two hexadecimal digits",
	BadSourceBucket:       "the source's bucket can't exist",
	UnencodedCharacter:    "the source contains a character that should be percent-encoded",
	UnencodedQuestionMark: "the source contains a question mark that should be percent-encoded",
	UnknownParameter:      "the source has a parameter other than versionId",
	EmptyVersionID:        "the source's versionId is empty",
	NoObjectInARN:         "the source's ARN has no /object/ and key after the access point",
	BucketARNSource:       "the source is the ARN of a bucket's object instead of bucket/key",
	URLSource:             "the source is a URL instead of bucket/key",
	TrailingSlash:         "an object whose key ends with a slash can't be renamed",
}

// String returns the problem as it reads in a sentence, and an empty text for
// no problem.
func (p SourceProblem) String() string {
	if p < sourceProblems {
		return sourceProblemTexts[p]
	}
	return "unknown problem"
}

// Certain reports whether S3 is certain to refuse such a source. It is false
// where neither the documentation nor an answer on record shows it.
func (p SourceProblem) Certain() bool {
	switch p {
	case EmptySource, EmptySourceBucket, NoSourceKey, BadEscape, BadSourceBucket, TrailingSlash:
		return true
	}
	return false
}

// ParseCopySource reads the CopySource member of CopyObject and UploadPartCopy
// as it goes over the wire, percent-encoded:
//
//	bucket/key                                  also with a leading slash
//	bucket/key?versionId=id
//	arn:aws:s3:region:account:accesspoint/name/object/key
//	arn:aws:s3-outposts:region:account:outpost/id/object/key
//	arn:aws:s3-outposts:region:account:outpost/id/accesspoint/name/object/key
//
// S3 looks for versionId before it decodes and for the slashes afterwards: an
// encoded slash separates bucket and key too, an encoded question mark belongs
// to the key. A plus sign is a space. URLs are read as well, to say what was
// meant, but have a problem.
//
// It accepts every text; what is wrong with it is in Source.Problem. Nothing is
// allocated unless there is something to decode.
//
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html#API_CopyObject_RequestSyntax
func ParseCopySource(s string) Source {
	var src Source
	if src.setPlain(s) {
		return src
	}
	switch {
	case s == "":
		src.Problem = EmptySource
		return src
	case isURL(s):
		src.parseURL(s)
	default:
		src.parseCopy(s)
	}
	if src.Problem != 0 {
		src.text = s
	}
	return src
}

const versionIDParameter = "?versionId="

// SetCopySource parses a CopySource member into the request.
func (r *Request) SetCopySource(source string) {
	if r.Source.parsed() {
		r.Source = Source{}
	}
	if !r.Source.setPlain(source) {
		r.Source = ParseCopySource(source)
	}
}

// plainInKey holds the characters that mean themselves in the key of a copy
// source.
var plainInKey = func() (plain [256]bool) {
	for c := ' ' + 1; c < 0x7f; c++ {
		plain[c] = c != '%' && c != '+' && c != '?'
	}
	return plain
}()

// setPlain sets src to a general purpose bucket and a key if that takes no more
// than a look at the characters of s, as with nearly every copy source: the same
// result as that of the parser, in a third of the time.
func (src *Source) setPlain(s string) bool {
	slash := 0
	var set chars
	for ; slash < len(s) && s[slash] != '/'; slash++ {
		set |= charClass[s[slash]]
	}
	if slash >= len(s)-1 || !isPlain(s[:slash], set) {
		return false
	}
	key := s[slash+1:]
	for i := range len(key) {
		if !plainInKey[key[i]] {
			return false
		}
	}
	src.Bucket, src.Key = s[:slash], key
	src.Target.Kinds, src.Target.Name = 1<<GeneralPurposeBucket, src.Bucket
	return true
}

// parsed reports whether a text was parsed into src.
func (src *Source) parsed() bool { return src.Key != "" || src.Bucket != "" || src.Problem != 0 }

func (src *Source) parseCopy(s string) {
	path, version, hasVersion := strings.Cut(s, versionIDParameter)
	src.HasVersion = hasVersion
	if hasVersion {
		value, _, more := strings.Cut(version, "&")
		id, ok := src.decode(value)
		if !ok {
			return
		}
		src.VersionID = id
		switch {
		case more:
			src.note(UnknownParameter)
		case id == "":
			src.note(EmptyVersionID)
		}
	}
	if strings.IndexByte(path, '?') >= 0 {
		src.note(UnencodedQuestionMark)
	}
	object, ok := src.decode(path)
	if !ok {
		return
	}
	object, src.LeadingSlash = strings.CutPrefix(object, "/")
	if strings.HasPrefix(object, "arn:") {
		src.parseARN(object)
		return
	}
	src.split(object)
}

// split reads bucket/key. What is certain to fail takes precedence over a doubt
// noted before.
func (src *Source) split(object string) {
	var p SourceProblem
	src.Bucket, src.Key, _ = strings.Cut(object, "/")
	switch {
	case src.Bucket == "":
		p = EmptySourceBucket
	case src.Key == "":
		p = NoSourceKey
	}
	if src.Bucket != "" {
		src.Target = ParseTarget(src.Bucket)
		if p == 0 && src.Target.Problem.Certain() {
			p = BadSourceBucket
		}
	}
	if p != 0 {
		src.Problem = p
	}
}

// parseARN reads the ARN of an object: the ARN of an access point, /object/ and
// the key. The key may contain what looks like any part of it.
func (src *Source) parseARN(object string) {
	var t Target
	service, resource, ok := t.arnParts(object)
	kind, rest, _ := cutResource(resource)
	var id string
	switch {
	case ok && kind == "accesspoint":
		_, rest, _ = cutResource(rest)
	case ok && kind == "outpost":
		id, rest, _ = cutResource(rest)
		if !strings.HasPrefix(rest, "object/") {
			_, rest, _ = cutResource(rest) // accesspoint or bucket
			_, rest, _ = cutResource(rest) // and its name
			id = ""
		}
	case ok && service == "s3" && t.Region == "" && t.Account == "":
		src.note(BucketARNSource)
		bucket := object[:len(object)-len(resource)+len(kind)]
		src.Bucket, src.Key, src.Target = bucket, rest, ParseTarget(bucket)
		return
	}
	key, found := strings.CutPrefix(rest, "object/")
	if !found {
		src.note(NoObjectInARN)
		src.Bucket, src.Target = object, ParseTarget(object)
		return
	}
	src.Key = key
	src.Bucket = object[:len(object)-len(rest)-1]
	src.Target = ParseTarget(src.Bucket)
	if id != "" && src.Target.Problem == ARNResourceType {
		// The documented form of a source on Outposts has no access point, so
		// the Bucket member's rules don't fit it.
		src.Target.Kinds = Targets(OutpostsAccessPoint, OutpostsBucket)
		src.Target.Problem = 0
	}
	switch p := src.Target.Problem; {
	case key == "":
		src.Problem = NoSourceKey
	case p.Certain() && p != ARNNotAccepted:
		// What the SDK refuses in the Bucket member, S3 may take here.
		src.Problem = BadSourceBucket
	}
}

func isURL(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "s3://")
}

// parseURL finds the bucket and key of a URL of S3: s3://bucket/key, or with
// the bucket in the path or in the host name.
func (src *Source) parseURL(s string) {
	src.Problem = URLSource
	scheme, rest, _ := strings.Cut(s, "://")
	rest, query, _ := strings.Cut(rest, "?")
	host, path, _ := strings.Cut(rest, "/")
	bucket := ""
	switch i := strings.LastIndex(host, ".s3"); {
	case scheme == "s3":
		bucket = host
	case strings.HasPrefix(host, "s3.") || strings.HasPrefix(host, "s3-"):
		bucket, path, _ = strings.Cut(path, "/")
	case i > 0 && i+3 < len(host) && (host[i+3] == '.' || host[i+3] == '-'):
		bucket = host[:i]
	}
	bucket, ok := src.decode(bucket)
	if !ok {
		return
	}
	if path, ok = src.decode(path); !ok {
		return
	}
	if id, has := strings.CutPrefix(query, versionIDParameter[1:]); has {
		if id, ok = src.decode(id); !ok {
			return
		}
		src.VersionID, src.HasVersion = id, true
	}
	src.Bucket, src.Key, src.Problem = bucket, path, URLSource
	if bucket != "" {
		src.Target = ParseTarget(bucket)
	}
}

// ParseRenameSource reads the RenameSource member of RenameObject as it goes
// over the wire, percent-encoded. It is the key of an object in the bucket of
// the request, with or without a leading slash. The API reference also gives a
// pattern with a bucket before the key; a first element that can only be the
// name of a directory bucket or of its access point is taken for one.
//
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_RenameObject.html
func ParseRenameSource(s string) Source {
	var src Source
	if s == "" {
		src.Problem = EmptySource
		return src
	}
	if object, ok := src.decode(s); ok {
		object, src.LeadingSlash = strings.CutPrefix(object, "/")
		src.Key = object
		if bucket, key, _ := strings.Cut(object, "/"); key != "" && isZonalName(bucket) {
			src.Target, src.Bucket, src.Key = ParseTarget(bucket), bucket, key
		}
		switch {
		case src.Key == "":
			src.Problem = NoSourceKey
		case strings.HasSuffix(src.Key, "/"):
			src.Problem = TrailingSlash
		}
	}
	if src.Problem != 0 {
		src.text = s
	}
	return src
}

func isZonalName(s string) bool {
	t := ParseTarget(s)
	return t.Problem == 0 && t.Zone != ""
}

// note keeps the first problem.
func (src *Source) note(p SourceProblem) {
	if src.Problem == 0 {
		src.Problem = p
	}
}

// decode undoes percent-encoding and notes what is peculiar about the text. If
// it can't be decoded, it sets the problem and returns false.
func (src *Source) decode(s string) (string, bool) {
	encoded := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '+':
			src.PlusAsSpace = true
			encoded++
		case c == '%':
			if i+2 >= len(s) || unhex(s[i+1]) > 15 || unhex(s[i+2]) > 15 {
				src.Problem = BadEscape
				return "", false
			}
			encoded++
			i += 2
		case c <= ' ' || c >= 0x7f:
			src.note(UnencodedCharacter)
		}
	}
	if encoded == 0 {
		return s, true
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '+':
			b.WriteByte(' ')
		case '%':
			b.WriteByte(unhex(s[i+1])<<4 | unhex(s[i+2]))
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

// unhex returns the value of a hexadecimal digit, and more than 15 for anything
// else.
func unhex(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	}
	return 0xff
}

// FormatCopySource returns the CopySource member that names an object, properly
// encoded. The bucket is what a Bucket member would be: a name, an alias, or
// the ARN of an access point. An empty version ID means the current version.
func FormatCopySource(bucket, key, versionID string) string {
	return Source{Bucket: bucket, Key: key, VersionID: versionID, HasVersion: versionID != ""}.String()
}

// String returns the text that was parsed, in its canonical encoding unless it
// has a problem. Parsing it again gives the same source.
func (src Source) String() string {
	if src.text != "" || src.Problem == EmptySource {
		return src.text
	}
	var b strings.Builder
	b.Grow(len(src.Bucket) + len(src.Key) + len(src.VersionID) + 24)
	if src.LeadingSlash {
		b.WriteByte('/')
	}
	if src.Bucket != "" {
		src.encode(&b, src.Bucket)
		if strings.HasPrefix(src.Bucket, "arn:") {
			b.WriteString("/object")
		}
		b.WriteByte('/')
	}
	src.encode(&b, src.Key)
	if src.HasVersion {
		b.WriteString(versionIDParameter)
		src.encode(&b, src.VersionID)
	}
	return b.String()
}

// encode percent-encodes everything but slashes and the unreserved characters
// of RFC 3986.
func (src Source) encode(b *strings.Builder, s string) {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case charClass[c] != charOther, c == '/', c == '~':
			b.WriteByte(c)
		case c == ' ' && src.PlusAsSpace:
			b.WriteByte('+')
		default:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
}
