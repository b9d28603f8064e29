package explain

import (
	"errors"
	"strings"
	"testing"
)

const unknownLine = "operation error S3: PutObject, https response error StatusCode: 400, RequestID: R, HostID: H, api error InvalidRequest: Nobody knows this one.\n"

// What a text costs grows with its length, not with its square, however many lines it
// has and wherever its message ends. Allocations stand for the work: they don't depend
// on the machine.
func TestCostOfLongTexts(t *testing.T) {
	for name, make := range map[string]func(n int) string{
		"short lines after it":  func(n int) string { return unknownLine + strings.Repeat("a line\n", n/7) },
		"long lines after it":   func(n int) string { return unknownLine + strings.Repeat(strings.Repeat("word ", 20)+"\n", n/101) },
		"many times":            func(n int) string { return strings.Repeat(unknownLine, n/len(unknownLine)) },
		"a code and many lines": func(n int) string { return "InvalidRequest: Nobody knows this one\n" + strings.Repeat("a line\n", n/7) },
	} {
		cost := func(n int) float64 {
			text := make(n)
			return testing.AllocsPerRun(3, func() { Explain(errors.New(text), nil) })
		}
		small, large := cost(12<<10), cost(48<<10)
		if large > 6*small && !raceDetector { // it makes pools forget, those of regular expressions too
			t.Errorf("%s: %.0f allocations for 12 KiB, %.0f for 48 KiB", name, small, large)
		}
	}
}

// A message that a program has wrapped is read whole, and not what follows it.
func TestWrappedMessageInALongLog(t *testing.T) {
	message := "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
	wrapped := "operation error S3: PutObject, https response error StatusCode: 400, RequestID: R, HostID: H, api error InvalidRequest: " +
		strings.ReplaceAll(message, " ", "\n│ ") + "\n" + strings.Repeat("another line of the log\n", 2000)
	x := Explain(errors.New(wrapped), nil)
	if x.Message != message || len(x.Causes) == 0 || x.Causes[0].ID != "checksum-several-values" {
		t.Errorf("%q %v", x.Message, x.Causes)
	}
	if x := Explain(errors.New(unknownLine+strings.Repeat("x", 60<<10)), nil); len(x.Message) > maxMessage {
		t.Errorf("a message of %d bytes", len(x.Message))
	}
}
