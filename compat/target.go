package compat

import "strings"

// Target is a parsed Bucket member. [ParseTarget] makes one.
type Target struct {
	// Kinds holds what the target can be: more than one kind where the text
	// doesn't decide, none where nothing can be said.
	Kinds TargetSet

	// Name is the name of the bucket or access point, or the alias.
	Name string

	// Partition, Region and Account are those of an ARN.
	Partition, Region, Account string

	// Outpost is the Outpost ID of an ARN (op-01ac5d28a6a232904). The alias of
	// an Outposts access point carries it without its op- prefix.
	Outpost string

	// Zone is the ID of the Availability Zone or Local Zone of a directory
	// bucket or of its access point.
	Zone string

	// ARN is set if the text was an ARN, Alias if it was an access point alias.
	ARN, Alias bool

	// Problem says why this can't be a valid target.
	Problem TargetProblem

	// text is what was parsed, kept where the fields don't say it all.
	text string
}

const (
	suffixDirectoryBucket      = "--x-s3"
	suffixDirectoryAccessPoint = "--xa-s3"
	suffixObjectLambda         = "--ol-s3"
	suffixOutposts             = "--op-s3"
	suffixTable                = "--table-s3"
	suffixAccessPoint          = "-s3alias"
	suffixFSx                  = "-ext-s3alias"
	suffixMultiRegion          = ".mrap"
	suffixAccountRegional      = "-an"

	maxName          = 63  // a DNS label, and today's limit of a bucket name
	maxLegacyName    = 255 // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
	maxAccessPoint   = 50
	maxObjectLambda  = 45 // https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ObjectLambdaAccessPoint.html
	minName          = 3
	minOutpostsAlias = 50 // from its hardware type to the end of its suffix
)

// chars is a set of character classes.
type chars uint8

const (
	charLower chars = 1 << iota
	charDigit
	charHyphen
	charPeriod
	charUpper
	charUnderscore
	charOther

	charAlphanumeric = charLower | charDigit
)

var charClass = func() (class [256]chars) {
	for c := range class {
		switch {
		case 'a' <= c && c <= 'z':
			class[c] = charLower
		case '0' <= c && c <= '9':
			class[c] = charDigit
		case 'A' <= c && c <= 'Z':
			class[c] = charUpper
		case c == '-':
			class[c] = charHyphen
		case c == '.':
			class[c] = charPeriod
		case c == '_':
			class[c] = charUnderscore
		default:
			class[c] = charOther
		}
	}
	return class
}()

// charsOf returns the classes of the characters in s.
func charsOf(s string) (set chars) {
	for i := range len(s) {
		set |= charClass[s[i]]
	}
	return set
}

// within reports whether s has at least one character and only such classes.
func within(s string, allowed chars) bool { return s != "" && charsOf(s)&^allowed == 0 }

// ParseTarget reads the Bucket member of a request: a bucket name, the name of
// an access point for a directory bucket, an access point alias, or an ARN. It
// accepts every text; what is wrong with it is in Target.Problem.
//
// The fields are parts of s; nothing is allocated.
func ParseTarget(s string) Target {
	if strings.HasPrefix(s, "arn:") {
		return parseARN(s)
	}
	return parseName(s)
}

// setPlain sets t to the general purpose bucket named s if that takes no more
// than a look at its characters, as with nearly every name: the same result as
// that of ParseTarget, in a third of the time.
func (t *Target) setPlain(s string) bool {
	if !hasPlainEnds(s) || !labelled(s) {
		return false
	}
	// Not a literal, which would be made elsewhere and copied.
	*t = Target{}
	t.Kinds, t.Name = 1<<GeneralPurposeBucket, s
	return true
}

