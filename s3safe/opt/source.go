package opt

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// CopySource is the object that is copied into a bucket: [Source] or
// [DirectorySource].
type CopySource interface {
	yieldsSource() fill.Source
	bucketsCopyFromNoFSxOrOutposts()
}

// FSxCopySource is the object that is copied through an access point attached to
// an FSx volume, which must lie there as well: [FSxSource].
//
// Rule: copy-beyond-fsx.
type FSxCopySource interface {
	yieldsSource() fill.Source
	fsxCopiesStayOnTheVolume()
}

// OutpostsCopySource is the object that is copied on an Outpost, which must lie
// there as well: [OutpostsSource].
//
// Rule: copy-across-outposts.
type OutpostsCopySource interface {
	yieldsSource() fill.Source
	outpostsCopiesStayOnTheOutpost()
}

// source is what all sources have.
type source struct {
	bucket, key, version string
	versioned            bool
	decryption           Decryption
}

func (s source) members(kinds ...compat.TargetKind) fill.Source {
	var v fill.Source
	if t := compat.ParseTarget(s.bucket); !t.Kinds.Empty() && t.Kinds.Intersect(compat.Targets(kinds...)).Empty() {
		v.Bad = v.Bad.Add("CopySource", "is in "+t.Kinds.String()+", and this option is for "+compat.Targets(kinds...).String())
	}
	text := "/" // without a bucket, S3 would take the beginning of the key for one
	if s.bucket != "" {
		slash := "/"
		if strings.HasPrefix(s.bucket, "arn:") {
			slash = "/object/"
		}
		text = s.bucket + slash + compat.Source{Key: s.key, VersionID: s.version, HasVersion: s.versioned}.String()
	}
	v.CopySource = &text
	if s.decryption != nil {
		k := s.decryption.yieldsDecryption()
		v.CopySourceSSECustomerAlgorithm, v.CopySourceSSECustomerKey, v.CopySourceSSECustomerKeyMD5 = k.SSECustomerAlgorithm, k.SSECustomerKey, k.SSECustomerKeyMD5
		v.Bad = v.Bad.Join(k.Bad)
	}
	return v
}

// ObjectSource is an object in a general purpose bucket; see [Source].
type ObjectSource struct{ s source }

// Source is an object to copy from a general purpose bucket, or from its access
// point by ARN or alias. It is encoded as S3 needs it.
//
// Rules: copy-source-bucket, copy-source-key, copy-source-encoding,
// copy-source-multi-region, copy-source-object-lambda.
func Source(bucket, key string) ObjectSource { return ObjectSource{source{bucket: bucket, key: key}} }

// Version returns the source with the id of the version to copy; otherwise the
// current one is copied.
func (s ObjectSource) Version(id string) ObjectSource {
	s.s.version, s.s.versioned = id, true
	return s
}

// Decryption returns the source with the customer key that it was encrypted
// with.
//
// Rules: copy-source-sse-c-algorithm, copy-source-sse-c-md5-differs.
func (s ObjectSource) Decryption(key Decryption) ObjectSource { s.s.decryption = key; return s }

// yieldsSource implements [CopySource].
func (s ObjectSource) yieldsSource() fill.Source {
	return s.s.members(compat.GeneralPurposeBucket, compat.AccessPoint)
}

func (ObjectSource) bucketsCopyFromNoFSxOrOutposts() {}

// DirectoryObjectSource is an object in a directory bucket; see
// [DirectorySource].
type DirectoryObjectSource struct{ s source }

// DirectorySource is an object to copy from a directory bucket or its access
// point. It has neither versions nor a customer key.
//
// Rules: directory-copy-source-version, directory-copy-source-sse-c.
func DirectorySource(bucket, key string) DirectoryObjectSource {
	return DirectoryObjectSource{source{bucket: bucket, key: key}}
}

// yieldsSource implements [CopySource].
func (s DirectoryObjectSource) yieldsSource() fill.Source {
	return s.s.members(compat.DirectoryBucket, compat.DirectoryAccessPoint)
}

func (DirectoryObjectSource) bucketsCopyFromNoFSxOrOutposts() {}

// FSxObjectSource is a file behind an access point; see [FSxSource].
type FSxObjectSource struct{ s source }

// FSxSource is an object to copy from an access point attached to an FSx volume.
//
// Rule: copy-beyond-fsx.
func FSxSource(alias, key string) FSxObjectSource {
	return FSxObjectSource{source{bucket: alias, key: key}}
}

// Decryption returns the source with the customer key that it was encrypted
// with.
func (s FSxObjectSource) Decryption(key Decryption) FSxObjectSource { s.s.decryption = key; return s }

// yieldsSource implements [FSxCopySource].
func (s FSxObjectSource) yieldsSource() fill.Source { return s.s.members(compat.FSxAccessPoint) }

func (FSxObjectSource) fsxCopiesStayOnTheVolume() {}

// OutpostsObjectSource is an object on an Outpost; see [OutpostsSource].
type OutpostsObjectSource struct{ s source }

// OutpostsSource is an object to copy from an Outposts access point, by its ARN
// or alias.
//
// Rule: copy-across-outposts.
func OutpostsSource(accessPoint, key string) OutpostsObjectSource {
	return OutpostsObjectSource{source{bucket: accessPoint, key: key}}
}

// Version returns the source with the id of the version to copy.
func (s OutpostsObjectSource) Version(id string) OutpostsObjectSource {
	s.s.version, s.s.versioned = id, true
	return s
}

// Decryption returns the source with the customer key that it was encrypted
// with.
func (s OutpostsObjectSource) Decryption(key Decryption) OutpostsObjectSource {
	s.s.decryption = key
	return s
}

// yieldsSource implements [OutpostsCopySource].
func (s OutpostsObjectSource) yieldsSource() fill.Source {
	return s.s.members(compat.OutpostsAccessPoint)
}

func (OutpostsObjectSource) outpostsCopiesStayOnTheOutpost() {}

// RenameSource is the key of the object to rename, in the same bucket.
//
// Rules: rename-source-invalid, rename-source-trailing-slash.
type RenameSource string

// yieldsRenameSource returns the member, encoded as S3 needs it.
func (s RenameSource) yieldsRenameSource() fill.Value[*string] {
	text := compat.Source{Key: string(s)}.String()
	return fill.Value[*string]{V: &text}
}
