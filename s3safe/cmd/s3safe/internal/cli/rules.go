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
	var op, code, memberName, target, topic string
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List, search and show the rules",
		Args:  cobra.NoArgs,
	}
	pick := func(words []string) error {
		found, err := choose(op, code, memberName, target, topic, words)
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
		f.StringVar(&op, "op", "", "rules for the operation")
		f.StringVar(&code, "code", "", "rules that S3 answers with the error code")
		f.StringVar(&memberName, "member", "", "rules about the member of an input")
		f.StringVar(&target, "target", "", "rules about the kind of target: directory, access point, …")
		f.StringVar(&topic, "topic", "", "rules of the topic")
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

// choose returns the rules that fit all conditions that are given.
func choose(op, code, memberName, target, topic string, words []string) ([]*compat.Rule, error) {
	var ops operation.Set
	if op != "" {
		id, err := inputs.Operation(op)
		if err != nil {
			return nil, err
		}
		ops = operation.SetOf(id)
	}
	var m member.ID
	if memberName != "" {
		id, ok := member.Parse(memberName)
		if !ok {
			return nil, fmt.Errorf("no input has a member %q: write it as in the API, such as ServerSideEncryption", memberName)
		}
		m = id
	}
	var out []*compat.Rule
	for _, r := range aws.WireCatalog().Rules() {
		members := r.When.Members()
		switch {
		case op != "" && !slices.ContainsFunc(r.Operations, func(o operation.ID) bool { return ops.Has(o) }),
			code != "" && !strings.EqualFold(r.Answer.Code, code),
			memberName != "" && !members.Has(m),
			topic != "" && !strings.EqualFold(strings.ReplaceAll(r.Topic, " ", "-"), strings.ReplaceAll(topic, " ", "-")),
			target != "" && !strings.Contains(strings.ToLower(r.When.String()), strings.ToLower(target)):
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
		a.printf("  page:       %s\n", pageOf(r))
	}
	return nil
}
