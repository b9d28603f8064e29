package main

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
)

// block is a paragraph or an item of a list.
type block struct {
	text string
	item bool // of a list
	tab  bool // indented, as the SDK's generator does in the middle of sentences
}

var (
	linkDefinition = regexp.MustCompile(`^\[[^\]]+\]:\s+\S+$`)
	listItem       = regexp.MustCompile(`^\s+(?:[-*•]|\d+\.)\s+`)
)

// blocks splits the text of a comment.
func blocks(text string) []block {
	var out []block
	var b *block
	for line := range strings.SplitSeq(text, "\n") {
		trimmed := strings.TrimSpace(line)
		switch mark := listItem.FindString(line); {
		case trimmed == "":
			b = nil
		case linkDefinition.MatchString(trimmed):
		case mark != "":
			out = append(out, block{text: line[len(mark):], item: true})
			b = &out[len(out)-1]
		case b == nil:
			tab := strings.HasPrefix(line, "\t")
			if n := len(out); n > 0 && (tab || out[n-1].tab) && !out[n-1].item && !ended(out[n-1].text) {
				b = &out[n-1]
				b.text += " " + trimmed
				b.tab = tab
				continue
			}
			out = append(out, block{text: trimmed, tab: tab})
			b = &out[len(out)-1]
		default:
			b.text += " " + trimmed
		}
	}
	return out
}

// ended reports whether a text ends as a sentence does.
func ended(s string) bool {
	s = strings.TrimRight(s, ")]\"’”' ")
	return s != "" && strings.ContainsRune(".:!?", rune(s[len(s)-1]))
}

var (
	linkMark    = regexp.MustCompile(`\[([^\[\]]+)\](\w)?`)
	beforePoint = regexp.MustCompile(`\s+([.,;:!?)])(\s|$)`)
	afterOpen   = regexp.MustCompile(`\(\s+`)
	spaces      = regexp.MustCompile(`\s+`)
	quotes      = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "`", "", "\u00a0", " ", "–", "-", "—", "-")
)

// plain takes away markup: links keep their text, code its letters.
func plain(s string) string {
	s = quotes.Replace(s)
	s = linkMark.ReplaceAllStringFunc(s, func(m string) string {
		p := linkMark.FindStringSubmatch(m)
		if p[2] != "" {
			return p[1] + " " + p[2] // the SDK's generator loses the space after a link
		}
		return p[1]
	})
	s = beforePoint.ReplaceAllString(s, "$1$2")
	s = afterOpen.ReplaceAllString(s, "(")
	return strings.TrimSpace(spaces.ReplaceAllString(s, " "))
}

var (
	boundary = regexp.MustCompile(`[.!?]["')]*\s+["'(]*[A-Z0-9*]`)
	// abbreviation ends what isn't a sentence.
	abbreviation = regexp.MustCompile(`(?:\(N|\be\.g|\bi\.e|\bvs|\bSt|\bNo|\betc)\.$`)
)

// split cuts plain text into sentences.
func split(s string) []string {
	var out []string
	from := 0
	for at := 0; ; {
		loc := boundary.FindStringIndex(s[at:])
		if loc == nil {
			break
		}
		end := at + loc[0] + 1
		for end < len(s) && strings.IndexByte(`"')`, s[end]) >= 0 {
			end++
		}
		at = end
		if abbreviation.MatchString(s[from:end]) {
			continue
		}
		out = append(out, strings.TrimSpace(s[from:end]))
		from = end
	}
	if rest := strings.TrimSpace(s[from:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

// sentence is one sentence of a comment. Lead is the sentence which introduces
// the list that the sentence is the beginning of an item of, because many items
// state a constraint only together with it.
type sentence struct {
	lead, text string
}

// String returns the sentence with what introduces it.
func (s sentence) String() string {
	if s.lead != "" {
		return s.lead + " → " + s.text
	}
	return s.text
}

// sentences cuts a comment into sentences.
func sentences(text string) []sentence {
	var out []sentence
	lead := ""
	for _, b := range blocks(text) {
		list := split(plain(b.text))
		if !b.item {
			lead = ""
		}
		for i, s := range list {
			if i == 0 && b.item {
				out = append(out, sentence{lead, s})
			} else {
				out = append(out, sentence{"", s})
			}
		}
		if n := len(list); !b.item && n > 0 && strings.HasSuffix(list[n-1], ":") {
			lead = list[n-1]
		}
	}
	return out
}

// fingerprint identifies a sentence. It is the same whatever its markup, the
// case of its letters and its last mark are, so that only a change of words makes
// another sentence of it.
func fingerprint(s string) string {
	s = strings.ToLower(strings.TrimRight(s, " .:;!"))
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:5])
}
