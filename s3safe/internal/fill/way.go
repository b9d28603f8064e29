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

// Excludes reports whether another way contradicts this one, which was chosen
// before.
func (w Way) Excludes(other Way) bool {
	return w != WayPlain && other != WayPlain && w != other
}

// Contradict returns the list with the complaint that a setter was called with two
// ways that exclude each other. The texts are what they were given, nil where that
// isn't to be told.
func Contradict(bad *Problem, member, setter string, before Way, was *string, now Way, is *string) *Problem {
	return bad.contradict(member, "has two answers: "+setter+" called twice: "+before.name(was)+", "+now.name(is))
}

// Said notes which of two setters said something of a member that they share.
type Said uint8

// The setters.
const (
	First Said = 1 << iota
	Second
)

// Share sets a member that two setters share, and complains if they contradict
// each other. An empty value takes back what the same setter said before.
func Share[T ~string](bad *Problem, at *T, said *Said, by Said, v T, member string, setters [2]string) *Problem {
	other := *said &^ by
	if v == "" {
		if other == 0 {
			*at = ""
		}
		*said = other
		return bad
	}
	if other != 0 && *at != v {
		first, second := string(v), string(*at)
		if by == Second {
			first, second = second, first
		}
		bad = bad.contradict(member, "has two answers: "+setters[0]+" says "+printable.Line(first)+", "+setters[1]+" says "+printable.Line(second))
	}
	*at, *said = v, other|by
	return bad
}
