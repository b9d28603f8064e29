package explain

// otherServices are the published codes of requests that aren't S3's own.
const otherServices = "AWSOrganizationsNotInUseException AccessDeniedException AccessGrantAlreadyExists " +
	"AccessGrantsInstanceAlreadyExists AccessGrantsInstanceNotEmptyError AccessGrantsInstanceNotExistsError " +
	"AccessGrantsInstanceResourcePolicyNotExists AccessGrantsLocationAlreadyExistsError " +
	"AccessGrantsLocationNotEmptyError AccessGrantsLocationsQuotaExceededError AccessGrantsQuotaExceededError " +
	"AccessPointAlreadyOwnedByYou AccountNotAuthorized ActivityMetricsMustEnabled BadRequestException " +
	"ClientTokenConflict ConfigurationAlreadyExists ConflictException DefaultConfigurationDeleteForbidden " +
	"DuplicateElement DuplicateStorageLensGroupARN EmptyExcludeContainer EmptyExcludeElement EmptyIncludeContainer " +
	"EmptyIncludeElement ForbiddenException InvalidAWSOrgArn InvalidAccessGrant InvalidAccessGrantsLocation " +
	"InvalidAge InvalidBucketFilter InvalidConfigId InvalidDestination InvalidEncryptionMethod InvalidFilter " +
	"InvalidFilterForDefaultConfiguration InvalidIamRole InvalidIdentityCenterInstance " +
	"InvalidIncludeExcludeContainers InvalidIncludeExcludeElements InvalidKMSEncryptionKeyId InvalidLogicalOperator " +
	"InvalidMatchAnyPrefix InvalidMatchAnySuffix InvalidMatchAnyTag InvalidMatchObjectAge InvalidMatchObjectSize " +
	"InvalidMaximumPrefixDepth InvalidMinimumStorageBytesPercentage InvalidName InvalidNumericCombination " +
	"InvalidOrganizationARN InvalidOrganizationForDefaultConfiguration InvalidRegion " +
	"InvalidRegionForDefaultConfiguration InvalidRegionName InvalidResourcePolicy InvalidSize InvalidStorageLensArn " +
	"InvalidStorageLensGroupARN InvalidSuffix InvalidTags MismatchedName MissingAccountLevelActivityMetrics " +
	"MissingBucketLevelActivityMetrics MissingEncryptionMethod MissingPrefixLevelStorageMetrics " +
	"NoSuchAccessGrantError NoSuchAccessGrantsLocationError NoSuchAsyncRequest NoSuchResource NotFoundException " +
	"OrgConfigurationNotSupported OrganizationAccessDenied ServiceNotEnabledForOrg StorageMetricsMustEnabled " +
	"StsNotAuthorizedError StsPackedPolicyTooLargeError StsValidationError TooManyAccessPoints " +
	"TooManyConfigurations TooManyElements TooManyMultiRegionAccessPointregionsError TooManyMultiRegionAccessPoints " +
	"TooManyRegions TooManyRequestsException TooManyStorageLensGroups TooManyTags"

