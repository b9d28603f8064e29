package s3safe

import (
	"context"
	"net/url"
	"reflect"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"github.com/s3safe/s3safe-go/compat"
)

// cached is the cache that a client's credentials come from.
type cached struct {
	from *aws.CredentialsCache
	// fleeting is set once it had nothing any more of what a URL was just signed with:
	// it isn't asked again, since each time it would fetch credentials.
	fleeting atomic.Bool
}

// cacheOf returns the cache that a client's credentials come from, nil if they don't
// come from one: what isn't cached is fetched anew each time it is asked for, and isn't
// asked.
func cacheOf(p aws.CredentialsProvider) *cached {
	if cache := inside(p); cache != nil {
		return &cached{from: cache}
	}
	return nil
}

func inside(p aws.CredentialsProvider) *aws.CredentialsCache {
	if cache, ok := p.(*aws.CredentialsCache); ok {
		return cache
	}
	// A client that is made already has the SDK's adapter for Signature Version 4A
	// around the provider, whose type can't be named.
	v := reflect.ValueOf(p)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct ||
		!strings.HasPrefix(v.Elem().Type().PkgPath(), "github.com/aws/aws-sdk-go-v2/internal/") {
		return nil
	}
	inner := v.Elem().FieldByName("SymmetricProvider")
	if !inner.IsValid() || !inner.CanInterface() {
		return nil
	}
	cache, _ := inner.Interface().(*aws.CredentialsCache)
	return cache
}

// holds returns the credentials that the cache holds. It doesn't wait for any: the cache
// looks at the context only if it has none that haven't expired.
func (c *cached) holds(ctx context.Context) (held aws.Credentials, ok bool) {
	if c.fleeting.Load() {
		return held, false
	}
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	held, err := c.from.Retrieve(ctx)
	if err != nil {
		c.fleeting.Store(true)
	}
	return held, err == nil
}

// earlier is how much earlier than at their end a cache may say that credentials
// expire, so as to renew them in time (aws.CredentialsCacheOptions.ExpiryWindow). What
// lies within it isn't certain.
const earlier = 15 * time.Minute

// presignedFacts are the facts of presigned URLs by their credentials.
var presignedFacts = func() (facts [4]*compat.Facts) {
	for n := range facts {
		facts[n] = new(compat.Facts)
		set(facts[n], compat.Presigned, presignedURL.String())
		if n > 0 {
			set(facts[n], compat.Credentials, compat.Credentials.Values()[n-1])
		}
	}
	return facts
}()

// presigned judges the rules that rest on the credentials of a presigned URL, once it
// is made. The credentials are those of the cache only if the URL names them; of them
// only the time is looked at, and nothing is kept.
func (g *guard) presigned(ctx context.Context, c *call, cache *cached, result any) error {
	made, ok := result.(*v4.PresignedHTTPRequest)
	if !ok || made == nil || c.off || c.request.Operation == 0 {
		return nil
	}
	kind := credentialsOfURL(ctx, made.URL, cache)
	if kind == 0 {
		return nil
	}
	c.request.Signature = presignedFacts[kind]
	return g.conclude(ctx, c, g.catalog.CheckResolved(&c.request, nil, nil))
}

// credentialsOfURL returns what a presigned URL is signed with, 0 if that isn't known.
func credentialsOfURL(ctx context.Context, made string, cache *cached) uint8 {
	u, err := url.Parse(made)
	if err != nil {
		return 0
	}
	q := u.Query()
	switch {
	case q.Get("X-Amz-Signature") == "" || q.Has("X-Amz-S3session-Token"):
		return 0
	case !q.Has("X-Amz-Security-Token"):
		return permanent
	case cache == nil:
		return temporary
	}
	begins, err := time.Parse("20060102T150405Z", q.Get("X-Amz-Date"))
	valid := expiresOf(u)
	if err != nil || valid <= earlier {
		return temporary // not known, or credentials that are good now may last as long
	}
	used, ok := cache.holds(ctx)
	id, _, _ := strings.Cut(q.Get("X-Amz-Credential"), "/")
	if !ok || used.AccessKeyID != id || used.SessionToken != q.Get("X-Amz-Security-Token") || !used.CanExpire {
		return temporary
	}
	if used.Expires.Add(earlier).Before(begins.Add(valid)) {
		return expiringFirst
	}
	return temporary
}