// labelled reports whether s has only lower-case letters, digits and hyphens. It looks
// at eight bytes at a time.
func labelled(s string) bool {
	const ones = 0x0101010101010101
	const high = 0x80 * ones
	n := len(s)
	if n < 8 {
		return charsOf(s)&^(charLower|charDigit|charHyphen) == 0
	}
	for i := 0; ; i += 8 {
		i = min(i, n-8) // the last eight may have been looked at in part
		b := s[i : i+8]
		x := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		// Without high bits no sum carries into the next byte: its high bit says
		// whether the byte is at least the first of a class, or above its last.
		low := x &^ high
		lower := (low + (0x80-'a')*ones) &^ (low + (0x7f-'z')*ones)
		digit := (low + (0x80-'0')*ones) &^ (low + (0x7f-'9')*ones)
		hyphen := (low + (0x80-'-')*ones) &^ (low + (0x7f-'-')*ones)
		if (lower|digit|hyphen)&^x&high != high {
			return false
		}
		if i == n-8 {
			return true
		}
	}
}

// isPlain reports whether s, which has characters of these classes, is the name
// of a general purpose bucket and can't be anything else.
func isPlain(s string, set chars) bool {
	return set&^(charLower|charDigit|charHyphen) == 0 && hasPlainEnds(s)
}

// hasPlainEnds reports whether the length and the ends of s are those of the name of a
// general purpose bucket, and of nothing else.
func hasPlainEnds(s string) bool {
	if len(s) < minName || len(s) > maxName {
		return false
	}
	switch s[len(s)-1] {
	case '3', 's', 'p', 'n', '-': // may end a reserved suffix
		return false
	}
	return s[0] != '-' && !strings.HasPrefix(s, "xn--")
}

// SetTarget parses a Bucket member into the request.
func (r *Request) SetTarget(bucket string) {
	if !r.Target.setPlain(bucket) {
		r.Target = ParseTarget(bucket)
	}
}

// IsBucketName reports whether s is the name of a general purpose or directory
// bucket by today's rules. The prefixes and suffixes that only prevent the
// creation of a bucket are allowed.
func IsBucketName(s string) bool {
	t := ParseTarget(s)
	return t.Problem == 0 && !t.Kinds.Intersect(Targets(GeneralPurposeBucket, DirectoryBucket)).Empty()
}

func parseName(s string) Target {
	t := Target{Name: s}
	if s == "" {
		t.Problem = EmptyName
		return t
	}
	set := charsOf(s)
	switch s[len(s)-1] {
	case '3':
		switch {
		case strings.HasSuffix(s, suffixDirectoryBucket):
			t.Kinds = 1 << DirectoryBucket
			t.Zone, t.Problem = zonal(s, len(s)-len(suffixDirectoryBucket), set, 1, maxName)
			return t
		case strings.HasSuffix(s, suffixDirectoryAccessPoint):
			t.Kinds = 1 << DirectoryAccessPoint
			t.Zone, t.Problem = zonal(s, len(s)-len(suffixDirectoryAccessPoint), set, minName, maxAccessPoint)
			return t
		case strings.HasSuffix(s, suffixObjectLambda):
			if isAlias(s, set) {
				t.Kinds, t.Alias = 1<<ObjectLambdaAccessPoint, true
				return t
			}
		case strings.HasSuffix(s, suffixOutposts):
			return outpostsAlias(s, set)
		}
	case 's':
		switch {
		case !strings.HasSuffix(s, suffixAccessPoint) || !isAlias(s, set):
		case strings.HasSuffix(s, suffixFSx):
			t.Kinds, t.Alias = 1<<FSxAccessPoint, true
			return t
		default:
			t.Kinds, t.Alias = 1<<AccessPoint, true
			return t
		}
	case 'p':
		if strings.HasSuffix(s, suffixMultiRegion) && isMultiRegionAlias(s) {
			t.Kinds, t.Alias, t.Problem = 1<<MultiRegionAccessPoint, true, AliasNeedsARN
			return t
		}
	}
	t.Kinds = 1 << GeneralPurposeBucket
	t.Problem = bucketProblem(s, set)
	return t
}

