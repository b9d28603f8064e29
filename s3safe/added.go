package s3safe

import (
	"context"
	"net/http"
	"strings"
	"sync"

	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// usualHeaders are the members and the number of headers of a request to which
// nothing was added that its input doesn't have.
type usualHeaders struct {
	present compat.MemberSet
	count   int
	// digest is set if one of the headers is a digest of the body, or announces one.
	digest bool
}

// like reports whether a request has the same members and as many headers.
func (u *usualHeaders) like(present *compat.MemberSet, h http.Header) bool {
	return u != nil && u.count == len(h) && u.present == *present
}

// added judges a request to which middleware added headers that are members, after
// the input was judged: as one that has these members. Nothing else tells of them,
// so they are looked for when there are not as many headers as usual.
func (g *guard) added(ctx context.Context, c *call, req *smithyhttp.Request) error {
	op := c.request.Operation
	extra := addedTo(op, &c.request.Present, req.Header)
	if extra == nil {
		g.tables.operations[op].headers.Store(&usualHeaders{c.request.Present, len(req.Header), hasDigest(req.Header)})
		return nil
	}
	whole := c.request
	whole.Values, whole.Ordinary = overlay{c.request.Values, extra}, compat.MemberSet{}
	for m := range extra {
		whole.Present.Add(m)
		whole.Unsure.Remove(m)
	}
	before := c.request
	c.request = whole
	err := g.conclude(ctx, c, g.catalog.Check(&c.request, nil))
	c.request = before
	return err
}

// overlay reads members from headers, the others from the input.
type overlay struct {
	compat.Reader
	texts map[compat.Member]string
}

// Value implements compat.Reader.
func (o overlay) Value(m compat.Member) compat.Value {
	if s, ok := o.texts[m]; ok {
		return compat.StringValue(s)
	}
	return o.Reader.Value(m)
}

// Text implements compat.Reader.
func (o overlay) Text(m compat.Member) (string, bool) {
	if s, ok := o.texts[m]; ok {
		return s, true
	}
	return o.Reader.Text(m)
}

// addedTo returns the members that the headers have beside those of the input, and
// that the SDK doesn't add itself; nil if there are none.
func addedTo(op compat.Operation, present *compat.MemberSet, h http.Header) map[compat.Member]string {
	var extra, sums map[compat.Member]string
	own := 0 // checksums of the input
	for name, values := range h {
		m, ok := headerMembers(op)[name]
		switch {
		case !ok || len(values) == 0:
			continue
		case isChecksum(name):
			if present.Has(m) {
				own++
				continue
			}
			if sums == nil {
				sums = map[compat.Member]string{}
			}
			sums[m] = values[0]
		case !present.Has(m):
			if extra == nil {
				extra = map[compat.Member]string{}
			}
			extra[m] = values[0]
		}
	}
	// The SDK computes one checksum, and only if the request has none.
	if len(sums) > 0 && own+len(sums) > 1 {
		if extra == nil {
			return sums
		}
		for m, s := range sums {
			extra[m] = s
		}
	}
	return extra
}

var headerTables [operation.Count]struct {
	once    sync.Once
	members map[string]compat.Member
}

// headerMembers returns the members of an operation that are text and have a header
// of their own, by its canonical name; without those that the SDK sets itself.
func headerMembers(op compat.Operation) map[string]compat.Member {
	t := &headerTables[op]
	t.once.Do(func() {
		t.members = map[string]compat.Member{}
		all := sdk.Schema.Members(op)
		for _, m := range all.IDs() {
			b, ok := sdk.BindingOf(op, m)
			if !ok || b.Location != sdk.Header || derived(b.Name) {
				continue
			}
			if sdk.Kind(op, m) == compat.KindString {
				t.members[b.Name] = m
			}
		}
	})
	return t.members
}

// derived reports whether the SDK sets a header without being told to.
func derived(name string) bool {
	switch name {
	case "Content-Length", "Content-Type", "Content-Md5", "Content-Encoding", "Expect",
		"X-Amz-Client-Token", "X-Amz-Checksum-Mode", "X-Amz-Checksum-Algorithm":
		return true
	}
	return strings.HasPrefix(name, "X-Amz-Sdk-")
}
