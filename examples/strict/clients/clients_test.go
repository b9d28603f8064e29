package clients

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/examples/s3server/s3servertest"
	"github.com/s3safe/s3safe-go/examples/strict/stricttest"
	"github.com/s3safe/s3safe-go/s3safe/strict"
)

func TestMain(m *testing.M) { s3servertest.Main(m) }

// rules are the rules that the requests violate, by how the scripts name these.
var rules = map[string]string{
	"bucket-name":       "create-bucket-name",
	"canned-acl":        "acl-unknown-canned",
	"encoding-type":     "encoding-type-unknown",
	"encryption":        "sse-unknown-method",
	"key-without-kms":   "kms-key-without-kms",
	"location":          "create-bucket-location-invalid",
	"lock-mode-alone":   "object-lock-mode-and-date",
	"lock-without-lock": "object-lock-not-enabled",
	"long-key":          "object-key-too-long",
	"much-metadata":     "metadata-too-large",
	"no-actions":        "lifecycle-no-action",
	"part-number":       "read-part-number-out-of-range",
	"system-tag":        "tagging-header-system-tag",
	"public-acl":        "acl-disabled",
	"redirect":          "website-redirect-prefix",
	"retention":         "object-lock-operation-not-enabled",
	"storage-class":     "storage-class-unknown",
	"tag-twice":         "tagging-header-malformed",
	"too-many-in-set":   "object-tags-too-many",
	"too-many-tags":     "tagging-header-too-many",
	"versioning":        "versioning-unknown-status",
	"two-checksums":     "checksum-several-values",
}

// maker is a client of another maker.
type maker struct {
	name string
	// command returns the command that runs the script, nil if the client isn't
	// installed.
	command func(script string) []string
	script  string
	// cases are the incompatible requests that the script knows.
	cases []string
	// slow is set if starting the client takes so long that its tests run only where
	// they are demanded.
	slow bool
}

func shell(programs ...string) func(string) []string {
	return func(script string) []string {
		for _, p := range programs {
			if _, err := exec.LookPath(p); err != nil {
				return nil
			}
		}
		return []string{"sh", script}
	}
}

var makers = []maker{
	{"boto3", func(script string) []string { return withBoto3(script, "python3") }, "with_boto3.py", []string{
		"storage-class", "lock-mode-alone", "too-many-tags", "canned-acl", "encryption", "key-without-kms", "two-checksums", "much-metadata", "long-key",
		"redirect", "no-actions", "public-acl", "lock-without-lock",
	}, true},
	{"boto3-of-debian", func(script string) []string { return withBoto3(script, "/usr/bin/python3") }, "with_boto3.py", []string{
		"storage-class", "lock-mode-alone", "too-many-tags", "canned-acl", "encryption", "key-without-kms", "two-checksums", "much-metadata", "long-key",
		"redirect", "no-actions", "public-acl", "lock-without-lock",
	}, true},
	{"awscli", shell("aws"), "awscli.sh", []string{
		"storage-class", "lock-mode-alone", "too-many-tags", "canned-acl", "encryption", "key-without-kms", "much-metadata", "long-key", "redirect",
		"no-actions", "public-acl", "encoding-type",
	}, true},
	{"s3cmd", shell("s3cmd"), "s3cmd.sh", []string{
		"storage-class", "lock-mode-alone", "too-many-tags", "canned-acl", "encryption", "key-without-kms", "two-checksums", "much-metadata", "long-key",
		"redirect", "public-acl",
	}, true},
	{"rclone", shell("rclone"), "rclone.sh", []string{
		"storage-class", "too-many-tags", "tag-twice", "canned-acl", "public-acl", "encryption", "key-without-kms", "much-metadata",
		"bucket-name", "location", "system-tag",
	}, true},
	{"curl", shell("curl"), "curl.sh", []string{
		"storage-class", "lock-mode-alone", "too-many-tags", "canned-acl", "encryption", "two-checksums", "much-metadata", "long-key", "redirect",
		"encoding-type", "part-number", "public-acl",
	}, false},
	{"js", withNode, "js.mjs", []string{
		"storage-class", "lock-mode-alone", "too-many-tags", "canned-acl", "encryption", "key-without-kms", "two-checksums", "much-metadata", "long-key",
		"redirect", "no-actions", "public-acl", "lock-without-lock",
	}, true},
}

func withBoto3(script, python string) []string {
	if exec.Command(python, "-c", "import boto3").Run() != nil {
		return nil
	}
	return []string{python, script}
}

// withNode finds the SDK for JavaScript below the directory that S3SAFE_NODE_MODULES
// names.
func withNode(script string) []string {
	dir := os.Getenv("S3SAFE_NODE_MODULES")
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "@aws-sdk", "client-s3")); dir == "" || err != nil {
		return nil
	}
	if _, err := exec.LookPath("node"); err != nil {
		return nil
	}
	return []string{"node", script}
}

// runner runs a client with the endpoint and the credentials of a server.
type runner struct {
	command  []string
	endpoint string
	access   string
	secret   string
}

// run lets the client do what the script has a name for, and returns what it prints.
func (r *runner) run(t *testing.T, bucket, what string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, r.command[0], append(slices.Clone(r.command[1:]), what)...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(),
		"ENDPOINT="+r.endpoint, "BUCKET="+bucket, "AWS_ACCESS_KEY_ID="+r.access, "AWS_SECRET_ACCESS_KEY="+r.secret, "AWS_SESSION_TOKEN=",
		"AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1", "AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
		"AWS_EC2_METADATA_DISABLED=true", "AWS=aws", "AWS_CA_BUNDLE=", "NODE_NO_WARNINGS=1", "NODE_MODULES="+os.Getenv("S3SAFE_NODE_MODULES"), "HOME="+cmd.Dir,
	)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return strings.ReplaceAll(out.String(), bucket, "BUCKET"), err
}

