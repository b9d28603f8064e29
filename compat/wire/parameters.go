package wire

import (
	"net/url"
	"strings"
)

// parameter is a query parameter.
type parameter struct{ name, value string }

// maxParameters bounds what is looked at: S3's operations have a dozen.
const maxParameters = 256

// appendParameters takes a query apart. Only an ampersand separates, and a plus
// sign is a space.
func appendParameters(list []parameter, query string) ([]parameter, *Error) {
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		if pair == "" {
			continue
		}
		if len(list) == maxParameters {
			return list, notDecodable("the query has too many parameters")
		}
		name, value, _ := strings.Cut(pair, "=")
		var ok [2]bool
		name, ok[0] = unescape(name)
		value, ok[1] = unescape(value)
		if !ok[0] || !ok[1] {
			return list, notDecodable("the query has a percent sign without two hexadecimal digits")
		}
		list = append(list, parameter{name, value})
	}
	return list, nil
}

// unescape decodes the text of a query. It allocates only if there is something to
// decode.
func unescape(s string) (string, bool) {
	if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '+') < 0 {
		return s, true
	}
	s, err := url.QueryUnescape(s)
	return s, err == nil
}

// find returns the value of the first parameter of the name.
func find(list []parameter, name string) (string, bool) {
	for i := range list {
		if list[i].name == name {
			return list[i].value, true
		}
	}
	return "", false
}
