package aws

import (
	"crypto/md5"
	"slices"
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	customerKeyPage     = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html"
	customerKeyHowPage  = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-s3-c-encryption.html"
	customerKeySDKIssue = "https://github.com/aws/aws-sdk-go-v2/issues/2736"
	// S3's answers to headers of SSE-C that are absent, empty or wrong, to
	// buckets that block SSE-C, and to lists of blocked types.
	stackdKeys = stackdCaptures + "/customer_encryption_control_replay.json"
	// Several hundred requests with such headers and S3's answers, of seven operations.
	goldenForms = goldenKeys + "post_object_sse_c/golden"
	goldenKeys  = "https://github.com/dyus/meeseeks-s3/blob/73f66ecf1ec0cc07ad22425d5c170d9a373a4a19/tests/"
)

// rankKeyBlocked is the rank of the bucket's block of SSE-C, which S3 looks at once the
// key is complete and its MD5 right.
const rankKeyBlocked = 2

// Two keys of 32 bytes in base64, and their MD5s.
const (
	customerKey         = "MTIzNDU2Nzg5MGFiY2RlZjEyMzQ1Njc4OTBhYmNkZWY="
	customerKeyMD5      = "JMwgiexXqwuPqIPjYFmIZQ=="
	otherCustomerKey    = "YWJjZGVmMTIzNDU2Nzg5MGFiY2RlZjEyMzQ1Njc4OTA="
	otherCustomerKeyMD5 = "KoitZ78ZSAQHz4+gxDpJqQ=="
)

func notCustomerAlgorithm() *compat.Predicate {
	return compat.Text("isn't AES256",
		func(s string) bool { s = headerValue(s); return s != "" && s != "AES256" },
		[]any{"KMS", "aws:kms", "aes256", "AES-256"},
		[]any{"AES256", "AES256 ", ""})
}

func notCustomerKey() *compat.Predicate {
	return compat.Text("isn't base64 of 32 bytes",
		func(s string) bool {
			if headerValue(s) == "" {
				return false // no key
			}
			var key [48]byte
			n, fits := decodeCustomerKey(key[:], s)
			return !fits || n != 32
		},
		[]any{"1234567890abcdef1234567890abcdef", "c2hvcnQ=", "TVRJek5EVTJOemc1TUdGaVkyUmxaakV5TXpRMU5qYzRPVEJoWW1Oa1pXWT0=", strings.TrimRight(customerKey, "="), customerKey + "====", urlKey},
		[]any{customerKey, otherCustomerKey, " " + strings.Join(strings.SplitAfter(customerKey, "2"), "! ") + "==", customerKey + "===", standardKey})
}

// The same key in either alphabet of base64.
const (
	standardKey = "K0+/yQHJcx5CgotqScZJqhfJ8hpfw4leiB3Bzyo8HSo="
	urlKey      = "K0-_yQHJcx5CgotqScZJqhfJ8hpfw4leiB3Bzyo8HSo="
)

// decodeCustomerKey decodes a key as S3 was seen to: it skips what isn't in the standard
// alphabet, the characters of the other one too, and takes more padding than there
// should be. Without any it leaves the last bytes out, and a whole group of four padding
// characters it reads for bytes that aren't the key's. It reports false if dst is too
// short.
func decodeCustomerKey(dst []byte, s string) (n int, fits bool) {
	s = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' {
			return ' '
		}
		return r
	}, s)
	n, fits = decodeBase64(dst, s)
	padding := strings.Count(s, "=")
	switch {
	case !fits:
	case padding == 0:
		n -= n % 3
	case padding > 4:
		digits := 0
		for i := range len(s) {
			if base64Values[s[i]] != 0 {
				digits++
			}
		}
		if (digits+padding)/4*4-digits >= 4 && n+3 <= len(dst) {
			n += 3
		}
	}
	return n, fits
}

// notDigestText tells whether a text has what the base64 of a digest hasn't.
func notDigestText(s string) bool {
	return strings.IndexByte(s, '=') < 0 || strings.IndexFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '+' && r != '/' && r != '='
	}) >= 0
}

// md5Differs tells whether the second text is certainly not the base64 MD5 of
// the key whose base64 is the first. S3 compares the texts, and before it looks at the
// algorithm and at how long the key is. Of a key much too long it says nothing: that is
// another rule's.
func md5Differs(key, sum, _ compat.Value) compat.Truth {
	k, ok := key.Text()
	if !ok {
		return compat.Unknown
	}
	s, ok := sum.Text()
	if !ok {
		return compat.Unknown
	}
	var raw, given [48]byte
	size, fits := decodeCustomerKey(raw[:], k)
	switch {
	case !fits:
		return compat.False
	case size == 0: // "too short", which S3 says at the same moment
		return compat.TruthOf(headerValue(k) != "")
	}
	want := md5.Sum(raw[:size])
	n, fits := decodeBase64(given[:], s)
	return compat.TruthOf(!fits || n != len(want) || [md5.Size]byte(given[:md5.Size]) != want || notDigestText(headerValue(s)))
}

