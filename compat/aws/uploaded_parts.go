package aws

import (
	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// The rules of this file compare the parts that complete an upload with those that
// were uploaded. A part can be uploaded again by somebody else, so unless all parts
// are known, only what goes by the listed ETag is certain: the part with that ETag
// has the size and the checksum that it had, or there is no such part, and S3
// rejects the list anyway.

// pinned returns what is known of a listed part, if the list names it by the ETag
// that it is known by.
func pinned(up *compat.Parts, listed *types.CompletedPart) (compat.Part, bool) {
	if listed.PartNumber == nil {
		return compat.Part{}, false
	}
	part, ok := up.Get(*listed.PartNumber)
	return part, ok && part.ETag != 0 && part.ETag == compat.Mark(text(listed.ETag))
}

// listedAgainst makes a test over the listed and the uploaded parts.
func listedAgainst(test func(listed []types.CompletedPart, up *compat.Parts) compat.Truth) func(a, b, c compat.Value) compat.Truth {
	return func(a, b, _ compat.Value) compat.Truth {
		d, isList := a.Object().(*types.CompletedMultipartUpload)
		up, areParts := b.Object().(*compat.Parts)
		if !isList || d == nil || !areParts || up == nil {
			return compat.Unknown
		}
		return test(d.Parts, up)
	}
}

// uploaded describes parts 1 to n, of a size each, with the ETag and the SHA-256 of
// the examples.
func uploaded(size int64, n int32) *compat.Parts {
	var parts []compat.Part
	for i := int32(1); i <= n; i++ {
		parts = append(parts, compat.Part{Number: i, Size: size, ETag: compat.Mark(partETag), Checksum: compat.Mark(emptySHA256)})
	}
	return compat.AllParts(parts...)
}

// partNotUploaded relates the list to the parts, if all of them are known.
func partNotUploaded() *compat.Relation {
	return &compat.Relation{
		Name:    "a part is listed that wasn't uploaded, or not with that ETag",
		Members: []compat.Member{member.MultipartUpload},
		Test: listedAgainst(func(listed []types.CompletedPart, up *compat.Parts) compat.Truth {
			if !up.All() {
				return compat.Unknown
			}
			for i := range listed {
				if listed[i].PartNumber == nil || listed[i].ETag == nil {
					continue // another rule's
				}
				part, ok := up.Get(*listed[i].PartNumber)
				if !ok || part.ETag != 0 && part.ETag != compat.Mark(*listed[i].ETag) {
					return compat.True
				}
			}
			return compat.False
		}),
		Yes: [][]any{{listedParts(2), uploaded(4, 1)}, {listedPartsWith(func(p *types.CompletedPart) { p.ETag = awssdk.String("d41d8cd98f00b204e9800998ecf8427e") }, 1), uploaded(4, 1)}},
		No:  [][]any{{listedParts(1), uploaded(4, 1)}, {listedParts(1), uploaded(minPartSize, 2)}},
	}
}

// partTooSmall relates the list to the sizes of its parts.
func partTooSmall() *compat.Relation {
	return &compat.Relation{
		Name:    "a part before the last has less than 5 MiB",
		Members: []compat.Member{member.MultipartUpload},
		Test: listedAgainst(func(listed []types.CompletedPart, up *compat.Parts) compat.Truth {
			out := compat.False
			for i := 0; i < len(listed)-1; i++ {
				switch part, ok := pinned(up, &listed[i]); {
				case !ok || part.Size < 0:
					out = compat.Unknown
				case part.Size < minPartSize:
					return compat.True
				}
			}
			return out
		}),
		Yes: [][]any{{listedParts(1, 2), uploaded(minPartSize-1, 2)}},
		No:  [][]any{{listedParts(1), uploaded(4, 1)}, {listedParts(1, 2), uploaded(minPartSize, 2)}},
	}
}

// sizeNotOfParts relates the announced size to the sizes of the listed parts.
func sizeNotOfParts() *compat.Relation {
	return &compat.Relation{
		Name:    "MpuObjectSize isn't the total size of the listed parts",
		Members: []compat.Member{member.MpuObjectSize, member.MultipartUpload},
		Test: func(a, b, c compat.Value) compat.Truth {
			size, ok := a.Int()
			if !ok {
				return compat.Unknown
			}
			return listedAgainst(func(listed []types.CompletedPart, up *compat.Parts) compat.Truth {
				var total int64
				for i := range listed {
					part, ok := pinned(up, &listed[i])
					if !ok || part.Size < 0 {
						return compat.Unknown
					}
					total += part.Size
				}
				return compat.TruthOf(len(listed) > 0 && total != size)
			})(b, c, compat.Value{})
		},
		Yes: [][]any{{5, listedParts(1), uploaded(4, 1)}, {minPartSize, listedParts(1, 2), uploaded(minPartSize, 2)}},
		No:  [][]any{{4, listedParts(1), uploaded(4, 1)}, {2 * minPartSize, listedParts(1, 2), uploaded(minPartSize, 2)}},
	}
}

// checksumNotOfPart relates the listed checksums of an algorithm to the parts'.
func checksumNotOfPart(algorithm string) *compat.Relation {
	a := *algorithmNamed(algorithm)
	return &compat.Relation{
		Name:    "a listed " + a.name + " isn't that of its part",
		Members: []compat.Member{member.MultipartUpload},
		Test: listedAgainst(func(listed []types.CompletedPart, up *compat.Parts) compat.Truth {
			out := compat.False
			for i := range listed {
				given := a.part(&listed[i])
				if given == "" {
					continue // another rule's, if any
				}
				switch part, ok := pinned(up, &listed[i]); {
				case !ok || part.Checksum == 0:
					out = compat.Unknown
				case part.Checksum != compat.Mark(given):
					return compat.True
				}
			}
			return out
		}),
		Yes: [][]any{{listedPartsWith(set(a, "PnRLncOTibrwxaBmBYm4QC89u0m4mz518sk1WFKjxnc="), 1), uploaded(4, 1)}},
		No:  [][]any{{listedPartsWith(set(a, emptySHA256), 1), uploaded(4, 1)}, {listedParts(1), uploaded(4, 1)}},
	}
}

// set returns a function that gives a part a checksum of the algorithm.
func set(a checksumAlgorithm, value string) func(*types.CompletedPart) {
	return func(p *types.CompletedPart) {
		for name, field := range map[string]**string{
			"CRC32": &p.ChecksumCRC32, "CRC32C": &p.ChecksumCRC32C, "CRC64NVME": &p.ChecksumCRC64NVME, "SHA1": &p.ChecksumSHA1,
			"SHA256": &p.ChecksumSHA256, "SHA512": &p.ChecksumSHA512, "MD5": &p.ChecksumMD5, "XXHASH64": &p.ChecksumXXHASH64,
			"XXHASH3": &p.ChecksumXXHASH3, "XXHASH128": &p.ChecksumXXHASH128,
		} {
			if name == a.name {
				*field = awssdk.String(value)
			}
		}
	}
}

// uploadedPartRules are about the parts that complete an upload, by what is known
// of those that were uploaded.
func uploadedPartRules() []compat.Rule {
	complete := []compat.Operation{operation.CompleteMultipartUpload}
	given := func(listed *types.CompletedMultipartUpload) compat.Case {
		return compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listed)
	}
	notFound := compat.Answer{Status: 400, Code: "InvalidPart", Message: "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."}
	reference := referencePage(operation.CompleteMultipartUpload)
	const otherSHA256 = "PnRLncOTibrwxaBmBYm4QC89u0m4mz518sk1WFKjxnc="
	// An upload with a customer key isn't known to insist on its algorithm.
	noCustomerKey := compat.Not(compat.Set(member.SSECustomerAlgorithm))
	sha256 := checksumAlgorithms[4]
	return []compat.Rule{{
		ID:         "complete-part-not-uploaded",
		Topic:      "multipart",
		Title:      "Each listed part must have been uploaded, with the listed ETag",
		Problem:    "A part is listed that wasn't uploaded with that number and ETag",
		Remedy:     "List what UploadPart returned",
		Operations: complete,
		When:       compat.RelatedToParts(partNotUploaded()),
		Answer:     notFound,
		Why:        "S3 looks for each listed part by its number, and compares the ETags.",
		Fix:        "Upload the part, and list the number and the ETag that UploadPart returned last.",
		Sources:    []string{reference, "recorded:ls-a-0071", "recorded:ls-a-0072", stackdCaptures + "/multipart_events_replay.json"},
		Violating: []compat.Case{
			given(listedParts(2)).Uploaded(uploaded(4, 1)),
			given(listedPartsWith(func(p *types.CompletedPart) { p.ETag = awssdk.String("d41d8cd98f00b204e9800998ecf8427e") }, 1)).Uploaded(uploaded(4, 1)),
		},
		Allowed: []compat.Case{
			given(listedParts(1)).Uploaded(uploaded(4, 1)),
			given(listedPartsWith(func(p *types.CompletedPart) { p.ETag = awssdk.String("c4c753e69bb853187f5854c46cf801c6") }, 1)).Uploaded(uploaded(4, 1)),
			given(listedParts(2)).Uploaded(new(compat.Parts).With(compat.Part{Number: 1, Size: 4})),
		},
	}, {
		ID:         "complete-part-too-small",
		Topic:      "multipart",
		Title:      "Each part but the last has at least 5 MiB",
		Problem:    "A part before the last has less than 5 MiB",
		Remedy:     "Upload larger parts",
		Operations: complete,
		When:       compat.RelatedToParts(partTooSmall()),
		Answer:     compat.Answer{Status: 400, Code: "EntityTooSmall", Message: "Your proposed upload is smaller than the minimum allowed size"},
		Why:        "S3 accepts small parts, and checks their sizes when the upload is completed.",
		Fix:        "Collect at least 5 MiB before a part is sent; only the last one listed may be smaller.",
		Sources:    []string{reference, docLimits},
		Rank:       1, // the parts are looked for first
		Violating:  []compat.Case{given(listedParts(1, 2)).Uploaded(uploaded(minPartSize-1, 2))},
		Allowed: []compat.Case{
			given(listedParts(1)).Uploaded(uploaded(4, 1)), given(listedParts(1, 2)).Uploaded(uploaded(minPartSize, 2)),
			given(listedParts(1, 2)).Uploaded(new(compat.Parts).With(compat.Part{Number: 2, Size: 4, ETag: compat.Mark(partETag)})),
		},
	}, {
		ID:         "complete-part-checksum-wrong",
		Topic:      "multipart",
		Title:      "A listed checksum must be that of the part",
		Problem:    "A part is listed with a checksum that isn't its own",
		Remedy:     "List what UploadPart returned",
		Operations: complete,
		When: compat.All(noCustomerKey, anyChecksum(func(a checksumAlgorithm) compat.Condition {
			return compat.All(compat.Upload(compat.UploadChecksumAlgorithm, a.name), compat.RelatedToParts(checksumNotOfPart(a.name)))
		})),
		Answer:  notFound,
		Why:     "S3 keeps the checksum of each part, and compares it with the listed one, whether the object's is composed of them or not.",
		Fix:     "Copy the checksum from the answer of UploadPart or UploadPartCopy.",
		Sources: []string{reference, "recorded:ls-d-0136", "recorded:ls-d-0144", "recorded:ls-d-0186"},
		Violating: []compat.Case{
			given(listedPartsWith(set(sha256, otherSHA256), 1)).Uploaded(uploaded(4, 1)).Over(compat.UploadChecksumAlgorithm, "SHA256"),
		},
		Allowed: []compat.Case{
			given(listedPartsWith(set(sha256, emptySHA256), 1)).Uploaded(uploaded(4, 1)).Over(compat.UploadChecksumAlgorithm, "SHA256"),
			given(listedPartsWith(set(sha256, otherSHA256), 1)).Over(compat.UploadChecksumAlgorithm, "SHA256"),
		},
	}, {
		ID:         "mpu-object-size-not-of-parts",
		Topic:      "multipart",
		Title:      "MpuObjectSize must be the total size of the listed parts",
		Problem:    "MpuObjectSize is {value MpuObjectSize} bytes; the listed parts have another size",
		Remedy:     "Give the parts' total size",
		Operations: complete,
		When:       compat.RelatedToParts(sizeNotOfParts()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The provided 'x-amz-mp-object-size' header value … does not match what was computed: …"},
		Why:        "S3 adds the sizes of the listed parts up, and compares.",
		Fix:        "Give the sum of the sizes of the parts, or leave the member out.",
		Sources:    []string{reference},
		Rank:       2, // after the parts and their sizes
		AmazonOnly: true,
		Violating: []compat.Case{
			given(listedParts(1)).With(member.MpuObjectSize, 5).Uploaded(uploaded(4, 1)),
			given(listedParts(1, 2)).With(member.MpuObjectSize, minPartSize+1).Uploaded(uploaded(minPartSize, 2)),
		},
		Allowed: []compat.Case{
			given(listedParts(1)).With(member.MpuObjectSize, 4).Uploaded(uploaded(4, 1)),
			given(listedParts(1)).With(member.MpuObjectSize, 5).Uploaded(new(compat.Parts).With(compat.Part{Number: 1, Size: -1, ETag: compat.Mark(partETag)})),
		},
	}}
}
