package opt_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// An encryption from the environment. Empty text is nil, which setters leave out.
func ExampleParse() {
	method, err := opt.Parse[opt.DirectoryEncryption](os.Getenv("REPORTS_ENCRYPTION"))
	fmt.Println(method, err)
	_, err = opt.Parse[opt.DirectoryEncryption]("aws:kms:dsse")
	fmt.Println(err)
	// Output:
	// <nil> <nil>
	// s3safe: opt.DirectoryEncryption isn't one of AES256, aws:kms, aws:kms=KEY
}

// An encryption with a KMS key and a bucket key.
func ExampleParseEncryption() {
	e, err := opt.ParseEncryption("aws:kms=alias/reports,bucket-key=true")
	if err != nil {
		fmt.Println(err)
		return
	}
	optest.Print(putobject.General("reports-2026", "q3.csv").Encryption(e))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Server-Side-Encryption: aws:kms
	// X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id: alias/reports
	// X-Amz-Server-Side-Encryption-Bucket-Key-Enabled: true
}

// A storage class by S3's name.
func ExampleParseStorageClass() {
	fmt.Println(opt.ParseStorageClass("GLACIER_IR"))
	_, err := opt.ParseStorageClass("FROZEN")
	fmt.Println(err)
	// Output:
	// GLACIER_IR <nil>
	// s3safe: opt.StorageClass "FROZEN" isn't one of DEEP_ARCHIVE, GLACIER, GLACIER_IR, INTELLIGENT_TIERING, ONEZONE_IA, REDUCED_REDUNDANCY, STANDARD, STANDARD_IA
}

// A canned ACL by S3's name.
func ExampleParseACL() {
	fmt.Println(opt.ParseACL("bucket-owner-full-control"))
	// Output: bucket-owner-full-control <nil>
}

// An algorithm by S3's name.
func ExampleParseAlgorithm() {
	a, err := opt.ParseAlgorithm("CRC64NVME")
	fmt.Println(a == opt.CRC64NVME(), err)
	// Output: true <nil>
}

// A checksum with its value.
func ExampleParseChecksum() {
	c, err := opt.ParseChecksum("CRC32=NhCmhg==")
	fmt.Println(opt.Text[opt.Checksum]{Option: c}, err)
	// Output: CRC32=NhCmhg== <nil>
}

// The checksum of a multipart upload with its type.
func ExampleParseUploadChecksum() {
	c, err := opt.ParseUploadChecksum("SHA256,COMPOSITE")
	if err != nil {
		fmt.Println(err)
		return
	}
	optest.Print(createmultipartupload.General("reports-2026", "q3.csv").Checksum(c))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploads=
	// X-Amz-Checksum-Algorithm: SHA256
	// X-Amz-Checksum-Type: COMPOSITE
}

// A retention until a time.
func ExampleParseRetention() {
	r, err := opt.ParseRetention("GOVERNANCE,2036-01-01T00:00:00Z")
	fmt.Println(opt.Text[opt.Retention]{Option: r}, err)
	// Output: GOVERNANCE,2036-01-01T00:00:00Z <nil>
}

// Tags as the header holds them.
func ExampleParseTags() {
	fmt.Println(opt.ParseTags("team=finance&year=2026"))
	// Output: [{team finance} {year 2026}] <nil>
}

// Options in a configuration file. What isn't there is nil, which setters leave out.
func ExampleText() {
	var config struct {
		Class      opt.Text[opt.StorageClass]
		Encryption opt.Text[opt.Encryption]
		Checksum   opt.Text[opt.Checksum]
	}
	if err := json.Unmarshal([]byte(`{"Class": "STANDARD_IA", "Encryption": "AES256"}`), &config); err != nil {
		fmt.Println(err)
		return
	}
	optest.Print(putobject.General("reports-2026", "q3.csv").
		StorageClass(config.Class.Option).Encryption(config.Encryption.Option).Checksum(config.Checksum.Option))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Server-Side-Encryption: AES256
	// X-Amz-Storage-Class: STANDARD_IA
}

