package buildreport

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the examples print, of which the generator makes their output")

const exampleFile = "../../../internal/genop/testdata/examples.txt"

// TestExamples: the examples of the operations' packages print requests, and their
// file says what.
//
//	go test ./s3safe/internal/buildreport -run TestExamples -update && go generate ./s3safe/op
func TestExamples(t *testing.T) {
	var all bytes.Buffer
	for _, e := range examples {
		var out bytes.Buffer
		e.print(&out)
		if method, _, _ := strings.Cut(out.String(), " "); !strings.Contains("GET PUT POST DELETE HEAD", method) {
			t.Errorf("%s: the example sends no request: %s", e.op, out.String())
		}
		fmt.Fprintf(&all, "== %s\n%s", e.op, out.String())
	}
	if *update {
		if err := os.WriteFile(exampleFile, all.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if was, err := os.ReadFile(exampleFile); err != nil || !bytes.Equal(was, all.Bytes()) {
		t.Errorf("the examples print something else than %s says: run the command in the comment (%v)", exampleFile, err)
	}
}
