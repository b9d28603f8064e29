package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

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
	for _, seed := range []string{`{"Bucket": "b"}`, `[{"operation": "PutObject", "input": {}}]`, "a: b", "{", "- - -", "Rules:\n- ID: x",
		`{"format_version": "1.0", "resource_changes": [{"type": "aws_s3_bucket_acl", "mode": "managed", "change": {"actions": ["create"], "after": {"acl": 1}, "after_unknown": {"acl": [true]}}}]}`,
		"Resources: {A: {Type: AWS::S3Tables::Table}, B: {Type: AWS::S3::Bucket, Properties: {Tags: [{Key: a, Value: [b]}], Shade: {a: b}}}}",
		"Resources: {A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref B, LifecycleConfiguration: {Rules: [{Status: 1}]}}}}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, args := range [][]string{{"check", "-o", "json", "-"}, {"check", "--op", "PutBucketLifecycleConfiguration", "-o", "json", "-"}} {
			var out, errs bytes.Buffer
			code := Main(args, strings.NewReader(text), &out, &errs)
			switch code {
			case nothing, found:
				others := slices.DeleteFunc(strings.Split(errs.String(), "\n"), func(line string) bool {
					return line == "" || strings.HasPrefix(line, "s3safe: not judged: ") || strings.HasPrefix(line, "s3safe: not shown: ")
				})
				if !json.Valid(out.Bytes()) || len(others) > 0 {
					t.Errorf("status %d, output %q, error %q", code, out.String(), errs.String())
				}
			case failed:
				if out.Len() > 0 || strings.Count(errs.String(), "\n") != 1 {
					t.Errorf("output %q, error %q", out.String(), errs.String())
				}
			default:
				t.Errorf("status %d", code)
			}
		}
	})
}

// TestEscaped: what a file's name or an input holds neither begins a line of its
// own nor controls a terminal, in any format.
func TestEscaped(t *testing.T) {
	name := filepath.Join(t.TempDir(), "in\u009b31m\u202e\u2066\u200f.json")
	if err := os.WriteFile(name, []byte(`{"Bucket": "reports", "Key": "k", "ACL": "pub\u001b\u202alic"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"check", name, "--op", "PutObjectAcl"},
		{"check", name, "--op", "PutObjectAcl", "-o", "json"},
		{"check", name, "--op", "PutObjectAcl", "-o", "sarif"},
		{"check", name},
		{"check", "--op", "Put\u2066\n\x1bObject", name},
		{"rules", "show", "a\u202e\nb"},
		{"audit", name},
	} {
		var out, errs bytes.Buffer
		code := Main(args, strings.NewReader(""), &out, &errs)
		for _, r := range out.String() + errs.String() {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Errorf("%q prints %q", args, r)
			}
		}
		if code == failed && strings.Count(errs.String(), "\n") != 1 || code != failed && errs.Len() > 0 {
			t.Errorf("%q: status %d, error %q", args, code, errs.String())
		}
	}
}

// TestExplainBinary: what isn't text, such as the UTF-16 that PowerShell writes, isn't
// taken for an error's.
func TestExplainBinary(t *testing.T) {
	for _, text := range []string{"\xff\xfeE\x00r\x00r\x00o\x00r\x00", "\x7fELF\x02\x01\x00 AccessDenied: Access Denied"} {
		var out, errs bytes.Buffer
		code := Main([]string{"explain", "-"}, strings.NewReader(text), &out, &errs)
		if code != failed || out.Len() > 0 || errs.String() != "s3safe: standard input: it isn't text: save it as UTF-8\n" {
			t.Errorf("%q: status %d, output %q, error %q", text, code, out.String(), errs.String())
		}
	}
}

// full is a file on a disk without room behind the first bytes.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	n := min(len(p), f.left)
	f.left -= n
	if n < len(p) {
		return n, errors.New("no space left on device")
	}
	return n, nil
}

// TestNotWritten: a command whose output can't be written whole has failed, whatever it
// found, and says so.
func TestNotWritten(t *testing.T) {
	for _, args := range [][]string{
		{"rules", "list"}, {"rules", "list", "-o", "json"}, {"rules", "show", "acl-disabled"}, {"explain", "NoSuchKey"}, {"explain", "acl-disabled"},
		{"help"}, {"help", "inputs"}, {"--help"}, {"check", "--help"}, {"--version"}, {"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"},
		{"check", "--op", "GetObject", "-"}, {"check", "--op", "GetObject", "-o", "json", "-"}, {"check", "--op", "GetObject", "-o", "sarif", "-"}, {"check", "--op", "PutObjectAcl", "-"},
	} {
		for _, room := range []int{0, 2} {
			var errs bytes.Buffer
			code := Main(args, strings.NewReader(`{"Bucket": "reports", "Key": "k"}`), &full{room}, &errs)
			if code != failed || strings.Count(errs.String(), "\n") != 1 || !strings.Contains(errs.String(), "no space left on device") {
				t.Errorf("%v with room for %d: status %d, %q", args, room, code, errs.String())
			}
		}
	}
}