// Writes, copies and multipart uploads have options in common; what a request says
// itself holds.
func ExampleDefaults() {
	house := opt.Defaults{Encryption: opt.KMS("alias/house").BucketKey(), StorageClass: opt.StandardIA, ExpectedBucketOwner: "123456789012"}
	optest.Print(putobject.General("reports-2026", "q3.csv").Defaults(house).StorageClass(opt.GlacierInstant))
	optest.Print(copyobject.General("reports-2026", "copy.csv", opt.Source("reports-2026", "q3.csv")).Encryption(opt.SSES3()).Defaults(house))
	optest.Print(createmultipartupload.General("reports-2026", "film.mp4").Defaults(house))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Expected-Bucket-Owner: 123456789012
	// X-Amz-Server-Side-Encryption: aws:kms
	// X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id: alias/house
	// X-Amz-Server-Side-Encryption-Bucket-Key-Enabled: true
	// X-Amz-Storage-Class: GLACIER_IR
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/copy.csv
	// X-Amz-Copy-Source: reports-2026/q3.csv
	// X-Amz-Expected-Bucket-Owner: 123456789012
	// X-Amz-Server-Side-Encryption: AES256
	// X-Amz-Storage-Class: STANDARD_IA
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/film.mp4?uploads=
	// X-Amz-Expected-Bucket-Owner: 123456789012
	// X-Amz-Server-Side-Encryption: aws:kms
	// X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id: alias/house
	// X-Amz-Server-Side-Encryption-Bucket-Key-Enabled: true
	// X-Amz-Storage-Class: STANDARD_IA
}

// declarations are those of the package and of its tests.
func declarations(t *testing.T) (list []*ast.FuncDecl, files []*ast.File) {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				list = append(list, fn)
			}
		}
	}
	return list, files
}

// TestExamples: every function that makes an option has an example.
func TestExamples(t *testing.T) {
	list, _ := declarations(t)
	examples, n := map[string]bool{}, 0
	for _, fn := range list {
		if name, ok := strings.CutPrefix(fn.Name.Name, "Example"); ok {
			name, _, _ = strings.Cut(name, "_")
			examples[name] = true
		}
	}
	for _, fn := range list {
		if name := fn.Name.Name; fn.Recv == nil && fn.Name.IsExported() && !strings.HasPrefix(name, "Example") && !strings.HasPrefix(name, "Test") {
			n++
			if !examples[name] {
				t.Errorf("%s has no example", name)
			}
		}
	}
	if n < 150 {
		t.Errorf("only %d functions were found", n)
	}
}

// TestPlumbing: no method that users can see gives the members of an option: those
// are for the builders.
func TestPlumbing(t *testing.T) {
	list, _ := declarations(t)
	for _, fn := range list {
		if fn.Recv == nil || !fn.Name.IsExported() || fn.Type.Results == nil {
			continue
		}
		for _, r := range fn.Type.Results.List {
			if text := types.ExprString(r.Type); strings.Contains(text, "fill.") {
				t.Errorf("%s returns %s", fn.Name.Name, text)
			}
		}
	}
}

// TestConstants: every exported constant has an exported type and a comment.
func TestConstants(t *testing.T) {
	_, files := declarations(t)
	n := 0
	for _, f := range files {
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, s := range g.Specs {
				v := s.(*ast.ValueSpec)
				if !v.Names[0].IsExported() {
					continue
				}
				n++
				typ, ok := v.Type.(*ast.Ident)
				if !ok || !typ.IsExported() {
					t.Errorf("%s has no exported type", v.Names[0])
				}
				if !strings.HasPrefix(v.Doc.Text(), v.Names[0].Name+" ") {
					t.Errorf("%s has no comment", v.Names[0])
				}
			}
		}
	}
	if n < 70 {
		t.Errorf("only %d constants were found", n)
	}
}
