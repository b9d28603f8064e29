package aws

import (
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Servers that check configurations as S3 does, as evidence of its codes and
// messages. Stackd has those of most rules about configurations; it is cited
// only where no page of AWS's states the constraint.
const (
	stackdS3 = "https://github.com/radkawar/stackd/tree/9dc356f5e5cc49d2d334178a09c1398dd1c62617/internal/services/s3"
	// stackdNotes is what that server's author writes about what S3 answered.
	stackdNotes = "https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/docs/cloudtrail.md"
	// stackdConditions judges conditions of policies by the form of their values.
	stackdConditions = "https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/iam/policy/conditions.go"
	stackdCaptures   = "https://github.com/radkawar/stackd/blob/9dc356f5e5cc49d2d334178a09c1398dd1c62617/testdata/aws/s3" // S3's answers
	// More of its answers: to customer-provided keys, to checksums of uploads, to
	// requests about access, to ACLs, and to versions and conditions.
	capturedKeys         = stackdCaptures + "/customer_encryption_data_replay.json"
	capturedUploads      = stackdCaptures + "/checksum_algorithms_multipart_replay.json"
	capturedAccess       = stackdCaptures + "/access_controls_audit_replay.json"
	capturedACLs         = stackdCaptures + "/local_acl_authority_replay.json"
	capturedAcceleration = stackdCaptures + "/acceleration_data_replay.json"
	capturedVersions     = stackdCaptures + "/conditional_versions.json"
	versitygwWebsite     = "https://github.com/versity/versitygw/blob/main/s3response/website.go"
	versitygwCORS        = "https://github.com/versity/versitygw/blob/main/auth/bucket_cors.go"
	motoS3               = "https://github.com/getmoto/moto/blob/master/moto/s3/models.py"
)

// Ranks of the checks of a configuration: S3 holds a document against its
// schema before it looks at values, and at the bucket's state last.
const (
	rankSchema = iota
	rankValue
	rankState
)

// maxRuleID is the greatest length of the id of a rule in any configuration.
const maxRuleID = 255

// configuration completes a rule about the document of one operation: it is
// true if the document fulfils the predicate. The predicate's samples are the
// rule's examples, so those that don't fulfil it must be documents that S3
// accepts.
func configuration(op compat.Operation, m compat.Member, p *compat.Predicate, r compat.Rule) compat.Rule {
	r.Operations = []compat.Operation{op}
	r.When = compat.Matches(m, p)
	for _, d := range p.Yes {
		r.Violating = append(r.Violating, compat.Given(op, m, d))
	}
	for _, d := range p.No {
		r.Allowed = append(r.Allowed, compat.Given(op, m, d))
	}
	return r
}

// answered gives a rule about a document S3's answer and its place in the order
// of checks, unless the rule says that itself. A document that doesn't fit the
// schema is refused before anything in it is looked at.
func answered(r compat.Rule, rank int, code, message string) compat.Rule {
	if r.Answer = (compat.Answer{Status: 400, Code: code, Message: message}); code == malformedXML.Code {
		r.Answer, rank = malformedXML, rankSchema
	}
	if r.Rank == 0 {
		r.Rank = rank
	}
	return r
}

// absentConfiguration is the rule about reading a configuration that a bucket
// doesn't have.
func absentConfiguration(op compat.Operation, f compat.Feature, r compat.Rule) compat.Rule {
	r.Operations = []compat.Operation{op}
	r.When = compat.Bucket(f, "none")
	r.Rank = rankState
	r.Violating = []compat.Case{compat.Given(op).InBucket(f, "none")}
	r.Allowed = []compat.Case{compat.Given(op).InBucket(f, "some")}
	return r
}

// repeated returns the position of the first of n values that stands earlier in
// the list already, or -1. Texts that aren't there count as different.
func repeated[T comparable](n int, at func(int) (T, bool)) int {
	if n > 32 { // comparing each with each would take long
		seen := make(map[T]struct{}, n)
		for i := range n {
			s, ok := at(i)
			if !ok {
				continue
			}
			if _, twice := seen[s]; twice {
				return i
			}
			seen[s] = struct{}{}
		}
		return -1
	}
	for i := 1; i < n; i++ {
		s, ok := at(i)
		if !ok {
			continue
		}
		for j := range i {
			if t, ok := at(j); ok && s == t {
				return i
			}
		}
	}
	return -1
}

// repeatedTag returns the position of the first tag whose key an earlier one
// has, or -1.
func repeatedTag(tags []types.Tag) int {
	return repeated(len(tags), func(i int) (string, bool) { return ptr.ToString(tags[i].Key), tags[i].Key != nil })
}

// longer reports whether a text has certainly more characters than the limit,
// however S3 counts them: as bytes, as UTF-16 or as code points.
func longer(s *string, limit int) bool {
	return s != nil && len(*s) > limit && utf8.RuneCountInString(*s) > limit
}

// splitARN splits an ARN; ok is false if the text isn't one.
func splitARN(s string) (partition, service, region, account, resource string, ok bool) {
	rest, ok := strings.CutPrefix(s, "arn:")
	if !ok {
		return
	}
	partition, rest, _ = strings.Cut(rest, ":")
	service, rest, _ = strings.Cut(rest, ":")
	region, rest, _ = strings.Cut(rest, ":")
	account, resource, ok = strings.Cut(rest, ":")
	return partition, service, region, account, resource, ok && partition != "" && service != "" && resource != ""
}

// enabledOrDisabled reports whether a status has one of the two values that it
// has in all configurations.
func enabledOrDisabled[T ~string](status T) bool { return status == "Enabled" || status == "Disabled" }

// notAStorageClass reports whether a text certainly names no storage class of
// S3, known or to come: those are written in capitals, digits and underscores.
func notAStorageClass[T ~string](class T) bool {
	for i := range len(class) {
		if c := class[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' {
			return true
		}
	}
	return class == ""
}

var putLifecycle, putReplication = operation.PutBucketLifecycleConfiguration, operation.PutBucketReplication
