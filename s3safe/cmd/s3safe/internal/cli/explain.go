package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

func (a *app) explain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain TEXT|FILE|-",
		Short: "Explain a failure, or a rule",
		Long: `explain takes a rule's id, an error message or a log line, S3's error document, a
curl -v log, a HAR file or captures, as text, in a file, or, for -, from standard
input, and says what was wrong and what to do.`,
		Args: cobra.MinimumNArgs(1), ValidArgsFunction: completeRule,
		RunE: func(_ *cobra.Command, args []string) error {
			name, text, err := a.material(args)
			if err != nil {
				return err
			}
			if id := strings.TrimSpace(text); ruleID.MatchString(id) {
				r := aws.WireCatalog().Rule(id)
				if r == nil {
					return fmt.Errorf("there is no rule and no file %q, and it is no text of an error: s3safe rules search WORD finds rules", id)
				}
				return a.show([]*compat.Rule{r})
			}
			explanations, err := explanationsOf(name, text)
			if err != nil {
				return err
			}
			if len(explanations) == 0 {
				return fmt.Errorf("%s: no failed request in it", name)
			}
			if a.format == "json" {
				err = a.json(explanations)
			} else {
				for i, e := range explanations {
					if i > 0 {
						a.printf("\n")
					}
					a.printf("%s\n", strings.TrimRight(e.String(), "\n"))
				}
			}
			return err
		},
	}
}

// maxMaterial bounds what is explained.
const maxMaterial = 64 << 20

// fileName are texts that are meant for a file: a path, or a word with the ending of
// one.
var fileName = regexp.MustCompile(`^[^\s:<]*(?:/[^\s:<]*|\.(?i:xml|json|jsonl|har|log|txt|out|err|html?))$`)

// ruleID are texts that are meant for the id of a rule, or for a file: no error is told
// in one such word.
var ruleID = regexp.MustCompile(`^[a-z0-9_-]+$`)

// material returns what is to be explained, and where it is from.
func (a *app) material(args []string) (name, text string, err error) {
	if len(args) == 1 && args[0] == "-" {
		raw, err := io.ReadAll(io.LimitReader(a.in, maxMaterial))
		return "standard input", string(raw), err
	}
	text = strings.Join(args, " ")
	if len(args) == 1 && len(text) < 4096 && !strings.ContainsAny(text, "\n\x00") {
		raw, err := os.ReadFile(text)
		switch {
		case err == nil:
			return text, string(raw), nil
		case !errors.Is(err, os.ErrNotExist) && !strings.Contains(text, " "):
			return text, "", err
		case fileName.MatchString(text):
			return text, "", fmt.Errorf("there is no file %q, and it is no text of an error", text)
		}
	}
	return "the text", text, nil
}

// explanationsOf explains what a text has: captures, logs, documents, a line.
func explanationsOf(name, text string) ([]*diagnose.Explanation, error) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return nil, fmt.Errorf("%s: there is nothing to explain", name)
	}
	if strings.ContainsRune(text, 0) {
		return nil, fmt.Errorf("%s: it isn't text: save it as UTF-8", name)
	}
	var captures []*diagnose.Capture
	var err error
	switch {
	case strings.HasPrefix(trimmed, "{") && strings.Contains(trimmed, `"schema"`):
		captures, err = diagnose.ReadJSON(name, strings.NewReader(text))
	case strings.HasPrefix(trimmed, "{") && strings.Contains(trimmed, `"entries"`):
		captures, err = diagnose.ParseHAR(name, strings.NewReader(text))
	case curlLog.MatchString(text):
		captures, err = diagnose.ParseCurl(name, strings.NewReader(text))
	case brokenOff(trimmed):
		return nil, fmt.Errorf("%s: it begins as %s and breaks off: give all of it, or the line with S3's code and message", name, formatOf(trimmed))
	default:
		list, err := explainText(trimmed)
		if err == nil && whole(trimmed) && !slices.ContainsFunc(list, answered) {
			return nil, fmt.Errorf("%s: no answer of S3's is in this %s: give S3's error document, or the line of the log that has code and message", name, formatOf(trimmed))
		}
		return list, err
	}
	if err != nil {
		return nil, err
	}
	var out []*diagnose.Explanation
	for _, c := range captures {
		if s := c.Answer.Status; s == 0 || s >= 300 || c.Answer.Code != "" {
			out = append(out, diagnose.Explain(nil, c))
		}
	}
	return out, nil
}

// answered reports whether an explanation is of something that S3, or the SDK, said.
func answered(e *diagnose.Explanation) bool {
	return e.Status != 0 || e.Code != "" || e.Operation != "" || e.RequestID != "" || e.NotSent || len(e.Causes) > 0
}

var curlLog = regexp.MustCompile(`(?m)^> [A-Z]+ \S+ HTTP/`)

// explainText explains S3's error document, or a line of a log.
func explainText(text string) ([]*diagnose.Explanation, error) {
	if n := strings.Index(text, "<Error"); n >= 0 && strings.Contains(text[n:], "</Error") {
		e, err := diagnose.ParseError(bytes.TrimSpace([]byte(text[n:])))
		if err != nil {
			return nil, err
		}
		return []*diagnose.Explanation{diagnose.Explain(e, nil)}, nil
	}
	if code := strings.TrimSuffix(text, ":"); errorCode.MatchString(code) {
		return explainCode(text, code)
	}
	return []*diagnose.Explanation{diagnose.Explain(errors.New(text), nil)}, nil
}

// errorCode are texts that may be the code of an error alone.
var errorCode = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*(?:\.[A-Z][A-Za-z0-9]*)?$`)

// explainCode explains a code without a message, if it says enough. Codes that many
// rules have don't: then the message tells which.
func explainCode(text, code string) ([]*diagnose.Explanation, error) {
	e, err := diagnose.ParseError([]byte("<Error><Code>" + code + "</Code></Error>"))
	if err != nil {
		return nil, err
	}
	if of := diagnose.Explain(e, nil); len(of.Causes) > 0 {
		return []*diagnose.Explanation{of}, nil
	}
	n := 0
	for _, r := range aws.WireCatalog().Rules() {
		if r.Answer.Code == code {
			n++
		}
	}
	if n > 0 {
		return nil, fmt.Errorf("S3 says %s for many reasons: give its message, too; s3safe rules list --code %s lists %s", code, code, count(n, "rule"))
	}
	return []*diagnose.Explanation{diagnose.Explain(errors.New(text), nil)}, nil
}
