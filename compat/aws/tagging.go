package aws

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docObjectTagging    = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html"
	docPutObjectTagging = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html"
	docPutBucketTagging = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html"
	docTag              = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_Tag.html"
)

const (
	maxTagKey     = 128 // characters
	maxTagValue   = 256
	maxObjectTags = 10
	maxBucketTags = 50
	systemTag     = "aws:"
	argminTagging = "https://github.com/justincormack/argmin/blob/main/crates/s3-tests/tests/tagging.rs" // S3's answers
)

// notInTags reports whether no tag can have the byte. Tags consist of letters,
// digits and spaces of any script and of + - = . _ : / @; which characters
// outside ASCII are among them, runeNotInTags knows.
func notInTags(c byte) bool {
	switch {
	case c >= utf8.RuneSelf, 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return false
	}
	return strings.IndexByte(" +-=._:/@", c) < 0
}

// decodedByte reads the first byte of a URL-encoded text, and returns how long
// its encoding is and whether it is well formed.
func decodedByte(s string) (c byte, size int, ok bool) {
	switch s[0] {
	case '+':
		return ' ', 1, true
	case '%':
		if len(s) < 3 {
			return '%', 1, false
		}
		n, err := strconv.ParseUint(s[1:3], 16, 8)
		if err != nil {
			return '%', 1, false
		}
		return byte(n), 3, true
	}
	return s[0], 1, true
}

// sameDecoded reports whether two URL-encoded texts stand for the same.
func sameDecoded(a, b string) bool {
	for a != "" && b != "" {
		x, i, _ := decodedByte(a)
		y, j, _ := decodedByte(b)
		if x != y {
			return false
		}
		a, b = a[i:], b[j:]
	}
	return a == b
}

// runeNotInTags reports whether no tag has the character, which is outside ASCII:
// marks, symbols such as emojis, punctuation and control characters. What a later
// Unicode has added is left to S3.
func runeNotInTags(r rune) bool {
	return r >= utf8.RuneSelf && unicode.In(r, unicode.M, unicode.S, unicode.P, unicode.C)
}

// firstRune decodes the first character of a URL-encoded text. It isn't ok if
// its bytes aren't UTF-8.
func firstRune(s string) (r rune, ok bool) {
	var b [utf8.UTFMax]byte
	n := 0
	for n < len(b) && s != "" {
		c, size, _ := decodedByte(s)
		if n > 0 && utf8.RuneStart(c) {
			break
		}
		b[n] = c
		n++
		s = s[size:]
	}
	r, size := utf8.DecodeRune(b[:n])
	return r, r != utf8.RuneError || size > 1
}

// encodedText is what there is to say about a URL-encoded key or value.
type encodedText struct {
	malformed bool // a bad escape, no UTF-8, or a character that needs an escape
	invalid   bool // an encoded character that no tag can have
	length    int  // in characters
}

func readEncoded(s string) (e encodedText) {
	for s != "" {
		c, size, ok := decodedByte(s)
		switch {
		case !ok:
			e.malformed = true
		case size == 3 && c >= utf8.RuneSelf && utf8.RuneStart(c):
			// What stands unescaped outside ASCII is left to S3.
			r, valid := firstRune(s)
			e.malformed = e.malformed || !valid
			e.invalid = e.invalid || valid && runeNotInTags(r)
		case size == 3 && notInTags(c):
			e.invalid = true
		case size == 1 && c != ';' && notInTags(c):
			// S3 may take a semicolon for a separator.
			e.malformed = true
		}
		if c&0xc0 != 0x80 {
			e.length++
		}
		s = s[size:]
	}
	return e
}

// nextTag cuts the first tag off a tagging header.
func nextTag(s string) (key, value string, hasValue bool, rest string) {
	pair, rest, _ := strings.Cut(s, "&")
	key, value, hasValue = strings.Cut(pair, "=")
	return key, value, hasValue, rest
}

