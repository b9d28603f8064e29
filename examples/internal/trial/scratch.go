package trial

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Refusal is the error of a request that a run doesn't send.
type Refusal struct{ Why string }

func (r *Refusal) Error() string { return r.Why }

// RetryableError tells the SDK not to try again: it takes other errors of a transport
// for those of a connection.
func (*Refusal) RetryableError() bool { return false }

// reasonOf says why there was no answer.
func reasonOf(err error) string {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Why
	}
	return err.Error()
}

// hold says why the request must not be sent.
func (w *world) hold(c compat.Case) error {
	if w.store.Scratch == nil {
		return nil
	}
	if why := w.store.Scratch.Held(c); why != "" {
		return &Refusal{why}
	}
	return nil
}

// odd tells of the case's key, if it is one that no listing can tell.
func (w *world) odd(c compat.Case) error {
	key, _ := c.Members[member.Key].(string)
	if w.store.Scratch == nil || utf8.ValidString(key) {
		return nil
	}
	return w.store.Scratch.Odd(key)
}

// endpoint chooses the endpoint that the case speaks of.
func (w *world) endpoint(c compat.Case) func(*s3.Options) {
	if !w.store.Limits.Endpoints {
		return nil
	}
	is := func(f compat.Feature, v string) bool { x, _ := c.Endpoint.Get(f); return x == v }
	target := c.Request().Target.Kinds
	return func(o *s3.Options) {
		o.UsePathStyle = is(compat.Addressing, "path")
		o.UseAccelerate = is(compat.Accelerate, "true")
		if is(compat.DualStack, "true") {
			o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
		}
		if is(compat.FIPS, "true") {
			o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled
		}
		o.DisableS3ExpressSessionAuth = aws.Bool(!target.Has(compat.DirectoryBucket))
	}
}

// placeTarget puts the run's own directory bucket or access point in place of the
// example's.
func (a *attempt) placeTarget(r *compat.Request) {
	name, ok := r.Text(member.Bucket)
	if !ok || a.store.Scratch == nil || r.Target.Problem != 0 || r.Target.Kinds.Has(compat.GeneralPurposeBucket) {
		return
	}
	for _, kind := range r.Target.Kinds.Kinds() {
		own := a.store.Scratch.Targets[kind]
		if own == "" {
			continue
		}
		if changesBucket(a.now.Operation) {
			a.err = &Refusal{"it could change the run's only " + kind.String()}
			return
		}
		if fresh := a.store.stageOf(&compat.Facts{}, a.now.Operation); a.bucket != fresh {
			a.err = &Refusal{"the bucket of the run's only " + kind.String() + " is as it was made"}
			return
		}
		if !a.change(func(c compat.Case) compat.Case { return c.With(member.Bucket, own) }) {
			a.err = &Refusal{fmt.Sprintf("the example insists on the name %q", name)}
		}
		return
	}
}

// placeNear gives the bucket a name that the rule says the same of and that is the
// run's own, though no bucket may have it.
func (a *attempt) placeNear(name string, rename func(compat.Case, string) compat.Case) {
	own := a.name("near") + "-" + name
	if a.err = a.making(own); a.err != nil {
		return
	}
	if a.change(func(c compat.Case) compat.Case { return rename(c, own) }) {
		a.buckets = append(a.buckets, placed{name: own, exact: true})
		return
	}
	a.err = &Refusal{"the example insists on a bucket name that isn't the run's"}
}

var (
	// accountID are the accounts of the catalogue's examples.
	accountID = regexp.MustCompile(`\b(123456789012|111122223333)\b`)
	// told are what notifications are sent to. One of the example's name could exist.
	told      = regexp.MustCompile(`^(arn:aws:(?:sns|sqs|lambda):[a-z0-9-]*:[0-9]*:(?:function:)?)([A-Za-z0-9_-]+)`)
	bucketARN = regexp.MustCompile(`^arn:aws:s3:::[a-zA-Z0-9._-]+$`)
)

