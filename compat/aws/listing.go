package aws

import (
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func negativeNumber() *compat.Predicate {
	return compat.Int("is negative", func(n int64) bool { return n < 0 }, []any{-1}, []any{0, 1, 1000, 5000})
}

func bucketsOutOfRange() *compat.Predicate {
	return compat.Int("isn't between 1 and 10,000", func(n int64) bool { return n < 1 || n > 10_000 },
		[]any{0, -1, 10_001}, []any{1, 10_000})
}

func unknownEncoding() *compat.Predicate {
	return compat.Text("isn't url", func(s string) bool { return !strings.EqualFold(s, "url") }, []any{"value"}, []any{"url"})
}

func notRegion() *compat.Predicate {
	return compat.Text("can't be the code of a Region", func(s string) bool { return !looksLikeRegion(s) },
		[]any{"abc", "", "US West (Oregon)", "us-west", "us-east-1a", "us-east-1 "}, []any{"us-west-2", "us-gov-east-1", "eusc-de-east-1", "US-EAST-1"})
}

func noHandle() *compat.Predicate {
	return compat.Text("has a character that nothing has that S3 hands out", hasForeignCharacter, []any{"page two", "é", `{"Marker":null}`, "1ueGcxLPRx1Tr%2FXYExHnhbYLgveDs2J%2Fwm36Hy4vbOwM%3D"},
		[]any{"1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=", exampleUploadMarker, ""})
}

func optionalUnknown() *compat.Predicate {
	return compat.Document("contains something other than RestoreStatus", func(l *[]types.OptionalObjectAttributes) (string, bool) {
		for i, a := range *l {
			if s := headerValue(string(a)); s != "" && !strings.EqualFold(s, string(types.OptionalObjectAttributesRestoreStatus)) {
				return "[" + strconv.Itoa(i) + "]", true
			}
		}
		return "", false
	}, []any{&[]types.OptionalObjectAttributes{"Owner"}, &[]types.OptionalObjectAttributes{"RestoreStatus", "ETag"}},
		[]any{&[]types.OptionalObjectAttributes{"RestoreStatus"}, &[]types.OptionalObjectAttributes{}})
}

func hasNUL() *compat.Predicate {
	return compat.Text("has a NUL character", func(s string) bool { return strings.IndexByte(s, 0) >= 0 }, []any{"\x00", "a\x00b"}, []any{"q3.csv", "中", ""}).Unusual()
}

func partialPrefix() *compat.Predicate {
	return compat.Text("doesn't end in a slash", func(s string) bool { return s != "" && !strings.HasSuffix(s, "/") },
		[]any{"2026", "2026/q"}, []any{"2026/", ""})
}

func otherDelimiter() *compat.Predicate {
	return compat.Text("isn't a slash", func(s string) bool { return s != "" && s != "/" }, []any{"-", "//"}, []any{"/", ""})
}

const exampleUploadMarker = "HMsrmrdG__c0BWOrMIte4UOSHU8p_Y5zc.mZxPPRC9mkU_KoXnN4qa1w5HOYUb.ZyUbL1HYY3fksG6_zf3NmAm1X2K7xJGjycL5XVqZ7i80-"

// looksLikeRegion reports whether s has the form of a Region code, in which
// ListBuckets doesn't mind case.
func looksLikeRegion(s string) bool {
	return isRegionName(strings.ToLower(s))
}

// What of a listing S3 reads before it looks for the bucket, and what after; each
// was measured on buckets that don't exist.
const (
	rankBeforeBucket = -1
	rankAfterBucket  = 1
)

// invalidArgument is the answer to a parameter whose value S3 doesn't accept.
func invalidArgument(message string) compat.Answer {
	return compat.Answer{Status: 400, Code: "InvalidArgument", Message: message}
}

// hasForeignCharacter reports whether a text has a character that no token, ID
// or marker has that S3 hands out.
func hasForeignCharacter(s string) bool {
	for i := range len(s) {
		if handleByte[s[i]>>6]>>(s[i]&63)&1 == 0 {
			return true
		}
	}
	return false
}

// handleByte is the set of letters, digits and + / = . _ ~ : -.
var handleByte = [4]uint64{
	1<<'+' | 1<<'/' | 1<<'=' | 1<<'.' | 1<<':' | 1<<'-' | (1<<10-1)<<'0',
	1<<('_'-64) | 1<<('~'-64) | (1<<26-1)<<('A'-64) | (1<<26-1)<<('a'-64),
}

// listingRules are the rules about the operations that list objects, versions,
// uploads and buckets.
func listingRules() []compat.Rule {
	list := func(op compat.Operation, pairs ...any) compat.Case {
		return compat.Given(op, append([]any{member.Bucket, exampleBucket}, pairs...)...)
	}
	zonal := []compat.Operation{operation.ListMultipartUploads, operation.ListObjectsV2}
	directory := compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint)
	const versity = "https://github.com/versity/versitygw/"
	return []compat.Rule{
		{
			ID:         "max-keys-negative",
			Topic:      "listing",
			Title:      "MaxKeys can't be negative",
			Problem:    "MaxKeys is {value MaxKeys}",
			Remedy:     "Leave MaxKeys out",
			Operations: []compat.Operation{operation.ListObjects, operation.ListObjectsV2},
			When:       compat.Matches(member.MaxKeys, negativeNumber()),
			Answer:     invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647"),
			Rank:       rankAfterBucket,
			Why:        "It is the number of keys to return; more than 1,000 are never returned, whatever it says.",
			Fix:        "Leave MaxKeys out for the largest page.",
			Sources:    []string{referencePage(operation.ListObjectsV2), "https://github.com/brekkylab/backlot/issues/192", measuredByBacklot},
			Violating:  []compat.Case{list(operation.ListObjectsV2, member.MaxKeys, -1)},
			Allowed:    []compat.Case{list(operation.ListObjectsV2, member.MaxKeys, 0), list(operation.ListObjects, member.MaxKeys, 1010)},
		},
		{
			ID:         "max-keys-negative-versions",
			Topic:      "listing",
			Title:      "MaxKeys of a listing of versions can't be negative",
			Problem:    "MaxKeys is {value MaxKeys}",
			Remedy:     "Leave MaxKeys out",
			Operations: []compat.Operation{operation.ListObjectVersions},
			When:       compat.Matches(member.MaxKeys, negativeNumber()),
			Answer:     invalidArgument("max-keys cannot be negative"),
			Rank:       rankAfterBucket,
			Why:        "It is the number of versions to return; more than 1,000 are never returned, whatever it says.",
			Fix:        "Leave MaxKeys out for the largest page.",
			Sources:    []string{referencePage(operation.ListObjectVersions), versity + "issues/1809", stackdCaptures + "/versioning.json"},
			Violating:  []compat.Case{list(operation.ListObjectVersions, member.MaxKeys, -1)},
			Allowed:    []compat.Case{list(operation.ListObjectVersions, member.MaxKeys, 5)},
		},
		{
			ID:         "max-uploads-negative",
			Topic:      "listing",
			Title:      "MaxUploads can't be negative",
			Problem:    "MaxUploads is {value MaxUploads}",
			Remedy:     "Leave MaxUploads out",
			Operations: []compat.Operation{operation.ListMultipartUploads},
			When:       compat.Matches(member.MaxUploads, negativeNumber()),
			Answer:     invalidArgument("Argument max-uploads must be an integer between 0 and 2147483647"),
			Rank:       rankAfterBucket,
			Why:        "It is the number of uploads to return; more than 1,000 are never returned, whatever it says.",
			Fix:        "Leave MaxUploads out for the largest page.",
			Sources:    []string{referencePage(operation.ListMultipartUploads), "https://github.com/brekkylab/backlot/pull/176"},
			Violating:  []compat.Case{list(operation.ListMultipartUploads, member.MaxUploads, -1)},
			Allowed:    []compat.Case{list(operation.ListMultipartUploads, member.MaxUploads, 1)},
		},
		{
			ID:         "max-buckets-out-of-range",
			Topic:      "listing",
			Title:      "MaxBuckets is between 1 and 10,000",
			Problem:    "MaxBuckets is {value MaxBuckets}; S3 takes 1 to 10,000",
			Remedy:     "Leave MaxBuckets out",
			Operations: []compat.Operation{operation.ListBuckets},
			When:       compat.Matches(member.MaxBuckets, bucketsOutOfRange()),
			Answer:     invalidArgument("Argument max-buckets must be an integer between 1 and 10000"),
			Why:        "Unlike other listings, this one doesn't reduce a page that is too large.",
			Fix:        "Leave MaxBuckets out, or ask for at most 10,000 and continue with ContinuationToken.",
			Sources:    []string{referencePage(operation.ListBuckets), versity + "blob/main/s3err/invalid-argument.go", measuredByBacklot},
			Violating:  []compat.Case{compat.Given(operation.ListBuckets, member.MaxBuckets, 0), compat.Given(operation.ListBuckets, member.MaxBuckets, 10_001)},
			Allowed:    []compat.Case{compat.Given(operation.ListBuckets, member.MaxBuckets, 1)},
		},
		{
			ID:         "max-directory-buckets-negative",
			Topic:      "listing",
			Title:      "MaxDirectoryBuckets can't be negative",
			Problem:    "MaxDirectoryBuckets is {value MaxDirectoryBuckets}",
			Remedy:     "Leave it out",
			Operations: []compat.Operation{operation.ListDirectoryBuckets},
			When:       compat.Matches(member.MaxDirectoryBuckets, negativeNumber()),
			Answer:     invalidArgument(""),
			Why:        "It is the number of buckets to return.",
			Fix:        "Leave MaxDirectoryBuckets out for the largest page.",
			Sources:    []string{referencePage(operation.ListDirectoryBuckets)},
			AmazonOnly: true,
			Violating:  []compat.Case{compat.Given(operation.ListDirectoryBuckets, member.MaxDirectoryBuckets, -1)},
			Allowed:    []compat.Case{compat.Given(operation.ListDirectoryBuckets, member.MaxDirectoryBuckets, 100)},
		},
		{
			ID:         "list-buckets-region",
			Topic:      "listing",
			Title:      "BucketRegion is the code of a Region",
			Problem:    "BucketRegion is {value BucketRegion|no Region's code}",
			Remedy:     "Give the client's Region",
			Operations: []compat.Operation{operation.ListBuckets},
			When:       compat.Matches(member.BucketRegion, notRegion()),
			Answer:     invalidArgument("Argument value … is not a valid AWS Region"),
			Rank:       -1, // looked at before the Region of the endpoint
			Why:        "S3 knows Regions by their codes, such as us-west-2.",
			Fix:        "Give the code of the Region that the client is configured for: S3 accepts no other.",
			Sources:    []string{referencePage(operation.ListBuckets), versity + "issues/1923", "https://github.com/localstack/localstack/pull/13396", measuredByBacklot},
			AmazonOnly: true,
			Violating:  []compat.Case{compat.Given(operation.ListBuckets, member.BucketRegion, "abc")},
			Allowed:    []compat.Case{compat.Given(operation.ListBuckets, member.BucketRegion, "us-west-2")},
		},
		{
			ID:         "encoding-type-unknown",
			Topic:      "listing",
			Title:      "The only encoding of a listing is url",
			Problem:    "EncodingType is {value EncodingType|an unknown word}",
			Remedy:     "Use url, or leave it out",
			Operations: with(member.EncodingType),
			When:       compat.Matches(member.EncodingType, unknownEncoding()),
			Answer:     invalidArgument("Invalid Encoding Method specified in Request"),
			Rank:       rankAfterBucket,
			Why:        "Keys in a listing are either plain or percent-encoded.",
			Fix:        "Leave EncodingType out, or use url for keys that XML can't hold.",
			Sources:    []string{"recorded:ls-e-0297", "recorded:ls-e-0298", referencePage(operation.ListMultipartUploads)},
			Violating:  []compat.Case{list(operation.ListMultipartUploads, member.EncodingType, "value"), list(operation.ListObjectsV2, member.EncodingType, "base64")},
			Allowed:    []compat.Case{list(operation.ListMultipartUploads, member.EncodingType, "url"), list(operation.ListObjectsV2)},
		},
		{
			ID:         "version-id-marker-alone",
			Topic:      "listing",
			Title:      "VersionIdMarker needs KeyMarker",
			Problem:    "VersionIdMarker is set without KeyMarker",
			Remedy:     "Give both markers",
			Needs:      []compat.Member{member.KeyMarker},
			Operations: []compat.Operation{operation.ListObjectVersions},
			When:       compat.All(compat.Set(member.VersionIdMarker), compat.Not(compat.Set(member.KeyMarker))),
			Answer:     invalidArgument("A version-id marker cannot be specified without a key marker."),
			Rank:       rankBeforeBucket,
			Why:        "A version ID is a position among the versions of one key.",
			Fix:        "Give NextKeyMarker and NextVersionIdMarker of the answer before together.",
			Sources:    []string{"recorded:ls-e-0301", referencePage(operation.ListObjectVersions), stackdCaptures + "/versioning.json"},
			Violating:  []compat.Case{list(operation.ListObjectVersions, member.VersionIdMarker, "3HL4kqtJlcpXroDTDmjVBH40Nrjfkd")},
			Allowed: []compat.Case{
				list(operation.ListObjectVersions, member.VersionIdMarker, "3HL4kqtJlcpXroDTDmjVBH40Nrjfkd", member.KeyMarker, "q3.csv"),
				list(operation.ListObjectVersions, member.KeyMarker, "q3.csv"),
				// An empty KeyMarker is one: S3 begins with the first key.
				list(operation.ListObjectVersions, member.VersionIdMarker, "3HL4kqtJlcpXroDTDmjVBH40Nrjfkd", member.KeyMarker, ""),
			},
		},
		{
			ID:         "version-id-marker-empty",
			Topic:      "listing",
			Title:      "VersionIdMarker can't be empty",
			Problem:    "VersionIdMarker is empty",
			Remedy:     "Leave it nil",
			Operations: []compat.Operation{operation.ListObjectVersions},
			When:       compat.All(compat.Set(member.KeyMarker), compat.Matches(member.VersionIdMarker, emptyKey())),
			Answer:     invalidArgument("A version-id marker cannot be empty."),
			Rank:       rankBeforeBucket,
			Why:        "S3 tells an empty marker from none, and takes it for a version ID.",
			Fix:        "Leave VersionIdMarker nil to begin with the key after KeyMarker.",
			Sources: []string{referencePage(operation.ListObjectVersions),
				"https://github.com/johannesboyne/gofakes3/blob/master/internal/s3assumer/s300004_list_versions_with_version_marker_but_no_key_marker.go", measuredByBacklot},
			Violating: []compat.Case{list(operation.ListObjectVersions, member.KeyMarker, "q3.csv", member.VersionIdMarker, "")},
			Allowed: []compat.Case{
				list(operation.ListObjectVersions, member.KeyMarker, "q3.csv"),
				list(operation.ListObjectVersions, member.KeyMarker, "q3.csv", member.VersionIdMarker, "null"),
			},
		},
		{
			ID:         "version-id-marker-malformed",
			Topic:      "listing",
			Title:      "VersionIdMarker is a version ID",
			Problem:    "VersionIdMarker, of {length VersionIdMarker} bytes, is no version ID",
			Remedy:     "Pass it unchanged",
			Operations: []compat.Operation{operation.ListObjectVersions},
			When:       compat.All(compat.Set(member.KeyMarker), compat.Matches(member.VersionIdMarker, malformedVersion())),
			Answer:     invalidArgument("Invalid version id specified"),
			Rank:       rankAfterBucket,
			AmazonOnly: true, // elsewhere version IDs may look otherwise
			Why:        "S3 decodes the marker. The IDs that it gives have 32 characters: letters and digits of ASCII, periods and underscores.",
			Fix:        "Give NextVersionIdMarker of the answer before, unchanged.",
			Sources:    []string{referencePage(operation.ListObjectVersions), versity + "issues/1811", measuredByBacklot, stackdCaptures + "/versioning.json"},
			Violating: []compat.Case{
				list(operation.ListObjectVersions, member.KeyMarker, "q3.csv", member.VersionIdMarker, "é"),
				list(operation.ListObjectVersions, member.KeyMarker, "q3.csv", member.VersionIdMarker, "invalid"),
			},
			Allowed: []compat.Case{list(operation.ListObjectVersions, member.KeyMarker, "q3.csv", member.VersionIdMarker, "3HL4kqtJlcpXroDTDmjVBH40Nrjfkd")},
		},
		{
			ID:         "list-versions-null-character",
			Topic:      "listing",
			Title:      "KeyMarker and Prefix of a listing of versions have no NUL character",
			Problem:    "KeyMarker or Prefix has a NUL character",
			Remedy:     "Leave it out",
			Operations: []compat.Operation{operation.ListObjectVersions},
			When:       compat.Any(compat.Matches(member.KeyMarker, hasNUL()), compat.Matches(member.Prefix, hasNUL())),
			Answer:     invalidArgument("Value must be a sequence of Unicode characters and cannot include Null."),
			Rank:       rankAfterBucket,
			Why:        "The answer repeats both, and XML can't hold the character. S3 reads EncodingType first.",
			Fix:        "Take out the character: it is often padding, or the end of a text in C.",
			Sources:    []string{referencePage(operation.ListObjectVersions), meeseeksListings},
			AmazonOnly: true,
			Violating:  []compat.Case{list(operation.ListObjectVersions, member.KeyMarker, "\x00"), list(operation.ListObjectVersions, member.Prefix, "q3\x00")},
			Allowed:    []compat.Case{list(operation.ListObjectVersions, member.KeyMarker, "中", member.Prefix, "é")},
		},
		{
			ID:         "optional-attributes-unknown",
			Topic:      "listing",
			Title:      "The only optional attribute of listed objects is RestoreStatus",
			Problem:    "OptionalObjectAttributes has {value|an attribute that S3 doesn't know} ({at})",
			Remedy:     "Use RestoreStatus",
			Operations: with(member.OptionalObjectAttributes),
			When:       compat.Matches(member.OptionalObjectAttributes, optionalUnknown()),
			Answer:     invalidArgument("Invalid attribute name specified."),
			Rank:       rankAfterBucket,
			Why:        "S3 refuses names that it doesn't know, as it does for GetObjectAttributes.",
			Fix:        "Use types.OptionalObjectAttributesRestoreStatus; other attributes are listed anyway or told by GetObjectAttributes.",
			Sources:    []string{referencePage(operation.ListObjectsV2), "https://github.com/noobaa/noobaa-core/pull/8106"},
			AmazonOnly: true, // other servers have attributes of their own
			Violating:  []compat.Case{list(operation.ListObjectsV2, member.OptionalObjectAttributes, &[]types.OptionalObjectAttributes{"Owner"})},
			Allowed:    []compat.Case{list(operation.ListObjects, member.OptionalObjectAttributes, &[]types.OptionalObjectAttributes{"RestoreStatus"})},
		},
		{
			ID:         "upload-id-marker-alone",
			Topic:      "listing",
			Title:      "UploadIdMarker without KeyMarker is ignored",
			Problem:    "UploadIdMarker is set without KeyMarker, so it is ignored",
			Remedy:     "Give both markers",
			Needs:      []compat.Member{member.KeyMarker},
			Effect:     compat.Ignored,
			Operations: []compat.Operation{operation.ListMultipartUploads},
			When: compat.All(compat.Set(member.UploadIdMarker), compat.Not(compat.Set(member.KeyMarker)),
				compat.Not(compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint))),
			Why:       "An upload ID is a position among the uploads of one key; alone it says nothing, so the listing begins anew.",
			Fix:       "Give NextKeyMarker and NextUploadIdMarker of the answer before together.",
			Sources:   []string{referencePage(operation.ListMultipartUploads)},
			Violating: []compat.Case{list(operation.ListMultipartUploads, member.UploadIdMarker, "VXBsb2FkIElE")},
			Allowed:   []compat.Case{list(operation.ListMultipartUploads, member.KeyMarker, "q3.csv", member.UploadIdMarker, "VXBsb2FkIElE")},
		},
		{
			ID:         "continuation-token-empty",
			Topic:      "listing",
			Title:      "ContinuationToken can't be empty",
			Problem:    "ContinuationToken is empty",
			Operations: []compat.Operation{operation.ListObjectsV2},
			When:       compat.All(compat.On(compat.GeneralPurposeBucket, compat.AccessPoint), compat.Matches(member.ContinuationToken, emptyKey())),
			Answer:     invalidArgument("The continuation token provided is incorrect"),
			Rank:       rankAfterBucket,
			Why:        "S3 accepts only tokens that an answer before gave; the first page has none.",
			Fix:        "Leave ContinuationToken nil for the first page.",
			Sources:    []string{referencePage(operation.ListObjectsV2), localStack("provider.py#L1874"), measuredByBacklot, "https://github.com/minio/minio/issues/5931"},
			Violating:  []compat.Case{list(operation.ListObjectsV2, member.ContinuationToken, "")},
			Allowed:    []compat.Case{list(operation.ListObjectsV2), list(operation.ListObjectsV2, member.ContinuationToken, "1ueGcxLPRx1Tr")},
		},
		{
			ID:         "continuation-token-malformed",
			Topic:      "listing",
			Title:      "ContinuationToken is what the answer before gave",
			Problem:    "ContinuationToken has a character that none of S3's has",
			Remedy:     "Pass it unchanged",
			Operations: []compat.Operation{operation.ListObjectsV2},
			When:       compat.All(compat.On(compat.GeneralPurposeBucket), compat.Matches(member.ContinuationToken, noHandle())),
			Answer:     invalidArgument("The continuation token provided is incorrect"),
			Rank:       rankAfterBucket,
			Why:        "S3 deciphers the token, and those that it gives are base64: a key, or a token that was escaped by the program, is none.",
			Fix:        "Give NextContinuationToken of the answer before, unchanged; to begin after a key use StartAfter.",
			Sources:    []string{referencePage(operation.ListObjectsV2), versity + "issues/993", "https://github.com/AnthonyMDev/AmazonS3RequestManager/pull/34"},
			AmazonOnly: true, // elsewhere the token may be a key
			Violating:  []compat.Case{list(operation.ListObjectsV2, member.ContinuationToken, "reports for June/")},
			Allowed:    []compat.Case{list(operation.ListObjectsV2, member.ContinuationToken, "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=")},
		},
		{
			ID:         "upload-id-marker-malformed",
			Topic:      "listing",
			Title:      "UploadIdMarker is the ID of an upload",
			Problem:    "UploadIdMarker, of {length UploadIdMarker} bytes, is no upload's ID",
			Remedy:     "Pass it unchanged",
			Operations: []compat.Operation{operation.ListMultipartUploads},
			When: compat.All(compat.On(compat.GeneralPurposeBucket), compat.Set(member.KeyMarker), compat.Not(compat.Matches(member.KeyMarker, emptyKey())),
				compat.Matches(member.UploadIdMarker, noUploadID())),
			Answer:     invalidArgument("Invalid uploadId marker"),
			Rank:       rankAfterBucket,
			Why:        "S3 decodes the marker, and refuses what it can't have given.",
			Fix:        "Give NextUploadIdMarker of the answer before, unchanged.",
			Sources:    []string{referencePage(operation.ListMultipartUploads), versity + "issues/1797", argminUploads},
			AmazonOnly: true, // elsewhere IDs may look otherwise
			Violating: []compat.Case{
				list(operation.ListMultipartUploads, member.KeyMarker, "q3.csv", member.UploadIdMarker, "first upload"),
				list(operation.ListMultipartUploads, member.KeyMarker, "q3.csv", member.UploadIdMarker, strings.Repeat("x", maxHandle+1)),
			},
			Allowed: []compat.Case{
				list(operation.ListMultipartUploads, member.KeyMarker, "q3.csv", member.UploadIdMarker, exampleUploadMarker),
				list(operation.ListMultipartUploads, member.UploadIdMarker, "first upload"),
			},
		},
		{
			ID:         "directory-bucket-prefix",
			Topic:      "listing",
			Title:      "In a directory bucket, Prefix ends in a slash",
			Problem:    "Prefix doesn't end in a slash, in {target}",
			Remedy:     "List, then filter",
			Operations: zonal,
			When:       compat.All(directory, compat.Matches(member.Prefix, partialPrefix())),
			Answer: compat.Answer{Status: 400, Code: "InvalidRequest",
				Message: "This bucket does not support a prefix that does not end in a delimiter. Specify a prefix path ending with a delimiter and try again."},
			Why:        "Directory buckets keep keys in directories, and list whole directories.",
			Fix:        "List the directory, and filter the keys that come back.",
			Sources:    []string{referencePage(operation.ListObjectsV2), pageDirectory, "https://github.com/awslabs/aws-s3-transfer-manager-rs/pull/112"},
			AmazonOnly: true,
			Violating: []compat.Case{
				list(operation.ListObjectsV2, member.Prefix, "2026/q").With(member.Bucket, exampleDirectory),
				list(operation.ListMultipartUploads, member.Prefix, "2026").With(member.Bucket, exampleDirectoryAP),
			},
			Allowed: []compat.Case{
				list(operation.ListObjectsV2, member.Prefix, "2026/").With(member.Bucket, exampleDirectory),
				list(operation.ListObjectsV2, member.Prefix, "2026/q"),
			},
		},
		{
			ID:         "directory-bucket-delimiter",
			Topic:      "listing",
			Title:      "In a directory bucket, the only delimiter is a slash",
			Problem:    "Delimiter isn't a slash, in {target}",
			Operations: zonal,
			When:       compat.All(directory, compat.Matches(member.Delimiter, otherDelimiter())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "Directory buckets keep keys in directories, which slashes separate.",
			Fix:        "Use / or no delimiter.",
			Sources:    []string{referencePage(operation.ListObjectsV2), pageDirectory},
			AmazonOnly: true,
			Violating:  []compat.Case{list(operation.ListObjectsV2, member.Delimiter, "-").With(member.Bucket, exampleDirectory)},
			Allowed: []compat.Case{
				list(operation.ListObjectsV2, member.Delimiter, "/").With(member.Bucket, exampleDirectory),
				list(operation.ListObjectsV2, member.Delimiter, "-"),
			},
		},
	}
}