// unusualTags is passed by tagging headers in which something may be wrong: all but
// those of a few distinct tags of plain characters that need no decoding.
var unusualTags = compat.Sieve{Text: func(s string) bool {
	if s == "" {
		return false
	}
	if len(s) > maxHeaderSection {
		return true
	}
	var keys [maxObjectTags]struct{ from, to uint16 }
	n, from, value := 0, 0, -1
	for i := 0; ; i++ {
		if i < len(s) && s[i] != '&' {
			switch c := s[i]; {
			case c == '=' && value < 0:
				value = i + 1
			case plainTagByte[c>>6]>>(c&63)&1 == 0:
				return true
			}
			continue
		}
		// From from to i there is one tag.
		if value < 0 || n == len(keys) {
			return true
		}
		key := s[from : value-1]
		if key == "" || len(key) > maxTagKey || i-value > maxTagValue || strings.HasPrefix(key, systemTag) {
			return true
		}
		for j := range keys[:n] {
			if s[keys[j].from:keys[j].to] == key {
				return true
			}
		}
		if i == len(s) {
			return false
		}
		keys[n].from, keys[n].to = uint16(from), uint16(value-1)
		n, from, value = n+1, i+1, -1
	}
}}

// plainTagByte is the set of the characters that stand for themselves in a tagging
// header, and of which no two stand for the same: letters, digits and + - = . _ : / @.
var plainTagByte = [4]uint64{
	1<<'+' | 1<<'-' | 1<<'.' | 1<<'/' | 1<<':' | 1<<'=' | (1<<10-1)<<'0',
	1<<('@'-64) | 1<<('_'-64) | (1<<26-1)<<('A'-64) | (1<<26-1)<<('a'-64),
}

func taggingHeaderMalformed() *compat.Predicate {
	return compat.Text("isn't a URL-encoded list of tags with distinct keys", func(s string) bool {
		for s != "" {
			key, value, hasValue, rest := nextTag(s)
			if hasValue && key == "" || readEncoded(key).malformed || readEncoded(value).malformed {
				return true
			}
			for more := rest; hasValue && more != "" && len(s) <= maxHeaderSection; {
				other, _, too, after := nextTag(more)
				if too && sameDecoded(key, other) {
					return true
				}
				more = after
			}
			s = rest
		}
		return false
	},
		[]any{"key1=val1&key1=val2", "key1=val1,key2=val2", "=", "=value", "a%zz=b", "a=100%", "a=1&%61=2", `{"a":"b"}`, "a=%FF", "a=caf%E9", "a=%E2%82", "%C3=1"},
		[]any{"key1=val1&key2=val2", "a=%E6%97%A5%F0%90%8D%88", "tag1=tag1&tag2=tag2&tag=", "wrongquery&wrongagain", "key1&&&key2", "&", "", "a=b=c", "a+b=%C3%B1", "a=1;b=2"}).Sifted(&unusualTags)
}

// taggingHeaderTags is a predicate that is true if one tag of the header is.
func taggingHeaderTags(name string, test func(key, value string) bool, yes, no []any) *compat.Predicate {
	return compat.Text(name, func(s string) bool {
		for s != "" {
			key, value, _, rest := nextTag(s)
			if test(key, value) {
				return true
			}
			s = rest
		}
		return false
	}, yes, no).Sifted(&unusualTags)
}

func taggingHeaderInvalid() *compat.Predicate {
	return taggingHeaderTags("has a tag with an invalid character, or one that is too long", func(key, value string) bool {
		k, v := readEncoded(key), readEncoded(value)
		return k.invalid || v.invalid || k.length > maxTagKey || v.length > maxTagValue
	},
		[]any{"a%2Cb=c", "a=b%0A", "a=%E2%82%AC", "a=%22b%22", strings.Repeat("k", 129) + "=v", "k=" + strings.Repeat("v", 257)},
		[]any{"a%40b=c%20d", "a=b", strings.Repeat("k", 128) + "=" + strings.Repeat("v", 256), strings.Repeat("%C3%B1", 128) + "=v"})
}

func taggingHeaderSystem() *compat.Predicate {
	return taggingHeaderTags("has a key that begins with aws:", func(key, _ string) bool {
		for i := range len(systemTag) {
			if key == "" {
				return false
			}
			c, size, _ := decodedByte(key)
			if c != systemTag[i] {
				return false
			}
			key = key[size:]
		}
		return true
	}, []any{"aws:team=storage", "a=b&aws%3Ateam=storage"}, []any{"team=aws:storage", "awsteam=storage", "aws=x"})
}

func taggingHeaderTooMany() *compat.Predicate {
	return compat.Text("has more than 10 tags", func(s string) bool { return countTags(s) > maxObjectTags },
		[]any{"a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10&k=11"}, []any{"a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10", "a=1&&&&&&&&&&&&b=2"},
	).Measuring(countTags).Sifted(&unusualTags)
}

