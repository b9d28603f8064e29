package compat

import (
	"math/bits"
	"strings"
)

// TargetKind is a kind of thing that the Bucket member of a request addresses.
type TargetKind uint8

const (
	// GeneralPurposeBucket is an ordinary bucket.
	GeneralPurposeBucket TargetKind = iota

	// DirectoryBucket is a bucket in one Availability Zone or Local Zone. Its
	// name ends in the zone and --x-s3.
	DirectoryBucket

	// AccessPoint is an access point of a general purpose bucket.
	AccessPoint

	// DirectoryAccessPoint is an access point of a directory bucket. Its name
	// ends in the zone and --xa-s3.
	DirectoryAccessPoint

	// MultiRegionAccessPoint is an access point of buckets in several Regions.
	MultiRegionAccessPoint

	// ObjectLambdaAccessPoint is an access point whose answers pass through a
	// Lambda function.
	ObjectLambdaAccessPoint

	// OutpostsAccessPoint is an access point of an S3 on Outposts bucket.
	OutpostsAccessPoint

	// OutpostsBucket is an S3 on Outposts bucket. S3 Control manages it; its
	// objects are reached through an access point only.
	OutpostsBucket

	// FSxAccessPoint is an access point attached to an Amazon FSx volume.
	FSxAccessPoint

	targetKinds // how many there are
)

var targetKindNames = [targetKinds]struct{ article, name string }{
	GeneralPurposeBucket:    {"a", "general purpose bucket"},
	DirectoryBucket:         {"a", "directory bucket"},
	AccessPoint:             {"an", "access point"},
	DirectoryAccessPoint:    {"an", "access point for a directory bucket"},
	MultiRegionAccessPoint:  {"a", "Multi-Region Access Point"},
	ObjectLambdaAccessPoint: {"an", "Object Lambda Access Point"},
	OutpostsAccessPoint:     {"an", "Outposts access point"},
	OutpostsBucket:          {"an", "Outposts bucket"},
	FSxAccessPoint:          {"an", "access point attached to an FSx volume"},
}

// String returns the kind as it reads in a sentence, without an article.
func (k TargetKind) String() string {
	if k < targetKinds {
		return targetKindNames[k].name
	}
	return "unknown target kind"
}

// TargetSet is a set of kinds: what a target can be. It is empty where nothing
// is known of the target, or where the request has none, as ListBuckets.
type TargetSet uint16

// AnyTarget holds every kind.
const AnyTarget TargetSet = 1<<targetKinds - 1

// Targets returns the set of the given kinds.
func Targets(kinds ...TargetKind) TargetSet {
	var s TargetSet
	for _, k := range kinds {
		s |= 1 << k
	}
	return s & AnyTarget
}

// Has reports whether the kind is in the set.
func (s TargetSet) Has(k TargetKind) bool { return k < targetKinds && s>>k&1 != 0 }

// Union returns the kinds that are in either set.
func (s TargetSet) Union(o TargetSet) TargetSet { return s | o }

// Intersect returns the kinds that are in both sets.
func (s TargetSet) Intersect(o TargetSet) TargetSet { return s & o }

// Without returns the kinds of the set that are not in the other.
func (s TargetSet) Without(o TargetSet) TargetSet { return s &^ o }

// Empty reports whether the set holds no kind.
func (s TargetSet) Empty() bool { return s&AnyTarget == 0 }

// Len returns the number of kinds in the set.
func (s TargetSet) Len() int { return bits.OnesCount16(uint16(s & AnyTarget)) }