// bucketProblem judges the name of an existing general purpose bucket. Prefixes
// and suffixes don't matter here, only what a bucket could ever be called.
func bucketProblem(s string, set chars) TargetProblem {
	switch {
	case set&charOther != 0:
		return otherProblem(s)
	case len(s) < minName:
		return NameTooShort
	case len(s) > maxLegacyName:
		return NameTooLong
	case generalProblem(s, set) != 0:
		return LegacyName
	}
	// An alias that can't be one is the name of a bucket that is older than
	// the suffix.
	if c := s[len(s)-1]; (c == 's' || c == '3' || c == 'p') && hasAliasSuffix(s) {
		return LegacyName
	}
	return 0
}

// otherProblem tells what is meant by a name with characters that no name has.
func otherProblem(s string) TargetProblem {
	if strings.Contains(s, "://") {
		return URLForName
	}
	// If S3 takes the slash for a separator, only what is before it is a name.
	if name, _, found := strings.Cut(s, "/"); found && charsOf(name)&charOther == 0 {
		return SlashInName
	}
	return InvalidCharacter
}

// generalProblem applies today's rules for general purpose bucket names, other
// than those about prefixes and suffixes.
func generalProblem(s string, set chars) TargetProblem {
	switch {
	case len(s) < minName:
		return NameTooShort
	case len(s) > maxName:
		return NameTooLong
	case set&charUpper != 0:
		return UppercaseLetter
	case set&(charUnderscore|charOther) != 0:
		return InvalidCharacter
	case charClass[s[0]]&charAlphanumeric == 0:
		return BadFirstCharacter
	case charClass[s[len(s)-1]]&charAlphanumeric == 0:
		return BadLastCharacter
	case set&charPeriod == 0:
		return 0
	case strings.Contains(s, ".."):
		return AdjacentPeriods
	case set == charDigit|charPeriod && isIPv4(s):
		return IPAddressName
	}
	return 0
}

// labelProblem judges a name that must be one DNS label.
func labelProblem(s string, set chars, shortest, longest int) TargetProblem {
	switch {
	case s == "":
		return EmptyName
	case set&(charPeriod|charUnderscore|charOther) != 0:
		return InvalidCharacter
	case set&charUpper != 0:
		return UppercaseLetter
	case len(s) < shortest:
		return NameTooShort
	case len(s) > longest:
		return NameTooLong
	case s[0] == '-':
		return BadFirstCharacter
	case s[len(s)-1] == '-':
		return BadLastCharacter
	}
	return 0
}

// zonal splits the name of a directory bucket or of its access point, of which
// the first end bytes are base--zone. The zone never contains two hyphens; the
// base may.
func zonal(s string, end int, set chars, shortest, longest int) (zone string, p TargetProblem) {
	base := ""
	if i := strings.LastIndex(s[:end], "--"); i >= 0 {
		base, zone = s[:i], s[i+2:end]
	} else {
		p = MissingZone
	}
	if bad := labelProblem(s, set, minName, maxName); bad == UppercaseLetter {
		// An uppercase letter is refused before it could reach DNS.
		return zone, InvalidCharacter
	} else if bad != 0 && (bad != BadFirstCharacter || base != "") {
		return zone, bad
	}
	switch {
	case p != 0:
		return zone, p
	case zone == "" || zone[0] == '-' || zone[len(zone)-1] == '-':
		return zone, MissingZone
	case base == "":
		return zone, MissingBaseName
	case len(base) < shortest:
		return zone, NameTooShort
	case len(base) > longest:
		return zone, NameTooLong
	}
	return zone, 0
}

// isAlias reports whether a text with the suffix of an alias can be one: S3
// makes aliases of access point names, which are DNS labels.
func isAlias(s string, set chars) bool { return labelProblem(s, set, minName, maxName) == 0 }

// isMultiRegionAlias does so for the alias of a Multi-Region Access Point,
// which is a label and .mrap.
func isMultiRegionAlias(s string) bool {
	label, ok := strings.CutSuffix(s, suffixMultiRegion)
	return ok && labelProblem(label, charsOf(label), 1, maxName) == 0
}

func hasAliasSuffix(s string) bool {
	return strings.HasSuffix(s, suffixAccessPoint) || strings.HasSuffix(s, suffixObjectLambda) ||
		strings.HasSuffix(s, suffixMultiRegion)
}

