package model

import (
	"go/ast"
	"path/filepath"
	"regexp"
	"strings"
)

const (
	bindingsPrefix = "awsRestxml_serializeOpHttpBindings"
	documentPrefix = "awsRestxml_serializeOpDocument"
	handlerPrefix  = "awsRestxml_serializeOp"
)

// serializers reads from the serializers where each member goes, and makes sure
// that presence means what package compat/sdk takes it to mean.
func (l *loader) serializers(dir string) {
	f := l.parse(filepath.Join(dir, "serializers.go"))
	if f == nil {
		return
	}
	byName := map[string]*Operation{}
	for _, op := range l.sdk.Operations {
		byName[op.Name] = op
	}
	handled := map[string]bool{}
	documents := map[string]*ast.FuncDecl{}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		switch name := fn.Name.Name; {
		case strings.HasPrefix(name, bindingsPrefix):
			op := byName[inputOf(name, bindingsPrefix)]
			if op == nil {
				l.failf("%s: serialises no known operation", name)
				continue
			}
			l.httpBindings(op, fn)
		case strings.HasPrefix(name, documentPrefix):
			documents[inputOf(name, documentPrefix)] = fn
		case name == "HandleSerialize":
			op := byName[strings.TrimPrefix(receiver(fn), handlerPrefix)]
			if op == nil {
				l.failf("%s: serialises no known operation", receiver(fn))
				continue
			}
			handled[op.Name] = true
			l.handler(op, fn)
		}
	}
	for _, op := range l.sdk.Operations {
		if !handled[op.Name] {
			l.failf("%s: no serializer", op.Name)
		}
		fn := documents[op.Name]
		delete(documents, op.Name)
		if (fn != nil) != (op.BodyRoot != "") {
			l.failf("%s: a body of several members without a root element, or the reverse", op.Name)
		} else if fn != nil {
			l.bodyElements(op, fn)
		}
		l.rest(op)
	}
	for name := range documents {
		l.failf("%s%sInput: serialises no known operation", documentPrefix, name)
	}
}

func inputOf(name, prefix string) string {
	return strings.TrimSuffix(strings.TrimPrefix(name, prefix), "Input")
}

// rest settles the members that no serializer mentions: those of the endpoint.
func (l *loader) rest(op *Operation) {
	for _, m := range op.Members {
		if m.Binding.Location != Nowhere {
			continue
		}
		if !l.endpoint[op.Name+"."+m.Name] {
			l.failf("%s.%s: never serialised, and not part of the endpoint", op.Name, m.Name)
			continue
		}
		m.Binding = Binding{Host, m.Name}
	}
}

var (
	isSet   = regexp.MustCompile(`^(?:v|input)\.(\w+) != nil$`)
	hasText = regexp.MustCompile(`^len\(v\.(\w+)\) > 0$`)
	isEmpty = regexp.MustCompile(`^v\.(\w+) == nil \|\| len\(\*v\.(\w+)\) == 0$`)
)

// guarded returns the member that an if statement tests for presence, after
// making sure that the test is the one that is expected of its type.
func (l *loader) guarded(op *Operation, s *ast.IfStmt) *Member {
	cond := l.text(s.Cond)
	if x := isEmpty.FindStringSubmatch(cond); x != nil && x[1] == x[2] {
		if m := op.Member(x[1]); m != nil && m.Kind == String {
			m.NonEmpty = true
			return nil
		}
	}
	for _, re := range []*regexp.Regexp{isSet, hasText} {
		x := re.FindStringSubmatch(cond)
		if x == nil {
			continue
		}
		m := op.Member(x[1])
		if m == nil || (re == hasText) != (m.Kind == Enumeration) {
			break
		}
		return m
	}
	l.failf("%s: the serializer has an unknown condition: %s", op.Name, cond)
	return nil
}

func (l *loader) bind(op *Operation, m *Member, loc Location, name string) {
	if m.Binding.Location != Nowhere {
		l.failf("%s.%s: serialised twice: %v and %v", op.Name, m.Name, m.Binding, Binding{loc, name})
	}
	m.Binding = Binding{loc, name}
}

// httpBindings reads headers, query parameters and labels.
func (l *loader) httpBindings(op *Operation, fn *ast.FuncDecl) {
	for _, s := range fn.Body.List {
		switch s := s.(type) {
		case *ast.ReturnStmt:
		case *ast.IfStmt:
			if l.text(s.Cond) == "v == nil" {
				continue
			}
			if m := l.guarded(op, s); m != nil {
				l.httpBinding(op, m, s.Body)
			}
		default:
			l.failf("%s: the serializer has an unknown statement: %s", op.Name, l.text(s))
		}
	}
}

