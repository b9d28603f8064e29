package main

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat/aws"
)

// browser returns a browser that can be run without a display. CI requires one where it
// can be installed, by S3SAFE_REQUIRE_CHROMIUM.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("S3SAFE_REQUIRE_CHROMIUM") != "" {
		t.Fatal("there is no chromium")
	}
	t.Skip("there is no chromium")
	return ""
}

// opened returns the page as the browser shows it once its scripts have run.
func opened(t *testing.T, chromium, page string, flags ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, chromium, append(flags, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--user-data-dir="+filepath.Join(t.TempDir(), "profile"), "--virtual-time-budget=5000", "--dump-dom", page)...)
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// query is what is typed, and the rule that must be among the first three found; an empty
// one means any.
type query struct{ Name, Typed, Want string }

var queries = []query{
	{"id", "copy-onto-itself", "copy-onto-itself"},
	{"id in an error", "s3safe: PutObject: two. Keep one [checksum-several-values]", "checksum-several-values"},
	{"the beginning of an id", "object-lock-mode-an", "object-lock-mode-and-date"},
	{"message", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.", "checksum-several-values"},
	{"message in an error", "operation error S3: PutObject, https response error StatusCode: 400, RequestID: 1, HostID: 2, api error InvalidRequest: " +
		"Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.", "checksum-several-values"},
	{"message worded differently", "x-amz-object-lock-mode and x-amz-object-lock-retain-until-date must both be supplied", "object-lock-mode-and-date"},
	{"member", "TaggingDirective", "copy-tags-without-replace"},
	{"members", "IfMatch IfNoneMatch", "if-match-with-if-none-match"},
	{"operation and words", "SelectObjectContent compression", ""},
}

// script types queries into the search box and writes, as JSON, the ids that are found
// for each.
const script = `<pre id="report"></pre><script>
(function () {
	var box = document.getElementById("q");
	document.getElementById("report").textContent = JSON.stringify(QUERIES.map(function (typed) {
		box.value = typed;
		box.dispatchEvent(new Event("input"));
		return [].slice.call(document.querySelectorAll("#results li a"), 0, 12).map(function (a) { return a.textContent; });
	}));
})();
</script></body>`

// find returns what the search finds in a browser for each query.
func find(t *testing.T, chromium, dir string, files map[string][]byte, typed []string) (found [][]string) {
	t.Helper()
	list, err := json.Marshal(typed)
	if err != nil {
		t.Fatal(err)
	}
	files["try.html"] = []byte(strings.Replace(string(files["index.html"]), "</body>", strings.Replace(script, "QUERIES", string(list), 1), 1))
	if _, err := write(dir, files); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(report(t, opened(t, chromium, address(dir, "try.html", "")))), &found); err != nil || len(found) != len(typed) {
		t.Fatalf("the script hasn't run to its end: %v", err)
	}
	return found
}

// report returns what a script of a test has written into the page.
func report(t *testing.T, shown string) string {
	t.Helper()
	_, text, found := strings.Cut(shown, `id="report">`)
	text, _, ended := strings.Cut(text, "</pre>")
	if !found || !ended {
		t.Fatal("the page has no report")
	}
	return html.UnescapeString(text)
}

func address(dir, name, query string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, name)), RawQuery: query}
	return u.String()
}

// TestSearch: in a real browser the search finds a rule by its id, by S3's message, as
// it is or in an error's text, and by a member; and so does a link with a query.
func TestSearch(t *testing.T) {
	chromium := browser(t)
	dir := t.TempDir()
	var typed []string
	for _, q := range queries {
		typed = append(typed, q.Typed)
	}
	for i, ids := range find(t, chromium, dir, made(t), typed) {
		q := queries[i]
		if first := ids[:min(3, len(ids))]; len(first) == 0 || q.Want != "" && !slices.Contains(first, q.Want) {
			t.Errorf("%s: %q finds %v, not %s among the first three", q.Name, q.Typed, first, q.Want)
		}
	}
	shown := opened(t, chromium, address(dir, "index.html", url.Values{"q": {"Multiple checksum Types are not allowed"}}.Encode()))
	_, list, _ := strings.Cut(shown, `id="results"`)
	list, _, _ = strings.Cut(list, "</section>")
	if strings.HasPrefix(list, " hidden") || !strings.Contains(list, `href="rule/checksum-several-values.html"`) {
		t.Errorf("a link with a query shows %.300s", list)
	}
}

