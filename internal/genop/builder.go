package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/internal/gen/model"
)

// pkg is one package of builders.
type pkg struct {
	Op       *model.Operation
	Name     string // of the package
	Page     string // of the API reference
	Builders []*builder
	Presign  bool
	Output   string // of the example
	// Applies are the statements that set the members of a group, by method.
	Applies []*apply
	Givens  []*given
	// Kept are the options that become documents in Build.
	Kept []*setter
	// Ways are the setters whose options exclude each other.
	Ways []string
	// Shared is the member that two setters set, with the setters.
	Shared *shared
	// Entries are the members that grow entry by entry.
	Entries []string
	// Steps are the kinds of calls, if the builders are logs.
	Steps []*step
}

// builder is one type: the operation for one family of targets.
type builder struct {
	*pkg
	Family  family
	Type    string // of the builder
	Ctor    []*setter
	Setters []*setter
	Takes   string // an expression for the kinds that Build lets pass
	// Gone are the members that the family has no setter for, with the rules.
	Gone []goneMember
}

type goneMember struct {
	Member string
	Rules  []string
}

// setter sets members, as a method or as a parameter of the constructor.
type setter struct {
	Name    string
	Arg     string
	Type    string // of the parameter; empty: none
	List    bool
	Members []*model.Member
	Doc     string
	Rules   []string
	Sample  string
	Code    []string // statements on r *request, or on b.r
	Kept    *keptField
	// Merge: several calls add up.
	Merge bool
	// Direct is what Code was before the setter wrote to a log.
	Direct []string
	// row is that of the grouping table, nil if there is none; apply the method of
	// the request that sets its members. iface: the parameter is an interface.
	row             *group
	apply           string
	required, iface bool
}

// shared is a member that two setters set.
type shared struct {
	Member *model.Member
}

// sharing are the setters that share a member.
var sharing = []string{"Retention", "EventHold"}

// Field is the field for who has set the member.
func (s *shared) Field() string { return lower(s.Member.Name) + "By" }

type keptField struct {
	Field, Type, From string
	Interface         bool
	Members           []string
	Assign            []string
}

// apply is a method of the request that sets the members of a group.
// Read is the expression that makes the structure, if the method reads the option.
type apply struct {
	Method, Fill, Read string
	Lines              []string
}

// presignable are the operations that the SDK can presign.
var presignable = []string{"DeleteBucket", "DeleteObject", "GetObject", "HeadBucket", "HeadObject", "PutObject", "UploadPart"}

// constructorOrder is the order of constructor parameters; others follow.
var constructorOrder = []string{"Bucket", "Key", "UploadId", "PartNumber", "CopySource", "RenameSource", "AnnotationName", "Id",
	"RequestRoute", "RequestToken", "Expression", "ExpressionType", "InputSerialization", "OutputSerialization"}

func packageName(op string) string { return strings.ToLower(op) }

// builders makes the model of an operation's package.
func (g *generator) builders(op *model.Operation) (*pkg, error) {
	id, ok := operation.Parse(op.Name)
	if !ok {
		return nil, fmt.Errorf("%s: the catalogue doesn't know the operation", op.Name)
	}
	p := &pkg{
		Op: op, Name: packageName(op.Name),
		Page:    "https://docs.aws.amazon.com/AmazonS3/latest/API/API_" + op.Name + ".html",
		Presign: slices.Contains(presignable, op.Name),
	}
	r := rejectionOf(id)
	if op.Member("Bucket") == nil {
		b := &builder{pkg: p, Family: noBucket, Type: "Builder", Takes: "0"}
		p.Builders = append(p.Builders, b)
	}
	for _, f := range families {
		if op.Member("Bucket") == nil {
			break
		}
		exists, passes := r.kinds(f)
		if exists.Empty() {
			continue
		}
		p.Builders = append(p.Builders, &builder{pkg: p, Family: f, Type: f.Name + "Builder", Takes: kindsExpr(passes)})
	}
	if len(p.Builders) == 0 {
		return nil, fmt.Errorf("%s: the catalogue leaves no target for it", op.Name)
	}
	for _, b := range p.Builders {
		if err := g.setters(b, r); err != nil {
			return nil, err
		}
	}
	return p, p.logged()
}

