package compat

import (
	"fmt"
	"slices"
	"strings"
)

// Scope says what a feature is a fact about.
type Scope uint8

// The scopes of facts. A copy has two buckets: the one it writes to (ScopeBucket)
// and the one it reads from (ScopeSource); both have the bucket features.
const (
	ScopeBucket Scope = iota
	ScopeSource
	ScopeEndpoint
	ScopeSignature
	ScopeUpload
	ScopeWire
	scopes
)

// String names the scope as prose.
func (s Scope) String() string {
	return [...]string{"the bucket", "the copy source's bucket", "the endpoint", "the signature", "the upload", "the sent request"}[s]
}

// Feature is one thing that can be known about a bucket, an endpoint, a
// signature or a multipart upload. Each has a closed set of values.
type Feature uint8

// Bucket features: what is known of the bucket a request goes to, or of the
// bucket a copy reads from. The value "none" means the configuration is absent.
const (
	Exists             Feature = iota // whether the bucket exists
	Versioning                        // versioning state
	MFADelete                         // whether MFA delete is on
	ObjectLock                        // object lock
	DefaultRetention                  // object lock's default retention
	DefaultEventHold                  // object lock's default event hold
	Ownership                         // S3 Object Ownership
	Acceleration                      // transfer acceleration
	Payer                             // who pays for requests
	DefaultEncryption                 // default encryption
	BucketKey                         // S3 Bucket Keys in the default encryption
	BlockedSSEC                       // whether SSE-C is among the blocked encryption types
	BlockPublicACLs                   // public access block: BlockPublicAcls
	IgnorePublicACLs                  // public access block: IgnorePublicAcls
	BlockPublicPolicy                 // public access block: BlockPublicPolicy
	RestrictPublic                    // public access block: RestrictPublicBuckets
	PublicAccessBlock                 // whether a public access block configuration exists
	OwnershipControls                 // whether ownership controls exist
	ABAC                              // attribute-based access control
	Policy                            // bucket policy
	CORS                              // CORS configuration
	Website                           // website configuration
	Lifecycle                         // lifecycle configuration
	Replication                       // replication configuration
	Tags                              // bucket tags
	Encryption                        // encryption configuration
	Analytics                         // analytics configurations
	Inventory                         // inventory configurations
	Metrics                           // metrics configurations
	Tiering                           // intelligent-tiering configurations
	MetadataTable                     // metadata configuration
	OwnedByCaller                     // whether the caller owns the bucket
	Empty                             // whether the bucket holds no object or version
	LogTarget                         // the logging target bucket: whether it exists, where, and whose it is
	LogTargetOwnership                // S3 Object Ownership of the logging target bucket
	ReplicaTarget                     // the replication destination buckets: whether they exist and are versioned
	Grants                            // to whom the bucket's ACL grants access
	ExportTarget                      // the destination bucket of an inventory or an analysis: whether it exists and where
	ReplicaTargetLock                 // object lock of the replication destination buckets: none if one of them has none
	bucketFeatures
)

// Endpoint features: how a request will reach S3.
const (
	Addressing      Feature = iota + bucketFeatures // addressing style
	Accelerate                                      // the accelerate endpoint
	DualStack                                       // the dual-stack endpoint
	FIPS                                            // the FIPS endpoint
	Scheme                                          // http or https
	Provider                                        // whose endpoint it is
	UseARNRegion                                    // whether an ARN's region is followed
	ExpressSessions                                 // whether S3 Express session auth is used
	EndpointService                                 // whose requests the endpoint serves: general purpose buckets' (s3), directory buckets' (s3express), or those of access points of their own kind
	endpointFeatures
)

