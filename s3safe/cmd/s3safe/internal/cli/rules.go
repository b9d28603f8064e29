package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/inputs"
)

// rules lists, searches and shows rules.
func (a *app) rules() *cobra.Command {
	var want choice
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List, search and show the rules",
		Args:  cobra.NoArgs,
	}
	pick := func(words []string) error {
		found, err := want.rules(words)
		if err != nil {
			return err
		}
		if a.format == "json" {
			out := []ruleJSON{}
			for _, r := range found {
				out = append(out, ruleOf(r))
			}
			return a.json(out)
		}
		for _, r := range found {
			a.printf("%-44s %s\n", r.ID, r.Title)
		}
		if len(found) == 0 {
			return fmt.Errorf("no rule fits: leave out a condition, or try s3safe rules search WORD")
		}
		return nil
	}
	filters := func(c *cobra.Command) *cobra.Command {
		f := c.Flags()
		f.StringVar(&want.op, "op", "", "rules for the operation")
		f.StringVar(&want.code, "code", "", "rules that S3 answers with the error code")
		f.StringVar(&want.member, "member", "", "rules about the member of an input")
		f.StringVar(&want.target, "target", "", "rules about the kind of target: directory, access point, …")
		f.StringVar(&want.topic, "topic", "", "rules of the topic")
		f.StringVar(&want.evidence, "evidence", "", "rules that have the kind of evidence: recorded, documented, confirmed, reported, inferred")
		f.StringVar(&want.confirmedBy, "confirmed-by", "", "rules that the server was seen to confirm, such as versitygw or minio")
		return c
	}
	cmd.RunE = func(*cobra.Command, []string) error { return pick(nil) }
	filters(cmd)
	cmd.AddCommand(
		filters(&cobra.Command{Use: "list", Short: "List rules", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error { return pick(nil) }}),
		filters(&cobra.Command{Use: "search WORD…", Short: "List rules in whose text all words occur", Args: cobra.MinimumNArgs(1),
			RunE: func(_ *cobra.Command, words []string) error { return pick(words) }}),
		&cobra.Command{
			Use: "show RULE…", Short: "Show rules in full", Args: cobra.MinimumNArgs(1), ValidArgsFunction: completeRule,
			RunE: func(_ *cobra.Command, ids []string) error {
				var rules []*compat.Rule
				for _, id := range ids {
					r := aws.WireCatalog().Rule(id)
					if r == nil {
						return fmt.Errorf("there is no rule %q: s3safe rules search WORD finds rules", id)
					}
					rules = append(rules, r)
				}
				return a.show(rules)
			},
		})
	return cmd
}

func completeRule(_ *cobra.Command, _ []string, begin string) ([]string, cobra.ShellCompDirective) {
	var ids []string
	for _, r := range aws.WireCatalog().Rules() {
		if strings.HasPrefix(r.ID, begin) {
			ids = append(ids, r.ID+"\t"+r.Title)
		}
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// servers lists the servers that confirmed rules.
func servers() (ids []string) {
	for _, r := range aws.WireCatalog().Rules() {
		ids = append(ids, r.ConfirmedBy...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// kindOf returns the kind of evidence with the name.
func kindOf(name string) (compat.Evidence, error) {
	var names []string
	for e := range compat.Evidences {
		if names = append(names, e.String()); strings.EqualFold(name, e.String()) {
			return e, nil
		}
	}
	return 0, fmt.Errorf("there is no evidence %q: it is one of %s", name, strings.Join(names, ", "))
}

// choice are the conditions that rules are chosen by. What is empty doesn't matter.
type choice struct{ op, code, member, target, topic, evidence, confirmedBy string }

// rules returns the rules that fit all conditions, and have all the words.
func (c *choice) rules(words []string) ([]*compat.Rule, error) {
	var ops operation.Set
	if c.op != "" {
		id, err := inputs.Operation(c.op)
		if err != nil {
			return nil, err
		}
		ops = operation.SetOf(id)
	}
	var m member.ID
	if c.member != "" {
		id, ok := member.Parse(c.member)
		if !ok {
			return nil, fmt.Errorf("no input has a member %q: write it as in the API, such as ServerSideEncryption", c.member)
		}
		m = id
	}
	var kind compat.Evidence
	if c.evidence != "" {
		var err error
		if kind, err = kindOf(c.evidence); err != nil {
			return nil, err
		}
	}
	if by := servers(); c.confirmedBy != "" && !slices.Contains(by, c.confirmedBy) {
		return nil, fmt.Errorf("no server %q has confirmed rules: it is one of %s", c.confirmedBy, strings.Join(by, ", "))
	}
	var out []*compat.Rule
	for _, r := range aws.WireCatalog().Rules() {
		members := r.When.Members()
		switch {
		case c.op != "" && !slices.ContainsFunc(r.Operations, func(o operation.ID) bool { return ops.Has(o) }),
			c.code != "" && !strings.EqualFold(r.Answer.Code, c.code),
			c.member != "" && !members.Has(m),
			c.topic != "" && !strings.EqualFold(strings.ReplaceAll(r.Topic, " ", "-"), strings.ReplaceAll(c.topic, " ", "-")),
			c.target != "" && !strings.Contains(strings.ToLower(r.When.String()), strings.ToLower(c.target)),
			c.evidence != "" && !slices.Contains(r.Evidence(), kind),
			c.confirmedBy != "" && !slices.Contains(r.ConfirmedBy, c.confirmedBy):
			continue
		}
		text := strings.ToLower(strings.Join([]string{r.ID, r.Topic, r.Title, r.Why, r.Fix, r.When.String(), r.Answer.Code, r.Answer.Message}, " "))
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, strings.ToLower(w)) }) {
			out = append(out, r)
		}
	}
	return out, nil
}

// pageOf returns the address of a rule's section in the documentation, empty for a
// rule that isn't the catalogue's.
func pageOf(r *compat.Rule) string {
	page := aws.WirePage(r)
	if page == "" {
		return ""
	}
	return page + "#" + r.ID
}

// show writes rules in full.
func (a *app) show(rules []*compat.Rule) error {
	if a.format == "json" {
		var out []ruleJSON
		for _, r := range rules {
			out = append(out, ruleOf(r))
		}
		return a.json(out)
	}
	for i, r := range rules {
		if i > 0 {
			a.printf("\n")
		}
		var ops []string
		for _, op := range r.Operations {
			ops = append(ops, op.String())
		}
		a.heading(r.ID)
		a.printf("  %s\n", r.Title)
		a.printf("  when:       %s\n", r.When.String())
		a.printf("  operations: %s\n", list(ops, 6))
		if r.Effect == compat.Ignored {
			a.printf("  effect:     S3 accepts the request and ignores it\n")
		} else {
			a.printf("  answer:     %d %s", r.Answer.Status, r.Answer.Code)
			if r.Answer.Message != "" {
				a.printf(": %s", r.Answer.Message)
			}
			a.printf("\n")
		}
		a.printf("  why:        %s\n  fix:        %s\n", r.Why, r.Fix)
		if r.Doubt != "" {
			a.printf("  doubt:      %s\n", r.Doubt)
		}
		for _, s := range r.Sources {
			a.printf("  source:     %s\n", s)
		}
		var kinds []string
		for _, e := range r.Evidence() {
			kinds = append(kinds, e.String())
		}
		a.printf("  evidence:   %s\n", strings.Join(kinds, ", "))
		if len(r.ConfirmedBy) > 0 {
			a.printf("  confirmed:  by %s\n", strings.Join(r.ConfirmedBy, ", "))
		}
		a.printf("  page:       %s\n", pageOf(r))
	}
	return nil
}
