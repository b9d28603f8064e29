package s3safe_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/logging"

	"github.com/s3safe/s3safe-go/compat"
	sourceaws "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
)

// loggedLines keeps what a client's logger is told.
type loggedLines struct {
	mu    sync.Mutex
	lines []string
}

func (l *loggedLines) Logf(c logging.Classification, format string, v ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, string(c)+" "+fmt.Sprintf(format, v...))
}

func (l *loggedLines) containing(words string) (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, line := range l.lines {
		if strings.Contains(line, words) {
			n++
		}
	}
	return n
}

// The mode is asked for anew for each call, and that of the context counts before it.
func TestModeFunc(t *testing.T) {
	s := new(stub)
	mode := s3safe.Report
	asked := 0
	client := s3.New(s.options(), s3safe.Guard(s3safe.WithRules(noTags()), s3safe.WithModeFunc(func(ctx context.Context) s3safe.Mode {
		if ctx == nil {
			t.Error("no context")
		}
		asked++
		return mode
	})))
	put := func(ctx context.Context) error {
		_, err := client.PutObject(ctx, tagged())
		return err
	}
	if err := put(t.Context()); err != nil || asked == 0 {
		t.Errorf("reporting: %v, asked %d times", err, asked)
	}
	for _, m := range []s3safe.Mode{s3safe.Enforce, 99} {
		mode = m
		mustStop(t, put(t.Context()))
	}
	if err := put(s3safe.ContextWithMode(t.Context(), s3safe.Off)); err != nil {
		t.Errorf("off by the context: %v", err)
	}
	mode = s3safe.Off
	if err := put(t.Context()); err != nil {
		t.Errorf("off: %v", err)
	}
	mustStop(t, put(s3safe.ContextWithMode(t.Context(), s3safe.Enforce)))
	mustStop(t, put(s3safe.ContextWithRuleMode(t.Context(), "test-no-tags", s3safe.Enforce)))
	if n := s.requests.Load(); n != 3 {
		t.Errorf("%d requests were sent", n)
	}
}

// A mode comes from a flag or from JSON.
func TestModeText(t *testing.T) {
	var m s3safe.Mode
	set := flag.NewFlagSet("", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.TextVar(&m, "mode", s3safe.Enforce, "")
	if err := set.Parse([]string{"-mode", "report"}); err != nil || m != s3safe.Report {
		t.Errorf("%v, %v", m, err)
	}
	if err := set.Parse([]string{"-mode", "Report"}); err == nil || m != s3safe.Report {
		t.Errorf("%v, %v", m, err)
	}
	text, err := json.Marshal([]s3safe.Mode{s3safe.Enforce, s3safe.Off})
	if err != nil || string(text) != `["enforce","off"]` {
		t.Errorf("%s, %v", text, err)
	}
}

// The environment counts where it is asked for, before what the code says, and is
// logged once.
func TestEnvironment(t *testing.T) {
	t.Setenv("S3SAFE_MODE", "report")
	s := new(stub)
	_, err := s3.New(s.options(), s3safe.Guard(s3safe.WithRules(noTags()))).PutObject(t.Context(), tagged())
	mustStop(t, err) // not asked for

	log := new(loggedLines)
	o := s.options()
	o.Logger = log
	guard := s3safe.Guard(s3safe.WithEnvironment(), s3safe.WithRules(noTags()), s3safe.WithMode(s3safe.Enforce),
		s3safe.WithModeFunc(func(context.Context) s3safe.Mode { return s3safe.Enforce }))
	for range 2 {
		if _, err := s3.New(o, guard).PutObject(t.Context(), tagged()); err != nil {
			t.Error(err)
		}
	}
	if n := log.containing("WARN s3safe: the environment sets S3SAFE_MODE=report"); n != 1 {
		t.Errorf("logged %d times: %q", n, log.lines)
	}

	t.Setenv("S3SAFE_MODE", "")
	t.Setenv("S3SAFE_RULES_OFF", " test-no-tags ,, acl-disabled")
	log = new(loggedLines)
	o.Logger = log
	client := s3.New(o, s3safe.Guard(s3safe.WithEnvironment(), s3safe.WithRules(noTags()), s3safe.WithRuleMode(s3safe.Enforce, "test-no-tags")))
	if _, err := client.PutObject(t.Context(), tagged()); err != nil {
		t.Error(err)
	}
	if log.containing("S3SAFE_RULES_OFF=test-no-tags,acl-disabled") != 1 || log.containing("S3SAFE_MODE") != 0 {
		t.Errorf("logged: %q", log.lines)
	}

	// What is wrong is left out, and told.
	t.Setenv("S3SAFE_MODE", "OFF")
	t.Setenv("S3SAFE_RULES_OFF", "no-such-rule")
	err = s3safe.Validate(s3safe.WithEnvironment())
	if err == nil || !strings.Contains(err.Error(), `"OFF"`) || !strings.Contains(err.Error(), "S3SAFE_MODE") || !strings.Contains(err.Error(), `"no-such-rule" (S3SAFE_RULES_OFF)`) {
		t.Errorf("Validate: %v", err)
	}
	if err := s3safe.Validate(); err != nil {
		t.Errorf("Validate reads the environment: %v", err)
	}
	log = new(loggedLines)
	o.Logger = log
	_, err = s3.New(o, s3safe.Guard(s3safe.WithEnvironment(), s3safe.WithRules(noTags()))).PutObject(t.Context(), tagged())
	mustStop(t, err)
	if log.containing("no-such-rule") == 0 {
		t.Errorf("logged: %q", log.lines)
	}
}

// dropsMetadata is a copy whose metadata S3 ignores.
func dropsMetadata() *s3.CopyObjectInput {
	return &s3.CopyObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("q3.csv"), CopySource: aws.String("reports/q2.csv"),
		Metadata: map[string]string{"a": "b"},
	}
}

