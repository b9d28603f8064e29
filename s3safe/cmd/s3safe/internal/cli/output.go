package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// output is where the command writes to. It keeps the first error, after which it
// writes nothing: who reads the output would take what is there for all.
type output struct {
	to  io.Writer
	mu  sync.Mutex
	err error
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.to.Write(p)
	o.err = err
	return n, err
}

// failure returns why not all was written, nil if it was.
func (o *output) failure() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}

// json writes a value as indented JSON in which nothing controls a terminal.
func (a *app) json(x any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil {
		return err
	}
	_, err := a.out.Write(printable.JSON(b.Bytes()))
	return err
}

// printf writes text in which nothing controls a terminal.
func (a *app) printf(format string, args ...any) {
	_, _ = fmt.Fprint(a.out, lines(fmt.Sprintf(format, args...)))
}

// lines keeps the line breaks of a text, and escapes what else can't be printed.
func lines(s string) string {
	list := strings.Split(s, "\n")
	return strings.Join(printable.Lines(list), "\n")
}

// bold emphasises text, on a terminal that is asked for nothing else.
func (a *app) bold(s string) string {
	if !a.colours() {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}

// heading writes a line that stands out.
func (a *app) heading(s string) { _, _ = fmt.Fprintln(a.out, a.bold(printable.Line(s))) }

func (a *app) colours() bool {
	o, ok := a.out.(*output)
	if !ok {
		return false
	}
	f, ok := o.to.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && terminal(f)
}

// progress writes to a terminal only.
func (a *app) progress(format string, args ...any) {
	if f, ok := a.err.(*os.File); ok && terminal(f) {
		_, _ = fmt.Fprint(a.err, lines(fmt.Sprintf(format, args...)))
	}
}

func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// ruleJSON is a rule in JSON.
type ruleJSON struct {
	ID         string   `json:"id"`
	Topic      string   `json:"topic"`
	Title      string   `json:"title"`
	Effect     string   `json:"effect"`
	Operations []string `json:"operations"`
	When       string   `json:"when"`
	Status     int      `json:"status,omitempty"`
	Code       string   `json:"code,omitempty"`
	Message    string   `json:"message,omitempty"`
	Why        string   `json:"why"`
	Fix        string   `json:"fix"`
	Doubt      string   `json:"doubt,omitempty"`
	AmazonOnly bool     `json:"amazonOnly,omitempty"`
	Sources    []string `json:"sources"`
	// Evidence are the kinds of evidence, the strongest first, and ConfirmedBy the
	// servers that were seen to answer so.
	Evidence    []string `json:"evidence"`
	ConfirmedBy []string `json:"confirmedBy,omitempty"`
	Page        string   `json:"page"`
}

func ruleOf(r *compat.Rule) ruleJSON {
	out := ruleJSON{
		ID: r.ID, Topic: r.Topic, Title: r.Title, Effect: r.Effect.String(), When: r.When.String(),
		Status: r.Answer.Status, Code: r.Answer.Code, Message: r.Answer.Message,
		Why: r.Why, Fix: r.Fix, Doubt: r.Doubt, AmazonOnly: r.AmazonOnly, Sources: r.Sources, ConfirmedBy: r.ConfirmedBy, Page: pageOf(r),
	}
	for _, e := range r.Evidence() {
		out.Evidence = append(out.Evidence, e.String())
	}
	for _, op := range r.Operations {
		out.Operations = append(out.Operations, op.String())
	}
	return out
}

// list joins words, a few of them.
func list(words []string, most int) string {
	if len(words) <= most {
		return strings.Join(words, ", ")
	}
	return strings.Join(words[:most], ", ") + fmt.Sprintf(" and %d more", len(words)-most)
}

// count tells how many of a thing there are.
func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}
