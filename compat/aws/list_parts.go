package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// listPartsRules are about the customer-provided key of an upload whose parts
// are listed.
func listPartsRules() []compat.Rule {
	list := compat.Given(operation.ListParts, member.Bucket, exampleBucket, member.Key, "q3.csv", member.UploadId, "VXBsb2FkIElE").
		Over(compat.UploadEncryption, "SSE-C")
	return []compat.Rule{{
		ID:         "list-parts-without-sse-c",
		Topic:      "customer key",
		Title:      "Listing parts with checksums under a customer-provided key needs the key",
		Problem:    "The upload has a customer key and checksums, this request no key",
		Remedy:     "Give the key",
		Needs:      []compat.Member{member.SSECustomerAlgorithm, member.SSECustomerKey},
		Operations: []compat.Operation{operation.ListParts},
		When: compat.All(
			compat.Upload(compat.UploadEncryption, "SSE-C"),
			compat.Not(compat.Upload(compat.UploadChecksumAlgorithm, "none")),
			compat.Not(asksCustomerKey()),
		),
		Answer:    compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:       "The checksums of the parts are encrypted under the customer-provided key as well.",
		Fix:       "Set the three SSECustomer members, to what they were in CreateMultipartUpload.",
		Sources:   []string{referencePage(operation.ListParts)},
		Doubt:     "The documentation calls the key needed if the object was created with a checksum algorithm; no answer to its absence is on record.",
		Violating: []compat.Case{list.Over(compat.UploadChecksumAlgorithm, "SHA256")},
		Allowed:   []compat.Case{list.Over(compat.UploadChecksumAlgorithm, "none")},
	}}
}