// countTags counts the tags of a Tagging header.
func countTags(s string) (n int) {
	for s != "" {
		key, _, hasValue, rest := nextTag(s)
		if key != "" && hasValue {
			n++
		}
		s = rest
	}
	return n
}

// tagTest finds the first tag in a set that something is wrong with.
type tagTest func(tags []types.Tag) (i int, path string, found bool)

// inTagging and inCreation make predicates over the two documents that hold a
// bucket's or an object's tags.
func inTagging(name string, test tagTest, yes, no [][]types.Tag) *compat.Predicate {
	wrap := func(sets [][]types.Tag) (docs []any) {
		for _, tags := range sets {
			docs = append(docs, &types.Tagging{TagSet: tags})
		}
		return docs
	}
	return compat.Document(name, func(d *types.Tagging) (string, bool) {
		return tagPath("TagSet", d.TagSet, test)
	}, wrap(yes), wrap(no))
}

func inCreation(name string, test tagTest, yes, no [][]types.Tag) *compat.Predicate {
	wrap := func(sets [][]types.Tag) (docs []any) {
		for _, tags := range sets {
			docs = append(docs, &types.CreateBucketConfiguration{Tags: tags})
		}
		return docs
	}
	return compat.Document(name, func(d *types.CreateBucketConfiguration) (string, bool) {
		return tagPath("Tags", d.Tags, test)
	}, wrap(yes), wrap(no))
}

func tagPath(list string, tags []types.Tag, test tagTest) (string, bool) {
	i, path, found := test(tags)
	switch {
	case !found:
		return "", false
	case i < 0:
		return list, true
	}
	return list + "[" + strconv.Itoa(i) + "]" + path, true
}

// eachTag is a test of the tags one by one.
func eachTag(path string, wrong func(key, value *string) bool) tagTest {
	return func(tags []types.Tag) (int, string, bool) {
		for i := range tags {
			if wrong(tags[i].Key, tags[i].Value) {
				return i, path, true
			}
		}
		return 0, "", false
	}
}

// eachKey and eachValue are tests of the keys, or values, that are there.
func eachKey(wrong func(string) bool) tagTest {
	return eachTag(".Key", func(key, _ *string) bool { return key != nil && wrong(*key) })
}

func eachValue(wrong func(string) bool) tagTest {
	return eachTag(".Value", func(_, value *string) bool { return value != nil && wrong(*value) })
}

func moreTags(than int) tagTest {
	return func(tags []types.Tag) (int, string, bool) { return -1, "", len(tags) > than }
}

func incompleteTag(key, value *string) bool { return key == nil || value == nil }

