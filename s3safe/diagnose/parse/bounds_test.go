package parse_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/parse"
)

const bareCapture = `{"schema":1,"source":"sdk","endpoint":{},"signature":{},"payload":{"length":0},"signed":{},"sent":{},"answer":{}}`

func TestReadJSONBounds(t *testing.T) {
	many := strings.Repeat(`"x",`, 20_000) + `"x"`
	for name, c := range map[string]string{
		"values of a header": strings.Replace(bareCapture, `"sent":{}`, `"sent":{"header":{"Content-Type":[`+many+`]}}`, 1),
		"answer's headers":   strings.Replace(bareCapture, `"answer":{}`, `"answer":{"header":{"Via":[`+many+`]}}`, 1),
		"missing":            strings.Replace(bareCapture, `"answer":{}`, `"answer":{},"missing":[`+many+`]`, 1),
		"members":            strings.Replace(bareCapture, `"source":"sdk"`, `"source":"sdk","members":[`+strings.Repeat(`{"name":"x"},`, 5000)+`{"name":"y"}]`, 1),
		"transfer encoding":  strings.Replace(bareCapture, `"signed":{}`, `"signed":{"transferEncoding":[`+many+`]}`, 1),
	} {
		if list, err := parse.ReadJSON("f", strings.NewReader(c)); err == nil || list != nil {
			t.Errorf("%s: read", name)
		}
	}
	// Many captures of what one may have at most.
	large := strings.Replace(bareCapture, `"sent":{}`, `"sent":{"header":{"Content-Type":[`+strings.Repeat(`"`+strings.Repeat("x", 900)+`",`, 900)+`"x"]}}`, 1) + "\n"
	if _, err := parse.ReadJSON("f", strings.NewReader(strings.Repeat(large, 200))); err == nil || !strings.Contains(err.Error(), "64 MiB") {
		t.Errorf("200 captures of %d bytes: %v", len(large), err)
	}
	// What small captures take is counted about rightly.
	small := strings.Replace(bareCapture, `"sent":{}`, `"sent":{"header":{`+headers(200)+`}}`, 1) + "\n"
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	n := 0
	var list []*capture.Capture
	for n = 2048; ; n /= 2 {
		var err error
		if list, err = parse.ReadJSON("f", strings.NewReader(strings.Repeat(small, n))); err == nil {
			break
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if kept := (after.HeapAlloc - before.HeapAlloc) >> 20; kept > 2*64 {
		t.Errorf("%d captures of %d bytes of JSON take %d MiB", n, len(small), kept)
	}
	runtime.KeepAlive(list)
}

func headers(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"X-` + strings.Repeat("a", 1+i%3) + string(rune('a'+i%26)) + string(rune('a'+i/26)) + `":["y"]`)
	}
	return b.String()
}
