package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	rules "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
	"github.com/s3safe/s3safe-go/examples/s3server"
)

// watcher is a transport that notes which buckets requests are about, by path.
type watcher struct {
	next    aws.HTTPClient
	mu      sync.Mutex
	buckets map[string]int
	crash   int // fail everything after so many requests; 0: never
	n       int
}

func (w *watcher) Do(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	name, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	w.buckets[name]++
	w.n++
	crashed := w.crash > 0 && w.n > w.crash
	w.mu.Unlock()
	if crashed {
		return nil, context.Canceled
	}
	return w.next.Do(r)
}

// local is a run at the embedded server, which has a bucket of somebody else's too.
func local(t *testing.T) (*Run, *watcher, *s3.Client) {
	t.Helper()
	known, err := ReadKnown("../proof/exceptions.json")
	if err != nil {
		t.Fatal(err)
	}
	// The server's accounts are their access keys: none has a canonical id.
	known.Add(Known{Rules: map[string][]Difference{"acl-header-with-document": {{Operations: []string{"PutBucketAcl"}}}}})
	measured, err := ReadKnown("../../compat/provider/measured/versitygw.json")
	if err != nil {
		t.Fatal(err)
	}
	// It answers 200 without a look at the request, and says in the stream that it can't.
	known.Missing = append(measured.Missing, "SelectObjectContent")
	server, err := s3server.Start(t.Context(), s3server.WithAccessKey(trial.Account), s3server.WithSidecar())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	cfg := server.Config()
	seen := &watcher{next: cfg.HTTPClient, buckets: map[string]int{}}
	cfg.HTTPClient = seen
	run := &Run{
		Config: cfg, Account: trial.Account, Endpoint: server.Endpoint(), Known: known,
		Ledger: filepath.Join(t.TempDir(), "ledger"),
		Limits: Limits{Time: 10 * time.Minute},
	}
	other := server.Client()
	for _, name := range []string{"amzn-s3-demo-bucket", DefaultPrefix + "of-somebody"} {
		if _, err := other.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &name}); err != nil {
			t.Fatal(err)
		}
		if _, err := other.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &name, Key: aws.String("k"), Body: strings.NewReader("precious")}); err != nil {
			t.Fatal(err)
		}
	}
	return run, seen, other
}

// leastConfirmed is less than there are, lest a change turn what used to be shown into
// something untested unnoticed.
const leastConfirmed = 30

