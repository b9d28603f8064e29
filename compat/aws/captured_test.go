package aws

import (
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// TestCaptured judges requests that Amazon S3 was seen to answer: what is accepted breaks
// no rule, what is refused breaks first the rule of the answer's code. See capturedKeys
// and its neighbours.
func TestCaptured(t *testing.T) {
	const shortKey, shortMD5 = "c2hvcnQ=", "TwnaqdlbyxZqMCQHoOC6vg=="
	given := func(op compat.Operation, ms ...any) compat.Case {
		return compat.Given(op, append([]any{member.Bucket, exampleBucket}, ms...)...).Over(compat.Presigned, "false")
	}
	keyed := func(c compat.Case, key, sum string) compat.Case {
		c = c.With(member.SSECustomerAlgorithm, "AES256").With(member.SSECustomerKey, key)
		if sum != "" {
			c = c.With(member.SSECustomerKeyMD5, sum)
		}
		return c
	}
	copied := func(op compat.Operation, sum string) compat.Case {
		c := given(op, member.CopySource, exampleBucket+"/a", member.CopySourceSSECustomerAlgorithm, "AES256", member.CopySourceSSECustomerKey, customerKey)
		if sum != "" {
			c = c.With(member.CopySourceSSECustomerKeyMD5, sum)
		}
		return c
	}
	under := func(c compat.Case, algorithm, kind string) compat.Case {
		return uploadedWith(c, customerKeyMD5).Over(compat.UploadChecksumAlgorithm, algorithm).Over(compat.UploadChecksumType, kind)
	}
	of := func(c compat.Case, algorithm, kind string) compat.Case {
		return c.Over(compat.UploadChecksumAlgorithm, algorithm).Over(compat.UploadChecksumType, kind).Over(compat.UploadEncryption, "AES256")
	}
	blocked := func(c compat.Case) compat.Case { return c.InBucket(compat.BlockedSSEC, "true") }
	list, complete := given(operation.ListParts), given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1))
	part, partCopy := given(operation.UploadPart), given(operation.UploadPartCopy, member.CopySource, exampleBucket+"/a")
	attributes := given(operation.GetObjectAttributes, member.ObjectAttributes, &[]types.ObjectAttributes{types.ObjectAttributesEtag})
	summed := func(algorithm string) compat.Case {
		a := *algorithmNamed(algorithm)
		return complete.With(member.MultipartUpload, listedPartsWith(set(a, zerosInBase64(a.size)), 1))
	}

	for name, c := range map[string]struct {
		request compat.Case
		rule    string // the first finding's; none of a request that S3 accepted
		member  compat.Member
		code    string
	}{
		"a read without the key's MD5":       {keyed(given(operation.GetObject), customerKey, ""), "", 0, ""},
		"a head without it":                  {keyed(given(operation.HeadObject), customerKey, ""), "", 0, ""},
		"attributes without it":              {keyed(attributes, customerKey, ""), "", 0, ""},
		"the source of a copy without it":    {copied(operation.CopyObject, ""), "", 0, ""},
		"the source of a part without it":    {copied(operation.UploadPartCopy, ""), "", 0, ""},
		"the source of a copy, another MD5":  {copied(operation.CopyObject, otherCustomerKeyMD5), "copy-source-sse-c-md5-differs", member.CopySourceSSECustomerKeyMD5, "InvalidArgument"},
		"a read with a short key":            {keyed(given(operation.GetObject), shortKey, shortMD5), "sse-c-read-key-malformed", member.SSECustomerKey, "AccessDenied"},
		"a read with another MD5":            {keyed(given(operation.GetObject), customerKey, otherCustomerKeyMD5), "sse-c-md5-differs", member.SSECustomerKeyMD5, "InvalidArgument"},
		"a write without the key's MD5":      {keyed(given(operation.PutObject), customerKey, ""), "sse-c-without-md5", member.SSECustomerKeyMD5, "InvalidArgument"},
		"a part without it":                  {under(keyed(part, customerKey, ""), "none", "none"), "sse-c-without-md5", member.SSECustomerKeyMD5, "InvalidArgument"},
		"a copied part without it":           {under(keyed(partCopy, customerKey, ""), "none", "none"), "sse-c-without-md5", member.SSECustomerKeyMD5, "InvalidArgument"},
		"a blocked write":                    {blocked(keyed(given(operation.PutObject), customerKey, customerKeyMD5)), "sse-c-blocked", member.SSECustomerKey, "AccessDenied"},
		"a blocked part":                     {under(blocked(keyed(part, customerKey, customerKeyMD5)), "none", "none"), "sse-c-blocked", member.SSECustomerKey, "AccessDenied"},
		"a blocked copied part":              {under(blocked(keyed(partCopy, customerKey, customerKeyMD5)), "none", "none"), "sse-c-blocked", member.SSECustomerKey, "AccessDenied"},
		"a blocked write, without MD5":       {blocked(keyed(given(operation.PutObject), customerKey, "")), "sse-c-without-md5", member.SSECustomerKeyMD5, "InvalidArgument"},
		"a blocked write, another MD5":       {blocked(keyed(given(operation.PutObject), customerKey, otherCustomerKeyMD5)), "sse-c-md5-differs", member.SSECustomerKeyMD5, "InvalidArgument"},
		"a read where writes are blocked":    {blocked(keyed(given(operation.GetObject), customerKey, customerKeyMD5)), "", 0, ""},
		"a completion where they are":        {under(blocked(complete), "none", "none"), "", 0, ""},
		"a completion with key where so":     {under(blocked(keyed(complete, customerKey, customerKeyMD5)), "none", "none"), "", 0, ""},
		"parts, no key":                      {under(list, "SHA256", "COMPOSITE"), "list-parts-without-sse-c", member.SSECustomerKey, "InvalidRequest"},
		"parts, only the algorithm":          {under(list.With(member.SSECustomerAlgorithm, "AES256"), "SHA256", "COMPOSITE"), "list-parts-sse-c-without-key", member.SSECustomerKey, "InvalidArgument"},
		"parts, another key":                 {under(keyed(list, otherCustomerKey, otherCustomerKeyMD5), "SHA256", "COMPOSITE"), "list-parts-sse-c-key-differs", member.SSECustomerKey, "InvalidRequest"},
		"parts, the key":                     {under(keyed(list, customerKey, customerKeyMD5), "SHA256", "COMPOSITE"), "", 0, ""},
		"parts without checksums, no key":    {under(list, "none", "none"), "", 0, ""},
		"the same, only the algorithm":       {under(list.With(member.SSECustomerAlgorithm, "AES256"), "none", "none"), "", 0, ""},
		"the same, another key":              {under(keyed(list, otherCustomerKey, otherCustomerKeyMD5), "none", "none"), "", 0, ""},
		"a completion with another key":      {under(keyed(complete, otherCustomerKey, otherCustomerKeyMD5), "none", "none"), "complete-upload-sse-c-key-differs", member.SSECustomerKey, "InvalidRequest"},
		"the same, with a part's checksum":   {under(keyed(summed("SHA256"), otherCustomerKey, otherCustomerKeyMD5), "none", "none"), "complete-upload-sse-c-key-differs", member.SSECustomerKey, "InvalidRequest"},
		"a part's checksum, the key":         {under(keyed(summed("SHA256"), customerKey, customerKeyMD5), "none", "none"), "complete-part-checksum-unexpected", member.MultipartUpload, "InvalidPart"},
		"a part's checksum, no key":          {under(summed("SHA256"), "none", "none"), "complete-part-checksum-unexpected", member.MultipartUpload, "InvalidPart"},
		"checksums of parts, no key":         {under(summed("SHA256"), "SHA256", "COMPOSITE"), "complete-upload-without-sse-c", member.SSECustomerKey, "InvalidRequest"},
		"a CRC64NVME of the whole, no key":   {under(complete, "CRC64NVME", "FULL_OBJECT"), "complete-upload-without-sse-c", member.SSECustomerKey, "InvalidRequest"},
		"MD5 of the whole object":            {given(operation.CreateMultipartUpload, member.ChecksumAlgorithm, "MD5", member.ChecksumType, "FULL_OBJECT"), "checksum-full-object-needs-crc", member.ChecksumType, "InvalidRequest"},
		"MD5 alone":                          {given(operation.CreateMultipartUpload, member.ChecksumAlgorithm, "MD5"), "", 0, ""},
		"a part without its XXHASH128":       {of(part, "XXHASH128", "COMPOSITE"), "part-checksum-missing", member.ChecksumAlgorithm, "InvalidRequest"},
		"two algorithms for a part":          {of(part.With(member.ChecksumAlgorithm, "SHA256").With(member.ChecksumXXHASH128, zerosInBase64(16)), "XXHASH128", "COMPOSITE"), "part-checksum-algorithm-contradicts-value", member.ChecksumAlgorithm, "InvalidRequest"},
		"the composite of two parts for one": {of(summed("XXHASH128").With(member.ChecksumXXHASH128, zerosInBase64(16)+"-2"), "XXHASH128", "COMPOSITE"), "complete-composite-checksum-count", member.ChecksumXXHASH128, "BadDigest"},
		"SHA256 for XXHASH128":               {of(summed("XXHASH128").With(member.ChecksumSHA256, emptySHA256), "XXHASH128", "COMPOSITE"), "complete-checksum-not-of-upload", member.ChecksumSHA256, "BadDigest"},
		"a SHA256 of the whole, unhashed":    {of(complete.With(member.ChecksumSHA256, emptySHA256), "none", "none"), "", 0, ""},
		"an XXHASH3 of the whole, unhashed":  {of(complete.With(member.ChecksumXXHASH3, emptyCRC64), "none", "none"), "complete-checksum-without-algorithm", member.ChecksumXXHASH3, "InvalidRequest"},
		"parts of an upload that ended":      {list.Over(compat.UploadExists, "false"), "upload-gone", 0, "NoSuchUpload"},
		"a completion that is repeated":      {complete.Over(compat.UploadExists, "false"), "", 0, ""},
		"an abort after the completion":      {given(operation.AbortMultipartUpload, member.UploadId, "VXBsb2FkIElE").Over(compat.UploadExists, "false"), "", 0, ""},
		"the null version on a condition":    {given(operation.DeleteObject, member.VersionId, "null", member.IfMatch, "*"), "delete-version-if-match", member.IfMatch, "NotImplemented"},
		"the current version on a condition": {given(operation.DeleteObject, member.IfMatch, "*"), "", 0, ""},
		"a listed version with an ETag":      {given(operation.DeleteObjects, member.Delete, deleteVersionIf("a.txt", "null", partETag)), "delete-objects-version-if-match", member.Delete, "NotImplemented"},
		"a listed object with any ETag":      {given(operation.DeleteObjects, member.Delete, deleteIf("a.txt", "*")), "", 0, ""},
		"versions and ETags apart": {given(operation.DeleteObjects, member.Delete, &types.Delete{Objects: []types.ObjectIdentifier{
			{Key: ptr.String("a.txt"), VersionId: ptr.String("null")}, {Key: ptr.String("b.txt"), ETag: ptr.String(partETag)}}}), "", 0, ""},
	} {
		found := Catalog().Check(compat.Complete(c.request, sdk.Schema).Request(), nil)
		switch {
		case c.rule == "":
			if len(found) > 0 {
				t.Errorf("%s: S3 accepted it, and it breaks %v", name, found)
			}
		case len(found) == 0 || found[0].Rule.ID != c.rule:
			t.Errorf("%s: %v, want %s first", name, found, c.rule)
		case found[0].Rule.Answer.Code != c.code:
			t.Errorf("%s: %s, want %s", name, found[0].Rule.Answer.Code, c.code)
		case c.member != 0 && !slices.Contains(append(slices.Clone(found[0].Members), found[0].Missing...), c.member):
			t.Errorf("%s: %v and %v, want %s", name, found[0].Members, found[0].Missing, c.member)
		}
	}
	for _, id := range []string{"sse-c-read-without-md5", "copy-source-sse-c-without-md5"} {
		if Source().Rule(id) != nil {
			t.Errorf("%s: S3 does without the MD5", id)
		}
	}
}
