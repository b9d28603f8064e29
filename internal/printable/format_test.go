package printable

import (
	"errors"
	"testing"
	"time"
)

type named string

func TestSprintf(t *testing.T) {
	const evil = "a\n\x1b"
	got := Sprintf("%s\n%v|%q|%v|%v|%d|%s|%v", evil, named(evil), evil, errors.New(evil), []string{"x", evil}, 7, time.Second, nil)
	want := `a\n\x1b` + "\n" + `a\n\x1b|"a\\n\\x1b"|a\n\x1b|[x a\n\x1b]|7|1s|<nil>`
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
