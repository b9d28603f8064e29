package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Pages that several encryption rules rest on.
const (
	kmsPage          = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"
	kmsHowPage       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html"
	expressKMS       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-specifying-kms-encryption.html"
	ssePutObjectPage = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html"
)

// Samples that the examples of several files share.
const (
	kmsKeyID    = "1234abcd-12ab-34cd-56ef-1234567890ab"
	kmsKeyARN   = "arn:aws:kms:us-east-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	kmsAlias    = "alias/reports"
	kmsAliasARN = "arn:aws:kms:us-east-2:111122223333:alias/reports"

	sseGeneralBucket   = "amzn-s3-demo-bucket"
	sseDirectoryBucket = "amzn-s3-demo-bucket--usw2-az1--x-s3"
)

// writesEncrypted are the operations that choose how an object is encrypted.
var writesEncrypted = []compat.Operation{operation.PutObject, operation.CopyObject, operation.CreateMultipartUpload}

// inDirectoryBucket is true of directory buckets, whether or not they are reached
// through an access point.
func inDirectoryBucket() compat.Condition {
	return compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint)
}

// asksCustomerKey is true if the request has a part of SSE-C. Of a key's
// MD5 alone S3 is known to complain at PutObject only, by a rule of its own.
func asksCustomerKey() compat.Condition {
	return anyFilled(member.SSECustomerAlgorithm, member.SSECustomerKey)
}

// asksKMS is true if the object will certainly be encrypted under a KMS key: the
// request says so, or says nothing and it is the bucket's default.
func asksKMS() compat.Condition {
	return compat.Any(
		compat.Equals(member.ServerSideEncryption, "aws:kms", "aws:kms:dsse"),
		compat.All(
			compat.Not(compat.Set(member.ServerSideEncryption)),
			compat.Not(asksCustomerKey()),
			compat.Bucket(compat.DefaultEncryption, "aws:kms", "aws:kms:dsse"),
		),
	)
}

func notAnEncryption() *compat.Predicate {
	return compat.Text("is no method of server-side encryption",
		func(s string) bool { s = headerValue(s); return s != "" && !mayBeEncryption(s) },
		[]any{"aes256", "AES-256", "aes:kms", "SSE-KMS", "aws:KMS", "true"},
		[]any{"AES256", "aws:kms", "aws:kms:dsse", "aws:fsx", "aws:backup"})
}

func notAKMSKey() *compat.Predicate {
	return compat.Text("can't name a KMS key: it is no key id, key ARN, alias or alias ARN",
		func(s string) bool { s = headerValue(s); return s != "" && !mayBeKMSKey(s) },
		[]any{"aws/s3", "reports", "arn:aws:iam::111122223333:role/reports", "arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:kms:us-east-2"},
		[]any{kmsKeyID, kmsKeyARN, kmsAlias, kmsAliasARN, "mrk-1234abcd12ab34cd56ef1234567890ab"})
}

func aKMSAlias() *compat.Predicate {
	return compat.Text("is the alias of a KMS key", isKMSAlias,
		[]any{kmsAlias, kmsAliasARN},
		[]any{kmsKeyID, kmsKeyARN})
}

func notAnEncryptionContext() *compat.Predicate {
	return compat.Text("isn't base64 of a JSON object whose values are strings",
		func(s string) bool { return s != "" && !mayBeEncryptionContext(s) },
		[]any{`{"department":"finance"}`, "department=finance", "eyJhIjp7ImIiOiJjIn19", "WyJmaW5hbmNlIl0="},
		[]any{"eyJkZXBhcnRtZW50IjoiZmluYW5jZSJ9", "e30="})
}

// mayBeEncryption reports whether S3 may know the method. Amazon names methods
// of its services "aws:…" and adds to them, so those in lower case may exist.
func mayBeEncryption(s string) bool {
	if s == "AES256" {
		return true
	}
	rest, ok := strings.CutPrefix(s, "aws:")
	if !ok || rest == "" {
		return false
	}
	for i := range len(rest) {
		if c := rest[i]; c >= 'A' && c <= 'Z' || c <= ' ' || c > '~' {
			return false
		}
	}
	return true
}

