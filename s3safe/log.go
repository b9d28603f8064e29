package s3safe

import (
	"context"
	"log/slog"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/aws/smithy-go/tracing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// LogOption says what [LogFindings] logs besides the finding.
type LogOption func(*findingLog)

// LogBucket logs the bucket as the attribute bucket: the Bucket member as given.
func LogBucket() LogOption { return func(l *findingLog) { l.bucket = true } }

// LogCaller logs the file and line of the application's call as the attribute
// caller: the first frame outside of s3safe, the AWS SDK and smithy.
func LogCaller() LogOption { return func(l *findingLog) { l.caller = true } }

// LogTraceIDs logs the attributes trace_id and span_id of the SDK's tracing span
// (Options.TracerProvider), if the call has one.
func LogTraceIDs() LogOption { return func(l *findingLog) { l.trace = true } }

// LogOncePer logs the same finding once in the interval: the same operation, rule,
// members and paths, and the same bucket and caller if these are logged. The next
// one that is logged has the attribute repeated, which counts those that were left
// out in between. Up to 4,096 different findings are remembered; beyond that, others
// are forgotten and may be logged again early.
func LogOncePer(interval time.Duration) LogOption {
	return func(l *findingLog) { l.interval = interval }
}

// LogFindings logs every finding as a warning, with the problem as the message and
// the attributes operation, rule, problem, remedy, effect, set, missing, paths,
// facts, code (all as in [compat.Finding.LogValue]) and stopped.
func LogFindings(l *slog.Logger, opts ...LogOption) Option {
	log := &findingLog{logger: l, now: time.Now}
	for _, o := range opts {
		if o != nil {
			o(log)
		}
	}
	return OnFinding(log.tell)
}

type findingLog struct {
	logger                *slog.Logger
	bucket, caller, trace bool
	interval              time.Duration
	now                   func() time.Time

	mu   sync.Mutex
	seen map[string]*repeated
}

// repeated is what is remembered of a finding that was logged.
type repeated struct {
	at    time.Time
	times int // since then
}

const maxRemembered = 4096

func (l *findingLog) tell(ctx context.Context, e Event) {
	var more []slog.Attr
	if l.bucket && e.Bucket != "" {
		more = append(more, slog.String("bucket", printable.Line(e.Bucket)))
	}
	if l.caller {
		if at := callerOfSDK(); at != "" {
			more = append(more, slog.String("caller", at))
		}
	}
	same := len(more)
	if span, ok := tracing.GetSpan(ctx); ok && l.trace {
		if id := span.Context(); id.IsValid() {
			more = append(more, slog.String("trace_id", id.TraceID), slog.String("span_id", id.SpanID))
		}
	}
	for _, f := range e.Findings {
		n, log := l.due(e, f, more[:same])
		if !log {
			continue
		}
		attrs := append([]slog.Attr{slog.String("operation", e.Operation)}, f.LogValue().Group()...)
		attrs = append(append(attrs, slog.Bool("stopped", e.Stopped)), more...)
		if n > 0 {
			attrs = append(attrs, slog.Int("repeated", n))
		}
		l.logger.LogAttrs(ctx, slog.LevelWarn, "s3safe: "+f.Text(), attrs...)
	}
}

// due reports whether the finding is to be logged, and how often it was left out
// before.
func (l *findingLog) due(e Event, f compat.Finding, more []slog.Attr) (left int, log bool) {
	if l.interval <= 0 {
		return 0, true
	}
	var key strings.Builder
	part := func(s string) {
		key.WriteString(s)
		key.WriteByte(0)
	}
	part(e.Operation)
	part(f.Rule.ID)
	for _, m := range f.Members {
		part(m.String())
	}
	for _, p := range f.Paths {
		part(p)
	}
	for _, a := range more {
		part(a.Value.String())
	}
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.seen[key.String()]
	if r != nil && now.Sub(r.at) < l.interval {
		r.times++
		return 0, false
	}
	if r == nil {
		r = new(repeated)
		l.forget()
		if l.seen == nil {
			l.seen = map[string]*repeated{}
		}
		l.seen[key.String()] = r
	}
	left, r.times, r.at = r.times, 0, now
	return left, true
}

// forget makes room for one more finding.
func (l *findingLog) forget() {
	for key := range l.seen {
		if len(l.seen) < maxRemembered {
			return
		}
		delete(l.seen, key)
	}
}

// ours are the packages between the application's call and the guard, by how their
// functions' names begin.
var ours = []string{
	"github.com/s3safe/s3safe-go/s3safe.", "github.com/s3safe/s3safe-go/s3safe/op/", "github.com/s3safe/s3safe-go/s3safe/internal/",
	"github.com/aws/aws-sdk-go-v2/", "github.com/aws/smithy-go", "runtime.",
}

// callerOfSDK returns file and line of the application's call, "" if none is found.
func callerOfSDK() string {
	pcs := make([]uintptr, 96)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		mine := false
		for _, prefix := range ours {
			mine = mine || strings.HasPrefix(f.Function, prefix)
		}
		if !mine && f.File != "" {
			return f.File + ":" + strconv.Itoa(f.Line)
		}
		if !more {
			return ""
		}
	}
}
