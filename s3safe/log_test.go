package s3safe

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/smithy-go/tracing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func lockWithoutDate(t *testing.T) Event {
	t.Helper()
	r := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "k", member.ObjectLockMode, "GOVERNANCE").Request()
	found := aws.Catalog().Check(r, nil)
	if len(found) != 1 {
		t.Fatal(found)
	}
	return Event{Operation: "PutObject", Bucket: "rep\x1borts", Findings: found, Stopped: true}
}

// logged is what the hook of LogFindings logs, one record a line.
func logged(t *testing.T, log *findingLog, ctx context.Context, events ...Event) (records []map[string]any) {
	t.Helper()
	var b bytes.Buffer
	log.logger = slog.New(slog.NewJSONHandler(&b, nil))
	for _, e := range events {
		log.tell(ctx, e)
	}
	for _, line := range strings.Split(strings.TrimSpace(b.String()), "\n") {
		if line == "" {
			continue
		}
		var m map[string]any
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		records = append(records, m)
	}
	return records
}

func newLog(opts ...LogOption) *findingLog {
	l := &findingLog{now: time.Now, seen: map[string]*repeated{}}
	for _, o := range opts {
		o(l)
	}
	return l
}

func TestLogTellsSetFromMissing(t *testing.T) {
	e := lockWithoutDate(t)
	r := logged(t, newLog(), context.Background(), e)[0]
	for key, want := range map[string]string{
		"operation": `"PutObject"`, "rule": `"object-lock-mode-and-date"`, "set": `["ObjectLockMode"]`, "missing": `["ObjectLockRetainUntilDate"]`,
		"stopped": "true", "effect": `"rejected"`, "remedy": `"Set both, or neither"`, "code": `"InvalidArgument"`,
		"msg": `"s3safe: ObjectLockMode is set without ObjectLockRetainUntilDate"`,
	} {
		if got, _ := json.Marshal(r[key]); string(got) != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	for _, absent := range []string{"bucket", "caller", "trace_id", "repeated", "paths", "facts"} {
		if _, there := r[absent]; there {
			t.Errorf("%s is logged unasked, or empty", absent)
		}
	}
}

type span struct{ tracing.Span }

func (span) Context() tracing.SpanContext { return tracing.SpanContext{TraceID: "t1", SpanID: "s1"} }

func TestLogOptions(t *testing.T) {
	ctx := tracing.WithSpan(context.Background(), span{})
	r := logged(t, newLog(LogBucket(), LogTraceIDs()), ctx, lockWithoutDate(t))[0]
	if r["bucket"] != `rep\x1borts` || r["trace_id"] != "t1" || r["span_id"] != "s1" {
		t.Errorf("%v", r)
	}
}

func TestRepeatedFindingsAreCounted(t *testing.T) {
	clock := time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)
	log := newLog(LogOncePer(time.Minute), LogBucket())
	log.now = func() time.Time { return clock }
	e := lockWithoutDate(t)
	other := e
	other.Bucket = "other"
	if n := len(logged(t, log, context.Background(), e, e, other, e)); n != 2 {
		t.Errorf("%d records of two different findings", n)
	}
	clock = clock.Add(2 * time.Minute)
	again := logged(t, log, context.Background(), e)
	if len(again) != 1 || again[0]["repeated"] != 2.0 {
		t.Errorf("%v", again)
	}
	for i := range 2 * maxRemembered {
		many := e
		many.Bucket = strings.Repeat("x", 1+i%7) + string(rune('a'+i%26)) + time.Duration(i).String()
		log.tell(context.Background(), many)
	}
	if len(log.seen) > maxRemembered {
		t.Errorf("%d findings are remembered", len(log.seen))
	}
}
