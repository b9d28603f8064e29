package trial

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/examples/s3server"
)

// perKind is how many of the solver's examples are tried at a server of one's own.
const perKind = 4

// Embedded is the server that the run starts itself.
func Embedded() *Store {
	return &Store{
		ID: "versitygw", Missing: missing, Mistaken: mistake, Solved: perKind,
		Start: func(ctx context.Context, x Session) (Server, error) {
			// Extended attributes differ by file system, and are too small for a
			// configuration with a hundred rules.
			return s3server.Start(ctx, append(x.options(), s3server.WithSidecar())...)
		},
	}
}

// Attached is a server that runs already at the address, with the profile's id. It
// has accounts of these access keys, with the same secret.
func Attached(id, at, secret string, accounts []string) *Store {
	return &Store{
		ID: id, Mistaken: Elsewhere, Solved: perKind,
		// The server outlives the session, and may have lived before.
		Prefix: strconv.FormatInt(time.Now().UnixMilli(), 36) + "-",
		Lacks: func(x Session) string {
			switch {
			case x.Region != s3server.DefaultRegion:
				return "the server's Region can't be " + x.Region
			case !slices.Contains(accounts, x.Account):
				return "the server has no such account"
			}
			return ""
		},
		Start: func(ctx context.Context, x Session) (Server, error) {
			return s3server.Attach(ctx, strings.TrimPrefix(at, "http://"), append(x.options(), s3server.WithSecret(secret))...)
		},
	}
}

func (s Session) options() []s3server.Option {
	opts := []s3server.Option{s3server.WithRegion(s.Region), s3server.WithAccessKey(s.Account)}
	if s.TLS {
		opts = append(opts, s3server.WithTLS())
	}
	return opts
}
