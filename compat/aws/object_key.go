package aws

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	pageObjectKeys = userGuide + "object-keys.html"

	maxKeyBytes = 1024
)

func longKey() *compat.Predicate {
	return compat.Longer("is longer than 1,024 bytes", maxKeyBytes,
		[]any{strings.Repeat("k", maxKeyBytes+1), strings.Repeat("é", maxKeyBytes/2) + "k"}, []any{strings.Repeat("k", maxKeyBytes), "q3.csv"})
}

func emptyKey() *compat.Predicate {
	return compat.Shorter("is empty", 1, []any{""}, []any{"/", "q3.csv"})
}

func keyAboveRoot() *compat.Predicate {
	return compat.Text("leads out of the bucket when its .. segments are followed", leavesRoot,
		[]any{"../q3.csv", "a/../../q3.csv", ".."}, []any{"a/../q3.csv", "a/b/../../q3.csv", "..q3.csv", "a/..b", "q3.csv"}).Unusual()
}

func keyNotUTF8() *compat.Predicate {
	return compat.Text("isn't UTF-8", func(s string) bool { return !utf8.ValidString(s) },
		[]any{"q\xff.csv"}, []any{"q3.csv", "größe.csv"}).Unusual()
}

func keyNotFile() *compat.Predicate {
	return compat.Text("can't be the path of a file", notFilePath,
		[]any{"a/../q3.csv", "./q3.csv", "a//b", strings.Repeat("k", 256)}, []any{"a/q3.csv", "a/", ".hidden"})
}

func keysNotXML() *compat.Predicate {
	return compat.Document("has a key with a character that XML can't hold, or one that isn't UTF-8", func(d *types.Delete) (string, bool) {
		for i := range d.Objects {
			if k := d.Objects[i].Key; k != nil && (strings.ContainsFunc(*k, notXML) || !utf8.ValidString(*k)) {
				return "Objects[" + strconv.Itoa(i) + "].Key", true
			}
		}
		return "", false
	}, []any{deleteKeys("a\x01b"), deleteKeys("a", "b\x00"), deleteKeys("q\xff.csv")}, []any{deleteKeys("a\tb"), deleteKeys("\ufffd", "größe.csv"), &types.Delete{}})
}

func blankKeys() *compat.Predicate {
	return compat.Document("has a key of nothing but white space", func(d *types.Delete) (string, bool) {
		for i := range d.Objects {
			if k := d.Objects[i].Key; k != nil && *k != "" && strings.TrimSpace(*k) == "" {
				return "Objects[" + strconv.Itoa(i) + "].Key", true
			}
		}
		return "", false
	}, []any{deleteKeys(" "), deleteKeys("a", "\t")}, []any{deleteKeys("a b"), &types.Delete{}})
}

// leavesRoot reports whether more .. segments than others have come at some
// point of the key. Keys rarely have such segments, so that is looked at first.
func leavesRoot(s string) bool {
	if !strings.Contains(s, "..") {
		return false
	}
	depth := 0
	for segment := range strings.SplitSeq(s, "/") {
		if segment != ".." {
			depth++
		} else if depth--; depth < 0 {
			return true
		}
	}
	return false
}

// notFilePath reports whether a key has a segment that no file can be called.
// A slash at the end stands for a directory.
func notFilePath(s string) bool {
	for segment := range strings.SplitSeq(strings.TrimSuffix(s, "/"), "/") {
		if segment == "" || segment == "." || segment == ".." || len(segment) > 255 {
			return true
		}
	}
	return false
}

// notXML reports whether XML 1.0 has no way to write the character.
func notXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff || unicode.Is(unicode.Cs, r)
}

func deleteKeys(keys ...string) *types.Delete {
	d := &types.Delete{}
	for i := range keys {
		d.Objects = append(d.Objects, types.ObjectIdentifier{Key: &keys[i]})
	}
	return d
}

