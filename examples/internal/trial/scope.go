package trial

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// unreachable says what in the example the store can't have, whatever is prepared;
// empty if there is nothing.
func (s *Store) unreachable(c compat.Case) string {
	if why := s.uncovered(c.Operation); why != "" {
		return why
	}
	r := c.Request()
	if why := s.untargeted(r); why != "" {
		return why
	}

	if region := c.Endpoint.Region; region != "" && !regions.MatchString(region) {
		return "no server is in the Region " + region
	}
	for _, f := range c.Endpoint.Known() {
		if v, _ := c.Endpoint.Get(f); !s.reaches(f, v) {
			return "the endpoint's " + f.String() + " is " + v
		}
	}
	for _, f := range c.Signature.Known() {
		switch v, _ := c.Signature.Get(f); {
		case f == compat.SignatureScheme && (v == "SigV4A" || v == "S3Express"),
			f == compat.Presigned && (v == "post" || v == "form"),
			f == compat.Payload && strings.HasPrefix(v, "streaming"),
			f == compat.Payload && v == "unsigned-trailer",
			f == compat.Length && v == "unknown",     // the SDK sends such a body over https only
			f == compat.Length && v == "above 5 GiB": // no example has such a body
			return "the signature's " + f.String() + " is " + v
		}
	}
	if v, _ := c.Signature.Get(compat.Presigned); v == "url" && !presignable(c.Operation) {
		return "the SDK doesn't presign " + c.Operation.String()
	}
	for _, f := range c.Upload.Known() {
		if v, _ := c.Upload.Get(f); f == compat.UploadEncryption && !s.encrypts(v) {
			return "the server lacks encryption: an upload's " + f.String() + " can't be " + v
		}
	}
	algorithm, algorithmKnown := c.Upload.Get(compat.UploadChecksumAlgorithm)
	kind, kindKnown := c.Upload.Get(compat.UploadChecksumType)
	if algorithmKnown && kindKnown && (algorithm == "none") != (kind == "none") {
		return "no upload has a checksum type without an algorithm, or the reverse"
	}
	if c.Upload.Parts != nil {
		return "the parts that are staged are the listed ones, with bodies of their own"
	}
	if c.Upload.KeyMD5 != "" {
		return "the server lacks encryption with a customer key"
	}
	for _, x := range []compat.Facts{c.Bucket, c.CopyFrom} {
		if x.Region != "" && c.Endpoint.Region != "" && x.Region != c.Endpoint.Region {
			return "all buckets are in the server's Region"
		}
		if why := s.unstageable(x); why != "" {
			return why
		}
	}
	return ""
}

// untargeted says why the request's target or source can't be addressed.
func (s *Store) untargeted(r *compat.Request) string {
	bucket, given := r.Text(member.Bucket)
	taken := false // the target is one that the store has
	for _, x := range []struct {
		target compat.Target
		name   string
	}{{r.Target, bucket}, {r.Source.Target, r.Source.Bucket}} {
		t := x.target
		// A name that no target can have is the server's to refuse.
		other := t.Problem == 0 && t.Kinds != 0 && !t.Kinds.Has(compat.GeneralPurposeBucket)
		if other && s.Limits.Target != nil {
			if why := s.Limits.Target(x.name, t.Kinds); why != "" {
				return why
			}
			taken = taken || x.name == bucket
			continue
		}
		if t.ARN {
			return "the target is an ARN, which only Amazon resolves"
		}
		if other {
			return "the target is " + t.Kinds.String()
		}
	}
	if given && !taken {
		switch {
		case bucket == "":
			return "an empty bucket name vanishes from the path, which makes it another request"
		case strings.HasPrefix(bucket, "arn:"):
			return "the target is an ARN, which only Amazon resolves"
		case strings.HasSuffix(bucket, "--x-s3"), strings.HasSuffix(bucket, "--xa-s3"):
			return "the SDK signs it for S3 Express, by its name"
		}
	}
	return ""
}

// reaches reports whether the endpoint can be so.
func (s *Store) reaches(f compat.Feature, v string) bool {
	if s.Limits.Endpoint != nil {
		return s.Limits.Endpoint(f, v)
	}
	switch f {
	case compat.Accelerate, compat.DualStack, compat.FIPS:
		return v != "true"
	case compat.Addressing:
		return v != "virtual-hosted"
	case compat.Provider:
		return v == "Amazon"
	}
	return true
}

// encrypts reports whether uploads can be encrypted so.
func (s *Store) encrypts(v string) bool {
	if s.Limits.Encryption != nil {
		return s.Limits.Encryption(v)
	}
	return v == "AES256"
}

// unstageable says which fact no bucket of the server can have.
func (s *Store) unstageable(x compat.Facts) string {
	for _, f := range x.Known() {
		v, _ := x.Get(f)
		possible := true
		if s.Limits.State != nil && f != compat.OwnedByCaller {
			if !s.Limits.State(f, v) {
				return "no scratch bucket is made so: the bucket's " + f.String() + " can't be " + v
			}
			continue
		}
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
