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

// localStack returns the place of a check in LocalStack, a server that is
// compared with Amazon S3: a file of its S3 service and a line. It is evidence,
// not proof: no rule is enforced on it alone.
func localStack(place string) string {
	return "https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/localstack-core/localstack/services/s3/" + place
}
