package compat

import "strings"

// Evidence is what a rule rests on.
type Evidence uint8

// Kinds of evidence, from the strongest to the weakest.
const (
	Recorded   Evidence = iota // an answer of Amazon S3 was recorded
	Documented                 // a page of AWS says so, or AWS's own source
	Confirmed                  // a server that follows S3 was seen to answer so; see [Rule.ConfirmedBy]
	Reported                   // people report the answer, in an issue or a pull request
	Inferred                   // the source of a server or of a tool that follows S3 has it
	Evidences                  // the number of kinds
)

// String returns the kind in a word.
func (e Evidence) String() string {
	return [...]string{"recorded", "documented", "confirmed", "reported", "inferred"}[e]
}

// isCapture reports whether a source is a public file of answers that its project
// recorded from Amazon S3.
func isCapture(source string) bool {
	switch {
	case strings.HasPrefix(source, "https://github.com/radkawar/stackd/"):
		return strings.Contains(source, "/testdata/aws/s3/")
	case strings.HasPrefix(source, "https://github.com/dyus/meeseeks-s3/"):
		return strings.HasSuffix(source, "/golden") || strings.Contains(source, "/docs_reports/") && strings.Contains(source, "_aws_")
	}
	return false
}

// EvidenceOf returns the kind of one source.
func EvidenceOf(source string) Evidence {
	switch {
	case strings.HasPrefix(source, "recorded:"), isCapture(source):
		return Recorded
	case strings.HasPrefix(source, "https://docs.aws.amazon.com/"), strings.HasPrefix(source, "https://aws.amazon.com/"),
		strings.HasPrefix(source, "https://pkg.go.dev/github.com/aws/"), (strings.HasPrefix(source, "https://github.com/aws/") || strings.HasPrefix(source, "https://github.com/awslabs/")) && strings.Contains(source, "/blob/"):
		return Documented
	case strings.Contains(source, "/issues/"), strings.Contains(source, "/pull/"), strings.Contains(source, "/discussions/"):
		return Reported
	}
	return Inferred
}

// Evidence returns the kinds of evidence that the rule rests on, which its sources and
// the servers that confirmed it are, the strongest first. A documented limit doesn't say that the answer is documented too.
func (r *Rule) Evidence() []Evidence {
	var found [Evidences]bool
	for _, s := range r.Sources {
		found[EvidenceOf(s)] = true
	}
	found[Confirmed] = len(r.ConfirmedBy) > 0
	var kinds []Evidence
	for e := range Evidences {
		if found[e] {
			kinds = append(kinds, e)
		}
	}
	return kinds
}
