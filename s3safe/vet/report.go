package vet

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/partial"
	"github.com/s3safe/s3safe-go/s3safe/vet/internal/flow"
)

// PageOf returns the address of a rule's section in the catalogue's documentation,
// empty for a rule that isn't the catalogue's.
func PageOf(r *compat.Rule) string {
	page := aws.Page(r)
	if page == "" {
		return ""
	}
	return page + "#" + r.ID
}

// report reports a finding, unless it is doubtful or silenced.
func (c *checker) report(in *partial.Input, f partial.Finding, u *flow.Use) {
	if f.Rule.Doubt != "" && !options.doubtful {
		return
	}
	if in.Context.Endpoint != nil && f.Rule.RestsOnAmazon() {
		if p, ok := in.Context.Endpoint.Get(compat.Provider); ok && p != "Amazon" {
			return
		}
	}
	k := reported{f.Rule.ID, f.Pos}
	if c.seen[k] {
		return
	}
	c.seen[k] = true
	if c.ignores.silences(c.pass, f.Rule.ID, f.Pos, u.Call.Pos()) {
		return
	}
	d := analysis.Diagnostic{
		Pos:            f.Pos,
		Category:       f.Rule.ID,
		URL:            PageOf(f.Rule),
		Message:        message(f),
		SuggestedFixes: c.fixes(in, f),
	}
	if w := c.writtenAt(f.Pos); w != nil {
		d.Pos, d.End = w.node.Pos(), w.node.End()
	}
	c.pass.Report(d)
}

// message says what is wrong, what S3 does, what to do, and where it is written.
func message(f partial.Finding) string {
	what := strings.TrimPrefix(f.String(), f.Rule.ID+": ")
	does := "S3 ignores it"
	if f.Rule.Effect == compat.Rejected {
		answer := f.Rule.Answer.To(f.Operation)
		does = fmt.Sprintf("S3 answers %d %s", answer.Status, answer.Code)
	}
	return fmt.Sprintf("%s: %s; %s. %s [%s] %s", f.Operation, what, does, f.Rule.Fix, f.Rule.ID, PageOf(f.Rule))
}