// TestSearchFindsEveryRule: each rule is the first that its id finds, and is among the
// first twelve that its message finds, unless more have that.
func TestSearchFindsEveryRule(t *testing.T) {
	chromium := browser(t)
	var typed []string
	var check []func([]string)
	same := map[string]int{}
	rules := aws.Source().Rules()
	for _, r := range rules {
		same[r.Answer.Message]++
	}
	for _, r := range rules {
		typed = append(typed, r.ID)
		check = append(check, func(found []string) {
			if len(found) == 0 || found[0] != r.ID {
				t.Errorf("%s isn't the first that its id finds: %v", r.ID, found)
			}
		})
		if r.Answer.Message == "" || same[r.Answer.Message] > 12 {
			continue
		}
		typed = append(typed, r.Answer.Message)
		check = append(check, func(found []string) {
			if !slices.Contains(found, r.ID) {
				t.Errorf("%s isn't found by %q: %v", r.ID, r.Answer.Message, found)
			}
		})
	}
	for i, found := range find(t, chromium, t.TempDir(), made(t), typed) {
		check[i](found)
	}
	t.Logf("%d queries", len(typed))
}

// TestPhone: at the width of a phone no page is wider than the screen; wide tables
// scroll by themselves, with names that can be read.
func TestPhone(t *testing.T) {
	chromium := browser(t)
	dir := t.TempDir()
	files := made(t)
	names := []string{"index.html", "rules.html", "operations.html", "answers.html", "changes.html", "operation/PutObject.html", "operation/CopyObject.html",
		"topic/lifecycle.html", "rule/object-lock-mode-and-date.html", "rule/checksum-several-values.html", "rule/directory-bucket-configuration-write.html"}
	var frames strings.Builder
	frames.WriteString(`<!DOCTYPE html><body><pre id="report"></pre>`)
	for _, name := range names {
		fmt.Fprintf(&frames, `<iframe src="%s" width="360" height="640"></iframe>`, name)
	}
	frames.WriteString(`<script>
addEventListener("load", function () {
	document.getElementById("report").textContent = JSON.stringify([].map.call(document.querySelectorAll("iframe"), function (f) {
		if (!f.contentDocument) return [-1, 0];
		var names = [].map.call(f.contentDocument.querySelectorAll(".matrix tbody th"), function (th) { return th.offsetWidth; });
		return [f.contentDocument.documentElement.scrollWidth, names.length ? Math.min.apply(null, names) : 0];
	}));
});
</script></body>`)
	files["phone.html"] = []byte(frames.String())
	if _, err := write(dir, files); err != nil {
		t.Fatal(err)
	}
	var widths [][2]int // of the page, and of the narrowest name in a matrix
	text := report(t, opened(t, chromium, address(dir, "phone.html", ""), "--allow-file-access-from-files"))
	if err := json.Unmarshal([]byte(text), &widths); err != nil || len(widths) != len(names) {
		t.Fatalf("%v: %q", err, text)
	}
	for i, w := range widths {
		if w[0] < 300 || w[0] > 360 {
			t.Errorf("%s is %d pixels wide on a screen of 360", names[i], w[0])
		}
		// Narrower, the name of a member is broken into bits of a few letters.
		if matrix := strings.HasPrefix(names[i], "operation/"); matrix && w[1] < 110 {
			t.Errorf("%s: a name in a matrix has %d pixels", names[i], w[1])
		}
	}
}
