package opt

import (
	"maps"
	"net/url"
	"slices"
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

// sdkTags returns the SDK's tags, never nil.
func sdkTags(tags []Tag) []types.Tag {
	list := make([]types.Tag, len(tags))
	for i, t := range tags {
		key, value := t.Key, t.Value
		list[i] = types.Tag{Key: &key, Value: &value}
	}
	return list
}

// yieldsTagging returns the document.
func (t Tags) yieldsTagging() fill.Value[*types.Tagging] {
	return fill.Value[*types.Tagging]{V: &types.Tagging{TagSet: sdkTags(t)}}
}

// yieldsHeader returns the tags as a header holds them.
func (t Tags) yieldsHeader() fill.Value[*string] { return addTags(nil, t) }

// addTags adds tags to those that a header has already, in the place of some with
// the same keys. A header that isn't one stays as it is: rules judge it.
func addTags(header *string, tags []Tag) fill.Value[*string] {
	var b strings.Builder
	if header != nil {
		for pair := range strings.SplitSeq(*header, "&") {
			if pair == "" || replaced(pair, tags) {
				continue
			}
			if b.Len() > 0 {
				b.WriteByte('&')
			}
			b.WriteString(pair)
		}
	}
	for _, tag := range tags {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(tag.Key))
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(tag.Value))
	}
	text := b.String()
	return fill.Value[*string]{V: &text}
}

// tagsOf are the tags of a header that addTags has made.
func tagsOf(header string) []Tag {
	var tags []Tag
	for pair := range strings.SplitSeq(header, "&") {
		key, value, _ := strings.Cut(pair, "=")
		// What was escaped can be unescaped.
		key, _ = url.QueryUnescape(key)
		value, _ = url.QueryUnescape(value)
		tags = append(tags, Tag{key, value})
	}
	return tags
}

// replaced reports whether one of the tags has the key of a pair.
func replaced(pair string, tags []Tag) bool {
	key, _, _ := strings.Cut(pair, "=")
	if key, err := url.QueryUnescape(key); err == nil {
		for _, t := range tags {
			if t.Key == key {
				return true
			}
		}
	}
	return false
}

// TagMap lists the tags of a map, in the order of their keys: for setters and
// parameters that take tags.
func TagMap(tags map[string]string) []Tag {
	list := make([]Tag, 0, len(tags))
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		list = append(list, Tag{key, tags[key]})
	}
	return list
}

// CopyTags is what a copy does about the source's tags: [KeepTags] or
// [ReplaceTags].
type CopyTags interface {
	yieldsCopyTags() fill.CopyTags
	copiesKeepOrReplaceTags()
}

// DirectoryCopyTags is what a copy into a directory bucket, whose objects have
// no tags, can do: [KeepTags], if the source has none, or [WithoutTags].
type DirectoryCopyTags interface {
	yieldsCopyTags() fill.CopyTags
	directoryBucketsHaveNoTags()
}

// KeptTags keeps the source's tags; see [KeepTags].
type KeptTags struct{}

// KeepTags copies the tags of the source, which is what happens without any
// option too.
func KeepTags() KeptTags { return KeptTags{} }

// yieldsCopyTags implements [CopyTags].
func (KeptTags) yieldsCopyTags() fill.CopyTags {
	return fill.CopyTags{TaggingDirective: "COPY", Way: fill.WayKeepTags}
}

func (KeptTags) copiesKeepOrReplaceTags()    {}
func (KeptTags) directoryBucketsHaveNoTags() {}

// NewTags replaces the source's tags; see [ReplaceTags].
type NewTags struct{ tags Tags }

// ReplaceTags gives the copy tags of its own.
//
// Rule: copy-tags-without-replace.
func ReplaceTags(tags ...Tag) NewTags { return NewTags{append(Tags(nil), tags...)} }

// Tags returns the option with more tags, in the place of those with the same
// keys.
func (t NewTags) Tags(tags ...Tag) NewTags { return NewTags{joined(t.tags, tags)} }

// joined is a list of tags with more, in the place of those with the same keys.
func joined(list, more []Tag) []Tag {
	all := make([]Tag, 0, len(list)+len(more))
	for _, old := range list {
		if !slices.ContainsFunc(more, func(x Tag) bool { return x.Key == old.Key }) {
			all = append(all, old)
		}
	}
	return append(all, more...)
}

// TagMap returns the option with the tags of a map, which is copied; see
// [NewTags.Tags].
func (t NewTags) TagMap(tags map[string]string) NewTags { return t.Tags(TagMap(tags)...) }

// yieldsCopyTags implements [CopyTags].
func (t NewTags) yieldsCopyTags() fill.CopyTags {
	v := t.tags.yieldsHeader()
	f := fill.CopyTags{TaggingDirective: "REPLACE", Tagging: v.V, Way: fill.WayReplaceTags, Bad: v.Bad}
	if len(t.tags) == 0 {
		f.Tagging = nil
	}
	return f
}

func (NewTags) copiesKeepOrReplaceTags() {}

// NoTags leaves the source's tags out; see [WithoutTags].
type NoTags struct{}

// WithoutTags gives the copy no tags.
func WithoutTags() NoTags { return NoTags{} }

// yieldsCopyTags implements [CopyTags].
func (NoTags) yieldsCopyTags() fill.CopyTags {
	return fill.CopyTags{TaggingDirective: "REPLACE", Way: fill.WayReplaceTags}
}

func (NoTags) copiesKeepOrReplaceTags()    {}
func (NoTags) directoryBucketsHaveNoTags() {}