// outpostsAlias reads a text that ends in --op-s3. S3 on Outposts makes aliases
// of fixed parts, counted from the end: the hardware type (o, or e for EC2), 17
// digits of the Outpost ID, metadata with the Region, and the suffix. The SDK
// takes every text of that length for an alias. A shorter one can be a bucket,
// because the suffix isn't reserved for general purpose buckets.
//
// https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/s3-outposts-access-points-alias.html
func outpostsAlias(s string, set chars) Target {
	t := Target{Name: s, Kinds: 1 << OutpostsAccessPoint, Alias: true}
	if len(s) < minOutpostsAlias {
		t.Alias = false
		if t.Problem = bucketProblem(s, set); t.Problem != 0 {
			t.Kinds = 1 << GeneralPurposeBucket
		} else {
			t.Kinds |= 1 << GeneralPurposeBucket
		}
		return t
	}
	parts := s[len(s)-minOutpostsAlias:]
	hardware, outpost := parts[0], parts[1:18]
	switch {
	case !isAlias(s, set), hardware != 'o' && hardware != 'e', hardware == 'o' && !within(outpost, charAlphanumeric):
		t.Problem = BadOutpostsAlias
	case hardware == 'o':
		t.Outpost = outpost
	}
	return t
}

// isIPv4 reports whether s is a dotted IPv4 address.
func isIPv4(s string) bool {
	groups := 0
	for group := range strings.SplitSeq(s, ".") {
		groups++
		if group == "" || len(group) > 3 || len(group) == 3 && group > "255" {
			return false
		}
	}
	return groups == 4
}

// AccountRegional splits the name of a bucket in an account regional namespace,
// prefix-account-region-an.
//
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
func (t Target) AccountRegional() (prefix, account, region string, ok bool) {
	rest, ok := strings.CutSuffix(t.Name, suffixAccountRegional)
	if !ok || t.ARN || !t.Kinds.Has(GeneralPurposeBucket) {
		return "", "", "", false
	}
	// The account is the last group of 12 digits with a Region after it.
	for end := len(rest); end > 0; {
		i := strings.LastIndexByte(rest[:end], '-')
		if i < 0 {
			break
		}
		j := strings.LastIndexByte(rest[:i], '-')
		if group := rest[j+1 : i]; j > 0 && isAccount(group) && isRegion(rest[i+1:]) {
			return rest[:j], group, rest[i+1:], true
		}
		end = i
	}
	return "", "", "", false
}

// CreateProblem says why no bucket of this name can be created; CreateBucket
// has rules that an existing bucket need not obey. [AccountRegionalName] is an
// obstacle only if BucketNamespace isn't account-regional, and with that
// namespace every other answer is one.
//
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html
func (t Target) CreateProblem() TargetProblem {
	switch {
	case t.Kinds.Has(DirectoryBucket) && !t.ARN:
		if t.Problem != 0 {
			return t.Problem
		}
		return prefixProblem(t.Name)
	case t.Kinds.Has(MultiRegionAccessPoint) && !t.ARN, t.Alias:
		return ReservedSuffix
	case t.Problem != 0 && t.Problem != LegacyName:
		return t.Problem
	case !t.Kinds.Has(GeneralPurposeBucket):
		return NotBucketName
	}
	if p := generalProblem(t.Name, charsOf(t.Name)); p != 0 {
		return p
	}
	if p := prefixProblem(t.Name); p != 0 {
		return p
	}
	switch {
	case hasAliasSuffix(t.Name), strings.HasSuffix(t.Name, suffixTable):
		return ReservedSuffix
	case strings.HasSuffix(t.Name, suffixAccountRegional):
		if _, _, _, ok := t.AccountRegional(); ok {
			return AccountRegionalName
		}
		return ReservedSuffix
	}
	return 0
}

