package trial

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// minimal is the operation with what it requires.
func minimal(op compat.Operation) compat.Case {
	c := compat.Given(op)
	if op == operation.RestoreObject {
		// Without a document it is malformed, implemented or not.
		c = c.With(member.RestoreRequest, sdk.Schema.Samples(op, member.RestoreRequest)[0])
	}
	return compat.Complete(c, sdk.Schema)
}

// attempt is one example on its way to the server: its names are replaced by
// those of things that exist, as far as that leaves alone what the rules say of
// it.
type attempt struct {
	*world
	Plan
	now     compat.Case // what will be sent
	payload string      // the body that a presigned request is sent with, if it doesn't say itself

	buckets []placed
	err     error // why it could not be prepared
}

// placed is a bucket that an attempt uses.
type placed struct {
	name  string
	stage stage
	exact bool // the example insists on the name
}

// change makes a change to the request if the rules say the same of it
// afterwards, and reports whether it did.
func (a *attempt) change(f func(compat.Case) compat.Case) bool {
	changed := f(a.now)
	truth, others := judge(a.Rule, changed)
	before, _ := judge(a.Rule, a.now)
	others = slices.DeleteFunc(others, func(r *compat.Rule) bool { return amazonsGuess(r) && !slices.Contains(a.Others, r) })
	if truth != before || !slices.Equal(others, a.Others) {
		return false
	}
	a.now = changed
	return true
}

// amazonsGuess reports whether a rule is only a guess at Amazon's own values, as of
// its version IDs: another server's have a form of their own.
func amazonsGuess(r *compat.Rule) bool { return r.AmazonOnly && r.Doubt != "" }

// try sends the plan's request after preparing what it speaks of.
func (w *world) try(ctx context.Context, p Plan) (compat.Case, Answer) {
	a := &attempt{world: w, Plan: p, now: p.Request}
	a.prepare(ctx)
	got := Answer{}
	if a.err == nil {
		a.err = w.hold(a.now)
	}
	if a.err == nil {
		a.err = w.odd(a.now)
	}
	if a.err != nil {
		got.Failure = reasonOf(a.err)
	} else {
		got = send(ctx, w.client, a.now, a.payload, w.endpoint(a.now))
	}
	a.tidy(ctx, got)
	return a.known(), got
}

// known is the request with what is known of its buckets. One that no bucket was
// prepared for, because its name can't be a general purpose bucket's, may have met what
// another example left at a server that takes the name: its state isn't the example's.
func (a *attempt) known() compat.Case {
	c, r := a.now, a.now.Request()
	is := func(name string) bool {
		return a.store.Scratch != nil || slices.ContainsFunc(a.buckets, func(p placed) bool { return p.name == name })
	}
	if b, ok := r.Text(member.Bucket); ok && !is(b) {
		c.Bucket = compat.Facts{}
	}
	if locates(r.Source) && !is(r.Source.Bucket) {
		c.CopyFrom = compat.Facts{}
	}
	return c
}

func (a *attempt) prepare(ctx context.Context) {
	if a.err = a.odd(a.now); a.err != nil {
		return
	}
	a.placeOwner()
	a.placePrincipals()
	a.placeBuckets(ctx)
	a.placeMentions(ctx)
	if a.err != nil {
		return
	}
	a.placeObjects(ctx)
	a.placeUpload(ctx)
	a.placePayload()
}

// placeOwner makes the bucket's owner the server's account.
func (a *attempt) placeOwner() {
	a.change(func(c compat.Case) compat.Case {
		for m, owner := range map[compat.Member]*string{
			member.ExpectedBucketOwner:       &c.Bucket.Owner,
			member.ExpectedSourceBucketOwner: &c.CopyFrom.Owner,
		} {
			if id, ok := c.Members[m].(string); ok {
				if id == *owner {
					c = c.With(m, a.account)
				} else if id == a.account {
					c = c.With(m, "999999999999")
				}
			}
			*owner = a.account
		}
		return c
	})
}

var somebody = regexp.MustCompile(`arn:aws:iam::[0-9]{12}:[^"]+`)

// placePrincipals names the server's account in place of those in a policy,
// because a policy about accounts that don't exist is refused.
func (a *attempt) placePrincipals() {
	a.change(func(c compat.Case) compat.Case {
		if policy, ok := c.Members[member.Policy].(string); ok {
			c = c.With(member.Policy, somebody.ReplaceAllString(policy, a.account))
		}
		return c
	})
}

// placeBuckets gives the request buckets in the stages it wants.
func (a *attempt) placeBuckets(ctx context.Context) {
	r := a.now.Request()
	a.placeTarget(r)
	if b, ok := r.Text(member.Bucket); ok && r.Target.Problem == 0 && r.Target.Kinds.Has(compat.GeneralPurposeBucket) {
		// A source in the same bucket moves with it.
		same := r.Source.Bucket == b && a.source == a.bucket
		a.place(ctx, b, a.bucket, func(c compat.Case, name string) compat.Case {
			c = c.With(member.Bucket, name)
			if same {
				c = moveSource(c, name)
			}
			return c
		})
		if same || a.err != nil {
			return
		}
	}
	src := r.Source
	if locates(src) && src.Target.Problem == 0 && src.Target.Kinds.Has(compat.GeneralPurposeBucket) {
		if slices.ContainsFunc(a.buckets, func(p placed) bool { return p.name == src.Bucket }) {
			return
		}
		a.place(ctx, src.Bucket, a.source, moveSource)
	}
}

// place finds a bucket for the name in the request: another one in the same
// stage, or, if the name itself matters, one of that name.
func (a *attempt) place(ctx context.Context, name string, s stage, rename func(compat.Case, string) compat.Case) {
	other, err := a.take(ctx, s)
	if err != nil {
		a.err = err
		return
	}
	if a.change(func(c compat.Case) compat.Case { return rename(c, other) }) {
		a.buckets = append(a.buckets, placed{name: other, stage: s})
		return
	}
	a.give(s, other)
	if a.store.Scratch != nil {
		a.placeNear(name, rename)
		return
	}
	if a.err = a.vacate(ctx, s, name); a.err != nil {
		return
	}
	if a.err = a.build(ctx, s, name); a.err == nil {
		a.buckets = append(a.buckets, placed{name: name, stage: s, exact: true})
	}
}

// moveSource makes the copy source name the same object in another bucket.
func moveSource(c compat.Case, bucket string) compat.Case {
	text, ok := c.Members[member.CopySource].(string)
	if !ok {
		return c
	}
	slash, rest := "", text
	if strings.HasPrefix(text, "/") {
		slash, rest = "/", text[1:]
	}
	_, object, found := strings.Cut(rest, "/")
	if !found {
		return c
	}
	return c.With(member.CopySource, slash+bucket+"/"+object)
}

// tidy gives back the buckets that are as they were.
func (a *attempt) tidy(ctx context.Context, got Answer) {
	for _, b := range a.buckets {
		switch {
		case b.exact:
			a.remove(ctx, b.name)
		case !got.Accepted() && got.Failure == "", !changesBucket(a.now.Operation):
			a.give(b.stage, b.name)
		default:
			a.retire(ctx, b.name)
		}
	}
}

// changesBucket reports whether the operation, when accepted, leaves a bucket in
// another state than before.
func changesBucket(op compat.Operation) bool {
	name := op.String()
	for _, prefix := range []string{"Get", "Head", "List"} {
		if strings.HasPrefix(name, prefix) {
			return false
		}
	}
	return strings.Contains(name, "Bucket") || op == operation.PutObjectLockConfiguration || strings.HasPrefix(name, "PutPublicAccess")
}
