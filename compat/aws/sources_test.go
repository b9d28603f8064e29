package aws_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docHost = "https://docs.aws.amazon.com/"

// docForms are the forms of the documentation's pages that rules cite: S3's
// reference and user guide, and other services' guides.
var docForms = regexp.MustCompile(`^https://docs\.aws\.amazon\.com/` +
	`(AmazonS3/latest/(API|userguide)|[A-Za-z0-9-]+/latest/[A-Za-z0-9]+|[a-z]+/api/v2/docs)` +
	`/[A-Za-z0-9._-]+\.html(#[A-Za-z0-9._-]+)?$`)

// TestSourceForms: a source is a page or a place on one, written as it is
// served, and no rule gives the same twice.
func TestSourceForms(t *testing.T) {
	for _, r := range aws.WireSource().Rules() {
		for i, s := range r.Sources {
			if slices.Contains(r.Sources[:i], s) {
				t.Errorf("%s: %s twice", r.ID, s)
			}
			if strings.HasPrefix(s, "recorded:") {
				continue
			}
			u, err := url.Parse(s)
			switch {
			case err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || strings.ContainsAny(s, " \t<>\"'…"):
				t.Errorf("%s: %q isn't the address of a page", r.ID, s)
			case strings.HasPrefix(s, docHost) && !docForms.MatchString(s):
				t.Errorf("%s: %s isn't a page of the documentation", r.ID, s)
			case u.Host == "github.com" && strings.Count(strings.Trim(u.Path, "/"), "/") < 3:
				t.Errorf("%s: %s is a repository, not a place in it", r.ID, s)
			}
		}
	}
}

// manyRules is how many rules may cite one page. A page that more cite was
// likely copied along, unless it is the reference of the rules' operation.
const manyRules = 15

// TestSourcesAreParticular: a page cited by many rules is the reference page of
// an operation that each of them applies to.
func TestSourcesAreParticular(t *testing.T) {
	citing := map[string][]*compat.Rule{}
	for _, r := range aws.WireSource().Rules() {
		for _, s := range r.Sources {
			citing[s] = append(citing[s], r)
		}
	}
	for page, rules := range citing {
		if len(rules) <= manyRules {
			continue
		}
		op := referenceOf(page)
		var strangers []string
		for _, r := range rules {
			if op == "" || !slices.ContainsFunc(r.Operations, func(o compat.Operation) bool { return o.String() == op }) {
				strangers = append(strangers, r.ID)
			}
		}
		if len(strangers) > 0 {
			t.Errorf("%s is cited by %d rules, %d of which aren't about %q: %s", page, len(rules), len(strangers), op, strings.Join(strangers, ", "))
		}
	}
}

// referenceOf returns the operation whose reference page it is.
func referenceOf(page string) string {
	name, ok := strings.CutPrefix(page, docHost+"AmazonS3/latest/API/API_")
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, "#")
	return strings.TrimSuffix(name, ".html")
}

// TestReferencePages: a page of S3's reference is that of an operation or a type
// that the SDK has too; other APIs' pages name the API first.
func TestReferencePages(t *testing.T) {
	known := sdkTypes(t)
	for op := compat.Operation(1); op < operation.Count; op++ {
		known[op.String()] = true
	}
	for _, r := range aws.WireSource().Rules() {
		for _, s := range r.Sources {
			if name := referenceOf(s); name != "" && !known[name] && !strings.HasPrefix(name, "control_") {
				t.Errorf("%s: %s: S3 has no such operation or type", r.ID, s)
			}
		}
	}
}

// sdkTypes lists the types that the SDK has for documents.
func sdkTypes(t *testing.T) map[string]bool {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/aws/aws-sdk-go-v2/service/s3/types").Output()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "types.go"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^type (\w+) `).FindAllSubmatch(text, -1) {
		known[string(m[1])] = true
	}
	return known
}

// TestEnforcedRulesAreDocumented: nothing is stopped on the word of others than
// Amazon: its documentation, or a recorded answer.
func TestEnforcedRulesAreDocumented(t *testing.T) {
	for _, r := range aws.WireSource().Rules() {
		if r.Effect != compat.Rejected || r.Doubt != "" {
			continue
		}
		if !slices.ContainsFunc(r.Sources, func(s string) bool {
			return strings.HasPrefix(s, docHost) || compat.EvidenceOf(s) == compat.Recorded
		}) {
			t.Errorf("%s is enforced without a source of Amazon's: %s", r.ID, strings.Join(r.Sources, ", "))
		}
	}
}

// TestRecordedSources: a recorded answer that a rule cites exists, is about the
// rule's operations, and has the rule's code if it is a rejection.
func TestRecordedSources(t *testing.T) {
	cases := recordedCases(t)
	for _, r := range aws.WireSource().Rules() {
		for _, s := range r.Sources {
			id, ok := strings.CutPrefix(s, "recorded:")
			if !ok {
				continue
			}
			c, ok := cases[id]
			switch {
			case !ok:
				t.Errorf("%s: there is no recorded answer %s", r.ID, id)
			case c.Status >= 400 && r.Effect == compat.Rejected && !sameAnswer(c, r):
				t.Errorf("%s: the recorded answer %s is %d %s, the rule's is %d %s", r.ID, id, c.Status, c.Code, r.Answer.Status, r.Answer.Code)
			case c.Status >= 400 && r.Effect == compat.Ignored:
				t.Errorf("%s: %s was rejected with %s, but the rule says ignored", r.ID, id, c.Code)
			}
		}
	}
}

// sameAnswer reports whether a rule says what was recorded. The answer to a HEAD
// request has no body, so there is no more to compare than the status.
func sameAnswer(c recordedCase, r *compat.Rule) bool {
	heads := operation.SetOf(operation.HeadBucket, operation.HeadObject)
	if rest := operation.SetOf(r.Operations...).Without(heads); c.Code == "" || rest.Empty() {
		return c.Status == r.Answer.Status
	}
	return c.Code == r.Answer.Code
}

// TestRecordedMessages: a rule's message is the recorded one of each rejection that
// it cites, to the full stop, with … where S3 names something of the request.
func TestRecordedMessages(t *testing.T) {
	cases := recordedCases(t)
	compared := 0
	for _, r := range aws.WireSource().Rules() {
		for _, s := range r.Sources {
			id, ok := strings.CutPrefix(s, "recorded:")
			c := cases[id]
			if !ok || c.Status < 400 || c.Message == "" || c.Code != r.Answer.Code || r.Answer.Message == "" {
				continue // a rule without a message claims none
			}
			compared++
			if !formOf(r.Answer.Message).MatchString(c.Message) {
				t.Errorf("%s: S3 answered %q to %s, the rule says %q", r.ID, c.Message, id, r.Answer.Message)
			}
		}
	}
	if compared < 130 {
		t.Errorf("only %d messages were compared", compared)
	}
}

// formOf returns the form of S3's messages that a rule's message with … stands for.
func formOf(message string) *regexp.Regexp {
	return regexp.MustCompile(`^` + strings.ReplaceAll(regexp.QuoteMeta(message), "…", `.+`) + `$`)
}

type recordedCase struct {
	ID      string `json:"id"`
	Status  int    `json:"status"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func recordedCases(t *testing.T) map[string]recordedCase {
	t.Helper()
	cases := map[string]recordedCase{}
	for _, name := range []string{"cases.jsonl", "captures.jsonl"} {
		text, err := os.ReadFile("../../internal/recorded/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(text) {
			var c recordedCase
			if err := json.Unmarshal(line, &c); err != nil {
				t.Fatal(err)
			}
			cases[c.ID] = c
		}
	}
	return cases
}