// Kinds lists the kinds of the set in the order of their declaration.
func (s TargetSet) Kinds() []TargetKind {
	if s.Empty() {
		return nil
	}
	kinds := make([]TargetKind, 0, s.Len())
	for k := range targetKinds {
		if s.Has(k) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// String returns the set as it reads in a sentence: "a directory bucket or an
// access point".
func (s TargetSet) String() string {
	switch s & AnyTarget {
	case 0:
		return "no target"
	case AnyTarget:
		return "any target"
	}
	var b strings.Builder
	left := s.Len()
	for k := range targetKinds {
		if !s.Has(k) {
			continue
		}
		b.WriteString(targetKindNames[k].article)
		b.WriteByte(' ')
		b.WriteString(targetKindNames[k].name)
		switch left--; left {
		case 0:
		case 1:
			b.WriteString(" or ")
		default:
			b.WriteString(", ")
		}
	}
	return b.String()
}

// TargetProblem says why a text can't be a valid target. The zero value means
// that nothing is wrong with it.
//
// Sources: the naming rules for
// general purpose buckets (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html),
// directory buckets (https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html),
// access points (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html),
// access points for directory buckets (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-directory-buckets-restrictions-limitations-naming-rules.html),
// and for ARNs the endpoint rules of the AWS SDK.
type TargetProblem uint8

const (
	_ TargetProblem = iota

	// EmptyName: the text is empty.
	EmptyName

	// NameTooShort: shorter than 3 characters.
	NameTooShort

	// NameTooLong: longer than this kind of target may be.
	NameTooLong

	// InvalidCharacter: a character that no such name can contain.
	InvalidCharacter

	// SlashInName: a bucket and a prefix. The SDK sends the slash encoded in the
	// path, and how S3 takes that isn't documented.
	SlashInName

	// UppercaseLetter: an uppercase letter in a name that is never
	// case-sensitive, or in one that is to be created.
	UppercaseLetter

	// BadFirstCharacter: the name doesn't begin with a letter or a digit.
	BadFirstCharacter

	// BadLastCharacter: the name doesn't end with a letter or a digit.
	BadLastCharacter

	// AdjacentPeriods: two periods in a row.
	AdjacentPeriods

	// IPAddressName: the name has the format of an IPv4 address.
	IPAddressName

	// LegacyName: the name breaks today's rules, but a general purpose bucket
	// of that name can have been made before the rule existed: in US East
	// (N. Virginia) until March 1, 2018 names could be 255 characters long and
	// any combination of letters, digits, periods, hyphens and underscores.
	// Such a bucket is reached with path-style requests.
	// [Target.CreateProblem] tells which rule it is.
	//
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
	LegacyName

	// ReservedPrefix: xn--, sthree- or amzn-s3-demo-. Only the creation of such
	// a bucket is refused.
	ReservedPrefix

	// ReservedSuffix: the name ends as only names given by S3 do.
	ReservedSuffix

	// AccountRegionalName: the name has the form prefix-account-region-an,
	// which can be created only with BucketNamespace account-regional.
	//
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
	AccountRegionalName

	// NotBucketName: it addresses something that isn't a bucket, so no bucket
	// can be created by that name.
	NotBucketName

	// MissingBaseName: a directory bucket or its access point has no name
	// before the zone.
	MissingBaseName

	// MissingZone: a directory bucket or its access point names no zone.
	MissingZone

	// BadOutpostsAlias: the text ends in --op-s3 and is long enough for the
	// alias of an Outposts access point, but hasn't its parts.
	BadOutpostsAlias

	// AliasNeedsARN: a Multi-Region Access Point is addressed by its ARN; the
	// alias alone doesn't stand for a bucket name.
	//
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html
	AliasNeedsARN

	// URLForName: a URL such as s3://bucket where a name belongs.
	URLForName

	// ARNIncomplete: the ARN lacks one of its six parts.
	ARNIncomplete

	// ARNPartition: the partition isn't aws or one of its siblings.
	ARNPartition

	// ARNService: the service has no targets for S3 operations.
	ARNService

	// ARNRegion: the Region is missing or isn't one, or a Multi-Region Access
	// Point has one.
	ARNRegion

	// ARNAccount: the account is missing or isn't 12 digits.
	ARNAccount

	// ARNResourceType: the resource is of a type that the service doesn't have.
	ARNResourceType

	// ARNOutpost: the Outpost ID is missing or has invalid characters.
	ARNOutpost

	// ARNNameMissing: the resource has a type but no name.
	ARNNameMissing

	// ARNSubresource: there is more after the name, such as /object/key.
	ARNSubresource

	// ARNUnsentPart: the service, the account or the end of the ARN of a
	// Multi-Region Access Point is wrong. The SDK makes the endpoint of the
	// alias alone, so S3 doesn't see it.
	ARNUnsentPart

	// BucketARN: the ARN of a bucket. Policies use it; S3 operations take the
	// bucket's name instead.
	BucketARN

	// ARNNotAccepted: a well-formed ARN of something that S3 operations don't
	// address by ARN: an Outposts bucket, or an access point for a directory
	// bucket.
	ARNNotAccepted

	targetProblems // how many there are
)

var targetProblemTexts = [targetProblems]string{
	EmptyName:           "the name is empty",
	NameTooShort:        "the name is shorter than 3 characters",
	NameTooLong:         "the name is too long",
	InvalidCharacter:    "the name contains a character that is not allowed",
	SlashInName:         "the name contains a slash",
	UppercaseLetter:     "the name contains an uppercase letter",
	BadFirstCharacter:   "the name doesn't begin with a lowercase letter or a digit",
	BadLastCharacter:    "the name doesn't end with a lowercase letter or a digit",
	AdjacentPeriods:     "the name contains two periods in a row",
	IPAddressName:       "the name is formatted as an IP address",
	LegacyName:          "only buckets created under older naming rules can have this name",
	ReservedPrefix:      "the name begins with a prefix that AWS reserves",
	ReservedSuffix:      "the name ends with a suffix that AWS reserves",
	AccountRegionalName: "the name belongs to an account regional namespace",
	NotBucketName:       "this is not the name of a bucket",
	MissingBaseName:     "the name has nothing before its zone",
	MissingZone:         "the name doesn't say in which zone it is",
	BadOutpostsAlias:    "this is not an alias of an Outposts access point although it ends like one",
	AliasNeedsARN:       "a Multi-Region Access Point is addressed by its ARN, not by its alias",
	URLForName:          "this is a URL, not a name or an ARN",
	ARNIncomplete:       "the ARN doesn't have six parts",
	ARNPartition:        "the ARN's partition is not one of AWS",
	ARNService:          "the ARN is not one of S3",
	ARNRegion:           "the ARN's Region is missing or invalid",
	ARNAccount:          "the ARN's account ID is missing or not 12 digits",
	ARNResourceType:     "the ARN's resource is not of a type that can be addressed",
	ARNOutpost:          "the ARN's Outpost ID is missing or invalid",
	ARNNameMissing:      "the ARN's resource has no name",
	ARNSubresource:      "the ARN goes on after the name of its resource",
	ARNUnsentPart:       "the ARN of the Multi-Region Access Point has a wrong part that is not sent",
	BucketARN:           "a bucket is addressed by its name, not by its ARN",
	ARNNotAccepted:      "S3 operations don't accept an ARN for this kind of resource",
}

// String returns the problem as it reads in a sentence, and an empty text for
// no problem.
func (p TargetProblem) String() string {
	if p < targetProblems {
		return targetProblemTexts[p]
	}
	return "unknown problem"
}

// Certain reports whether a request to such a target is certain to fail. It is
// false where S3 may accept the request: a bucket may be older than the rule
// its name breaks, the case of letters is lost in DNS, and parts of an ARN in the
// Bucket member never reach S3.
func (p TargetProblem) Certain() bool {
	switch p {
	case 0, LegacyName, SlashInName, UppercaseLetter, AccountRegionalName, AliasNeedsARN, ARNPartition, ARNUnsentPart:
		return false
	}
	return true
}
