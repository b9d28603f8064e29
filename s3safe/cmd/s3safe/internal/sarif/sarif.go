// Package sarif makes logs of findings in SARIF 2.1.0, the format of code scanning.
//
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
package sarif

import (
	"net/url"
	"path/filepath"
)

// Result is one finding.
type Result struct {
	Rule, Text, Help, Page string
	Warning                bool   // S3 ignores a part instead of rejecting the request
	File                   string // empty if it is none
	Line, Column           int    // from 1; 0 if not known
}

type text struct {
	Text string `json:"text"`
}

type rule struct {
	ID      string `json:"id"`
	Short   text   `json:"shortDescription"`
	HelpURI string `json:"helpUri,omitempty"`
}

type region struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
}

type artifact struct {
	URI string `json:"uri"`
}

type physical struct {
	Artifact artifact `json:"artifactLocation"`
	Region   region   `json:"region"`
}

type location struct {
	Physical physical `json:"physicalLocation"`
}

type result struct {
	RuleID    string     `json:"ruleId"`
	RuleIndex int        `json:"ruleIndex"`
	Level     string     `json:"level"`
	Message   text       `json:"message"`
	Locations []location `json:"locations,omitempty"`
}

// uri returns the reference to a file: relative to where the command runs, if its
// name is, else of scheme file, without which readers take it for one of their folder's.
func uri(file string) string {
	u := url.URL{Path: filepath.ToSlash(file)}
	if filepath.IsAbs(file) {
		u.Scheme = "file"
		if u.Path[0] != '/' { // it begins with a drive
			u.Path = "/" + u.Path
		}
	}
	return u.String()
}

type notification struct {
	Level   string `json:"level"`
	Message text   `json:"message"`
}

// Log returns the log of one run, to be written as JSON, with notes on what it doesn't have.
func Log(results []Result, notes ...string) any {
	rules, out := []rule{}, []result{}
	index := map[string]int{}
	for _, r := range results {
		i, ok := index[r.Rule]
		if !ok {
			i = len(rules)
			index[r.Rule] = i
			rules = append(rules, rule{ID: r.Rule, Short: text{r.Help}, HelpURI: r.Page})
		}
		x := result{RuleID: r.Rule, RuleIndex: i, Level: "error", Message: text{r.Text}}
		if r.Warning {
			x.Level = "warning"
		}
		if r.File != "" {
			// GitHub's code scanning requires a line, also of what is about a whole file.
			l := location{Physical: physical{Artifact: artifact{uri(r.File)}, Region: region{max(r.Line, 1), r.Column}}}
			x.Locations = []location{l}
		}
		out = append(out, x)
	}
	run := map[string]any{
		"tool": map[string]any{"driver": map[string]any{
			"name": "s3safe", "informationUri": "https://github.com/s3safe/s3safe-go", "rules": rules,
		}},
		"results": out,
	}
	if len(notes) > 0 {
		var list []notification
		for _, n := range notes {
			list = append(list, notification{"note", text{n}})
		}
		run["invocations"] = []any{map[string]any{"executionSuccessful": true, "toolExecutionNotifications": list}}
	}
	return map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs":    []any{run},
	}
}