// mayBeKMSKey reports whether the text has one of the forms in which KMS names
// keys.
func mayBeKMSKey(s string) bool {
	if strings.HasPrefix(s, arnPrefix) {
		_, resource, ok := cutKMSARN(s)
		return ok && (strings.HasPrefix(resource, "key/") || strings.HasPrefix(resource, "alias/"))
	}
	return strings.HasPrefix(s, "alias/") || strings.HasPrefix(s, "mrk-") || isUUID(s)
}

// cutKMSARN returns the Region in an ARN of KMS and what follows the account.
// It doesn't look into the parts.
func cutKMSARN(s string) (region, resource string, ok bool) {
	if s, ok = strings.CutPrefix(s, arnPrefix); !ok {
		return "", "", false
	}
	_, s, _ = strings.Cut(s, ":") // the partition
	if s, ok = strings.CutPrefix(s, "kms:"); !ok {
		return "", "", false
	}
	if region, s, ok = strings.Cut(s, ":"); !ok {
		return "", "", false
	}
	_, resource, ok = strings.Cut(s, ":")
	return region, resource, ok
}

// keyElsewhere is about the Regions of general purpose buckets: a request that
// S3 carries out goes to the endpoint of the bucket's own.
func keyElsewhere() *compat.Relation {
	return &compat.Relation{
		Name:    "the ARN of the KMS key names another Region than the endpoint's",
		Members: []compat.Member{member.SSEKMSKeyId},
		Test: func(key, region, _ compat.Value) compat.Truth {
			arn, ok := key.Text()
			here, known := region.Text()
			if !ok || !known {
				return compat.Unknown
			}
			there, _, ok := cutKMSARN(headerValue(arn))
			return compat.TruthOf(ok && isRegionName(here) && isRegionName(there) && here != there)
		},
		Yes: [][]any{{kmsKeyARN, "us-west-2"}, {kmsAliasARN, "us-east-1"}},
		No:  [][]any{{kmsKeyARN, "us-east-2"}, {kmsKeyID, "us-west-2"}, {kmsKeyARN, "aws-global"}},
	}
}

func isKMSAlias(s string) bool {
	if strings.HasPrefix(s, "arn:") {
		return strings.Contains(s, ":alias/")
	}
	return strings.HasPrefix(s, "alias/")
}

func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f', c >= 'A' && c <= 'F':
		default:
			return false
		}
	}
	return true
}

// mayBeEncryptionContext reports whether S3 may read the text as a map of text
// to text. It is lenient where decoders differ: numbers and booleans may pass as
// text, and so may base64 in the URL's alphabet. A context too long for the
// buffer isn't judged.
func mayBeEncryptionContext(s string) bool {
	var buf [1024]byte
	n, fits := decodeBase64(buf[:], s)
	if !fits {
		return true
	}
	b := trimJSONSpace(buf[:n])
	if len(b) < 2 || b[0] != '{' || b[len(b)-1] != '}' {
		return false
	}
	for inText, i := false, 1; i < len(b)-1; i++ {
		switch c := b[i]; {
		case c == '\\' && inText:
			i++
		case c == '"':
			inText = !inText
		case !inText && (c == '{' || c == '[' || c == '}' || c == ']'):
			return false
		}
	}
	return true
}