var kindNames = map[compat.TargetKind]string{
	compat.GeneralPurposeBucket: "GeneralPurposeBucket", compat.DirectoryBucket: "DirectoryBucket", compat.AccessPoint: "AccessPoint",
	compat.DirectoryAccessPoint: "DirectoryAccessPoint", compat.MultiRegionAccessPoint: "MultiRegionAccessPoint",
	compat.ObjectLambdaAccessPoint: "ObjectLambdaAccessPoint", compat.OutpostsAccessPoint: "OutpostsAccessPoint",
	compat.OutpostsBucket: "OutpostsBucket", compat.FSxAccessPoint: "FSxAccessPoint",
}

func kindsExpr(s compat.TargetSet) string {
	var names []string
	for _, k := range s.Kinds() {
		names = append(names, "1<<compat."+kindNames[k])
	}
	return strings.Join(names, " | ")
}

// setters finds the setters of a builder: for each member the first row of the
// table that fits, else a plain one.
func (g *generator) setters(b *builder, r rejection) error {
	done := map[string]bool{}
	var list []*setter
	var required []*setter
	for _, m := range b.Op.Members {
		if done[m.Name] {
			continue
		}
		if row := g.row(b.Op, m.Name); row != nil {
			members := present(b.Op, row.members)
			for _, x := range members {
				done[x.Name] = true
			}
			s, err := g.grouped(b, r, row, members)
			if err != nil {
				return err
			}
			switch {
			case s == nil:
			case row.required || slices.Contains(row.requiredFor, b.Family.Name):
				required = append(required, s)
			default:
				list = append(list, s)
			}
			continue
		}
		done[m.Name] = true
		gone := r.by(b.Family.Kinds, memberID(m))
		if b.Family.Kinds != 0 && len(gone) > 0 {
			if m.Required {
				return fmt.Errorf("%s: %s rejects the required member %s", b.Op.Name, b.Family.Name, m.Name)
			}
			b.Gone = append(b.Gone, goneMember{m.Name, gone})
			continue
		}
		s, err := g.plain(b, m)
		if err != nil {
			return err
		}
		s.Rules = g.rulesOf(b, r, m)
		if m.Required {
			required = append(required, s)
		} else {
			list = append(list, s)
		}
	}
	b.Gone = distinct(b.Gone)
	slices.SortStableFunc(required, func(x, y *setter) int { return order(x) - order(y) })
	if !b.pkg.Logged() {
		holdTogether(required)
	}
	b.Ctor = required
	slices.SortFunc(list, func(x, y *setter) int { return strings.Compare(x.Name, y.Name) })
	for i := 1; i < len(list); i++ {
		if list[i].Name == list[i-1].Name {
			return fmt.Errorf("%s: two setters are called %s", b.Op.Name, list[i].Name)
		}
	}
	b.Setters = list
	return nil
}

// holdTogether has the texts that a constructor takes held in one piece of memory.
func holdTogether(ctor []*setter) {
	var texts []*setter
	var args []string
	for _, s := range ctor {
		if s.Type == "string" && len(s.Members) == 1 && slices.Equal(s.Code, []string{"b.r.in." + s.Members[0].Name + " = &" + s.Arg}) {
			texts, args = append(texts, s), append(args, s.Arg)
		}
	}
	if len(texts) < 2 {
		return
	}
	for i, s := range texts {
		s.Code = []string{fmt.Sprintf("b.r.in.%s = &texts[%d]", s.Members[0].Name, i)}
	}
	texts[0].Code = append([]string{fmt.Sprintf("texts := &[%d]string{%s}", len(texts), strings.Join(args, ", "))}, texts[0].Code...)
}

// distinct drops members that two rows of the table share.
func distinct(list []goneMember) []goneMember {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(g goneMember) bool {
		again := seen[g.Member]
		seen[g.Member] = true
		return again
	})
}

