package fill

import "github.com/s3safe/s3safe-go/internal/printable"

// Way is which of the options that exclude each other was chosen for a setter.
// Calling the setter again with another way is a contradiction, with the same way
// it replaces what was said before. The zero Way is that of options that are
// plain values, which replace everything.
type Way uint8

// The ways, by the functions of package opt that choose them.
const (
	WayPlain Way = iota
	WaySSES3
	WayKMS
	WayManagedKMS
	WayDSSE
	WayFSx
	WayCustomerKey
	WayPresignedKey
	WayBucketDefault
	WayReportedKey
	WayOfAlgorithm
	WayOfValue
	WayCannedACL
	WayGrantTo
	WayAccessList
	WayAbsent
	WayMatch
	WayNoneMatch
	WayExists
	WayHoldForDays
	WayHoldForYears
	WayHeld
	WayInRange
	WayOnePart
	WayKeepMetadata
	WayReplaceMetadata
	WayKeepTags
	WayReplaceTags
	WayStartAfter
	WayContinueFrom
	WayAfterKey
	WayAfterVersion
	WayAfterUpload
)

var wayNames = [...]string{
	"", "SSES3", "KMS", "ManagedKMS", "DSSE", "FSx", "CustomerKey", "PresignedKey", "BucketDefault", "ReportedKey",
	"an algorithm", "a value", "a canned ACL", "GrantTo", "AccessList",
	"Absent", "Match", "NoneMatch", "Exists", "HoldForDays", "HoldForYears", "Held", "a range", "Part",
	"KeepMetadata", "ReplaceMetadata", "KeepTags", "ReplaceTags", "StartAfter", "ContinueFrom", "AfterKey", "AfterVersion", "AfterUpload",
}

// name is the way with what it was given, where that is no secret.
func (w Way) name(of *string) string {
	if of == nil || *of == "" {
		return wayNames[w]
	}
	return wayNames[w] + "(" + printable.Line(*of) + ")"
}

// Choose notes that a setter was called with a way. The texts are what the way of
// before and this one were given, nil where that isn't to be told.
func Choose(bad *Problem, at *Way, w Way, member, setter string, before, now *string) *Problem {
	if *at != WayPlain && w != WayPlain && *at != w {
		bad = bad.contradict(member, "has two answers: "+setter+" called twice: "+at.name(before)+", "+w.name(now))
	}
	*at = w
	return bad
}

// OneOf returns what two setters say of a member that they share, and complains
// if they contradict each other.
func OneOf[T ~string](bad *Problem, member, setter string, v T, other string, o T) (T, *Problem) {
	if v == "" {
		return o, bad
	}
	if o != "" && o != v {
		bad = bad.contradict(member, "has two answers: "+setter+" says "+printable.Line(string(v))+", "+other+" says "+printable.Line(string(o)))
	}
	return v, bad
}