func prefixProblem(s string) TargetProblem {
	if strings.HasPrefix(s, "xn--") || strings.HasPrefix(s, "sthree-") || strings.HasPrefix(s, "amzn-s3-demo-") {
		return ReservedPrefix
	}
	return 0
}

// parseARN reads arn:partition:service:region:account:resource. Within the
// resource, a colon separates as a slash does.
func parseARN(s string) Target {
	t := Target{ARN: true}
	service, resource, ok := t.arnParts(s)
	if !ok {
		return t.malformed(s, ARNIncomplete)
	}
	kind, rest, more := cutResource(resource)

	// Without a Region, the SDK looks at nothing but the alias.
	if alias, _, sub := cutResource(rest); kind == "accesspoint" && t.Region == "" && service != "s3-object-lambda" && isMultiRegionAlias(alias) {
		t.Kinds, t.Name = 1<<MultiRegionAccessPoint, alias
		switch {
		case service != "s3" || !isAccount(t.Account) || sub:
			return t.malformed(s, ARNUnsentPart)
		case !isPartition(t.Partition):
			return t.malformed(s, ARNPartition)
		}
		return t
	}

	// The kinds come first: they hold even if something else is wrong.
	var p TargetProblem
	switch service {
	case "s3":
		switch {
		case kind == "accesspoint" && t.Region == "":
			t.Kinds = 1 << MultiRegionAccessPoint
		case kind == "accesspoint":
			t.Kinds = 1<<AccessPoint | 1<<FSxAccessPoint
		case t.Region == "" && t.Account == "":
			t.Kinds, t.Name = 1<<GeneralPurposeBucket, kind
			return t.malformed(s, BucketARN)
		default:
			p = ARNResourceType
		}
	case "s3-object-lambda":
		if kind == "accesspoint" {
			t.Kinds = 1 << ObjectLambdaAccessPoint
		} else {
			p = ARNResourceType
		}
	case "s3express":
		switch kind {
		case "accesspoint":
			t.Kinds = 1 << DirectoryAccessPoint
		case "bucket":
			t.Kinds, t.Name = 1<<DirectoryBucket, rest
			return t.malformed(s, BucketARN)
		default:
			p = ARNResourceType
		}
	case "s3-outposts":
		if kind != "outpost" {
			p = ARNResourceType
			break
		}
		t.Outpost, rest, more = cutResource(rest)
		kind, rest, _ = cutResource(rest)
		switch {
		case !within(t.Outpost, charAlphanumeric|charUpper|charHyphen) || len(t.Outpost) > maxName:
			p = ARNOutpost
		case kind == "accesspoint":
			t.Kinds = 1 << OutpostsAccessPoint
		case kind == "bucket":
			t.Kinds = 1 << OutpostsBucket
		default:
			p = ARNResourceType
		}
	default:
		p = ARNService
	}
	if p != 0 {
		return t.malformed(s, p)
	}

	sub := false
	t.Name, _, sub = cutResource(rest)
	switch {
	case !isPartition(t.Partition):
		return t.malformed(s, ARNPartition)
	case t.Region == "" && !t.Kinds.Has(MultiRegionAccessPoint), t.Region != "" && !isRegion(t.Region):
		return t.malformed(s, ARNRegion)
	case !isAccount(t.Account):
		return t.malformed(s, ARNAccount)
	case !more || t.Name == "":
		return t.malformed(s, ARNNameMissing)
	case sub:
		return t.malformed(s, ARNSubresource)
	}
	if p := t.resourceName(); p != 0 {
		return t.malformed(s, p)
	}
	return t
}