// customerKeyMembers is one set of SSE-C members: of the object, or of a copy's source.
type customerKeyMembers struct {
	id, of              string // how its rules' ids begin, and what it is the key of
	algorithm, key, md5 compat.Member
	operations          []compat.Operation
	example, other      compat.Operation   // operations of the examples
	answers             string             // where S3's answers to them are, if they are recorded
	golden              string             // more answers
	rank                int                // S3 looks at a copy's source first
	short               compat.Answer      // to a key of another length
	lengths             []compat.Operation // where it is that
	begun               compat.Condition   // what needs an algorithm
}

// cite adds the recorded answers to sources.
func (t customerKeyMembers) cite(sources ...string) []string {
	if t.answers != "" {
		sources = append(sources, t.answers)
	}
	if t.id == "sse-c" {
		sources = append(sources, goldenForms)
	}
	return sources
}

// given begins an example with the customerKeyMembers's members; an empty text leaves one out.
func (t customerKeyMembers) given(op compat.Operation, algorithm, key, sum string) compat.Case {
	c := compat.Given(op)
	for m, v := range map[compat.Member]string{t.algorithm: algorithm, t.key: key, t.md5: sum} {
		if v != "" {
			c = c.With(m, v)
		}
	}
	return c
}

// keysAreSent holds if no header or field can be added to what the request has.
func keysAreSent() compat.Condition { return compat.Signature(compat.Presigned, "false", "form") }