// seen holds what the handler did.
type seen struct {
	mu       sync.Mutex
	rejected []strict.Event
	unread   []error
}

func (s *seen) take(_ context.Context, e strict.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.Rejected {
		s.rejected = append(s.rejected, e)
	}
	if e.Err != nil {
		s.unread = append(s.unread, e.Err)
	}
}

func (s *seen) reset() (rejected []strict.Event, unread []error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rejected, unread = s.rejected, s.unread
	s.rejected, s.unread = nil, nil
	return rejected, unread
}

// TestClients: what clients of other makers send that is compatible passes the handler
// and is answered as the server behind it answers, and what isn't fails as it fails at
// Amazon.
//
// Run are those that S3SAFE_REQUIRE_CLIENTS lists, which must be installed, and of the
// others those that are installed and start fast.
func TestClients(t *testing.T) {
	required := strings.Fields(os.Getenv("S3SAFE_REQUIRE_CLIENTS"))
	for _, name := range required {
		if !slices.ContainsFunc(makers, func(m maker) bool { return m.name == name }) {
			t.Errorf("S3SAFE_REQUIRE_CLIENTS: there is no client %q", name)
		}
	}
	dir, err := filepath.Abs(filepath.Join(home, "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range makers {
		t.Run(m.name, func(t *testing.T) {
			demanded := slices.Contains(required, m.name)
			if m.slow && !demanded {
				t.Skipf("S3SAFE_REQUIRE_CLIENTS doesn't list %s", m.name)
			}
			command := m.command(filepath.Join(dir, m.script))
			if command == nil {
				if demanded {
					t.Fatalf("%s isn't installed", m.name)
				}
				t.Skipf("%s isn't installed", m.name)
			}
			m.test(t, command)
		})
	}
}

// home is the package's directory: the server changes the working directory.
var home, _ = os.Getwd()

var buckets int

func (m *maker) test(t *testing.T, command []string) {
	var s seen
	// Without credentials nothing is looked up: the numbers of requests are equal.
	plain := stricttest.New(t, strict.WithCredentials(nil), strict.OnRequest(s.take))
	strictly := stricttest.New(t, strict.OnRequest(s.take))
	credentials, err := plain.Config().Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	to := func(endpoint string) *runner {
		return &runner{command, endpoint, credentials.AccessKeyID, credentials.SecretAccessKey}
	}
	name := func() string { buckets++; return "clients-" + strconv.Itoa(buckets) }

	count := plain.Lax.Requests()
	bare, err := to(plain.Lax.Endpoint()).run(t, name(), "workload")
	if err != nil {
		t.Fatalf("the workload fails at the server itself: %v\n%s", err, bare)
	}
	direct := plain.Lax.Requests() - count
	count = plain.Lax.Requests()
	through, err := to(plain.URL).run(t, name(), "workload")
	rejected, unread := s.reset()
	if err != nil || through != bare || len(rejected) > 0 || len(unread) > 0 {
		t.Errorf("the workload doesn't pass: %v, rejected %v, unread %v\n%s\ninstead of\n%s", err, rejected, unread, through, bare)
	}
	if n := plain.Lax.Requests() - count; n != direct {
		t.Errorf("%d requests reach the server, %d without the handler", n, direct)
	}
	if out, err := to(strictly.URL).run(t, name(), "workload"); err != nil || out != bare {
		t.Errorf("the workload doesn't pass where state is looked up: %v\n%s", err, out)
	}
	if rejected, _ := s.reset(); len(rejected) > 0 {
		t.Errorf("of the workload is rejected %+v", rejected)
	}

	bucket := s3servertest.Bucket(t, strictly.Lax)
	failed := 0
	for _, what := range m.cases {
		out, err := to(strictly.URL).run(t, bucket, what)
		var exit *exec.ExitError
		rejected, _ := s.reset()
		rule := catalogue.Catalog().Rule(rules[what])
		switch {
		case rule == nil:
			t.Errorf("%s: there is no rule %q", what, rules[what])
			continue
		case !errors.As(err, &exit) || exit.ExitCode() == 64:
			t.Errorf("%s: the client doesn't fail: %v\n%s", what, err, out)
			continue
		case len(rejected) == 0 || !slices.ContainsFunc(rejected[0].Findings, func(f compat.Finding) bool { return f.Rule.ID == rule.ID }):
			t.Errorf("%s: not rejected for %s: %+v\n%s", what, rule.ID, rejected, out)
			continue
		}
		answer := rejected[0].Answer
		if answer.Code != rule.Answer.Code || !strings.Contains(out, answer.Code) || answer.Message != "" && !strings.Contains(unescape(out), answer.Message) {
			t.Errorf("%s: the client doesn't tell of %d %s %q:\n%s", what, answer.Status, answer.Code, answer.Message, out)
			continue
		}
		failed++
	}
	t.Logf("a workload of %d requests passes, and %d of %d incompatible requests fail as at Amazon", direct, failed, len(m.cases))
	if failed < 10 {
		t.Errorf("only %d incompatible requests were tried", failed)
	}
}

// unescape replaces the entities that a document has for apostrophes and quotes.
func unescape(s string) string {
	return strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&apos;", "'", "&quot;", `"`, "&amp;", "&").Replace(s)
}
