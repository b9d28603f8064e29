package opt

import (
	"time"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// CopyMetadata is what a copy does about the source's metadata and content
// headers: [KeepMetadata] or [ReplaceMetadata].
type CopyMetadata interface {
	yieldsCopyMetadata() fill.CopyMetadata
}

// KeptMetadata keeps the source's metadata; see [KeepMetadata].
type KeptMetadata struct{}

// KeepMetadata copies the metadata and content headers of the source, which is
// what happens without any option too.
func KeepMetadata() KeptMetadata { return KeptMetadata{} }

// yieldsCopyMetadata implements [CopyMetadata].
func (KeptMetadata) yieldsCopyMetadata() fill.CopyMetadata {
	return fill.CopyMetadata{MetadataDirective: "COPY", Way: fill.WayKeepMetadata}
}

// NewMetadata replaces the source's metadata; see [ReplaceMetadata].
type NewMetadata struct{ f fill.CopyMetadata }

// ReplaceMetadata gives the copy metadata and content headers of its own; what
// isn't said here, the copy doesn't have.
//
// Rule: copy-metadata-without-replace.
func ReplaceMetadata() NewMetadata {
	return NewMetadata{fill.CopyMetadata{MetadataDirective: "REPLACE"}}
}

// User adds an entry of user metadata.
func (m NewMetadata) User(key, value string) NewMetadata {
	m.f.Metadata, m.f.Bad = m.f.Metadata.With(m.f.Bad, "Metadata", key, value)
	return m
}

// UserMap adds the entries of a map to the user metadata.
func (m NewMetadata) UserMap(entries map[string]string) NewMetadata {
	m.f.Metadata, m.f.Bad = m.f.Metadata.WithAll(m.f.Bad, "Metadata", entries)
	return m
}

// ContentType sets the media type.
func (m NewMetadata) ContentType(v string) NewMetadata { m.f.ContentType = &v; return m }

// ContentEncoding sets the codings that were applied to the content.
func (m NewMetadata) ContentEncoding(v string) NewMetadata { m.f.ContentEncoding = &v; return m }

// ContentLanguage sets the natural language.
func (m NewMetadata) ContentLanguage(v string) NewMetadata { m.f.ContentLanguage = &v; return m }

// ContentDisposition says how a browser presents the object.
func (m NewMetadata) ContentDisposition(v string) NewMetadata { m.f.ContentDisposition = &v; return m }

// CacheControl says how long caches keep the object.
func (m NewMetadata) CacheControl(v string) NewMetadata { m.f.CacheControl = &v; return m }

// Expires says when caches drop the object.
func (m NewMetadata) Expires(v time.Time) NewMetadata { m.f.Expires = &v; return m }

// yieldsCopyMetadata implements [CopyMetadata].
func (m NewMetadata) yieldsCopyMetadata() fill.CopyMetadata {
	if m.f.MetadataDirective == "" {
		m.f.MetadataDirective = "REPLACE"
	}
	m.f.Way = fill.WayReplaceMetadata
	return m.f
}
