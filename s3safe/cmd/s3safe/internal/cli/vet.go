package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/sarif"
	"github.com/s3safe/s3safe-go/s3safe/vet"
)

// vetted is a finding of vet, as JSON has it.
type vetted struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

func (a *app) vet() *cobra.Command {
	var doubtful, guard, copySource bool
	var tags string
	cmd := &cobra.Command{
		Use:   "vet [PACKAGES]",
		Short: "Report S3 inputs in Go code that S3 would reject or ignore",
		Long: `vet runs go vet with the analyzer of s3safe/vet on packages, by default those of
the folder. It needs the go command. A finding that is meant to be is silenced by

	//s3safe:ignore rule-id reason

on its line or the one before.`,
	}
	f := cmd.Flags()
	f.BoolVar(&doubtful, "doubtful", false, "report rules for which the sources aren't certain, too")
	f.BoolVar(&guard, "guard", false, "report clients without s3safe's guard, and options of a call that remove it")
	f.BoolVar(&copySource, "copysource", false, "report url.PathEscape in a CopySource")
	f.StringVar(&tags, "tags", "", "build tags")
	cmd.RunE = func(cmd *cobra.Command, packages []string) error {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		args := []string{"vet", "-vettool=" + self, "-json"}
		if tags != "" {
			args = append(args, "-tags="+tags)
		}
		for name, on := range map[string]bool{"doubtful": doubtful, "guard": guard, "copysource": copySource} {
			if on {
				args = append(args, "-s3safe."+name)
			}
		}
		if len(packages) == 0 {
			packages = []string{"."}
		}
		run := exec.CommandContext(cmd.Context(), "go", append(append(args, "--"), packages...)...)
		var out, errs bytes.Buffer
		run.Stdout, run.Stderr = &out, &errs
		err = run.Run()
		found, rest := readVet(out.String() + "\n" + errs.String())
		if err != nil || rest != "" {
			if errors.Is(err, exec.ErrNotFound) {
				return fmt.Errorf("vet needs the go command: %w", err)
			}
			return fmt.Errorf("go vet failed: %s", firstOf(rest, err))
		}
		return a.writeVetted(found)
	}
	return cmd
}

func firstOf(text string, err error) string {
	if text != "" {
		return text
	}
	return fmt.Sprint(err)
}

// readVet reads what go vet -json writes: JSON objects below lines with #, and
// whatever went wrong.
func readVet(text string) (found []vetted, rest string) {
	var objects, other []string
	for _, line := range strings.Split(text, "\n") {
		switch {
		case strings.HasPrefix(line, "# "), strings.TrimSpace(line) == "":
		case strings.HasPrefix(line, "go: downloading "):
		case strings.HasPrefix(line, "{"), strings.HasPrefix(line, "}"), strings.HasPrefix(line, "\t"):
			objects = append(objects, line)
		default:
			other = append(other, line)
		}
	}
	here, _ := os.Getwd()
	d := json.NewDecoder(strings.NewReader(strings.Join(objects, "\n")))
	seen := map[vetted]bool{}
	for d.More() {
		var byPackage map[string]map[string]json.RawMessage
		if err := d.Decode(&byPackage); err != nil {
			other = append(other, err.Error())
			break
		}
		for _, analyzers := range byPackage {
			for _, raw := range analyzers {
				var list []struct{ Category, Posn, Message string }
				if err := json.Unmarshal(raw, &list); err != nil {
					var failure struct{ Err string }
					_ = json.Unmarshal(raw, &failure)
					other = append(other, failure.Err)
					continue
				}
				for _, x := range list {
					v := vetted{Rule: x.Category, Message: x.Message}
					v.File, v.Line, v.Column = position(x.Posn)
					if r, err := filepath.Rel(here, v.File); err == nil && !strings.HasPrefix(r, "..") {
						v.File = filepath.ToSlash(r)
					}
					if !seen[v] { // a package is vetted with and without its tests
						seen[v] = true
						found = append(found, v)
					}
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b vetted) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return found, strings.Join(other, "; ")
}

// position reads file:line:column.
func position(s string) (file string, line, column int) {
	n := strings.LastIndexByte(s, ':')
	if n < 0 {
		return s, 0, 0
	}
	column, _ = strconv.Atoi(s[n+1:])
	s = s[:n]
	if n = strings.LastIndexByte(s, ':'); n < 0 {
		return s, column, 0
	}
	line, _ = strconv.Atoi(s[n+1:])
	return s[:n], line, column
}

func (a *app) writeVetted(found []vetted) error {
	var err error
	switch a.format {
	case "json":
		if found == nil {
			found = []vetted{}
		}
		err = a.json(found)
	case "sarif":
		var results []sarif.Result
		for _, v := range found {
			r := sarif.Result{Rule: v.Rule, Text: v.Message, Help: v.Rule, File: v.File, Line: v.Line, Column: v.Column}
			if rule := aws.Catalog().Rule(v.Rule); rule != nil {
				r.Help, r.Page, r.Warning = rule.Title, vet.PageOf(rule), rule.Effect == compat.Ignored
			}
			results = append(results, r)
		}
		err = a.json(sarif.Log(results))
	default:
		for _, v := range found {
			a.printf("%s:%d:%d: %s\n", v.File, v.Line, v.Column, v.Message)
		}
	}
	if err == nil && len(found) > 0 {
		err = errFound
	}
	return err
}
