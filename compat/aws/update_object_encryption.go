package aws

import (
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const updateEncryptionPage = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateObjectEncryption.html"

// updatedTo is the new encryption of an object, under the key.
func updatedTo(key string) *types.ObjectEncryptionMemberSSEKMS {
	return &types.ObjectEncryptionMemberSSEKMS{Value: types.SSEKMSEncryption{KMSKeyArn: awssdk.String(key)}}
}

func updatesWithoutKey() *compat.Predicate {
	return compat.Document("names no KMS key",
		func(e *types.ObjectEncryptionMemberSSEKMS) (string, bool) {
			return "SSEKMS.KMSKeyArn", awssdk.ToString(e.Value.KMSKeyArn) == ""
		},
		[]any{updatedTo("")},
		[]any{updatedTo(kmsKeyARN)})
}

func updatesToNoKeyARN() *compat.Predicate {
	return compat.Document("names the KMS key by anything but its ARN",
		func(e *types.ObjectEncryptionMemberSSEKMS) (string, bool) {
			arn := awssdk.ToString(e.Value.KMSKeyArn)
			return "SSEKMS.KMSKeyArn", arn != "" && !isKMSKeyARN(arn)
		},
		[]any{updatedTo(kmsKeyID), updatedTo(kmsAlias), updatedTo(kmsAliasARN), updatedTo("arn:aws:kms:us-east-2::key/" + kmsKeyID), updatedTo(kmsKeyARN + "/1")},
		[]any{updatedTo(kmsKeyARN), updatedTo("arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab")})
}

// isKMSKeyARN reports whether the text has the form that
// UpdateObjectEncryption takes: arn:partition:kms:region:account:key/id. S3
// doesn't read partition and Region.
func isKMSKeyARN(s string) bool {
	_, resource, ok := cutKMSARN(s)
	id, isKey := strings.CutPrefix(resource, "key/")
	if !ok || !isKey || id == "" {
		return false
	}
	for i := range len(id) {
		switch c := id[i]; {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-':
		default:
			return false
		}
	}
	account := s[:len(s)-len(resource)-1]
	return isAccountID(account[strings.LastIndexByte(account, ':')+1:])
}

// updateObjectEncryptionRules are about UpdateObjectEncryption, which moves an
// object to SSE-KMS, or to another KMS key, without copying it.
func updateObjectEncryptionRules() []compat.Rule {
	ops := []compat.Operation{operation.UpdateObjectEncryption}
	update := func(key string) compat.Case {
		return compat.Given(operation.UpdateObjectEncryption, member.ObjectEncryption, updatedTo(key))
	}
	return []compat.Rule{{
		ID:         "update-encryption-needs-key",
		Topic:      "encryption",
		Title:      "The update to SSE-KMS must name the KMS key",
		Problem:    "{at} isn't set",
		Remedy:     "Give the key's ARN",
		Operations: ops,
		When:       compat.Matches(member.ObjectEncryption, updatesWithoutKey()),
		Answer: compat.Answer{Status: 400, Code: "InvalidRequest",
			Message: "Requests modifying object encryption configuration to SSE-KMS require a target kms key arn."},
		Why:       "UpdateObjectEncryption never falls back to the key managed by AWS or to the bucket's default.",
		Fix:       "Set KMSKeyArn to the ARN of a KMS key in the bucket's Region.",
		Sources:   []string{updateEncryptionPage, measuredByBacklot},
		Violating: []compat.Case{update("")},
		Allowed:   []compat.Case{update(kmsKeyARN)},
	}, {
		ID:         "update-encryption-key-arn",
		Topic:      "encryption",
		Title:      "The update to SSE-KMS takes the key's full ARN only",
		Problem:    "{at} isn't the ARN of a key",
		Remedy:     "Give the key's ARN",
		Operations: ops,
		When:       compat.Matches(member.ObjectEncryption, updatesToNoKeyARN()),
		// To what isn't an ARN at all the message is "… require a valid target
		// kms key arn: Malformed ARN - …".
		Answer: compat.Answer{Status: 400, Code: "InvalidRequest",
			Message: "Invalid KMS Key ARN format. You must provide the full KMS Key ARN to make an UpdateObjectEncryption request"},
		Why: "Unlike SSEKMSKeyId of a write, KMSKeyArn can't be a key id, an alias or an alias ARN.",
		Fix: "Give the key as arn:aws:kms:region:account:key/id.",
		Sources: []string{
			updateEncryptionPage,
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/update-sse-encryption.html",
			measuredByBacklot,
		},
		Violating: []compat.Case{update(kmsKeyID), update(kmsAliasARN)},
		Allowed:   []compat.Case{update(kmsKeyARN)},
	}, {
		ID:         "update-encryption-needs-signature-v4",
		Topic:      "encryption",
		Title:      "An object's encryption can't be updated anonymously",
		Problem:    "{operation} is anonymous",
		Operations: ops,
		When:       compat.Signature(compat.SignatureScheme, "anonymous"),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        "S3 requires Signature Version 4 for requests that change an object's encryption: KMS authorizes the caller for both keys.",
		Fix:        "Sign the request.",
		Sources:    []string{updateEncryptionPage},
		Violating:  []compat.Case{update(kmsKeyARN).Over(compat.SignatureScheme, "anonymous")},
		Allowed:    []compat.Case{update(kmsKeyARN).Over(compat.SignatureScheme, "SigV4")},
	}}
}
