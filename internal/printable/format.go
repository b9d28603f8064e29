package printable

import (
	"fmt"
	"io"
	"reflect"
)

// Sprintf is fmt.Sprintf with every argument that is a text, has one, or is a list
// of texts passed through [Line]: the format alone makes lines.
func Sprintf(format string, args ...any) string {
	return fmt.Sprintf(format, lines(args)...)
}

// Fprintf is [Sprintf] to a writer.
func Fprintf(w io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(w, format, lines(args)...)
}

func lines(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case nil:
		case string:
			a = Line(v)
		case []string:
			a = Lines(v)
		case error:
			a = Line(v.Error())
		case fmt.Stringer:
			a = Line(v.String())
		default:
			if r := reflect.ValueOf(a); r.Kind() == reflect.String {
				a = Line(r.String())
			}
		}
		out[i] = a
	}
	return out
}
