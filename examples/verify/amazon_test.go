package verify

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

// hosts notes what reached the network.
type hosts struct {
	stub
	mu   sync.Mutex
	seen []*http.Request
	// point is the access point while it exists.
	point, bucket string
}

func (h *hosts) Do(r *http.Request) (*http.Response, error) {
	h.mu.Lock()
	h.seen = append(h.seen, r)
	name := filepath.Base(r.URL.Path)
	control := strings.Contains(r.URL.Host, ".s3-control.")
	switch {
	case control && r.Method == http.MethodPut:
		h.point, h.bucket = name, name+"-bucket"
	case control && r.Method == http.MethodDelete && name == h.point:
		h.point = ""
	case control && r.Method == http.MethodGet && h.point != "":
		text := fmt.Sprintf("<ListAccessPointsResult><AccessPointList><AccessPoint><Name>%s</Name><Bucket>%s</Bucket></AccessPoint>"+
			"<AccessPoint><Name>finance</Name><Bucket>reports</Bucket></AccessPoint></AccessPointList></ListAccessPointsResult>", h.point, h.bucket)
		h.mu.Unlock()
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: readCloser(text), Request: r}, nil
	}
	h.mu.Unlock()
	return h.stub.Do(r)
}

// At Amazon S3, with a directory bucket and an access point, every request is about
// what the run owns, and the access point goes. Amazon is a stub here: what is shown is
// what is sent.
func TestAmazon(t *testing.T) {
	network := &hosts{}
	run := &Run{
		Config:  aws.Config{Region: "us-east-1", HTTPClient: network, Credentials: aws.CredentialsProviderFunc(keys)},
		Account: "444455556666", Zone: "use1-az4", AccessPoint: true, Settle: -1, backoff: time.Millisecond, Rules: sample(8), Ledger: filepath.Join(t.TempDir(), "ledger"),
	}
	report, err := run.do(t.Context(), network, run.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	if network.point != "" {
		t.Errorf("the access point %s is left", network.point)
	}
	kinds, made := map[string]int{}, map[string]bool{}
	for _, r := range network.seen {
		if r.Method == http.MethodPut && len(r.URL.Query()) == 0 && isBucket(r) {
			// In us-east-1 one's own bucket is created again without an error, and is what
			// it was.
			if name := r.URL.Host + r.URL.Path; made[name] {
				t.Errorf("%s is made twice", name)
			} else {
				made[name] = true
			}
		}
		own := run.own()
		host, path := r.URL.Host, strings.TrimPrefix(r.URL.Path, "/")
		switch {
		case strings.Contains(host, ".s3-control."):
			kinds["control"]++
			if r.Method != http.MethodGet && !strings.Contains(path, own) {
				t.Errorf("%s %s", r.Method, r.URL)
			}
		case strings.HasPrefix(host, own):
			for _, kind := range []string{".s3-accesspoint.", ".s3express-", ".s3-accelerate.", ".dualstack.", ".s3-fips"} {
				if strings.Contains(host, kind) {
					kinds[kind]++
				}
			}
			if r.URL.Scheme == "http" {
				kinds["http"]++
			}
		case strings.HasPrefix(path, own):
			kinds["path"]++
		case r.Method == http.MethodGet:
			kinds["listing"]++
		default:
			t.Errorf("%s %s", r.Method, r.URL)
		}
	}
	for _, kind := range []string{"control", ".s3-accesspoint.", ".s3express-", "path", "listing"} {
		if kinds[kind] == 0 {
			t.Errorf("nothing was sent that is %s: %v", kind, kinds)
		}
	}
	if report.Counts[string(NotTested)] == len(report.Rules) {
		t.Error("nothing was tried")
	}
}

// The policy allows nothing but what has the prefix, and listings.
func TestPolicy(t *testing.T) {
	run := &Run{Config: aws.Config{Region: "us-gov-west-1"}, Account: "444455556666", Zone: "z", AccessPoint: true}
	text, err := run.Policy()
	if err != nil {
		t.Fatal(err)
	}
	var policy struct {
		Statement []struct{ Action, Resource []string }
	}
	if err := json.Unmarshal([]byte(text), &policy); err != nil {
		t.Fatal(err)
	}
	for _, s := range policy.Statement {
		for _, resource := range s.Resource {
			narrow := strings.HasPrefix(resource, "arn:aws-us-gov:") && strings.HasSuffix(resource, DefaultPrefix+"*")
			for _, action := range s.Action {
				_, name, _ := strings.Cut(action, ":")
				if !narrow && !strings.HasPrefix(name, "List") {
					t.Errorf("%s on %s", action, resource)
				}
			}
		}
	}
}

// The policy allows all that a run sends, with all kinds of targets, and the statements
// for these are there only if they are asked for.
func TestPolicyIsEnough(t *testing.T) {
	network := &hosts{}
	run := &Run{
		Config:  aws.Config{Region: "us-east-1", HTTPClient: network, Credentials: aws.CredentialsProviderFunc(keys)},
		Account: "444455556666", Zone: "use1-az4", AccessPoint: true, Settle: -1, backoff: time.Millisecond, Rules: sample(24), Ledger: filepath.Join(t.TempDir(), "ledger"),
	}
	if _, err := run.do(t.Context(), network, run.Ledger); err != nil {
		t.Fatal(err)
	}
	if _, err := run.Cleanup(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	full, plain := allowances(t, run), allowances(t, &Run{Config: run.Config, Account: run.Account})
	beyond, seen := 0, map[string]bool{}
	for _, r := range network.seen {
		action, resource := permission(r, run.Account)
		service, _, _ := strings.Cut(action, ":")
		if !full(action, resource) {
			t.Errorf("%s %s needs %s on %s", r.Method, r.URL, action, resource)
		}
		if !plain(action, resource) {
			beyond++
		}
		seen[service] = true
	}
	if beyond == 0 || !seen["s3express"] {
		t.Errorf("%d requests need the statements for other targets, services %v", beyond, seen)
	}
	// It would be as bad to allow what isn't sent.
	for _, x := range [][2]string{
		{"s3:DeleteBucket", "arn:aws:s3:::reports"}, {"s3:GetObject", "arn:aws:s3:::reports/" + DefaultPrefix + "x"},
		{"s3:DeleteAccessPoint", "arn:aws:s3:us-east-1:444455556666:accesspoint/finance"},
		{"s3express:DeleteBucket", "arn:aws:s3express:us-east-1:444455556666:bucket/reports--use1-az4--x-s3"},
		{"s3:PutAccountPublicAccessBlock", "*"}, {"iam:PassRole", "arn:aws:iam::444455556666:role/r"},
	} {
		if full(x[0], x[1]) {
			t.Errorf("%s on %s is allowed", x[0], x[1])
		}
	}
}

// permission is the action that a request needs, and on what. Of those on buckets and
// what is in them only the service matters, by which they begin.
//
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html,
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3express.html
func permission(r *http.Request, account string) (action, resource string) {
	arn := func(service, kind, name string) string {
		return "arn:aws:" + service + ":us-east-1:" + account + ":" + kind + "/" + name
	}
	label, rest, _ := strings.Cut(r.URL.Host, ".")
	path := strings.Trim(r.URL.Path, "/")
	first, _, _ := strings.Cut(path, "/")
	name := map[string]string{"PUT": "Put", "POST": "Put", "GET": "Get", "HEAD": "Get", "DELETE": "Delete"}[r.Method]
	switch {
	case strings.HasPrefix(rest, "s3-control."):
		if r.Method == http.MethodGet {
			return "s3:ListAccessPoints", "*"
		}
		return "s3:" + map[string]string{"PUT": "Create", "DELETE": "Delete"}[r.Method] + "AccessPoint", arn("s3", "accesspoint", filepath.Base(path))
	case strings.HasPrefix(label, "s3express-control") && path == "":
		return "s3express:ListAllMyDirectoryBuckets", "*"
	case strings.HasPrefix(label, "s3express-control"):
		return "s3express:" + name + "Bucket", arn("s3express", "bucket", first)
	case strings.HasPrefix(rest, "s3express-"):
		return "s3express:CreateSession", arn("s3express", "bucket", label)
	case strings.HasPrefix(rest, "s3-accesspoint."):
		return "s3:" + name + "Object", arn("s3", "accesspoint", strings.TrimSuffix(label, "-"+account)+"/object/"+path)
	case strings.HasPrefix(r.URL.Host, "s3") && path == "":
		return "s3:ListAllMyBuckets", "*"
	case strings.HasPrefix(label, "s3safe"):
		return "s3:" + name + "Object", "arn:aws:s3:::" + label + "/" + path
	}
	return "s3:" + name + "Object", "arn:aws:s3:::" + path
}

// allowances reads the run's policy.
func allowances(t *testing.T, r *Run) func(action, resource string) bool {
	t.Helper()
	text, err := r.Policy()
	if err != nil {
		t.Fatal(err)
	}
	var policy struct {
		Statement []struct {
			Effect           string
			Action, Resource []string
		}
	}
	if err := json.Unmarshal([]byte(text), &policy); err != nil {
		t.Fatal(err)
	}
	like := func(patterns []string, s string) bool {
		return slices.ContainsFunc(patterns, func(p string) bool {
			return regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(p), `\*`, ".*") + "$").MatchString(s)
		})
	}
	return func(action, resource string) bool {
		for _, s := range policy.Statement {
			if s.Effect == "Allow" && like(s.Action, action) && like(s.Resource, resource) {
				return true
			}
		}
		return false
	}
}