// objectKeyRules are the rules about the Key member, and about keys in
// documents that can't carry them.
func objectKeyRules() []compat.Rule {
	put := func(key string) compat.Case {
		return compat.Given(operation.PutObject, member.Bucket, exampleBucket, member.Key, key)
	}
	del := func(bucket string, keys ...string) compat.Case {
		return compat.Given(operation.DeleteObjects, member.Bucket, bucket, member.Delete, deleteKeys(keys...))
	}
	return []compat.Rule{
		{
			ID:         "object-key-too-long",
			Topic:      "object key",
			Title:      "A key is at most 1,024 bytes long",
			Problem:    "Key has {length Key} bytes; S3 allows 1,024",
			Remedy:     "Shorten it",
			Operations: with(member.Key),
			When:       compat.Matches(member.Key, longKey()),
			Answer:     compat.Answer{Status: 400, Code: "KeyTooLongError", Message: "Your key is too long"},
			Why:        "The limit is on the key in UTF-8, prefixes and slashes included, so letters beyond ASCII count several times.",
			Fix:        "Shorten the key, for example by a digest of its last part.",
			Sources:    []string{pageObjectKeys, docErrors},
			Rank:       -30,
			Violating:  []compat.Case{put(strings.Repeat("k", maxKeyBytes+1)), put(strings.Repeat("é", maxKeyBytes))},
			Allowed:    []compat.Case{put(strings.Repeat("k", maxKeyBytes)), put("é/q3.csv")},
		},
		{
			ID:         "object-key-empty",
			Topic:      "object key",
			Title:      "An empty key addresses the bucket instead of an object",
			Problem:    "Key is empty",
			Operations: with(member.Key),
			When:       compat.Matches(member.Key, emptyKey()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "The request would be one of the bucket's with the same method, such as CreateBucket instead of PutObject.",
			Fix:        "Give the object's key.",
			Doubt:      "The SDK doesn't send such a request, so no answer of S3 is known.",
			Sources:    []string{pageObjectKeys, "https://github.com/aws/aws-sdk-cpp/issues/125"},
			Rank:       -30,
			Violating:  []compat.Case{put("")},
			Allowed:    []compat.Case{put("q3.csv")},
		},
		{
			ID:         "object-key-leaves-bucket",
			Topic:      "object key",
			Title:      "A key can't have more .. segments than segments before them",
			Problem:    "Key leads out of the bucket by its .. segments",
			Remedy:     "Clean the path",
			Operations: with(member.Key),
			When:       compat.Matches(member.Key, keyAboveRoot()),
			Answer:     compat.Answer{Status: 400, Code: "BadRequest", Message: "Bad Request"},
			Why:        "The key is part of the request's path, and read from left to right this path leads out of the bucket. The answer has no body.",
			Fix:        "Clean the path before it becomes a key.",
			Sources:    []string{pageObjectKeys, "https://github.com/floci-io/floci/issues/1231"},
			AmazonOnly: true,
			Rank:       -50,
			Violating:  []compat.Case{put("../q3.csv"), put("a/../../q3.csv")},
			Allowed:    []compat.Case{put("a/../q3.csv"), put("..q3.csv")},
		},
		{
			ID:         "object-key-not-utf8",
			Topic:      "object key",
			Title:      "A key is UTF-8",
			Problem:    "Key isn't UTF-8",
			Remedy:     "Convert it to UTF-8",
			Operations: with(member.Key),
			When:       compat.Matches(member.Key, keyNotUTF8()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidURI", Message: "Couldn't parse the specified URI."},
			Why:        "Keys are sequences of Unicode characters; bytes of another encoding are none.",
			Fix:        "Convert the name to UTF-8, or encode its bytes, for example as hexadecimal digits.",
			Doubt:      "The documentation says that keys are UTF-8, not what S3 answers otherwise.",
			Sources:    []string{pageObjectKeys},
			Rank:       -50,
			Violating:  []compat.Case{put("q\xff.csv")},
			Allowed:    []compat.Case{put("größe.csv")},
		},
		{
			ID:         "object-key-soap",
			Topic:      "object key",
			Title:      "The key soap needs a path-style request",
			Problem:    "Key is soap, and the request is virtual-hosted-style",
			Remedy:     "Use path style, or another key",
			Operations: with(member.Key),
			When:       compat.All(compat.Equals(member.Key, "soap"), compat.Endpoint(compat.Addressing, "virtual-hosted")),
			Answer:     compat.Answer{Status: 405, Code: "MethodNotAllowed", Message: "The specified method is not allowed against this resource."},
			Why:        "In a virtual-hosted-style request this path is the one of S3's retired SOAP interface.",
			Fix:        "Use path-style addressing, or another key.",
			Doubt:      "The documentation says that it isn't supported, not what S3 answers.",
			Sources:    []string{pageObjectKeys},
			Violating:  []compat.Case{put("soap").Over(compat.Addressing, "virtual-hosted")},
			Allowed:    []compat.Case{put("soap").Over(compat.Addressing, "path"), put("soap.xml").Over(compat.Addressing, "virtual-hosted")},
		},
		{
			ID:         "fsx-object-key",
			Topic:      "object key",
			Title:      "On an FSx volume, a key has to be the path of a file",
			Problem:    "Key isn't the path of a file",
			Remedy:     "Use clean relative paths",
			Operations: supporting(with(member.Key), compat.FSxAccessPoint),
			When:       compat.All(compat.On(compat.FSxAccessPoint), compat.Matches(member.Key, keyNotFile())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidKey", Message: "The specified key is not valid."},
			Why:        "The segments of the key become directories and a file: they can't be empty, . or .., nor longer than 255 bytes.",
			Fix:        "Use keys that are clean relative paths.",
			Doubt:      "The documentation gives the error, but not which keys cause it.",
			Sources:    []string{docFSxErrors},
			AmazonOnly: true,
			Violating:  []compat.Case{put("a//q3.csv").With(member.Bucket, exampleFSx)},
			Allowed:    []compat.Case{put("a/q3.csv").With(member.Bucket, exampleFSx), put("a//q3.csv")},
		},
		{
			ID:         "delete-key-not-in-xml",
			Topic:      "object key",
			Title:      "A key with control characters, or one that isn't UTF-8, can't be named in a DeleteObjects document",
			Problem:    "A key has something that XML can't hold: {at}",
			Remedy:     "Delete it with DeleteObject",
			Effect:     compat.Ignored,
			Operations: []compat.Operation{operation.DeleteObjects},
			When:       compat.Matches(member.Delete, keysNotXML()),
			Why:        "XML 1.0 has no way to write these characters, nor bytes that aren't UTF-8. The SDK puts U+FFFD in their place, so S3 deletes nothing, or the object of that other key, and reports success.",
			Fix:        "Delete such objects one by one with DeleteObject.",
			Sources:    []string{pageObjectKeys, referencePage(operation.DeleteObjects)},
			Violating:  []compat.Case{del(exampleBucket, "a\x01b")},
			Allowed:    []compat.Case{del(exampleBucket, "a\tb"), del(exampleBucket, "\ufffd")},
		},
		{
			ID:         "directory-bucket-delete-blank-key",
			Topic:      "object key",
			Title:      "In a directory bucket, DeleteObjects doesn't take keys of nothing but white space",
			Problem:    "A key is nothing but white space: {at}",
			Remedy:     "Delete it with DeleteObject",
			Operations: []compat.Operation{operation.DeleteObjects},
			When:       compat.All(compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint), compat.Matches(member.Delete, blankKeys())),
			Answer:     compat.Answer{Status: 400, Code: "MalformedXML"},
			Why:        "Keys in the document need at least one character that isn't white space.",
			Fix:        "Delete such objects one by one with DeleteObject.",
			Doubt:      "The documentation says that it isn't supported, not what S3 answers.",
			Sources:    []string{pageDirectory},
			AmazonOnly: true,
			Violating:  []compat.Case{del(exampleDirectory, " ")},
			Allowed:    []compat.Case{del(exampleDirectory, "a b"), del(exampleBucket, " ")},
		},
	}
}