// resourceName judges the name in an ARN that is otherwise well-formed.
func (t *Target) resourceName() TargetProblem {
	set := charsOf(t.Name)
	switch {
	case t.Kinds.Has(MultiRegionAccessPoint):
		if strings.HasSuffix(t.Name, suffixMultiRegion) {
			return InvalidCharacter
		}
		return ARNRegion // a Regional access point whose Region was forgotten
	case t.Kinds.Has(DirectoryAccessPoint):
		p := MissingZone
		if end := len(t.Name) - len(suffixDirectoryAccessPoint); strings.HasSuffix(t.Name, suffixDirectoryAccessPoint) {
			t.Zone, p = zonal(t.Name, end, set, minName, maxAccessPoint)
		}
		if p == 0 {
			// Name and virtual-hosted-style URL only:
			// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-directory-buckets-restrictions-limitations-naming-rules.html
			p = ARNNotAccepted
		}
		return p
	case t.Kinds.Has(OutpostsBucket):
		return ARNNotAccepted
	}
	shortest, longest := minName, maxAccessPoint
	switch {
	case t.Kinds.Has(OutpostsAccessPoint):
		shortest, longest = 1, maxName // no narrower limit is documented
	case t.Kinds.Has(ObjectLambdaAccessPoint):
		longest = maxObjectLambda
	}
	if p := labelProblem(t.Name, set, shortest, longest); p != 0 {
		return p
	}
	switch {
	case t.Kinds.Has(AccessPoint) && strings.HasSuffix(t.Name, suffixAccessPoint),
		// The SDK heeds these suffixes wherever they stand.
		strings.HasSuffix(t.Name, suffixDirectoryBucket),
		strings.HasSuffix(t.Name, suffixDirectoryAccessPoint),
		strings.HasSuffix(t.Name, suffixOutposts):
		return ReservedSuffix
	}
	return 0
}

// arnParts splits an ARN into its parts, of which the last may contain colons.
func (t *Target) arnParts(s string) (service, resource string, ok bool) {
	_, s, _ = strings.Cut(s, ":")
	t.Partition, s, _ = strings.Cut(s, ":")
	service, s, _ = strings.Cut(s, ":")
	t.Region, s, _ = strings.Cut(s, ":")
	t.Account, resource, _ = strings.Cut(s, ":")
	return service, resource, resource != ""
}

// malformed notes the problem, and the text because the fields don't hold it.
func (t Target) malformed(s string, p TargetProblem) Target {
	t.Problem, t.text = p, s
	return t
}

// cutResource cuts the first element off the resource of an ARN.
func cutResource(s string) (first, rest string, found bool) {
	if i := strings.IndexAny(s, "/:"); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// isPartition accepts aws and names that continue it, such as aws-us-gov, so
// that partitions to come are known too.
func isPartition(s string) bool {
	rest, ok := strings.CutPrefix(s, "aws")
	return ok && (rest == "" || rest[0] == '-' && within(rest, charAlphanumeric|charHyphen) &&
		rest[len(rest)-1] != '-' && !strings.Contains(rest, "--"))
}

// isRegion accepts what can be a Region code. The pseudo Regions of older
// clients that asked for FIPS endpoints are none.
func isRegion(s string) bool {
	return len(s) <= maxName && within(s, charAlphanumeric|charHyphen) && s[0] != '-' && s[len(s)-1] != '-' &&
		!strings.Contains(s, "--") && !strings.HasPrefix(s, "fips-") && !strings.HasSuffix(s, "-fips")
}

func isAccount(s string) bool { return len(s) == 12 && within(s, charDigit) }

// String returns the text that [ParseTarget] reads as this target. ARNs come
// with slashes in their resource.
func (t Target) String() string {
	switch {
	case t.text != "":
		return t.text
	case !t.ARN:
		return t.Name
	}
	service, resource := "s3", "accesspoint/"
	switch {
	case t.Kinds.Has(ObjectLambdaAccessPoint):
		service = "s3-object-lambda"
	case t.Kinds.Has(DirectoryAccessPoint):
		service = "s3express"
	case t.Kinds.Has(OutpostsAccessPoint):
		service, resource = "s3-outposts", "outpost/"+t.Outpost+"/accesspoint/"
	case t.Kinds.Has(OutpostsBucket):
		service, resource = "s3-outposts", "outpost/"+t.Outpost+"/bucket/"
	case t.Kinds.Has(GeneralPurposeBucket):
		resource = ""
	}
	return "arn:" + t.Partition + ":" + service + ":" + t.Region + ":" + t.Account + ":" + resource + t.Name
}