func order(s *setter) int {
	best := len(constructorOrder)
	for _, m := range s.Members {
		if i := slices.Index(constructorOrder, m.Name); i >= 0 && i < best {
			best = i
		}
	}
	return best
}

func present(op *model.Operation, names []string) []*model.Member {
	var out []*model.Member
	for _, n := range names {
		if m := op.Member(n); m != nil {
			out = append(out, m)
		}
	}
	return out
}

// row returns the row of the table for a member of an operation.
func (g *generator) row(op *model.Operation, name string) *group {
	for i := range groups {
		row := &groups[i]
		if op.Member(row.members[0]) == nil || !slices.Contains(row.members, name) || len(row.ops) > 0 && !slices.Contains(row.ops, op.Name) {
			continue
		}
		g.used[row] = true
		return row
	}
	return nil
}

func memberID(m *model.Member) compat.Member {
	id, _ := member.Parse(m.Name)
	return id
}

func (g *generator) rulesOf(b *builder, r rejection, ms ...*model.Member) []string {
	var ids []compat.Member
	for _, m := range ms {
		if m.Name != "Bucket" && m.Name != "Key" {
			ids = append(ids, memberID(m))
		}
	}
	if len(ids) == 0 {
		return nil
	}
	kinds := b.Family.Kinds
	return r.about(kinds, ids...)
}

// grouped makes the setter of a row, nil if the family has none.
func (g *generator) grouped(b *builder, r rejection, row *group, members []*model.Member) (*setter, error) {
	typ, special := row.param[b.Family.Name]
	if !special {
		typ = row.param[""]
	}
	var left []*model.Member
	var gone []goneMember
	for _, m := range members {
		if ids := r.by(b.Family.Kinds, memberID(m)); b.Family.Kinds != 0 && len(ids) > 0 {
			gone = append(gone, goneMember{m.Name, ids})
		} else {
			left = append(left, m)
		}
	}
	if typ == "-" {
		for _, m := range left {
			// The table leaves it out although no rule does by presence alone.
			gone = append(gone, goneMember{m.Name, g.rulesOf(b, r, m)})
		}
		b.Gone = append(b.Gone, gone...)
		return nil, nil
	}
	if len(gone) > 0 {
		b.Gone = append(b.Gone, gone...)
		// Members that come in together can be left out together; where a part
		// stays, the family needs an option of its own.
		if len(left) == 0 || onlyShared(row, left) {
			return nil, nil
		}
		if !special && typ != "" {
			return nil, fmt.Errorf("%s.%s: the catalogue leaves of %s only some members, without %v: the table needs an option for the family", b.Op.Name, b.Family.Name, row.name, gone)
		}
	}
	s := &setter{Name: row.name, Arg: row.arg, Type: typ, List: row.list, Members: left, Doc: row.doc, Sample: row.sample, Merge: row.merge}
	if x, ok := row.samples[b.Family.Name]; ok {
		s.Sample = x
	}
	s.Rules = g.rulesOf(b, r, left...)
	required := row.required || slices.Contains(row.requiredFor, b.Family.Name)
	s.row, s.required, s.iface = row, required, g.isInterface(typ)
	if row.flag == "" && !row.kept {
		s.apply = b.pkg.applyMethod(g, row, members)
	}
	switch {
	case row.flag != "":
		s.Type = ""
		s.Code = []string{"b.r.in." + left[0].Name + " = " + row.flag}
	case row.kept:
		s.Kept = b.pkg.keep(g, row, s, members)
		s.Code = g.given(row, left[0].Name, typ, required, s.Kept.code(row))
	case row.merge:
		s.Code = []string{fmt.Sprintf("for _, c := range %s {\nif c != nil {\nb.r.%s(%s)\n}\n}", row.arg, b.pkg.applyMethod(g, row, members), fmt.Sprintf(row.from, "c"))}
	case g.isInterface(typ) && !required && !row.list && !b.Logged():
		s.Code = []string{fmt.Sprintf("b.r.%s(%s)", b.pkg.givenMethod(g, row, members, "any"), row.arg)}
	case typ == "string" && !required && !row.list && !b.Logged():
		s.Code = []string{fmt.Sprintf("b.r.%s(%s)", b.pkg.givenMethod(g, row, members, typ), row.arg)}
	default:
		call := "b.r." + b.pkg.applied(row, b.pkg.applyMethod(g, row, members), row.arg)
		s.Code = g.given(row, left[0].Name, typ, required, []string{call})
	}
	return s, nil
}

