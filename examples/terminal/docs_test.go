package terminal

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// root is the repository. It is found before a server runs.
var root = func() string {
	dir, err := filepath.Abs("../..")
	if err != nil {
		panic(err)
	}
	return dir
}()

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// program makes a module with one package, which can use the SDK.
func program(t *testing.T, source string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		// The library's own go.mod has the SDK, and all that the SDK needs.
		"go.mod":  strings.Replace(read(t, "go.mod"), "module github.com/s3safe/s3safe-go", "module example.com/app", 1),
		"go.sum":  read(t, "go.sum"),
		"main.go": source,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	wrong = `package app

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func f(ctx context.Context, c *s3.Client, bucket, key string) {
	_, _ = c.PutObjectAcl(ctx, &s3.PutObjectAclInput{Bucket: &bucket, Key: &key, ACL: "public"})
}

func g(o s3.Options) *s3.Client { return s3.New(o) }
`
	right  = "package app\n\nfunc f() {}\n"
	broken = "package app\n\nfunc f() { nothing() }\n"
)

// shell runs a command as it stands in a document, with the project's commands.
func shell(t *testing.T, dir, line string) (code int, out, errs string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-c", line)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(command)+string(os.PathListSeparator)+os.Getenv("PATH"), "GOWORK=off", "GOFLAGS=-mod=mod",
		"AWS_EC2_METADATA_DISABLED=true")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatal(err)
		}
		code = exit.ExitCode()
	}
	return code, stdout.String(), stderr.String()
}

// installed checks that what go install is given is a command of the repository, and
// builds it.
func installed(t *testing.T, line string) {
	t.Helper()
	path, ok := strings.CutSuffix(strings.TrimPrefix(line, "go install "), "@latest")
	if !ok {
		t.Errorf("%s: not at a version", line)
	}
	name := filepath.Join(filepath.Dir(command), filepath.Base(path))
	if name == command {
		return
	}
	cmd := exec.Command("go", "build", "-o", name, path)
	cmd.Dir = filepath.Join(root, "examples")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: %v: %s", line, err, out)
	}
}

