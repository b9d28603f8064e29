package aws

import (
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// malformedPartChecksum names the first checksum of a part that can't be one of
// its algorithm, empty if there is none.
func malformedPartChecksum(p *types.CompletedPart) string {
	for _, c := range [...]struct {
		name  string
		value *string
		size  int
	}{
		{"ChecksumCRC32", p.ChecksumCRC32, 4}, {"ChecksumCRC32C", p.ChecksumCRC32C, 4}, {"ChecksumCRC64NVME", p.ChecksumCRC64NVME, 8},
		{"ChecksumSHA1", p.ChecksumSHA1, 20}, {"ChecksumSHA256", p.ChecksumSHA256, 32}, {"ChecksumSHA512", p.ChecksumSHA512, 64},
		{"ChecksumMD5", p.ChecksumMD5, 16}, {"ChecksumXXHASH64", p.ChecksumXXHASH64, 8}, {"ChecksumXXHASH3", p.ChecksumXXHASH3, 8},
		{"ChecksumXXHASH128", p.ChecksumXXHASH128, 16},
	} {
		if c.value != nil && decodedSize(*c.value) != c.size {
			return c.name
		}
	}
	return ""
}

// partsWithSHA256 lists one part with the checksum.
func partsWithSHA256(value string) *types.CompletedMultipartUpload {
	return listedPartsWith(func(p *types.CompletedPart) { p.ChecksumSHA256 = awssdk.String(value) }, 1)
}

func malformedPartChecksums() *compat.Predicate {
	return compat.Document("lists a part with a checksum that isn't base64 of the length of its algorithm", func(d *types.CompletedMultipartUpload) (string, bool) {
		for i := range d.Parts {
			if name := malformedPartChecksum(&d.Parts[i]); name != "" {
				return element("Parts", i, name), true
			}
		}
		return "", false
	}, []any{partsWithSHA256("1a2b3c4d"), partsWithSHA256("")}, []any{partsWithSHA256(emptySHA256), listedParts(1, 2)})
}

func emptyPartETags() *compat.Predicate {
	return compat.Document("lists a part with an empty ETag", func(d *types.CompletedMultipartUpload) (string, bool) {
		for i := range d.Parts {
			if tag := d.Parts[i].ETag; tag != nil && strings.Trim(*tag, `"`) == "" {
				return element("Parts", i, "ETag"), true
			}
		}
		return "", false
	}, []any{listedPartsWith(func(p *types.CompletedPart) { p.ETag = awssdk.String("") }, 1)}, []any{listedParts(1, 2)})
}

// completePartRules are about the parts that complete an upload, beyond those
// in multipartRules.
func completePartRules() []compat.Rule {
	part := func(tag string) *types.CompletedMultipartUpload {
		return listedPartsWith(func(p *types.CompletedPart) { p.ETag = awssdk.String(tag) }, 1)
	}
	return []compat.Rule{{
		ID:         "complete-part-etag-empty",
		Topic:      "multipart",
		Title:      "The ETag of a listed part can't be empty",
		Problem:    "A part's ETag is empty: {at}",
		Remedy:     "Give what UploadPart returned",
		Operations: []compat.Operation{operation.CompleteMultipartUpload},
		When:       compat.Matches(member.MultipartUpload, emptyPartETags()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidPart", Message: "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."},
		Why:        "S3 compares the ETag of each listed part with the part's own, which is never empty.",
		Fix:        "Keep the ETag that UploadPart returns together with the number of the part.",
		Sources:    []string{referencePage(operation.CompleteMultipartUpload), refVersityPosix, localStack("models.py#L532")},
		Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, part("")), compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, part(`""`))},
		Allowed:    []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, part(partETag))},
	}, {
		ID:         "complete-part-checksum-malformed",
		Topic:      "multipart",
		Title:      "The checksum of a listed part must have the length of its algorithm",
		Problem:    "A part's checksum isn't base64 of a digest: {at}",
		Remedy:     "Pass it unchanged",
		Operations: []compat.Operation{operation.CompleteMultipartUpload},
		When:       compat.Matches(member.MultipartUpload, malformedPartChecksums()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidPart"},
		Why:        "What isn't base64 of that many bytes can't be the checksum of the part.",
		Fix:        "Take the values from the answers of UploadPart, unchanged.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompletedPart.html"},
		Doubt:      "S3 may not read the checksums of an upload that was created without an algorithm.",
		Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, partsWithSHA256("1a2b3c4d"))},
		Allowed:    []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, partsWithSHA256(emptySHA256))},
	}}
}
