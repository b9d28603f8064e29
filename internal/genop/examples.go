package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/internal/generated"
)

// shown are the setters that examples show, those that tell most first. An example
// calls the first three that the operation has.
var shown = []string{
	"ClientToken", "Encryption", "Checksum", "If", "Portion", "Version", "Metadata", "Tags", "ContentType", "StorageClass", "Prefix", "Delimiter", "From", "MaxKeys", "MaxParts",
	"Namespace", "Configuration", "Ownership", "SessionMode", "ScanRange", "SourceRange", "TransitionSize", "SkipDestinationValidation", "MpuObjectSize",
	"StatusCode", "ConfirmRemoveSelfBucketAccess", "BypassGovernanceRetention", "MFA", "RequesterPays", "ExpectedBucketOwner", "MaxBuckets", "MaxDirectoryBuckets",
}

// unshown are setters that an operation's example leaves out, since they don't go
// with the others.
var unshown = map[string][]string{
	"CopyObject":              {"Metadata"},
	"DeleteObject":            {"Version"},
	"UploadPart":              {"Checksum"},
	"CompleteMultipartUpload": {"Checksum"},
}

// Example is the expression of the package's example.
func (p *pkg) Example() string {
	b := p.Builders[0]
	text := p.Name + "." + b.Constructor() + "(" + b.Args() + ")"
	n := 0
	for _, name := range shown {
		i := slices.IndexFunc(b.Setters, func(s *setter) bool { return s.Name == name })
		if i < 0 || n == 3 || slices.Contains(unshown[p.Op.Name], name) {
			continue
		}
		n++
		text += ".\n" + name + "(" + sampleOf(b.Setters[i]) + ")"
	}
	if i := slices.IndexFunc(b.Setters, func(s *setter) bool { return s.Name == "Body" }); i >= 0 {
		text += ".\nBody(" + sampleOf(b.Setters[i]) + ")"
	}
	return text
}

func sampleOf(s *setter) string {
	if s.Type == "" {
		return ""
	}
	return s.Sample
}

// exampleOutputs reads what the examples print: a line "== Operation" before each.
// A test of package buildreport makes the file.
func exampleOutputs(name string) (map[string]string, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	out := map[string]string{}
	for part := range strings.SplitSeq(string(text), "== ") {
		op, printed, _ := strings.Cut(part, "\n")
		if op != "" {
			out[op] = "// " + strings.ReplaceAll(strings.TrimRight(printed, "\n"), "\n", "\n\t// ")
		}
	}
	return out, err
}

// examples writes all examples into one file for the test that tells what they
// print.
func examples(pkgs []*pkg, files *generated.Files) error {
	var b bytes.Buffer
	for _, p := range pkgs {
		fmt.Fprintf(&b, "{%q, func(w io.Writer) { optest.Fprint(w, %s) }},\n", p.Op.Name, p.Example())
	}
	code := b.String()
	head := "package buildreport\n\nimport (\n\"io\"\n"
	for _, std := range []string{"strings", "time"} {
		if uses(code, std) {
			head += fmt.Sprintf("%q\n", std)
		}
	}
	head += "\n"
	for _, p := range pkgs {
		head += fmt.Sprintf("%q\n", modulePath+"s3safe/op/"+p.Name)
	}
	head += fmt.Sprintf("%q\n%q\n)\n\n// examples are those of the operations' packages.\nvar examples = []struct {\nop string\nprint func(io.Writer)\n}{\n", modulePath+"s3safe/op/optest", modulePath+"s3safe/opt")
	return files.AddGo("s3safe/internal/buildreport/examples_gen_test.go", []byte(head+code+"}\n"))
}
