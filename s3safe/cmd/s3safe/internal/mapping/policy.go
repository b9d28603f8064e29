package mapping

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/internal/partial"
)

// judgedPolicy is the size up to which a policy with parts that aren't known is judged.
// How long a longer one is, which is what may be wrong with it, isn't known.
const judgedPolicy = 20 << 10

// policy makes text of a policy. Parts that aren't known become what the rules on
// policies find nothing wrong with, whatever stands beside them.
func policy(value any) any {
	switch x := value.(type) {
	case string:
		if x == "" {
			return partial.Unknown{}
		}
		return x
	case map[string]any:
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false) // it would be longer than what is sent
		whole := len(unknownParts(x, "")) == 0
		if e.Encode(lenient(x, "", false)) == nil && (whole || b.Len() <= judgedPolicy) {
			return strings.TrimSuffix(b.String(), "\n")
		}
	}
	return partial.Unknown{}
}

// lenient puts something in the place of what isn't known in a policy: null, of which
// the rules tell nothing but where a version is, and in a list of texts, so that the others are still judged, a
// text that may stand for any other: a wildcard for a principal, elsewhere what begins a
// variable.
func lenient(value any, name string, principal bool) any {
	switch x := value.(type) {
	case partial.Unknown:
		if strings.EqualFold(name, "Version") {
			return "2012-10-17"
		}
		return nil
	case map[string]any:
		out := map[string]any{}
		for k, v := range x {
			if v != nil { // it was taken away
				out[k] = lenient(v, k, principal || strings.EqualFold(k, "Principal") || strings.EqualFold(k, "NotPrincipal"))
			}
		}
		return out
	case []any:
		out := []any{}
		for _, v := range x {
			switch {
			case v != any(partial.Unknown{}) || strings.EqualFold(name, "Statement"):
				out = append(out, lenient(v, "", principal))
			case principal:
				out = append(out, "*")
			default:
				out = append(out, "$")
			}
		}
		return out
	}
	return value
}

// unknownParts returns the paths of the parts that aren't known, empty for the whole.
func unknownParts(value any, path string) (parts []string) {
	switch x := value.(type) {
	case partial.Unknown:
		return []string{path}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(x)) {
			parts = append(parts, unknownParts(x[k], path+"."+k)...)
		}
	case []any:
		for i, v := range x {
			parts = append(parts, unknownParts(v, fmt.Sprintf("%s[%d]", path, i))...)
		}
	}
	return parts
}