// codeCauses is the part of the table for codes that say all there is to say.
var codeCauses = []serviceCause{
	{id: "other-service", codes: otherServices, title: "the error is of S3 Control or S3 Tables",
		why: "access points, Storage Lens, Access Grants and table buckets have clients and errors of their own", fix: "see the code in that service's list", sources: apiPages + "ErrorResponses.html"},

	{id: "select-data", codes: "CSV* JSONParsingError Parquet* OverMax* ColumnTooLong InvalidTextEncoding ExternalEvalException TruncatedInput " +
		"UnsupportedParquetType NumberFormatError IntegerOverflow CastFailed InvalidCast ValueParseFailure " +
		"AmbiguousFieldName EvaluatorBindingDoesNotExist UnrecognizedFormatException UnsupportedStorageClass",
		title: "S3 Select can't read the object as it is described, or a value in it",
		why:   "the data isn't in the format that InputSerialization says, has records or values that are too large, of another type or encoding, or columns that the query doesn't find", fix: "compare the object with InputSerialization (delimiters, quotes, header, compression); try the query on a few records", sources: selectErrors},
	{id: "select-sql", codes: "Parse* Lexer* Evaluator* EmptyRequestBody IllegalSqlFunctionArgument IncorrectSqlFunctionArgumentType " +
		"InvalidColumnIndex InvalidDataType InvalidKeyPath InvalidTableAlias LikeInvalidInputs MaxOperatorsExceeded " +
		"MultipleDataSourcesUnsupported UnsupportedFunction UnsupportedRangeHeader UnsupportedSqlOperation " +
		"UnsupportedSqlStructure UnsupportedSyntax UnsupportedTypeForQuerying",
		title: "S3 Select doesn't understand the query", why: "the code says which part of the SQL expression; it knows a small part of SQL only", fix: "correct the expression; see S3 Select's SQL reference", sources: selectErrors + " " + guidePages + "s3-select-sql-reference.html"},

	{id: "lambda", codes: "Lambda* ConnectionClosedByRequester ResponseInterrupted", title: "the Lambda function behind the Object Lambda access point failed",
		why: "S3 couldn't find or invoke it, it ended without WriteGetObjectResponse, or its answer broke off", fix: "look at the function's log, and at the access point's configuration and permissions (lambda:InvokeFunction)", sources: lambdaErrors},
	{id: "no-transformation", codes: "NoTransformationDefined", title: "the Object Lambda access point has no function for this operation",
		why: "each transformation is configured for some operations", fix: "configure one for this operation, or use the supporting access point", sources: errorList},
	{id: "write-get-object-response", codes: "ValidationError", title: "WriteGetObjectResponse has members that don't go together",
		why: "the message says which", fix: "compare the request with the operation's page", sources: lambdaErrors + " " + apiPages + "API_WriteGetObjectResponse.html"},
	{id: "outpost-state", codes: "InvalidOutpostState InsufficientCapacity", title: "the Outpost, or the file system, can't take the request now",
		why: "it isn't connected or ready, or its storage is full", fix: "check its state and free space", sources: outpostErrors},
	{id: "annotation-limit", codes: "AnnotationLimitExceeded", title: "the object has as many annotations as it can", why: "1000 is the limit", fix: "delete annotations that aren't needed", sources: annotatePage},
	{id: "annotation-prefix", codes: "InvalidPrefix", title: "the prefix isn't one that annotation names can have", why: "names have letters, digits, and . _ - only", fix: "list with another prefix, or none", sources: annotatePage},
	{id: "grant-email", codes: "AmbiguousGrantByEmailAddress UnresolvableGrantByEmailAddress", title: "the email address of a grant isn't that of one account",
		why: "no account has it, or several have, and S3 doesn't take such grants any more", fix: "grant to a canonical user id, or better use policies", sources: errorList},
	{id: "credentials-unexpected", codes: "CredentialsNotSupported InvalidAddressingHeader", title: "the request must not be signed", why: "the endpoint serves anonymous requests only", fix: "send it without credentials (aws.AnonymousCredentials)", sources: errorList},
	{id: "session", codes: "InvalidSessionException", title: "the session of a directory bucket is over", why: "sessions last for five minutes, and the SDK renews them", fix: "let the SDK make the sessions; make presigned requests anew", sources: errorList + " " + apiPages + "API_CreateSession.html"},
	{id: "signature-unsupported", codes: "InvalidSignature UnsupportedSignature", title: "S3 doesn't take this signature, or the token with it",
		why: "it is of a version that the endpoint doesn't take, was made with another key, or the STS token's version isn't known in the Region", fix: "use the SDK's default signer and an endpoint of STS in the Region", sources: errorList},
	{id: "encryption-none", codes: "ServerSideEncryptionConfigurationNotFoundError", title: "the bucket has no default encryption configured", why: "buckets of Amazon S3 always have one now; older answers and other providers say this", fix: "take it as an answer", sources: errorList},
	{id: "china", codes: "UnauthorizedAccessError UnexpectedIPError", title: "a Region in China refuses the request", why: "the bucket has no ICP licence, or the address isn't expected", fix: "see ICP Recordal", sources: errorList},
	{id: "argument-unsupported", codes: "UnsupportedArgument", title: "the request has an argument that S3 doesn't support", why: "the target doesn't have the feature", fix: "minimise the request to find the argument", sources: errorList},
	{id: "old-interfaces", codes: "InvalidSOAPRequest MissingAttachment NoLoggingStatusForKey RequestTorrentOfBucketError", title: "the request is one of an interface that S3 has given up, or of none", why: "SOAP and torrents; the SDK makes no such requests", fix: "see the audit for method, path and query", sources: errorList},
}
