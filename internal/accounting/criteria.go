package main

import "regexp"

// A criterion selects sentences that state a constraint. It is meant to find
// every one of them, and finds others too: those are disposed of with a reason,
// which costs a line, whereas a constraint that isn't selected is lost.
type criterion struct {
	name    string
	what    string // the sentences that it is after
	pattern *regexp.Regexp
}

// criteria are tried on the sentence and on the one which introduces the list that
// it belongs to. A new way to put a constraint belongs here, with the words of it.
var criteria = []criterion{
	{"obligation", "what a request has to have", regexp.MustCompile(
		`(?i)\bmust(?:n't)?\b|\brequire[sd]?\b|\brequirements?\b|\bmandatory\b|\bneeds? to\b|\bhas to\b|\bhave to\b|\bmake sure\b`)},
	{"prohibition", "what a request can't have", regexp.MustCompile(
		`(?i)\bcan ?not\b|\bcan't\b|\bcould not\b|\bmay not\b|\bimpossible\b|\bnot possible\b` +
			`|\b(?:do not|don't|never|should not|shouldn't) (?:use|specify|include|set|provide|add|send|put|allowed|permitted)\b` +
			`|\bnot be (?:used|specified|set|sent|included|provided|present|empty|changed|modified)\b|\bprohibit\w*|\bwithout using\b`)},
	{"restriction", "what holds in some cases only, or not any more", regexp.MustCompile(
		`(?i)\bonly\b|\bsolely\b|\bexclusively\b|\bexcept\b|\bunless\b|\bapplies to\b|\bapplicable\b|\bno ?longer\b|\bdeprecated\b` +
			`|\bdiscontinued\b|\bend of support\b|\bavailable (?:only|for|in)\b|\b(?:not|un)available\b|\bnot yet\b|\bnot enabled\b|\bas long as\b|\bprovided that\b`)},
	{"support", "what S3, or a kind of bucket, supports", regexp.MustCompile(
		`(?i)\bsupport(?:s|ed)\b|\bunsupported\b|n[o']t (?:currently )?support`)},
	{"values", "which values are valid", regexp.MustCompile(
		`(?i)\b(?:in)?valid\b|\bpossible values?\b|\baccepted values?\b|\bacceptable\b|\b(?:is|are|be|not|never|following) allowed\b` +
			`|\bpermitted\b|\bnot legal\b|\b(?:in)?compatible\b|\bincorrect\b`)},
	{"limit", "how much, how long, how many", regexp.MustCompile(
		`(?i)\bmax(?:imum)?\b|\bmin(?:imum)?\b|\blimit(?:s|ed|ation|ations)?\b|\brestrictions?\b|\bup to\b|\bat least\b|\bat most\b|\bas many as\b` +
			`|\bmore than\b|\bless than\b|\bfewer\b|\b(?:greater|larger|smaller|longer|shorter|later|earlier) than\b|\bexceeds?\b` +
			`|\bbetween \d|\bfrom \d\S* (?:to|through)\b|\bquota`)},
	{"combination", "what excludes or needs what", regexp.MustCompile(
		`(?i)\bexactly\b|\bone of\b|\bone or both\b|\beither\b|\bnot both\b|\bmutually\b|\btogether\b|\bin conjunction\b|\bin combination\b` +
			`|\bmultiple rules\b|\boverlap|\bduplicate|\bwrap\b|\btwo or more\b`)},
	{"rejection", "what S3 answers with an error", regexp.MustCompile(
		`(?i)\berrors?\b|\bfail(?:s|ed|ure)?\b|\breject(?:s|ed)?\b|\bden(?:y|ies|ied)\b|\b[45]\d\d\b|\b[45]XX\b|\bexceptions?\b` +
			`|^(?:Error )?(?:Code|Cause|Description|HTTP Status Code): |\b(?:do|does)(?: not|n't) exist\b|\bmight not have\b`)},
	{"code", "the name of an error code", regexp.MustCompile(
		`\b(?:No|Invalid|Malformed|Missing|Illegal|Unsupported|Incomplete|Bad|TooMany|Not|Entity|Precondition|Method|Access)[A-Z][A-Za-z]+\b`)},
	{"ignored", "what S3 drops silently, or what overrules what", regexp.MustCompile(
		`(?i)\bignor(?:e|es|ed|ing)\b|\bno effect\b|\bnot (?:used|recognized)\b|(?:\bnot|n't) (?:apply|affect|honou?r|provide any)\b|\btakes? precedence\b`)},
	{"form", "how a value is written", regexp.MustCompile(
		`(?i)\bbase64\b|\bregular expression\b|\bregex\b|\binteger\b|\bpositive\b|\bnon-zero\b|\bwhole number\b|\bISO 8601\b|\bconform\b` +
			`|\bin the (?:following )?form(?:at)?\b|\b(?:begins?|starts?|ends?) with\b|\bascending\b|\bmidnight\b|\bexpects\b` +
			`|\bsingle character\b|\bURL[- ]encod|\bprefaced\b|\bASCII\b|^Pattern: `)},
	{"sameness", "what must be the same elsewhere", regexp.MustCompile(
		`(?i)\b(?:do|does|did)(?: not|n't) match\b|\bmismatch\b|\bidentical\b|\bconsistent\b|\bbelong to the same\b` +
			`|\bsame (?:as|bucket|Region|Amazon Web Services Region|account|Amazon Web Services account|value|algorithm|encryption|checksum|key|headers?|type)\b`)},
	{"imperative", "what the reader is told to do", regexp.MustCompile(
		`^(?:\w+ \w+ - )?(?:Do|Don't|Never|Use) \w+`)},
}

// pointer matches sentences that only name another page.
var pointer = regexp.MustCompile(
	`^(?:For (?:more|further|additional|a list|a complete list|information|details|examples?|an example|the list|general|instructions|an? \w+)\b|To learn|To see)\b.*\bsee\b|^See\b`)

// notPointer matches what a pointer has if it states a constraint as well.
var notPointer = regexp.MustCompile(`(?i)\bmust\b|\bcan't\b|\bcannot\b|\bonly\b`)

// selectedBy names the criteria that the text fulfils.
func selectedBy(text string) []string {
	if pointer.MatchString(text) && !notPointer.MatchString(text) {
		return nil
	}
	var names []string
	for _, c := range criteria {
		if c.pattern.MatchString(text) {
			names = append(names, c.name)
		}
	}
	return names
}
