package opt

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/internal/printable"
)

// Parse reads an option from text: from a flag, the environment or a configuration
// file. T is the interface that a setter takes. Options that are closed sets, such
// as [StorageClass], [ObjectACL] or [Payer], are written as S3 writes them; the text
// of others is that of [ParseEncryption], [ParseChecksum], [ParseUploadChecksum] and
// [ParseRetention]. Empty text is nil, which setters leave out.
//
//	method, err := opt.Parse[opt.DirectoryEncryption]("aws:kms=1234abcd-12ab-34cd-56ef-1234567890ab")
func Parse[T any](text string) (T, error) {
	var none T
	text = strings.TrimSpace(text)
	if text == "" {
		return none, nil
	}
	var names []string
	for _, c := range choices {
		if o, ok := c.(T); ok {
			if c.String() == text {
				return o, nil
			}
			names = append(names, c.String())
		}
	}
	var kind string
	for _, f := range forms() {
		if _, ok := f.example.(T); !ok {
			continue
		}
		kind = f.kind
		o, err := f.parse(text)
		if err != nil {
			names = append(names, f.says)
			continue
		}
		if fits, ok := o.(T); ok {
			return fits, nil
		}
		names = append(names, f.says)
	}
	name := strings.TrimPrefix(fmt.Sprintf("%T", &none), "*")
	if len(names) == 0 {
		return none, errors.New("s3safe: " + name + " has no form as text")
	}
	slices.Sort(names)
	given := " isn't one of "
	if kind == "" {
		// What may hold a key isn't shown.
		given = " " + printable.Line(strconv.Quote(shortened(text))) + " isn't one of "
	}
	return none, errors.New("s3safe: " + name + given + strings.Join(slices.Compact(names), ", "))
}

func shortened(text string) string {
	if len(text) > 64 {
		return text[:64] + "…"
	}
	return text
}

// ParseStorageClass reads a storage class of general purpose buckets as S3 writes
// it, such as STANDARD_IA.
func ParseStorageClass(text string) (StorageClass, error) { return Parse[StorageClass](text) }

// ParseACL reads a canned ACL of objects as S3 writes it, such as public-read.
func ParseACL(text string) (ObjectACL, error) { return Parse[ObjectACL](text) }

// ParseEncryption reads an encryption of objects: AES256, aws:kms or aws:kms:dsse
// as S3 writes them, the latter two with a key after an equals sign if wanted, and
// aws:kms with ",bucket-key=true" or ",bucket-key=false" after that:
//
//	aws:kms=alias/reports,bucket-key=true
//
// Customer keys have no form as text, since configurations are no place for them.
func ParseEncryption(text string) (Encryption, error) { return Parse[Encryption](text) }

// ParseAlgorithm reads the algorithm of a checksum as S3 writes it, such as
// CRC64NVME.
func ParseAlgorithm(text string) (Algorithm, error) { return Parse[Algorithm](text) }

// ParseChecksum reads the checksum of a body: an algorithm, such as CRC64NVME, or
// one with a value after an equals sign, which is the base64 of its bytes:
//
//	CRC32=AAAAAA==
func ParseChecksum(text string) (Checksum, error) { return Parse[Checksum](text) }

// ParseUploadChecksum reads the checksum of a multipart upload: an algorithm, alone
// or followed by ",FULL_OBJECT" or ",COMPOSITE".
func ParseUploadChecksum(text string) (UploadChecksum, error) { return Parse[UploadChecksum](text) }

// ParseRetention reads a retention: GOVERNANCE or COMPLIANCE, a comma, and the time
// until which it lasts, as RFC 3339 writes it:
//
//	GOVERNANCE,2030-01-01T00:00:00Z
func ParseRetention(text string) (Retention, error) { return Parse[Retention](text) }

// ParseTags reads tags as the header holds them: team=finance&year=2026.
func ParseTags(text string) ([]Tag, error) {
	if text == "" {
		return nil, nil
	}
	var tags []Tag
	for pair := range strings.SplitSeq(text, "&") {
		key, value, _ := strings.Cut(pair, "=")
		key, err := url.QueryUnescape(key)
		if err != nil || key == "" {
			return nil, errors.New("s3safe: tags are written as key=value&key=value, percent-encoded")
		}
		value, err = url.QueryUnescape(value)
		if err != nil {
			return nil, errors.New("s3safe: tags are written as key=value&key=value, percent-encoded")
		}
		tags = append(tags, Tag{key, value})
	}
	return tags, nil
}

// choices are all constants.
var choices = []fmt.Stringer{
	Private, PublicRead, PublicReadWrite, AuthenticatedRead, AWSExecRead, BucketOwnerRead, BucketOwnerFullControl, LogDeliveryWrite,
	Everyone, EveryAWSUser, LogDelivery, CopyAnnotations, ExcludeAnnotations, ReadOnlySession, ReadWriteSession, GlobalNamespace, AccountNamespace,
	SmallestBy128K, SmallestByClass, ReplicationPending, ReplicationComplete, ReplicationCompleted, ReplicationFailed, IsReplica,
	Daily, Weekly, ReportCSV, ReportORC, ReportParquet, ToStandardIA, ToOneZoneIA, ToIntelligentTiering, ToGlacierInstant, ToGlacierFlexible, ToDeepArchive,
	ETag, ObjectChecksums, ObjectSize, ObjectStorageClass, GovernanceMode, ComplianceMode, LogRead, LogWrite, LogFullControl, Expedited, StandardTier, Bulk,
	Uncompressed, Gzip, Bzip2, UseHeader, IgnoreHeader, NoHeader, Enabled, Disabled, Suspended, OwnerPays, RequesterPays,
	Standard, StandardIA, OneZoneIA, IntelligentTiering, GlacierInstant, GlacierFlexible, DeepArchive, ReducedRedundancy, ExpressOneZone, OutpostsClass,
	FSxOpenZFS, FSxONTAP, SnowClass, BackupWarm, BackupLowCostWarm, HTTP, HTTPS, MethodGet, MethodPut, MethodPost, MethodDelete, MethodHead,
}

