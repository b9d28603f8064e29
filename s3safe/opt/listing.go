package opt

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// ListPosition is where a listing of objects begins: [StartAfter] a key, or
// [ContinueFrom] where the last answer stopped. S3 heeds only one of them.
type ListPosition interface {
	yieldsPosition() fill.Position
	objectListingsBeginAfterAKeyOrAtAToken()
}

// ListToken is where a listing goes on that can't begin after a key:
// [ContinueFrom].
type ListToken interface {
	yieldsPosition() fill.Position
	directoryListingsOnlyContinue()
}

// VersionPosition is where a listing of versions begins: [AfterKey] or
// [AfterVersion].
type VersionPosition interface {
	yieldsPosition() fill.Position
	versionListingsBeginAfterAKeyOrVersion()
}

// UploadPosition is where a listing of multipart uploads begins: [AfterKey] or
// [AfterUpload].
type UploadPosition interface {
	yieldsPosition() fill.Position
	uploadListingsBeginAfterAKeyOrUpload()
}

// KeyPosition is after a key; see [AfterKey].
type KeyPosition struct{ key *string }

// AfterKey begins after the key.
func AfterKey(key string) KeyPosition { return KeyPosition{&key} }

// yieldsPosition implements [VersionPosition].
func (p KeyPosition) yieldsPosition() fill.Position {
	f := fill.Position{KeyMarker: p.key, Way: fill.WayAfterKey}
	if p.key == nil {
		f.Bad = f.Bad.Unmade("KeyMarker", "AfterKey")
	}
	return f
}

func (KeyPosition) versionListingsBeginAfterAKeyOrVersion() {}
func (KeyPosition) uploadListingsBeginAfterAKeyOrUpload()   {}

// VersionMarker is after a version; see [AfterVersion].
type VersionMarker struct{ p *fill.Position }

// AfterVersion begins after a version of a key.
//
// Rule: version-id-marker-alone.
func AfterVersion(key, versionID string) VersionMarker {
	return VersionMarker{&fill.Position{KeyMarker: &key, VersionIdMarker: &versionID, Way: fill.WayAfterVersion}}
}

// yieldsPosition implements [VersionPosition].
func (p VersionMarker) yieldsPosition() fill.Position { return positionOf(p.p, "VersionIdMarker") }

func (VersionMarker) versionListingsBeginAfterAKeyOrVersion() {}

// UploadMarker is after an upload; see [AfterUpload].
type UploadMarker struct{ p *fill.Position }

// AfterUpload begins after an upload of a key.
//
// Rule: upload-id-marker-alone.
func AfterUpload(key, uploadID string) UploadMarker {
	return UploadMarker{&fill.Position{KeyMarker: &key, UploadIdMarker: &uploadID, Way: fill.WayAfterUpload}}
}

// yieldsPosition implements [UploadPosition].
func (p UploadMarker) yieldsPosition() fill.Position { return positionOf(p.p, "UploadIdMarker") }

func (UploadMarker) uploadListingsBeginAfterAKeyOrUpload() {}

// StartPosition is after a key; see [StartAfter].
type StartPosition struct{ p *fill.Position }

// StartAfter begins after the key, which need not exist.
func StartAfter(key string) StartPosition {
	return StartPosition{&fill.Position{StartAfter: &key, Way: fill.WayStartAfter}}
}

// yieldsPosition implements [ListPosition].
func (p StartPosition) yieldsPosition() fill.Position { return positionOf(p.p, "StartAfter") }

func (StartPosition) objectListingsBeginAfterAKeyOrAtAToken() {}

// TokenPosition is where an answer stopped; see [ContinueFrom].
type TokenPosition struct{ p *fill.Position }

// ContinueFrom goes on where the last answer stopped: with its
// NextContinuationToken.
//
// Rule: continuation-token-empty.
func ContinueFrom(token string) TokenPosition {
	return TokenPosition{&fill.Position{ContinuationToken: &token, Way: fill.WayContinueFrom}}
}

// yieldsPosition implements [ListPosition].
func (p TokenPosition) yieldsPosition() fill.Position { return positionOf(p.p, "ContinuationToken") }

func (TokenPosition) objectListingsBeginAfterAKeyOrAtAToken() {}
func (TokenPosition) directoryListingsOnlyContinue()          {}

func positionOf(p *fill.Position, member string) fill.Position {
	if p == nil {
		return fill.Position{Bad: (*fill.Problem)(nil).Unmade(member, anyFunction)}
	}
	return *p
}

// Attribute is an attribute to get of an object: [ETag], [ObjectChecksums],
// [ObjectSize], [ObjectStorageClass] or [ObjectParts].
type Attribute interface {
	attribute() types.ObjectAttributes
}

// AttributeChoice is an attribute of objects. Its values are the constants
// below; Build refuses other numbers.
type AttributeChoice uint8

var attributeTexts = [...]string{ETag: "ETag", ObjectChecksums: "Checksum", ObjectSize: "ObjectSize", ObjectStorageClass: "StorageClass"}

// String returns the value as S3 writes it.
func (c AttributeChoice) String() string { return textOf(attributeTexts[:], c) }

// Attributes of an object.
const (
	// ETag is the object's ETag.
	ETag AttributeChoice = 1
	// ObjectChecksums are the object's checksums.
	ObjectChecksums AttributeChoice = 2
	// ObjectSize is the object's size in bytes.
	ObjectSize AttributeChoice = 3
	// ObjectStorageClass is the object's storage class.
	ObjectStorageClass AttributeChoice = 4
)

func (a AttributeChoice) attribute() types.ObjectAttributes {
	return types.ObjectAttributes(a.String())
}

// PartsAttribute is the list of an object's parts; see [ObjectParts].
type PartsAttribute struct{ max, after *int32 }

// ObjectParts is the list of the object's parts.
//
// Rule: object-attributes-parts-not-asked.
func ObjectParts() PartsAttribute { return PartsAttribute{} }

// Max limits the number of parts in the answer.
func (p PartsAttribute) Max(n int32) PartsAttribute { p.max = &n; return p }

// After lists the parts after the number.
func (p PartsAttribute) After(n int32) PartsAttribute { p.after = &n; return p }

func (PartsAttribute) attribute() types.ObjectAttributes { return types.ObjectAttributesObjectParts }

// AttributeList is what to get of an object; see [Attributes].
type AttributeList struct{ list []Attribute }

// Attributes lists what to get of an object: at least one attribute.
//
// Rules: object-attributes-none, object-attributes-unknown.
func Attributes(first Attribute, more ...Attribute) AttributeList {
	return AttributeList{append([]Attribute{first}, more...)}
}

// yieldsAttributes returns the members.
func (a AttributeList) yieldsAttributes() fill.Attributes {
	var f fill.Attributes
	for _, x := range a.list {
		if x == nil {
			continue
		}
		f.ObjectAttributes = append(f.ObjectAttributes, string(x.attribute()))
		if p, ok := x.(PartsAttribute); ok {
			f.MaxParts = p.max
			if p.after != nil {
				text := strconv.Itoa(int(*p.after))
				f.PartNumberMarker = &text
			}
		}
	}
	return f
}
