package opt

import "github.com/s3safe/s3safe-go/s3safe/internal/fill"

// textOf is the text of a choice, empty for a number that isn't one.
func textOf[C ~uint8](texts []string, c C) string {
	if int(c) < len(texts) {
		return texts[c]
	}
	return ""
}

// chosen is the value of a member that is a choice.
func chosen(member, text string) fill.Value[string] {
	v := fill.Value[string]{V: text}
	if text == "" {
		v.Bad = v.Bad.Add(member, "isn't one of the constants of its type")
	}
	return v
}