var locations = map[string]Location{
	"SetHeader": Header, "AddHeader": Header, "Headers": HeaderPrefix,
	"SetQuery": Query, "AddQuery": Query, "SetURI": Label,
}

func (l *loader) httpBinding(op *Operation, m *Member, body *ast.BlockStmt) {
	var found Binding
	variables := map[string]string{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if v, ok := literal(n.Rhs[0]); ok && len(n.Lhs) == 1 {
				variables[l.text(n.Lhs[0])] = v
			}
		case *ast.CallExpr:
			x, f := callee(n)
			switch {
			case x == "encoder" && len(n.Args) == 1:
				loc, ok := locations[f]
				name, isLiteral := literal(n.Args[0])
				if !isLiteral {
					name = variables[l.text(n.Args[0])]
				}
				b := Binding{loc, name}
				if !ok || name == "" || found != (Binding{}) && found != b {
					l.failf("%s.%s: unknown serialisation: %s", op.Name, m.Name, l.text(n))
				}
				found = b
			case x == "smithytime" && f == "FormatHTTPDate":
				m.Format = HTTPDate
			case x == "smithytime" && f == "FormatDateTime":
				m.Format = DateTime
			case x == "smithytime":
				l.failf("%s.%s: unknown format of time: %s", op.Name, m.Name, f)
			}
		}
		return true
	})
	if found == (Binding{}) {
		l.failf("%s.%s: serialised to nowhere", op.Name, m.Name)
		return
	}
	if (m.Kind == Strings) != (found.Location == HeaderPrefix) {
		l.failf("%s.%s: %s serialised as %v", op.Name, m.Name, m.GoType, found)
	}
	l.bind(op, m, found.Location, found.Name)
}

// handler reads the method, the path and the body.
func (l *loader) handler(op *Operation, fn *ast.FuncDecl) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if _, f := callee(n); f == "SplitURI" {
				uri, _ := literal(n.Args[0])
				op.Path, op.Query, _ = strings.Cut(uri, "?")
			}
		case *ast.AssignStmt:
			if l.text(n.Lhs[0]) == "request.Method" {
				op.Method, _ = literal(n.Rhs[0])
			}
		case *ast.IfStmt:
			if !strings.HasPrefix(l.text(n.Cond), "input.") {
				return true
			}
			if m := l.guarded(op, n); m != nil {
				l.payload(op, m, n.Body)
			}
			return false
		case *ast.KeyValueExpr:
			if l.text(n.Key) == "Local" {
				op.BodyRoot, _ = literal(n.Value)
			}
		}
		return true
	})
	if op.Method == "" || !strings.HasPrefix(op.Path, "/") {
		l.failf("%s: no method or path", op.Name)
	}
}

var rawPayload = regexp.MustCompile(`payload := (?:input\.(\w+)|strings\.NewReader\(\*input\.(\w+)\))\n`)

// payload reads the one member that is the whole body.
func (l *loader) payload(op *Operation, m *Member, body *ast.BlockStmt) {
	if root := localName(body); root != "" {
		if m.Kind != Document && m.Kind != Variant {
			l.failf("%s.%s: %s serialised as an XML document", op.Name, m.Name, m.GoType)
		}
		l.bind(op, m, Element, root)
		return
	}
	x := rawPayload.FindStringSubmatch(l.text(body))
	if x == nil || x[1]+x[2] != m.Name || (m.Kind != Stream && m.Kind != String) {
		l.failf("%s.%s: unknown body", op.Name, m.Name)
		return
	}
	l.bind(op, m, Payload, m.Name)
}

// bodyElements reads the members that share one body.
func (l *loader) bodyElements(op *Operation, fn *ast.FuncDecl) {
	for _, s := range fn.Body.List {
		s, ok := s.(*ast.IfStmt)
		if !ok {
			continue
		}
		m := l.guarded(op, s)
		name := localName(s.Body)
		if m == nil || name == "" {
			l.failf("%s: unknown element: %s", op.Name, l.text(s.Cond))
			continue
		}
		l.bind(op, m, Element, op.BodyRoot+">"+name)
	}
}

// localName returns the name of the XML element that a block begins.
func localName(b *ast.BlockStmt) (name string) {
	ast.Inspect(b, func(n ast.Node) bool {
		if kv, ok := n.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == "Local" && name == "" {
				name, _ = literal(kv.Value)
			}
		}
		return name == ""
	})
	return name
}
