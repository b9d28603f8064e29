package trial

import (
	"cmp"
	"regexp"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/examples/s3server"
)

// Session is a way to run the server. Requests of different sessions go to
// different servers, one after the other.
type Session struct {
	Region  string
	TLS     bool
	Account string // the id of the only account
}

func (s Session) String() string {
	scheme := "http"
	if s.TLS {
		scheme = "https"
	}
	return scheme + " " + s.Region + " " + s.Account
}

// choice is one way to settle what an example leaves open.
type choice struct {
	tls   bool
	facts compat.Facts
}

// choicesFor lists the choices in the order in which they are tried.
func (s *Store) choicesFor(c compat.Case) []choice {
	list := choicesOf(c)
	if s.Limits.Endpoints {
		// Applications call Amazon S3 over https.
		list = slices.Clone(list)
		slices.SortStableFunc(list, func(x, y choice) int {
			switch {
			case x.tls == y.tls:
				return 0
			case x.tls:
				return -1
			}
			return 1
		})
	}
	return list
}

func choicesOf(c compat.Case) []choice {
	r := c.Request()
	if access := member.SetOf(member.ACL, member.AccessControlPolicy, member.GrantFullControl, member.GrantRead,
		member.GrantReadACP, member.GrantWrite, member.GrantWriteACP); r.Present.Meets(&access) || c.Operation == operation.PutBucketAcl {
		return choicesForACLs
	}
	return choices
}

var (
	choices = allChoices()

	// choicesForACLs begin with buckets in which access control lists work.
	choicesForACLs = append(slices.DeleteFunc(allChoices(), func(x choice) bool { return !x.acls() }), choices...)
)

// acls reports whether access control lists work with the choice.
func (x choice) acls() bool {
	v, _ := x.facts.Get(compat.Ownership)
	return v == "BucketOwnerPreferred"
}

func allChoices() []choice {
	var bare, versioned, locked, acls, lockedACLs, full compat.Facts
	versioned = versioned.With(compat.Versioning, "Enabled")
	locked = versioned.With(compat.ObjectLock, "Enabled")
	acls = acls.With(compat.Ownership, "BucketOwnerPreferred")
	lockedACLs = locked.With(compat.Ownership, "BucketOwnerPreferred")
	full = locked.With(compat.Policy, "some").With(compat.CORS, "some").With(compat.Website, "some").With(compat.Tags, "some")
	var all []choice
	for _, tls := range []bool{false, true} {
		for _, x := range []compat.Facts{bare, versioned, acls, locked, lockedACLs, full} {
			all = append(all, choice{tls, x})
		}
	}
	return all
}

// apply makes the example's request with the choice. It fails if the example
// says something else.
func (x choice) apply(s *Store, e Example) (Plan, string) {
	p := Plan{Example: e, Request: e.Request, Session: s.sessionOf(e.Request, x.tls)}
	scheme := "http"
	if x.tls {
		scheme = "https"
	}
	if v, ok := e.Request.Endpoint.Get(compat.Scheme); ok && v != scheme {
		return p, "the server's scheme can't be " + v
	}

	c := &p.Request
	c.Bucket.Join(&x.facts)
	if why := s.unstageable(c.Bucket); why != "" {
		return p, why
	}
	if why := s.unstageable(c.CopyFrom); why != "" {
		return p, why
	}
	p.bucket = s.stageOf(&c.Bucket, c.Operation)
	p.source = s.stageOf(&c.CopyFrom, c.Operation)
	if v, _ := c.Signature.Get(compat.SignatureScheme); v == "anonymous" {
		if s.Scratch != nil && !s.Scratch.Public {
			return p, "a request without a signature needs a bucket that is open to everyone"
		}
		// Lest the request be refused for lack of permission.
		p.bucket.open(&c.Bucket)
		p.source.open(&c.CopyFrom)
	}
	p.bucket.describe(&c.Bucket)
	p.source.describe(&c.CopyFrom)
	c.Bucket.Region, c.CopyFrom.Region, c.Endpoint.Region = p.Session.Region, p.Session.Region, p.Session.Region
	if c.Bucket.Owner == "" {
		c.Bucket.Owner = p.Session.Account
	}
	if c.CopyFrom.Owner == "" {
		c.CopyFrom.Owner = p.Session.Account
	}

	fixed, addressing := compat.Facts{}, "path"
	if s.Limits.Endpoints {
		addressing = "virtual-hosted"
	}
	fixed = fixed.With(compat.Addressing, addressing).With(compat.Accelerate, "false").With(compat.DualStack, "false").
		With(compat.FIPS, "false").With(compat.Scheme, scheme).With(compat.Provider, "Amazon")
	c.Endpoint.Join(&fixed)
	signature := compat.Facts{}
	signature = signature.With(compat.SignatureScheme, "SigV4").With(compat.Presigned, "false")
	c.Signature.Join(&signature)
	if v, _ := c.Signature.Get(compat.Presigned); v == "url" && c.Expires == 0 {
		c.Expires = 15 * time.Minute
	}
	upload := compat.Facts{}
	upload = upload.With(compat.UploadExists, "true").With(compat.UploadEncryption, "AES256")
	kind, kindKnown := c.Upload.Get(compat.UploadChecksumType)
	algorithm, algorithmKnown := c.Upload.Get(compat.UploadChecksumAlgorithm)
	switch {
	case kindKnown && algorithmKnown:
	case kindKnown && kind != "none":
		// CRC32 can be of either type.
		upload = upload.With(compat.UploadChecksumAlgorithm, "CRC32")
	case algorithmKnown && algorithm != "none":
		upload = upload.With(compat.UploadChecksumType, defaultType(algorithm))
	default:
		upload = upload.With(compat.UploadChecksumAlgorithm, "none").With(compat.UploadChecksumType, "none")
	}
	c.Upload.Join(&upload)
	return p, ""
}

// defaultType is the checksum type of an upload that names only an algorithm.
func defaultType(algorithm string) string {
	if algorithm == "CRC64NVME" {
		return "FULL_OBJECT"
	}
	return "COMPOSITE"
}

// sessionOf is the server for a request.
func (s *Store) sessionOf(c compat.Case, tls bool) Session {
	x := Session{Region: c.Endpoint.Region, TLS: tls, Account: Account}
	if config, ok := c.Members[member.CreateBucketConfiguration].(*types.CreateBucketConfiguration); ok && x.Region == "" && s.Scratch == nil {
		// The server creates buckets in its own Region only.
		if location := string(config.LocationConstraint); regions.MatchString(location) {
			x.Region = location
		}
	}
	if x.Region == "" {
		x.Region = cmp.Or(s.Region, s3server.DefaultRegion)
	}
	if _, ok := c.Members[member.AccessControlPolicy]; ok && s.Scratch == nil {
		x.Account = canonical
	}
	return x
}

var regions = regexp.MustCompile("^[a-z]{2}(-[a-z]+)+-[1-9]$")