// Every rule is either tried at Amazon S3 or has a reason why not.
func TestPlan(t *testing.T) {
	run := &Run{Config: aws.Config{Region: "us-east-1"}, Rules: sample(30)}
	plan, err := run.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for why, n := range plan.Held {
		if why == "" {
			t.Error("no reason")
		}
		held += n
	}
	if plan.Rules == 0 || plan.Rules+held != plan.Of {
		t.Errorf("%d tried and %d held of %d", plan.Rules, held, plan.Of)
	}
	if plan.Spent.Requests == 0 || plan.Spent.Dollars == 0 {
		t.Errorf("%+v", plan.Spent)
	}
}

func readCloser(text string) io.ReadCloser { return io.NopCloser(strings.NewReader(text)) }

func keys(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret"}, nil
}

// What contradicts is tried once more, and the second answer counts.
func TestSettle(t *testing.T) {
	for name, c := range map[string]struct {
		lies     int // so many violating requests are carried out
		standing Standing
		answers  []string // the first and the last one of the violating example
	}{
		"at first only": {1, Confirmed, []string{"accepted", "400 InvalidRequest"}},
		"always":        {1 << 30, Contradicted, []string{"accepted", "accepted"}},
		"never":         {0, Confirmed, []string{"", "400 InvalidRequest"}},
	} {
		network := &liar{left: c.lies}
		run := &Run{
			Config:  aws.Config{Region: "us-east-1", HTTPClient: network, Credentials: aws.CredentialsProviderFunc(keys)},
			Account: "444455556666", Solved: -1, Settle: settleInTest, Ledger: filepath.Join(t.TempDir(), "ledger"),
			Rules: func(r *compat.Rule) bool { return r.ID == "checksum-several-values" },
		}
		report, err := run.do(t.Context(), network, run.Ledger)
		if err != nil {
			t.Fatal(err)
		}
		rule := report.Rules[0]
		if rule.Standing != c.standing {
			t.Errorf("%s: %s", name, rule.Standing)
		}
		first := rule.Examples[0]
		if !first.Violating || first.AtFirst != c.answers[0] || first.Got != c.answers[1] {
			t.Errorf("%s: %+v", name, first)
		}
		if network.early > 0 {
			t.Errorf("%s: %d buckets were used before they had been left alone", name, network.early)
		}
	}
}