// form is a form of options that are no constants. It has an example of those that
// it reads, by which Parse finds the forms for a type.
type form struct {
	kind, says string
	example    any
	parse      func(string) (any, error)
}

// forms lists them. It is a function so that programs which don't parse don't make
// the list.
func forms() []form {
	return []form{
		{"encryption", "AES256", SSES3(), func(text string) (any, error) { return only(text, aes256, SSES3()) }},
		{"encryption", "aws:kms=KEY", KMS("key"), parseKMS},
		{"encryption", "aws:kms", ManagedKMS(), parseKMS},
		{"encryption", "aws:kms,bucket-key=true|false, aws:kms=KEY,bucket-key=true|false", PlainKMSEncryption{}, parseKMS},
		{"encryption", "aws:kms:dsse, aws:kms:dsse=KEY", DSSE(), parseDSSE},
		{"encryption", "aws:fsx", FSx(), func(text string) (any, error) { return only(text, awsFSx, FSx()) }},
		{"checksum", "CRC32, CRC32C", CRC32(), parseAlgorithm},
		{"checksum", "CRC64NVME", CRC64NVME(), parseAlgorithm},
		{"checksum", "MD5, SHA1, SHA256, SHA512, XXHASH3, XXHASH64, XXHASH128", SHA256(), parseAlgorithm},
		{"checksum", "ALGORITHM=BASE64", CRC32Value(0), parseValue},
		{"checksum", "ALGORITHM,FULL_OBJECT, ALGORITHM,COMPOSITE", MultipartChecksum{}, parseTyped},
		{"retention", "GOVERNANCE,TIME, COMPLIANCE,TIME", LockRetention{}, parseRetention},
	}
}

var errForm = errors.New("another form")

func only(text, name string, o any) (any, error) {
	if text != name {
		return nil, errForm
	}
	return o, nil
}

func parseKMS(text string) (any, error) {
	text, on, switched := strings.Cut(text, ",bucket-key=")
	if switched && on != "true" && on != "false" {
		return nil, errForm
	}
	method, key, named := strings.Cut(text, "=")
	if method != awsKMS || named && key == "" || strings.Contains(key, ",") {
		return nil, errForm
	}
	if !named {
		switch e := ManagedKMS(); on {
		case "true":
			return e.BucketKey(), nil
		case "false":
			return e.WithoutBucketKey(), nil
		default:
			return e, nil
		}
	}
	switch e := KMS(key); on {
	case "true":
		return e.BucketKey(), nil
	case "false":
		return e.WithoutBucketKey(), nil
	default:
		return e, nil
	}
}

func parseDSSE(text string) (any, error) {
	method, key, named := strings.Cut(text, "=")
	switch {
	case method != awsDSSE || named && key == "" || strings.Contains(key, ","):
		return nil, errForm
	case named:
		return DSSE(key), nil
	}
	return DSSE(), nil
}

func parseAlgorithm(text string) (any, error) {
	switch text {
	case "CRC32":
		return CRC32(), nil
	case "CRC32C":
		return CRC32C(), nil
	case "CRC64NVME":
		return CRC64NVME(), nil
	}
	for _, d := range []Digest{SHA1(), SHA256(), SHA512(), MD5(), XXHASH3(), XXHASH64(), XXHASH128()} {
		if d.a.name == text {
			return d, nil
		}
	}
	return nil, errForm
}

func parseValue(text string) (any, error) {
	name, value, ok := strings.Cut(text, "=")
	a, err := parseAlgorithm(name)
	if !ok || err != nil {
		return nil, errForm
	}
	of := algorithmOf(a.(Algorithm))
	if raw, err := base64.StdEncoding.DecodeString(value); err != nil || len(raw) != of.size {
		return nil, errForm
	}
	return Base64Value(a.(Algorithm), value), nil
}

func parseTyped(text string) (any, error) {
	name, kind, _ := strings.Cut(text, ",")
	a, err := parseAlgorithm(name)
	if err != nil {
		return nil, err
	}
	switch kind {
	case fullObjectType:
		if full, ok := a.(FullObjectAlgorithm); ok {
			return FullObject(full), nil
		}
	case compositeType:
		if composite, ok := a.(CompositeAlgorithm); ok {
			return Composite(composite), nil
		}
	}
	return nil, errForm
}

func parseRetention(text string) (any, error) {
	mode, until, _ := strings.Cut(text, ",")
	t, err := time.Parse(time.RFC3339, until)
	if err != nil {
		return nil, err
	}
	switch mode {
	case governance:
		return Governance(t), nil
	case compliance:
		return Compliance(t), nil
	}
	return nil, errForm
}
