package s3safe

import (
	"fmt"
	"io"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// Error says in a line for each finding what is wrong, what to do, and which rule
// says so. The last line names the store that would reject the request, links the
// first rule's page, and names [Off], which lets the call pass ([ContextWithMode],
// [WithRuleMode]) unless the SDK refuses it too. The format %+v tells everything.
func (e *IncompatibleError) Error() string {
	var b strings.Builder
	b.WriteString("s3safe: ")
	b.WriteString(e.Operation)
	b.WriteByte(':')
	between := " "
	if len(e.Findings) > 1 {
		between = "\n  "
	}
	for _, f := range e.Findings {
		b.WriteString(between)
		line(&b, f)
	}
	b.WriteByte('\n')
	b.WriteString(e.who())
	if page := e.page(); page != "" {
		b.WriteString(": ")
		b.WriteString(page)
	}
	switch {
	case e.ofSDK():
	case e.refused != nil:
		b.WriteString(" (the SDK refuses it too)")
	default:
		b.WriteString(" or s3safe.Off")
	}
	return b.String()
}

// ofSDK reports whether it is the SDK that refuses the request.
func (e *IncompatibleError) ofSDK() bool {
	id := e.first().ID
	return id == SDKEndpoint || id == SDKRequired
}

// who would refuse the request.
func (e *IncompatibleError) who() string {
	switch {
	case e.ofSDK():
		return "the SDK"
	case e.Store != "":
		return printable.Line(e.Store)
	}
	return "Amazon S3"
}

// line writes a finding's problem, remedy and rule.
func line(b *strings.Builder, f compat.Finding) {
	b.WriteString(f.Text())
	b.WriteString(". ")
	b.WriteString(strings.TrimSuffix(f.Remedy(), "."))
	b.WriteString(" [")
	b.WriteString(f.Rule.ID)
	b.WriteByte(']')
}

// page is where the first rule is explained: its page in the catalogue's
// documentation, else the first page among its sources.
func (e *IncompatibleError) page() string {
	r := e.first()
	if page := aws.Page(r); page != "" {
		return page
	}
	for _, s := range r.Sources {
		if strings.HasPrefix(s, "https://") {
			return s
		}
	}
	return ""
}

// Format implements fmt.Formatter. The verb %+v prints each finding with the facts
// that decided and where they are known from, the reason, the whole remedy, what S3
// would have answered, and the sources.
func (e *IncompatibleError) Format(s fmt.State, verb rune) {
	switch {
	case verb == 'v' && s.Flag('+'):
		io.WriteString(s, e.details())
	case verb == 'q':
		fmt.Fprintf(s, "%q", e.Error())
	default:
		io.WriteString(s, e.Error())
	}
}

func (e *IncompatibleError) details() string {
	var b strings.Builder
	b.WriteString("s3safe: ")
	b.WriteString(e.Operation)
	b.WriteString(" isn't sent: ")
	b.WriteString(e.who())
	if e.first().Effect == compat.Ignored {
		b.WriteString(" would accept it and drop a part")
	} else {
		b.WriteString(" would reject it")
	}
	for _, f := range e.Findings {
		b.WriteString("\n  ")
		b.WriteString(f.String())
		for _, k := range f.Facts {
			fmt.Fprintf(&b, "\n    known:  %s", k)
		}
		fmt.Fprintf(&b, "\n    rule:   %s", f.Rule.Title)
		fmt.Fprintf(&b, "\n    why:    %s", f.Rule.Why)
		if f.Rule.Doubt != "" {
			fmt.Fprintf(&b, "\n    doubt:  %s", f.Rule.Doubt)
		}
		fmt.Fprintf(&b, "\n    fix:    %s", f.Rule.Fix)
		if f.Rule.Effect == compat.Ignored {
			b.WriteString("\n    answer: none: it accepts the request")
		} else {
			fmt.Fprintf(&b, "\n    answer: %s", answer(f.Answer()))
		}
		for _, s := range f.Rule.Sources {
			fmt.Fprintf(&b, "\n    source: %s", s)
		}
		if page := aws.Page(f.Rule); page != "" {
			fmt.Fprintf(&b, "\n    page:   %s#%s", page, f.Rule.ID)
		}
		if e.ofSDK() || e.refused != nil {
			continue
		}
		fmt.Fprintf(&b, "\n    off:    s3safe.ContextWithRuleMode(ctx, %q, s3safe.Off)", f.Rule.ID)
	}
	if e.refused != nil {
		fmt.Fprintf(&b, "\n  the SDK refuses it too: %s", printable.Line(strings.TrimSpace(e.refused.Error())))
	}
	return b.String()
}

func answer(a compat.Answer) string {
	if a == (compat.Answer{}) {
		return "none: the request isn't sent"
	}
	s := fmt.Sprintf("%d %s", a.Status, a.Code)
	if a.Message != "" {
		s += ": " + a.Message
	}
	return s
}
