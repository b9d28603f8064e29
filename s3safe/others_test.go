package s3safe_test

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

type configurer interface {
	PutBucketReplication(context.Context, *s3.PutBucketReplicationInput, ...func(*s3.Options)) (*s3.PutBucketReplicationOutput, error)
	PutBucketLogging(context.Context, *s3.PutBucketLoggingInput, ...func(*s3.Options)) (*s3.PutBucketLoggingOutput, error)
	PutBucketOwnershipControls(context.Context, *s3.PutBucketOwnershipControlsInput, ...func(*s3.Options)) (*s3.PutBucketOwnershipControlsOutput, error)
}

func replicateTo(names ...string) *s3.PutBucketReplicationInput {
	in := &s3.PutBucketReplicationInput{Bucket: reports(), ReplicationConfiguration: &types.ReplicationConfiguration{
		Role: aws.String("arn:aws:iam::111122223333:role/replicate"),
	}}
	for i, name := range names {
		in.ReplicationConfiguration.Rules = append(in.ReplicationConfiguration.Rules, types.ReplicationRule{
			ID: aws.String(name), Priority: aws.Int32(int32(i + 1)), Status: types.ReplicationRuleStatusEnabled, Filter: &types.ReplicationRuleFilter{Prefix: aws.String(name)},
			DeleteMarkerReplication: &types.DeleteMarkerReplication{Status: types.DeleteMarkerReplicationStatusDisabled},
			Destination:             &types.Destination{Bucket: aws.String("arn:aws:s3:::" + name)},
		})
	}
	return in
}

func logTo(name string, grants bool) *s3.PutBucketLoggingInput {
	l := &types.LoggingEnabled{TargetBucket: aws.String(name), TargetPrefix: aws.String("log/")}
	if grants {
		l.TargetGrants = []types.TargetGrant{{Permission: types.BucketLogsPermissionRead, Grantee: &types.Grantee{
			Type: types.TypeCanonicalUser, ID: aws.String(strings.Repeat("01", 32)),
		}}}
	}
	return &s3.PutBucketLoggingInput{Bucket: reports(), BucketLoggingStatus: &types.BucketLoggingStatus{LoggingEnabled: l}}
}

func enforceOwner() *s3.PutBucketOwnershipControlsInput {
	return &s3.PutBucketOwnershipControlsInput{Bucket: reports(), OwnershipControls: &types.OwnershipControls{
		Rules: []types.OwnershipControlsRule{{ObjectOwnership: types.ObjectOwnershipBucketOwnerEnforced}},
	}}
}

// What is declared of other buckets counts where a configuration names them.
func TestOtherBucketsDeclared(t *testing.T) {
	versioned := state.Bucket(state.Is(compat.Versioning, "Enabled"), state.Region("us-east-1"), state.Owner("111122223333"))
	for name, x := range map[string]struct {
		others state.Buckets
		call   func(context.Context, configurer) error
		rule   string
	}{
		"versioned":    {state.Buckets{"replicas": versioned}, replicateAt("replicas"), ""},
		"not known":    {nil, replicateAt("replicas"), ""},
		"unversioned":  {state.Buckets{"replicas": state.Bucket(state.Is(compat.Versioning, "Unversioned"))}, replicateAt("replicas"), "replication-destination-versioning"},
		"suspended":    {state.Buckets{"replicas": state.Bucket(state.Is(compat.Versioning, "Suspended"))}, replicateAt("replicas"), "replication-destination-versioning"},
		"missing":      {state.Buckets{"replicas": state.Bucket(state.Is(compat.Exists, "false"))}, replicateAt("replicas"), ""}, // reported: no answer of S3's is on record
		"one of two":   {state.Buckets{"replicas": versioned, "more": state.Bucket(state.Is(compat.Versioning, "Suspended"))}, replicateAt("replicas", "more"), "replication-destination-versioning"},
		"logs here":    {state.Buckets{"logs": versioned}, logAt("logs", false), ""},
		"logs there":   {state.Buckets{"logs": state.Bucket(state.Region("eu-west-1"))}, logAt("logs", false), "logging-target-region"},
		"others' logs": {state.Buckets{"logs": state.Bucket(state.Owner("444455556666"))}, logAt("logs", false), "logging-target-account"},
		"own logs":     {state.Buckets{"logs": state.Bucket(state.Owner("111122223333"))}, logAt("logs", false), ""},
		"caller's not": {state.Buckets{"logs": state.Bucket(state.OwnedByCaller(false))}, logAt("logs", false), ""},
		"no logs":      {state.Buckets{"logs": state.Bucket(state.Is(compat.Exists, "false"))}, logAt("logs", false), "logging-target-missing"},
		"grants":       {state.Buckets{"logs": state.Bucket(state.Is(compat.Ownership, "BucketOwnerEnforced"))}, logAt("logs", true), "logging-target-acls-disabled"},
		"no grants":    {state.Buckets{"logs": state.Bucket(state.Is(compat.Ownership, "BucketOwnerEnforced"))}, logAt("logs", false), ""},
		"writer":       {state.Buckets{"logs": state.Bucket(state.Is(compat.Ownership, "ObjectWriter"))}, logAt("logs", true), ""},
	} {
		f := new(fakeS3)
		own := state.Buckets{"reports": versioned}
		for other, facts := range x.others {
			own[other] = facts
		}
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(own))
		if err := x.call(t.Context(), client); stopped(err) != (x.rule != "") || x.rule != "" && !strings.Contains(err.Error(), x.rule) {
			t.Errorf("%s: want %q: %v", name, x.rule, err)
		}
	}
}

