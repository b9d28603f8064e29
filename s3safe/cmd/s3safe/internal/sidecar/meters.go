package sidecar

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// meters count requests and findings. Their labels have few values: no bucket, no key.
type meters struct {
	underWay atomic.Int64

	mu       sync.Mutex
	requests map[requestLabels]int64
	findings map[findingLabels]int64
}

type requestLabels struct{ operation, result string }

type findingLabels struct {
	rule     string
	rejected bool
}

func newMeters() *meters {
	return &meters{requests: map[requestLabels]int64{}, findings: map[findingLabels]int64{}}
}

// count counts the requests under way.
func (m *meters) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.underWay.Add(1)
		defer m.underWay.Add(-1)
		next.ServeHTTP(w, r)
	})
}

// request counts a request.
func (m *meters) request(_ context.Context, e strict.Event) {
	result := "forwarded"
	switch {
	case e.Rejected:
		result = "rejected"
	case e.Err != nil:
		result = "unread"
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.requests[requestLabels{e.Operation, result}]++
}

// found counts findings: those of a body come when the request was counted already.
func (m *meters) found(_ context.Context, e strict.Event) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range e.Findings {
		m.findings[findingLabels{f.Rule.ID, e.Rejected}]++
	}
}

// text returns the counts as Prometheus reads them.
func (m *meters) text() string {
	var b strings.Builder
	family := func(name, kind, help string) {
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	family("s3safe_proxy_requests_total", "counter", "Requests by operation, and by what was decided before their bodies passed: forwarded, rejected, or forwarded unread.")
	for _, l := range slices.SortedFunc(maps.Keys(m.requests), func(x, y requestLabels) int {
		return strings.Compare(x.operation+" "+x.result, y.operation+" "+y.result)
	}) {
		fmt.Fprintf(&b, "s3safe_proxy_requests_total{operation=%q,result=%q} %d\n", l.operation, l.result, m.requests[l])
	}
	family("s3safe_proxy_findings_total", "counter", "Findings by rule, and whether the request was rejected.")
	for _, l := range slices.SortedFunc(maps.Keys(m.findings), func(x, y findingLabels) int {
		return strings.Compare(fmt.Sprint(x), fmt.Sprint(y))
	}) {
		fmt.Fprintf(&b, "s3safe_proxy_findings_total{rule=%q,rejected=\"%t\"} %d\n", l.rule, l.rejected, m.findings[l])
	}
	family("s3safe_proxy_requests_under_way", "gauge", "Requests that aren't answered yet.")
	fmt.Fprintf(&b, "s3safe_proxy_requests_under_way %d\n", m.underWay.Load())
	return b.String()
}
