package explain

import (
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/compat/aws"
)

// A sentence is a message that S3 is known to give with a code. Status is that of the
// answer, 0 if it isn't known.
type sentence struct {
	code, form string
	plain      string // see plainMessage
	status     int
	usual      bool // the message comes with the code whatever the cause
}

// sentences are all of them: those of the rules, and those of what only S3 can judge.
var sentences = sync.OnceValue(func() (list []sentence) {
	usual := false
	add := func(code, forms string, status int) {
		for form := range strings.SplitSeq(forms, "|") {
			if strings.Trim(form, "… ") != "" {
				list = append(list, sentence{code, form, plainMessage(form), status, usual})
			}
		}
	}
	for _, r := range aws.Catalog().Rules() {
		add(r.Answer.Code, r.Answer.Message, r.Answer.Status)
	}
	for _, f := range ruleForms {
		add(f.code, f.message, 0)
	}
	for i := range allServiceCauses {
		for code := range strings.FieldsSeq(allServiceCauses[i].codes) {
			if !strings.HasSuffix(code, "*") {
				add(code, allServiceCauses[i].message, 0)
			}
		}
	}
	usual = true
	for code, forms := range usualMessages {
		for _, form := range forms {
			add(code, form, 0)
		}
	}
	return list
})

// knownCodes are the codes that S3 is known to answer with.
var knownCodes = sync.OnceValue(func() map[string]bool {
	codes := map[string]bool{}
	for _, r := range aws.Catalog().Rules() {
		codes[r.Answer.Code] = true
	}
	for i := range allServiceCauses {
		for code := range strings.FieldsSeq(allServiceCauses[i].codes) {
			codes[code] = true
		}
	}
	for code := range usualMessages {
		codes[code] = true
	}
	delete(codes, "")
	return codes
})

// codeOf returns the code that S3 gives a message with, empty if it gives none or
// several with it: some clients leave the code out.
func codeOf(message string, status int) string {
	best, code, usual := 0, "", false
	for _, s := range sentences() {
		if status != 0 && s.status != 0 && s.status != status {
			continue
		}
		words, fits := messageFits(s.form, message)
		switch {
		case !fits || words < best || words == 0:
		case words > best || s.usual && !usual:
			best, code, usual = words, s.code, s.usual
		case s.usual == usual && !sameCode(code, s.code):
			code = ""
		}
	}
	return code
}

var codeStart = expression(`(?:^|[\s:.'"(])([A-Z]\w*(?:\.[A-Z]\w*)?)(?: \[([\w.]+)\])?: `)

// splitCode finds code and message in a text that has them with a colon in between,
// and anything before. A code that isn't known is the last word before a colon that
// looks like one.
func splitCode(text string) (code, message string, known bool) {
	at := 0
	for {
		m := codeStart().FindStringSubmatchIndex(text[at:])
		if m == nil {
			return code, message, false
		}
		name, rest := text[at+m[2]:at+m[3]], text[at+m[1]:]
		if m[4] >= 0 && text[at+m[4]:at+m[5]] != "Error" {
			name = text[at+m[4] : at+m[5]] // Node puts the class in front
		}
		if !knownCodes()[name] { // a few codes end so themselves
			name = strings.TrimSuffix(name, "Exception")
		}
		switch {
		case knownCodes()[name]:
			return name, rest, true
		case looksLikeCode(name):
			code, message = name, rest
		}
		at += m[3]
	}
}

// looksLikeCode reports whether a word is made of several with capital letters.
func looksLikeCode(word string) bool {
	capitals := 0
	for i, c := range word {
		if c >= 'A' && c <= 'Z' && (i == 0 || word[i-1] < 'A' || word[i-1] > 'Z') {
			capitals++
		}
	}
	return capitals > 1 && strings.ToUpper(word) != word
}

// shortSentence is the length below which a message is found where it isn't.
const shortSentence = 20

// readWords reads a text of no known form: a code of S3's before a colon, or a
// sentence of S3's anywhere in it.
func readWords(text string) (s said, ok bool) {
	if code, message, known := splitCode(text); known {
		// What a client adds stands behind the message.
		message = strings.TrimSpace(withoutTail(strings.TrimSuffix(text, message), begins(message)))
		if sentence := sentenceIn(message, code); sentence.form != "" {
			message = sentence.form
		}
		return said{code: code, message: message}, true
	}
	found := sentenceIn(text, "")
	if found.form == "" {
		return said{}, false
	}
	return said{code: found.code, message: found.form}, true
}

// sentenceIn returns the longest sentence of S3's in a text that is one of the code's,
// or, without a code, of one code only.
func sentenceIn(text, code string) (found sentence) {
	text = plainMessage(text)
	for _, s := range sentences() {
		if len(s.plain) < shortSentence && code == "" || len(s.plain) < len(found.plain) || len(s.plain) > len(text) || strings.Contains(s.plain, "…") ||
			code != "" && !sameCode(s.code, code) || !strings.Contains(text, s.plain) {
			continue
		}
		if found.plain == s.plain && !sameCode(found.code, s.code) {
			s.code = ""
		}
		found = s
	}
	if found.code == "" {
		return sentence{}
	}
	return found
}

// gives reports whether S3 is known to give the message with the code.
func gives(code, message string) bool {
	plain := plainMessage(message)
	for _, s := range sentences() {
		if !sameCode(s.code, code) {
			continue
		}
		if words, fits := plainFits(s.plain, plain); fits && words > 0 {
			return true
		}
	}
	return false
}
