package fill

import (
	"encoding/base64"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// Value is a single member: an enumeration's text or a document.
type Value[T any] struct {
	V   T
	Bad *Problem
}

// The structures below hold the members that come in together. Their fields are
// named like the members; enumerations are text, because the SDK has several
// types for some. The generator assigns those that an operation has.

// Encryption is how an object is encrypted when it is written.
type Encryption struct {
	ServerSideEncryption                                    string
	SSEKMSKeyId, SSEKMSEncryptionContext                    *string
	BucketKeyEnabled                                        *bool
	SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 *string
	Way                                                     Way
	Bad                                                     *Problem
}

// CustomerKey is the key that the customer keeps (SSE-C).
type CustomerKey struct {
	SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 *string
	Way                                                     Way
	Bad                                                     *Problem
}

// Checksum is a checksum: to be computed, or given.
type Checksum struct {
	ChecksumAlgorithm, ChecksumType                           string
	ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME          *string
	ChecksumMD5, ChecksumSHA1, ChecksumSHA256, ChecksumSHA512 *string
	ChecksumXXHASH3, ChecksumXXHASH64, ChecksumXXHASH128      *string
	Way                                                       Way
	Bad                                                       *Problem
}

// ACL is an access control list in headers.
type ACL struct {
	AccessControlPolicy                                                  *types.AccessControlPolicy
	ACL, ObjectOwnership                                                 string
	GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP *string
	Way                                                                  Way
	Bad                                                                  *Problem
}

// Lock is a retention, or an event hold with the mode it holds in.
type Lock struct {
	ObjectLockMode            string
	ObjectLockRetainUntilDate *time.Time
	Bad                       *Problem
}

// EventHold is an event hold with the time for which it holds on.
type EventHold struct {
	ObjectLockEventHold, ObjectLockMode                               string
	ObjectLockEventHoldDurationDays, ObjectLockEventHoldDurationYears *int32
	Way                                                               Way
	Bad                                                               *Problem
}

// Precondition is what must be true of an object for a request to be served.
type Precondition struct {
	IfMatch, IfNoneMatch               *string
	IfModifiedSince, IfUnmodifiedSince *time.Time
	Way                                Way
	Bad                                *Problem
}

// Portion is the part of an object to read.
type Portion struct {
	Range      *string
	PartNumber *int32
	Way        Way
	Bad        *Problem
}

// CopyMetadata is what a copy does about the source's metadata.
type CopyMetadata struct {
	MetadataDirective                                                               string
	CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType *string
	Expires                                                                         *time.Time
	Metadata                                                                        Entries
	Way                                                                             Way
	Bad                                                                             *Problem
}

// CopyTags is what a copy does about the source's tags.
type CopyTags struct {
	TaggingDirective string
	Tagging          *string
	Way              Way
	Bad              *Problem
}

// Position is where a listing goes on.
type Position struct {
	ContinuationToken, StartAfter              *string
	KeyMarker, VersionIdMarker, UploadIdMarker *string
	Way                                        Way
	Bad                                        *Problem
}

// Attributes are the attributes to get of an object.
type Attributes struct {
	ObjectAttributes []string
	MaxParts         *int32
	PartNumberMarker *string
	Bad              *Problem
}

// Versioning is a versioning configuration, with the MFA code that switching
// MFA delete takes.
type Versioning struct {
	VersioningConfiguration *types.VersioningConfiguration
	MFA                     *string
	Bad                     *Problem
}

// Text is the value of a text member.
func Text[S ~string](s S) *string {
	t := string(s)
	return &t
}

func quote(s string) string { return strconv.Quote(s) }

func sorted(seq iter.Seq[string]) []string { return slices.Sorted(seq) }

// PartMarker returns the marker of a part number as ListParts takes it.
func PartMarker(n int32) Value[*string] {
	text := strconv.Itoa(int(n))
	return Value[*string]{V: &text}
}

// OnOff is the text of a status that is ON or OFF.
func OnOff(on bool) Value[string] {
	if on {
		return Value[string]{V: "ON"}
	}
	return Value[string]{V: "OFF"}
}

// MD5 is the value of Content-MD5.
func MD5(sum [16]byte) Value[*string] {
	text := base64.StdEncoding.EncodeToString(sum[:])
	return Value[*string]{V: &text}
}

// Accelerate is the document of transfer acceleration.
func Accelerate(status Value[string]) Value[*types.AccelerateConfiguration] {
	return Value[*types.AccelerateConfiguration]{
		V: &types.AccelerateConfiguration{Status: types.BucketAccelerateStatus(status.V)}, Bad: status.Bad,
	}
}

// Abac is the document of attribute-based access control.
func Abac(status Value[string]) Value[*types.AbacStatus] {
	return Value[*types.AbacStatus]{V: &types.AbacStatus{Status: types.BucketAbacStatus(status.V)}, Bad: status.Bad}
}

// RequestPayment is the document that says who pays.
func RequestPayment(payer Value[string]) Value[*types.RequestPaymentConfiguration] {
	return Value[*types.RequestPaymentConfiguration]{
		V: &types.RequestPaymentConfiguration{Payer: types.Payer(payer.V)}, Bad: payer.Bad,
	}
}

// LegalHold is the document of a legal hold.
func LegalHold(on bool) Value[*types.ObjectLockLegalHold] {
	return Value[*types.ObjectLockLegalHold]{
		V: &types.ObjectLockLegalHold{Status: types.ObjectLockLegalHoldStatus(OnOff(on).V)},
	}
}

// List turns texts into an enumeration's values.
func List[T ~string](texts []string) []T {
	list := make([]T, len(texts))
	for i, t := range texts {
		list[i] = T(t)
	}
	return list
}

// Failure is an error that is reported instead of an object.
type Failure struct {
	ErrorCode, ErrorMessage *string
	Bad                     *Problem
}

// Int32 is the value of a whole number.
func Int32[N ~int32](n N) *int32 {
	v := int32(n)
	return &v
}

// True is a boolean member that is true.
func True() *bool {
	yes := true
	return &yes
}

// Identified is a configuration with its id, which is in the query as well.
type Identified struct {
	Id                              *string //nolint:revive,staticcheck // named like the member
	AnalyticsConfiguration          *types.AnalyticsConfiguration
	MetricsConfiguration            *types.MetricsConfiguration
	InventoryConfiguration          *types.InventoryConfiguration
	IntelligentTieringConfiguration *types.IntelligentTieringConfiguration
	Bad                             *Problem
}

// Source is the object that is copied, with what it takes to read it.
type Source struct {
	CopySource                                                                            *string
	CopySourceSSECustomerAlgorithm, CopySourceSSECustomerKey, CopySourceSSECustomerKeyMD5 *string
	Bad                                                                                   *Problem
}
