package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// listPartsRules are about the customer-provided key of an upload whose parts
// are listed. Of an upload without a checksum algorithm S3 lists the parts whatever
// key the request has, even half of one.
func listPartsRules() []compat.Rule {
	list := compat.Given(operation.ListParts, member.Bucket, exampleBucket, member.Key, "q3.csv", member.UploadId, "VXBsb2FkIElE").
		Over(compat.UploadEncryption, "SSE-C")
	hashed := list.Over(compat.UploadChecksumAlgorithm, "SHA256")
	plain := list.Over(compat.UploadChecksumAlgorithm, "none")
	with := func(c compat.Case, key, sum string) compat.Case {
		return uploadedWith(c.With(member.SSECustomerAlgorithm, "AES256").With(member.SSECustomerKey, key).With(member.SSECustomerKeyMD5, sum), customerKeyMD5)
	}
	algorithmAlone := func(c compat.Case) compat.Case {
		return c.With(member.SSECustomerAlgorithm, "AES256").Over(compat.Presigned, "false")
	}
	only := []compat.Operation{operation.ListParts}
	needsKey := compat.All(compat.Upload(compat.UploadEncryption, "SSE-C"), compat.Not(compat.Upload(compat.UploadChecksumAlgorithm, "none")))
	sources := []string{referencePage(operation.ListParts), capturedKeys}
	const (
		why = "The checksums of the parts are encrypted under the customer-provided key as well. Without a checksum algorithm S3 doesn't look at the key."
		fix = "Set the three SSECustomer members, to what they were in CreateMultipartUpload."
	)
	return []compat.Rule{{
		ID:         "list-parts-without-sse-c",
		Topic:      "customer key",
		Title:      "Listing parts with checksums under a customer-provided key needs the key",
		Problem:    "The upload has a customer key and checksums, this request no key",
		Remedy:     "Give the key",
		Needs:      []compat.Member{member.SSECustomerAlgorithm, member.SSECustomerKey},
		Operations: only,
		When:       compat.All(needsKey, compat.Not(asksCustomerKey())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        why,
		Fix:        fix,
		Sources:    sources,
		Violating:  []compat.Case{hashed},
		Allowed:    []compat.Case{plain, with(hashed, customerKey, customerKeyMD5)},
	}, {
		ID:         "list-parts-sse-c-without-key",
		Topic:      "customer key",
		Title:      "Listing parts with checksums under a customer-provided key needs more than its algorithm",
		Problem:    "SSECustomerAlgorithm is set without SSECustomerKey, and the upload has checksums",
		Remedy:     "Give the key and its MD5",
		Needs:      []compat.Member{member.SSECustomerKey},
		Operations: only,
		When: compat.All(needsKey, compat.Matches(member.SSECustomerAlgorithm, filled()), unfilled(member.SSECustomerKey),
			compat.Signature(compat.Presigned, "false")),
		Answer:    compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:       why,
		Fix:       fix,
		Sources:   sources,
		Violating: []compat.Case{algorithmAlone(hashed)},
		Allowed:   []compat.Case{algorithmAlone(plain), hashed.With(member.SSECustomerAlgorithm, "AES256").Over(compat.Presigned, "url")},
	}, {
		ID:         "list-parts-sse-c-key-differs",
		Topic:      "customer key",
		Title:      "Parts with checksums are listed with the customer-provided key of their upload",
		Problem:    "The customer key is another than the upload's",
		Remedy:     "Use the upload's",
		Operations: only,
		When:       compat.All(needsKey, asksCustomerKey(), compat.UploadKeyDiffers()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        why,
		Fix:        "Use the key of CreateMultipartUpload.",
		Sources:    sources,
		Violating:  []compat.Case{with(hashed, otherCustomerKey, otherCustomerKeyMD5)},
		Allowed:    []compat.Case{with(hashed, customerKey, customerKeyMD5), with(plain, otherCustomerKey, otherCustomerKeyMD5)},
	}}
}
