package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/internal/gen/model"
	"github.com/s3safe/s3safe-go/internal/generated"
)

// generator holds what all packages are made from.
type generator struct {
	sdk        *model.SDK
	interfaces map[string]bool // of package opt
	used       map[*group]bool
}

// generate makes all files without writing any.
func generate(root string) (*generated.Files, string, error) {
	sdk, _, err := model.LoadPinned(root)
	if err != nil {
		return nil, "", err
	}
	g := &generator{sdk: sdk, used: map[*group]bool{}}
	if g.interfaces, err = interfaces(filepath.Join(root, "s3safe", "opt")); err != nil {
		return nil, "", err
	}
	files := generated.New(header, "*_gen.go", "*_gen_test.go")
	outputs, err := exampleOutputs(filepath.Join(root, "internal", "genop", "testdata", "examples.txt"))
	if err != nil {
		return nil, "", err
	}
	var pkgs []*pkg
	builders, setters := 0, 0
	for _, op := range sdk.Operations {
		p, err := g.builders(op)
		if err != nil {
			return nil, "", err
		}
		p.Output = outputs[op.Name]
		pkgs = append(pkgs, p)
		if err := p.emit(files); err != nil {
			return nil, "", err
		}
		for _, b := range p.Builders {
			builders++
			setters += len(b.Setters)
		}
	}
	for i := range groups {
		if !g.used[&groups[i]] {
			return nil, "", fmt.Errorf("the grouping table's row %s of %s fits no operation", groups[i].name, groups[i].members[0])
		}
	}
	summary := fmt.Sprintf("%d operations, %d builders, %d setters", len(pkgs), builders, setters)
	if err := registry(pkgs, files); err != nil {
		return nil, "", err
	}
	return files, summary, examples(pkgs, files)
}

// interfaces lists the interfaces that package opt declares, as "opt.Name".
func interfaces(dir string) (map[string]bool, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if t, ok := n.(*ast.TypeSpec); ok {
				if _, is := t.Type.(*ast.InterfaceType); is {
					found["opt."+t.Name.Name] = true
				}
			}
			return true
		})
	}
	return found, nil
}

func (g *generator) isInterface(typ string) bool { return g.interfaces[typ] }

// fillTypes are the structures of internal/fill by the method that makes them.
var fillTypes = map[string]string{
	"Encryption": "Encryption", "Reported": "Encryption", "Decryption": "CustomerKey", "Checksum": "Checksum",
	"ACL": "ACL", "Ownership": "ACL", "Access": "ACL", "Lock": "Lock", "Hold": "EventHold", "Precondition": "Precondition",
	"Portion": "Portion", "CopyMetadata": "CopyMetadata", "CopyTags": "CopyTags", "Position": "Position", "Attributes": "Attributes",
	"Failure": "Failure", "Source": "Source", "Analytics": "Identified", "Metrics": "Identified", "Inventory": "Identified", "Tiering": "Identified", "Versioning": "Versioning",
}

func (g *generator) fillType(row *group, members []*model.Member) string {
	if !row.value {
		method, _, _ := strings.Cut(strings.TrimPrefix(row.from, "fill.Read."), "(")
		return "fill." + fillTypes[method]
	}
	switch members[0].Kind {
	case model.Enumeration:
		return "fill.Value[string]"
	case model.Int32:
		return "fill.Value[*int32]"
	}
	return "fill.Value[*string]"
}

//go:embed builder.tmpl
var builderText string

//go:embed example.tmpl
var exampleText string

var functions = template.FuncMap{
	"wrap":    wrap,
	"comment": comment,
	"inWords": inWords,
	"item":    item,
	"join":    strings.Join,
	"article": article,
}

var (
	builderTemplate = template.Must(template.New("builder").Funcs(functions).Parse(builderText))
	exampleTemplate = template.Must(template.New("example").Funcs(functions).Parse(exampleText))
)

// emit writes a package's files.
func (p *pkg) emit(files *generated.Files) error {
	var code bytes.Buffer
	if err := builderTemplate.Execute(&code, p); err != nil {
		return err
	}
	dir := "s3safe/op/" + p.Name + "/"
	if err := files.AddGo(dir+p.Name+"_gen.go", withImports(code.String(), p)); err != nil {
		return err
	}
	code.Reset()
	if err := exampleTemplate.Execute(&code, p); err != nil {
		return err
	}
	return files.AddGo(dir+"example_gen_test.go", withImports(code.String(), p))
}

