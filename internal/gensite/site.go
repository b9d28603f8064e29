package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/history"
	"github.com/s3safe/s3safe-go/internal/rulebook"
)

//go:embed pages
var pages embed.FS

//go:embed assets
var assets embed.FS

// repository is where sources that are files of it are shown.
const repository = "https://github.com/s3safe/s3safe-go/blob/main/"

// site makes the files.
type site struct {
	*rulebook.Book
	templates *template.Template
	files     map[string][]byte
}

// page is what the layout gets: the page's title, the way up to the site's root, and
// what the page is about.
type page struct {
	*site
	Title, Up, Name string
	Rule            *compat.Rule
	Topic           *rulebook.Topic
	Operation       *rulebook.Operation
}

func (s *site) write() error {
	var err error
	if s.templates, err = template.New("").Funcs(s.functions()).ParseFS(pages, "pages/*.html"); err != nil {
		return err
	}
	for _, name := range []string{"index", "rules", "operations", "answers", "changes"} {
		title := map[string]string{"index": "The catalogue of Amazon S3", "rules": "All rules", "operations": "Operations", "answers": "What S3 answers", "changes": "Changes of the rules"}[name]
		if err := s.add(name+".html", page{Name: name, Title: title}); err != nil {
			return err
		}
	}
	for _, t := range s.Topics {
		if err := s.add(topicPage(t), page{Name: "topic", Title: t.Title(), Up: "../", Topic: t}); err != nil {
			return err
		}
		for _, r := range t.Rules {
			if err := s.add("rule/"+r.ID+".html", page{Name: "rule", Title: r.ID, Up: "../", Rule: r, Topic: t}); err != nil {
				return err
			}
		}
	}
	for _, op := range s.Operations() {
		o := s.Operation(op)
		if err := s.add("operation/"+op.String()+".html", page{Name: "operation", Title: op.String(), Up: "../", Operation: &o}); err != nil {
			return err
		}
	}
	for _, name := range []string{"search.js", "style.css"} {
		text, err := assets.ReadFile("assets/" + name)
		if err != nil {
			return err
		}
		s.files[name] = text
	}
	index, err := s.index()
	if err != nil {
		return err
	}
	s.files["search-index.js"] = index
	return s.Err()
}

func topicPage(t *rulebook.Topic) string {
	return "topic/" + strings.TrimSuffix(aws.PageName(t.Name), ".md") + ".html"
}

func (s *site) add(path string, p page) error {
	p.site = s
	var b bytes.Buffer
	if err := s.templates.ExecuteTemplate(&b, "layout", p); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	s.files[path] = b.Bytes()
	return nil
}

// entry is what the search knows of a rule. The names are short because there are many.
type entry struct {
	ID         string   `json:"i"`
	Title      string   `json:"t"`
	Standing   string   `json:"s"`
	Code       string   `json:"c,omitempty"`
	Message    string   `json:"a,omitempty"`
	Members    []string `json:"m,omitempty"`
	Operations []string `json:"o,omitempty"`
	Words      string   `json:"w"`
}

// index is the search's, as a script: a browser reads one from the disk too, but no
// JSON.
func (s *site) index() ([]byte, error) {
	var list []entry
	for _, r := range s.Rules {
		e := entry{ID: r.ID, Title: r.Title, Standing: rulebook.Standing(r), Code: r.Answer.Code, Message: r.Answer.Message, Words: r.Topic + " " + r.Why + " " + r.Fix}
		members := r.When.Members()
		for _, m := range members.IDs() {
			e.Members = append(e.Members, m.String())
		}
		if len(r.Operations) <= 20 {
			for _, op := range r.Operations {
				e.Operations = append(e.Operations, op.String())
			}
		}
		list = append(list, e)
	}
	rules, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	operations, err := json.Marshal(s.operationNames())
	return fmt.Appendf(nil, "var rules = %s;\nvar operations = %s;\n", rules, operations), err
}

func (s *site) operationNames() (names []string) {
	for _, op := range s.Operations() {
		names = append(names, op.String())
	}
	return names
}

// source is a source of a rule, as a link.
type source struct{ URL, Text string }

func sources(r *compat.Rule) (list []source) {
	for _, s := range r.Sources {
		if id, file, is := rulebook.Recording(s); is {
			list = append(list, source{repository + file, "recorded answer of Amazon S3: " + id})
		} else {
			list = append(list, source{s, s})
		}
	}
	return list
}

// prose are the texts that the pages share with those in other forms.
var prose = map[string]string{
	"subject": rulebook.Subject, "operations": rulebook.OperationsText, "refused": rulebook.RefusedText,
	"grades": rulebook.GradesText, "limit": rulebook.LimitText, "changes": rulebook.ChangesText, "servers": rulebook.ServersText,
}

// bar is a bar of the chart.
type bar struct {
	rulebook.Grade
	Y, Width int
}

func (s *site) bars() (list []bar) {
	for i, g := range s.Grades() {
		list = append(list, bar{g, 8 + 34*i, max(2, 400*g.Strongest/len(s.Rules))})
	}
	return list
}

func (s *site) functions() template.FuncMap {
	return template.FuncMap{
		"topicPage": topicPage, "standing": rulebook.Standing, "sources": sources, "bars": s.bars,
		"since": rulebook.Since, "off": s.Off, "sentence": rulebook.Sentence, "count": rulebook.Count,
		"topics": func() []*rulebook.Topic { return s.Topics }, "rules": func() []*compat.Rule { return s.Rules },
		"codes": func() []rulebook.Code { return s.Codes }, "accepted": s.Accepted,
		"operations": s.Operations, "rulesFor": s.Catalog.RulesFor, "constructors": s.Constructors,
		"servers": func() []rulebook.Server { return s.Servers }, "chartHeight": func() int { return 8 + 34*len(s.Grades()) },
		"changes": func() []history.Release { return s.Changes }, "rule": s.Catalog.Rule,
		"join": strings.Join, "effect": s.Effect, "grade": s.Grade, "confirmations": s.Confirmations, "examples": s.Examples,
		"plus": func(a, b int) int { return a + b },
		"builder": func(r *compat.Rule) *[2]string {
			if constructor, form := s.BuilderForm(r); form != "" {
				return &[2]string{constructor, form}
			}
			return nil
		},
		"numbers": func() (n struct{ Rules, Stopped, Doubtful, Ignored int }) {
			n.Rules = len(s.Rules)
			n.Stopped, n.Doubtful, n.Ignored = s.Standings()
			return n
		},
		"takers": func(kinds []rulebook.Kind) string {
			var names []string
			for _, k := range kinds {
				if k.Takes() {
					names = append(names, k.Kind.String())
				}
			}
			return strings.Join(names, ", ")
		},
		"operationSet": func(r *compat.Rule) any {
			if text := s.OperationList(r.Operations); len(r.Operations) > 24 {
				return text
			}
			return r.Operations
		},
		"say": func(text string) (string, error) {
			if said, found := prose[text]; found {
				return said, nil
			}
			return "", fmt.Errorf("there is no text %q", text)
		},
		"isText": func(x any) bool { _, is := x.(string); return is },
		"since0": func(name string) bool { return name == "v0.0" },
	}
}
