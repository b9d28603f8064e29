package verify

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

// outside says why an operation isn't tried at all: what it makes isn't in a bucket of
// the run, or it isn't about one.
func outside(op compat.Operation) string {
	switch op {
	case operation.CreateBucketMetadataConfiguration, operation.CreateBucketMetadataTableConfiguration,
		operation.UpdateBucketMetadataAnnotationTableConfiguration, operation.UpdateBucketMetadataInventoryTableConfiguration,
		operation.UpdateBucketMetadataJournalTableConfiguration:
		return "it makes tables in the account's table bucket, outside the run's buckets"
	case operation.WriteGetObjectResponse:
		return "only an Object Lambda function can send it"
	}
	return ""
}

// withFIPS are the Regions that have FIPS endpoints: those of the United States and
// Canada.
var withFIPS = regexp.MustCompile(`^(us|ca|us-gov)-`)

// amazon is what buckets and requests can be at Amazon S3.
func (r *Run) amazon(targets map[compat.TargetKind]string) trial.Limits {
	return trial.Limits{
		Endpoints: true,
		Endpoint: func(f compat.Feature, v string) bool {
			switch f {
			case compat.Provider:
				return v == "Amazon"
			case compat.FIPS:
				return v != "true" || withFIPS.MatchString(r.Config.Region)
			}
			return true
		},
		State: func(f compat.Feature, v string) bool { return r.state(f, v) },
		Encryption: func(v string) bool {
			return v == "AES256" || v == "aws:kms"
		},
		Target: func(name string, kinds compat.TargetSet) string {
			for _, kind := range kinds.Kinds() {
				if targets[kind] != "" {
					return ""
				}
			}
			return fmt.Sprintf("the target is %s, which the run wasn't asked for", kinds)
		},
	}
}

// state reports whether a scratch bucket can be so.
func (r *Run) state(f compat.Feature, v string) bool {
	switch f {
	case compat.MFADelete:
		return v == "Disabled" // only the account's root user can enable it
	case compat.DefaultRetention:
		return v != "COMPLIANCE" // what it protects can't be removed
	case compat.DefaultEncryption:
		return v == "AES256" || v == "aws:kms" || v == "aws:kms:dsse"
	case compat.Encryption:
		return v == "some" // no bucket is without it
	case compat.DefaultEventHold, compat.Replication, compat.Inventory, compat.MetadataTable:
		return v == "none"
	case compat.LogTarget, compat.ExportTarget:
		return v != "another region" && v != "another account"
	case compat.Grants:
		return v == "owner"
	case compat.BlockPublicACLs, compat.IgnorePublicACLs, compat.BlockPublicPolicy, compat.RestrictPublic:
		return v == "true" || r.Public
	case compat.PublicAccessBlock:
		return v == "some" || r.Public
	}
	return true
}

// silent says why an answer of Amazon S3's says nothing about the request: it is about
// the credentials, the load or the moment.
func silent(a trial.Answer) (string, trial.Lasting) {
	switch a.Code {
	case "ExpiredToken", "TokenRefreshRequired", "InvalidToken", "InvalidAccessKeyId", "InvalidSecurity", "AccountProblem", "NotSignedUp":
		return "the credentials aren't valid any more: " + a.Code, trial.ForTheRun
	case "RequestTimeTooSkewed":
		return "the clock of this machine is wrong", trial.ForTheRun
	case "TooManyBuckets":
		return "the account has as many buckets as it may have", trial.ForTheRequest
	case "SlowDown", "ServiceUnavailable", "Throttling", "RequestLimitExceeded":
		return "S3 asks for fewer: " + a.Code, trial.ForTheMoment
	case "InternalError", "RequestTimeout", "OperationAborted":
		return "it may pass: " + a.Code, trial.ForTheMoment
	case "AccessDenied":
		// What IAM denies, S3 doesn't look at.
		if strings.Contains(a.Message, "is not authorized to perform") {
			return "the credentials lack a permission", trial.ForTheRequest
		}
	}
	switch a.Status {
	case http.StatusTemporaryRedirect:
		return "the bucket's name isn't known everywhere yet", trial.ForTheMoment
	case http.StatusInternalServerError, http.StatusServiceUnavailable:
		return "it may pass: " + a.String(), trial.ForTheMoment // to HEAD there is no code
	}
	return "", 0
}