// givenMethod makes the method of the request that takes what a setter is given, an
// interface that may be nil or a value. A setter that is no more than a call of it is
// inlined, so that the builder isn't copied to it and back, and the families share it.
func (p *pkg) givenMethod(g *generator, row *group, members []*model.Member, typ string) string {
	method := lower(row.name) + "Given"
	apply := fmt.Sprintf("r.%s(%s)", p.applyMethod(g, row, members), fmt.Sprintf(row.from, "given"))
	if typ == "any" {
		apply = "if given != nil {\n" + apply + "\n}"
	}
	for _, a := range p.Givens {
		if a.Method == method {
			return method
		}
	}
	p.Givens = append(p.Givens, &given{Method: method, Type: typ, Apply: apply})
	return method
}

// given is a method of the request that takes what setters are given.
type given struct{ Method, Type, Apply string }

// given is the code of a setter that leaves out what isn't given: nil, or an empty
// list. What is required is missed.
func (g *generator) given(row *group, member, typ string, required bool, code []string) []string {
	condition := ""
	switch {
	case row.list && !required:
		condition = "len(" + row.arg + ") > 0"
	case g.isInterface(typ):
		condition = row.arg + " != nil"
	default:
		return code
	}
	text := "if " + condition + " {\n" + strings.Join(code, "\n") + "\n}"
	if required {
		text += fmt.Sprintf(" else {\nb.r.bad = b.r.bad.Add(%q, \"is given as nil\")\n}", member)
	}
	return []string{text}
}

func onlyShared(row *group, left []*model.Member) bool {
	for _, m := range left {
		if !slices.Contains(row.shared, m.Name) {
			return false
		}
	}
	return true
}

// field returns the field of the option's structure for a member.
func (row *group) field(m *model.Member) string {
	if row.value {
		return "V"
	}
	return strings.TrimPrefix(m.Name, row.prefix)
}

// converted is the expression that assigns a field of an option to a member.
func converted(m *model.Member, expr string) string {
	switch m.Kind {
	case model.Enumeration:
		return "types." + m.TypeName + "(" + expr + ")"
	case model.List:
		return "fill.List[types." + m.TypeName + "](" + expr + ")"
	}
	return expr
}

// applyMethod makes the method of the request that sets a group's members.
func (p *pkg) applyMethod(g *generator, row *group, members []*model.Member) string {
	method := lower(row.name) + "Members"
	for _, a := range p.Applies {
		if a.Method == method {
			return method
		}
	}
	a := &apply{Method: method, Fill: g.fillType(row, members)}
	if p.reads(row) {
		a.Read = fmt.Sprintf(row.from, "option")
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = fmt.Sprintf("%q", m.Name)
	}
	if !row.merge && !row.list {
		a.Lines = append(a.Lines, fmt.Sprintf("if r.bad != nil {\nr.bad = r.bad.Forget(%s)\n}", strings.Join(names, ", ")))
	}
	if slices.Contains(chosen, strings.TrimPrefix(a.Fill, "fill.")) && !row.merge && len(members) > 1 {
		p.Ways = append(p.Ways, row.name)
		before, now := "nil", "nil"
		if m := p.Op.Member(row.tells); m != nil {
			before, now = "r.in."+m.Name, "v."+row.field(m)
			if m.Kind == model.Enumeration {
				before, now = "(*string)(&"+before+")", "&"+now
			}
		}
		way := "r." + lower(row.name) + "Way"
		a.Lines = append(a.Lines, fmt.Sprintf("if %s.Excludes(v.Way) {\nr.bad = fill.Contradict(r.bad, %q, %q, %s, %s, v.Way, %s)\n}", way, members[0].Name, row.name, way, before, now),
			way+" = v.Way")
	}
	for _, m := range members {
		in, v := "r.in."+m.Name, "v."+row.field(m)
		switch {
		case row.merge:
			a.Lines = append(a.Lines, mergeLine(m, in, v))
		case sharedWith(p.Op, row, m.Name):
			p.Shared = &shared{m}
			by := []string{"fill.First", "fill.Second"}[slices.Index(sharing, row.name)]
			a.Lines = append(a.Lines, fmt.Sprintf("r.bad = fill.Share(r.bad, &%s, &r.%s, %s, %s, %q, [2]string{%q, %q})",
				in, p.Shared.Field(), by, converted(m, v), m.Name, sharing[0], sharing[1]))
		case m.Kind == model.Strings:
			p.Entries = append(p.Entries, m.Name)
			a.Lines = append(a.Lines, "r."+lower(m.Name)+" = "+v)
		default:
			a.Lines = append(a.Lines, in+" = "+converted(m, v))
		}
	}
	a.Lines = append(a.Lines, "if v.Bad != nil {\nr.bad = r.bad.Join(v.Bad)\n}")
	p.Applies = append(p.Applies, a)
	return method
}