// Strictly, what S3 would ignore is stopped, and the error says that it isn't a
// rejection.
func TestStrictAtAmazon(t *testing.T) {
	s := new(stub)
	for name, c := range forms(s.options(), s3safe.WithStrict()) {
		_, err := c.(interface {
			CopyObject(context.Context, *s3.CopyObjectInput, ...func(*s3.Options)) (*s3.CopyObjectOutput, error)
		}).CopyObject(t.Context(), dropsMetadata())
		stopped := mustStop(t, err)
		if stopped.Findings[0].Rule.ID != "copy-metadata-without-replace" || stopped.HTTPStatusCode() != 0 || stopped.ErrorCode() != "" {
			t.Errorf("%s: %v", name, err)
		}
		text := fmt.Sprintf("%+v", stopped)
		if strings.Contains(text, "would reject") || !strings.Contains(text, "Amazon S3 would accept it and drop a part") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
	s.untouched(t)
	if err := s3safe.Check(dropsMetadata()); err != nil {
		t.Errorf("not strictly: %v", err)
	}
	mustStop(t, s3safe.Check(dropsMetadata(), s3safe.WithStrict()))
	if err := s3safe.Check(dropsMetadata(), s3safe.WithStrict(), s3safe.WithRuleMode(s3safe.Report, "copy-metadata-without-replace")); err != nil {
		t.Errorf("reported by choice: %v", err)
	}
}

// example returns a rule of the catalogue that fits, with an input that it is true of.
func example(t *testing.T, fits func(*compat.Rule) bool) (*compat.Rule, any) {
	t.Helper()
	for _, r := range sourceaws.Source().Rules() {
		if !fits(r) {
			continue
		}
		in, err := sdk.NewInput(compat.Complete(r.Violating[0], sdk.Schema))
		if err != nil {
			continue
		}
		if v, err := s3safe.Inspect(in); err == nil && len(v.Rejected)+len(v.Reported) == 1 && append(v.Rejected, v.Reported...)[0].Rule.ID == r.ID {
			return r, in
		}
	}
	t.Fatal("no rule fits")
	return nil, nil
}

// A doubtful rule is enforced if it is chosen, and only then; to ask for it in another
// way is an error, not silence.
func TestChosenRules(t *testing.T) {
	r, in := example(t, func(r *compat.Rule) bool { return r.Doubt != "" && r.Effect == compat.Rejected })
	if err := s3safe.Check(in, s3safe.WithStrict()); err != nil {
		t.Errorf("%s is enforced, unasked: %v", r.ID, err)
	}
	chosen := mustStop(t, s3safe.Check(in, s3safe.WithStrict(r.ID)))
	if text := fmt.Sprintf("%+v", chosen); !strings.Contains(text, r.Doubt) {
		t.Errorf("the doubt isn't told:\n%s", text)
	}
	if err := s3safe.Validate(s3safe.WithStrict(r.ID), s3safe.WithRuleMode(s3safe.Enforce, r.ID)); err != nil {
		t.Errorf("%s: %v", r.ID, err)
	}
	for name, x := range map[string]struct {
		opts []s3safe.Option
		says string
	}{
		"a doubtful rule":           {[]s3safe.Option{s3safe.WithRuleMode(s3safe.Enforce, r.ID)}, `WithStrict("` + r.ID + `")`},
		"doubtful, only strictly":   {[]s3safe.Option{s3safe.WithStrict(), s3safe.WithRuleMode(s3safe.Enforce, r.ID)}, `WithStrict("` + r.ID + `")`},
		"an ignored one":            {[]s3safe.Option{s3safe.WithRuleMode(s3safe.Enforce, "copy-metadata-without-replace")}, "WithStrict()"},
		"a store's ignored one":     {[]s3safe.Option{s3safe.WithRuleMode(s3safe.Enforce, "minio-acl-ignored")}, "WithStrict()"},
		"a store's doubtful one":    {[]s3safe.Option{s3safe.WithRuleMode(s3safe.Enforce, "gcs-acl")}, `WithStrict("gcs-acl")`},
		"unknown":                   {[]s3safe.Option{s3safe.WithStrict("no-such-rule")}, "no-such-rule"},
		"a release to come":         {[]s3safe.Option{s3safe.WithRulesAsOf("v99.0")}, "v99.0"},
		"a release before all":      {[]s3safe.Option{s3safe.WithRulesAsOf("v0.0")}, "v0.0"},
		"not a release":             {[]s3safe.Option{s3safe.WithRulesAsOf("0.1")}, `"0.1"`},
		"not a release but a word":  {[]s3safe.Option{s3safe.WithRulesAsOf("vlatest")}, "vlatest"},
		"no such evidence":          {[]s3safe.Option{s3safe.WithEvidence(compat.Evidences)}, "evidence"},
		"a mode that doesn't exist": {[]s3safe.Option{s3safe.WithRuleMode(7, "acl-disabled")}, "mode 7"},
	} {
		if err := s3safe.Validate(x.opts...); err == nil || !strings.Contains(err.Error(), x.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, opts := range map[string][]s3safe.Option{
		"ignored, strictly":  {s3safe.WithStrict(), s3safe.WithRuleMode(s3safe.Enforce, "copy-metadata-without-replace", "minio-acl-ignored")},
		"reported":           {s3safe.WithRuleMode(s3safe.Report, r.ID, "copy-metadata-without-replace")},
		"off":                {s3safe.WithRuleMode(s3safe.Off, r.ID, "copy-metadata-without-replace", "gcs-acl")},
		"this release":       {s3safe.WithRulesAsOf(sourceaws.Release)},
		"a patch of it":      {s3safe.WithRulesAsOf(sourceaws.Release + ".7")},
		"any evidence":       {s3safe.WithEvidence(compat.Inferred)},
		"an enforced chosen": {s3safe.WithStrict("object-lock-mode-and-date")},
	} {
		if err := s3safe.Validate(opts...); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Only what rests on the evidence asked for stops a request; the rest is reported, but
// for what is asked for by name.
func TestEvidence(t *testing.T) {
	r, in := example(t, func(r *compat.Rule) bool {
		return r.Doubt == "" && r.Effect == compat.Rejected && r.Evidence()[0] == compat.Documented
	})
	mustStop(t, s3safe.Check(in, s3safe.WithEvidence(compat.Documented)))
	mustStop(t, s3safe.Check(in, s3safe.WithEvidence(compat.Recorded), s3safe.WithRuleMode(s3safe.Enforce, r.ID)))
	v, err := s3safe.Inspect(in, s3safe.WithEvidence(compat.Recorded))
	if err != nil || len(v.Rejected) != 0 || len(v.Reported) != 1 {
		t.Errorf("%s: %v, %v", r.ID, v, err)
	}
	_, in = example(t, func(r *compat.Rule) bool {
		return r.Doubt == "" && r.Effect == compat.Rejected && r.Evidence()[0] == compat.Recorded
	})
	mustStop(t, s3safe.Check(in, s3safe.WithEvidence(compat.Recorded)))
	mustStop(t, s3safe.Check(tagged(), s3safe.WithEvidence(compat.Recorded), s3safe.WithRules(noTags())))
}

// What S3 ignores is logged once through the client's logger, if nobody has asked for
// findings otherwise.
func TestIgnoredIsLoggedOnce(t *testing.T) {
	copies := func(log logging.Logger, opts ...s3safe.Option) {
		o := new(stub).options()
		o.Logger = log
		client := s3.New(o, s3safe.Guard(opts...))
		for range 3 {
			var stopped *s3safe.IncompatibleError
			if _, err := client.CopyObject(t.Context(), dropsMetadata()); errors.As(err, &stopped) {
				t.Fatal(err)
			}
		}
	}
	log := new(loggedLines)
	copies(log)
	if n := log.containing("[copy-metadata-without-replace]"); n != 1 {
		t.Errorf("logged %d times: %q", n, log.lines)
	}
	if log.containing("WARN s3safe: CopyObject: ") != 1 || log.containing(".rules/") != 1 {
		t.Errorf("%q", log.lines)
	}
	for name, opts := range map[string][]s3safe.Option{
		"a hook":       {s3safe.OnFinding(func(context.Context, s3safe.Event) {})},
		"off":          {s3safe.WithMode(s3safe.Off)},
		"the rule off": {s3safe.WithRuleMode(s3safe.Off, "copy-metadata-without-replace")},
	} {
		log := new(loggedLines)
		copies(log, opts...)
		if n := log.containing("s3safe"); n != 0 {
			t.Errorf("%s: logged %q", name, log.lines)
		}
	}
	copies(nil)
}

// At an emulator that is to be taken for Amazon, all that Amazon S3 rejects is stopped,
// but for what rests on https and on how the bucket is addressed, which the emulator
// doesn't show.
func TestAssumeAmazon(t *testing.T) {
	emulator := func(o *s3.Options) {
		o.BaseEndpoint, o.UsePathStyle = aws.String("http://127.0.0.1:4566"), true
	}
	stops := func(in any, op string, opts []s3safe.Option, with ...func(*s3.Options)) string {
		s := new(stub)
		client := s3.New(s.options(), append(with, s3safe.Guard(opts...))...)
		var stopped *s3safe.IncompatibleError
		if err := invoke(client, op, in); !errors.As(err, &stopped) {
			if err != nil && s.requests.Load() == 0 {
				return "the SDK refuses it"
			}
			return ""
		}
		ids := make([]string, len(stopped.Findings))
		for i, f := range stopped.Findings {
			ids[i] = f.Rule.ID
		}
		if stopped.Store != "" {
			return "at " + stopped.Store
		}
		return strings.Join(ids, " ")
	}
	rests := compat.FeaturesOf(compat.Scheme, compat.Addressing, compat.Accelerate, compat.DualStack, compat.FIPS)
	var same, plainly, excused int
	for _, r := range sourceaws.Source().Rules() {
		if r.Doubt != "" || r.Effect != compat.Rejected {
			continue
		}
		c := r.Violating[0]
		in, err := sdk.NewInput(compat.Complete(c, sdk.Schema))
		if err != nil {
			t.Fatal(err)
		}
		op := c.Operation.String()
		amazon := stops(in, op, nil)
		if amazon == "" {
			continue // rests on a bucket's state, or on options that this client hasn't
		}
		// Without asking whose endpoint it is.
		if at := stops(in, op, []s3safe.Option{s3safe.AssumeAmazon()}, emulator); at == amazon {
			same++
		} else if r.When.Asks()&rests != 0 || at == "the SDK refuses it" {
			excused++
		} else {
			t.Errorf("%s: Amazon's endpoint stops it by %q, the emulator's by %q", r.ID, amazon, at)
		}
		if stops(in, op, nil, emulator) == amazon {
			plainly++
		}
	}
	if same == 0 || same <= plainly {
		t.Errorf("%d requests are stopped as at Amazon, %d without assuming it", same, plainly)
	}
	t.Logf("of the requests that Amazon's endpoint stops, %d are stopped at an emulator, %d without AssumeAmazon; %d rest on the endpoint", same, plainly, excused)

	// What production may send isn't stopped for how the emulator is reached.
	if got := stops(encrypted(), "PutObject", []s3safe.Option{s3safe.AssumeAmazon()}, emulator); got != "" {
		t.Errorf("a customer's key over the emulator's http is stopped by %s", got)
	}
	in := aws.String("reports")
	for _, opts := range [][]s3safe.Option{nil, {s3safe.AssumeAmazon()}} {
		o := s3.Options{Region: "us-east-1"}
		emulator(&o)
		v, err := s3safe.Inspect(&s3.DeleteBucketInput{Bucket: in}, append(opts, s3safe.WithClientOptions(o))...)
		if err != nil || len(v.Rejected) != 0 {
			t.Errorf("%v, %v", v.Rejected, err)
		}
	}
}
