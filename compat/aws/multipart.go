package aws

import (
	"fmt"
	"strconv"
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docLimits = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html"

// The limits of uploads, see docLimits.
const (
	maxPartNumber = 10_000
	minPartSize   = 5 << 20
	maxPartSize   = 5 << 30                     // also the limit of a single PUT
	maxObjectSize = maxPartNumber * maxPartSize // 48.8 TiB
)

const partETag = `"c4c753e69bb853187f5854c46cf801c6"`

// listedParts returns the document that completes an upload with these parts.
func listedParts(numbers ...int32) *types.CompletedMultipartUpload {
	return listedPartsWith(nil, numbers...)
}

// listedPartsWith is listedParts; change is applied to each part.
func listedPartsWith(change func(*types.CompletedPart), numbers ...int32) *types.CompletedMultipartUpload {
	up := &types.CompletedMultipartUpload{}
	for _, n := range numbers {
		p := types.CompletedPart{ETag: awssdk.String(partETag), PartNumber: awssdk.Int32(n)}
		if change != nil {
			change(&p)
		}
		up.Parts = append(up.Parts, p)
	}
	return up
}

func withSHA256(p *types.CompletedPart) { p.ChecksumSHA256 = awssdk.String(emptySHA256) }
func withCRC32C(p *types.CompletedPart) { p.ChecksumCRC32C = awssdk.String(emptyCRC32) }
func withCRC32(p *types.CompletedPart)  { p.ChecksumCRC32 = awssdk.String(emptyCRC32) }
func withCRC64(p *types.CompletedPart)  { p.ChecksumCRC64NVME = awssdk.String(emptyCRC64) }

// partsPredicate is a predicate over the list of parts that fails at the first
// part which the test finds fault with.
func partsPredicate(name string, fault func(parts []types.CompletedPart, i int) (field string, found bool), yes, no []any) *compat.Predicate {
	return compat.Document(name, func(up *types.CompletedMultipartUpload) (string, bool) {
		for i := range up.Parts {
			if field, found := fault(up.Parts, i); found {
				return "Parts[" + strconv.Itoa(i) + "]" + field, true
			}
		}
		return "", false
	}, yes, no)
}

func partNumber(p *types.CompletedPart) int32 {
	if p.PartNumber == nil {
		return 0
	}
	return *p.PartNumber
}

// checksumsOf counts the checksum values given for a part.
func checksumsOf(p *types.CompletedPart) int {
	n := 0
	for i := range checksumAlgorithms {
		if checksumAlgorithms[i].part(p) != "" {
			n++
		}
	}
	return n
}

func hasNoParts() *compat.Predicate {
	return compat.Document("lists no parts", func(up *types.CompletedMultipartUpload) (string, bool) {
		return "Parts", len(up.Parts) == 0
	}, []any{&types.CompletedMultipartUpload{}, listedParts()}, []any{listedParts(1)})
}

func hasIncompletePart() *compat.Predicate {
	return partsPredicate("lists a part without its number or ETag",
		func(parts []types.CompletedPart, i int) (string, bool) {
			switch p := &parts[i]; {
			case p.PartNumber == nil:
				return ".PartNumber", true
			case p.ETag == nil:
				return ".ETag", true
			}
			return "", false
		},
		[]any{
			listedPartsWith(func(p *types.CompletedPart) { p.ETag = nil }, 1),
			listedPartsWith(func(p *types.CompletedPart) { p.PartNumber = nil }, 1),
		}, []any{listedParts(1, 2)})
}

func hasPartBelowOne() *compat.Predicate {
	return partsPredicate("lists a part number below 1",
		func(parts []types.CompletedPart, i int) (string, bool) {
			n := parts[i].PartNumber
			return ".PartNumber", n != nil && *n < 1
		}, []any{listedParts(0, 1), listedParts(-1)}, []any{listedParts(1, 2)})
}

func hasPartAboveLimit() *compat.Predicate {
	return partsPredicate("lists a part number above 10,000",
		func(parts []types.CompletedPart, i int) (string, bool) {
			return ".PartNumber", partNumber(&parts[i]) > maxPartNumber
		}, []any{listedParts(10_001)}, []any{listedParts(1, 10_000)})
}

func hasPartsOutOfOrder() *compat.Predicate {
	return partsPredicate("doesn't list the parts in ascending order",
		func(parts []types.CompletedPart, i int) (string, bool) {
			return ".PartNumber", i > 0 && parts[i].PartNumber != nil && partNumber(&parts[i]) <= partNumber(&parts[i-1])
		}, []any{listedParts(2, 1), listedParts(1, 1), listedParts(1, 3, 2)}, []any{listedParts(1, 2, 3), listedParts(2, 4), listedParts(7)})
}

// hasPartGap is false of a list that isn't in ascending order; that is another
// rule's matter.
func hasPartGap() *compat.Predicate {
	return partsPredicate("has a gap in its part numbers or doesn't begin with 1",
		func(parts []types.CompletedPart, i int) (string, bool) {
			want := int32(1)
			if i > 0 {
				want = partNumber(&parts[i-1]) + 1
			}
			return ".PartNumber", partNumber(&parts[i]) > want
		}, []any{listedParts(2, 3), listedParts(1, 3)}, []any{listedParts(1), listedParts(1, 2, 3)})
}

func hasPartWithoutChecksum() *compat.Predicate {
	return partsPredicate("lists a part without a checksum",
		func(parts []types.CompletedPart, i int) (string, bool) { return "", checksumsOf(&parts[i]) == 0 },
		[]any{listedParts(1)}, []any{listedPartsWith(withSHA256, 1, 2), listedPartsWith(withCRC64, 1), listedPartsWith(withCRC32C, 1)})
}

func hasPartWithChecksums() *compat.Predicate {
	return partsPredicate("lists a part with several checksums",
		func(parts []types.CompletedPart, i int) (string, bool) { return "", checksumsOf(&parts[i]) > 1 },
		[]any{listedPartsWith(func(p *types.CompletedPart) { withSHA256(p); withCRC64(p) }, 1)},
		[]any{listedParts(1), listedPartsWith(withSHA256, 1)})
}

func hasPartWithChecksum() *compat.Predicate {
	return partsPredicate("lists a part with a checksum",
		func(parts []types.CompletedPart, i int) (string, bool) { return "", checksumsOf(&parts[i]) > 0 },
		[]any{listedPartsWith(withCRC64, 1)}, []any{listedParts(1)})
}

// hasPartOfOther returns a predicate over lists of parts: a part has a checksum,
// but none of the algorithm.
func hasPartOfOther(algorithm string) *compat.Predicate {
	return partsPredicate("lists a part with a checksum other than "+algorithm,
		func(parts []types.CompletedPart, i int) (string, bool) {
			return "", algorithmNamed(algorithm).part(&parts[i]) == "" && checksumsOf(&parts[i]) > 0
		}, []any{partOfOther(algorithm)}, []any{partOf(algorithm), listedParts(1)})
}

// partOf makes a list of a part with a checksum of the algorithm, or without one,
// partOfOther one with a checksum of another.
func partOf(algorithm string) any {
	switch algorithm {
	case "SHA256":
		return listedPartsWith(withSHA256, 1)
	case "CRC64NVME":
		return listedPartsWith(withCRC64, 1)
	}
	return listedParts(1)
}

func partOfOther(algorithm string) any {
	if algorithm == "CRC64NVME" {
		return listedPartsWith(withSHA256, 1)
	}
	return listedPartsWith(withCRC64, 1)
}

func notPartNumber() *compat.Predicate {
	return compat.Int("isn't from 1 to 10,000",
		func(n int64) bool { return n < 1 || n > maxPartNumber },
		[]any{0, -1, 10_001}, []any{1, 10_000})
}

// maxHandle is more bytes than have the IDs that S3 hands out.
const maxHandle = 1024

// noUploadID is true of texts that S3 can't have handed out as the ID of an
// upload.
func noUploadID() *compat.Predicate {
	return compat.Text("is longer than IDs are or has a character that none has",
		func(s string) bool { return len(s) > maxHandle || hasForeignCharacter(s) },
		[]any{strings.Repeat("a", maxHandle+1), "first upload", "é"}, []any{"VXBsb2FkIElE", exampleUploadMarker, ""})
}

func hasTooManyParts() *compat.Predicate {
	return compat.Document("lists more than 10,000 parts", func(up *types.CompletedMultipartUpload) (string, bool) {
		return "Parts", len(up.Parts) > maxPartNumber
	}, []any{listedParts(numbersTo(maxPartNumber + 1)...)}, []any{listedParts(1, 2), listedParts(10_001)})
}

// numbersTo returns 1, 2, 3 … n.
func numbersTo(n int32) []int32 {
	var numbers []int32
	for i := int32(1); i <= n; i++ {
		numbers = append(numbers, i)
	}
	return numbers
}

func emptyUpload() *compat.Predicate {
	return compat.Shorter("is empty", 1, []any{""}, []any{"VXBsb2FkIElE"})
}

func isNegative() *compat.Predicate {
	return compat.Int("is negative", func(n int64) bool { return n < 0 }, []any{-1}, []any{0, 1})
}

// notMarker is true of texts that certainly aren't a number from 0 to 2³¹-1.
func notMarker() *compat.Predicate {
	return compat.Text("isn't a whole number from 0 to 2,147,483,647", func(s string) bool {
		s = strings.TrimPrefix(strings.TrimSpace(s), "+")
		if s == "" {
			return false
		}
		n, err := strconv.ParseInt(s, 10, 32)
		return err != nil || n < 0
	}, []any{"-1", "two", "2147483648"}, []any{"0", "17", ""})
}

// parseCopyRange splits a value of the form bytes=first-last.
func parseCopyRange(s string) (first, last int64, ok bool) {
	const unit = "bytes="
	if len(s) < len(unit) || !strings.EqualFold(s[:len(unit)], unit) {
		return 0, 0, false
	}
	from, to, found := strings.Cut(s[len(unit):], "-")
	// Whether S3 minds a space isn't known.
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	if !found || !onlyDigits(from) || !onlyDigits(to) {
		return 0, 0, false
	}
	first, err1 := strconv.ParseInt(from, 10, 64)
	last, err2 := strconv.ParseInt(to, 10, 64)
	return first, last, err1 == nil && err2 == nil
}

func notCopyRange() *compat.Predicate {
	return compat.Text("isn't of the form bytes=first-last", func(s string) bool {
		first, last, ok := parseCopyRange(s)
		return !ok || first > last
	}, []any{"0-1024", "bytes=5-2", "bytes=0-", "bytes=-5", "bytes=0-9,20-29", ""}, []any{"bytes=0-9", "bytes=5242880-10485759"})
}

func copyRangeTooLong() *compat.Predicate {
	return compat.Text("is longer than 5 GiB", func(s string) bool {
		first, last, ok := parseCopyRange(s)
		return ok && last-first >= maxPartSize
	}, []any{"bytes=0-5368709120"}, []any{"bytes=0-5368709119", "bytes=0-"})
}

func aboveSinglePut() *compat.Predicate {
	return compat.Int("is more than 5 GiB",
		func(n int64) bool { return n > maxPartSize }, []any{int64(maxPartSize + 1)}, []any{int64(maxPartSize), 0})
}

func aboveObjectSize() *compat.Predicate {
	return compat.Int("is more than 48.8 TiB",
		func(n int64) bool { return n > maxObjectSize }, []any{int64(maxObjectSize + 1)}, []any{int64(maxObjectSize), 0})
}

// sizeImpossible relates the announced size of an object to its parts: all but
// the last have at least 5 MiB, each at most 5 GiB.
func sizeImpossible() *compat.Relation {
	return &compat.Relation{
		Name:    "MpuObjectSize can't be the size of so many parts",
		Members: []compat.Member{member.MpuObjectSize, member.MultipartUpload},
		Test: func(a, b, _ compat.Value) compat.Truth {
			size, ok := a.Int()
			up, isDocument := b.Object().(*types.CompletedMultipartUpload)
			if !ok || !isDocument || up == nil {
				return compat.Unknown
			}
			parts := int64(len(up.Parts))
			if parts == 0 || parts > maxPartNumber || size < 0 {
				return compat.False
			}
			return compat.TruthOf(size < (parts-1)*minPartSize || size > parts*maxPartSize)
		},
		Yes: [][]any{{minPartSize - 1, listedParts(1, 2)}, {int64(maxPartSize + 1), listedParts(1)}},
		No:  [][]any{{minPartSize, listedParts(1, 2)}, {0, listedParts(1)}, {int64(maxPartSize), listedParts(1)}},
	}
}

// multipartRules are about multipart uploads: part numbers, the list of parts,
// and what parts and completion must have in common with the upload.
func multipartRules() []compat.Rule {
	complete := []compat.Operation{operation.CompleteMultipartUpload}
	part := []compat.Operation{operation.UploadPart}
	composite := compat.Upload(compat.UploadChecksumType, "COMPOSITE")

	// An upload with a customer key isn't known to insist on its algorithm.
	noCustomerKey := compat.Not(compat.Set(member.SSECustomerAlgorithm))
	notDirectory := compat.Not(compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint))

	const (
		docPartCopy   = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html"
		docPart       = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompletedPart.html"
		docExpressMPU = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-using-multipart-upload.html"
		msgMalformed  = "The XML you provided was not well-formed or did not validate against our published schema"
		msgMismatch   = "Checksum Type mismatch occurred, expected checksum Type: …, actual checksum Type: …"
		msgNoUpload   = "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed."

		// S3 looks for the upload before it judges numbers, ranges, digests,
		// keys and documents.
		rankOfUpload = -8
	)

	return []compat.Rule{
		{
			ID:         "part-number-out-of-range",
			Topic:      "multipart",
			Title:      "A part number is a whole number from 1 to 10,000",
			Problem:    "PartNumber is {value PartNumber}; S3 takes 1 to 10,000",
			Remedy:     "Count from 1",
			Operations: []compat.Operation{operation.UploadPart, operation.UploadPartCopy},
			When:       compat.Matches(member.PartNumber, notPartNumber()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Part number must be an integer between 1 and 10000, inclusive"},
			Why:        "An upload has at most 10,000 parts, counted from 1.",
			Fix:        "Count parts from 1. For more than 10,000 of them, make the parts larger.",
			Sources:    []string{docLimits, refUploadPart, "recorded:ls-b-0103"},
			Violating: []compat.Case{
				compat.Given(operation.UploadPart, member.PartNumber, 0),
				compat.Given(operation.UploadPartCopy, member.PartNumber, 10_001),
			},
			Allowed: []compat.Case{compat.Given(operation.UploadPart, member.PartNumber, 10_000)},
		},
		{
			ID:         "upload-too-large",
			Topic:      "multipart",
			Title:      "One request can upload at most 5 GiB",
			Problem:    "ContentLength is {value ContentLength} bytes; one request takes 5 GiB",
			Remedy:     "Use a multipart upload",
			Operations: []compat.Operation{operation.PutObject, operation.UploadPart},
			When:       compat.Matches(member.ContentLength, aboveSinglePut()),
			Answer:     compat.Answer{Status: 400, Code: "EntityTooLarge", Message: "Your proposed upload exceeds the maximum allowed size"},
			Why:        "The limit holds for an object uploaded by one PutObject and for each part alike. Only the whole of a multipart upload can be larger.",
			Fix:        "Use a multipart upload with parts of 5 GiB or less, for example through the transfer manager.",
			Sources:    []string{docLimits, "https://github.com/versity/versitygw/issues/2041"},
			AmazonOnly: true,
			Violating:  []compat.Case{compat.Given(operation.PutObject, member.ContentLength, int64(6<<30)), compat.Given(operation.UploadPart, member.ContentLength, int64(maxPartSize+1))},
			Allowed:    []compat.Case{compat.Given(operation.PutObject, member.ContentLength, int64(maxPartSize))},
		},
		{
			ID:         "copy-source-range-malformed",
			Topic:      "multipart",
			Title:      "CopySourceRange must have the form bytes=first-last",
			Problem:    "CopySourceRange is {value CopySourceRange|not of the form bytes=first-last}",
			Remedy:     "Write bytes=first-last",
			Operations: []compat.Operation{operation.UploadPartCopy},
			When:       compat.Matches(member.CopySourceRange, notCopyRange()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy"},
			Why:        "Unlike the Range of a GetObject, which S3 ignores when it is malformed, this must be one closed range: both offsets, the first not above the last. Even an empty value is rejected.",
			Fix:        "Write both offsets, zero-based and inclusive. To copy the whole source, leave the member out.",
			Sources:    []string{docPartCopy, "https://github.com/versity/versitygw/issues/1122", "https://github.com/minio/minio/issues/14246", "https://github.com/gaul/s3proxy/issues/304"},
			Violating: []compat.Case{
				compat.Given(operation.UploadPartCopy, member.CopySourceRange, "0-1024"),
				compat.Given(operation.UploadPartCopy, member.CopySourceRange, "bytes=0-"),
				compat.Given(operation.UploadPartCopy, member.CopySourceRange, "bytes=9-0"),
			},
			Allowed: []compat.Case{compat.Given(operation.UploadPartCopy, member.CopySourceRange, "bytes=0-9")},
		},
		{
			ID:         "copy-source-range-too-long",
			Topic:      "multipart",
			Title:      "A copied part can have at most 5 GiB",
			Problem:    "CopySourceRange is {value CopySourceRange|too long}, more than 5 GiB",
			Remedy:     "Copy in parts",
			Operations: []compat.Operation{operation.UploadPartCopy},
			When:       compat.Matches(member.CopySourceRange, copyRangeTooLong()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120"},
			Why:        "Parts have at most 5 GiB, also those that S3 copies itself. If the source were smaller than the range, the range would be invalid.",
			Fix:        "Copy in several ranges of 5 GiB or less, each as a part of its own.",
			Sources:    []string{docLimits, "https://github.com/awslabs/amazon-s3-tar-tool/issues/26", "https://github.com/versity/versitygw/issues/610"},
			AmazonOnly: true,
			Violating:  []compat.Case{compat.Given(operation.UploadPartCopy, member.CopySourceRange, "bytes=0-824635790136")},
			Allowed:    []compat.Case{compat.Given(operation.UploadPartCopy, member.CopySourceRange, "bytes=0-5368709119")},
		},
		{
			ID:         "upload-gone",
			Topic:      "multipart",
			Title:      "The multipart upload must be in progress",
			Problem:    "The upload isn't in progress",
			Remedy:     "Begin a new one",
			Operations: []compat.Operation{operation.UploadPart, operation.UploadPartCopy, operation.ListParts},
			// What is left of an aborted upload is listed: parts that were on their way
			// when it was aborted may have got there.
			When: compat.Any(
				compat.Upload(compat.UploadExists, "false"),
				compat.All(compat.Upload(compat.UploadExists, "aborted"), compat.Set(member.PartNumber)),
			),
			Answer:  compat.Answer{Status: 404, Code: "NoSuchUpload", Message: msgNoUpload},
			Why:     "An upload ends when it is completed or aborted; its parts are gone or have become the object. Only the same completion again, and an abort, succeed on a completed one.",
			Fix:     "Begin a new upload with CreateMultipartUpload.",
			Sources: []string{refUploadPart, docPartCopy, referencePage(operation.AbortMultipartUpload), "https://github.com/storj/gateway-st/issues/55", stackdCaptures + "/multipart_events_replay.json", capturedUploads},
			Violating: []compat.Case{
				compat.Given(operation.UploadPart).Over(compat.UploadExists, "false"),
				compat.Given(operation.UploadPartCopy, member.PartNumber, 2).Over(compat.UploadExists, "aborted"),
			},
			Allowed: []compat.Case{compat.Given(operation.UploadPart).Over(compat.UploadExists, "true"), compat.Given(operation.ListParts)},
		},
		{
			ID:         "part-upload-id-empty",
			Topic:      "multipart",
			Title:      "The UploadId of a part can't be empty",
			Problem:    "UploadId is empty",
			Remedy:     "Pass on what CreateMultipartUpload returned",
			Operations: []compat.Operation{operation.UploadPart, operation.UploadPartCopy},
			When:       compat.Matches(member.UploadId, emptyUpload()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "This operation does not accept partNumber without uploadId"},
			Why:        "S3 takes an empty id for none, and what remains has the number of a part without an upload.",
			Fix:        "Pass on the UploadId that CreateMultipartUpload returned.",
			Sources:    []string{refUploadPart, argminUploads, argminMultipart},
			Rank:       rankOfUpload,
			Violating:  []compat.Case{compat.Given(operation.UploadPart, member.UploadId, ""), compat.Given(operation.UploadPartCopy, member.UploadId, "")},
			Allowed:    []compat.Case{compat.Given(operation.UploadPart, member.UploadId, "VXBsb2FkIElE")},
		},
		{
			ID:         "upload-id-empty",
			Topic:      "multipart",
			Title:      "UploadId can't be empty",
			Problem:    "UploadId is empty",
			Remedy:     "Pass on what CreateMultipartUpload returned",
			Operations: except(with(member.UploadId), operation.UploadPart, operation.UploadPartCopy),
			When:       compat.Matches(member.UploadId, emptyUpload()),
			Answer:     compat.Answer{Status: 404, Code: "NoSuchUpload", Message: msgNoUpload},
			Why:        "No upload has the empty id. With AbortMultipartUpload all that tells the request from a DeleteObject is a query parameter, here without a value.",
			Fix:        "Pass on the UploadId that CreateMultipartUpload returned.",
			Sources:    []string{refUploadPart, localStack("provider.py#L2458"), argminUploads, argminMultipart},
			Rank:       rankOfUpload,
			Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.UploadId, ""), compat.Given(operation.AbortMultipartUpload, member.UploadId, "")},
			Allowed:    []compat.Case{compat.Given(operation.ListParts, member.UploadId, "VXBsb2FkIElE"), compat.Given(operation.AbortMultipartUpload)},
		},
		{
			ID:         "upload-id-malformed",
			Topic:      "multipart",
			Title:      "UploadId is what CreateMultipartUpload returned",
			Problem:    "UploadId, of {length UploadId} bytes, is no upload's ID",
			Remedy:     "Pass it unchanged",
			Operations: with(member.UploadId),
			When:       compat.All(compat.On(compat.GeneralPurposeBucket), compat.Matches(member.UploadId, noUploadID())),
			Answer:     compat.Answer{Status: 404, Code: "NoSuchUpload", Message: msgNoUpload},
			Why:        "IDs of S3 have some hundred bytes: letters and digits of ASCII, periods, underscores and hyphens. There is no upload with another one, and S3 looks for the upload before it judges anything else about the request.",
			Fix:        "Pass on the UploadId unchanged; the SDK encodes it for the URL.",
			Sources:    []string{refUploadPart, refComplete, argminUploads, argminMultipart},
			Rank:       rankOfUpload,
			AmazonOnly: true, // elsewhere IDs may look otherwise
			Violating: []compat.Case{
				compat.Given(operation.UploadPart, member.UploadId, strings.Repeat("a", maxHandle+1)),
				compat.Given(operation.AbortMultipartUpload, member.UploadId, "first upload"),
			},
			Allowed: []compat.Case{compat.Given(operation.UploadPart, member.UploadId, exampleUploadMarker), compat.Given(operation.ListParts, member.UploadId, "VXBsb2FkIElE")},
		},
		{
			ID:         "part-checksum-not-of-upload",
			Topic:      "multipart",
			Title:      "The checksum of a part must be of the upload's algorithm",
			Problem:    "The part has {set}, the upload {upload checksum algorithm}",
			Remedy:     "Give the upload's checksum",
			Operations: part,
			When: compat.All(noCustomerKey, anyChecksum(func(a checksumAlgorithm) compat.Condition {
				return compat.All(compat.Upload(compat.UploadChecksumAlgorithm, a.name), compat.AnySet(otherValues(a)...))
			})),
			Answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: msgMismatch},
			Why:     "The algorithm is chosen for the whole upload by CreateMultipartUpload.",
			Fix:     "Give the checksum of the algorithm that the upload was created with.",
			Sources: []string{refUploadPart, "https://github.com/apache/opendal/pull/4533", refVersityPosix, localStack("provider.py#L2540")},
			Violating: []compat.Case{
				compat.Given(operation.UploadPart, member.ChecksumSHA256, emptySHA256).Over(compat.UploadChecksumAlgorithm, "CRC32"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.UploadPart, member.ChecksumSHA256, emptySHA256).Over(compat.UploadChecksumAlgorithm, "SHA256"),
				compat.Given(operation.UploadPart, member.ChecksumSHA256, emptySHA256).Over(compat.UploadChecksumAlgorithm, "none"),
			},
		},
		{
			ID:         "part-algorithm-not-of-upload",
			Topic:      "multipart",
			Title:      "ChecksumAlgorithm of a part must be that of the upload",
			Problem:    "The part has {value ChecksumAlgorithm|another algorithm}, the upload {upload checksum algorithm}",
			Remedy:     "Use the upload's",
			Operations: part,
			When: compat.All(noCustomerKey, compat.Not(compat.AnySet(checksumValues()...)), anyChecksum(func(a checksumAlgorithm) compat.Condition {
				return compat.All(compat.Upload(compat.UploadChecksumAlgorithm, a.name), compat.Matches(member.ChecksumAlgorithm, notAlgorithm(a.name)))
			})),
			Answer:    compat.Answer{Status: 400, Code: "InvalidRequest", Message: msgMismatch},
			Why:       "Without a value the SDK computes the checksum that ChecksumAlgorithm names and sends it with the part, where S3 expects that of the upload.",
			Fix:       "Set ChecksumAlgorithm to the one given to CreateMultipartUpload.",
			Sources:   []string{refUploadPart, refVersityPosix, localStack("provider.py#L2540")},
			Violating: []compat.Case{compat.Given(operation.UploadPart, member.ChecksumAlgorithm, "CRC32").Over(compat.UploadChecksumAlgorithm, "CRC64NVME")},
			Allowed: []compat.Case{
				compat.Given(operation.UploadPart, member.ChecksumAlgorithm, "CRC32").Over(compat.UploadChecksumAlgorithm, "CRC32"),
				compat.Given(operation.UploadPart, member.ChecksumAlgorithm, "SHA1", member.ChecksumSHA1, emptySHA1).Over(compat.UploadChecksumAlgorithm, "SHA1"),
			},
		},
		{
			ID:         "part-checksum-missing",
			Topic:      "multipart",
			Title:      "Each part of an upload with a composite checksum needs a checksum of its algorithm",
			Problem:    "The part has no checksum, the upload composite {upload checksum algorithm}",
			Remedy:     "Set ChecksumAlgorithm or give the value",
			Needs:      []compat.Member{member.ChecksumAlgorithm},
			Operations: part,
			When: compat.All(
				composite,
				compat.Upload(compat.UploadChecksumAlgorithm, algorithmsBut("CRC32")...),
				compat.Not(compat.Set(member.ChecksumAlgorithm)),
				compat.Not(compat.AnySet(checksumValues()...)),
				// Whether S3 takes Content-MD5 for the part's MD5 isn't known.
				compat.Not(compat.All(compat.Upload(compat.UploadChecksumAlgorithm, "MD5"), compat.Set(member.ContentMD5))),
				noCustomerKey,
			),
			Answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: msgMismatch},
			Why:     "The SDK doesn't know what the upload was created with: unless told, it sends a CRC32, or nothing if it is configured to send checksums only where required. S3 accepts neither here.",
			Fix:     "Set ChecksumAlgorithm of every UploadPart to that of the upload, or give the value. The SDK computes CRCs and SHAs; the value of an MD5 or XXHASH has to be given.",
			Sources: []string{refUploadPart, "https://github.com/versity/versitygw/issues/1342", refVersityPosix, localStack("provider.py#L2540"), capturedUploads},
			Violating: []compat.Case{
				compat.Given(operation.UploadPart).Over(compat.UploadChecksumAlgorithm, "SHA256").Over(compat.UploadChecksumType, "COMPOSITE"),
				compat.Given(operation.UploadPart).Over(compat.UploadChecksumAlgorithm, "XXHASH128").Over(compat.UploadChecksumType, "COMPOSITE"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.UploadPart, member.ChecksumAlgorithm, "SHA256").Over(compat.UploadChecksumAlgorithm, "SHA256").Over(compat.UploadChecksumType, "COMPOSITE"),
				compat.Given(operation.UploadPart).Over(compat.UploadChecksumAlgorithm, "CRC32").Over(compat.UploadChecksumType, "COMPOSITE"),
				compat.Given(operation.UploadPart, member.Body, something(), member.ContentMD5, somethingMD5).Over(compat.UploadChecksumAlgorithm, "MD5").Over(compat.UploadChecksumType, "COMPOSITE"),
			},
		},
		{
			ID:         "part-default-checksum-not-of-upload",
			Topic:      "multipart",
			Title:      "The SDK's default checksum doesn't suit this upload",
			Problem:    "The part gets CRC32, the upload has {upload checksum algorithm}",
			Remedy:     "Set ChecksumAlgorithm",
			Needs:      []compat.Member{member.ChecksumAlgorithm},
			Operations: part,
			When: compat.All(
				compat.Upload(compat.UploadChecksumType, "FULL_OBJECT"),
				compat.Upload(compat.UploadChecksumAlgorithm, algorithmsBut("CRC32")...),
				compat.Not(compat.Set(member.ChecksumAlgorithm)),
				compat.Not(compat.AnySet(checksumValues()...)),
				noCustomerKey,
				// A trailer carries a checksum, and where the request names no
				// algorithm that is a CRC32.
				compat.Signature(compat.Payload, "unsigned-trailer", "streaming-trailer"),
			),
			Answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: msgMismatch},
			Why:     "With its default settings the SDK adds a CRC32 to a part that has no checksum, and S3 expects another algorithm. If it is configured to send checksums only where required, S3 computes the right one itself.",
			Fix:     "Set ChecksumAlgorithm of every UploadPart to that of the upload.",
			Sources: []string{refUploadPart, "https://github.com/versity/versitygw/issues/1342", localStack("provider.py#L2540")},
			Violating: []compat.Case{
				compat.Given(operation.UploadPart).Over(compat.UploadChecksumAlgorithm, "CRC64NVME").Over(compat.UploadChecksumType, "FULL_OBJECT").
					Over(compat.Payload, "unsigned-trailer"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.UploadPart, member.ChecksumAlgorithm, "CRC64NVME").Over(compat.UploadChecksumAlgorithm, "CRC64NVME").Over(compat.UploadChecksumType, "FULL_OBJECT").
					Over(compat.Payload, "unsigned-trailer"),
				compat.Given(operation.UploadPart).Over(compat.UploadChecksumAlgorithm, "CRC64NVME").Over(compat.UploadChecksumType, "FULL_OBJECT").
					Over(compat.Payload, "unsigned").Over(compat.Digest, "none"),
				compat.Given(operation.UploadPart).Over(compat.UploadChecksumAlgorithm, "CRC64NVME").Over(compat.UploadChecksumType, "FULL_OBJECT").
					Over(compat.Payload, "unsigned").Over(compat.Digest, "some"),
			},
		},
		{
			ID:         "part-default-checksum-header-not-of-upload",
			Topic:      "multipart",
			Title:      "The SDK's default checksum in a header doesn't suit this upload",
			Problem:    "The part gets a digest as a header, the upload has {upload checksum algorithm}",
			Remedy:     "Set ChecksumAlgorithm",
			Needs:      []compat.Member{member.ChecksumAlgorithm},
			Operations: part,
			When: compat.All(
				compat.Upload(compat.UploadChecksumType, "FULL_OBJECT"),
				compat.Upload(compat.UploadChecksumAlgorithm, algorithmsBut("CRC32")...),
				compat.Not(compat.Set(member.ChecksumAlgorithm)),
				compat.Not(compat.AnySet(checksumValues()...)),
				noCustomerKey,
				compat.Signature(compat.Payload, "signed", "unsigned"),
				compat.Signature(compat.Digest, "some"), compat.Not(compat.Set(member.ContentMD5)),
			),
			Answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: msgMismatch},
			Doubt:   "The header may be Content-MD5 or a checksum of the upload's algorithm, which other code added.",
			Why:     "Without a trailer, as over HTTP, the SDK sends its default CRC32 as a header.",
			Fix:     "Set ChecksumAlgorithm of every UploadPart to that of the upload.",
			Sources: []string{"https://github.com/versity/versitygw/issues/1342", localStack("provider.py#L2540")},
			Violating: []compat.Case{
				compat.Given(operation.UploadPart).Over(compat.UploadChecksumAlgorithm, "CRC64NVME").Over(compat.UploadChecksumType, "FULL_OBJECT").
					Over(compat.Payload, "unsigned").Over(compat.Digest, "some"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.UploadPart).Over(compat.UploadChecksumAlgorithm, "CRC64NVME").Over(compat.UploadChecksumType, "FULL_OBJECT").
					Over(compat.Payload, "unsigned").Over(compat.Digest, "none"),
				compat.Given(operation.UploadPart, member.ContentMD5, "XUFAKrxLKna5cZ2REBfFkg==").Over(compat.UploadChecksumAlgorithm, "CRC64NVME").Over(compat.UploadChecksumType, "FULL_OBJECT").
					Over(compat.Payload, "unsigned").Over(compat.Digest, "some"),
			},
		},
		{
			ID:         "complete-without-parts",
			Topic:      "multipart",
			Title:      "An upload is completed with a list of at least one part",
			Problem:    "MultipartUpload lists no parts",
			Remedy:     "List number and ETag of each",
			Operations: complete,
			When:       compat.Matches(member.MultipartUpload, hasNoParts()),
			Answer:     compat.Answer{Status: 400, Code: "MalformedXML", Message: msgMalformed},
			Why:        "S3 doesn't assume the parts it has: it assembles those that the request lists.",
			Fix:        "List number and ETag of every part, as UploadPart or ListParts returned them. To store an empty object, upload one empty part or use PutObject.",
			Sources:    []string{refComplete, "https://github.com/versity/versitygw/issues/1328", "https://github.com/aws/aws-cli/issues/6966", "https://github.com/apache/arrow-rs-object-store/issues/91"},
			Rank:       -5,
			Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts())},
			Allowed:    []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1))},
		},
		{
			ID:         "complete-without-list",
			Topic:      "multipart",
			Title:      "An upload is completed with a list of its parts",
			Problem:    "MultipartUpload isn't set",
			Remedy:     "List number and ETag of each",
			Needs:      []compat.Member{member.MultipartUpload},
			Operations: complete,
			When:       compat.Not(compat.Set(member.MultipartUpload)),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "You must specify at least one part"},
			Why:        "The SDK sends no body without the member, and S3 doesn't assume the parts it has: it assembles those that the request lists.",
			Fix:        "List number and ETag of every part, as UploadPart or ListParts returned them. To store an empty object, upload one empty part or use PutObject.",
			Sources:    []string{refComplete, "https://github.com/boto/boto3/issues/1635", "https://github.com/axman6/amazonka-s3-streaming/issues/19", "https://github.com/versity/versitygw/issues/964"},
			Rank:       -5,
			Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload)},
			Allowed:    []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1))},
		},
		{
			ID:         "complete-part-incomplete",
			Topic:      "multipart",
			Title:      "Every part is listed with its number and its ETag",
			Problem:    "{at} isn't set",
			Remedy:     "List number and ETag of each",
			Operations: complete,
			When:       compat.Matches(member.MultipartUpload, hasIncompletePart()),
			Answer:     compat.Answer{Status: 400, Code: "MalformedXML", Message: msgMalformed},
			Why:        "Both elements are required in the list of parts.",
			Fix:        "Keep the ETag that UploadPart returns together with the number of the part.",
			Sources:    []string{refComplete, "https://github.com/versity/versitygw/issues/2111"},
			Rank:       -4,
			Violating: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(func(p *types.CompletedPart) { p.ETag = nil }, 1)),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(func(p *types.CompletedPart) { p.PartNumber = nil }, 1)),
			},
			Allowed: []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1, 2))},
		},
		{
			ID:         "complete-part-number-below-one",
			Topic:      "multipart",
			Title:      "Listed part numbers begin at 1",
			Problem:    "A part number is below 1: {at}",
			Remedy:     "List the numbers as uploaded",
			Operations: complete,
			When:       compat.Matches(member.MultipartUpload, hasPartBelowOne()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "PartNumber must be >= 1"},
			Why:        "Parts are counted from 1.",
			Fix:        "List the numbers under which the parts were uploaded.",
			Sources:    []string{docPart, "https://github.com/versity/versitygw/issues/1072"},
			Rank:       -3,
			Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(0))},
			Allowed:    []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1))},
		},
		{
			ID:         "complete-parts-out-of-order",
			Topic:      "multipart",
			Title:      "Parts are listed in ascending order, each once",
			Problem:    "The parts aren't in ascending order: {at} is {value|out of place}",
			Remedy:     "List each number once, in ascending order",
			Operations: complete,
			When:       compat.Matches(member.MultipartUpload, hasPartsOutOfOrder()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidPartOrder", Message: "The list of parts was not in ascending order. Parts must be ordered by part number."},
			Why:        "S3 doesn't sort the list. A number that occurs twice, as after a retried part, counts as out of order too.",
			Fix:        "Sort the list by part number, and keep only the last ETag of a part that was uploaded again.",
			Sources:    []string{refComplete, "recorded:ls-b-0104", "https://github.com/transloadit/uppy/issues/2324"},
			Rank:       -2,
			Violating: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(3, 2, 1)),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1, 1)),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1, 2, 3)),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(2, 3, 5)),
			},
		},
		{
			ID:         "complete-too-many-parts",
			Topic:      "multipart",
			Title:      "An upload is completed with a list of at most 10,000 parts",
			Problem:    "MultipartUpload lists {count MultipartUpload.Parts} parts; S3 allows 10,000",
			Remedy:     "Use larger parts",
			Operations: complete,
			When:       compat.Matches(member.MultipartUpload, hasTooManyParts()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
			Why:        "S3 counts the entries before it looks for the parts, of which there are at most 10,000.",
			Fix:        "Use larger parts, so that 10,000 suffice.",
			Sources:    []string{docLimits, argminMultipart},
			Rank:       -3,
			Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(numbersTo(maxPartNumber+1)...))},
			Allowed:    []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(numbersTo(maxPartNumber)...))},
		},
		{
			ID:         "complete-part-number-above-limit",
			Topic:      "multipart",
			Title:      "Listed part numbers end at 10,000",
			Problem:    "A part number is above 10,000: {at}",
			Remedy:     "Use larger parts",
			Operations: complete,
			When:       compat.Matches(member.MultipartUpload, hasPartAboveLimit()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidPart", Message: "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."},
			Why:        "No such part can have been uploaded.",
			Fix:        "Use larger parts, so that 10,000 suffice.",
			Sources:    []string{docLimits, "https://github.com/versity/versitygw/pull/1075"},
			Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1, 10_001))},
			Allowed:    []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1, 10_000))},
		},
		{
			ID:         "complete-parts-not-consecutive",
			Topic:      "multipart",
			Title:      "Parts must be numbered 1, 2, 3 … without a gap here",
			Problem:    "The part numbers have a gap: {at} is {value|behind it}",
			Remedy:     "Number the parts 1, 2, 3 …",
			Operations: complete,
			When: compat.All(
				compat.Any(
					composite,
					compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint),
				),
				compat.Matches(member.MultipartUpload, hasPartGap()),
			),
			Answer:  compat.Answer{Status: 400, Code: "InvalidPartOrder", Message: "The list of parts was not in ascending order. Parts must be ordered by part number."},
			Why:     "Part numbers may have gaps in general. They may not in a directory bucket, nor if the object's checksum is composed of the parts' checksums.",
			Fix:     "Number the parts consecutively from 1 when you upload them.",
			Sources: []string{docPart, docExpressMPU},
			Violating: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.Bucket, "amzn-s3-demo-bucket--usw2-az1--x-s3", member.MultipartUpload, listedParts(2, 3)),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(withSHA256, 1, 3)).
					Over(compat.UploadChecksumAlgorithm, "SHA256").Over(compat.UploadChecksumType, "COMPOSITE"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(2, 3, 4)),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(withSHA256, 1, 2)).
					Over(compat.UploadChecksumAlgorithm, "SHA256").Over(compat.UploadChecksumType, "COMPOSITE"),
			},
		},
		{
			ID:         "complete-part-checksum-missing",
			Topic:      "multipart",
			Title:      "A composite checksum needs the checksum of every listed part",
			Problem:    "A part is listed without its checksum: {at}",
			Remedy:     "Copy it from UploadPart's answer",
			Operations: complete,
			When:       compat.All(composite, compat.Matches(member.MultipartUpload, hasPartWithoutChecksum()), noCustomerKey),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The upload was created using a … checksum. The complete request must include the checksum for each part. It was missing for part … in the request."},
			Why:        "S3 checks each listed part by its checksum before it composes that of the object. For a full-object checksum it doesn't ask for them.",
			Fix:        "Copy the checksum that UploadPart or UploadPartCopy returned into the entry of each part.",
			Sources:    []string{refComplete, "recorded:ls-d-0137", "recorded:ls-d-0145", capturedUploads},
			Violating: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1)).
					Over(compat.UploadChecksumAlgorithm, "CRC32C").Over(compat.UploadChecksumType, "COMPOSITE"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(withCRC32C, 1)).
					Over(compat.UploadChecksumAlgorithm, "CRC32C").Over(compat.UploadChecksumType, "COMPOSITE"),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1)).
					Over(compat.UploadChecksumAlgorithm, "CRC64NVME").Over(compat.UploadChecksumType, "FULL_OBJECT"),
			},
		},
		{
			ID:         "complete-part-checksum-not-of-upload",
			Topic:      "multipart",
			Title:      "Listed checksums must be of the upload's algorithm",
			Problem:    "A part is listed with a checksum other than {upload checksum algorithm}: {at}",
			Remedy:     "List what UploadPart returned",
			Operations: complete,
			When: compat.All(composite, noCustomerKey, anyChecksum(func(a checksumAlgorithm) compat.Condition {
				return compat.All(compat.Upload(compat.UploadChecksumAlgorithm, a.name), compat.Matches(member.MultipartUpload, hasPartOfOther(a.name)))
			})),
			Answer:  compat.Answer{Status: 400, Code: "BadDigest", Message: "The … you specified for part … did not match what we received."},
			Why:     "The parts are known by the algorithm that the upload was created with; a checksum of another one can't match.",
			Fix:     "List the checksum that UploadPart returned.",
			Sources: []string{refComplete, localStack("models.py#L552"), refVersityPosix},
			Violating: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(withSHA256, 1)).
					Over(compat.UploadChecksumAlgorithm, "CRC32C").Over(compat.UploadChecksumType, "COMPOSITE"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(withSHA256, 1)).
					Over(compat.UploadChecksumAlgorithm, "SHA256").Over(compat.UploadChecksumType, "COMPOSITE"),
			},
		},
		{
			ID:         "complete-part-checksum-unexpected",
			Topic:      "multipart",
			Title:      "Parts of an upload without a checksum algorithm are listed without checksums",
			Problem:    "A part is listed with a checksum, of an upload without: {at}",
			Remedy:     "Leave it out",
			Operations: complete,
			When:       compat.All(compat.Upload(compat.UploadChecksumAlgorithm, "none"), compat.Matches(member.MultipartUpload, hasPartWithChecksum()), notDirectory),
			Answer:     compat.Answer{Status: 400, Code: "InvalidPart", Message: "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."},
			Why:        "S3 checks what the SDK sends with such parts by default, but doesn't keep it, so no part has that checksum.",
			Fix:        "Choose ChecksumAlgorithm in CreateMultipartUpload, or leave the checksums out of the list.",
			Sources:    []string{docPart, "https://github.com/aws/aws-sdk-go-v2/issues/3005", "https://github.com/aws/aws-sdk-java-v2/issues/6518", "https://github.com/developmentseed/multistore/pull/93", stackdCaptures + "/multipart_checksums_replay.json", capturedKeys},
			Violating: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(withCRC32, 1)).Over(compat.UploadChecksumAlgorithm, "none"),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(withCRC64, 1)).Over(compat.UploadChecksumAlgorithm, "none"),
				compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(withSHA256, 1)).Over(compat.UploadChecksumAlgorithm, "none").Over(compat.UploadEncryption, "SSE-C"),
				uploadedWith(compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(withSHA256, 1),
					member.SSECustomerAlgorithm, "AES256", member.SSECustomerKey, customerKey, member.SSECustomerKeyMD5, customerKeyMD5), customerKeyMD5).Over(compat.UploadChecksumAlgorithm, "none"),
			},
			Allowed: []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1)).Over(compat.UploadChecksumAlgorithm, "none")},
		},
		{
			ID:         "complete-part-with-several-checksums",
			Topic:      "multipart",
			Title:      "A part is listed with one checksum",
			Problem:    "A part is listed with several checksums: {at}",
			Remedy:     "List the upload's only",
			Operations: complete,
			When:       compat.Matches(member.MultipartUpload, hasPartWithChecksums()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid Base64 or multiple checksums present in request"},
			Why:        "A part has the checksum of the upload's algorithm and no other.",
			Fix:        "List only the checksum of the upload's algorithm.",
			Sources:    []string{docPart, refVersityPosix},
			Doubt:      "only another server's code says so",
			Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(func(p *types.CompletedPart) { withSHA256(p); withCRC32C(p) }, 1))},
			Allowed:    []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedPartsWith(withSHA256, 1))},
		},
		{
			ID:         "complete-checksum-type-not-of-upload",
			Topic:      "multipart",
			Title:      "ChecksumType must be that of the upload",
			Problem:    "ChecksumType is {value ChecksumType}, the upload's {upload checksum type}",
			Remedy:     "Leave it out",
			Operations: complete,
			When: compat.Any(
				compat.All(compat.Equals(member.ChecksumType, "COMPOSITE"), compat.Upload(compat.UploadChecksumType, "FULL_OBJECT", "none")),
				compat.All(compat.Equals(member.ChecksumType, "FULL_OBJECT"), compat.Upload(compat.UploadChecksumType, "COMPOSITE", "none")),
			),
			Answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The upload was created using the … checksum mode. The complete request must use the same checksum mode."},
			Why:     "The type is chosen by CreateMultipartUpload, where CRC64NVME stands for FULL_OBJECT and every other algorithm for COMPOSITE unless said otherwise. The documentation gives BadDigest as the code, S3 was seen to answer InvalidRequest.",
			Fix:     "Set the same ChecksumType in CreateMultipartUpload, or leave it out here.",
			Sources: []string{refComplete, stackdCaptures + "/multipart_checksums_replay.json", localStack("provider.py#L2789"), refVersityPosix},
			Rank:    -1, // before the parts are compared
			Violating: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.ChecksumType, "FULL_OBJECT", member.MultipartUpload, listedPartsWith(withCRC32C, 1)).
					Over(compat.UploadChecksumType, "COMPOSITE"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.ChecksumType, "FULL_OBJECT", member.MultipartUpload, listedParts(1)).
					Over(compat.UploadChecksumType, "FULL_OBJECT"),
			},
		},
		{
			ID:         "complete-checksum-not-of-upload",
			Topic:      "multipart",
			Title:      "The checksum of the object must be of the upload's algorithm",
			Problem:    "The object gets {set}, the upload has {upload checksum algorithm}",
			Remedy:     "Leave it out",
			Operations: complete,
			When: anyChecksum(func(a checksumAlgorithm) compat.Condition {
				return compat.All(compat.Upload(compat.UploadChecksumAlgorithm, a.name), compat.AnySet(otherValues(a)...))
			}),
			Answer:    compat.Answer{Status: 400, Code: "BadDigest", Message: "The … you specified did not match the calculated checksum."},
			Why:       "S3 computes the checksum of the object with the upload's algorithm only, and what it can't verify doesn't match.",
			Fix:       "Give the value of the upload's algorithm, or none.",
			Sources:   []string{refComplete, localStack("provider.py#L2829"), capturedUploads},
			Rank:      2, // the object's checksum is compared last
			Violating: []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.ChecksumSHA256, emptySHA256, member.MultipartUpload, listedParts(1)).Over(compat.UploadChecksumAlgorithm, "CRC64NVME")},
			Allowed: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.ChecksumSHA256, emptySHA256+"-1", member.MultipartUpload, listedPartsWith(withSHA256, 1)).Over(compat.UploadChecksumAlgorithm, "SHA256"),
			},
		},
		{
			ID:         "complete-checksum-without-algorithm",
			Topic:      "multipart",
			Title:      "An upload without a checksum algorithm takes no checksum of a recent algorithm",
			Problem:    "{set} is set for an upload without a checksum algorithm",
			Remedy:     "Leave it out",
			Operations: complete,
			When: compat.All(compat.Upload(compat.UploadChecksumAlgorithm, "none"),
				compat.AnySet(member.ChecksumMD5, member.ChecksumSHA512, member.ChecksumXXHASH64, member.ChecksumXXHASH3, member.ChecksumXXHASH128), notDirectory),
			Answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: msgMismatch},
			Why:     "S3 ignores the object's CRC32, CRC32C, SHA1 or SHA256 if the upload has no algorithm, but not the values of the algorithms that came later.",
			Fix:     "Choose ChecksumAlgorithm in CreateMultipartUpload, or leave the value out.",
			Sources: []string{refComplete, argminChecksums, capturedUploads},
			Rank:    2, // the object's checksum is compared last
			Violating: []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1), member.ChecksumXXHASH3, emptyCRC64).
				Over(compat.UploadChecksumAlgorithm, "none")},
			Allowed: []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MultipartUpload, listedParts(1), member.ChecksumSHA256, emptySHA256).
				Over(compat.UploadChecksumAlgorithm, "none")},
		},
		{
			ID:         "complete-full-object-checksum-without-type",
			Topic:      "multipart",
			Title:      "A full-object CRC must come with ChecksumType FULL_OBJECT",
			Problem:    "{set} is set without ChecksumType",
			Remedy:     "Set it to FULL_OBJECT",
			Needs:      []compat.Member{member.ChecksumType},
			Operations: complete,
			When: compat.All(
				compat.Upload(compat.UploadChecksumType, "FULL_OBJECT"),
				compat.Not(compat.Set(member.ChecksumType)),
				compat.Any(
					compat.All(compat.Upload(compat.UploadChecksumAlgorithm, "CRC32"), compat.Set(member.ChecksumCRC32)),
					compat.All(compat.Upload(compat.UploadChecksumAlgorithm, "CRC32C"), compat.Set(member.ChecksumCRC32C)),
				),
			),
			Answer:  compat.Answer{Status: 400, Code: "BadDigest", Message: "The … you specified did not match the calculated checksum."},
			Why:     "Without the type S3 takes the value for a composite checksum, which doesn't match.",
			Fix:     "Set ChecksumType to FULL_OBJECT, as in CreateMultipartUpload.",
			Sources: []string{refComplete, "https://github.com/awslabs/aws-s3-transfer-manager-rs/pull/97", localStack("provider.py#L2816")},
			Rank:    2, // the object's checksum is compared last
			Violating: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.ChecksumCRC32, emptyCRC32, member.MultipartUpload, listedParts(1)).
					Over(compat.UploadChecksumAlgorithm, "CRC32").Over(compat.UploadChecksumType, "FULL_OBJECT"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.ChecksumCRC32, emptyCRC32, member.ChecksumType, "FULL_OBJECT", member.MultipartUpload, listedParts(1)).
					Over(compat.UploadChecksumAlgorithm, "CRC32").Over(compat.UploadChecksumType, "FULL_OBJECT"),
			},
		},
		{
			ID:         "mpu-object-size-negative",
			Topic:      "multipart",
			Title:      "MpuObjectSize can't be negative",
			Problem:    "MpuObjectSize is {value MpuObjectSize}",
			Remedy:     "Give the parts' total size",
			Operations: complete,
			When:       compat.Matches(member.MpuObjectSize, isNegative()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Value for x-amz-mp-object-size header is less than zero: '…'"},
			Why:        "The member announces the size of the finished object.",
			Fix:        "Give the sum of the sizes of the parts, or leave the member out.",
			Sources:    []string{refComplete, "https://github.com/versity/versitygw/pull/1400"},
			Violating:  []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MpuObjectSize, -1, member.MultipartUpload, listedParts(1))},
			Allowed:    []compat.Case{compat.Given(operation.CompleteMultipartUpload, member.MpuObjectSize, 0, member.MultipartUpload, listedParts(1))},
		},
		{
			ID:         "mpu-object-size-impossible",
			Topic:      "multipart",
			Title:      "MpuObjectSize must be a size that the listed parts can have",
			Problem:    "MpuObjectSize is {value MpuObjectSize} bytes; the listed parts ({count MultipartUpload.Parts|none}) can't have it",
			Remedy:     "Give the parts' total size",
			Operations: complete,
			When:       compat.Any(compat.Matches(member.MpuObjectSize, aboveObjectSize()), compat.Related(sizeImpossible())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The provided 'x-amz-mp-object-size' header value … does not match what was computed: …"},
			Why:        "Parts have from 5 MiB to 5 GiB, only the last may be smaller, so the number of parts bounds the size of the object. If the parts themselves are too small, S3 answers EntityTooSmall.",
			Fix:        "Give the sum of the sizes of the parts, or leave the member out.",
			Sources:    []string{refComplete, docLimits},
			Rank:       1, // after the parts
			AmazonOnly: true,
			Violating: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MpuObjectSize, 1000, member.MultipartUpload, listedParts(1, 2)),
				compat.Given(operation.CompleteMultipartUpload, member.MpuObjectSize, int64(maxObjectSize+1), member.MultipartUpload, listedParts(1)),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CompleteMultipartUpload, member.MpuObjectSize, minPartSize+10, member.MultipartUpload, listedParts(1, 2)),
				compat.Given(operation.CompleteMultipartUpload, member.MpuObjectSize, 3, member.MultipartUpload, listedParts(1)),
			},
		},
		{
			ID:         "max-parts-negative",
			Topic:      "multipart",
			Title:      "MaxParts can't be negative",
			Problem:    "MaxParts is {value MaxParts}",
			Remedy:     "Leave MaxParts out",
			Operations: []compat.Operation{operation.ListParts},
			When:       compat.Matches(member.MaxParts, isNegative()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Argument max-parts must be an integer between 0 and 2147483647"},
			Why:        "More than 1,000 is accepted and means 1,000; less than zero is not.",
			Fix:        "Give a number of parts, or leave the member out for 1,000.",
			Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html", "https://github.com/versity/versitygw/issues/329"},
			Violating:  []compat.Case{compat.Given(operation.ListParts, member.MaxParts, -1)},
			Allowed:    []compat.Case{compat.Given(operation.ListParts, member.MaxParts, 5000)},
		},
		{
			ID:         "part-number-marker-malformed",
			Topic:      "multipart",
			Title:      "PartNumberMarker must be a whole number that isn't negative",
			Problem:    "PartNumberMarker isn't a whole number from 0 on",
			Remedy:     "Pass on NextPartNumberMarker",
			Operations: []compat.Operation{operation.ListParts},
			When:       compat.Matches(member.PartNumberMarker, notMarker()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Argument part-number-marker must be an integer between 0 and 2147483647"},
			Why:        "The marker is a text in the SDK but a number for S3: the last part number already seen.",
			Fix:        "Pass on NextPartNumberMarker of the previous answer, or use the paginator.",
			Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html", "https://github.com/versity/versitygw/issues/1383"},
			Violating:  []compat.Case{compat.Given(operation.ListParts, member.PartNumberMarker, "-2"), compat.Given(operation.ListParts, member.PartNumberMarker, "part-2")},
			Allowed:    []compat.Case{compat.Given(operation.ListParts, member.PartNumberMarker, "10")},
		},
	}
}

// otherValues returns the members that give a value of another algorithm.
func otherValues(a checksumAlgorithm) []compat.Member {
	var ms []compat.Member
	for _, m := range checksumValues() {
		if m != a.member {
			ms = append(ms, m)
		}
	}
	return ms
}

// algorithmsBut returns the names of all algorithms but one.
func algorithmsBut(name string) []string {
	var names []string
	for _, a := range checksumAlgorithms {
		if a.name != name {
			names = append(names, a.name)
		}
	}
	if len(names) == len(checksumAlgorithms) {
		panic(fmt.Sprintf("aws: no checksum algorithm %s", name))
	}
	return names
}