// TestReadme runs the commands of the README's section on the terminal.
func TestReadme(t *testing.T) {
	_, section, _ := strings.Cut(read(t, "README.md"), "\n## In existing code, in CI, in a terminal\n")
	section, _, ok := strings.Cut(section, "\n## ")
	if !ok {
		t.Fatal("there is no such section")
	}
	wrong, right := program(t, wrong), program(t, right)

	blocks := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(section, -1)
	ran := 0
	for _, block := range blocks {
		for _, line := range strings.Split(strings.TrimSpace(block[1]), "\n") {
			switch {
			case line == "":
			case strings.HasPrefix(line, "go install "):
				installed(t, line)
			default:
				ran++
				if code, out, errs := shell(t, wrong, line); code != 1 || !strings.Contains(out+errs, "acl-unknown-canned") {
					t.Errorf("%s: status %d, output %q, error %q", line, code, out, errs)
				}
				if code, out, errs := shell(t, right, line); code != 0 {
					t.Errorf("%s: status %d, output %q, error %q", line, code, out, errs)
				}
			}
		}
	}
	if ran != 2 {
		t.Errorf("%d commands were run", ran)
	}
	for flag, want := range map[string]string{"--guard": "client-without-guard", "--copysource": "acl-unknown-canned", "--doubtful": "acl-unknown-canned"} {
		if !strings.Contains(section, "`"+flag+"`") {
			t.Errorf("%s isn't in it", flag)
		}
		if code, out, errs := shell(t, wrong, "s3safe vet "+flag+" ./..."); code != 1 || !strings.Contains(out, want) {
			t.Errorf("%s: status %d, output %q, error %q", flag, code, out, errs)
		}
	}
	if code, out, errs := shell(t, wrong, "go vet -vettool=$(which s3safevet) -s3safe.guard ./..."); code != 1 || !strings.Contains(out+errs, "client-without-guard") {
		t.Errorf("-s3safe.guard: status %d, output %q, error %q", code, out, errs)
	}

	// The table: a command with arguments is run, a name alone has help.
	for name, text := range map[string]string{
		"input.json":    `{"Bucket": "reports", "Key": "k", "Body": "x"}`,
		"plan.json":     `{"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": []}`,
		"template.yaml": "Resources: {A: {Type: AWS::S3::Bucket}}\n",
		"FILE":          "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
	} {
		if err := os.WriteFile(filepath.Join(right, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	rows := regexp.MustCompile("(?m)^\\| (`s3safe [^|]*) \\|").FindAllStringSubmatch(section, -1)
	if len(rows) < 8 {
		t.Errorf("the table has %d rows", len(rows))
	}
	for _, row := range rows {
		for _, span := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[1], -1) {
			line := strings.TrimPrefix(span[1], "s3safe ")
			name, args, _ := strings.Cut(line, " ")
			switch {
			case strings.HasPrefix(args, "URL"), args == "", name == "proxy":
				if name == "FILE" || name == "-" { // what explain takes
					name = "explain " + name + " < FILE"
				} else {
					name = "help " + name
				}
				if code, out, errs := shell(t, right, "s3safe "+name); code != 0 || out == "" || strings.Contains(errs, "Unknown help topic") {
					t.Errorf("s3safe %s: status %d, output %q, error %q", name, code, out, errs)
				}
			default:
				if code, out, errs := shell(t, right, "s3safe "+line); code != 0 || out == "" && name != "vet" {
					t.Errorf("s3safe %s: status %d, output %q, error %q", line, code, out, errs)
				}
			}
		}
	}
}

// TestAction runs the steps of the GitHub Action that the README shows: a finding
// doesn't fail the step, whose output is uploaded; a program that can't be read does.
func TestAction(t *testing.T) {
	m := regexp.MustCompile("(?s)```yaml\njobs:\n(.*?)```").FindStringSubmatch(read(t, "README.md"))
	if m == nil {
		t.Fatal("the README has no action")
	}
	sarif := regexp.MustCompile(`sarif_file: (\S+?)\}`).FindStringSubmatch(m[1])
	if sarif == nil || !strings.Contains(m[1], "security-events: write") {
		t.Fatal("the action uploads nothing")
	}
	steps := 0
	for _, source := range []struct {
		text    string
		results int
		code    int
	}{{wrong, 1, 0}, {right, 0, 0}, {broken, 0, 1}} {
		dir := program(t, source.text)
		for _, run := range regexp.MustCompile(`(?m)^ *- run: (.*)$`).FindAllStringSubmatch(m[1], -1) {
			if strings.HasPrefix(run[1], "go install ") {
				installed(t, run[1])
				continue
			}
			steps++
			if code, out, errs := shell(t, dir, run[1]); code != source.code {
				t.Errorf("%s: status %d, output %q, error %q", run[1], code, out, errs)
			}
		}
		if source.code != 0 {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(dir, sarif[1]))
		if err != nil {
			t.Fatal(err)
		}
		var log struct {
			Version string
			Runs    []struct {
				Results []struct {
					RuleID    string `json:"ruleId"`
					Locations []struct {
						PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
					}
				}
			}
		}
		if err := json.Unmarshal(raw, &log); err != nil || log.Version != "2.1.0" || len(log.Runs) != 1 || len(log.Runs[0].Results) != source.results {
			t.Errorf("%v: %s", err, raw)
			continue
		}
		for _, r := range log.Runs[0].Results {
			if r.RuleID != "acl-unknown-canned" || len(r.Locations) != 1 || r.Locations[0].PhysicalLocation.ArtifactLocation.URI != "main.go" {
				t.Errorf("%s", raw)
			}
		}
	}
	if steps != 3 {
		t.Errorf("%d steps were run", steps)
	}
}

// TestHooks runs the entries of the pre-commit hooks as pre-commit does: with the names
// of the files after them, unless the hook says otherwise.
func TestHooks(t *testing.T) {
	hooks := regexp.MustCompile(`(?ms)^- id: (\S+)\n(.*?)(?:^- |\z)`)
	text := read(t, ".pre-commit-hooks.yaml")
	seen := map[string]bool{}
	for _, part := range strings.Split("\n"+text, "\n- id: ")[1:] {
		m := hooks.FindStringSubmatch("- id: " + part)
		entry := regexp.MustCompile(`(?m)^  entry: (.*)$`).FindStringSubmatch(m[2])
		if entry == nil {
			t.Fatalf("%s has no entry", m[1])
		}
		seen[m[1]] = true
		for _, source := range []struct {
			program, file string
			code          int
		}{
			{wrong, `{"operation": "PutObjectAcl", "input": {"Bucket": "reports", "Key": "k", "ACL": "public"}}`, 1},
			{right, `{"name": "something else", "version": 1}`, 0},
		} {
			dir := program(t, source.program)
			for name, text := range map[string]string{"a.json": source.file, "b.yaml": "a: 1\n---\n- b\n"} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			line := entry[1]
			if !strings.Contains(m[2], "pass_filenames: false") {
				line += " a.json b.yaml"
			}
			if code, out, errs := shell(t, dir, line); code != source.code || code == 1 && !strings.Contains(out, "acl-unknown-canned") {
				t.Errorf("%s: %s: status %d, output %q, error %q", m[1], line, code, out, errs)
			}
		}
	}
	if len(seen) != 2 {
		t.Errorf("hooks %v", seen)
	}
}
