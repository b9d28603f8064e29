package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// isStorageClass reports whether S3 knows the class.
func isStorageClass(s string) bool {
	switch s {
	case "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING",
		"GLACIER", "GLACIER_IR", "DEEP_ARCHIVE", "EXPRESS_ONEZONE", "OUTPOSTS", "SNOW",
		"FSX_OPENZFS", "FSX_ONTAP", "AWS_BACKUP_WARM", "AWS_BACKUP_LOW_COST_WARM":
		return true
	}
	return false
}

func unknownStorageClass() *compat.Predicate {
	return compat.Text("is no storage class", func(s string) bool {
		s = headerValue(s)
		return s != "" && !isStorageClass(s)
	}, []any{"FakeClass", "standard", "COLD"}, []any{"STANDARD", "STANDARD_IA", "GLACIER_IR", "DEEP_ARCHIVE", "STANDARD "})
}

// storageClassRules are the rules about the storage class of a new object.
func storageClassRules() []compat.Rule {
	writes := except(with(member.StorageClass), operation.WriteGetObjectResponse)
	invalid := compat.Answer{Status: 400, Code: "InvalidStorageClass", Message: "The storage class you specified is not valid"}
	put := func(class string) compat.Case { return compat.Given(operation.PutObject, member.StorageClass, class) }
	const directory = "amzn-s3-demo-bucket--usw2-az1--x-s3"
	const outpost = "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap"
	return []compat.Rule{
		{
			ID:         "storage-class-unknown",
			Topic:      "storage class",
			Title:      "The storage class must be one that S3 knows",
			Problem:    "StorageClass is {value StorageClass|an unknown word}",
			Remedy:     "Use the SDK's constants",
			Operations: writes,
			When:       compat.Matches(member.StorageClass, unknownStorageClass()),
			Answer:     invalid,
			Rank:       rankBeforeBucket - 1,
			Why:        "S3 refuses names of storage classes that it doesn't know. They are written in capital letters.",
			Fix:        "Use one of the SDK's constants, for example types.StorageClassStandardIa.",
			Sources:    []string{docPutObject, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html", "recorded:ls-d-0022", goldenKeys + "put_object_sse_c/golden"},
			AmazonOnly: true,
			Violating:  []compat.Case{put("FakeClass"), compat.Given(operation.CreateMultipartUpload, member.StorageClass, "standard")},
			Allowed:    []compat.Case{put("STANDARD"), compat.Given(operation.CopyObject, member.StorageClass, "GLACIER_IR")},
		},
		{
			ID:         "storage-class-outposts-in-region",
			Topic:      "storage class",
			Title:      "The storage class OUTPOSTS exists on Outposts only",
			Problem:    "StorageClass is OUTPOSTS, for {target}",
			Remedy:     "Leave it out",
			Operations: writes,
			When:       compat.All(compat.On(compat.GeneralPurposeBucket), compat.Equals(member.StorageClass, "OUTPOSTS")),
			Answer:     invalid,
			Why:        "Objects in OUTPOSTS are kept on an Outpost, which is reached through an access point of its own.",
			Fix:        "Leave the storage class out, or write through the Outpost's access point.",
			Sources:    []string{docPutObject, localStack("provider.py#L739")},
			AmazonOnly: true,
			Violating:  []compat.Case{put("OUTPOSTS")},
			Allowed:    []compat.Case{put("STANDARD"), put("OUTPOSTS").With(member.Bucket, outpost)},
		},
		{
			ID:         "storage-class-express-in-general-purpose-bucket",
			Topic:      "storage class",
			Title:      "The storage class EXPRESS_ONEZONE exists in directory buckets only",
			Problem:    "StorageClass is EXPRESS_ONEZONE, for {target}",
			Remedy:     "Leave it out",
			Operations: writes,
			When:       compat.All(compat.On(compat.GeneralPurposeBucket), compat.Equals(member.StorageClass, "EXPRESS_ONEZONE")),
			Answer:     invalid,
			Why:        "S3 Express One Zone keeps objects in a directory bucket in one Availability Zone; a general purpose bucket can't hold such objects.",
			Fix:        "Use a directory bucket, or another storage class.",
			Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html", "https://github.com/awslabs/mountpoint-s3/pull/667"},
			AmazonOnly: true,
			Violating:  []compat.Case{put("EXPRESS_ONEZONE")},
			Allowed:    []compat.Case{put("ONEZONE_IA"), put("EXPRESS_ONEZONE").With(member.Bucket, directory)},
		},
		{
			ID:         "storage-class-read-only",
			Topic:      "storage class",
			Title:      "Some storage classes are only found in answers of S3",
			Problem:    "StorageClass is {value StorageClass}, which is only read",
			Remedy:     "Leave it out",
			Operations: writes,
			When: compat.All(compat.On(compat.GeneralPurposeBucket),
				compat.Equals(member.StorageClass, "SNOW", "FSX_OPENZFS", "FSX_ONTAP", "AWS_BACKUP_WARM", "AWS_BACKUP_LOW_COST_WARM")),
			Answer:     invalid,
			Why:        "These classes tell where an object behind an access point really lies: on a Snow device, in an Amazon FSx volume or in AWS Backup. A general purpose bucket has none of them.",
			Fix:        "Leave the storage class out.",
			Sources:    []string{docPutObject, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html"},
			AmazonOnly: true,
			Doubt:      "The API lists them among the values of the header and names no error.",
			Violating:  []compat.Case{put("SNOW"), put("FSX_ONTAP")},
			Allowed:    []compat.Case{put("STANDARD_IA")},
		},
	}
}
