package sdk

import (
	"strings"
	"sync"
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// The samples agree with each other wherever S3 compares members: the digests
// are those of the body, the digest of the customer's key is that of the key,
// and the identifier is that of the configurations.
const (
	sampleBody    = "hello, world"
	sampleETag    = `"e4d7f1b4ed2e42d15898f4b27b019da4"`
	sampleMD5     = "5NfxtO0uQtFYmPSyewGdpA=="
	sampleKey     = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
	sampleKeyMD5  = "KYvwGXoFFJ42a2u2GDWhwQ=="
	sampleID      = "reports"
	sampleAccount = "123456789012"
	sampleOwner   = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
	sampleGrantee = `id="` + sampleOwner + `"`
	sampleKMSKey  = "arn:aws:kms:us-east-1:" + sampleAccount + ":key/1234abcd-12ab-34cd-56ef-1234567890ab"
)

var (
	samplePast   = time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	sampleFuture = time.Date(2099, 12, 31, 0, 0, 0, 0, time.UTC)
)

// samples returns values that an operation's member can have. What the
// operation says goes before what the member's name says; enumerations have
// their values. The values are made once, and must not be changed: a document
// is recognised by its address.
func samples(op operation.ID, m member.ID) []any {
	u := use(op, m)
	if u == nil {
		return nil
	}
	t := sampleTables()
	if s := t.special[opMember{op, m}]; s != nil {
		return s
	}
	if s := t.documents[u.goType]; s != nil {
		return s
	}
	if s := t.enums[u.enum]; u.enum != 0 && strings.HasPrefix(u.goType, "types.") {
		return s
	}
	return t.named[m]
}

type opMember struct {
	op operation.ID
	m  member.ID
}

type sampleSet struct {
	special   map[opMember][]any
	documents map[string][]any // by Go type
	enums     [][]any          // by useInfo.enum
	named     map[member.ID][]any
}

// A value made by sync.OnceValue would be linked into every program, whether it asks
// for samples or not.
var (
	sampleTablesOnce sync.Once
	sampleTablesMade sampleSet
)

func sampleTables() *sampleSet {
	sampleTablesOnce.Do(func() { sampleTablesMade = makeSamples() })
	return &sampleTablesMade
}

func makeSamples() sampleSet {
	t := sampleSet{special: specialSamples(), documents: documentSamples(), named: namedSamples()}
	t.enums = make([][]any, len(enumerations)+1)
	for i, values := range enumerations {
		for _, v := range values {
			t.enums[i+1] = append(t.enums[i+1], v)
		}
	}
	return t
}

// specialSamples holds the members that mean something else in one operation.
func specialSamples() map[opMember][]any {
	any1 := []any{"*"}
	return map[opMember][]any{
		// Writes accept the asterisk only; reads compare entity tags.
		{operation.PutObject, member.IfNoneMatch}:               any1,
		{operation.CopyObject, member.IfNoneMatch}:              any1,
		{operation.CompleteMultipartUpload, member.IfNoneMatch}: any1,
		// The prefix is that of a bucket's name.
		{operation.ListBuckets, member.Prefix}: {"amzn-s3-demo-"},
		// Of a response, not of a request.
		{operation.WriteGetObjectResponse, member.Expires}: {sampleFuture},
	}
}

// namedSamples holds the members that mean the same everywhere.
func namedSamples() map[member.ID][]any {
	text := map[member.ID]string{
		member.AcceptRanges:                   "bytes",
		member.AnnotationName:                 "review",
		member.AnnotationPrefix:               "re",
		member.BucketRegion:                   "us-west-2",
		member.CacheControl:                   "max-age=3600",
		member.ChecksumCRC32:                  "/6tyOg==",
		member.ChecksumCRC32C:                 "aZmkHw==",
		member.ChecksumCRC64NVME:              "imGzfIgXKM8=",
		member.ChecksumMD5:                    sampleMD5,
		member.ChecksumSHA1:                   "t+I+wpryKwtOQdox6GjVciYSHIQ=",
		member.ChecksumSHA256:                 "Ccp+TqpuiunH0mEWcSkYSINkTQffuny/vEyKLgg2DVs=",
		member.ChecksumSHA512:                 "hxAznctoFNDZ0ikO9CIoXJMitxY5Ufmgyo+IPTMFKG9EE5qjdISOQXT1qtpmMCfkVIY3ttGYlK7E+2xGoTn7+Q==",
		member.ChecksumXXHASH128:              "V7nkZJ2qFJ0nyLoPaqgSUQ==",
		member.ChecksumXXHASH3:                "E0mzZGqRQ1k=",
		member.ChecksumXXHASH64:               "O9kRkJ4hdzI=",
		member.ClientToken:                    "5d9c3f1e-6c0e-4a39-9d5e-2b7a1c8f4e60",
		member.ContentDisposition:             `attachment; filename="a.jpg"`,
		member.ContentEncoding:                "gzip",
		member.ContentLanguage:                "en",
		member.ContentMD5:                     sampleMD5,
		member.ContentRange:                   "bytes 0-9/100",
		member.ContentType:                    "image/jpeg",
		member.ContinuationToken:              "1ueGcxLPRx1Tr",
		member.CopySource:                     "amzn-s3-demo-source/photos/a.jpg",
		member.CopySourceIfMatch:              sampleETag,
		member.CopySourceIfNoneMatch:          sampleETag,
		member.CopySourceRange:                "bytes=0-9",
		member.CopySourceSSECustomerAlgorithm: "AES256",
		member.CopySourceSSECustomerKey:       sampleKey,
		member.CopySourceSSECustomerKeyMD5:    sampleKeyMD5,
		member.Delimiter:                      "/",
		member.DestinationIfMatch:             sampleETag,
		member.DestinationIfNoneMatch:         "*",
		member.ETag:                           sampleETag,
		member.ErrorCode:                      "NoSuchKey",
		member.ErrorMessage:                   "There is no such object.",
		member.ExpectedBucketOwner:            sampleAccount,
		member.ExpectedSourceBucketOwner:      sampleAccount,
		member.Expiration:                     `expiry-date="Fri, 21 Dec 2035 00:00:00 GMT", rule-id="logs"`,
		member.Expression:                     "SELECT * FROM s3object s",
		member.GrantFullControl:               sampleGrantee,
		member.GrantRead:                      sampleGrantee,
		member.GrantReadACP:                   sampleGrantee,
		member.GrantWrite:                     sampleGrantee,
		member.GrantWriteACP:                  sampleGrantee,
		member.Id:                             sampleID,
		member.IfMatch:                        sampleETag,
		member.IfNoneMatch:                    sampleETag,
		member.Key:                            "photos/a.jpg",
		member.KeyMarker:                      "photos/a.jpg",
		member.MFA:                            "arn:aws:iam::" + sampleAccount + ":mfa/operator 123456",
		member.Marker:                         "photos/a.jpg",
		member.ObjectIfMatch:                  sampleETag,
		member.PartNumberMarker:               "1",
		member.Policy:                         samplePolicy,
		member.Prefix:                         "photos/",
		member.Range:                          "bytes=0-9",
		member.RenameSource:                   "/photos/b.jpg",
		member.RequestRoute:                   "io-a1b2c3",
		member.RequestToken:                   "b7d1f0a2c4e6",
		member.ResponseCacheControl:           "no-store",
		member.ResponseContentDisposition:     "inline",
		member.ResponseContentEncoding:        "gzip",
		member.ResponseContentLanguage:        "en",
		member.ResponseContentType:            "image/jpeg",
		member.Restore:                        `ongoing-request="false", expiry-date="Fri, 21 Dec 2035 00:00:00 GMT"`,
		member.SSECustomerAlgorithm:           "AES256",
		member.SSECustomerKey:                 sampleKey,
		member.SSECustomerKeyMD5:              sampleKeyMD5,
		member.SSEKMSEncryptionContext:        "eyJkZXBhcnRtZW50IjoiZmluYW5jZSJ9",
		member.SSEKMSKeyId:                    sampleKMSKey,
		member.SourceIfMatch:                  sampleETag,
		member.SourceIfNoneMatch:              sampleETag,
		member.StartAfter:                     "photos/a.jpg",
		member.Tagging:                        "k=v",
		member.Token:                          "bEtTbHc0cVd4",
		member.UploadId:                       "VXBsb2FkIElEIGZvciBwaG90b3MvYS5qcGc",
		member.UploadIdMarker:                 "VXBsb2FkIElEIGZvciBwaG90b3MvYS5qcGc",
		member.VersionId:                      "Xq7vK2mWc0RtLh9dYb3nFz8sPj5gUe1a",
		member.VersionIdMarker:                "Xq7vK2mWc0RtLh9dYb3nFz8sPj5gUe1a",
		member.WebsiteRedirectLocation:        "/photos/b.jpg",
	}
	number := map[member.ID]int{
		member.ContentLength:                    len(sampleBody),
		member.IfMatchSize:                      len(sampleBody),
		member.MaxAnnotationResults:             100,
		member.MaxBuckets:                       100,
		member.MaxDirectoryBuckets:              100,
		member.MaxKeys:                          100,
		member.MaxParts:                         100,
		member.MaxUploads:                       100,
		member.MissingMeta:                      0,
		member.MpuObjectSize:                    len(sampleBody),
		member.ObjectLockEventHoldDurationDays:  30,
		member.ObjectLockEventHoldDurationYears: 1,
		member.PartNumber:                       1,
		member.PartsCount:                       1,
		member.StatusCode:                       200,
		member.TagCount:                         1,
		member.WriteOffsetBytes:                 0,
	}
	moment := map[member.ID]time.Time{
		member.CopySourceIfModifiedSince:    samplePast,
		member.CopySourceIfUnmodifiedSince:  sampleFuture,
		member.DestinationIfModifiedSince:   samplePast,
		member.DestinationIfUnmodifiedSince: sampleFuture,
		member.Expires:                      sampleFuture,
		member.IfMatchInitiatedTime:         samplePast,
		member.IfMatchLastModifiedTime:      samplePast,
		member.IfModifiedSince:              samplePast,
		member.IfUnmodifiedSince:            sampleFuture,
		member.LastModified:                 samplePast,
		member.ObjectLockRetainUntilDate:    sampleFuture,
		member.ResponseExpires:              sampleFuture,
		member.SourceIfModifiedSince:        samplePast,
		member.SourceIfUnmodifiedSince:      sampleFuture,
	}
	s := map[member.ID][]any{
		member.AnnotationPayload: {strings.NewReader(sampleBody)},
		member.Body:              {strings.NewReader(sampleBody)},
		member.Bucket:            {"amzn-s3-demo-bucket"},
		member.Metadata:          {map[string]string{"author": "jane"}},
	}
	for m, v := range text {
		s[m] = []any{v}
	}
	for m, v := range number {
		s[m] = []any{v}
	}
	for m, v := range moment {
		s[m] = []any{v}
	}
	for _, m := range []member.ID{
		member.BucketKeyEnabled, member.BypassGovernanceRetention, member.ConfirmRemoveSelfBucketAccess,
		member.DeleteMarker, member.FetchOwner, member.ObjectLockEnabledForBucket, member.SkipDestinationValidation,
	} {
		s[m] = []any{true, false}
	}
	return s
}

const samplePolicy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow",` +
	`"Principal":{"AWS":"arn:aws:iam::` + sampleAccount + `:root"},` +
	`"Action":"s3:GetObject","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*"}]}`