// Signature features: how a request will be signed.
const (
	SignatureScheme Feature = iota + endpointFeatures // the authentication scheme
	Presigned                                         // whether the request is presigned: as a URL; as a policy for browsers' uploads (post); or is such an upload as it was sent, with all its fields (form)
	Payload                                           // how the payload is signed
	Digest                                            // whether the request carries a digest of its body: Content-MD5, or a checksum as header or trailer
	Length                                            // whether the request says how long its streamed body is, and whether that is more than one request can carry
	Credentials                                       // what the request is signed with: long-term credentials, or temporary ones, which come with a session token and may expire before the presigned URL does
	PayerHeader                                       // whether the request says by the header X-Amz-Request-Payer that the requester pays, which other code adds where an operation has no member for it
	signatureFeatures
)

// Upload features: what is known of the multipart upload a request belongs to.
const (
	UploadExists            Feature = iota + signatureFeatures // whether the upload is in progress; aborted: no more, but parts that were on their way may be there
	UploadChecksumAlgorithm                                    // the checksum algorithm chosen at creation
	UploadChecksumType                                         // the checksum type chosen at creation
	UploadEncryption                                           // the encryption chosen at creation
	uploadFeatures
)

// Wire features: what a request as it was sent says of itself. They are known of
// requests that package compat/wire decodes, and never of an SDK input: what the SDK
// sends has them right.
const (
	Authorization   Feature = iota + uploadFeatures // the form of the Authorization header, or of the parameters of a presigned URL
	CredentialScope                                 // the credential's Region and service
	SignedHeaders                                   // which headers are signed
	RequestTime                                     // when the request was signed, or until when it is valid
	PayloadHash                                     // the X-Amz-Content-Sha256 header
	BodyMD5                                         // the digest of a document against its Content-MD5
	Transfer                                        // the transfer encoding of the body
	PostForm                                        // the fields of a browser's POST upload
	PostPolicy                                      // the policy of a browser's POST upload against its fields
	RequestForm                                     // whether there is an operation for the request, and its body can be read
	Headers                                         // the headers against what the operation requires, and against the parameters of a presigned URL
	Features                                        // number of features
)

type featureInfo struct {
	name   string // as used in conditions' prose: "versioning"
	values []string
}

var onOff = []string{"false", "true"}
var noneSome = []string{"none", "some"}

