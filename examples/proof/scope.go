package main

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// unreachable says what in the example a server on the loopback interface can't
// have, whatever is prepared; empty if there is nothing.
func (s *store) unreachable(c compat.Case) string {
	if why := s.uncovered(c.Operation); why != "" {
		return why
	}
	r := c.Request()
	for _, t := range []compat.Target{r.Target, r.Source.Target} {
		if t.ARN {
			return "the target is an ARN, which only Amazon resolves"
		}
		// A name that no target can have is the server's to refuse.
		if t.Problem == 0 && t.Kinds != 0 && !t.Kinds.Has(compat.GeneralPurposeBucket) {
			return "the target is " + t.Kinds.String()
		}
	}
	if b, ok := r.Text(member.Bucket); ok {
		switch {
		case b == "":
			return "an empty bucket name vanishes from the path, which makes it another request"
		case strings.HasPrefix(b, "arn:"):
			return "the target is an ARN, which only Amazon resolves"
		case strings.HasSuffix(b, "--x-s3"), strings.HasSuffix(b, "--xa-s3"):
			return "the SDK signs it for S3 Express, by its name"
		}
	}

	if region := c.Endpoint.Region; region != "" && !regions.MatchString(region) {
		return "no server is in the Region " + region
	}
	for _, f := range c.Endpoint.Known() {
		switch v, _ := c.Endpoint.Get(f); {
		case f == compat.Accelerate && v == "true",
			f == compat.DualStack && v == "true",
			f == compat.FIPS && v == "true",
			f == compat.Addressing && v == "virtual-hosted",
			f == compat.Provider && v != "Amazon":
			return "the endpoint's " + f.String() + " is " + v
		}
	}
	for _, f := range c.Signature.Known() {
		switch v, _ := c.Signature.Get(f); {
		case f == compat.SignatureScheme && (v == "SigV4A" || v == "S3Express"),
			f == compat.Presigned && v == "post",
			f == compat.Payload && strings.HasPrefix(v, "streaming"),
			f == compat.Payload && v == "unsigned-trailer",
			f == compat.Length && v == "unknown": // the SDK sends such a body over https only
			return "the signature's " + f.String() + " is " + v
		}
	}
	if v, _ := c.Signature.Get(compat.Presigned); v == "url" && !presignable(c.Operation) {
		return "the SDK doesn't presign " + c.Operation.String()
	}
	for _, f := range c.Upload.Known() {
		switch v, _ := c.Upload.Get(f); {
		case f == compat.UploadEncryption && v != "AES256":
			return "the server lacks encryption: an upload's " + f.String() + " can't be " + v
		}
	}
	algorithm, algorithmKnown := c.Upload.Get(compat.UploadChecksumAlgorithm)
	kind, kindKnown := c.Upload.Get(compat.UploadChecksumType)
	if algorithmKnown && kindKnown && (algorithm == "none") != (kind == "none") {
		return "no upload has a checksum type without an algorithm, or the reverse"
	}
	if c.Upload.Parts != nil {
		// The examples' parts are invented: their sizes, ETags and checksums don't
		// go together. A part with other content would make it another example.
		return "no content is known that has the declared parts' sizes, ETags and checksums"
	}
	if c.Upload.KeyMD5 != "" {
		return "the server lacks encryption with a customer key"
	}
	for _, x := range []compat.Facts{c.Bucket, c.CopyFrom} {
		if x.Region != "" && c.Endpoint.Region != "" && x.Region != c.Endpoint.Region {
			return "all buckets are in the server's Region"
		}
		if why := unstageable(x); why != "" {
			return why
		}
	}
	return ""
}

// unstageable says which fact no bucket of the server can have.
func unstageable(x compat.Facts) string {
	for _, f := range x.Known() {
		v, _ := x.Get(f)
		possible := true
		switch f {
		case compat.Exists, compat.Versioning, compat.ObjectLock, compat.DefaultRetention, compat.Ownership,
			compat.OwnershipControls, compat.Policy, compat.CORS, compat.Website, compat.Tags, compat.Empty:
		case compat.OwnedByCaller:
			// There is only one account, since a second could not own anything
			// that a rule speaks of.
			possible = v == "true"
		case compat.Payer:
			possible = v == "BucketOwner"
		case compat.DefaultEncryption:
			possible = v == "AES256" || v == "none"
		case compat.MFADelete, compat.ABAC:
			possible = v == "Disabled"
		case compat.BucketKey, compat.BlockedSSEC, compat.BlockPublicACLs, compat.IgnorePublicACLs,
			compat.BlockPublicPolicy, compat.RestrictPublic:
			possible = v == "false"
		default:
			// Configurations that the server doesn't implement.
			possible = v == "none"
		}
		if !possible {
			return "the server lacks it: the bucket's " + f.String() + " can't be " + v
		}
	}
	if lock, _ := x.Get(compat.ObjectLock); lock == "Enabled" {
		if v, ok := x.Get(compat.Versioning); ok && v != "Enabled" {
			return "a bucket with object lock has versioning"
		}
	}
	return ""
}
