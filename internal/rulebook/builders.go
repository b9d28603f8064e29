package rulebook

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Builder is what the pages say of a builder: an operation for a family of targets.
type Builder struct {
	// Constructor is such as putobject.General.
	Constructor string
	// Takes are the kinds of target that it is for; none if it has no target.
	Takes compat.TargetSet
	// setters are the names of what sets each member. The constructor's parameters
	// have an empty name.
	setters map[string]string
}

// readBuilders reads the list of all builders, which internal/genop writes. It is
// Go source, so it is read as such.
func readBuilders(file string) (map[string][]Builder, error) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	builders := map[string][]Builder{}
	ast.Inspect(f, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || lit.Type != nil || err != nil {
			return true
		}
		fields := map[string]ast.Expr{}
		for _, e := range lit.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				if key, ok := kv.Key.(*ast.Ident); ok {
					fields[key.Name] = kv.Value
				}
			}
		}
		constructor, ok := fields["New"].(*ast.SelectorExpr)
		if !ok {
			return true
		}
		b := Builder{setters: map[string]string{}}
		b.Constructor = constructor.X.(*ast.Ident).Name + "." + constructor.Sel.Name
		b.Takes = takes(fields["Takes"])
		setters(fields["Setters"], func(setter, m string) { b.setters[m] = setter })
		setters(fields["Ctor"], func(_, m string) { b.setters[m] = "" })
		op := text(fields["Op"])
		builders[op] = append(builders[op], b)
		return false
	})
	if err == nil && len(builders) == 0 {
		err = fmt.Errorf("%s lists no builder", file)
	}
	return builders, err
}

func text(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok {
		if s, err := strconv.Unquote(lit.Value); err == nil {
			return s
		}
	}
	return ""
}

// kinds are the kinds of target by the names of their constants.
var kinds = map[string]compat.TargetKind{
	"GeneralPurposeBucket": compat.GeneralPurposeBucket, "DirectoryBucket": compat.DirectoryBucket,
	"AccessPoint": compat.AccessPoint, "DirectoryAccessPoint": compat.DirectoryAccessPoint,
	"MultiRegionAccessPoint": compat.MultiRegionAccessPoint, "ObjectLambdaAccessPoint": compat.ObjectLambdaAccessPoint,
	"OutpostsAccessPoint": compat.OutpostsAccessPoint, "OutpostsBucket": compat.OutpostsBucket, "FSxAccessPoint": compat.FSxAccessPoint,
}

// takes reads a set of kinds of target, which is written as 1<<compat.A | 1<<compat.B.
func takes(e ast.Expr) (set compat.TargetSet) {
	if e == nil {
		return 0
	}
	ast.Inspect(e, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if k, known := kinds[s.Sel.Name]; known {
				set = set.Union(compat.Targets(k))
			}
		}
		return true
	})
	return set
}

// setters reads a list of setters with the members that each sets.
func setters(e ast.Expr, each func(setter, m string)) {
	list, ok := e.(*ast.CompositeLit)
	if !ok {
		return
	}
	for _, s := range list.Elts {
		s, ok := s.(*ast.CompositeLit)
		if !ok || len(s.Elts) != 2 {
			continue
		}
		if members, ok := s.Elts[1].(*ast.CompositeLit); ok {
			for _, m := range members.Elts {
				each(text(s.Elts[0]), text(m))
			}
		}
	}
}

// BuilderForm says how the members that a rule is about come into a request that a
// builder makes, for the operation and the kind of target of the rule's first example.
// The texts are empty if there is no such builder, or no member comes in so.
func (b *Book) BuilderForm(r *compat.Rule) (constructor, form string) {
	c := compat.Complete(r.Violating[0], sdk.Schema)
	name, _ := c.Members[member.Bucket].(string)
	kinds := compat.ParseTarget(name).Kinds
	builder := b.builder(c.Operation, kinds)
	if builder == nil {
		return "", ""
	}
	all := sdk.Schema.Members(c.Operation)
	mentioned := r.When.Members()
	mentioned = mentioned.Intersect(all)
	by := map[string][]string{}
	var order, without, given []string
	for _, m := range mentioned.IDs() {
		setter, has := builder.setters[m.String()]
		switch {
		case m == member.Bucket:
		case !has:
			without = append(without, m.String())
		case setter == "" || strings.HasSuffix(setter, "*"):
			given = append(given, m.String())
		default:
			if by[setter] == nil {
				order = append(order, setter)
			}
			by[setter] = append(by[setter], m.String())
		}
	}
	slices.Sort(order)
	var parts []string
	for _, setter := range order {
		parts = append(parts, setter+" sets "+join(by[setter], "and"))
	}
	if len(given) > 0 {
		parts = append(parts, "the constructor takes "+join(given, "and"))
	}
	if len(without) > 0 && len(order)+len(given)+len(without) < 12 {
		parts = append(parts, "nothing sets "+strings.Join(without, " or "))
	}
	return builder.Constructor, strings.Join(parts, "; ")
}

// builder returns the operation's builder for the kinds of target, nil if none.
func (b *Book) builder(op compat.Operation, kinds compat.TargetSet) *Builder {
	list := b.builders[op.String()]
	for i := range list {
		if list[i].Takes == 0 || !list[i].Takes.Intersect(kinds).Empty() {
			return &list[i]
		}
	}
	return nil
}

// Constructors lists the constructors of the operation's builders.
func (b *Book) Constructors(op compat.Operation) (list []string) {
	for _, x := range b.builders[op.String()] {
		list = append(list, x.Constructor)
	}
	return list
}