// sharedWith reports whether another setter of the operation sets the member too.
func sharedWith(op *model.Operation, row *group, name string) bool {
	return slices.Contains(row.shared, name) && slices.ContainsFunc(groups, func(o group) bool {
		return o.name != row.name && slices.Contains(o.shared, name) && slices.ContainsFunc(o.members, func(m string) bool {
			return op.Member(m) != nil && !slices.Contains(o.shared, m)
		})
	})
}

// chosen are the structures of internal/fill that say which way was chosen.
var chosen = []string{"Encryption", "CustomerKey", "Checksum", "ACL", "EventHold", "Precondition", "Portion", "CopyMetadata", "CopyTags", "Position"}

// mergeLine sets a member that the option sets.
func mergeLine(m *model.Member, in, v string) string {
	set := v + " != nil"
	if m.Kind == model.Enumeration {
		set = v + ` != ""`
	}
	return fmt.Sprintf("if %s {\nr.bad = r.bad.Forget(%q)\n%s = %s\n}", set, m.Name, in, converted(m, v))
}

// keep notes an option whose document is made in Build.
func (p *pkg) keep(g *generator, row *group, s *setter, members []*model.Member) *keptField {
	k := &keptField{Field: "kept" + row.name + suffix(s.Type), Type: s.Type, From: row.from, Interface: g.isInterface(s.Type)}
	if s.List {
		k.Type = "[]" + s.Type
	}
	for _, m := range members {
		k.Members = append(k.Members, m.Name)
		k.Assign = append(k.Assign, "in."+m.Name+" = "+converted(m, "v."+row.field(m)))
	}
	for _, old := range p.Kept {
		if old.Kept.Field == k.Field {
			return old.Kept
		}
	}
	p.Kept = append(p.Kept, s)
	return k
}

// code is what a setter does to keep an option.
func (k *keptField) code(row *group) []string {
	at := "b.r." + k.Field
	switch {
	case k.Interface:
		return []string{at + " = " + row.arg}
	case row.list:
		// The caller's slice may change.
		return []string{fmt.Sprintf("kept := append(%s{}, %s...)", k.Type, row.arg), at + " = &kept"}
	}
	return []string{at + " = &" + row.arg}
}

// suffix tells the kept options of families with different types apart.
func suffix(typ string) string {
	if _, name, ok := strings.Cut(typ, "."); ok {
		return name
	}
	return ""
}

func lower(s string) string {
	r := []rune(s)
	for i := range r {
		if i > 0 && i+1 < len(r) && unicode.IsLower(r[i+1]) {
			break
		}
		if !unicode.IsUpper(r[i]) {
			break
		}
		r[i] = unicode.ToLower(r[i])
	}
	return string(r)
}
