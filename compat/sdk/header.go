package sdk

// trimmed returns the value of a header as net/http sends it: without the blanks
// and tabs around it. A line break is left for the rules to find, since net/http
// refuses to send one.
func trimmed(s string) string {
	if n := len(s); n == 0 || s[0] > ' ' && s[n-1] > ' ' {
		return s
	}
	return cutBlanks(s)
}

func cutBlanks(s string) string {
	for len(s) > 0 && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	for n := len(s); n > 0 && (s[n-1] == ' ' || s[n-1] == '\t'); n = len(s) {
		s = s[:n-1]
	}
	return s
}
