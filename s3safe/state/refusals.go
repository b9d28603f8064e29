package state

import (
	"reflect"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// absences are the error codes by which S3 says that a configuration isn't
// there. The codes of GETs stand in AWS's API reference, List of error codes:
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
var absences = map[string]compat.Feature{
	"NoSuchBucketPolicy":                             compat.Policy,
	"NoSuchCORSConfiguration":                        compat.CORS,
	"NoSuchWebsiteConfiguration":                     compat.Website,
	"NoSuchLifecycleConfiguration":                   compat.Lifecycle,
	"ReplicationConfigurationNotFoundError":          compat.Replication,
	"ServerSideEncryptionConfigurationNotFoundError": compat.Encryption,
	"MetadataConfigurationNotFound":                  compat.MetadataTable,
}

// statements are what S3's messages say of a bucket, by code; the texts are
// those of recorded answers.
var statements = []struct {
	code, message string
	feature       compat.Feature
	value         string
}{
	{"InvalidRequest", "Bucket is missing Object Lock Configuration", compat.ObjectLock, "none"},
	{"InvalidRequest", "Bucket is missing ObjectLockConfiguration", compat.ObjectLock, "none"},
	{"InvalidArgument", "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets", compat.ObjectLock, "none"},
	{"InvalidBucketState", "An Object Lock configuration is present on this bucket", compat.ObjectLock, "Enabled"},
	{"InvalidRequest", "S3 Transfer Acceleration is not configured on this bucket", compat.Acceleration, "none"},
	{"InvalidRequest", "S3 Transfer Acceleration is disabled on this bucket", compat.Acceleration, "Suspended"},
}

// rejected reads what an error of S3's says of the bucket.
func (e *evidence) rejected(a *Answer) bool {
	api := a.refusal()
	if api == nil {
		return false
	}
	e.origin, e.contradiction = Learned, true
	e.region(a.Region)
	switch code := api.ErrorCode(); code {
	case "NoSuchBucket":
		if a.Operation != operation.CopyObject && a.Operation != operation.UploadPartCopy {
			// A copy may lack the bucket it reads from.
			e.reset = true
			e.set(compat.Exists, "false")
		}
	case "NotFound":
		if a.Operation == operation.HeadBucket {
			e.reset = true
			e.set(compat.Exists, "false")
		}
	case "BucketAlreadyOwnedByYou", "BucketAlreadyExists":
		// Whose it is, is a fact about the caller, and a cache has many.
		e.set(compat.Exists, "true")
	case "AccessControlListNotSupported":
		e.set(compat.Ownership, "BucketOwnerEnforced")
	case "ObjectLockConfigurationNotFoundError":
		e.noObjectLock()
	case "OwnershipControlsNotFoundError":
		// A bucket without ownership controls follows the object writer.
		// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
		e.set(compat.OwnershipControls, "none")
		e.set(compat.Ownership, "ObjectWriter")
	case "NoSuchPublicAccessBlockConfiguration":
		e.noPublicAccessBlock()
	case "NoSuchTagSet":
		if a.Operation == operation.GetBucketTagging {
			e.set(compat.Tags, "none")
		}
	default:
		if f, ok := absences[code]; ok {
			e.set(f, "none")
			break
		}
		for _, s := range statements {
			if s.code == code && strings.Contains(api.ErrorMessage(), s.message) {
				e.set(s.feature, s.value)
			}
		}
	}
	return !e.empty()
}

// bucketOf returns the bucket that an input names, empty if none.
func bucketOf(input any) string {
	v := reflect.ValueOf(input)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return ""
	}
	f := v.Elem().FieldByName("Bucket")
	if !f.IsValid() {
		return ""
	}
	b, _ := f.Interface().(*string)
	return aws.ToString(b)
}
