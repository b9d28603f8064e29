package verify

import (
	"encoding/json"

	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

// Policy is the IAM policy that a run needs, as JSON: everything on buckets with the
// prefix, and the listing of the account's buckets. It has no iam:PassRole, which S3
// wants of who configures replication, and nothing for KMS keys of the account's own: the
// examples of such requests are denied, and the report says so.
func (r *Run) Policy() (string, error) {
	prefix := r.prefix()
	type statement struct {
		Sid      string
		Effect   string
		Action   []string
		Resource []string
	}
	partition := trial.Partition(r.Config.Region)
	account := r.Account
	if account == "" {
		account = "*"
	}
	statements := []statement{
		{"ListToRemove", "Allow", []string{"s3:ListAllMyBuckets"}, []string{"*"}},
		{"ScratchBuckets", "Allow", []string{"s3:*"}, []string{"arn:" + partition + ":s3:::" + prefix + "*"}},
	}
	if r.AccessPoint {
		statements = append(statements,
			statement{"ListAccessPoints", "Allow", []string{"s3:ListAccessPoints"}, []string{"*"}},
			statement{"ScratchAccessPoints", "Allow", []string{"s3:*"}, []string{"arn:" + partition + ":s3:*:" + account + ":accesspoint/" + prefix + "*"}})
	}
	if r.Zone != "" {
		statements = append(statements,
			statement{"ListDirectoryBuckets", "Allow", []string{"s3express:ListAllMyDirectoryBuckets"}, []string{"*"}},
			statement{"ScratchDirectoryBuckets", "Allow", []string{"s3express:*"}, []string{"arn:" + partition + ":s3express:*:" + account + ":bucket/" + prefix + "*"}})
	}
	text, err := json.MarshalIndent(struct {
		Version   string
		Statement []statement
	}{"2012-10-17", statements}, "", "  ")
	return string(text) + "\n", err
}