// rules are those that hold for either customerKeyMembers: the three members belong
// together, and each has one form. S3 checks the parts of a presigned request
// only when it is used: until then headers can still be added, so what is absent
// counts only if the request is certainly not presigned.
func (t customerKeyMembers) rules() []compat.Rule {
	sent := keysAreSent()
	direct := func(c compat.Case) compat.Case { return c.Over(compat.Presigned, "false") }
	complete := direct(t.given(t.example, "AES256", customerKey, customerKeyMD5))
	whole := []compat.Case{complete, direct(t.given(t.other, "AES256", otherCustomerKey, otherCustomerKeyMD5))}
	names := t.algorithm.String() + ", " + t.key.String() + " and " + t.md5.String()

	return []compat.Rule{{
		ID:         t.id + "-without-algorithm",
		Topic:      "customer key",
		Title:      "The customer-provided key" + t.of + " lacks its algorithm",
		Problem:    t.key.String() + " is set without " + t.algorithm.String(),
		Remedy:     "Set it to AES256",
		Needs:      []compat.Member{t.algorithm},
		Operations: t.operations,
		When:       compat.All(t.begun, compat.Not(compat.Set(t.algorithm)), sent),
		Rank:       t.rank,
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm."},
		Why:        "SSE-C takes three members together: " + names + ".",
		Fix:        "Set " + t.algorithm.String() + " to AES256.",
		Sources:    t.cite(customerKeyHowPage, localStack("validation.py#L467"), argminKeys, t.golden),
		Violating:  []compat.Case{direct(t.given(t.example, "", customerKey, customerKeyMD5))},
		Allowed:    whole,
	}, {
		ID:         t.id + "-without-key",
		Topic:      "customer key",
		Title:      "SSE-C" + t.of + " lacks the key",
		Problem:    t.algorithm.String() + " is set without " + t.key.String(),
		Remedy:     "Give the key and its MD5",
		Needs:      []compat.Member{t.key},
		Operations: t.operations,
		When:       compat.All(compat.Set(t.algorithm), unfilled(t.key), sent),
		Rank:       t.rank,
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key."},
		Why:        "SSE-C takes three members together: " + names + ". Only a presigned request may be signed with the algorithm alone: its user then sends key and MD5 as headers.",
		Fix:        "Set " + t.key.String() + " to the base64 of the 32-byte key, and " + t.md5.String() + " to the base64 of its MD5.",
		Sources:    t.cite(customerKeyHowPage, localStack("validation.py#L472"), argminKeys, t.golden),
		Violating:  []compat.Case{direct(t.given(t.example, "AES256", "", "")), direct(t.given(t.other, "AES256", "", customerKeyMD5))},
		Allowed:    append([]compat.Case{t.given(t.example, "AES256", "", "").Over(compat.Presigned, "url")}, whole...),
	}, {
		ID:         t.id + "-md5-differs",
		Topic:      "customer key",
		Title:      t.md5.String() + " isn't the MD5 of the key",
		Problem:    t.md5.String() + " isn't the MD5 of the key",
		Remedy:     "Hash the 32 raw bytes",
		Operations: t.operations,
		When:       compat.All(compat.Matches(t.algorithm, filled()), compat.Related(keyMD5Differs(t.key, t.md5))),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "The calculated MD5 hash of the key did not match the hash that was provided."},
		Why:        "S3 decodes the key, takes its MD5 and compares. The MD5 must be that of the 32 bytes, not of their base64, and itself in base64, not in hexadecimal.",
		Fix:        "sum := md5.Sum(key), then base64.StdEncoding.EncodeToString(sum[:]).",
		Sources:    t.cite(customerKeyHowPage, "https://github.com/boto/boto3/issues/684", localStack("validation.py#L493"), argminKeys, t.golden, capturedKeys),
		Rank:       t.rank,
		Violating: []compat.Case{
			t.given(t.example, "AES256", customerKey, otherCustomerKeyMD5),
			t.given(t.other, "AES256", customerKey, "24cc2089ec57ab0b8fa883e360598865"),
			t.given(t.example, "KMS", strings.TrimRight(customerKey, "="), customerKeyMD5),
		},
		Allowed: whole,
	}, {
		ID:         t.id + "-algorithm",
		Topic:      "customer key",
		Title:      "The algorithm of SSE-C" + t.of + " must be AES256",
		Problem:    t.algorithm.String() + " isn't AES256",
		Remedy:     "Set it to AES256",
		Operations: t.operations,
		When: compat.Any(
			compat.Matches(t.algorithm, notCustomerAlgorithm()),
			compat.All(compat.Matches(t.algorithm, emptyKey()), compat.Matches(t.key, filled()), sent),
		),
		Rank:    t.rank,
		Answer:  compat.Answer{Status: 400, Code: "InvalidEncryptionAlgorithmError", Message: "The Encryption request you specified is not valid. Supported value: AES256."},
		Why:     "AES256 is the only algorithm that SSE-C knows, and next to a key an empty text is none either. SSE-KMS isn't asked for here but by ServerSideEncryption.",
		Fix:     "Set " + t.algorithm.String() + " to AES256.",
		Sources: t.cite(customerKeyHowPage, "recorded:"+map[bool]string{true: "ls-d-0073", false: "ls-d-0074"}[t.id == "copy-source-sse-c"], "https://github.com/aws/aws-cli/issues/1349"),
		Violating: []compat.Case{
			t.given(t.example, "KMS", customerKey, customerKeyMD5), t.given(t.other, "aws:kms", customerKey, customerKeyMD5),
			direct(t.given(t.example, "", customerKey, customerKeyMD5).With(t.algorithm, "")),
		},
		Allowed: whole,
	}, {
		ID:         t.id + "-key-malformed",
		Topic:      "customer key",
		Title:      "The customer-provided key" + t.of + " must be base64 of 32 bytes",
		Problem:    t.key.String() + " isn't base64 of 32 bytes",
		Remedy:     "Encode the 32 bytes once",
		Operations: t.lengths,
		When:       compat.All(compat.Matches(t.key, notCustomerKey()), compat.Matches(t.algorithm, filled())),
		Answer:     t.short,
		Why:        "AES-256 needs a key of 32 bytes. The AWS SDK for Go v2 sends " + t.key.String() + " as it is, unlike version 1, which encoded it: a raw key decodes to fewer bytes, and one encoded twice to more.",
		Fix:        "Encode the 32 bytes once with base64.StdEncoding.",
		Sources:    t.cite(customerKeyHowPage, customerKeySDKIssue, "https://github.com/aws/aws-sdk-go/issues/1877", localStack("validation.py#L486"), t.golden),
		Rank:       1,
		Violating: []compat.Case{
			t.given(t.example, "AES256", "1234567890abcdef1234567890abcdef", customerKeyMD5),
			t.given(t.lengths[1], "AES256", "c2hvcnQ=", customerKeyMD5),
		},
		Allowed: []compat.Case{complete, direct(t.given(t.lengths[1], "AES256", otherCustomerKey, otherCustomerKeyMD5))},
	}}
}

// keyMD5Differs returns a relation that holds if the digest isn't the key's.
func keyMD5Differs(key, digest compat.Member) *compat.Relation {
	return &compat.Relation{
		Name:    digest.String() + " isn't the base64 MD5 of the decoded " + key.String(),
		Members: []compat.Member{key, digest},
		Test:    md5Differs,
		Yes:     [][]any{{customerKey, otherCustomerKeyMD5}, {customerKey, "24cc2089ec57ab0b8fa883e360598865"}, {customerKey + "====", customerKeyMD5}},
		No:      [][]any{{customerKey, customerKeyMD5}, {customerKey + "===", customerKeyMD5}, {otherCustomerKey, otherCustomerKeyMD5}},
	}
}