var featureInfos = [Features]featureInfo{
	Exists:            {"existence", onOff},
	Versioning:        {"versioning", []string{"Unversioned", "Enabled", "Suspended"}},
	MFADelete:         {"MFA delete", []string{"Disabled", "Enabled"}},
	ObjectLock:        {"object lock", []string{"none", "Enabled"}},
	DefaultRetention:  {"default retention", []string{"none", "GOVERNANCE", "COMPLIANCE"}},
	DefaultEventHold:  {"default event hold", []string{"none", "some"}},
	Ownership:         {"object ownership", []string{"BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"}},
	Acceleration:      {"transfer acceleration", []string{"none", "Enabled", "Suspended"}},
	Payer:             {"request payer", []string{"BucketOwner", "Requester"}},
	DefaultEncryption: {"default encryption", []string{"AES256", "aws:kms", "aws:kms:dsse", "aws:fsx", "none"}},
	BucketKey:         {"bucket key", onOff},
	BlockedSSEC:       {"block on SSE-C", onOff},
	BlockPublicACLs:   {"BlockPublicAcls", onOff},
	IgnorePublicACLs:  {"IgnorePublicAcls", onOff},
	BlockPublicPolicy: {"BlockPublicPolicy", onOff},
	RestrictPublic:    {"RestrictPublicBuckets", onOff},
	PublicAccessBlock: {"public access block configuration", noneSome},
	OwnershipControls: {"ownership controls", noneSome},
	ABAC:              {"attribute-based access control", []string{"Disabled", "Enabled"}},
	Policy:            {"bucket policy", noneSome},
	CORS:              {"CORS configuration", noneSome},
	Website:           {"website configuration", noneSome},
	Lifecycle:         {"lifecycle configuration", noneSome},
	Replication:       {"replication configuration", noneSome},
	Tags:              {"tags", noneSome},
	Encryption:        {"encryption configuration", noneSome},
	Analytics:         {"analytics configurations", noneSome},
	Inventory:         {"inventory configurations", noneSome},
	Metrics:           {"metrics configurations", noneSome},
	Tiering:           {"intelligent-tiering configurations", noneSome},
	MetadataTable:     {"metadata configuration", noneSome},
	OwnedByCaller:     {"ownership by the caller", onOff},
	Empty:             {"emptiness", onOff},
	LogTarget:         {"log target bucket", []string{"missing", "same region", "another region", "another account"}},

	LogTargetOwnership: {"log target bucket's object ownership", []string{"BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"}},
	ReplicaTarget:      {"replication destination", []string{"missing", "not versioned", "versioned"}},
	Grants:             {"bucket ACL", []string{"owner", "others"}},
	ExportTarget:       {"export destination bucket", []string{"missing", "same region", "another region"}},
	ReplicaTargetLock:  {"replication destination's object lock", []string{"none", "Enabled"}},

	Addressing:      {"addressing style", []string{"path", "virtual-hosted"}},
	Accelerate:      {"transfer acceleration", onOff},
	DualStack:       {"dual-stack", onOff},
	FIPS:            {"FIPS", onOff},
	Scheme:          {"scheme", []string{"http", "https"}},
	Provider:        {"provider", []string{"Amazon", "other"}},
	UseARNRegion:    {"use of an ARN's region", onOff},
	ExpressSessions: {"S3 Express session authentication", onOff},
	EndpointService: {"service", []string{"s3", "s3express", "other"}},

	SignatureScheme: {"scheme", []string{"anonymous", "SigV4", "SigV4A", "S3Express"}},
	Presigned:       {"form", []string{"false", "url", "post", "form"}},
	Payload:         {"payload", []string{"signed", "unsigned", "streaming", "streaming-trailer", "unsigned-trailer"}},
	Digest:          {"digest of the body", noneSome},
	Length:          {"length of the body", []string{"unknown", "known", "above 5 GiB"}},
	Credentials:     {"credentials", []string{"permanent", "temporary", "expiring first"}},
	PayerHeader:     {"X-Amz-Request-Payer", []string{"none", "requester", "other"}},

	UploadExists:            {"existence", []string{"false", "true", "aborted"}},
	UploadChecksumAlgorithm: {"checksum algorithm", []string{"none", "CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256", "SHA512", "MD5", "XXHASH3", "XXHASH64", "XXHASH128"}},
	UploadChecksumType:      {"checksum type", []string{"none", "COMPOSITE", "FULL_OBJECT"}},
	UploadEncryption:        {"encryption", []string{"AES256", "aws:kms", "aws:kms:dsse", "aws:fsx", "SSE-C"}},

	Authorization:   {"authorization", []string{"well-formed", "two mechanisms", "unsupported", "incomplete header", "incomplete URL", "malformed credential", "malformed credential in URL", "unsupported in URL", "malformed expiry", "version 2"}},
	CredentialScope: {"credential scope", []string{"right", "another region", "another region in URL", "another service", "another service in URL"}},
	SignedHeaders:   {"signed headers", []string{"all", "not all", "without host"}},
	RequestTime:     {"request time", []string{"current", "missing", "malformed", "malformed in URL", "skewed", "expired"}},
	PayloadHash:     {"payload hash", []string{"given", "missing", "malformed", "differs", "trailer"}},
	BodyMD5:         {"MD5 of the body", []string{"right", "differs", "malformed"}},
	Transfer:        {"transfer encoding", []string{"none", "chunked", "aws-chunked", "compressed", "unknown coding"}},
	PostForm:        {"POST form", []string{"complete", "no key", "no file", "no signature", "no algorithm", "not multipart/form-data", "fields too large"}},
	PostPolicy:      {"POST policy", []string{"none", "met", "expired", "condition failed", "extra field", "too small", "too large"}},
	RequestForm:     {"form of the request", []string{"readable", "method of a subresource", "method of a website", "preflight without origin", "key with uploads", "two subresources", "version of a bucket", "parameter of another listing", "website with a value", "empty document", "malformed document", "malformed ACL", "malformed form", "small chunk", "no last chunk", "large document"}},
	Headers:         {"headers", []string{"right", "expected owner twice", "payer twice", "no object attributes", "checksum mode twice", "encryption of no object"}},
}

