package verify

import (
	"fmt"
	"math"
	"net/http"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

// Limits bound a run. What would exceed one isn't sent any more; removing what was
// made always is.
type Limits struct {
	Requests int           // 0: DefaultLimits' own
	Time     time.Duration // 0: DefaultLimits' own
	Dollars  float64       // 0: DefaultLimits' own
	// PerSecond is how many requests are sent in a second, 1 or more; 0: as fast as
	// they are answered.
	PerSecond float64
}

// DefaultLimits are somewhat more than a run of all rules takes at most by its plan.
var DefaultLimits = Limits{Requests: 60_000, Time: 4 * time.Hour, Dollars: 5}

// Prices in US dollars for one request in US East (N. Virginia), rounded up to the
// dearest that a request of the method can be: of the coldest storage class for writes,
// of a metrics configuration for an hour, of an expedited retrieval. Other Regions have
// other prices, so there the dollars are an estimate. Storage is a few kilobytes for
// minutes, the parts of an upload some megabytes, and isn't counted; some classes bill
// 90 or 180 days of it, which for a kilobyte is less than the price of its request. Nor
// is what KMS takes for keys of its own, three dollars for a million requests. See
// https://aws.amazon.com/s3/pricing/ and https://aws.amazon.com/kms/pricing/.
const (
	writePrice   = 0.05 / 1000
	readPrice    = 0.01 / 1000
	specialPrice = 0.01
)

// price is what a request costs at most.
func price(r *http.Request) float64 {
	q := r.URL.Query()
	switch {
	case r.Method == http.MethodDelete:
		return 0
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		if len(q) > 0 {
			return writePrice // it may list
		}
		return readPrice
	case q.Has("restore"), q.Has("metrics") && r.Method == http.MethodPut:
		return specialPrice
	}
	return writePrice
}

// dollars writes a price that is at most the amount, so it is rounded up.
func dollars(amount float64) string { return fmt.Sprintf("$%.2f", math.Ceil(amount*100)/100) }

// Spent is what a run has sent.
type Spent struct {
	Requests int     `json:"requests"`
	Writes   int     `json:"writes"` // PUT, POST and listings, as S3 bills them
	Dollars  float64 `json:"dollars"`
}

// meter is a transport that counts and stops at the limits.
type meter struct {
	next   aws.HTTPClient
	limits Limits
	end    time.Time

	mu       sync.Mutex
	spent    Spent
	at       time.Time // when the next request may be sent
	clearing bool      // removing isn't limited
	reached  string    // the limit at which the run ended
}

func newMeter(next aws.HTTPClient, l Limits) *meter {
	if l.Requests == 0 {
		l.Requests = DefaultLimits.Requests
	}
	if l.Time == 0 {
		l.Time = DefaultLimits.Time
	}
	if l.Dollars == 0 {
		l.Dollars = DefaultLimits.Dollars
	}
	return &meter{next: next, limits: l, end: time.Now().Add(l.Time)}
}

// Do implements the SDK's HTTPClient.
func (m *meter) Do(r *http.Request) (*http.Response, error) {
	wait, err := m.enter(r)
	if err != nil {
		return nil, err
	}
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	return m.next.Do(r)
}

func (m *meter) enter(r *http.Request) (wait time.Duration, err error) {
	cost := price(r)
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if !m.clearing {
		switch {
		case m.spent.Requests >= m.limits.Requests:
			m.reached = fmt.Sprintf("the run's limit of %d requests is reached", m.limits.Requests)
		case now.After(m.end):
			m.reached = fmt.Sprintf("the run's limit of %s is reached", m.limits.Time)
		case m.spent.Dollars+cost > m.limits.Dollars:
			m.reached = fmt.Sprintf("the run's limit of $%.2f is reached", m.limits.Dollars)
		}
		if m.reached != "" {
			return 0, &trial.Refusal{Why: m.reached}
		}
	}
	m.spent.Requests++
	m.spent.Dollars += cost
	if cost >= writePrice {
		m.spent.Writes++
	}
	if m.limits.PerSecond > 0 {
		if m.at.Before(now) {
			m.at = now
		}
		wait = m.at.Sub(now)
		m.at = m.at.Add(time.Duration(float64(time.Second) / m.limits.PerSecond))
	}
	return wait, nil
}

// clear lifts the limits, for removing what was made.
func (m *meter) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.clearing = true
}

// ended says at which limit the run ended; empty while it hasn't.
func (m *meter) ended() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.reached
}

// Spent returns what was sent until now.
func (m *meter) Spent() Spent {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.spent
}
