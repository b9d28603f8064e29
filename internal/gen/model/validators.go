package model

import (
	"go/ast"
	"path/filepath"
	"regexp"
	"strings"
)

const validatorPrefix = "validateOp"

var (
	isNil  = regexp.MustCompile(`^v\.(\w+) == nil$`)
	noText = regexp.MustCompile(`^len\(v\.(\w+)\) == 0$`)
)

// validators reads which members the SDK insists on, and compares them with
// those that the documentation calls required.
func (l *loader) validators(dir string) {
	f := l.parse(filepath.Join(dir, "validators.go"))
	if f == nil {
		return
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, validatorPrefix) {
			continue
		}
		name := inputOf(fn.Name.Name, validatorPrefix)
		for _, op := range l.sdk.Operations {
			if op.Name == name {
				l.validator(op, fn)
			}
		}
	}
	for _, op := range l.sdk.Operations {
		for _, m := range op.Members {
			if documented := l.docRequired[op.Name+"."+m.Name]; documented != m.Required {
				l.failf("%s.%s: documented as required: %v, validated: %v", op.Name, m.Name, documented, m.Required)
			}
		}
	}
}

func (l *loader) validator(op *Operation, fn *ast.FuncDecl) {
	for _, s := range fn.Body.List {
		s, ok := s.(*ast.IfStmt)
		if !ok {
			continue
		}
		cond := l.text(s.Cond)
		if cond == "v == nil" || cond == "invalidParams.Len() > 0" {
			continue
		}
		if x := isSet.FindStringSubmatch(cond); x != nil && op.Member(x[1]) != nil {
			// A nested document is validated if it is present.
			continue
		}
		x := isNil.FindStringSubmatch(cond)
		enum := false
		if x == nil {
			x, enum = noText.FindStringSubmatch(cond), true
		}
		if x == nil || op.Member(x[1]) == nil || enum != (op.Member(x[1]).Kind == Enumeration) {
			l.failf("%s: the validator has an unknown condition: %s", op.Name, cond)
			continue
		}
		op.Member(x[1]).Required = true
	}
}
