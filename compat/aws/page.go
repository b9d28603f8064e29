package aws

import (
	"strings"
	"unicode"

	"github.com/s3safe/s3safe-go/compat"
)

// pages is where the catalogue's documentation is read.
const pages = "https://github.com/s3safe/s3safe-go/blob/main/.rules/"

// Page returns the address of the page that documents the rule; its heading there
// is the rule's id. It is empty for a rule that isn't the catalogue's.
func Page(r *compat.Rule) string {
	if Catalog().Rule(r.ID) == nil {
		return ""
	}
	return pages + PageName(r.Topic)
}

// PageName returns the name of a topic's file in the documentation.
func PageName(topic string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, topic), "-") + ".md"
}
