package ordinary

import (
	"strings"
	"testing"
)

// TestText tries every byte in every place of texts of all lengths up to three words of
// the machine.
func TestText(t *testing.T) {
	for n := range 25 {
		text := []byte(strings.Repeat("k", n))
		if Text(string(text)) != (n > 0) {
			t.Errorf("%q: %v", text, Text(string(text)))
		}
		for i := range n {
			for c := range 256 {
				text[i] = byte(c)
				want := c > ' ' && c < 0x7f || c == ' ' && i != 0 && i != n-1
				if got := Text(string(text)); got != want && !(c == '.' && n < 4) {
					t.Fatalf("%q: %v", text, got)
				}
			}
			text[i] = 'k'
			for j := range i {
				text[i], text[j] = '.', '.'
				if got := Text(string(text)); got && j == i-1 || !got && j != i-1 && n >= 4 {
					t.Fatalf("%q: %v", text, got)
				}
				text[i], text[j] = 'k', 'k'
			}
		}
	}
	for n, want := range map[int]bool{MaxLen - 1: true, MaxLen: true, MaxLen + 1: false} {
		if got := Text(strings.Repeat("k", n)); got != want {
			t.Errorf("%d bytes: %v", n, got)
		}
	}
}
