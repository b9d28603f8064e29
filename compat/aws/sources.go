package aws

// Pages that rules of several topics cite.
const (
	docCopyObject = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html"
	docPutObject  = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html"

	// docErrorResponses lists S3's error codes, in several lists.
	docErrorResponses    = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"
	docErrors            = docErrorResponses + "#ErrorCodeList"
	docSelectErrors      = docErrorResponses + "#SelectObjectContentErrorCodeList"
	docReplicationErrors = docErrorResponses + "#ReplicationErrorCodeList"
	docOutpostsErrors    = docErrorResponses + "#S3OutpostsErrorCodeList"
	docFSxErrors         = docErrorResponses + "#FSXErrorCodeList"
)

// measuredByBacklot is a server whose comments say, with dates, what its authors
// measured at Amazon S3.
const measuredByBacklot = "https://github.com/brekkylab/backlot/blob/main/backlot/routers/s3.py"

// backlotTests are its tests, whose tables have the requests and what S3 answered.
const backlotTests = "https://github.com/brekkylab/backlot/blob/main/tests/test_s3.py"

// S3's answers as the project meeseeks-s3 recorded them.
const (
	meeseeks           = "https://github.com/dyus/meeseeks-s3/"
	meeseeksListings   = meeseeks + "blob/0e5823fda35e25dc412c4edf6266a6da65dc49b4/docs_reports/listobjectversioning_aws_all_ru.md"
	meeseeksVersions   = meeseeks + "blob/0e5823fda35e25dc412c4edf6266a6da65dc49b4/docs_reports/versioning_mix_aws_all_ru_h3.md"
	meeseeksVersioning = meeseeks + "tree/73f66ecf1ec0cc07ad22425d5c170d9a373a4a19/tests/put_bucket_versioning/golden"
)

// Tests of a server that pass at Amazon S3 too, which they assert exactly, and
// what their author writes about them.
const (
	argmin           = "https://github.com/justincormack/argmin/blob/"
	argminChecksums  = argmin + "0437634cd8bbf1a81aef604801bea0df52bc25cf/crates/s3-tests/tests/checksums.rs"
	argminConditions = argmin + "e161ab9ac3a9acad1121d6f6ae15b56c8f368016/crates/s3-tests/tests/conditional.rs"
	argminCopies     = argmin + "3838c3774b6f2b9b45ba3003efa0733ca58ee43c/crates/s3-tests/tests/copy_object.rs"
	argminKeys       = argmin + "230773fea9363d2c19567275411d9b873bb76a7b/crates/s3-tests/tests/sse_c.rs"
	argminRedirects  = argmin + "08fa021dfad5bea0d92d9924f6b7a89245c08314/crates/s3-tests/tests/website_redirect.rs"
	argminUploads    = argmin + "00fd28c409329edd04dfa9f1bdbcd8cee8659e79/crates/s3-tests/tests/multipart.rs"
	argminMultipart  = argmin + "0eafb47f0d093805c59b4065190a7e9c8907ad23/plans/completed/aws-multipart-oracle-hardening-plan.md"
)

// localStack returns the place of a check in LocalStack, a server that is
// compared with Amazon S3: a file of its S3 service and a line. It is evidence,
// not proof: no rule is enforced on it alone.
func localStack(place string) string {
	return "https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/localstack-core/localstack/services/s3/" + place
}
