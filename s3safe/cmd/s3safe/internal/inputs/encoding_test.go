package inputs

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

// TestRaw: a file is read in the encoding that its byte order mark tells.
func TestRaw(t *testing.T) {
	const text = "{\"Bucket\": \"b\", \"Key\": \"grüße/𝄞\"}"
	encoded := map[string][]byte{"UTF-8": []byte(text), "UTF-8 with a mark": []byte("\ufeff" + text)}
	for name, order := range map[string]binary.AppendByteOrder{"UTF-16, little endian": binary.LittleEndian, "UTF-16, big endian": binary.BigEndian} {
		var raw []byte
		for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
			raw = order.AppendUint16(raw, unit)
		}
		encoded[name] = raw
	}
	for name, raw := range encoded {
		got, err := Raw("in.json", bytes.NewReader(raw))
		if err != nil || string(got) != text {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := Raw("in.json", strings.NewReader("\xff\xfea")); err == nil || !strings.Contains(err.Error(), "in.json: it is UTF-16 and ends within a character") {
		t.Errorf("half a character: %v", err)
	}
}
