package s3safe_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe"
)

func configured(s *stub) aws.Config {
	return aws.Config{Region: "us-east-1", Credentials: s, HTTPClient: s}
}

// Every client that is made from the configuration is guarded, with options of its own
// or not, and so are its copies; those made before aren't.
func TestInstall(t *testing.T) {
	s := new(stub)
	cfg := configured(s)
	before, early := s3.NewFromConfig(cfg), cfg.Copy()
	s3safe.Install(&cfg, s3safe.WithRules(noTags()))
	after := cfg.Copy()
	for name, c := range map[string]*s3.Client{
		"plain":        s3.NewFromConfig(cfg),
		"with options": s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true }),
		"of a copy":    s3.NewFromConfig(after),
		"made again":   s3.New(s3.NewFromConfig(cfg).Options()),
	} {
		_, err := c.PutObject(t.Context(), tagged())
		mustStop(t, err)
		if !s3safe.Guarded(c) {
			t.Errorf("%s: isn't guarded", name)
		}
	}
	s.untouched(t)
	for name, c := range map[string]*s3.Client{"made before": before, "of a copy made before": s3.NewFromConfig(early)} {
		if s3safe.Guarded(c) {
			t.Errorf("%s: is guarded", name)
		}
	}
}

// Two configurations that come from one don't share what is installed in them, and
// clients of other services aren't touched.
func TestInstallOnlyHere(t *testing.T) {
	cfg := configured(new(stub))
	cfg.ServiceOptions = make([]func(string, any), 0, 4)
	other := cfg.Copy()
	s3safe.Install(&cfg, s3safe.WithRules(noTags()))
	s3safe.Install(&other, s3safe.WithMode(s3safe.Off))
	_, err := s3.NewFromConfig(cfg).PutObject(t.Context(), tagged())
	mustStop(t, err)

	type dynamoOptions struct {
		APIOptions []func(*middleware.Stack) error
	}
	var o dynamoOptions
	for _, f := range cfg.ServiceOptions {
		f("DynamoDB", &o)
		f("S3", &o)
	}
	if o.APIOptions != nil {
		t.Error("another service's client is guarded")
	}
}

// A client's own guard takes the place of the installed one, and so does New's.
func TestInstallGivesWay(t *testing.T) {
	s := new(stub)
	cfg := configured(s)
	s3safe.Install(&cfg, s3safe.WithRules(noTags()))
	if _, err := s3.NewFromConfig(cfg, s3safe.Guard()).PutObject(t.Context(), tagged()); err != nil {
		t.Error(err)
	}
	if _, err := s3safe.New(s3.NewFromConfig(cfg)).PutObject(t.Context(), tagged()); err != nil {
		t.Error(err)
	}
}

// An installed guard with a state cache learns from the clients and stops by what it
// knows, as one of a client does.
func TestInstallWithCache(t *testing.T) {
	f := new(fakeS3)
	o := f.options()
	cache := newCache(t)
	cfg := aws.Config{Region: o.Region, Credentials: o.Credentials, HTTPClient: o.HTTPClient}
	s3safe.Install(&cfg, s3safe.WithState(cache))
	_, err := s3.NewFromConfig(cfg).PutObject(t.Context(), locked())
	mustStop(t, err)
	if f.count("GET object-lock") != 1 {
		t.Errorf("asked %d times", f.count("GET object-lock"))
	}
}

