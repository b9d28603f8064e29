package main

import (
	"bytes"
	"go/parser"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/generated/generatedtest"
)

// made returns the module's root and the pages by name.
func made(t *testing.T) (root string, pages map[string][]byte) {
	t.Helper()
	root, files := generatedtest.Make(t, generate)
	pages = map[string][]byte{}
	for path, text := range files {
		pages[strings.TrimPrefix(path, docs+"/")] = text
	}
	return root, pages
}

func TestUpToDate(t *testing.T) { generatedtest.UpToDate(t, generate) }

var goBlock = regexp.MustCompile("(?ms)^```go\n(.*?)\n```$")

// TestExamplesCompile: every example is Go that compiles against the SDK.
func TestExamplesCompile(t *testing.T) {
	root, pages := made(t)
	var src strings.Builder
	src.WriteString(`package main

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

var (
	_ = strings.Repeat
	_ time.Time
	_ = aws.String
	_ s3.Options
	_ types.Tag
)

func main() {}

`)
	n := 0
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		for _, m := range goBlock.FindAllSubmatch(pages[name], -1) {
			if _, err := parser.ParseExpr(string(m[1])); err != nil {
				t.Errorf("%s: %v\n%s", name, err, m[1])
				continue
			}
			src.WriteString("var _ = " + string(m[1]) + "\n\n")
			n++
		}
	}
	if want := 2 * len(aws.Source().Rules()); n != want {
		t.Errorf("%d examples, want %d", n, want)
	}
	file := filepath.Join(t.TempDir(), "examples.go")
	if err := os.WriteFile(file, []byte(src.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "build", "-gcflags=-e", "-o", os.DevNull, file)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

var (
	inline    = regexp.MustCompile(`\]\(([^)]+)\)`)
	reference = regexp.MustCompile(`(?m)^\[([a-z0-9-]+)\]: (\S+)$`)
	mention   = regexp.MustCompile(`\[([a-z0-9]+(?:-[a-z0-9]+)+)\]`)
	heading   = regexp.MustCompile(`(?m)^##? (.+)$`)
)

// TestLinks: every link leads to something.
func TestLinks(t *testing.T) {
	root, pages := made(t)
	anchors := map[string]map[string]bool{}
	for name, text := range pages {
		anchors[name] = map[string]bool{}
		for _, m := range heading.FindAllSubmatch(text, -1) {
			a := anchor(string(m[1]))
			if anchors[name][a] {
				t.Errorf("%s: two headings are linked by #%s", name, a)
			}
			anchors[name][a] = true
		}
	}
	for name, text := range pages {
		follow := func(link string) {
			if strings.Contains(link, "://") {
				return
			}
			file, at, _ := strings.Cut(link, "#")
			if file == "" {
				file = name
			} else {
				file = path.Join(path.Dir(name), file)
			}
			switch {
			case pages[file] != nil:
				if at != "" && !anchors[file][at] {
					t.Errorf("%s: %s leads nowhere", name, link)
				}
			default:
				if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(docs), file)); err != nil {
					t.Errorf("%s: %s leads nowhere: %v", name, link, err)
				}
			}
		}
		prose := goBlock.ReplaceAll(text, nil)
		for _, m := range inline.FindAllSubmatch(prose, -1) {
			follow(string(m[1]))
		}
		defined := map[string]bool{}
		for _, m := range reference.FindAllSubmatch(prose, -1) {
			follow(string(m[2]))
			defined[string(m[1])] = true
		}
		if len(defined) == 0 {
			continue
		}
		for _, m := range mention.FindAllSubmatch(prose, -1) {
			if !defined[string(m[1])] {
				t.Errorf("%s: [%s] isn't defined", name, m[1])
			}
		}
	}
}

// TestEveryRuleIsFound: a rule has its section, with all that a section says, and is in
// the indexes by id, by answer and by operation.
func TestEveryRuleIsFound(t *testing.T) {
	_, pages := made(t)
	for _, r := range aws.WireSource().Rules() {
		_, section, found := bytes.Cut(pages[aws.PageName(r.Topic)], []byte("\n## "+r.ID+"\n"))
		if !found {
			t.Errorf("%s has no section", r.ID)
		}
		section, _, _ = bytes.Cut(section, []byte("\n## "))
		for _, line := range []string{"\n- Effect: ", "\n- When: ", "\n- Evidence: ", "\n- Since: v", "S3SAFE_RULES_OFF=" + r.ID} {
			if strings.HasPrefix(line, "S3SAFE") && aws.Catalog().Rule(r.ID) == nil {
				continue // the guard doesn't have it
			}
			if !bytes.Contains(section, []byte(line)) {
				t.Errorf("%s: no %q", r.ID, line)
			}
		}
		list := []string{idsPage, answersPage}
		for _, op := range r.Operations {
			list = append(list, operationPage(op))
		}
		for _, page := range list {
			if !bytes.Contains(pages[page], []byte("["+r.ID+"]")) {
				t.Errorf("%s isn't in %s", r.ID, page)
			}
		}
	}
}

// TestChanges: the rules that came and changed since the last recorded release are
// listed, and those of the first are.
func TestChanges(t *testing.T) {
	_, pages := made(t)
	h, err := aws.History()
	if err != nil {
		t.Fatal(err)
	}
	recorded := h.States()
	for _, r := range aws.WireSource().Rules() {
		if _, old := recorded[r.ID]; !old && !bytes.Contains(pages[changesPage], []byte("- ["+r.ID+"](")) {
			t.Errorf("%s is new, and not in %s", r.ID, changesPage)
		}
	}
}

// TestDocumentationValues: account ids and access keys are those that AWS sets
// aside for documentation, so none is anybody's.
func TestDocumentationValues(t *testing.T) {
	_, pages := made(t)
	account := regexp.MustCompile(`(?:arn:[a-z0-9-]*:[a-z0-9-]*:[a-z0-9-]*:|BucketOwner: +aws\.String\(")(\d{12})\b`)
	key := regexp.MustCompile(`\b(?:AKIA|ASIA)[A-Z0-9]{12,}`)
	for name, text := range pages {
		for _, m := range account.FindAllSubmatch(text, -1) {
			if !slices.Contains([]string{"123456789012", "111122223333", "444455556666", "777788889999", "999999999999", "000000000000"}, string(m[1])) {
				t.Errorf("%s has the account %s", name, m[1])
			}
		}
		for _, k := range key.FindAll(text, -1) {
			if !bytes.HasSuffix(k, []byte("EXAMPLE")) {
				t.Errorf("%s has the access key %s", name, k)
			}
		}
	}
}