func buckets(t *testing.T, c *s3.Client) []string {
	t.Helper()
	out, err := c.ListBuckets(context.Background(), &s3.ListBucketsInput{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, b := range out.Buckets {
		names = append(names, aws.ToString(b.Name))
	}
	return names
}

// home is the working directory, from which the embedded server takes the process.
var home, _ = os.Getwd()

// sample takes every nth rule, by its id.
func sample(n uint32) func(*compat.Rule) bool {
	return func(r *compat.Rule) bool {
		sum := uint32(2166136261)
		for _, b := range []byte(r.ID) {
			sum = (sum ^ uint32(b)) * 16777619
		}
		return sum%n == 0
	}
}

// A whole run on a real server: its contradictions are the known ones, nothing but its
// own buckets is touched, nothing is left, and what it sent is what was planned at most.
func TestRun(t *testing.T) {
	run, seen, other := local(t)
	run.Rules = sample(everyNth)
	plan, err := run.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(seen.buckets) != 0 {
		t.Fatalf("the plan sent requests: %v", seen.buckets)
	}
	report, err := run.Do(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := report.Text(&text, false); err != nil {
		t.Fatal(err)
	}
	if ids := report.Contradictions(); len(ids) > 0 || testing.Verbose() {
		t.Logf("%s", &text)
		if len(ids) > 0 {
			t.Errorf("contradictions that aren't known: %v", ids)
		}
	}
	if n := report.Counts[string(Confirmed)]; everyNth == 3 && n < leastConfirmed {
		t.Errorf("only %d rules are confirmed", n)
	}
	if len(report.Left) > 0 {
		t.Errorf("left: %v", report.Left)
	}
	if got := buckets(t, other); len(got) != 2 {
		t.Errorf("buckets afterwards: %v", got)
	}
	for name := range seen.buckets {
		if name != "" && !strings.HasPrefix(name, run.own()) {
			t.Errorf("the bucket %q was touched", name)
		}
	}
	if report.Spent.Requests > plan.Spent.Requests || report.Spent.Dollars > plan.Spent.Dollars {
		t.Errorf("spent %+v, planned %+v", report.Spent, plan.Spent)
	}
	replayed(t, report)
}

// replayed writes the recorded cases and has them replayed: what they leave out or say
// wrongly shows in the outcomes.
func replayed(t *testing.T, report *Report) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "cases.jsonl")
	var lines bytes.Buffer
	if err := report.Recorded(&lines); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(lines.String(), DefaultPrefix) {
		t.Error("the recorded cases name the run's buckets")
	}
	if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	replay := exec.Command("go", "run", "github.com/s3safe/s3safe-go/internal/recorded", "-json", file)
	// The embedded server has taken the process elsewhere.
	replay.Dir = home
	var told bytes.Buffer
	replay.Stderr = &told
	// What the server accepts and Amazon doesn't is stopped, which the replayer takes
	// for a failure.
	out, _ := replay.Output()
	results, read := json.NewDecoder(bytes.NewReader(out)), 0
	for results.More() {
		var r replayedCase
		if err := results.Decode(&r); err != nil {
			t.Fatal(err)
		}
		read++
		r.judge(t)
	}
	if want := bytes.Count(lines.Bytes(), []byte("\n")); read != want || want == 0 {
		t.Errorf("%d of %d recorded cases were replayed: %s", read, want, &told)
	}
}

// replayedCase is what the replayer says of a case.
type replayedCase struct {
	ID, Op, Note, Outcome, Reason string
	Rejected                      bool
	Rules                         []string
}

func (r *replayedCase) judge(t *testing.T) {
	t.Helper()
	rule, says, _ := strings.Cut(strings.TrimPrefix(r.Note, "rule "), ": ")
	stopped := r.Outcome == "stopped" || r.Outcome == "other code"
	switch violating := strings.Contains(says, "is violated"); {
	case r.Outcome == "inexpressed" || r.Reason != "" && r.Outcome == "sent":
		t.Errorf("%s %s: %s: %s", r.ID, r.Op, r.Note, r.Reason)
	case stopped && !r.Rejected && !violating:
		t.Errorf("%s %s: %s: what the rule allows and the server took is stopped by %v", r.ID, r.Op, r.Note, r.Rules)
	case !stopped && violating && strings.HasSuffix(says, "the answer agrees"):
		if x := rules.Source().Rule(rule); x.Effect == compat.Rejected && x.Doubt == "" {
			t.Errorf("%s %s: %s, but the case doesn't tell enough to stop it again", r.ID, r.Op, r.Note)
		}
	}
}

// After a crash everything is removed by prefix and tag, or by the ledger, and nothing else.
func TestCleanup(t *testing.T) {
	run, seen, other := local(t)
	run.Rules = sample(40)
	for name, c := range map[string]struct {
		ledger bool
		after  int
	}{"with the ledger": {true, 60}, "by the tag alone": {false, 61}} {
		seen.crash, seen.n = c.after, 0
		if _, err := run.Do(t.Context()); err == nil {
			t.Fatalf("%s: no error although everything failed", name)
		}
		seen.crash = 0
		if got := buckets(t, other); len(got) <= 2 {
			t.Fatalf("%s: the crash left nothing behind: %v", name, got)
		}
		ledger := run.Ledger
		if !c.ledger {
			run.Ledger = filepath.Join(t.TempDir(), "none")
		}
		done, err := run.Cleanup(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		run.Ledger = ledger
		if len(done.Removed) == 0 {
			t.Errorf("%s: nothing removed", name)
		}
		// Somebody's bucket has the prefix, and is told.
		if len(done.Left) != 1 || !strings.HasPrefix(done.Left[0], DefaultPrefix+"of-somebody: ") {
			t.Errorf("%s: left %q", name, done.Left)
		}
		if got := buckets(t, other); len(got) != 2 {
			t.Errorf("%s: buckets afterwards: %v", name, got)
		}
	}
}

// A run ends at its limits, and removes what it made all the same.
func TestLimits(t *testing.T) {
	run, _, other := local(t)
	run.Rules = sample(40)
	for name, l := range map[string]Limits{
		"of 30 requests": {Requests: 30},
		"of $0.00":       {Dollars: 0.001},
		"of 1ms":         {Time: time.Millisecond},
	} {
		run.Limits = l
		report, err := run.Do(t.Context())
		if err != nil {
			// Too soon even to begin.
			if !strings.Contains(err.Error(), "the run's limit "+name) {
				t.Errorf("%s: %v", name, err)
			}
		} else {
			told := false
			for _, r := range report.Rules {
				for _, x := range r.Examples {
					told = told || strings.Contains(x.Got, "the run's limit "+name)
				}
			}
			var text bytes.Buffer
			if err := report.Text(&text, false); err != nil {
				t.Fatal(err)
			}
			if !told || !strings.Contains(report.Ended, name) || !strings.Contains(text.String(), report.Ended) {
				t.Errorf("%s: the report doesn't tell of the limit", name)
			}
		}
		if got := buckets(t, other); len(got) != 2 {
			t.Errorf("%s: buckets afterwards: %v", name, got)
		}
	}
}
