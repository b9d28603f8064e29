package state

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
)

// probing makes a client of a server, with each of the HTTP clients that people
// have.
func probing(t *testing.T, h http.HandlerFunc, test func(t *testing.T, client *s3.Client)) {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	for name, client := range map[string]s3.HTTPClient{
		"SDK": nil, "SDK's own": awshttp.NewBuildableClient(), "net/http": &http.Client{}, "default": http.DefaultClient,
	} {
		t.Run(name, func(t *testing.T) {
			test(t, s3.New(s3.Options{
				Region: "us-east-1", BaseEndpoint: &server.URL, UsePathStyle: true, HTTPClient: client, Retryer: aws.NopRetryer{},
				Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
					return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret"}, nil
				}),
			}))
		})
	}
}

// Wherever a server leads a probe, and however much it says, the probe ends soon,
// with nothing.
func TestProbesAreBounded(t *testing.T) {
	var requests, sent atomic.Int64
	endless := func(w http.ResponseWriter, begin string) {
		_, _ = io.WriteString(w, begin)
		blank := []byte(strings.Repeat(" ", 32<<10))
		for {
			n, err := w.Write(blank)
			if sent.Add(int64(n)); err != nil {
				return
			}
		}
	}
	for name, h := range map[string]http.HandlerFunc{
		"a redirect in circles": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.String(), http.StatusTemporaryRedirect)
		},
		"a permanent one": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.String(), http.StatusPermanentRedirect)
		},
		"a found one": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.String(), http.StatusFound) },
		"an endless error": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			endless(w, "<Error><Code>AccessDenied</Code>")
		},
		"an endless redirect": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusMovedPermanently)
			endless(w, "<Error>")
		},
		"an endless document": func(w http.ResponseWriter, _ *http.Request) { endless(w, "<VersioningConfiguration>") },
		"endless garbage":     func(w http.ResponseWriter, _ *http.Request) { endless(w, "") },
	} {
		t.Run(name, func(t *testing.T) {
			probing(t, func(w http.ResponseWriter, r *http.Request) { requests.Add(1); h(w, r) }, func(t *testing.T, client *s3.Client) {
				requests.Store(0)
				sent.Store(0)
				c := mustNew(t, WithProbeTimeout(20*time.Second))
				began := time.Now()
				if c.Look(t.Context(), Lookup{Bucket: "reports", Missing: compat.FeaturesOf(compat.Versioning), Client: func() API { return client }}) {
					t.Error("something is known")
				}
				c.Wait()
				if d := time.Since(began); d > 15*time.Second {
					t.Errorf("it took %s", d)
				}
				if n := requests.Load(); n > maxHops+1 { // the last may be under way when it is ended
					t.Errorf("%d requests", n)
				}
				if n := sent.Load(); n > 32<<20 {
					t.Errorf("%d MB were sent", n>>20)
				}
			})
		})
	}
}

// Only what S3 answers is an answer to a probe.
func TestProbesBelieveOnlyS3(t *testing.T) {
	for name, x := range map[string]struct {
		status int
		body   string
		want   bool
	}{
		"configuration":    {200, "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>", true},
		"never configured": {200, `<?xml version="1.0" encoding="UTF-8"?><VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>`, true},
		"missing bucket":   {404, "<Error><Code>NoSuchBucket</Code></Error>", true},
		"followed":         {200, "<VersioningConfiguration/><VersioningConfiguration/>", false},
		"text before":      {200, "hello <VersioningConfiguration/>", false},
		"page":             {200, "<html></html>", false},
		"empty":            {200, "", false},
		"cut":              {200, "<VersioningConfiguration><Status>Ena", false},
		"error as success": {200, "<Error><Code>NoSuchBucket</Code></Error>", false},
		"another's error":  {404, "<html><Code>NoSuchBucket</Code></html>", false},
		"nothing":          {404, "", false},
		"a failure":        {500, "<Error><Code>NoSuchBucket</Code></Error>", false},
		"a cut error":      {404, "<Error><Code>NoSuchBucket</Code>", false},
	} {
		h := func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(x.status)
			_, _ = io.WriteString(w, x.body)
		}
		probing(t, h, func(t *testing.T, client *s3.Client) {
			c := mustNew(t)
			c.Look(t.Context(), Lookup{Bucket: "reports", Missing: compat.FeaturesOf(compat.Versioning), Client: func() API { return client }})
			c.Wait()
			if got := len(c.Bucket(t.Context(), "reports").Known()) > 0; got != x.want {
				t.Errorf("%s: learned %v, want %v", name, got, x.want)
			}
		})
	}
}