// placeMentions puts what the run owns in place of accounts and buckets that the
// request's documents mention.
func (a *attempt) placeMentions(ctx context.Context) {
	own := a.store.Scratch
	if own == nil || a.err != nil {
		return
	}
	other := "" // one bucket serves all of a request's mentions
	bucket := func() string {
		if other == "" && a.err == nil {
			other, a.err = a.take(ctx, a.mentioned())
			if a.err == nil {
				a.buckets = append(a.buckets, placed{name: other, stage: a.mentioned()})
			}
		}
		return other
	}
	for m, v := range a.now.Members {
		if m == member.Policy {
			a.change(func(c compat.Case) compat.Case {
				text, _ := v.(string)
				return c.With(m, accountID.ReplaceAllString(text, own.Account))
			})
			continue
		}
		if text, ok := v.(string); ok {
			if m != member.Bucket && m != member.CopySource && strings.Contains(text, "arn:") && accountID.MatchString(text) {
				a.change(func(c compat.Case) compat.Case { return c.With(m, accountID.ReplaceAllString(text, own.Account)) })
			}
			continue
		}
		if reflect.ValueOf(v).Kind() != reflect.Pointer {
			continue
		}
		a.change(func(c compat.Case) compat.Case {
			return c.With(m, rewrite(v, func(field, s string) string {
				switch {
				case field == "TargetBucket" && s != "", bucketARN.MatchString(s):
					if name := bucket(); field == "TargetBucket" {
						return name
					} else {
						return "arn:aws:s3:::" + name
					}
				case s == canonical:
					return own.Canonical
				}
				s = accountID.ReplaceAllString(s, own.Account)
				return told.ReplaceAllString(s, "${1}"+a.store.Prefix+"${2}")
			}))
		})
	}
}

// mentioned is the stage of the bucket that the documents mention.
func (a *attempt) mentioned() stage {
	var x compat.Facts
	switch v, _ := a.now.Bucket.Get(compat.ReplicaTarget); {
	case a.now.Operation == operation.PutBucketReplication && v == "missing":
		x = x.With(compat.Exists, "false")
	case a.now.Operation == operation.PutBucketReplication && v != "not versioned":
		x = x.With(compat.Versioning, "Enabled")
	}
	if v, ok := a.now.Bucket.Get(compat.ReplicaTargetLock); ok && a.now.Operation == operation.PutBucketReplication {
		x = x.With(compat.ObjectLock, v)
	}
	if v, _ := a.now.Bucket.Get(compat.ExportTarget); v == "missing" {
		x = x.With(compat.Exists, "false")
	}
	if a.now.Operation == operation.PutBucketLogging {
		if v, _ := a.now.Bucket.Get(compat.LogTarget); v == "missing" {
			x = x.With(compat.Exists, "false")
		}
		if v, ok := a.now.Bucket.Get(compat.LogTargetOwnership); ok {
			x = x.With(compat.Ownership, v)
		}
	}
	return a.store.stageOf(&x, a.now.Operation)
}

// rewrite returns a copy of a document in which f has changed the texts.
func rewrite(v any, f func(field, text string) string) any {
	return rewritten(reflect.ValueOf(v), "", f).Interface()
}

func rewritten(v reflect.Value, field string, f func(field, text string) string) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || v.Type().Elem().Kind() == reflect.Struct && v.Type().Elem().PkgPath() == "bytes" {
			return v
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(rewritten(v.Elem(), field, f))
		return out
	case reflect.Interface:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type()).Elem()
		out.Set(rewritten(v.Elem(), field, f))
		return out
	case reflect.Slice:
		if v.IsNil() || v.Type().Elem().Kind() == reflect.Uint8 {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(rewritten(v.Index(i), field, f))
		}
		return out
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		out.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(rewritten(v.Field(i), v.Type().Field(i).Name, f))
			}
		}
		return out
	case reflect.String:
		out := reflect.New(v.Type()).Elem()
		out.SetString(f(field, v.String()))
		return out
	}
	return v
}

// releasable returns the case with locks that the run can lift: what COMPLIANCE
// retention protects nobody can remove before its time.
func releasable(c compat.Case) compat.Case {
	if c.Members[member.ObjectLockMode] == string(types.ObjectLockModeCompliance) {
		c = c.With(member.ObjectLockMode, string(types.ObjectLockModeGovernance))
	}
	for _, m := range []compat.Member{member.Retention, member.ObjectLockConfiguration} {
		if v, ok := c.Members[m]; ok {
			c = c.With(m, rewrite(v, func(_, s string) string {
				if s == string(types.ObjectLockModeCompliance) {
					return string(types.ObjectLockModeGovernance)
				}
				return s
			}))
		}
	}
	return c
}
