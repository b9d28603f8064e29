package opt

import (
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Tag is a key with its value.
type Tag struct {
	// Key has 1 to 128 characters, Value up to 256.
	Key, Value string
}

// Tags are the tags of a bucket or of an object, in a document.
type Tags []Tag

// sdkTags returns the SDK's tags, never nil, and a problem if a key occurs twice.
func sdkTags(member string, tags []Tag) ([]types.Tag, *fill.Problem) {
	var bad *fill.Problem
	list := make([]types.Tag, len(tags))
	seen := make(map[string]bool, len(tags))
	for i, t := range tags {
		if seen[t.Key] {
			bad = bad.Add(member, "has a tag key twice")
		}
		seen[t.Key] = true
		key, value := t.Key, t.Value
		list[i] = types.Tag{Key: &key, Value: &value}
	}
	return list, bad
}

// AsTagging returns the document.
func (t Tags) AsTagging() fill.Value[*types.Tagging] {
	list, bad := sdkTags("Tagging", t)
	return fill.Value[*types.Tagging]{V: &types.Tagging{TagSet: list}, Bad: bad}
}

// AsHeader returns the tags as a header holds them.
func (t Tags) AsHeader() fill.Value[*string] {
	var b strings.Builder
	var bad *fill.Problem
	for i, tag := range t {
		for _, before := range t[:i] {
			if before.Key == tag.Key {
				bad = bad.Add("Tagging", "has a tag key twice")
			}
		}
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(tag.Key))
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(tag.Value))
	}
	text := b.String()
	return fill.Value[*string]{V: &text, Bad: bad}
}

// CopyTags is what a copy does about the source's tags: [KeepTags] or
// [ReplaceTags].
type CopyTags interface {
	AsCopyTags() fill.CopyTags
	general()
}

// DirectoryCopyTags is what a copy into a directory bucket, whose objects have
// no tags, can do: [KeepTags], if the source has none, or [WithoutTags].
type DirectoryCopyTags interface {
	AsCopyTags() fill.CopyTags
	directory()
}

// KeptTags keeps the source's tags; see [KeepTags].
type KeptTags struct{}

// KeepTags copies the tags of the source, which is what happens without any
// option too.
func KeepTags() KeptTags { return KeptTags{} }

// AsCopyTags implements [CopyTags].
func (KeptTags) AsCopyTags() fill.CopyTags { return fill.CopyTags{TaggingDirective: "COPY"} }

func (KeptTags) general()   {}
func (KeptTags) directory() {}

// NewTags replaces the source's tags; see [ReplaceTags].
type NewTags struct{ tags Tags }

// ReplaceTags gives the copy tags of its own.
//
// Rule: copy-tags-without-replace.
func ReplaceTags(tags ...Tag) NewTags { return NewTags{append(Tags(nil), tags...)} }

// AsCopyTags implements [CopyTags].
func (t NewTags) AsCopyTags() fill.CopyTags {
	v := t.tags.AsHeader()
	f := fill.CopyTags{TaggingDirective: "REPLACE", Tagging: v.V, Bad: v.Bad}
	if len(t.tags) == 0 {
		f.Tagging = nil
	}
	return f
}

func (NewTags) general() {}

// NoTags leaves the source's tags out; see [WithoutTags].
type NoTags struct{}

// WithoutTags gives the copy no tags.
func WithoutTags() NoTags { return NoTags{} }

// AsCopyTags implements [CopyTags].
func (NoTags) AsCopyTags() fill.CopyTags { return fill.CopyTags{TaggingDirective: "REPLACE"} }

func (NoTags) general()   {}
func (NoTags) directory() {}