// settleInTest is long beside what a stub takes.
const settleInTest = 50 * time.Millisecond

// violatingInTest is how many violating examples checksum-several-values has of its own.
const violatingInTest = 2

// liar refuses requests with several checksums, after it has carried out some.
type liar struct {
	stub
	mu   sync.Mutex
	left int // to be carried out
	seen int // with several checksums
	made map[string]time.Time
	// early counts those of the second attempt to buckets that were just made.
	early int
}

func (l *liar) Do(r *http.Request) (*http.Response, error) {
	several := 0
	for name := range r.Header {
		if strings.HasPrefix(name, "X-Amz-Checksum-") {
			several++
		}
	}
	bucket, _, _ := strings.Cut(r.URL.Host, ".")
	l.mu.Lock()
	if r.Method == http.MethodPut && len(r.URL.Query()) == 0 && isBucket(r) {
		if l.made == nil {
			l.made = map[string]time.Time{}
		}
		l.made[bucket] = time.Now()
	}
	refuse := several > 1 && l.left <= 0
	if several > 1 {
		l.left--
		if l.seen++; l.seen > violatingInTest && time.Since(l.made[bucket]) < settleInTest {
			l.early++
		}
	}
	l.mu.Unlock()
	if refuse {
		return answer(r, http.StatusBadRequest, "<Error><Code>InvalidRequest</Code><Message>Expecting a single x-amz-checksum- header</Message></Error>"), nil
	}
	return l.stub.Do(r)
}