func trimJSONSpace(b []byte) []byte {
	space := func(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }
	for len(b) > 0 && space(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && space(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// base64Values leads from a character of either base64 alphabet to its value
// plus one; other characters lead to zero. It is written out: a table that is
// computed costs every process its time.
var base64Values = [256]byte{
	'A': 1, 'B': 2, 'C': 3, 'D': 4, 'E': 5, 'F': 6, 'G': 7, 'H': 8, 'I': 9, 'J': 10, 'K': 11, 'L': 12, 'M': 13,
	'N': 14, 'O': 15, 'P': 16, 'Q': 17, 'R': 18, 'S': 19, 'T': 20, 'U': 21, 'V': 22, 'W': 23, 'X': 24, 'Y': 25, 'Z': 26,
	'a': 27, 'b': 28, 'c': 29, 'd': 30, 'e': 31, 'f': 32, 'g': 33, 'h': 34, 'i': 35, 'j': 36, 'k': 37, 'l': 38, 'm': 39,
	'n': 40, 'o': 41, 'p': 42, 'q': 43, 'r': 44, 's': 45, 't': 46, 'u': 47, 'v': 48, 'w': 49, 'x': 50, 'y': 51, 'z': 52,
	'0': 53, '1': 54, '2': 55, '3': 56, '4': 57, '5': 58, '6': 59, '7': 60, '8': 61, '9': 62,
	'+': 63, '-': 63, '/': 64, '_': 64,
}

// decodeBase64 decodes into dst as the most lenient decoders do: either
// alphabet, with or without padding, anything else skipped. So what it makes of
// a text is wrong for S3 too if it is wrong. It reports false if dst is too
// small. It doesn't allocate.
func decodeBase64(dst []byte, s string) (n int, fits bool) {
	// Four characters at a time as long as there is nothing to skip, which is
	// nearly always to the end.
	for len(s) >= 4 && n+3 <= len(dst) {
		a, b, c, d := base64Values[s[0]], base64Values[s[1]], base64Values[s[2]], base64Values[s[3]]
		if a == 0 || b == 0 || c == 0 || d == 0 {
			break
		}
		v := uint32(a-1)<<18 | uint32(b-1)<<12 | uint32(c-1)<<6 | uint32(d-1)
		dst[n], dst[n+1], dst[n+2] = byte(v>>16), byte(v>>8), byte(v)
		n, s = n+3, s[4:]
	}
	var bits uint32
	var have uint
	for i := 0; i < len(s) && s[i] != '='; i++ {
		v := base64Values[s[i]]
		if v == 0 {
			continue
		}
		bits, have = bits<<6|uint32(v-1), have+6
		if have >= 8 {
			if n == len(dst) {
				return n, false
			}
			have -= 8
			dst[n] = byte(bits >> have)
			n++
		}
	}
	return n, true
}

// rankKey puts a KMS key that can't be found after everything that S3 knows without
// KMS: it looks for the key once the request and its bucket are in order.
const rankKey = 50

// encryptionRules are about the choice of an object's encryption: which methods
// exist and where, and what goes with KMS.
func encryptionRules() []compat.Rule {
	put := func(pairs ...any) compat.Case { return compat.Given(operation.PutObject, pairs...) }
	return []compat.Rule{{
		ID:         "sse-unknown-method",
		Topic:      "encryption",
		Title:      "The method of server-side encryption doesn't exist",
		Problem:    "ServerSideEncryption is {value ServerSideEncryption|an unknown word}",
		Remedy:     "Use AES256, aws:kms or aws:kms:dsse",
		Operations: writesEncrypted,
		When:       compat.Matches(member.ServerSideEncryption, notAnEncryption()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "The encryption method specified is not supported"},
		Why:        "S3 knows AES256, which is case-sensitive, and methods that begin with aws:, such as aws:kms. It stores nothing under a method it doesn't know.",
		Fix:        "Use AES256, aws:kms or aws:kms:dsse, or leave ServerSideEncryption out to get the bucket's default.",
		Sources: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html",
			"https://github.com/thoughtbot/paperclip/pull/2243",
		},
		AmazonOnly: true,
		Violating: []compat.Case{
			put(member.ServerSideEncryption, "aes256"),
			compat.Given(operation.CopyObject, member.ServerSideEncryption, "SSE-KMS"),
		},
		Allowed: []compat.Case{
			put(member.ServerSideEncryption, "AES256"),
			put(member.ServerSideEncryption, "aws:kms"),
		},
	}, {
		ID:         "sse-c-with-managed-encryption",
		Topic:      "encryption",
		Title:      "A customer-provided key and an encryption that S3 or KMS manages can't both be asked for",
		Problem:    "ServerSideEncryption is {value ServerSideEncryption|set}, with a customer key",
		Remedy:     "Keep one of them",
		Operations: with(member.SSECustomerKey, member.ServerSideEncryption),
		When:       compat.All(asksCustomerKey(), compat.Set(member.ServerSideEncryption)),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Server Side Encryption with Customer provided key is incompatible with the encryption method specified"},
		Why:        "ServerSideEncryption names who keeps the key, S3 or KMS; the SSECustomer members say that the caller does. Even AES256, although SSE-C uses AES-256 too, means keys kept by S3.",
		Fix:        "For SSE-C leave ServerSideEncryption out; otherwise leave the SSECustomer members out.",
		Sources:    []string{"recorded:ls-d-0075", ssePutObjectPage, stackdKeys},
		Rank:       -1,
		Violating: []compat.Case{
			put(member.SSECustomerAlgorithm, "AES256", member.SSECustomerKey, customerKey, member.SSECustomerKeyMD5, customerKeyMD5,
				member.ServerSideEncryption, "AES256"),
			compat.Given(operation.CreateMultipartUpload, member.SSECustomerAlgorithm, "AES256", member.SSECustomerKey, customerKey,
				member.SSECustomerKeyMD5, customerKeyMD5, member.ServerSideEncryption, "aws:kms"),
		},
		Allowed: []compat.Case{
			put(member.SSECustomerAlgorithm, "AES256", member.SSECustomerKey, customerKey, member.SSECustomerKeyMD5, customerKeyMD5),
			put(member.ServerSideEncryption, "AES256"),
			// What decrypts the source of a copy says nothing about the copy.
			compat.Given(operation.CopyObject, member.ServerSideEncryption, "aws:kms", member.CopySourceSSECustomerAlgorithm, "AES256",
				member.CopySourceSSECustomerKey, customerKey, member.CopySourceSSECustomerKeyMD5, customerKeyMD5),
		},
	}, {
		ID:         "kms-key-without-kms",
		Topic:      "encryption",
		Title:      "A KMS key needs ServerSideEncryption to be a KMS method",
		Problem:    "SSEKMSKeyId is set, ServerSideEncryption is {value ServerSideEncryption|not}",
		Remedy:     "Set it to aws:kms",
		Needs:      []compat.Member{member.ServerSideEncryption},
		Operations: writesEncrypted,
		When: compat.All(
			compat.Matches(member.SSEKMSKeyId, filled()),
			compat.Not(inDirectoryBucket()),
			compat.Any(
				compat.Not(compat.Set(member.ServerSideEncryption)),
				compat.Equals(member.ServerSideEncryption, "AES256"),
			),
		),
		Answer: compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms"},
		Why:    "SSEKMSKeyId only says which key SSE-KMS uses; it doesn't choose SSE-KMS, not even in a bucket whose default that is.",
		Fix:    "Set ServerSideEncryption to aws:kms or aws:kms:dsse, or leave SSEKMSKeyId out.",
		Sources: []string{
			ssePutObjectPage,
			"https://github.com/aws/aws-cli/issues/1431",
			"https://github.com/aws/aws-cli/issues/1660",
		},
		Violating: []compat.Case{
			put(member.SSEKMSKeyId, kmsKeyARN),
			put(member.SSEKMSKeyId, kmsKeyARN, member.ServerSideEncryption, "AES256"),
			compat.Given(operation.CreateMultipartUpload, member.SSEKMSKeyId, kmsKeyID),
		},
		Allowed: []compat.Case{
			put(member.SSEKMSKeyId, kmsKeyARN, member.ServerSideEncryption, "aws:kms"),
			put(member.SSEKMSKeyId, kmsAlias, member.ServerSideEncryption, "aws:kms:dsse"),
			put(member.ServerSideEncryption, "aws:kms"),
		},
	}, {
		ID:         "kms-key-malformed",
		Topic:      "encryption",
		Title:      "The text can't name a KMS key",
		Problem:    "SSEKMSKeyId, of {length SSEKMSKeyId} bytes, names no KMS key",
		Remedy:     "Give the key's ARN",
		Operations: writesEncrypted,
		When: compat.All(
			compat.Matches(member.SSEKMSKeyId, notAKMSKey()),
			compat.Equals(member.ServerSideEncryption, "aws:kms", "aws:kms:dsse"),
			compat.Not(inDirectoryBucket()),
		),
		Answer:     compat.Answer{Status: 400, Code: "KMS.NotFoundException"},
		Rank:       rankKey,
		Why:        "S3 asks KMS for the key in the bucket's Region, and KMS knows keys by key id, key ARN, alias (alias/name) and alias ARN only. The key managed by AWS is alias/aws/s3, not aws/s3.",
		Fix:        "Give the ARN of the key; leave SSEKMSKeyId out for the key managed by AWS.",
		Sources:    []string{ssePutObjectPage, "https://github.com/aws/aws-cli/issues/4507"},
		AmazonOnly: true,
		Violating: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, "aws/s3"),
			compat.Given(operation.CopyObject, member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, "arn:aws:iam::111122223333:role/reports"),
		},
		Allowed: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, "alias/aws/s3"),
			put(member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, kmsKeyID),
		},
	}, {
		ID:         "kms-key-in-another-region",
		Topic:      "encryption",
		Title:      "A bucket can't use a KMS key of another Region",
		Problem:    "SSEKMSKeyId is a key of another Region than {endpoint Region|the endpoint's}",
		Remedy:     "Use one of the Region",
		Operations: writesEncrypted,
		When: compat.All(
			compat.On(compat.GeneralPurposeBucket),
			compat.Equals(member.ServerSideEncryption, "aws:kms", "aws:kms:dsse"),
			compat.RelatedToRegion(keyElsewhere()),
		),
		Answer:     compat.Answer{Status: 400, Code: "KMS.NotFoundException"},
		Rank:       rankKey,
		Why:        "S3 asks the KMS of the bucket's Region for the key. That holds for multi-Region keys as well: in each Region they have another ARN.",
		Fix:        "Use a key of the bucket's Region, or the replica there of a multi-Region key.",
		Sources:    []string{kmsPage, "https://github.com/localstack/localstack/pull/7448", "https://github.com/aws/aws-cli/issues/1517"},
		AmazonOnly: true,
		Violating: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, kmsKeyARN).Regions("", "eu-west-1"),
			compat.Given(operation.CopyObject, member.ServerSideEncryption, "aws:kms:dsse", member.SSEKMSKeyId, kmsKeyARN).Regions("", "us-east-1"),
		},
		Allowed: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, kmsKeyARN).Regions("", "us-east-2"),
			put(member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, kmsKeyID).Regions("", "eu-west-1"),
		},
	}, {
		ID:         "kms-needs-https",
		Topic:      "encryption",
		Title:      "SSE-KMS needs HTTPS",
		Problem:    "SSE-KMS is used over HTTP",
		Remedy:     "Use HTTPS",
		Operations: writesEncrypted,
		When:       compat.All(compat.Endpoint(compat.Scheme, "http"), asksKMS()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Requests specifying Server Side Encryption with AWS KMS managed keys must be made over a secure connection."},
		Why:        "S3 refuses to write or read an object under a KMS key over an unencrypted connection, whether the request asks for KMS or the bucket's default does.",
		Fix:        "Use an endpoint that begins with https.",
		Sources:    []string{kmsPage, "https://github.com/aws/aws-sdk-js/issues/2335"},
		Rank:       -1,
		Violating: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms").Over(compat.Scheme, "http"),
			put().InBucket(compat.DefaultEncryption, "aws:kms").Over(compat.Scheme, "http"),
		},
		Allowed: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms").Over(compat.Scheme, "https"),
			put(member.ServerSideEncryption, "AES256").InBucket(compat.DefaultEncryption, "aws:kms").Over(compat.Scheme, "http"),
			put().InBucket(compat.DefaultEncryption, "AES256").Over(compat.Scheme, "http"),
		},
	}, {
		ID:         "kms-needs-signature-v4",
		Topic:      "encryption",
		Title:      "SSE-KMS needs a request signed with Signature Version 4",
		Problem:    "SSE-KMS is asked for anonymously",
		Remedy:     "Sign it",
		Operations: writesEncrypted,
		When:       compat.All(compat.Signature(compat.SignatureScheme, "anonymous"), asksKMS()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4."},
		Why:        "KMS authorizes the caller for the key, so there must be a caller: an anonymous request can't use SSE-KMS, not even as the bucket's default.",
		Fix:        "Sign the request, or ask for AES256.",
		Sources:    []string{kmsPage, "https://github.com/boto/botocore/issues/377"},
		Violating: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms").Over(compat.SignatureScheme, "anonymous"),
			put().InBucket(compat.DefaultEncryption, "aws:kms").Over(compat.SignatureScheme, "anonymous"),
		},
		Allowed: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms").Over(compat.SignatureScheme, "SigV4"),
			put(member.ServerSideEncryption, "AES256").InBucket(compat.DefaultEncryption, "aws:kms").Over(compat.SignatureScheme, "SigV4"),
		},
	}, {
		ID:         "encryption-context-malformed",
		Topic:      "encryption",
		Title:      "An encryption context must be base64 of a JSON object whose values are strings",
		Problem:    "SSEKMSEncryptionContext isn't a JSON object in base64",
		Remedy:     "Encode a map[string]string",
		Operations: writesEncrypted,
		When: compat.All(
			compat.Matches(member.SSEKMSEncryptionContext, notAnEncryptionContext()),
			compat.Equals(member.ServerSideEncryption, "aws:kms", "aws:kms:dsse"),
		),
		Answer: compat.Answer{Status: 400, Code: "InvalidArgument", Message: "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map"},
		Why:    "The SDK sends SSEKMSEncryptionContext as it is. S3 decodes base64, then JSON, and passes the pairs to KMS, which knows pairs of text only: no nested objects, no lists.",
		Fix:    "Marshal a map[string]string with encoding/json and encode the result with base64.StdEncoding.",
		Sources: []string{
			ssePutObjectPage,
			"https://github.com/minio/minio-go/issues/2235",
		},
		Violating: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms", member.SSEKMSEncryptionContext, `{"department":"finance"}`),
			put(member.ServerSideEncryption, "aws:kms", member.SSEKMSEncryptionContext, "eyJhIjp7ImIiOiJjIn19"),
		},
		Allowed: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms", member.SSEKMSEncryptionContext, "eyJkZXBhcnRtZW50IjoiZmluYW5jZSJ9"),
		},
	}, {
		ID:         "encryption-context-without-kms",
		Topic:      "encryption",
		Title:      "An encryption context needs ServerSideEncryption to be a KMS method",
		Problem:    "SSEKMSEncryptionContext is set, ServerSideEncryption is {value ServerSideEncryption|not}",
		Remedy:     "Set it to aws:kms",
		Needs:      []compat.Member{member.ServerSideEncryption},
		Operations: writesEncrypted,
		When: compat.All(
			compat.Set(member.SSEKMSEncryptionContext),
			compat.Not(inDirectoryBucket()),
			compat.Any(
				compat.Not(compat.Set(member.ServerSideEncryption)),
				compat.Equals(member.ServerSideEncryption, "AES256"),
			),
		),
		Answer:    compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:       "The context goes to KMS together with the key. Without KMS there is nothing that it could apply to.",
		Fix:       "Set ServerSideEncryption to aws:kms or aws:kms:dsse, or leave SSEKMSEncryptionContext out.",
		Sources:   []string{kmsHowPage},
		Doubt:     "the documentation speaks of the context only together with KMS; no source says whether S3 rejects it otherwise or drops it",
		Violating: []compat.Case{put(member.SSEKMSEncryptionContext, "eyJkZXBhcnRtZW50IjoiZmluYW5jZSJ9")},
		Allowed: []compat.Case{
			put(member.ServerSideEncryption, "aws:kms", member.SSEKMSEncryptionContext, "eyJkZXBhcnRtZW50IjoiZmluYW5jZSJ9"),
		},
	}, {
		ID:         "bucket-key-without-kms",
		Topic:      "encryption",
		Title:      "A bucket key has no effect on keys that S3 manages",
		Problem:    "BucketKeyEnabled is true with AES256, so it has no effect",
		Remedy:     "Leave it out",
		Effect:     compat.Ignored,
		Operations: writesEncrypted,
		When: compat.All(
			compat.Equals(member.BucketKeyEnabled, "true"),
			compat.Equals(member.ServerSideEncryption, "AES256"),
		),
		Why:       "An S3 Bucket Key saves requests to KMS. Objects encrypted with AES256 make none, so the object carries no bucket key.",
		Fix:       "Leave BucketKeyEnabled out, or set ServerSideEncryption to aws:kms.",
		Sources:   []string{ssePutObjectPage, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html"},
		Doubt:     "the documentation ties bucket keys to SSE-KMS; no source shows S3's answer to both",
		Violating: []compat.Case{put(member.BucketKeyEnabled, true, member.ServerSideEncryption, "AES256")},
		Allowed: []compat.Case{
			put(member.BucketKeyEnabled, true, member.ServerSideEncryption, "aws:kms"),
			put(member.BucketKeyEnabled, false, member.ServerSideEncryption, "AES256"),
		},
	}, {
		ID:         "bucket-key-with-dsse",
		Topic:      "encryption",
		Title:      "Dual-layer encryption doesn't support bucket keys",
		Problem:    "BucketKeyEnabled is true with aws:kms:dsse",
		Remedy:     "Leave it out",
		Operations: writesEncrypted,
		When: compat.All(
			compat.Equals(member.BucketKeyEnabled, "true"),
			compat.Equals(member.ServerSideEncryption, "aws:kms:dsse"),
		),
		Answer: compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:    "DSSE-KMS asks KMS for a data key for every object; S3 Bucket Keys aren't available for it.",
		Fix:    "Leave BucketKeyEnabled out, or use aws:kms.",
		Sources: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-dsse-encryption.html",
		},
		Doubt:     "the documentation says that it isn't supported, not whether the request fails or the bucket key is dropped",
		Violating: []compat.Case{put(member.BucketKeyEnabled, true, member.ServerSideEncryption, "aws:kms:dsse")},
		Allowed:   []compat.Case{put(member.BucketKeyEnabled, true, member.ServerSideEncryption, "aws:kms")},
	}, {
		ID:         "directory-kms-not-default",
		Topic:      "encryption",
		Title:      "A directory bucket encrypts with KMS only if that is its default",
		Problem:    "ServerSideEncryption is aws:kms, the bucket's default AES256",
		Remedy:     "Leave it out",
		Operations: with(member.ServerSideEncryption, member.SSEKMSEncryptionContext),
		When: compat.All(
			inDirectoryBucket(),
			compat.Equals(member.ServerSideEncryption, "aws:kms"),
			compat.Bucket(compat.DefaultEncryption, "AES256"),
		),
		Answer:  compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:     "A directory bucket has one customer managed KMS key for life, named by its default encryption. Until SSE-KMS is the default there is no key that a request could use.",
		Fix:     "Make SSE-KMS with a customer managed key the bucket's default (PutBucketEncryption), or leave ServerSideEncryption out.",
		Sources: []string{expressKMS, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html"},
		Violating: []compat.Case{
			put(member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "aws:kms").InBucket(compat.DefaultEncryption, "AES256"),
		},
		Allowed: []compat.Case{
			put(member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "aws:kms").InBucket(compat.DefaultEncryption, "aws:kms"),
			put(member.Bucket, sseGeneralBucket, member.ServerSideEncryption, "aws:kms").InBucket(compat.DefaultEncryption, "AES256"),
		},
	}, {
		ID:         "directory-sse-overrides-default",
		Topic:      "encryption",
		Title:      "Writes to a directory bucket can't choose another encryption than the session's",
		Problem:    "ServerSideEncryption is AES256, the bucket's default aws:kms",
		Remedy:     "Leave it out",
		Operations: []compat.Operation{operation.PutObject, operation.CreateMultipartUpload},
		When: compat.All(
			inDirectoryBucket(),
			compat.Equals(member.ServerSideEncryption, "AES256"),
			compat.Bucket(compat.DefaultEncryption, "aws:kms"),
		),
		Answer:  compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:     "Such a write takes its encryption from the session, and the SDK creates sessions with the bucket's default. Encryption members of the write must match it.",
		Fix:     "Leave ServerSideEncryption out, or copy the object with CopyObject, which isn't bound to a session.",
		Sources: []string{expressKMS, ssePutObjectPage},
		Doubt:   "a session created by hand may have another encryption than the bucket's default",
		Violating: []compat.Case{
			put(member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "AES256").InBucket(compat.DefaultEncryption, "aws:kms"),
		},
		Allowed: []compat.Case{
			put(member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "AES256").InBucket(compat.DefaultEncryption, "AES256"),
			put(member.Bucket, sseGeneralBucket, member.ServerSideEncryption, "AES256").InBucket(compat.DefaultEncryption, "aws:kms"),
		},
	}, {
		ID:         "directory-kms-alias",
		Topic:      "encryption",
		Title:      "Directory buckets don't take the alias of a KMS key",
		Problem:    "SSEKMSKeyId is an alias, for {target}",
		Remedy:     "Leave SSEKMSKeyId out",
		Operations: with(member.SSEKMSKeyId, member.SSEKMSEncryptionContext),
		When:       compat.All(inDirectoryBucket(), compat.Matches(member.SSEKMSKeyId, aKMSAlias())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        "In a directory bucket SSEKMSKeyId must be the customer managed key of the bucket's default encryption, by key id or key ARN. Aliases, that of the key managed by AWS included, are refused.",
		Fix:        "Leave SSEKMSKeyId out: the bucket's key is used. Otherwise give that key's id or ARN.",
		Sources:    []string{ssePutObjectPage, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html"},
		Violating: []compat.Case{
			put(member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, kmsAlias),
			compat.Given(operation.CreateSession, member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, kmsAliasARN),
		},
		Allowed: []compat.Case{
			put(member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, kmsKeyARN),
			put(member.Bucket, sseGeneralBucket, member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, kmsAlias),
		},
	}, {
		ID:         "session-kms-needs-key",
		Topic:      "encryption",
		Title:      "A session that encrypts with KMS must name the key",
		Problem:    "ServerSideEncryption is aws:kms without SSEKMSKeyId",
		Remedy:     "Name the bucket's key",
		Needs:      []compat.Member{member.SSEKMSKeyId},
		Operations: []compat.Operation{operation.CreateSession},
		When: compat.All(
			compat.Equals(member.ServerSideEncryption, "aws:kms"),
			compat.Not(compat.Set(member.SSEKMSKeyId)),
		),
		Answer:  compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:     "A session that overrides the encryption must name the bucket's customer managed key; directory buckets don't use the key managed by AWS.",
		Fix:     "Set SSEKMSKeyId to the id or ARN of the bucket's key, or leave the encryption members out.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html"},
		Violating: []compat.Case{
			compat.Given(operation.CreateSession, member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "aws:kms"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.CreateSession, member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, kmsKeyARN),
			compat.Given(operation.CreateSession, member.Bucket, sseDirectoryBucket),
		},
	}, {
		ID:         "directory-bucket-key-off",
		Topic:      "encryption",
		Title:      "Bucket keys can't be turned off in directory buckets",
		Problem:    "BucketKeyEnabled is false with aws:kms, for {target}",
		Operations: except(with(member.BucketKeyEnabled, member.SSEKMSEncryptionContext), operation.CopyObject),
		When: compat.All(
			inDirectoryBucket(),
			compat.Equals(member.BucketKeyEnabled, "false"),
			compat.Equals(member.ServerSideEncryption, "aws:kms"),
		),
		Answer:  compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:     "Directory buckets use S3 Bucket Keys for every write under SSE-KMS.",
		Fix:     "Leave BucketKeyEnabled out.",
		Sources: []string{ssePutObjectPage, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html"},
		Doubt:   "the documentation says that they can't be disabled, not whether such a request fails",
		Violating: []compat.Case{
			put(member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "aws:kms", member.BucketKeyEnabled, false),
		},
		Allowed: []compat.Case{
			put(member.Bucket, sseDirectoryBucket, member.ServerSideEncryption, "aws:kms", member.BucketKeyEnabled, true),
			put(member.Bucket, sseGeneralBucket, member.ServerSideEncryption, "aws:kms", member.BucketKeyEnabled, false),
		},
	}, {
		ID:         "fsx-method-in-bucket",
		Topic:      "encryption",
		Title:      "The encryption aws:fsx exists only behind access points for FSx",
		Problem:    "ServerSideEncryption is aws:fsx, for {target}",
		Remedy:     "Leave it out",
		Operations: writesEncrypted,
		When: compat.All(
			compat.On(compat.GeneralPurposeBucket),
			compat.Equals(member.ServerSideEncryption, "aws:fsx"),
		),
		Answer:    compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:       "Objects in general purpose buckets are encrypted by SSE-S3, SSE-KMS, DSSE-KMS or SSE-C.",
		Fix:       "Use AES256, aws:kms or aws:kms:dsse, or leave ServerSideEncryption out.",
		Sources:   []string{ssePutObjectPage},
		Doubt:     "the documentation lists what general purpose buckets support, but not how S3 answers aws:fsx",
		Violating: []compat.Case{put(member.Bucket, sseGeneralBucket, member.ServerSideEncryption, "aws:fsx")},
		Allowed: []compat.Case{
			put(member.Bucket, sseGeneralBucket, member.ServerSideEncryption, "AES256"),
			put(member.Bucket, "reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias", member.ServerSideEncryption, "aws:fsx"),
		},
	}}
}
