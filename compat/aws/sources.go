package aws

// Pages that rules of several topics cite.
const (
	docCopyObject = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html"
	docPutObject  = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html"
	docErrors     = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"

	// localStackS3 is where a server that is compared with Amazon S3 has its
	// checks. It is evidence, not proof: no rule is enforced on it alone.
	localStackS3 = "https://github.com/localstack/localstack/blob/main/localstack-core/localstack/services/s3/provider.py"
)