// String returns the feature's name as prose, for example "versioning".
func (f Feature) String() string {
	if int(f) < len(featureInfos) {
		return featureInfos[f].name
	}
	return fmt.Sprintf("feature %d", uint8(f))
}

// Values lists the values the feature can have. It must not be changed.
func (f Feature) Values() []string {
	if int(f) < len(featureInfos) {
		return featureInfos[f].values
	}
	return nil
}

// Scope returns what the feature is a fact about; for bucket features that is
// ScopeBucket, although a copy source has them too.
func (f Feature) Scope() Scope {
	switch {
	case f < bucketFeatures:
		return ScopeBucket
	case f < endpointFeatures:
		return ScopeEndpoint
	case f < signatureFeatures:
		return ScopeSignature
	case f < uploadFeatures:
		return ScopeUpload
	default:
		return ScopeWire
	}
}

// code returns the compact form of a value: its position plus one, so that zero
// is "unknown".
func (f Feature) code(value string) (uint8, error) {
	i := slices.Index(f.Values(), value)
	if i < 0 {
		return 0, fmt.Errorf("compat: %s can't be %q: it is one of %s", f, value, strings.Join(f.Values(), ", "))
	}
	return uint8(i + 1), nil
}

// Facts is what is known about one bucket, endpoint, signature or upload.
// The zero Facts knows nothing. Facts are values.
type Facts struct {
	values [Features]uint8

	// Region is the AWS Region of the bucket or the endpoint, empty if not known.
	Region string
	// Owner is the 12-digit account id of the bucket's owner, empty if not known.
	Owner string
	// KeyMD5 is the base64 MD5 of the customer key (SSE-C) an upload was
	// created with, empty if there is none or it isn't known. It identifies
	// the key without giving it away.
	KeyMD5 string
	// Parts is what is known of an upload's parts, nil if nothing is.
	Parts *Parts
}

// Set records a fact. It fails if the feature has no such value.
func (x *Facts) Set(f Feature, value string) error {
	if int(f) < len(featureInfos) { // it is done a dozen times for a request on the wire
		for i, v := range featureInfos[f].values {
			if v == value {
				x.values[f] = uint8(i + 1)
				return nil
			}
		}
	}
	_, err := f.code(value)
	return err
}

// Forget makes a feature unknown again.
func (x *Facts) Forget(f Feature) { x.values[f] = 0 }

// Get returns a feature's value, and whether it is known.
func (x *Facts) Get(f Feature) (string, bool) {
	if x == nil || int(f) >= len(x.values) || x.values[f] == 0 {
		return "", false
	}
	return f.Values()[x.values[f]-1], true
}

// Known lists the features that are known, in the order of their numbers.
func (x *Facts) Known() []Feature {
	var fs []Feature
	for f, c := range x.values {
		if c != 0 {
			fs = append(fs, Feature(f))
		}
	}
	return fs
}

// With returns a copy in which the feature has the value. It panics on a value
// the feature can't have: it is meant for literals.
func (x Facts) With(f Feature, value string) Facts {
	if err := x.Set(f, value); err != nil {
		panic(err)
	}
	return x
}

// Join adds what o knows and x doesn't.
func (x *Facts) Join(o *Facts) {
	for f, v := range o.values {
		if x.values[f] == 0 {
			x.values[f] = v
		}
	}
	if x.Region == "" {
		x.Region = o.Region
	}
	if x.Owner == "" {
		x.Owner = o.Owner
	}
	if x.KeyMD5 == "" {
		x.KeyMD5 = o.KeyMD5
	}
	if x.Parts == nil {
		x.Parts = o.Parts
	}
}