func replicateAt(names ...string) func(context.Context, configurer) error {
	return func(ctx context.Context, c configurer) error {
		_, err := c.PutBucketReplication(ctx, replicateTo(names...))
		return err
	}
}

func logAt(name string, grants bool) func(context.Context, configurer) error {
	return func(ctx context.Context, c configurer) error {
		_, err := c.PutBucketLogging(ctx, logTo(name, grants))
		return err
	}
}

// The cache asks for other buckets as for the request's own: once, again before a
// request is stopped, and not at all for a request that doesn't need it.
func TestOtherBucketsAreAskedFor(t *testing.T) {
	const acl = `<AccessControlPolicy><Owner><ID>me</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>%</ID></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>`
	for name, x := range map[string]struct {
		call            func(context.Context, configurer) error
		bucket, sub     string
		forbids, allows string
		plain           func(context.Context, configurer) error
		rule            string
	}{
		"replication": {replicateAt("replicas"), "replicas", "versioning", versioningAnswer("Suspended"), versioningAnswer("Enabled"), nil, "replication-destination-versioning"},
		"logging":     {logAt("logs", true), "logs", "ownershipControls", ownerEnforced, objectWriter, logAt("logs", false), "logging-target-acls-disabled"},
		"ACL": {func(ctx context.Context, c configurer) error {
			_, err := c.PutBucketOwnershipControls(ctx, enforceOwner())
			return err
		}, "reports", "acl",
			strings.Replace(acl, "%", "another", 1), strings.Replace(acl, "%", "me", 1), nil, "ownership-enforced-acl-grants"},
	} {
		for _, way := range []string{"Client", "Guard"} {
			synctest.Test(t, func(t *testing.T) {
				ctx := context.Background()
				f := new(fakeS3)
				says, asked := x.forbids, 0
				f.setFault(func(r *http.Request) (*http.Response, error) {
					if r.Method == http.MethodGet && strings.HasPrefix(r.URL.Host, x.bucket+".") && r.URL.Query().Has(x.sub) {
						asked++
						return answer(r, 200, says), nil
					}
					if r.Method == http.MethodGet && r.URL.Query().Has("versioning") {
						return answer(r, 200, versioningAnswer("Enabled")), nil
					}
					if r.Method == http.MethodPut {
						return errorAnswer(r, 403, "AccessDenied", "no"), nil // no change of the state
					}
					return nil, nil
				})
				cache := newCache(t)
				client := eitherWay(f.options(), s3safe.WithState(cache))[way].(configurer)
				if x.plain != nil {
					if err := x.plain(ctx, client); stopped(err) || asked != 0 {
						t.Errorf("%s, %s: asked %d times for a plain request: %v", name, way, asked, err)
					}
				}
				for range 3 {
					if err := x.call(ctx, client); !stopped(err) || !strings.Contains(err.Error(), x.rule) {
						t.Fatalf("%s, %s: not stopped: %v", name, way, err)
					}
				}
				if asked != 1 {
					t.Errorf("%s, %s: asked %d times", name, way, asked)
				}
				time.Sleep(time.Minute)
				if err := x.call(ctx, client); !stopped(err) || asked != 2 {
					t.Errorf("%s, %s: asked %d times: %v", name, way, asked, err)
				}
				says = x.allows
				time.Sleep(time.Minute)
				if err := x.call(ctx, client); stopped(err) || asked != 3 {
					t.Errorf("%s, %s: what S3 accepts now is stopped, asked %d times: %v", name, way, asked, err)
				}
				cache.Wait()
			})
		}
	}
}

// What is locked isn't replicated to a bucket without object lock. S3 takes the
// configuration all the same, so this is told and stops nothing.
func TestLockedVersionsNeedALockedDestination(t *testing.T) {
	bucket := func(lock string) *compat.Facts {
		if lock == "" {
			return state.Bucket(state.Is(compat.Versioning, "Enabled"))
		}
		return state.Bucket(state.Is(compat.Versioning, "Enabled"), state.Is(compat.ObjectLock, lock))
	}
	for name, x := range map[string]struct {
		own    string
		others map[string]string
		told   bool
	}{
		"locked to unlocked":              {"Enabled", map[string]string{"replicas": "none"}, true},
		"locked to locked":                {"Enabled", map[string]string{"replicas": "Enabled"}, false},
		"locked to one of each":           {"Enabled", map[string]string{"replicas": "Enabled", "more": "none"}, true},
		"locked to locked and unknown":    {"Enabled", map[string]string{"replicas": "Enabled", "more": ""}, false},
		"locked to unlocked and unknown":  {"Enabled", map[string]string{"replicas": "none", "more": ""}, true},
		"locked to unknown":               {"Enabled", map[string]string{"replicas": ""}, false},
		"unlocked to unlocked":            {"none", map[string]string{"replicas": "none"}, false},
		"whatever it is, to an unlocked":  {"", map[string]string{"replicas": "none"}, false},
		"one that isn't known at all, to": {"", map[string]string{"replicas": ""}, false},
	} {
		known := state.Buckets{"reports": bucket(x.own)}
		for other, lock := range x.others {
			known[other] = bucket(lock)
		}
		told := false
		client := s3safe.New(s3.New(new(fakeS3).options()), s3safe.WithState(known), s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
			told = told || slices.ContainsFunc(e.Findings, func(f compat.Finding) bool { return f.Rule.ID == "replication-destination-unlocked" })
		}))
		if err := replicateAt(slices.Sorted(maps.Keys(x.others))...)(t.Context(), client); stopped(err) || told != x.told {
			t.Errorf("%s: told %t, want %t: %v", name, told, x.told, err)
		}
	}
}