const modulePath = "github.com/s3safe/s3safe-go/"

// importable are the packages that generated code can use, by the name it uses
// them by, in the order of an import declaration.
var importable = [][]struct{ name, path string }{
	{{"context", "context"}, {"fmt", "fmt"}, {"io", "io"}, {"strings", "strings"}, {"time", "time"}},
	{{"aws", "github.com/aws/aws-sdk-go-v2/aws"}, {"v4", "github.com/aws/aws-sdk-go-v2/aws/signer/v4"},
		{"s3", "github.com/aws/aws-sdk-go-v2/service/s3"}, {"types", "github.com/aws/aws-sdk-go-v2/service/s3/types"}},
	{{"compat", modulePath + "compat"}, {"member", modulePath + "compat/member"}, {"build", modulePath + "s3safe/internal/build"}, {"fill", modulePath + "s3safe/internal/fill"},
		{"optest", modulePath + "s3safe/op/optest"}, {"opt", modulePath + "s3safe/opt"}},
}

// withImports puts the imports that the code uses in place of a mark.
func withImports(code string, p *pkg) []byte {
	const mark = "//imports\n"
	before, body, _ := strings.Cut(code, mark)
	plain := withoutComments(body)
	var groups []string
	for _, group := range importable {
		var lines []string
		for _, x := range group {
			if uses(plain, x.name) {
				line := fmt.Sprintf("%q", x.path)
				if x.name == "v4" {
					line = "v4 " + line
				}
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			groups = append(groups, strings.Join(lines, "\n"))
		}
	}
	if p != nil && uses(plain, p.Name) && strings.Contains(before, p.Name+"_test") {
		own := fmt.Sprintf("%q", modulePath+"s3safe/op/"+p.Name)
		if n := len(groups); n > 0 && strings.Contains(groups[n-1], modulePath) {
			groups[n-1] = own + "\n" + groups[n-1]
		} else {
			groups = append(groups, own)
		}
	}
	return []byte(before + "import (\n" + strings.Join(groups, "\n\n") + "\n)\n" + body)
}

func withoutComments(code string) string {
	lines := strings.Split(code, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), "//") }), "\n")
}

// uses reports whether code mentions something of the package.
func uses(code, name string) bool {
	for i := 0; ; {
		j := strings.Index(code[i:], name+".")
		if j < 0 {
			return false
		}
		i += j
		if i == 0 || !isWord(code[i-1]) {
			return true
		}
		i++
	}
}

func isWord(c byte) bool {
	return c == '_' || c == '.' || c == '"' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// wrap breaks text into lines of a comment.
func wrap(text string) string {
	var b strings.Builder
	line := "//"
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > 80 && line != "//" {
			b.WriteString(line + "\n")
			line = "//"
		}
		line += " " + word
	}
	b.WriteString(line)
	return b.String()
}

// comment makes the documentation of a setter: the members that it sets, what they
// mean, and what S3 insists on.
func comment(s *setter, page string) string {
	text := wrap(s.sentence())
	for _, part := range s.Insists() {
		text += "\n//\n" + part
	}
	return text + "\n//\n// " + page
}

// sentence begins with the members.
func (s *setter) sentence() string {
	if len(s.Members) == 1 && s.Members[0].Name == s.Name {
		return s.Name + " " + s.Doc
	}
	return s.Name + " sets " + s.memberList() + ". It " + s.Doc
}