func tagTextInvalid(s string, longest int) bool {
	ascii := true
	for i := range len(s) {
		if notInTags(s[i]) {
			return true
		}
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	return len(s) > longest && ascii || !ascii && tagRunesInvalid(s, longest)
}

// tagRunesInvalid counts as S3 does, in units of UTF-16.
func tagRunesInvalid(s string, longest int) bool {
	n := 0
	for _, r := range s {
		if runeNotInTags(r) {
			return true
		}
		n += max(utf16.RuneLen(r), 1)
	}
	return n > longest
}

func tagKeyInvalid(s string) bool   { return s == "" || tagTextInvalid(s, maxTagKey) }
func tagValueInvalid(s string) bool { return tagTextInvalid(s, maxTagValue) }
func tagKeySystem(s string) bool    { return strings.HasPrefix(s, systemTag) }

func tagKeyReserved(s string) bool {
	return len(s) >= len(systemTag) && strings.EqualFold(s[:len(systemTag)], systemTag)
}

func tagKeyLikeSystem(s string) bool { return tagKeyReserved(s) && !tagKeySystem(s) }

// tagKeyNobodys finds keys with the prefix of system tags that no service of
// AWS uses: its tags are named aws:service:name. createdBy has been in use for
// cost allocation.
func tagKeyNobodys(s string) bool {
	name, system := strings.CutPrefix(s, systemTag)
	return system && name != "createdBy" && !strings.Contains(name, ":")
}

func duplicateTag(tags []types.Tag) (int, string, bool) {
	i := repeatedTag(tags)
	return max(i, 0), ".Key", i >= 0
}

// tagSet makes tags of pairs of key and value.
func tagSet(pairs ...string) []types.Tag {
	tags := make([]types.Tag, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		tags = append(tags, types.Tag{Key: ptr.String(pairs[i]), Value: ptr.String(pairs[i+1])})
	}
	return tags
}

// numberedTags makes n tags.
func numberedTags(n int) []types.Tag {
	tags := make([]types.Tag, n)
	for i := range tags {
		tags[i] = types.Tag{Key: ptr.String("key" + strconv.Itoa(i)), Value: ptr.String("value")}
	}
	return tags
}

// The samples of the predicates below.

func tagsGood() [][]types.Tag {
	return [][]types.Tag{tagSet("team", "storage", "cost center", ""), {}, tagSet("a.b_c:d/e=f+g-h@i", "ñ", "Team", "x"), tagSet("環境-Ⅷ-²", "١", strings.Repeat("\U00010400", 64), strings.Repeat("\U00010400", 128))}
}

func tagsIncomplete() [][]types.Tag {
	return [][]types.Tag{{{Key: ptr.String("key1")}}, {{}}, {{Value: ptr.String("x")}}}
}

func tagsBadKey() [][]types.Tag {
	return [][]types.Tag{tagSet("Key1,Key2", "Val1"), tagSet("", "x"), tagSet("ok", "", strings.Repeat("k", 129), ""), tagSet(strings.Repeat("\U00010400", 65), ""), tagSet("key-\u0345", ""), tagSet("😀", "")}
}

func tagsBadValue() [][]types.Tag {
	return [][]types.Tag{tagSet("Key1", "Val1,Val2"), tagSet("k", strings.Repeat("v", 257)), tagSet("k", "a\tb"), tagSet("k", strings.Repeat("\U00010400", 129)), tagSet("k", "100 €")}
}

func tagsTwice() [][]types.Tag {
	return [][]types.Tag{tagSet("Key1", "Val1", "Key1", "Val1"), tagSet("a", "", "b", "", "a", "x")}
}

func tagsSystem() [][]types.Tag {
	return [][]types.Tag{tagSet("aws:prefixed", "Val1"), tagSet("a", "b", "aws:cloudformation:stack-name", "x")}
}

func tagsLikeSystem() [][]types.Tag {
	return [][]types.Tag{tagSet("AWS:reserved", "x"), tagSet("a", "b", "Aws:x", "")}
}

func tagsNobodys() [][]types.Tag {
	return [][]types.Tag{tagSet("aws:prefixed", "Val1")}
}

func taggingIncomplete() *compat.Predicate {
	return inTagging("has a tag without a key or a value", eachTag("", incompleteTag), tagsIncomplete(), tagsGood())
}

func creationIncomplete() *compat.Predicate {
	return inCreation("has a tag without a key or a value", eachTag("", incompleteTag), tagsIncomplete(), tagsGood())
}

func taggingBadKey() *compat.Predicate {
	return inTagging("has an invalid tag key", eachKey(tagKeyInvalid), tagsBadKey(), tagsGood())
}

func creationBadKey() *compat.Predicate {
	return inCreation("has an invalid tag key", eachKey(tagKeyInvalid), tagsBadKey(), tagsGood())
}

func taggingBadValue() *compat.Predicate {
	return inTagging("has an invalid tag value", eachValue(tagValueInvalid), tagsBadValue(), tagsGood())
}

func creationBadValue() *compat.Predicate {
	return inCreation("has an invalid tag value", eachValue(tagValueInvalid), tagsBadValue(), tagsGood())
}

func taggingTwice() *compat.Predicate {
	return inTagging("has a tag key twice", duplicateTag, tagsTwice(), tagsGood())
}

func creationTwice() *compat.Predicate {
	return inCreation("has a tag key twice", duplicateTag, tagsTwice(), tagsGood())
}

func taggingSystem() *compat.Predicate {
	return inTagging("has a tag key that begins with aws:", eachKey(tagKeySystem), tagsSystem(), tagsGood())
}

func creationSystem() *compat.Predicate {
	return inCreation("has a tag key that begins with aws:, in any case", eachKey(tagKeyReserved), append(tagsLikeSystem()[:1:1], tagsSystem()...), tagsGood())
}

func taggingLikeSystem() *compat.Predicate {
	return inTagging("has a tag key that begins with aws: in another case", eachKey(tagKeyLikeSystem), tagsLikeSystem(), append(tagsSystem()[:1:1], tagsGood()...))
}

func taggingNobodys() *compat.Predicate {
	return inTagging("has a tag key that begins with aws: and that no service uses", eachKey(tagKeyNobodys), tagsNobodys(), append(tagsSystem()[1:], tagsGood()...))
}

func taggingOverObject() *compat.Predicate {
	return inTagging("has more than 10 tags", moreTags(maxObjectTags), [][]types.Tag{numberedTags(11)}, [][]types.Tag{numberedTags(10)})
}

func taggingOverBucket() *compat.Predicate {
	return inTagging("has more than 50 tags", moreTags(maxBucketTags), [][]types.Tag{numberedTags(51)}, [][]types.Tag{numberedTags(50)})
}

func creationOverBucket() *compat.Predicate {
	return inCreation("has more than 50 tags", moreTags(maxBucketTags), [][]types.Tag{numberedTags(51)}, [][]types.Tag{numberedTags(50)})
}

// taggingRules are the rules about the tags of objects and buckets.
func taggingRules() []compat.Rule {
	headers := []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject}
	sets := []compat.Operation{operation.PutObjectTagging, operation.PutBucketTagging, operation.CreateBucket}
	// Whether S3 judges tags that a copy is going to drop isn't known.
	used := compat.Any(compat.Not(compat.Set(member.CopySource)), compat.Equals(member.TaggingDirective, "REPLACE"))
	put := func(tagging string) compat.Case { return compat.Given(operation.PutObject, member.Tagging, tagging) }
	object := func(tags []types.Tag) compat.Case {
		return compat.Given(operation.PutObjectTagging, member.Tagging, &types.Tagging{TagSet: tags})
	}
	bucket := func(tags []types.Tag) compat.Case {
		return compat.Given(operation.PutBucketTagging, member.Tagging, &types.Tagging{TagSet: tags})
	}
	create := func(tags []types.Tag) compat.Case {
		return compat.Given(operation.CreateBucket, member.CreateBucketConfiguration, &types.CreateBucketConfiguration{Tags: tags})
	}
	copyWith := func(tagging, directive string) compat.Case {
		return compat.Given(operation.CopyObject, member.Tagging, tagging, member.TaggingDirective, directive)
	}
	either := func(tagging, creation *compat.Predicate) compat.Condition {
		return compat.Any(compat.Matches(member.Tagging, tagging), compat.Matches(member.CreateBucketConfiguration, creation))
	}
	return []compat.Rule{
		{
			ID:         "tagging-header-malformed",
			Topic:      "tagging",
			Title:      "Tags in a request's header are URL-encoded query parameters with distinct names",
			Problem:    "Tagging isn't a URL-encoded list of distinct tags",
			Remedy:     "Use url.Values",
			Operations: headers,
			When:       compat.All(compat.Matches(member.Tagging, taggingHeaderMalformed()), used),
			Answer: compat.Answer{Status: 400, Code: "InvalidArgument",
				Message: "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates."},
			Why:     "S3 reads the member like the query of a URL: key=value pairs joined by ampersands, the bytes of other characters in UTF-8 percent-encoded, each key once.",
			Fix:     "Build the text with url.Values and its Encode method, setting each key once.",
			Sources: []string{docObjectTagging, docPutObject, "recorded:ls-e-0118", "recorded:ls-e-0119", "https://github.com/versity/versitygw/issues/1215", "https://github.com/aws/aws-cli/issues/2841", localStack("utils.py#L855")},
			Violating: []compat.Case{
				put("key1=val1&key1=val2"), put("key1=val1,key2=val2"), put("="), put("city=Orl%E9ans"),
				compat.Given(operation.CreateMultipartUpload, member.Tagging, "a=100%"),
				copyWith("a=1&a=2", "REPLACE"),
			},
			Allowed: []compat.Case{
				put("key1=val1&key2=val2"), put("city=Orl%C3%A9ans"), put("tag1=tag1&tag2=tag2&tag="), put("wrongquery&wrongagain"), put("key1&&&key2"),
				copyWith("key2=value2", "COPY"),
			},
		},
		{
			ID:         "tagging-header-invalid-tag",
			Topic:      "tagging",
			Title:      "Tags in a request's header have valid characters and lengths",
			Problem:    "A tag in Tagging is too long, or has an invalid character",
			Remedy:     "Correct it",
			Operations: headers,
			When:       compat.All(compat.Matches(member.Tagging, taggingHeaderInvalid()), used),
			Answer:     compat.Answer{Status: 400, Code: "InvalidTag", Message: "The TagKey you have provided is invalid"},
			Why:        "Keys are up to 128, values up to 256 characters long. Both consist of letters, digits, spaces and + - = . _ : / @.",
			Fix:        "Shorten the tag, or replace the characters.",
			Sources:    []string{docObjectTagging, docTag, "https://github.com/aws/aws-cli/issues/2841"},
			Rank:       1,
			Violating:  []compat.Case{put("a%2Cb=c"), put("k=" + strings.Repeat("v", 257)), copyWith("a=%22b%22", "REPLACE")},
			Allowed:    []compat.Case{put("a%40b=c%20d"), put("k=" + strings.Repeat("v", 256))},
		},
		{
			ID:         "tagging-header-system-tag",
			Topic:      "tagging",
			Title:      "The keys of an object's tags don't begin with aws:",
			Problem:    "A key in Tagging begins with aws:",
			Remedy:     "Use another",
			Operations: headers,
			When:       compat.All(compat.Matches(member.Tagging, taggingHeaderSystem()), used),
			Answer:     compat.Answer{Status: 400, Code: "InvalidTag", Message: "Your TagKey cannot be prefixed with aws:"},
			Why:        "The prefix is kept for tags that AWS sets.",
			Fix:        "Use another prefix.",
			Sources:    []string{docObjectTagging, "recorded:ls-e-0146"},
			Rank:       1,
			Violating:  []compat.Case{put("aws:team=storage"), copyWith("aws%3Ateam=storage", "REPLACE")},
			Allowed:    []compat.Case{put("team=aws:storage")},
		},
		{
			ID:         "tagging-header-too-many",
			Topic:      "tagging",
			Title:      "An object has at most 10 tags, in a request's header too",
			Problem:    "{n} tags in Tagging; S3 allows 10",
			Remedy:     "Use fewer",
			Operations: headers,
			When:       compat.All(compat.Matches(member.Tagging, taggingHeaderTooMany()), used),
			Answer:     compat.Answer{Status: 400, Code: "BadRequest", Message: "Object tags cannot be greater than 10"},
			Why:        "S3 keeps up to 10 tags with an object.",
			Fix:        "Use fewer tags, or user metadata.",
			Sources:    []string{docObjectTagging, "https://github.com/boto/boto3/issues/1213"},
			Rank:       2,
			Violating:  []compat.Case{put("a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10&k=11")},
			Allowed:    []compat.Case{put("a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10")},
		},
		{
			ID:         "tag-incomplete",
			Topic:      "tagging",
			Title:      "Each tag has a key and a value",
			Problem:    "A tag lacks its key or value: {at}",
			Remedy:     "Set both",
			Operations: sets,
			When:       either(taggingIncomplete(), creationIncomplete()),
			Answer:     compat.Answer{Status: 400, Code: "MalformedXML", Message: "The XML you provided was not well-formed or did not validate against our published schema"},
			Why:        "Both elements must be there; the value may be empty.",
			Fix:        "Set Value to an empty text if the tag has none.",
			Sources:    []string{docPutObjectTagging, docPutBucketTagging, "recorded:ls-e-0140", "recorded:ls-e-0142", "recorded:ls-e-0147", "recorded:ls-e-0148"},
			Rank:       -1,
			Violating:  []compat.Case{object(tagsIncomplete()[0]), bucket(tagsIncomplete()[1]), create(tagsIncomplete()[0])},
			Allowed:    []compat.Case{object(tagSet("tag2", "")), bucket([]types.Tag{}), create(tagSet("tag1", "value1"))},
		},
		{
			ID:         "tag-duplicate",
			Topic:      "tagging",
			Title:      "Each tag has a key of its own",
			Problem:    "A key occurs twice: {at}",
			Remedy:     "Give it once",
			Operations: sets,
			When:       either(taggingTwice(), creationTwice()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidTag", Message: "Cannot provide multiple Tags with the same key"},
			Why:        "A tag's key identifies it. Keys differ by the case of their letters too.",
			Fix:        "Give each key once.",
			Sources:    []string{docObjectTagging, "recorded:ls-e-0138", "recorded:ls-e-0144"},
			Violating:  []compat.Case{object(tagsTwice()[0]), bucket(tagsTwice()[1]), create(tagsTwice()[0])},
			Allowed:    []compat.Case{object(tagSet("Key1", "Val1", "key1", "Val1")), bucket(tagSet("a", "", "b", ""))},
		},
		{
			ID:         "tag-key-invalid",
			Topic:      "tagging",
			Title:      "A tag's key is 1 to 128 valid characters long",
			Problem:    "A key isn't 1 to 128 valid characters ({length|no} bytes): {at}",
			Remedy:     "Correct it",
			Operations: sets,
			When:       either(taggingBadKey(), creationBadKey()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidTag", Message: "The TagKey you have provided is invalid"},
			Why:        "Keys consist of letters, digits, spaces and + - = . _ : / @.",
			Fix:        "Shorten the key, or replace the characters.",
			Sources:    []string{docObjectTagging, docTag, "recorded:ls-e-0139", "recorded:ls-e-0145", "https://github.com/versity/versitygw/issues/1232", localStack("utils.py#L908")},
			Rank:       1,
			Violating:  []compat.Case{object(tagsBadKey()[0]), bucket(tagsBadKey()[1]), create(tagsBadKey()[2])},
			Allowed:    []compat.Case{object(tagSet(strings.Repeat("k", 128), "")), bucket(tagSet("a.b_c:d/e=f+g-h@i", "ñ"))},
		},
		{
			ID:         "tag-value-invalid",
			Topic:      "tagging",
			Title:      "A tag's value is up to 256 valid characters long",
			Problem:    "A value isn't up to 256 valid characters ({length|no} bytes): {at}",
			Remedy:     "Correct it",
			Operations: sets,
			When:       either(taggingBadValue(), creationBadValue()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidTag", Message: "The TagValue you have provided is invalid"},
			Why:        "Values consist of letters, digits and spaces of any script and of + - = . _ : / @; other symbols, such as emojis, count as little as commas.",
			Fix:        "Shorten the value, or replace the characters: a list can be joined by spaces or slashes, not by commas.",
			Sources:    []string{docObjectTagging, docTag, "recorded:ls-e-0141", argminTagging, "https://github.com/versity/versitygw/issues/246"},
			Rank:       1,
			Violating:  []compat.Case{object(tagsBadValue()[0]), bucket(tagsBadValue()[1]), create(tagsBadValue()[0]), object(tagsBadValue()[4])},
			Allowed:    []compat.Case{object(tagSet("k", strings.Repeat("v", 256))), bucket(tagSet("Key1", "Val1/Val2"))},
		},
		{
			ID:         "object-tag-system",
			Topic:      "tagging",
			Title:      "The keys of an object's tags don't begin with aws: in a tag set",
			Problem:    "A key begins with aws: at {at}",
			Remedy:     "Use another",
			Operations: []compat.Operation{operation.PutObjectTagging},
			When:       compat.Matches(member.Tagging, taggingSystem()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidTag", Message: "Your TagKey cannot be prefixed with aws:"},
			Why:        "The prefix is kept for tags that AWS sets.",
			Fix:        "Use another prefix.",
			Sources:    []string{docObjectTagging, "recorded:ls-e-0146"},
			Violating:  []compat.Case{object(tagsSystem()[0])},
			Allowed:    []compat.Case{object(tagSet("team", "aws:storage"))},
		},
		{
			ID:         "bucket-tag-system",
			Topic:      "tagging",
			Title:      "Tags of AWS can't be added to a bucket",
			Problem:    "A key begins with aws: at {at}",
			Remedy:     "Use another",
			Operations: []compat.Operation{operation.PutBucketTagging},
			When: compat.Any(
				compat.Matches(member.Tagging, taggingNobodys()),
				compat.All(compat.Matches(member.Tagging, taggingSystem()), compat.Bucket(compat.Tags, "none")),
			),
			Answer:  compat.Answer{Status: 400, Code: "InvalidTag", Message: "System tags cannot be added/updated by requester"},
			Why:     "Keys that begin with aws: are tags that services set. A request may repeat those which the bucket already has, which keeps them, but neither add nor change one.",
			Fix:     "Use another prefix.",
			Sources: []string{docPutBucketTagging, "recorded:ls-e-0143", "https://github.com/cloud-custodian/cloud-custodian/pull/2861"},
			Violating: []compat.Case{
				bucket(tagsSystem()[0]),
				bucket(tagsSystem()[1]).InBucket(compat.Tags, "none"),
			},
			Allowed: []compat.Case{
				bucket(tagSet("team", "storage")),
				bucket(tagsSystem()[1]).InBucket(compat.Tags, "some"),
			},
		},
		{
			ID:         "bucket-tag-like-system",
			Topic:      "tagging",
			Title:      "The keys of a bucket's tags don't begin with aws: in another case",
			Problem:    "A key begins with aws: in another case, at {at}",
			Remedy:     "Use another",
			Operations: []compat.Operation{operation.PutBucketTagging},
			When:       compat.Matches(member.Tagging, taggingLikeSystem()),
			Answer: compat.Answer{Status: 400, Code: "InvalidTag",
				Message: `Invalid Tag. Tags cannot start with "aws:"(case insensitive) unless they are System Tags that start with "aws:"(case sensitive)`},
			Why:       "The prefix is reserved in any case, and only tags of AWS begin with it, in lower case.",
			Fix:       "Use another prefix.",
			Sources:   []string{docTag, argminTagging, stackdS3 + "/tags.go"},
			Violating: []compat.Case{bucket(tagsLikeSystem()[0])},
			Allowed:   []compat.Case{bucket(tagSet("team", "storage", "awsome:x", ""))},
		},
		{
			ID:         "create-bucket-tag-system",
			Topic:      "tagging",
			Title:      "A bucket can't be created with tags of AWS",
			Problem:    "A key begins with aws: at {at}",
			Remedy:     "Use another",
			Operations: []compat.Operation{operation.CreateBucket},
			When:       compat.Matches(member.CreateBucketConfiguration, creationSystem()),
			Answer: compat.Answer{Status: 400, Code: "InvalidTag",
				Message: `User-defined tag keys can't start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.`},
			Why:       "Keys that begin with aws: are tags that services set.",
			Fix:       "Use another prefix.",
			Sources:   []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html", docTag},
			Violating: []compat.Case{create(tagsSystem()[0])},
			Allowed:   []compat.Case{create(tagSet("team", "aws:storage"))},
		},
		{
			ID:         "object-tags-too-many",
			Topic:      "tagging",
			Title:      "An object has at most 10 tags",
			Problem:    "{count Tagging.TagSet} tags at {at}; S3 allows 10",
			Remedy:     "Use fewer",
			Operations: []compat.Operation{operation.PutObjectTagging},
			When:       compat.Matches(member.Tagging, taggingOverObject()),
			Answer:     compat.Answer{Status: 400, Code: "BadRequest", Message: "Object tags cannot be greater than 10"},
			Why:        "S3 keeps up to 10 tags with an object.",
			Fix:        "Use fewer tags, or user metadata.",
			Sources:    []string{docPutObjectTagging, docObjectTagging, "https://github.com/boto/boto3/issues/1213"},
			Rank:       2,
			Violating:  []compat.Case{object(numberedTags(11))},
			Allowed:    []compat.Case{object(numberedTags(10))},
		},
		{
			ID:         "bucket-tags-too-many",
			Topic:      "tagging",
			Title:      "A bucket has at most 50 tags",
			Problem:    "{count} tags at {at}; S3 allows 50",
			Remedy:     "Use fewer",
			Operations: []compat.Operation{operation.PutBucketTagging, operation.CreateBucket},
			When:       either(taggingOverBucket(), creationOverBucket()),
			Answer:     compat.Answer{Status: 400, Code: "BadRequest", Message: "Bucket tag count cannot be greater than 50"},
			Why:        "S3 keeps up to 50 tags with a bucket.",
			Fix:        "Use fewer tags.",
			Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html", docPutBucketTagging},
			Rank:       2,
			Violating:  []compat.Case{bucket(numberedTags(51)), create(numberedTags(51))},
			Allowed:    []compat.Case{bucket(numberedTags(50)), create(numberedTags(50))},
		},
		{
			ID:         "bucket-has-no-tags",
			Topic:      "tagging",
			Title:      "A bucket without tags has no tag set to read",
			Problem:    "The bucket has no tags",
			Remedy:     "Take it as empty",
			Operations: []compat.Operation{operation.GetBucketTagging},
			When:       compat.Bucket(compat.Tags, "none"),
			Answer:     compat.Answer{Status: 404, Code: "NoSuchTagSet", Message: "The TagSet does not exist"},
			Why:        "S3 answers with an error instead of an empty set. The tags of an object are different: an empty set is returned.",
			Fix:        "Take NoSuchTagSet for an empty tag set.",
			Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html", stackdCaptures + "/abac_audit_replay.json"},
			Violating:  []compat.Case{compat.Given(operation.GetBucketTagging).InBucket(compat.Tags, "none")},
			Allowed:    []compat.Case{compat.Given(operation.GetBucketTagging).InBucket(compat.Tags, "some")},
		},
	}
}