// A client of the configuration that reaches another service is guarded, but by nothing
// that is known of the configuration's buckets, and nothing is learned from it.
func TestInstallElsewhere(t *testing.T) {
	for name, own := range leadsAway {
		if name == "EndpointResolverV2" {
			continue // as a client's, the SDK compares it, and panics for a type that can't be; its pointer is tried
		}
		f := new(fakeS3)
		o := inFrankfurt(f)
		cache := newCache(t)
		cfg := aws.Config{Region: o.Region, Credentials: o.Credentials, HTTPClient: o.HTTPClient}
		s3safe.Install(&cfg, s3safe.WithState(cache), s3safe.WithRules(noTags()))
		near, away := s3.NewFromConfig(cfg), s3.NewFromConfig(cfg, own)
		_, _ = away.GetObjectLockConfiguration(t.Context(), &s3.GetObjectLockConfigurationInput{Bucket: reports()})
		if n := len(cache.Buckets()); n != 0 {
			t.Errorf("%s: %d buckets are learned of", name, n)
		}
		_, err := near.PutObject(t.Context(), locked())
		mustStop(t, err)
		if _, err := away.PutObject(t.Context(), locked()); stopped(err) {
			t.Errorf("%s: stopped by what holds elsewhere: %v", name, err)
		}
		_, err = away.PutObject(t.Context(), tagged())
		mustStop(t, err)
	}
	for name, own := range nearby {
		f := new(fakeS3)
		o := inFrankfurt(f)
		cfg := aws.Config{Region: o.Region, Credentials: o.Credentials, HTTPClient: o.HTTPClient}
		s3safe.Install(&cfg, s3safe.WithState(newCache(t)))
		if _, err := s3.NewFromConfig(cfg, own).PutObject(t.Context(), locked()); !stopped(err) {
			t.Errorf("%s: not stopped: %v", name, err)
		}
	}
}

// A guard is in a client's calls, or it isn't: whatever took it away.
func TestGuarded(t *testing.T) {
	s := new(stub)
	guard := s3safe.Guard()
	reset := func(o *s3.Options) { o.APIOptions = nil }
	takeAway := func(o *s3.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			_, err := stack.Serialize.Swap("OperationSerializer", middleware.SerializeMiddlewareFunc("OperationSerializer",
				func(ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler) (middleware.SerializeOutput, middleware.Metadata, error) {
					return next.HandleSerialize(ctx, in)
				}))
			return err
		})
	}
	client := s3.New(s.options(), guard)
	for name, x := range map[string]struct {
		client *s3.Client
		call   []func(*s3.Options)
		want   bool
	}{
		"nil":                            {client: nil},
		"without":                        {client: s3.New(s.options())},
		"Guard":                          {client: client, want: true},
		"off":                            {client: s3.New(s.options(), s3safe.Guard(s3safe.WithMode(s3safe.Off))), want: true},
		"New":                            {client: newClient(s).Client, want: true},
		"made again":                     {client: s3.New(client.Options()), want: true},
		"a client that resets":           {client: s3.New(s.options(), guard, reset)},
		"a client that resets before":    {client: s3.New(s.options(), reset, guard), want: true},
		"a call that resets":             {client: client, call: []func(*s3.Options){reset}},
		"a call that brings it back":     {client: client, call: []func(*s3.Options){reset, guard}, want: true},
		"a call of a client without":     {client: s3.New(s.options()), call: []func(*s3.Options){guard}, want: true},
		"middleware that takes it away":  {client: s3.New(s.options(), guard, takeAway)},
		"middleware that was there":      {client: s3.New(s.options(), takeAway, guard), want: true},
		"a call with another option":     {client: client, call: []func(*s3.Options){pathStyle}, want: true},
		"a call that takes it away":      {client: client, call: []func(*s3.Options){takeAway}},
		"a call that guards differently": {client: client, call: []func(*s3.Options){s3safe.Guard(s3safe.WithRules(noTags()))}, want: true},
	} {
		if got := s3safe.Guarded(x.client, x.call...); got != x.want {
			t.Errorf("%s: Guarded is %t", name, got)
		}
		if x.client == nil {
			continue
		}
		// It says what is so: a request that S3 rejects is stopped, or sent.
		in := tagged()
		in.ObjectLockMode = "GOVERNANCE" // without a date
		_, err := x.client.PutObject(t.Context(), in, x.call...)
		var stopped *s3safe.IncompatibleError
		if name != "off" && errors.As(err, &stopped) != x.want {
			t.Errorf("%s: PutObject: %v", name, err)
		}
	}
}