// customerKeyRules are about SSE-C, encryption with keys that the caller keeps.
func customerKeyRules() []compat.Rule {
	// CompleteMultipartUpload and ListParts need the key only for uploads with
	// checksums: the rules about those are their own.
	keyed := except(with(member.SSECustomerKey), operation.CompleteMultipartUpload, operation.ListParts)
	writes := []compat.Operation{operation.PutObject, operation.CopyObject, operation.CreateMultipartUpload, operation.UploadPart, operation.UploadPartCopy}
	copies := with(member.CopySourceSSECustomerKey)

	object := customerKeyMembers{
		id:        "sse-c",
		algorithm: member.SSECustomerAlgorithm, key: member.SSECustomerKey, md5: member.SSECustomerKeyMD5,
		operations: keyed, example: operation.PutObject, other: operation.GetObject,
		answers: stackdKeys, golden: goldenKeys + "put_object_sse_c/golden",
		short:   compat.Answer{Status: 400, Code: "InvalidArgument", Message: "The secret key was invalid for the specified algorithm."},
		lengths: []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
		begun:   compat.Set(member.SSECustomerKey),
	}
	source := customerKeyMembers{
		id: "copy-source-sse-c", of: " of the copy's source",
		algorithm: member.CopySourceSSECustomerAlgorithm, key: member.CopySourceSSECustomerKey, md5: member.CopySourceSSECustomerKeyMD5,
		operations: copies, example: operation.CopyObject, other: operation.UploadPartCopy,
		golden: goldenKeys + "copy_object_sse_c/golden", rank: rankBeforeBucket,
		short:   compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The provided encryption parameters did not match the ones used originally."},
		lengths: copies, begun: compat.AnySet(member.CopySourceSSECustomerKey, member.CopySourceSSECustomerKeyMD5),
	}
	given := func(op compat.Operation) compat.Case { return object.given(op, "AES256", customerKey, customerKeyMD5) }
	direct := func(c compat.Case) compat.Case { return c.Over(compat.Presigned, "false") }

	rules := append(source.rules(), object.rules()...)
	read := except(keyed, append(slices.Clone(writes), operation.SelectObjectContent)...)
	listed := func(c compat.Case) compat.Case { return c.With(member.MultipartUpload, listedParts(1)) }
	badLength := compat.All(compat.Matches(member.SSECustomerKey, notCustomerKey()), compat.Matches(member.SSECustomerAlgorithm, filled()))
	rules = append(rules, compat.Rule{
		ID:         "sse-c-part-key-malformed",
		Topic:      "customer key",
		Title:      "The customer-provided key of a part must be base64 of 32 bytes",
		Problem:    "SSECustomerKey isn't base64 of 32 bytes",
		Remedy:     "Encode the 32 bytes once",
		Operations: []compat.Operation{operation.UploadPart, operation.UploadPartCopy},
		When:       badLength,
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"}, // with the message of another key

		Why:        "S3 compares the key with the upload's, which can't be one of another length.",
		Fix:        "Encode the 32 bytes once with base64.StdEncoding.",
		Sources:    []string{customerKeyPage, goldenKeys + "upload_part_sse_c/golden"},
		Rank:       1,
		AmazonOnly: true,
		Violating:  []compat.Case{object.given(operation.UploadPart, "AES256", "c2hvcnQ=", "TwnaqdlbyxZqMCQHoOC6vg==")},
		Allowed:    []compat.Case{given(operation.UploadPart), given(operation.UploadPartCopy)},
	}, compat.Rule{
		ID:         "sse-c-read-key-malformed",
		Topic:      "customer key",
		Title:      "The customer-provided key of a read must be base64 of 32 bytes",
		Problem:    "SSECustomerKey isn't base64 of 32 bytes",
		Remedy:     "Encode the 32 bytes once",
		Operations: read,
		When:       badLength,
		Answer:     compat.Answer{Status: 403, Code: "AccessDenied", Message: "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key."},
		Why:        "S3 compares the key with the object's, which can't be one of another length.",
		Fix:        "Encode the 32 bytes once with base64.StdEncoding.",
		Sources:    []string{customerKeyPage, goldenKeys + "get_object_sse_c/golden", goldenKeys + "head_object_sse_c/golden", capturedKeys},
		Rank:       1,
		AmazonOnly: true,
		Violating:  []compat.Case{object.given(operation.GetObject, "AES256", "c2hvcnQ=", "TwnaqdlbyxZqMCQHoOC6vg==")},
		Allowed:    []compat.Case{given(operation.GetObject), given(operation.HeadObject)},
	}, compat.Rule{
		ID:         "complete-sse-c-key",
		Topic:      "customer key",
		Title:      "The key that completes an upload, if it comes with algorithm and MD5, must be the MD5's",
		Problem:    "SSECustomerKeyMD5 isn't the MD5 of the key",
		Remedy:     "Leave all three out, or hash the 32 raw bytes",
		Operations: []compat.Operation{operation.CompleteMultipartUpload},
		When: compat.All(
			compat.Set(member.SSECustomerAlgorithm), compat.Set(member.SSECustomerKey), compat.Set(member.SSECustomerKeyMD5),
			compat.Any(compat.Matches(member.SSECustomerKey, emptyKey()), compat.Related(keyMD5Differs(member.SSECustomerKey, member.SSECustomerKeyMD5))),
		),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "The calculated MD5 hash of the key did not match the hash that was provided."},
		AmazonOnly: true,
		Why:        "S3 leaves out one or two of the three, but looks at all of them together.",
		Fix:        "Leave the three out if the parts have no checksums. Else give the base64 of the 32 bytes and of their MD5.",
		Sources:    []string{referencePage(operation.CompleteMultipartUpload), goldenKeys + "complete_multipart_upload_sse_c/golden"},
		Violating:  []compat.Case{listed(object.given(operation.CompleteMultipartUpload, "AES256", customerKey, otherCustomerKeyMD5))},
		Allowed: []compat.Case{
			listed(given(operation.CompleteMultipartUpload)),
			listed(object.given(operation.CompleteMultipartUpload, "AES256", "", otherCustomerKeyMD5)),
		},
	}, compat.Rule{
		ID:         "complete-sse-c-algorithm",
		Topic:      "customer key",
		Title:      "The algorithm that completes an upload, if it comes with key and MD5, must be AES256",
		Problem:    "SSECustomerAlgorithm isn't AES256",
		Remedy:     "Set it to AES256",
		Operations: []compat.Operation{operation.CompleteMultipartUpload},
		When: compat.All(
			compat.Any(compat.Matches(member.SSECustomerAlgorithm, notCustomerAlgorithm()), compat.Matches(member.SSECustomerAlgorithm, emptyKey())),
			compat.Set(member.SSECustomerKey), compat.Set(member.SSECustomerKeyMD5),
		),
		Answer:     compat.Answer{Status: 400, Code: "InvalidEncryptionAlgorithmError", Message: "The Encryption request you specified is not valid. Supported value: AES256."},
		AmazonOnly: true,
		Why:        "S3 leaves out one or two of the three, but looks at all of them together.",
		Fix:        "Set SSECustomerAlgorithm to AES256.",
		Sources:    []string{referencePage(operation.CompleteMultipartUpload), goldenKeys + "complete_multipart_upload_sse_c/golden"},
		Violating:  []compat.Case{listed(object.given(operation.CompleteMultipartUpload, "KMS", customerKey, customerKeyMD5))},
		Allowed: []compat.Case{
			listed(given(operation.CompleteMultipartUpload)),
			listed(object.given(operation.CompleteMultipartUpload, "KMS", "", "")),
		},
	})
	return append(rules, compat.Rule{
		ID:         "sse-c-without-md5",
		Topic:      "customer key",
		Title:      "A write with a customer-provided key lacks the key's MD5",
		Problem:    "SSECustomerKey is set without SSECustomerKeyMD5",
		Remedy:     "Add the key's MD5",
		Needs:      []compat.Member{member.SSECustomerKeyMD5},
		Operations: writes,
		When: compat.All(
			compat.Matches(member.SSECustomerAlgorithm, filled()),
			compat.Matches(member.SSECustomerKey, filled()),
			unfilled(member.SSECustomerKeyMD5),
			keysAreSent(),
		),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key."},
		Why:        "S3 requires the MD5 to detect a key that was damaged on the way. Reads do without it, and so does the source of a copy: there a damaged key isn't the object's. The AWS SDK for Go v2 doesn't compute it, unlike version 1 and the SDKs for other languages.",
		Fix:        "Set SSECustomerKeyMD5 to the base64 of the MD5 of the 32 bytes.",
		Sources:    []string{customerKeyHowPage, customerKeySDKIssue, "https://github.com/velero-io/velero-plugin-for-aws/pull/226", stackdKeys, capturedKeys},
		Rank:       1,
		AmazonOnly: true,
		Violating: []compat.Case{
			direct(given(operation.PutObject).Without(member.SSECustomerKeyMD5)),
			direct(given(operation.UploadPart).Without(member.SSECustomerKeyMD5)),
			direct(given(operation.UploadPartCopy).Without(member.SSECustomerKeyMD5)),
		},
		Allowed: []compat.Case{
			direct(given(operation.PutObject)),
			direct(source.given(operation.CopyObject, "AES256", customerKey, "")),
			direct(source.given(operation.UploadPartCopy, "AES256", customerKey, "")),
			given(operation.PutObject).Without(member.SSECustomerKeyMD5).Over(compat.Presigned, "url"),
		},
	}, compat.Rule{
		ID:         "sse-c-md5-alone",
		Topic:      "customer key",
		Title:      "The request has the MD5 of a customer-provided key, but neither key nor algorithm",
		Problem:    "SSECustomerKeyMD5 is set without key and algorithm",
		Remedy:     "Set all three",
		Needs:      []compat.Member{member.SSECustomerAlgorithm, member.SSECustomerKey},
		Operations: keyed,
		When: compat.All(
			compat.Set(member.SSECustomerKeyMD5),
			compat.Not(compat.AnySet(member.SSECustomerAlgorithm, member.SSECustomerKey)),
			keysAreSent(),
		),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm."},
		Why:        "SSE-C takes three members together: SSECustomerAlgorithm, SSECustomerKey and SSECustomerKeyMD5.",
		Fix:        "Set the other two as well, or leave SSECustomerKeyMD5 out.",
		Sources:    []string{customerKeyHowPage, stackdKeys, goldenKeys + "get_object_sse_c/golden"},
		AmazonOnly: true,
		Violating:  []compat.Case{direct(object.given(operation.PutObject, "", "", customerKeyMD5))},
		Allowed:    []compat.Case{direct(given(operation.PutObject)), object.given(operation.PutObject, "", "", customerKeyMD5).Over(compat.Presigned, "url")},
	}, compat.Rule{
		ID:         "sse-c-with-encryption-context",
		Topic:      "customer key",
		Title:      "A customer-provided key and an encryption context can't both be given",
		Problem:    "SSEKMSEncryptionContext is set with a customer key",
		Remedy:     "Keep one of them",
		Operations: with(member.SSECustomerKey, member.SSEKMSEncryptionContext),
		When:       compat.All(asksCustomerKey(), compat.Matches(member.SSEKMSEncryptionContext, filled())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:        "The context is for KMS, which has no part in SSE-C. S3 rejects it instead of dropping it.",
		Fix:        "Leave SSEKMSEncryptionContext out, or ask for SSE-KMS in place of SSE-C.",
		Sources:    []string{kmsHowPage, stackdKeys},
		AmazonOnly: true,
		Violating:  []compat.Case{given(operation.PutObject).With(member.SSEKMSEncryptionContext, "eyJkZXBhcnRtZW50IjoiZmluYW5jZSJ9")},
		Allowed: []compat.Case{
			given(operation.PutObject),
			compat.Given(operation.PutObject, member.ServerSideEncryption, "aws:kms", member.SSEKMSEncryptionContext, "eyJkZXBhcnRtZW50IjoiZmluYW5jZSJ9"),
		},
	}, compat.Rule{
		ID:         "sse-c-needs-https",
		Topic:      "customer key",
		Title:      "A customer-provided key must not be sent over HTTP",
		Problem:    "A customer key goes over HTTP ({set})",
		Remedy:     "Use HTTPS",
		Operations: with(member.SSECustomerKey),
		When: compat.All(
			compat.Endpoint(compat.Scheme, "http"),
			anyFilled(member.SSECustomerAlgorithm, member.SSECustomerKey, member.CopySourceSSECustomerAlgorithm, member.CopySourceSSECustomerKey),
		),
		Answer:  compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection."},
		Why:     "The key itself is in the request, so S3 rejects SSE-C over an unencrypted connection. The key has been exposed by then: the SDK doesn't hold the request back.",
		Fix:     "Use an endpoint that begins with https, and replace a key that was sent over HTTP.",
		Sources: []string{customerKeyPage, "https://github.com/minio/minio/issues/11162", goldenKeys + "put_object_sse_c/golden"},
		Rank:    -2,
		Violating: []compat.Case{
			given(operation.PutObject).Over(compat.Scheme, "http"),
			source.given(operation.CopyObject, "AES256", customerKey, customerKeyMD5).Over(compat.Scheme, "http"),
		},
		Allowed: []compat.Case{
			given(operation.PutObject).Over(compat.Scheme, "https"),
			compat.Given(operation.GetObject).Over(compat.Scheme, "http"),
		},
	}, compat.Rule{
		ID:         "sse-c-blocked",
		Topic:      "customer key",
		Title:      "The bucket blocks writes with customer-provided keys",
		Problem:    "The bucket blocks SSE-C, and {set} are set",
		Remedy:     "Use SSE-S3 or SSE-KMS",
		Operations: writes,
		When:       compat.All(asksCustomerKey(), compat.Bucket(compat.BlockedSSEC, "true")),
		Answer:     compat.Answer{Status: 403, Code: "AccessDenied"},
		Why:        "The bucket's encryption configuration lists SSE-C among its blocked encryption types. Since April 2026 that is so for new buckets, and for older ones of accounts that had no objects under SSE-C. It holds for the parts of an upload that began before, too; completing it and reading go on.",
		Fix:        "Use SSE-S3 or SSE-KMS, or unblock SSE-C: PutBucketEncryption with BlockedEncryptionTypes NONE.",
		Sources: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html",
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
			stackdKeys, capturedKeys,
		},
		Rank: rankKeyBlocked,
		Violating: []compat.Case{
			given(operation.PutObject).InBucket(compat.BlockedSSEC, "true"),
			given(operation.CreateMultipartUpload).InBucket(compat.BlockedSSEC, "true"),
			uploadedWith(given(operation.UploadPart), customerKeyMD5).InBucket(compat.BlockedSSEC, "true"),
			uploadedWith(given(operation.UploadPartCopy), customerKeyMD5).InBucket(compat.BlockedSSEC, "true"),
		},
		Allowed: []compat.Case{
			given(operation.PutObject).InBucket(compat.BlockedSSEC, "false"),
			compat.Given(operation.PutObject, member.ServerSideEncryption, "AES256").InBucket(compat.BlockedSSEC, "true"),
			// The source of a copy may be encrypted so: reading isn't blocked.
			source.given(operation.CopyObject, "AES256", customerKey, customerKeyMD5).InBucket(compat.BlockedSSEC, "true"),
			source.given(operation.UploadPartCopy, "AES256", customerKey, customerKeyMD5).InBucket(compat.BlockedSSEC, "true"),
		},
	}, compat.Rule{
		ID:         "upload-part-without-sse-c",
		Topic:      "customer key",
		Title:      "The upload was created with a customer-provided key, the part comes without",
		Problem:    "The upload has a customer key, the part none",
		Remedy:     "Give the key",
		Needs:      []compat.Member{member.SSECustomerAlgorithm, member.SSECustomerKey},
		Operations: []compat.Operation{operation.UploadPart, operation.UploadPartCopy},
		When:       compat.All(compat.Upload(compat.UploadEncryption, "SSE-C"), compat.Not(asksCustomerKey())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters."},
		Why:        "S3 doesn't keep the key, so every part must bring it along.",
		Fix:        "Set the three SSECustomer members on each part, to what they were in CreateMultipartUpload.",
		Sources:    []string{"recorded:ls-d-0082", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html", capturedKeys},
		Violating: []compat.Case{
			compat.Given(operation.UploadPart).Over(compat.UploadEncryption, "SSE-C"),
			compat.Given(operation.UploadPartCopy).Over(compat.UploadEncryption, "SSE-C"),
		},
		Allowed: []compat.Case{
			uploadedWith(given(operation.UploadPart), customerKeyMD5),
			compat.Given(operation.UploadPart).Over(compat.UploadEncryption, "aws:kms"),
		},
	}, compat.Rule{
		ID:         "upload-part-with-sse-c",
		Topic:      "customer key",
		Title:      "The part comes with a customer-provided key, the upload was created without",
		Problem:    "The part has a customer key, the upload {upload encryption}",
		Remedy:     "Leave the key out",
		Operations: []compat.Operation{operation.UploadPart, operation.UploadPartCopy},
		When:       compat.All(asksCustomerKey(), compat.Upload(compat.UploadEncryption, "AES256", "aws:kms", "aws:kms:dsse", "aws:fsx")),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters."},
		Why:        "The encryption of a multipart upload is chosen once, by CreateMultipartUpload or by the bucket's default, for all of its parts.",
		Fix:        "Set the SSECustomer members in CreateMultipartUpload too, or leave them out of its parts.",
		Sources:    []string{"recorded:ls-d-0081", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html"},
		Violating: []compat.Case{
			given(operation.UploadPart).Over(compat.UploadEncryption, "AES256"),
			given(operation.UploadPartCopy).Over(compat.UploadEncryption, "aws:kms"),
		},
		Allowed: []compat.Case{
			uploadedWith(given(operation.UploadPart), customerKeyMD5),
			compat.Given(operation.UploadPart).Over(compat.UploadEncryption, "AES256"),
		},
	}, compat.Rule{
		ID:         "upload-part-sse-c-key-differs",
		Topic:      "customer key",
		Title:      "The part comes with another customer-provided key than its upload",
		Problem:    "The part has another customer key than the upload",
		Remedy:     "Use the upload's",
		Operations: []compat.Operation{operation.UploadPart, operation.UploadPartCopy},
		When:       compat.All(compat.Upload(compat.UploadEncryption, "SSE-C"), asksCustomerKey(), compat.UploadKeyDiffers()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The provided encryption parameters did not match the ones used originally."},
		Why:        "All parts of an upload are encrypted with the key that CreateMultipartUpload was given; S3 compares it with a hash of that key.",
		Fix:        "Use the key of CreateMultipartUpload for every part.",
		Sources:    []string{"recorded:ls-d-0083", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html", capturedKeys},
		Rank:       2,
		Violating: []compat.Case{
			uploadedWith(object.given(operation.UploadPart, "AES256", otherCustomerKey, otherCustomerKeyMD5), customerKeyMD5),
		},
		Allowed: []compat.Case{
			uploadedWith(given(operation.UploadPart), customerKeyMD5),
			uploadedWith(given(operation.UploadPartCopy), customerKeyMD5),
		},
	}, compat.Rule{
		ID:         "complete-upload-without-sse-c",
		Topic:      "customer key",
		Title:      "Completing an upload with checksums under a customer-provided key needs the key",
		Problem:    "The upload has a customer key and checksums, this request no key",
		Remedy:     "Give the key",
		Needs:      []compat.Member{member.SSECustomerAlgorithm, member.SSECustomerKey},
		Operations: []compat.Operation{operation.CompleteMultipartUpload},
		When: compat.All(
			compat.Upload(compat.UploadEncryption, "SSE-C"),
			compat.Not(compat.Upload(compat.UploadChecksumAlgorithm, "none")),
			compat.Not(asksCustomerKey()),
		),
		Answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: "The object was stored using a form of Server Side Encryption. Correct SSE-C request parameters are required for this request when specifying checksums for each part."},
		Why:     "The checksums of the parts are encrypted under the customer-provided key as well, so S3 needs the key to make the object's checksum of them.",
		Fix:     "Set the three SSECustomer members, to what they were in CreateMultipartUpload.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html", argminKeys, capturedKeys},
		Violating: []compat.Case{
			completed(compat.Given(operation.CompleteMultipartUpload)).Over(compat.UploadEncryption, "SSE-C").Over(compat.UploadChecksumAlgorithm, "SHA256"),
			completed(compat.Given(operation.CompleteMultipartUpload)).Over(compat.UploadEncryption, "SSE-C").Over(compat.UploadChecksumAlgorithm, "CRC64NVME").Over(compat.UploadChecksumType, "FULL_OBJECT"),
		},
		Allowed: []compat.Case{
			completed(compat.Given(operation.CompleteMultipartUpload)).Over(compat.UploadEncryption, "SSE-C").Over(compat.UploadChecksumAlgorithm, "none"),
			uploadedWith(completed(given(operation.CompleteMultipartUpload)), customerKeyMD5).Over(compat.UploadChecksumAlgorithm, "SHA256"),
		},
	}, compat.Rule{
		ID:         "complete-upload-sse-c-key-differs",
		Topic:      "customer key",
		Title:      "The upload is completed with another customer-provided key than it was created with",
		Problem:    "The customer key is another than the upload's",
		Remedy:     "Use the upload's",
		Operations: []compat.Operation{operation.CompleteMultipartUpload},
		When:       compat.All(compat.Upload(compat.UploadEncryption, "SSE-C"), asksCustomerKey(), compat.UploadKeyDiffers()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Rank:       -1, // before the parts are looked at
		Why:        "The key serves to decrypt what the upload stored, so it must be the one of CreateMultipartUpload.",
		Fix:        "Use the key of CreateMultipartUpload.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html", argminKeys, capturedKeys},
		Violating: []compat.Case{
			uploadedWith(completed(object.given(operation.CompleteMultipartUpload, "AES256", otherCustomerKey, otherCustomerKeyMD5)), customerKeyMD5),
		},
		Allowed: []compat.Case{uploadedWith(completed(given(operation.CompleteMultipartUpload)), customerKeyMD5)},
	})
}

// uploadedWith returns a copy of the case whose upload was created with the
// customer-provided key that has the MD5.
func uploadedWith(c compat.Case, md5 string) compat.Case {
	c = c.Over(compat.UploadEncryption, "SSE-C")
	c.Upload.KeyMD5 = md5
	return c
}

// completed returns a copy of the case that completes its upload of one part.
func completed(c compat.Case) compat.Case {
	return c.With(member.MultipartUpload, &types.CompletedMultipartUpload{Parts: []types.CompletedPart{{
		ETag: awssdk.String(`"1a9f0234d9c670a8c2f8b1ceda267641"`), PartNumber: awssdk.Int32(1),
	}}})
}
