package main

import (
	"context"
	"strings"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/examples/s3server"
)

// store is the server that the rules are tried on.
type store struct {
	// id is that of the store's profile, see package provider.
	id string
	// at is the address of a server that runs already; empty for the embedded
	// one.
	at string
	// secret is that of its account, whose access key is the session's.
	secret string
	// accounts are the access keys that it has.
	accounts []string
	// missing are the operations that it doesn't implement.
	missing operation.Set
}

// embedded is the server that the run starts itself.
func embedded() *store { return &store{id: "versitygw", missing: missing} }

// lacks says why a session can't be had; empty if it can.
func (s *store) lacks(x session) string {
	if s.at == "" {
		return ""
	}
	if x.region != s3server.DefaultRegion {
		return "the server's Region can't be " + x.region
	}
	for _, a := range s.accounts {
		if a == x.account {
			return ""
		}
	}
	return "the server has no such account"
}

func (s *store) start(ctx context.Context, x session) (*s3server.Server, error) {
	opts := []s3server.Option{s3server.WithRegion(x.region), s3server.WithAccessKey(x.account)}
	if x.tls {
		opts = append(opts, s3server.WithTLS())
	}
	if s.at != "" {
		return s3server.Attach(ctx, strings.TrimPrefix(s.at, "http://"), append(opts, s3server.WithSecret(s.secret))...)
	}
	// Extended attributes differ by file system, and are too small for a
	// configuration with a hundred rules.
	return s3server.Start(ctx, append(opts, s3server.WithSidecar())...)
}
