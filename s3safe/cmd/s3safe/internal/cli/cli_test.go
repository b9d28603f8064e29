package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"s3safe": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the command as a user would, without a server.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", RequireExplicitExec: true})
}

// FuzzCheck: no input makes check panic, and its status is one of the three.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{`{"Bucket": "b"}`, `[{"operation": "PutObject", "input": {}}]`, "a: b", "{", "- - -", "Rules:\n- ID: x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var out, errs bytes.Buffer
		code := Main([]string{"check", "--op", "PutBucketLifecycleConfiguration", "-o", "json", "-"}, strings.NewReader(text), &out, &errs)
		switch code {
		case nothing, found:
			if !json.Valid(out.Bytes()) || errs.Len() > 0 {
				t.Errorf("status %d, output %q, error %q", code, out.String(), errs.String())
			}
		case failed:
			if out.Len() > 0 || strings.Count(errs.String(), "\n") != 1 {
				t.Errorf("output %q, error %q", out.String(), errs.String())
			}
		default:
			t.Errorf("status %d", code)
		}
	})
}