func answer(r *http.Request, status int, text string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: readCloser(text), Request: r}
}

// Answers about credentials, load and the moment contradict no rule.
func TestSilent(t *testing.T) {
	for _, c := range []struct {
		answer trial.Answer
		silent bool
	}{
		{trial.Answer{Status: 400, Code: "ExpiredToken"}, true},
		{trial.Answer{Status: 403, Code: "RequestTimeTooSkewed"}, true},
		{trial.Answer{Status: 503, Code: "SlowDown"}, true},
		{trial.Answer{Status: 409, Code: "OperationAborted"}, true},
		{trial.Answer{Status: 307, Code: "TemporaryRedirect"}, true},
		{trial.Answer{Status: 403, Code: "AccessDenied", Message: "User: arn:aws:iam::1:user/u is not authorized to perform: s3:PutObject"}, true},
		{trial.Answer{Status: 403, Code: "AccessDenied", Message: "Access Denied"}, false},
		{trial.Answer{Status: 400, Code: "InvalidRequest"}, false},
		{trial.Answer{Status: 409, Code: "BucketAlreadyOwnedByYou"}, false},
		{trial.Answer{Status: 200}, false},
	} {
		if why, _ := silent(c.answer); (why != "") != c.silent {
			t.Errorf("%v: %q", c.answer, why)
		}
	}
	network := &expiring{}
	run := &Run{
		Config:  aws.Config{Region: "us-east-1", HTTPClient: network, Credentials: aws.CredentialsProviderFunc(keys)},
		Account: "444455556666", Settle: -1, Ledger: filepath.Join(t.TempDir(), "ledger"), Rules: sample(40),
	}
	report, err := run.do(t.Context(), network, run.Ledger)
	if err == nil {
		t.Error("no error though nothing could be removed")
	}
	if report == nil || len(report.Rules) == 0 {
		t.Fatal("no report")
	}
	if ids := report.Contradictions(); len(ids) > 0 {
		t.Errorf("contradicted: %v", ids)
	}
}

// expiring is a store for which the credentials expire with the second request.
type expiring struct {
	stub
	mu sync.Mutex
	n  int
}

func (e *expiring) Do(r *http.Request) (*http.Response, error) {
	e.mu.Lock()
	e.n++
	expired := e.n > 1
	e.mu.Unlock()
	if expired {
		return answer(r, http.StatusBadRequest, "<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>"), nil
	}
	return e.stub.Do(r)
}

