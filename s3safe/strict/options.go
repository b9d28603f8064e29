package strict

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/compat/wire"
	"github.com/s3safe/s3safe-go/internal/printable"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Option configures a [Handler].
type Option func(*config)

type config struct {
	mode        s3safe.Mode
	ruleModes   map[string]s3safe.Mode
	rules       []compat.Rule
	store       *provider.Profile
	states      []state.Source
	credentials aws.CredentialsProvider
	endpoint    compat.Facts
	now         func() time.Time
	onRequest   []func(context.Context, Event)
	onFinding   []func(context.Context, Event)
	decoding    []wire.Option
}

// WithMode sets the mode; the default is s3safe.Enforce. With s3safe.Report every
// request goes on, and the hooks are told what Amazon would have rejected; with
// s3safe.Off it goes on unseen.
func WithMode(m s3safe.Mode) Option { return func(c *config) { c.mode = m } }

// WithRuleMode sets the mode of single rules by id. It counts before that of
// [WithMode].
func WithRuleMode(m s3safe.Mode, rules ...string) Option {
	return func(c *config) {
		if c.ruleModes == nil {
			c.ruleModes = map[string]s3safe.Mode{}
		}
		for _, id := range rules {
			c.ruleModes[id] = m
		}
	}
}

// WithRules adds rules to the catalogue, for what an organisation's own policies
// reject. They must be complete, like the catalogue's.
func WithRules(rules ...compat.Rule) Option {
	return func(c *config) { c.rules = append(c.rules, rules...) }
}

// As says whose store the handler is as strict as; the default is
// [provider.Amazon]. At another store the rules of Amazon's hold that it was seen to
// keep, and its own.
func As(p *provider.Profile) Option { return func(c *config) { c.store = p } }

// WithState tells what is known of buckets and uploads. Several sources are asked in
// the order given. Without any, the handler has a [state.Cache] of its own, which
// learns from what passes.
func WithState(s state.Source) Option {
	return func(c *config) {
		if s != nil {
			c.states = append(c.states, s)
		}
	}
}

// WithCredentials lets the handler look up what a request can't be judged without:
// it asks the server behind it, signing with the credentials, once for all requests
// that wait, and only for what package state's documentation lists. Without
// credentials nothing is looked up. Then only what a source declares, and what the
// server has said within the last [state.Fresh], rejects a request.
func WithCredentials(p aws.CredentialsProvider) Option {
	return func(c *config) { c.credentials = p }
}

// WithEndpoint states facts about the endpoint that the handler stands for, in the
// place of what a request shows. Unless it is stated, the scheme is unknown where the
// request isn't addressed to one of Amazon's hosts, and the request isn't rejected for
// it: a server for tests speaks HTTP where Amazon would be spoken to by HTTPS.
func WithEndpoint(f compat.Facts) Option { return func(c *config) { c.endpoint = f } }

// WithClock sets the time that dates are judged by, exactly. Without it they are judged
// by the machine's clock, and a request is rejected only if it would be with a clock
// that is wrong by 15 minutes, either way.
func WithClock(now func() time.Time) Option { return func(c *config) { c.now = now } }

// WithDecoding adds options of [wire.Decode], such as custom domains.
func WithDecoding(opts ...wire.Option) Option {
	return func(c *config) { c.decoding = append(c.decoding, opts...) }
}

// Event tells a hook about one request.
type Event struct {
	// Operation is the name of the API operation, empty if it isn't known.
	Operation string
	// Bucket is the bucket that the request names, empty if none.
	Bucket string
	// Findings are the rules that are true of the request: first those for which it
	// is rejected, then those that are only reported, each in S3's order.
	Findings []compat.Finding
	// Rejected is set if the handler answered the request itself. Answer is Amazon's
	// answer, as it would be sent to anything but HEAD; zero if the request goes on.
	Rejected bool
	Answer   compat.Answer
	// Err is set if the request, or its body, couldn't be read as one of S3's. If it is
	// known that Amazon rejects it, the finding says by which rule; else it goes on.
	Err error
}

