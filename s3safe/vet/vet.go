// Package vet finds, in source code, S3 inputs that Amazon S3 would certainly
// reject, or of which it would silently ignore a part. It judges them by the
// catalogue that the guard has (package compat/aws).
//
// [Analyzer] is an analyzer for go vet, golangci-lint, gopls and nogo. The
// command s3safevet in cmd/s3safevet runs it:
//
//	go install github.com/s3safe/s3safe-go/s3safe/vet/cmd/s3safevet@latest
//	go vet -vettool=$(which s3safevet) ./...
//
// What isn't known when the program is compiled is unknown, and a rule that is
// unknown is no finding: of a bucket's state, of what variables hold, of what
// other packages do, nothing is assumed. A configuration, such as a bucket's
// lifecycle, of which a part isn't known is judged on Linux, where the analyzer can
// tell whether a rule looked at that part; elsewhere only one that is known as a
// whole is.
package vet

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/s3safe/s3safe-go/s3safe/vet/internal/flow"
)

const doc = `report S3 inputs that Amazon S3 would certainly reject or silently ignore

The analyzer follows inputs of service/s3 of the AWS SDK for Go v2 from where
they are made to the call that sends them, and judges what is certain of them by
s3safe's rules: options that exclude each other, values that S3 doesn't accept,
configurations that don't fit their schema, members that S3 ignores.

A finding that is meant to be is silenced with the rule's id and a reason:

	//s3safe:ignore checksum-several-values the server under test is asked what it answers

on the line of the finding or the one before.`

// Analyzer reports S3 inputs that violate a rule.
var Analyzer = &analysis.Analyzer{
	Name: "s3safe",
	Doc:  doc,
	URL:  "https://github.com/s3safe/s3safe-go/tree/main/s3safe/vet",
	Run:  run,
	// Nothing is required that would cost time in packages without S3.
}

// options are the analyzer's flags.
var options struct {
	doubtful, guard, copySource bool
}

func init() {
	f := &Analyzer.Flags
	f.BoolVar(&options.doubtful, "doubtful", false, "report rules for which the sources aren't certain, too")
	f.BoolVar(&options.guard, "guard", false, "report clients made without s3safe's guard, and options of a call that remove it")
	f.BoolVar(&options.copySource, "copysource", false, "report url.PathEscape in a CopySource")
}

func run(pass *analysis.Pass) (any, error) {
	ignores := directives(pass)
	if concernsS3(pass) {
		c := &checker{pass: pass, ignores: ignores, seen: map[reported]bool{}}
		c.run()
	}
	ignores.reportUnused(pass)
	return nil, nil
}

// concernsS3 reports whether the package uses S3's inputs or clients. It need not import
// them: another package may have a client to offer, and other names for the inputs.
func concernsS3(pass *analysis.Pass) bool {
	for _, p := range pass.Pkg.Imports() {
		if flow.InS3(p.Path()) {
			return true
		}
	}
	for _, used := range pass.TypesInfo.Uses {
		if p := used.Pkg(); p != nil && p != pass.Pkg && flow.InS3(p.Path()) {
			return true
		}
	}
	return false
}

// checker checks one package.
type checker struct {
	pass    *analysis.Pass
	ignores *ignores
	seen    map[reported]bool
}

type reported struct {
	rule string
	pos  token.Pos
}

func (c *checker) run() {
	pkg := c.build()
	a := &flow.Analysis{Package: pkg, Sink: c.sink, Visit: c.visit}
	for fn := range flow.Functions(pkg) {
		a.Run(fn)
	}
	c.optionals()
}

// build makes the SSA form of the package, as buildssa does, which can't be
// required: it would build that of every package.
func (c *checker) build() *ssa.Package {
	prog := ssa.NewProgram(c.pass.Fset, ssa.InstantiateGenerics)
	for _, p := range c.pass.Pkg.Imports() {
		prog.CreatePackage(p, nil, nil, true)
	}
	pkg := prog.CreatePackage(c.pass.Pkg, c.pass.Files, c.pass.TypesInfo, false)
	pkg.Build()
	return pkg
}

// AsVetTool reports whether a command was given the arguments that go vet gives to
// the tool named by -vettool: what it is asked about itself, or a file that
// describes a package.
func AsVetTool(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return strings.HasPrefix(last, "-V=") || last == "-flags" || strings.HasSuffix(last, ".cfg")
}