// No redirect is followed: neither the fence nor the meter would see where it leads.
func TestNoRedirect(t *testing.T) {
	reached := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached++ }))
	defer other.Close()
	server := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	for name, client := range map[string]aws.HTTPClient{
		"none": nil, "the SDK's": awshttp.NewBuildableClient(), "net/http's": &http.Client{},
	} {
		r, err := http.NewRequest(http.MethodPut, server.URL, strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := transportOf(aws.Config{HTTPClient: client}).Do(r)
		if err != nil || got.StatusCode != http.StatusTemporaryRedirect {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if err == nil {
			_ = got.Body.Close()
		}
	}
	if reached != 0 {
		t.Errorf("%d redirects were followed", reached)
	}
}

func TestValidate(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Run)
		ok     bool
	}{
		"as it is":           {func(*Run) {}, true},
		"another prefix":     {func(r *Run) { r.Prefix = "my-proof-" }, true},
		"longest prefix":     {func(r *Run) { r.Prefix = "abcdefghijklmnopqrs-" }, true},
		"too long":           {func(r *Run) { r.Prefix = "abcdefghijklmnopqrst-" }, false},
		"too short":          {func(r *Run) { r.Prefix = "abcd-" }, false},
		"no hyphen":          {func(r *Run) { r.Prefix = "my-proof" }, false},
		"a reserved prefix":  {func(r *Run) { r.Prefix = "sthree-" }, false},
		"another one":        {func(r *Run) { r.Prefix = "xn--proof-" }, false},
		"for documentation":  {func(r *Run) { r.Prefix = "amzn-s3-demo-" }, false},
		"no account":         {func(r *Run) { r.Account = "" }, false},
		"no Region":          {func(r *Run) { r.Config.Region = "" }, false},
		"a slow rate":        {func(r *Run) { r.Limits.PerSecond = 0.5 }, false},
		"a negative rate":    {func(r *Run) { r.Limits.PerSecond = -1 }, false},
		"a rate":             {func(r *Run) { r.Limits.PerSecond = 1 }, true},
		"no negative limit":  {func(r *Run) { r.Limits.Dollars = -1 }, false},
		"excuses for Amazon": {func(r *Run) { r.Known.Missing = []string{"PutBucketAcl"} }, false},
	} {
		run := &Run{Config: aws.Config{Region: "us-east-1"}, Account: "444455556666"}
		c.change(run)
		if err := run.validate(); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a store says is printed on one line, and who sent a request isn't recorded.
func TestReportOfStrangeAnswers(t *testing.T) {
	run := &Run{Config: aws.Config{Region: "us-east-1"}, Account: "444455556666", Rules: func(r *compat.Rule) bool { return r.ID == "checksum-several-values" }}
	network := &fixed{text: "<Error><Code>Strange</Code><Message>User: arn:aws:sts::444455556666:assumed-role/Deployer/alice is not \u202egood&#10;everything is fine</Message></Error>"}
	run.Config.HTTPClient, run.Config.Credentials = network, aws.CredentialsProviderFunc(keys)
	run.Ledger, run.Settle = filepath.Join(t.TempDir(), "ledger"), -1
	report, err := run.do(t.Context(), network, run.Ledger)
	if err != nil {
		t.Fatal(err)
	}
	var text, recorded strings.Builder
	if err := report.Text(&text, true); err != nil {
		t.Fatal(err)
	}
	if err := report.Recorded(&recorded); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "Strange") || strings.Contains(text.String(), "\u202e") || strings.Contains(text.String(), "\neverything is fine") {
		t.Errorf("%q", text.String())
	}
	if !strings.Contains(recorded.String(), "Strange") {
		t.Errorf("not recorded: %s", recorded.String())
	}
	for _, secret := range []string{"Deployer", "alice", run.Account} {
		if strings.Contains(recorded.String(), secret) {
			t.Errorf("the record names %s", secret)
		}
	}
}

// fixed refuses what has several checksums in its own words.
type fixed struct {
	stub
	text string
}

func (f *fixed) Do(r *http.Request) (*http.Response, error) {
	for name := range r.Header {
		if strings.HasPrefix(name, "X-Amz-Checksum-Sha") {
			return answer(r, http.StatusBadRequest, f.text), nil
		}
	}
	return f.stub.Do(r)
}

// After a crash the ledger says that there is a directory bucket or an access point to
// look for, so that nobody has to remember.
func TestCleanupKnowsItsTargets(t *testing.T) {
	for name, c := range map[string]struct {
		ledger            string
		directory, access bool
	}{
		"nothing":            {"", false, false},
		"plain buckets":      {`{"bucket":"s3safe-verify-m1-bucket-1","run":"m1"}`, false, false},
		"a directory bucket": {`{"bucket":"s3safe-verify-m1-directory--use1-az4--x-s3","run":"m1"}`, true, false},
		"an access point":    {`{"bucket":"s3safe-verify-m1-access-bucket","run":"m1"}`, false, true},
		"another prefix":     {`{"bucket":"my-proof-m1-directory--use1-az4--x-s3","run":"m1"}`, false, false},
	} {
		network := &hosts{}
		run := &Run{
			Config:  aws.Config{Region: "us-east-1", HTTPClient: network, Credentials: aws.CredentialsProviderFunc(keys)},
			Account: "444455556666", Ledger: filepath.Join(t.TempDir(), "ledger"),
		}
		if err := os.WriteFile(run.Ledger, []byte(c.ledger+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := run.Cleanup(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
		directory, access := false, false
		for _, r := range network.seen {
			directory = directory || strings.HasPrefix(r.URL.Host, "s3express-control.")
			access = access || strings.Contains(r.URL.Host, ".s3-control.")
		}
		if directory != c.directory || access != c.access {
			t.Errorf("%s: looked for directory buckets: %t, for access points: %t", name, directory, access)
		}
	}
}
