package sdk

import "github.com/s3safe/s3safe-go/compat"

// edged reports whether there may be something at the ends of a header's value that
// net/http doesn't send.
func edged(s string) bool {
	n := len(s)
	return n != 0 && (s[0] <= ' ' || s[n-1] <= ' ')
}

// cutBlanks returns the value of a header as net/http sends it: without the blanks
// and tabs around it. A line break is left for the rules to find, since net/http
// refuses to send one.
func cutBlanks(s string) string {
	for len(s) > 0 && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	for n := len(s); n > 0 && (s[n-1] == ' ' || s[n-1] == '\t'); n = len(s) {
		s = s[:n-1]
	}
	return s
}

// textValue is the value of a text member, unknown if there is none.
func textValue(s string, ok bool) compat.Value {
	if !ok {
		return compat.Value{}
	}
	return compat.StringValue(s)
}
