package main

import (
	"regexp"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/examples/s3server"
)

// session is a way to run the server. Requests of different sessions go to
// different servers, one after the other.
type session struct {
	region  string
	tls     bool
	account string // the id of the only account
}

func (s session) String() string {
	scheme := "http"
	if s.tls {
		scheme = "https"
	}
	return scheme + " " + s.region + " " + s.account
}

// choice is one way to settle what an example leaves open.
type choice struct {
	tls   bool
	facts compat.Facts
}

// choicesFor lists the choices in the order in which they are tried.
func choicesFor(c compat.Case) []choice {
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
func (x choice) apply(e example) (plan, string) {
	p := plan{example: e, request: e.request, session: sessionOf(e.request, x.tls)}
	scheme := "http"
	if x.tls {
		scheme = "https"
	}
	if v, ok := e.request.Endpoint.Get(compat.Scheme); ok && v != scheme {
		return p, "the server's scheme can't be " + v
	}

	c := &p.request
	c.Bucket.Join(&x.facts)
	if why := unstageable(c.Bucket); why != "" {
		return p, why
	}
	if why := unstageable(c.CopyFrom); why != "" {
		return p, why
	}
	p.bucket = stageOf(&c.Bucket, c.Operation)
	p.source = stageOf(&c.CopyFrom, c.Operation)
	if v, _ := c.Signature.Get(compat.SignatureScheme); v == "anonymous" {
		// Lest the request be refused for lack of permission.
		p.bucket.open(&c.Bucket)
		p.source.open(&c.CopyFrom)
	}
	p.bucket.describe(&c.Bucket)
	p.source.describe(&c.CopyFrom)
	c.Bucket.Region, c.CopyFrom.Region, c.Endpoint.Region = p.session.region, p.session.region, p.session.region
	if c.Bucket.Owner == "" {
		c.Bucket.Owner = p.session.account
	}
	if c.CopyFrom.Owner == "" {
		c.CopyFrom.Owner = p.session.account
	}

	fixed := compat.Facts{}
	fixed = fixed.With(compat.Addressing, "path").With(compat.Accelerate, "false").With(compat.DualStack, "false").
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
func sessionOf(c compat.Case, tls bool) session {
	s := session{region: c.Endpoint.Region, tls: tls, account: account}
	if config, ok := c.Members[member.CreateBucketConfiguration].(*types.CreateBucketConfiguration); ok && s.region == "" {
		// The server creates buckets in its own Region only.
		if location := string(config.LocationConstraint); regions.MatchString(location) {
			s.region = location
		}
	}
	if s.region == "" {
		s.region = s3server.DefaultRegion
	}
	if _, ok := c.Members[member.AccessControlPolicy]; ok {
		s.account = canonical
	}
	return s
}

var regions = regexp.MustCompile("^[a-z]{2}(-[a-z]+)+-[1-9]$")
