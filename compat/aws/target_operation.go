package aws

import (
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// targetColumns are the kinds of target in the order of the columns of
// operationTargets. An Outposts bucket has none: no operation takes it, which
// is a matter of its name (bucket-outposts-bucket).
var targetColumns = []compat.TargetKind{
	compat.GeneralPurposeBucket, compat.DirectoryBucket, compat.DirectoryAccessPoint,
	compat.AccessPoint, compat.FSxAccessPoint,
	compat.MultiRegionAccessPoint, compat.ObjectLambdaAccessPoint, compat.OutpostsAccessPoint,
}

// operationTargets says of every operation which kinds of target support it.
// Its columns are, in this order:
//
//	G general purpose bucket    A access point         M Multi-Region Access Point
//	D directory bucket          F FSx access point     L Object Lambda Access Point
//	d its access point                                 O Outposts access point
//
// A plus sign means that the operation is supported, a period that nothing is
// known, or that the operation has no target. A letter means that it isn't
// supported, and leads to the rule in unsupported that says what S3 answers;
// lower case where the documentation leaves it open. An x means that another
// topic's rule says so.
//
// Sources: the operations' reference pages, and the pages listed with the rules.
var operationTargets = [operation.Count]string{
	//                                                    GDd AF MLO
	operation.AbortMultipartUpload:                             "+++ ++ +++",
	operation.CompleteMultipartUpload:                          "+++ ++ +++",
	operation.CopyObject:                                       "+++ ++ +++",
	operation.CreateBucket:                                     "++. .. ...", // others aren't names of buckets
	operation.CreateBucketMetadataConfiguration:                "+MM CC CCU",
	operation.CreateBucketMetadataTableConfiguration:           "+MM CC CCU",
	operation.CreateMultipartUpload:                            "+++ ++ +++",
	operation.CreateSession:                                    "x++ ss ssU",
	operation.DeleteBucket:                                     "++R CC CCU",
	operation.DeleteBucketAnalyticsConfiguration:               "+MM CC CCU",
	operation.DeleteBucketCors:                                 "+MM CC CCU",
	operation.DeleteBucketEncryption:                           "++R CC CCU",
	operation.DeleteBucketIntelligentTieringConfiguration:      "+MM CC CCU",
	operation.DeleteBucketInventoryConfiguration:               "++R CC CCU",
	operation.DeleteBucketLifecycle:                            "++R CC CCU",
	operation.DeleteBucketMetadataConfiguration:                "+MM CC CCU",
	operation.DeleteBucketMetadataTableConfiguration:           "+MM CC CCU",
	operation.DeleteBucketMetricsConfiguration:                 "++R CC CCU",
	operation.DeleteBucketOwnershipControls:                    "+MM CC CCU",
	operation.DeleteBucketPolicy:                               "++R CC CCU",
	operation.DeleteBucketReplication:                          "+MM CC CCU",
	operation.DeleteBucketTagging:                              "+MM CC CCU",
	operation.DeleteBucketWebsite:                              "+MM CC CCU",
	operation.DeleteObject:                                     "+++ ++ +++",
	operation.DeleteObjectAnnotation:                           "+xx .x m.x",
	operation.DeleteObjectTagging:                              "+NN ++ +++",
	operation.DeleteObjects:                                    "+++ ++ m++",
	operation.DeletePublicAccessBlock:                          "+MM CC CCU",
	operation.GetBucketAbac:                                    "+MM rr mlU",
	operation.GetBucketAccelerateConfiguration:                 "+MM rr mlU",
	operation.GetBucketAcl:                                     "+MM +N m+U",
	operation.GetBucketAnalyticsConfiguration:                  "+MM rr mlU",
	operation.GetBucketCors:                                    "+MM +N m+U",
	operation.GetBucketEncryption:                              "++R rr mlU",
	operation.GetBucketIntelligentTieringConfiguration:         "+MM rr mlU",
	operation.GetBucketInventoryConfiguration:                  "++R rr mlU",
	operation.GetBucketLifecycleConfiguration:                  "++R rr mlU",
	operation.GetBucketLocation:                                "+MM ++ W+U",
	operation.GetBucketLogging:                                 "+MM rr mlU",
	operation.GetBucketMetadataConfiguration:                   "+MM rr mlU",
	operation.GetBucketMetadataTableConfiguration:              "+MM rr mlU",
	operation.GetBucketMetricsConfiguration:                    "++R rr mlU",
	operation.GetBucketNotificationConfiguration:               "+MM +N m+U",
	operation.GetBucketOwnershipControls:                       "+MM rr mlU",
	operation.GetBucketPolicy:                                  "++R +N m+U",
	operation.GetBucketPolicyStatus:                            "+MM rr mlU",
	operation.GetBucketReplication:                             "+MM rr mlU",
	operation.GetBucketRequestPayment:                          "+MM rr mlU",
	operation.GetBucketTagging:                                 "+MM rr mlU",
	operation.GetBucketVersioning:                              "+MM rr mlU",
	operation.GetBucketWebsite:                                 "+MM rr mlU",
	operation.GetObject:                                        "+++ ++ +++",
	operation.GetObjectAcl:                                     "+NN +N ++U",
	operation.GetObjectAnnotation:                              "+xx .x m.x",
	operation.GetObjectAttributes:                              "+++ ++ m+u",
	operation.GetObjectLegalHold:                               "+NN +N ++U",
	operation.GetObjectLockConfiguration:                       "+MM .. m.U",
	operation.GetObjectRetention:                               "+NN +N ++U",
	operation.GetObjectTagging:                                 "+NN ++ +++",
	operation.GetObjectTorrent:                                 "+NN rr mlU",
	operation.GetPublicAccessBlock:                             "+MM rr mlU",
	operation.HeadBucket:                                       "+++ ++ m++",
	operation.HeadObject:                                       "+++ ++ +++",
	operation.ListBucketAnalyticsConfigurations:                "+MM rr mlU",
	operation.ListBucketIntelligentTieringConfigurations:       "+MM rr mlU",
	operation.ListBucketInventoryConfigurations:                "++R rr mlU",
	operation.ListBucketMetricsConfigurations:                  "++R rr mlU",
	operation.ListBuckets:                                      "... .. ...", // no target
	operation.ListDirectoryBuckets:                             "... .. ...", // no target
	operation.ListMultipartUploads:                             "+++ ++ +++",
	operation.ListObjectAnnotations:                            "+xx .x m.x",
	operation.ListObjectVersions:                               "+VV +N m++",
	operation.ListObjects:                                      "+VV ++ +++",
	operation.ListObjectsV2:                                    "+++ ++ +++",
	operation.ListParts:                                        "+++ ++ +++",
	operation.PutBucketAbac:                                    "+PP CC CCU",
	operation.PutBucketAccelerateConfiguration:                 "+PP CC CCU",
	operation.PutBucketAcl:                                     "+NN CC CCU",
	operation.PutBucketAnalyticsConfiguration:                  "+PP CC CCU",
	operation.PutBucketCors:                                    "+PP CC CCU",
	operation.PutBucketEncryption:                              "++R CC CCU",
	operation.PutBucketIntelligentTieringConfiguration:         "+PP CC CCU",
	operation.PutBucketInventoryConfiguration:                  "++R CC CCU",
	operation.PutBucketLifecycleConfiguration:                  "++R CC CCU",
	operation.PutBucketLogging:                                 "+PP CC CCU",
	operation.PutBucketMetricsConfiguration:                    "++R CC CCU",
	operation.PutBucketNotificationConfiguration:               "+PP CC CCU",
	operation.PutBucketOwnershipControls:                       "+PP CC CCU",
	operation.PutBucketPolicy:                                  "++R CC CCU",
	operation.PutBucketReplication:                             "+PP CC CCU",
	operation.PutBucketRequestPayment:                          "+PP CC CCU",
	operation.PutBucketTagging:                                 "+PP CC CCU",
	operation.PutBucketVersioning:                              "+PP CC CCU",
	operation.PutBucketWebsite:                                 "+PP CC CCU",
	operation.PutObject:                                        "+++ ++ +++",
	operation.PutObjectAcl:                                     "+NN +N ++U",
	operation.PutObjectAnnotation:                              "+xx .x m.x",
	operation.PutObjectLegalHold:                               "+NN +N ++U",
	operation.PutObjectLockConfiguration:                       "+NN CC CCU",
	operation.PutObjectRetention:                               "+NN +N ++U",
	operation.PutObjectTagging:                                 "+NN ++ +++",
	operation.PutPublicAccessBlock:                             "+PP CC CCU",
	operation.RenameObject:                                     "E+. EE EEU",
	operation.RestoreObject:                                    "+NN +N ++U",
	operation.SelectObjectContent:                              "+NN rr mSU",
	operation.UpdateBucketMetadataAnnotationTableConfiguration: "+MM CC CCU",
	operation.UpdateBucketMetadataInventoryTableConfiguration:  "+MM CC CCU",
	operation.UpdateBucketMetadataJournalTableConfiguration:    "+MM CC CCU",
	operation.UpdateObjectEncryption:                           "+NN +. m.U",
	operation.UploadPart:                                       "+++ ++ +++",
	operation.UploadPartCopy:                                   "+++ ++ m++",
	operation.WriteGetObjectResponse:                           "... .. ...", // no target
}

// supportOf returns the mark of an operation in a target's column.
func supportOf(op compat.Operation, kind compat.TargetKind) byte {
	marks := strings.ReplaceAll(operationTargets[op], " ", "")
	if i := slices.Index(targetColumns, kind); i >= 0 && i < len(marks) {
		return marks[i]
	}
	return '.'
}

// supporting returns those of the operations that take the kind of target as
// far as is known, so that their members are worth a rule.
func supporting(ops []compat.Operation, kind compat.TargetKind) []compat.Operation {
	targeted := with(member.Bucket)
	return slices.DeleteFunc(slices.Clone(ops), func(op compat.Operation) bool {
		return !slices.Contains(targeted, op) || strings.IndexByte("+.", supportOf(op, kind)) < 0
	})
}

// marked returns the operations that have the mark in every one of the columns.
func marked(mark byte, kinds ...compat.TargetKind) []compat.Operation {
	var ops []compat.Operation
	for op := compat.Operation(1); op < operation.Count; op++ {
		if !slices.ContainsFunc(kinds, func(k compat.TargetKind) bool { return supportOf(op, k) != mark }) {
			ops = append(ops, op)
		}
	}
	return ops
}

// Names for examples. The sample bucket of AWS's documentation can't be
// created, so these examples have one of their own.
const (
	exampleBucket       = "reports-2026"
	exampleDirectory    = "reports--usw2-az1--x-s3"
	exampleDirectoryAP  = "reports-ap--usw2-az1--xa-s3"
	exampleAccessPoint  = "arn:aws:s3:us-west-2:123456789012:accesspoint/reports-ap"
	exampleAlias        = "reports-ap-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias"
	exampleMultiRegion  = "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap"
	exampleObjectLambda = "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/reports-olap"
	exampleOutposts     = "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap"
	exampleFSx          = "reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias"
)

const (
	userGuide = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
	reference = "https://docs.aws.amazon.com/AmazonS3/latest/API/"

	pageErrors         = docErrorResponses
	pageDirectory      = userGuide + "s3-express-differences.html"
	pageDirectoryAPIs  = userGuide + "s3-express-APIs.html"
	pageDirectoryAP    = userGuide + "access-points-directory-buckets-service-api-support.html"
	pageAccessPoint    = userGuide + "access-points-service-api-support.html"
	pageMultiRegion    = userGuide + "MrapOperations.html"
	pageObjectLambda   = userGuide + "olap-best-practices.html"
	pageOutposts       = userGuide + "S3OutpostsAPI.html"
	pageOutpostsLimits = userGuide + "S3OnOutpostsRestrictionsLimitations.html"
	pageFSx            = "https://docs.aws.amazon.com/fsx/latest/OpenZFSGuide/access-points-object-api-support.html"
	// pageDirectoryOnly are tests that run against Amazon S3: what only directory
	// buckets have is asked of a general purpose bucket.
	pageDirectoryOnly = "https://github.com/justincormack/argmin/blob/671332675bc83e18f12f2bfd4f4384d11238e734/crates/s3-tests/tests/directory_bucket_features.rs"
	pageONTAP         = "https://docs.aws.amazon.com/fsx/latest/ONTAPGuide/access-points-for-fsxn-object-api-support.html"
)

// referencePage returns the address of an operation's page in the API reference.
func referencePage(op compat.Operation) string { return reference + "API_" + op.String() + ".html" }

var (
	notImplemented   = compat.Answer{Status: 501, Code: "NotImplemented", Message: "A header you provided implies functionality that is not implemented"}
	methodNotAllowed = compat.Answer{Status: 405, Code: "MethodNotAllowed", Message: "The specified method is not allowed against this resource."}
)

// unsupportedOperations is a rule that a letter in operationTargets leads to. It
// stands for the operations with the mark in all of the kinds' columns.
type unsupportedOperations struct {
	mark    byte
	kinds   []compat.TargetKind
	id      string
	title   string
	problem string
	remedy  string // empty: the first sentence of fix
	answer  compat.Answer
	why     string
	fix     string
	doubt   string
	sources []string
	// The first and the last of the operations make the violating examples, on
	// each of these targets; allowed is a request that S3 accepts.
	on      []string
	allowed compat.Case
}

func unsupported() []unsupportedOperations {
	return []unsupportedOperations{
		{
			mark: 'P', kinds: []compat.TargetKind{compat.DirectoryBucket, compat.DirectoryAccessPoint},
			id:      "directory-bucket-configuration-write",
			title:   "A directory bucket doesn't have this configuration, so it can't be set",
			problem: "{operation} is for a configuration that {target} doesn't have",
			remedy:  "Leave it out",
			answer:  compat.Answer{Status: 400, Code: "InvalidArgument", Message: "… is not valid, expected CreateBucketConfiguration"},
			why:     "Of the configurations of a general purpose bucket, a directory bucket has only its policy, default encryption, lifecycle, inventory and metrics. A request to set another is taken for the creation of a bucket, and its document isn't that of one.",
			fix:     "Leave the configuration out, or use a general purpose bucket.",
			sources: []string{pageDirectory, pageDirectoryAPIs, referencePage(operation.PutBucketVersioning),
				"https://github.com/hashicorp/terraform-provider-aws/pull/34612"},
			on: []string{exampleDirectory}, allowed: compat.Given(operation.PutBucketVersioning, member.Bucket, exampleBucket),
		},
		{
			mark: 'M', kinds: []compat.TargetKind{compat.DirectoryBucket, compat.DirectoryAccessPoint},
			id:      "directory-bucket-configuration-read",
			title:   "A directory bucket doesn't have this configuration, so it can't be read or deleted",
			problem: "{operation} is for a configuration that {target} doesn't have",
			remedy:  "Leave it out",
			answer:  methodNotAllowed,
			why:     "Of the configurations of a general purpose bucket, a directory bucket has only its policy, default encryption, lifecycle, inventory and metrics.",
			fix:     "Don't ask for the configuration of a directory bucket: it is as if it were absent.",
			sources: []string{pageDirectory, pageDirectoryAPIs, referencePage(operation.GetBucketVersioning)},
			on:      []string{exampleDirectory}, allowed: compat.Given(operation.GetBucketVersioning, member.Bucket, exampleBucket),
		},
		{
			mark: 'N', kinds: []compat.TargetKind{compat.DirectoryBucket, compat.DirectoryAccessPoint},
			id:      "directory-bucket-object-operation",
			title:   "A directory bucket and its objects don't have ACLs, locks, tags or archives",
			problem: "{operation} goes to {target}, which has no ACLs, locks, tags or archives",
			remedy:  "Use a general purpose bucket",
			answer:  compat.Answer{Status: 501, Code: "NotImplemented"},
			why:     "Directory buckets keep objects without tags, access control lists, Object Lock and archive storage classes, and don't offer S3 Select, torrents or a change of encryption in place.",
			fix:     "Keep such information in user metadata, control access with the bucket's policy, or use a general purpose bucket.",
			sources: []string{pageDirectory, referencePage(operation.GetObjectTagging), "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/s3"},
			on:      []string{exampleDirectory, exampleDirectoryAP}, allowed: compat.Given(operation.GetObjectTagging, member.Bucket, exampleBucket, member.Key, "q3.csv"),
		},
		{
			mark: 'V', kinds: []compat.TargetKind{compat.DirectoryBucket, compat.DirectoryAccessPoint},
			id:      "directory-bucket-listing",
			title:   "A directory bucket is listed with ListObjectsV2 only",
			problem: "{operation} goes to {target}",
			answer:  compat.Answer{Status: 400, Code: "NotSupported"},
			why:     "Directory buckets have no versions, and their listings are in no order, so there is no marker to continue from.",
			fix:     "Use ListObjectsV2.",
			sources: []string{referencePage(operation.ListObjects), referencePage(operation.ListObjectVersions), "https://github.com/boto/boto3/issues/3972"},
			on:      []string{exampleDirectory}, allowed: compat.Given(operation.ListObjects, member.Bucket, exampleBucket),
		},
		{
			mark: 'R', kinds: []compat.TargetKind{compat.DirectoryAccessPoint},
			id:      "directory-access-point-bucket-operation",
			title:   "An access point for a directory bucket can't be used to manage the bucket",
			problem: "{operation} goes to {target} instead of the bucket",
			remedy:  "Name the directory bucket",
			answer:  methodNotAllowed,
			why:     "Such an access point serves the Zonal operations on objects; buckets are managed at the Regional endpoint, by their own names.",
			fix:     "Give the name of the directory bucket, which ends in --x-s3.",
			sources: []string{pageDirectoryAP},
			on:      []string{exampleDirectoryAP}, allowed: compat.Given(operation.DeleteBucketPolicy, member.Bucket, exampleDirectory),
		},
		{
			mark: 'E', kinds: []compat.TargetKind{compat.GeneralPurposeBucket, compat.AccessPoint, compat.FSxAccessPoint, compat.MultiRegionAccessPoint, compat.ObjectLambdaAccessPoint},
			id:      "directory-buckets-only-operation",
			title:   "This operation exists for directory buckets only",
			problem: "{operation} goes to {target}; only directory buckets have it",
			remedy:  "Copy the object and delete the source",
			answer:  notImplemented,
			why:     "Renaming belongs to the Zonal endpoints of directory buckets.",
			fix:     "Use a directory bucket; or copy the object and delete the source.",
			sources: []string{referencePage(operation.RenameObject), pageDirectoryOnly},
			on:      []string{exampleBucket, exampleAccessPoint}, allowed: compat.Given(operation.RenameObject, member.Bucket, exampleDirectory),
		},
		{
			mark: 's', kinds: []compat.TargetKind{compat.AccessPoint, compat.FSxAccessPoint, compat.MultiRegionAccessPoint, compat.ObjectLambdaAccessPoint},
			id:      "access-point-session",
			title:   "An access point for anything but a directory bucket has no sessions",
			problem: "{operation} goes to {target}, which has no sessions",
			answer:  methodNotAllowed,
			why:     "Sessions belong to the Zonal endpoints of directory buckets.",
			fix:     "Send requests without a session.",
			doubt:   "Of a general purpose bucket S3 makes a listing of the request; what it answers of an access point is not on record.",
			sources: []string{referencePage(operation.CreateSession)},
			on:      []string{exampleAccessPoint}, allowed: compat.Given(operation.CreateSession, member.Bucket, exampleDirectory),
		},
		{
			mark: 'C', kinds: []compat.TargetKind{compat.AccessPoint, compat.FSxAccessPoint},
			id:      "access-point-bucket-write",
			title:   "A bucket can't be configured or deleted through an access point",
			problem: "{operation} goes to {target} instead of the bucket",
			answer:  methodNotAllowed,
			why:     "Access points serve operations on objects, and few that read the bucket.",
			fix:     "Give the name of the bucket.",
			sources: []string{userGuide + "using-access-points.html", pageAccessPoint},
			on:      []string{exampleAccessPoint, exampleAlias}, allowed: compat.Given(operation.DeleteBucketPolicy, member.Bucket, exampleBucket),
		},
		{
			mark: 'r', kinds: []compat.TargetKind{compat.AccessPoint, compat.FSxAccessPoint},
			id:      "access-point-bucket-read",
			title:   "This isn't among the operations that access points are documented to support",
			problem: "{operation} goes to {target}, which isn't documented to support it",
			answer:  methodNotAllowed,
			why:     "Access points serve operations on objects, and few that read the bucket.",
			fix:     "Give the name of the bucket.",
			doubt:   "The list of supported operations calls itself partial.",
			sources: []string{pageAccessPoint},
			on:      []string{exampleAccessPoint, exampleAlias}, allowed: compat.Given(operation.GetBucketVersioning, member.Bucket, exampleBucket),
		},
		{
			mark: 'N', kinds: []compat.TargetKind{compat.FSxAccessPoint},
			id:      "fsx-operation",
			title:   "An access point attached to an FSx volume doesn't support this operation",
			problem: "{operation} goes to {target}, which doesn't support it",
			answer:  compat.Answer{Status: 501, Code: "NotImplemented"},
			why:     "What is behind the access point is a file system: it has no ACLs, versions, locks, archives or bucket configurations of S3.",
			fix:     "Use the file system's own means, or a bucket.",
			sources: []string{pageFSx, pageONTAP, pageAccessPoint},
			on:      []string{exampleFSx}, allowed: compat.Given(operation.GetBucketAcl, member.Bucket, exampleAlias),
		},
		{
			mark: 'C', kinds: []compat.TargetKind{compat.MultiRegionAccessPoint},
			id:      "multi-region-bucket-write",
			title:   "Buckets can't be configured or deleted through a Multi-Region Access Point",
			problem: "{operation} goes to {target} instead of a bucket",
			answer:  methodNotAllowed,
			why:     "It stands for buckets in several Regions and serves operations on their objects.",
			fix:     "Give the name of each bucket.",
			sources: []string{pageMultiRegion},
			on:      []string{exampleMultiRegion}, allowed: compat.Given(operation.DeleteBucketPolicy, member.Bucket, exampleBucket),
		},
		{
			mark: 'm', kinds: []compat.TargetKind{compat.MultiRegionAccessPoint},
			id:      "multi-region-operation",
			title:   "This isn't among the operations that Multi-Region Access Points are documented to support",
			problem: "{operation} goes to {target}, which isn't documented to support it",
			answer:  methodNotAllowed,
			why:     "A Multi-Region Access Point serves a subset of the operations on objects.",
			fix:     "Give the name of one of its buckets.",
			doubt:   "The list of supported operations has grown over time, so an operation that it lacks may work.",
			sources: []string{pageMultiRegion},
			on:      []string{exampleMultiRegion}, allowed: compat.Given(operation.GetBucketVersioning, member.Bucket, exampleBucket),
		},
		{
			mark: 'W', kinds: []compat.TargetKind{compat.MultiRegionAccessPoint},
			id:      "multi-region-location",
			title:   "A Multi-Region Access Point has no location",
			problem: "{operation} goes to {target}, which is in no one Region",
			remedy:  "Ask for a bucket's",
			answer:  methodNotAllowed,
			why:     "It serves several buckets, each in a Region of its own.",
			fix:     "Give the name of one of its buckets.",
			sources: []string{pageMultiRegion, "https://github.com/iterate-ch/cyberduck/issues/14044"},
			on:      []string{exampleMultiRegion}, allowed: compat.Given(operation.GetBucketLocation, member.Bucket, exampleBucket),
		},
		{
			mark: 'C', kinds: []compat.TargetKind{compat.ObjectLambdaAccessPoint},
			id:      "object-lambda-bucket-write",
			title:   "A bucket can't be configured or deleted through an Object Lambda Access Point",
			problem: "{operation} goes to {target} instead of the bucket",
			answer:  methodNotAllowed,
			why:     "Object Lambda serves operations on objects only.",
			fix:     "Give the name of the bucket.",
			sources: []string{pageObjectLambda},
			on:      []string{exampleObjectLambda}, allowed: compat.Given(operation.DeleteBucketPolicy, member.Bucket, exampleBucket),
		},
		{
			mark: 'l', kinds: []compat.TargetKind{compat.ObjectLambdaAccessPoint},
			id:      "object-lambda-bucket-read",
			title:   "This isn't among the operations that Object Lambda Access Points are documented to support",
			problem: "{operation} goes to {target}, which isn't documented to support it",
			answer:  methodNotAllowed,
			why:     "What isn't a GET, LIST or HEAD passes to the access point behind, which serves operations on objects and few that read the bucket.",
			fix:     "Give the name of the bucket.",
			doubt:   "The list of operations that the access point behind supports calls itself partial.",
			sources: []string{pageObjectLambda, pageAccessPoint},
			on:      []string{exampleObjectLambda}, allowed: compat.Given(operation.GetBucketVersioning, member.Bucket, exampleBucket),
		},
		{
			mark: 'S', kinds: []compat.TargetKind{compat.ObjectLambdaAccessPoint},
			id:      "object-lambda-select",
			title:   "An Object Lambda Access Point doesn't support S3 Select",
			problem: "The query goes to {target}, which has no S3 Select",
			remedy:  "Run it on the bucket",
			answer:  methodNotAllowed,
			why:     "Only plain reads and listings pass through the Lambda function.",
			fix:     "Run the query on the bucket, or let the function filter the object.",
			sources: []string{pageObjectLambda},
			on:      []string{exampleObjectLambda}, allowed: compat.Given(operation.SelectObjectContent, member.Bucket, exampleBucket),
		},
		{
			mark: 'U', kinds: []compat.TargetKind{compat.OutpostsAccessPoint},
			id:      "outposts-operation",
			title:   "S3 on Outposts doesn't support this operation",
			problem: "{operation} goes to {target}; S3 on Outposts doesn't have it",
			remedy:  "Use S3 Control, or a bucket in a Region",
			answer:  compat.Answer{Status: 404, Code: "UnsupportedOperation"},
			why:     "An Outposts access point serves uploads, downloads, copies, deletions, listings and tags of objects. Outposts buckets are managed with the S3 Control API.",
			fix:     "For the bucket's policy, lifecycle, tags, versioning and replication use the S3 Control API; the rest needs a bucket in a Region.",
			sources: []string{pageOutposts, pageOutpostsLimits, docOutpostsErrors},
			on:      []string{exampleOutposts}, allowed: compat.Given(operation.GetBucketVersioning, member.Bucket, exampleBucket),
		},
		{
			mark: 'u', kinds: []compat.TargetKind{compat.OutpostsAccessPoint},
			id:      "outposts-object-attributes",
			title:   "GetObjectAttributes isn't among the operations that S3 on Outposts is documented to support",
			problem: "{operation} goes to {target}, which isn't documented to support it",
			answer:  compat.Answer{Status: 404, Code: "UnsupportedOperation"},
			why:     "The list of supported operations lacks it.",
			fix:     "Use HeadObject and ListParts.",
			doubt:   "The operation's own page tells how to use it with S3 on Outposts.",
			sources: []string{pageOutposts, referencePage(operation.GetObjectAttributes)},
			on:      []string{exampleOutposts}, allowed: compat.Given(operation.GetObjectAttributes, member.Bucket, exampleBucket, member.Key, "q3.csv"),
		},
	}
}

// outsideFSx are the kinds of target that certainly aren't attached to an FSx
// volume.
var outsideFSx = []compat.TargetKind{
	compat.GeneralPurposeBucket, compat.DirectoryBucket, compat.AccessPoint, compat.DirectoryAccessPoint,
	compat.MultiRegionAccessPoint, compat.ObjectLambdaAccessPoint, compat.OutpostsAccessPoint,
}

// targetOperationRules are the rules about operations that a kind of target
// doesn't support, and about copies from such targets.
func targetOperationRules() []compat.Rule {
	var rules []compat.Rule
	for _, u := range unsupported() {
		ops := marked(u.mark, u.kinds...)
		rule := compat.Rule{
			ID: u.id, Topic: "target", Title: u.title, Problem: u.problem, Remedy: u.remedy,
			Operations: ops, When: compat.On(u.kinds...), Answer: u.answer,
			Why: u.why, Fix: u.fix, Doubt: u.doubt, Sources: u.sources,
			AmazonOnly: true, Rank: -20,
			Allowed: []compat.Case{u.allowed},
		}
		for _, target := range u.on {
			for _, op := range slices.Compact([]compat.Operation{ops[0], ops[len(ops)-1]}) {
				rule.Violating = append(rule.Violating, compat.Given(op, member.Bucket, target))
			}
		}
		rules = append(rules, rule)
	}
	return append(rules,
		compat.Rule{
			ID:         "copy-source-multi-region",
			Topic:      "target",
			Title:      "A Multi-Region Access Point can be the destination of a copy, but not its source",
			Problem:    "CopySource is in {source}",
			Remedy:     "Name the bucket as the source",
			Operations: []compat.Operation{operation.CopyObject},
			When:       compat.CopiesFrom(compat.MultiRegionAccessPoint),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "S3 copies from a certain bucket; a Multi-Region Access Point stands for several.",
			Fix:        "Name the bucket, or a Regional access point in the destination's Region, as the source.",
			Sources:    []string{referencePage(operation.CopyObject), pageMultiRegion},
			AmazonOnly: true,
			Violating: []compat.Case{compat.Given(operation.CopyObject, member.Bucket, exampleBucket, member.Key, "b.csv",
				member.CopySource, exampleMultiRegion+"/object/a.csv")},
			Allowed: []compat.Case{compat.Given(operation.CopyObject, member.Bucket, exampleMultiRegion, member.Key, "b.csv",
				member.CopySource, exampleBucket+"/a.csv")},
		},
		compat.Rule{
			ID:         "copy-source-object-lambda",
			Topic:      "target",
			Title:      "An Object Lambda Access Point can't be the source of a copy",
			Problem:    "CopySource is in {source}",
			Remedy:     "Copy from the bucket",
			Operations: []compat.Operation{operation.CopyObject},
			When:       compat.CopiesFrom(compat.ObjectLambdaAccessPoint),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "The Lambda function transforms what is downloaded; a copy happens inside of S3.",
			Fix:        "Copy from the bucket, or download through the access point and upload the result.",
			Sources:    []string{pageObjectLambda},
			AmazonOnly: true,
			Violating: []compat.Case{compat.Given(operation.CopyObject, member.Bucket, exampleBucket, member.Key, "b.csv",
				member.CopySource, exampleObjectLambda+"/object/a.csv")},
			Allowed: []compat.Case{compat.Given(operation.CopyObject, member.Bucket, exampleBucket, member.Key, "b.csv",
				member.CopySource, exampleAccessPoint+"/object/a.csv")},
		},
		compat.Rule{
			ID:         "copy-beyond-fsx",
			Topic:      "target",
			Title:      "Files are copied within one access point of an FSx volume only",
			Problem:    "The copy goes from {source} to {target}",
			Operations: []compat.Operation{operation.CopyObject, operation.UploadPartCopy},
			When: compat.Any(
				compat.All(compat.On(compat.FSxAccessPoint), compat.CopiesFrom(outsideFSx...)),
				compat.All(compat.On(outsideFSx...), compat.CopiesFrom(compat.FSxAccessPoint))),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
			Why:        "The copy is made by the file system, which doesn't reach buckets or other volumes.",
			Fix:        "Download the file and upload it.",
			Sources:    []string{pageFSx, pageAccessPoint},
			AmazonOnly: true,
			Violating: []compat.Case{
				compat.Given(operation.CopyObject, member.Bucket, exampleFSx, member.Key, "b.csv", member.CopySource, exampleBucket+"/a.csv"),
				compat.Given(operation.CopyObject, member.Bucket, exampleBucket, member.Key, "b.csv", member.CopySource, exampleFSx+"/a.csv"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.CopyObject, member.Bucket, exampleFSx, member.Key, "b.csv", member.CopySource, exampleFSx+"/a.csv"),
			},
		},
	)
}
