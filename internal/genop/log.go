package main

import (
	"fmt"
	"strings"

	"github.com/s3safe/s3safe-go/internal/gen/model"
)

// manyMembers is the number of members from which a builder isn't an input, which is
// copied at each call, but a log of the calls, which Build makes the input of. Below
// it copying costs less.
const manyMembers = 30

// Logged reports whether the operation's builders are logs.
func (p *pkg) Logged() bool { return len(p.Op.Members) > manyMembers }

// step is a kind of call in a log.
type step struct {
	// Kind is the constant's name, Do a statement on r *request with the text or the
	// value of the call.
	Kind, Do string
}

// logged has the setters of a package write to the log instead of to the request:
// what they did before is done in Build.
func (p *pkg) logged() error {
	if !p.Logged() {
		return nil
	}
	for _, b := range p.Builders {
		for _, s := range append(append([]*setter{}, b.Ctor...), b.Setters...) {
			s.Direct = s.Code
			if err := p.log(s); err != nil {
				return fmt.Errorf("%s.%s: %w", p.Op.Name, s.Name, err)
			}
		}
		begin(b.Ctor)
	}
	if len(p.Steps) > 120 {
		return fmt.Errorf("%s: %d kinds of calls are more than a log tells apart", p.Op.Name, len(p.Steps))
	}
	return nil
}

// begin has a constructor note its first two texts at once.
func begin(ctor []*setter) {
	if len(ctor) < 2 {
		return
	}
	const note = "b.r.log = b.r.log.Text("
	first, is := strings.CutPrefix(ctor[0].Code[0], note)
	next, too := strings.CutPrefix(ctor[1].Code[0], note)
	if is && too {
		ctor[0].Code = []string{"b.r.log = fill.Begin(" + strings.TrimSuffix(first, ")") + ", " + next}
		ctor[1].Code = nil
	}
}

// textual are the expressions that make the structure of a parameter by way of a
// text: how the text is made of the parameter, and the structure of the text.
var textual = map[string][2]string{
	"fill.Value[*string]{V: fill.Text(%s)}": {"string(%s)", "fill.Value[*string]{V: text}"},
	"fill.MD5(%s)":                          {"*fill.MD5(%s).V", "fill.Value[*string]{V: text}"},
	"fill.OnOff(%s)":                        {"fill.OnOff(%s).V", "fill.Value[string]{V: *text}"},
	"fill.Read.TagText(%s)":                 {"fill.Read.TagText(%s)", "fill.Read.AddTags(r.in.Tagging, text)"},
}

// log makes what a setter notes, and what is done with that.
func (p *pkg) log(s *setter) error {
	kind := "tells" + s.Name
	note := func(method, arg string) string {
		return fmt.Sprintf("b.r.log = b.r.log.%s(%s, %s)", method, kind, arg)
	}
	hold := fmt.Sprintf("b.r.log = fill.Hold(b.r.log, %s, %s)", kind, s.Arg)
	given := func(condition, code string) string { return "if " + condition + " {\n" + code + "\n}" }
	m := s.Members[0]
	in := "r.in." + m.Name
	var code, do string
	switch row := s.row; {
	case s.Kept != nil:
		return fmt.Errorf("a document that Build makes isn't logged")
	case row == nil && m.Kind == model.Strings:
		// The entries are noted beside the log.
		s.Code = []string{fmt.Sprintf("var bad *fill.Problem\nb.r.%s, bad = b.r.%[1]s.With(nil, %q, key, value)\nb.r.log = b.r.log.Problems(tellsProblems, bad)", lower(m.Name), m.Name)}
		return nil
	case row == nil && m.Kind == model.String:
		code, do = note("Text", s.Arg), in+" = text"
	case row == nil && m.Kind == model.Stream:
		code, do = given(s.Arg+" != nil", note("Held", s.Arg)), in+" = value.(io.Reader)"
	case row == nil:
		code, do = hold, fmt.Sprintf("%s = value.(*%s)", in, s.Type)
	case row.flag != "":
		code, do = note("Text", `""`), in+" = "+row.flag
	case textual[row.from][0] != "":
		code = note("Text", fmt.Sprintf(textual[row.from][0], s.Arg))
		if row.list {
			code = given("len("+s.Arg+") > 0", code)
		}
		do = fmt.Sprintf("r.%s(%s)", s.apply, textual[row.from][1])
	case row.merge:
		code = fmt.Sprintf("for _, c := range %s {\n%s\n}", s.Arg, given("c != nil", note("Value", "fill.Now(c)")))
		do = "r." + p.applied(row, s.apply, "value")
	case row.list:
		return fmt.Errorf("a list isn't logged")
	case s.iface:
		code = given(s.Arg+" != nil", note("Value", "fill.Now("+s.Arg+")"))
		if s.required {
			code += fmt.Sprintf(" else {\nb.r.log = b.r.log.Problems(tellsProblems, (*fill.Problem)(nil).Add(%q, \"is given as nil\"))\n}", m.Name)
		}
		do = "r." + p.applied(row, s.apply, "value")
	case strings.HasPrefix(row.from, "fill.Read."):
		// An option of its own type.
		code = note("Value", s.Arg)
		do = "r." + p.applied(row, s.apply, "value")
	default:
		code = hold
		do = fmt.Sprintf("r.%s(%s)", s.apply, fmt.Sprintf(row.from, "*value.(*"+s.Type+")"))
	}
	s.Code = []string{code}
	return p.step(kind, do)
}

// applied is the call of the method that sets the members of a row's parameter. In
// large packages the method reads options itself, because copying what they stand for
// takes longer.
func (p *pkg) applied(row *group, method, arg string) string {
	if p.reads(row) {
		return fmt.Sprintf("%s(%s)", method, arg)
	}
	return fmt.Sprintf("%s(%s)", method, fmt.Sprintf(row.from, arg))
}

func (p *pkg) reads(row *group) bool {
	return p.Logged() && strings.HasPrefix(row.from, "fill.Read.") && textual[row.from][0] == ""
}

// step notes a kind of call, which several builders may have.
func (p *pkg) step(kind, do string) error {
	for _, old := range p.Steps {
		if old.Kind == kind {
			if old.Do != do {
				return fmt.Errorf("%s is done in two ways:\n%s\n%s", kind, old.Do, do)
			}
			return nil
		}
	}
	p.Steps = append(p.Steps, &step{kind, do})
	return nil
}
