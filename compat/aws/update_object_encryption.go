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

var (
	updatesWithoutKey = compat.Document("names no KMS key",
		func(e *types.ObjectEncryptionMemberSSEKMS) (string, bool) {
			return "SSEKMS.KMSKeyArn", awssdk.ToString(e.Value.KMSKeyArn) == ""
		},
		[]any{updatedTo("")},
		[]any{updatedTo(kmsKeyARN)})

	updatesToNoKeyARN = compat.Document("names the KMS key by anything but its ARN",
		func(e *types.ObjectEncryptionMemberSSEKMS) (string, bool) {
			arn := awssdk.ToString(e.Value.KMSKeyArn)
			return "SSEKMS.KMSKeyArn", arn != "" && !isKMSKeyARN(arn)
		},
		[]any{updatedTo(kmsKeyID), updatedTo(kmsAlias), updatedTo(kmsAliasARN), updatedTo("arn:aws:kms:us-east-2::key/" + kmsKeyID)},
		[]any{updatedTo(kmsKeyARN), updatedTo("arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab")})
)

// isKMSKeyARN reports whether the text has the form that
// UpdateObjectEncryption documents: arn:aws…:kms:region:account:key/id.
func isKMSKeyARN(s string) bool {
	rest, ok := strings.CutPrefix(s, "arn:aws")
	if !ok {
		return false
	}
	_, rest, ok = strings.Cut(rest, ":") // what follows aws in the partition
	if !ok {
		return false
	}
	rest, ok = strings.CutPrefix(rest, "kms:")
	if !ok {
		return false
	}
	_, rest, ok = strings.Cut(rest, ":") // the Region
	if !ok {
		return false
	}
	account, resource, ok := strings.Cut(rest, ":")
	if !ok || len(account) != 12 {
		return false
	}
	for i := range len(account) {
		if account[i] < '0' || account[i] > '9' {
			return false
		}
	}
	id, ok := strings.CutPrefix(resource, "key/")
	return ok && id != ""
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
		Operations: ops,
		When:       compat.Matches(member.ObjectEncryption, updatesWithoutKey),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        "UpdateObjectEncryption never falls back to the key managed by AWS or to the bucket's default.",
		Fix:        "Set KMSKeyArn to the ARN of a KMS key in the bucket's Region.",
		Sources:    []string{updateEncryptionPage},
		Violating:  []compat.Case{update("")},
		Allowed:    []compat.Case{update(kmsKeyARN)},
	}, {
		ID:         "update-encryption-key-arn",
		Topic:      "encryption",
		Title:      "The update to SSE-KMS takes the key's full ARN only",
		Operations: ops,
		When:       compat.Matches(member.ObjectEncryption, updatesToNoKeyARN),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        "Unlike SSEKMSKeyId of a write, KMSKeyArn can't be a key id, an alias or an alias ARN.",
		Fix:        "Give the key as arn:aws:kms:region:account:key/id.",
		Sources: []string{
			updateEncryptionPage,
			"https://docs.aws.amazon.com/AmazonS3/latest/userguide/update-sse-encryption.html",
		},
		Violating: []compat.Case{update(kmsKeyID), update(kmsAliasARN)},
		Allowed:   []compat.Case{update(kmsKeyARN)},
	}, {
		ID:         "update-encryption-needs-signature-v4",
		Topic:      "encryption",
		Title:      "An object's encryption can't be updated anonymously",
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