// OnRequest adds a hook that is called for every request, before it goes on or is
// rejected. It must be safe for concurrent use.
func OnRequest(hook func(context.Context, Event)) Option {
	return func(c *config) {
		if hook != nil {
			c.onRequest = append(c.onRequest, hook)
		}
	}
}

// OnFinding adds a hook that is called for every request with findings, rejected or
// not, and for those that couldn't be read; once more when the body of an upload turns
// out to be one that Amazon refuses. It must be safe for concurrent use.
func OnFinding(hook func(context.Context, Event)) Option {
	return func(c *config) {
		if hook != nil {
			c.onFinding = append(c.onFinding, hook)
		}
	}
}

// LogFindings logs what [OnFinding] is told: findings at level Warn, requests that
// couldn't be read at level Info. Of the request's values only the bucket and what a
// finding's problem may hold are logged.
func LogFindings(l *slog.Logger) Option {
	return OnFinding(func(ctx context.Context, e Event) {
		if e.Err != nil {
			l.LogAttrs(ctx, slog.LevelInfo, "s3safe: a request can't be read: "+printable.Line(e.Err.Error()))
		}
		for _, f := range e.Findings {
			l.LogAttrs(ctx, slog.LevelWarn, "s3safe: "+f.Text(), slog.String("operation", e.Operation),
				slog.String("bucket", printable.Line(e.Bucket)), slog.Bool("rejected", e.Rejected), slog.Any("finding", f))
		}
	})
}

// Validate reports what is wrong with options: rules that are incomplete, and modes
// or rules that don't exist. A handler with such options enforces what it can.
func Validate(opts ...Option) error {
	_, err := newHandler(nil, opts)
	return err
}

// settings checks the options and fills the handler by them.
func (h *handler) settings(c *config) error {
	var errs []error
	h.catalog = catalogue.WireCatalog()
	if len(c.rules) > 0 {
		own, err := h.catalog.With(c.rules...)
		if err != nil {
			errs = append(errs, fmt.Errorf("strict: own rules are left out: %w", err))
		} else {
			h.catalog, h.own = own, map[string]bool{}
			for i := range c.rules {
				h.own[c.rules[i].ID] = true
			}
		}
	}
	valid := func(m s3safe.Mode) bool { return m <= s3safe.Off }
	if h.mode = c.mode; !valid(c.mode) {
		errs = append(errs, fmt.Errorf("strict: there is no mode %d: the handler enforces", uint8(c.mode)))
		h.mode = s3safe.Enforce
	}
	for id, m := range c.ruleModes {
		switch {
		case !valid(m):
			errs = append(errs, fmt.Errorf("strict: rule %q: there is no mode %d", id, uint8(m)))
		case h.catalog.Rule(id) == nil && !provider.Owns(id):
			errs = append(errs, fmt.Errorf("strict: mode %s is set for the unknown rule %q", m, id))
		default:
			if h.ruleModes == nil {
				h.ruleModes = map[string]s3safe.Mode{}
			}
			h.ruleModes[id] = m
		}
	}
	if h.store = c.store; h.store == nil {
		h.store = provider.Amazon
	}
	h.endpoint, h.now, h.onRequest, h.onFinding = c.endpoint, c.now, c.onRequest, c.onFinding
	decoder := func(clock func() time.Time) *wire.Decoder {
		return wire.NewDecoder(append([]wire.Option{wire.Clock(clock)}, c.decoding...)...)
	}
	if c.now != nil {
		h.decoder = decoder(c.now)
	} else {
		h.decoder = wire.NewDecoder(c.decoding...)
		h.early = decoder(func() time.Time { return time.Now().Add(-clockSkew) })
		h.late = decoder(func() time.Time { return time.Now().Add(clockSkew) })
	}
	h.credentials = c.credentials
	h.states = c.states
	if len(h.states) == 0 {
		cache, err := state.New()
		errs = append(errs, err)
		h.states = []state.Source{cache}
	}
	return errors.Join(errs...)
}
