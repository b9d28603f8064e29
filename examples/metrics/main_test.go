package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v2"

	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

func Example() {
	m, err := measure("127.0.0.1:0")
	if err == nil {
		defer m.Close()
		err = run(context.Background(), m, os.Stdout)
	}
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// s3safe_errors_total{code="InvalidRequest",endpoint="path+custom",operation="PutObject",signature="SigV4/signed",status="400"} 2
	// s3safe_errors_total{code="NoSuchKey",endpoint="path+custom",operation="GetObject",signature="SigV4/signed",status="404"} 1
	// s3safe_findings_total{operation="PutObject",rule="checksum-several-values",stopped="true"} 1
	// s3safe_request_duration_seconds_count{endpoint="path+custom",operation="CreateBucket",signature="SigV4/signed"} 1
	// s3safe_request_duration_seconds_count{endpoint="path+custom",operation="GetObject",signature="SigV4/signed"} 1
	// s3safe_request_duration_seconds_count{endpoint="path+custom",operation="PutObject",signature="SigV4/signed"} 5
	// s3safe_requests_total{endpoint="path+custom",operation="CreateBucket",signature="SigV4/signed"} 1
	// s3safe_requests_total{endpoint="path+custom",operation="GetObject",signature="SigV4/signed"} 1
	// s3safe_requests_total{endpoint="path+custom",operation="PutObject",signature="SigV4/signed"} 5
}

// The metrics that README.md shows are what the program prints.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	m, err := measure("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	var out strings.Builder
	if err := run(t.Context(), m, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "```text\n"+out.String()+"```\n") {
		t.Errorf("README.md doesn't show this output:\n%s", out.String())
	}
}

// With buckets, durations are counted and exported in the form that Prometheus
// makes quantiles of, in the place of the histogram.
func TestBuckets(t *testing.T) {
	m, err := measure("127.0.0.1:0", func(o *diagnose.RateOptions) { o.Buckets = bounds })
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if err := run(t.Context(), m, io.Discard); err != nil {
		t.Fatal(err)
	}
	text, err := scrape(t.Context(), m.url)
	if err != nil {
		t.Fatal(err)
	}
	const labels = `endpoint="path+custom",%soperation="PutObject",signature="SigV4/signed"} `
	for _, want := range []string{
		"s3safe_request_buckets_total{" + fmt.Sprintf(labels, `le="+Inf",`) + "5\n",
		"s3safe_request_buckets_total{" + fmt.Sprintf(labels, `le="30",`) + "5\n",
		"s3safe_request_time_seconds_total{" + fmt.Sprintf(labels, ""),
		"s3safe_requests_total{" + fmt.Sprintf(labels, "") + "5\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if strings.Contains(text, "s3safe_request_duration") {
		t.Error("there is a histogram too")
	}
}

// Several rates with one provider add up, and those that are closed are gone.
func TestSeveralRates(t *testing.T) {
	m, err := measure("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	use := func(o *diagnose.RateOptions) { o.MeterProvider = m.provider }
	a, b := diagnose.NewRates(use), diagnose.NewRates(use)
	for _, r := range []*diagnose.Rates{a, b, b} {
		r.Finding(t.Context(), "PutObject", "some-rule", true)
	}
	for _, want := range []string{"} 3\n", "} 2\n"} {
		text, err := scrape(t.Context(), m.url)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(text, want) {
			t.Errorf("%s, want %s", text, want)
		}
		a.Close()
	}
}

// exporting runs the traffic and returns everything that Prometheus gets.
func exporting(t *testing.T) string {
	t.Helper()
	m, err := measure("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if err := run(t.Context(), m, io.Discard); err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(m.url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// series are the labels by metric.
func series(text string) map[string]map[string]bool {
	all := map[string]map[string]bool{}
	label := regexp.MustCompile(`([a-z_]+)="`)
	for line := range strings.Lines(text) {
		name, rest, found := strings.Cut(line, "{")
		if !found || strings.HasPrefix(line, "#") {
			continue
		}
		if all[name] == nil {
			all[name] = map[string]bool{}
		}
		for _, m := range label.FindAllStringSubmatch(rest, -1) {
			all[name][m[1]] = true
		}
	}
	return all
}

var (
	metricName = regexp.MustCompile(`s3safe_[a-z0-9_]+`)
	selector   = regexp.MustCompile(`(s3safe_[a-z0-9_]+)(?:\{([^}]*)\})?`)
	grouping   = regexp.MustCompile(`by \(([a-z_, ]+)\)`)
	matcher    = regexp.MustCompile(`([a-z_]+)(?:=~|=|!=)"`)
)

// checkQuery reports metrics and labels that the export doesn't have.
func checkQuery(t *testing.T, have map[string]map[string]bool, query string) {
	t.Helper()
	if !metricName.MatchString(query) {
		t.Errorf("no metric in %s", query)
	}
	grouped := []string{}
	for _, g := range grouping.FindAllStringSubmatch(query, -1) {
		grouped = append(grouped, strings.Split(g[1], ", ")...)
	}
	for _, s := range selector.FindAllStringSubmatch(query, -1) {
		labels, ok := have[s[1]]
		if !ok {
			t.Errorf("%s isn't exported: %s", s[1], query)
			continue
		}
		wanted := slices.Clone(grouped)
		for _, m := range matcher.FindAllStringSubmatch(s[2], -1) {
			wanted = append(wanted, m[1])
		}
		for _, l := range wanted {
			if !labels[l] {
				t.Errorf("%s has no label %s: %s", s[1], l, query)
			}
		}
	}
	if strings.Count(query, "(") != strings.Count(query, ")") || strings.Count(query, "{") != strings.Count(query, "}") {
		t.Errorf("unbalanced: %s", query)
	}
}

// Dashboard and alerts ask for what is exported, and nothing of the traffic's
// names is.
func TestExport(t *testing.T) {
	text := exporting(t)
	have := series(text)
	t.Run("dashboard", func(t *testing.T) {
		var d struct {
			Title  string
			Panels []struct {
				Title   string
				Targets []struct{ Expr string }
			}
			Templating struct{ List []struct{ Query string } }
		}
		if err := json.Unmarshal(dashboard, &d); err != nil {
			t.Fatal(err)
		}
		if len(d.Panels) == 0 {
			t.Error("no panels")
		}
		for _, p := range d.Panels {
			for _, target := range p.Targets {
				checkQuery(t, have, target.Expr)
			}
		}
	})
	t.Run("alerts", func(t *testing.T) {
		var a struct {
			Groups []struct {
				Name  string
				Rules []struct {
					Alert, Expr, For    string
					Labels, Annotations map[string]string
				}
			}
		}
		if err := yaml.UnmarshalStrict(alerts, &a); err != nil {
			t.Fatal(err)
		}
		for _, g := range a.Groups {
			for _, r := range g.Rules {
				if r.Alert == "" || r.Annotations["summary"] == "" || r.Labels["severity"] == "" {
					t.Errorf("%+v is incomplete", r)
				}
				checkQuery(t, have, r.Expr)
			}
		}
	})
	for _, name := range []string{"reports", "q1.csv", "q9.csv", "NhCmhg"} {
		if strings.Contains(text, name) {
			t.Errorf("%s is exported", name)
		}
	}
}