func (s *setter) memberList() string {
	var names []string
	for _, m := range s.Members {
		names = append(names, m.Name)
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return names[0]
}

// Insists are what S3 insists on for the members, in words: first what excludes or
// takes other members, then what concerns them alone.
func (s *setter) Insists() []string {
	own := member.SetOf(member.Bucket, member.Key)
	for _, m := range s.Members {
		own.Add(memberID(m))
	}
	var others, alone []string
	for _, id := range s.Rules {
		rule := aws.Source().Rule(id)
		mentioned := rule.When.Members()
		if own.Covers(&mentioned) {
			alone = append(alone, id)
		} else {
			others = append(others, id)
		}
	}
	var out []string
	for _, part := range []struct {
		head string
		ids  []string
	}{{"With other members:", others}, {"What S3 insists on:", alone}} {
		if len(part.ids) == 0 {
			continue
		}
		text := "// " + part.head
		for _, id := range part.ids {
			text += "\n" + item(inWords(id))
		}
		out = append(out, text)
	}
	return out
}

// inWords is what a rule says, with its id and how certain it is.
func inWords(id string) string {
	rule := aws.Source().Rule(id)
	switch {
	case rule.Effect == compat.Ignored:
		id += "; S3 ignores it"
	case rule.Doubt != "":
		id += "; reported only"
	}
	return rule.Title + " (" + id + ")."
}

// item is an item of a list in a comment.
func item(text string) string {
	return strings.Replace(strings.ReplaceAll(wrap("0000"+text), "\n// ", "\n//     "), "// 0000", "//   - ", 1)
}

func article(word string) string {
	if strings.ContainsRune("AEIOUaeiou", rune(word[0])) {
		return "an"
	}
	return "a"
}

// Params is the parameter list of the constructor.
func (b *builder) Params() string {
	var list []string
	for _, s := range b.Ctor {
		if s.Type == "" {
			continue
		}
		typ := s.Type
		if s.List {
			typ = "..." + typ
		}
		list = append(list, s.Arg+" "+typ)
	}
	return strings.Join(list, ", ")
}

// Args are the arguments of the constructor in an example.
func (b *builder) Args() string {
	var list []string
	for _, s := range b.Ctor {
		switch {
		case s.Type == "":
		case s.Members[0].Name == "Bucket":
			list = append(list, fmt.Sprintf("%q", b.Family.Bucket))
		default:
			list = append(list, s.Sample)
		}
	}
	return strings.Join(list, ", ")
}

// Param is the parameter list of a setter.
func (s *setter) Param() string {
	switch {
	case s.Type == "":
		return ""
	case s.List:
		return s.Arg + " ..." + s.Type
	}
	return s.Arg + " " + s.Type
}

// Constructor is the name of the constructor.
func (b *builder) Constructor() string { return b.Family.Name }

// ValueType is the type of the field for a kept option.
func (k *keptField) ValueType() string {
	if k.Interface {
		return k.Type
	}
	return "*" + k.Type
}

// Made is the expression for the option's document.
func (k *keptField) Made() string {
	at := "r." + k.Field
	if !k.Interface {
		at = "(*" + at + ")"
	}
	if strings.HasPrefix(k.Type, "[]") || strings.HasPrefix(k.From, "fill.") && !k.Interface {
		at = "*r." + k.Field
	}
	return fmt.Sprintf(k.From, at)
}

// Lower is the name of the field for entries.
func (p *pkg) Lower(s string) string { return lower(s) }

// MapSetters are those of the members that a whole map can be given for.
func (b *builder) MapSetters() []*setter {
	var out []*setter
	for _, s := range b.Setters {
		if s.Members[0].Kind == model.Strings && s.Merge && s.Type == "string" || s.List && s.Type == "opt.Tag" {
			out = append(out, s)
		}
	}
	return out
}

// Map is the name of the setter that takes a map.
func (s *setter) Map() string { return strings.TrimSuffix(s.Name, "s") + "Map" }

// Gone reports whether some family lacks a setter for some member.
func (p *pkg) Gone() bool {
	return slices.ContainsFunc(p.Builders, func(b *builder) bool { return len(b.Gone) > 0 })
}

// Lacks is the condition for an input that lacks something: a member that the SDK
// insists on, the text of a bucket or key, or a length that a body can have.
func (p *pkg) Lacks() string {
	var list []string
	for _, m := range p.Op.Members {
		in := "in." + m.Name
		switch {
		case m.Name == "Bucket" || m.Name == "Key":
			if m.Required {
				list = append(list, in+" == nil || *"+in+` == ""`)
			} else {
				list = append(list, in+" != nil && *"+in+` == ""`)
			}
		case m.Name == "ContentLength" && m.Kind == model.Int64:
			list = append(list, in+" != nil && *"+in+" < 0")
		case !m.Required:
		case m.Kind == model.Enumeration:
			list = append(list, in+` == ""`)
		default:
			list = append(list, in+" == nil")
		}
	}
	return strings.Join(list, " ||\n")
}

// Meaning is what the operation does, as the rest of a sentence.
func (p *pkg) Meaning() (string, error) {
	text := model.Meanings[p.Op.Name]
	if text == "" {
		return "", fmt.Errorf("%s: the table of meanings has no entry", p.Op.Name)
	}
	return text, nil
}
