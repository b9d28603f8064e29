package state_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// TestTyped: each typed fact states what its string form states, for every value
// that the SDK's type has.
func TestTyped(t *testing.T) {
	type pair struct {
		fact    state.Fact
		feature compat.Feature
		value   string
	}
	var pairs []pair
	add := func(f state.Fact, feature compat.Feature, value string) {
		pairs = append(pairs, pair{f, feature, value})
	}
	for _, s := range types.BucketVersioningStatus("").Values() {
		add(state.Versioning(s), compat.Versioning, string(s))
	}
	for _, s := range types.MFADeleteStatus("").Values() {
		add(state.MFADelete(s), compat.MFADelete, string(s))
	}
	for _, s := range types.ObjectLockEnabled("").Values() {
		add(state.ObjectLock(s), compat.ObjectLock, string(s))
	}
	for _, m := range types.ObjectLockRetentionMode("").Values() {
		add(state.DefaultRetention(m), compat.DefaultRetention, string(m))
	}
	for _, o := range types.ObjectOwnership("").Values() {
		add(state.Ownership(o), compat.Ownership, string(o))
	}
	for _, s := range types.BucketAccelerateStatus("").Values() {
		add(state.Acceleration(s), compat.Acceleration, string(s))
	}
	for _, p := range types.Payer("").Values() {
		add(state.Payer(p), compat.Payer, string(p))
	}
	for _, e := range types.ServerSideEncryption("").Values() {
		if e == "aws:backup" {
			continue // the catalogue knows no bucket that has it as its default
		}
		add(state.DefaultEncryption(e), compat.DefaultEncryption, string(e))
	}
	for _, s := range types.BucketAbacStatus("").Values() {
		add(state.ABAC(s), compat.ABAC, string(s))
	}
	add(state.Versioning(""), compat.Versioning, "Unversioned")
	add(state.MFADelete(""), compat.MFADelete, "Disabled")
	add(state.ObjectLock(""), compat.ObjectLock, "none")
	add(state.DefaultRetention(""), compat.DefaultRetention, "none")
	add(state.Acceleration(""), compat.Acceleration, "none")
	add(state.DefaultEncryption(""), compat.DefaultEncryption, "none")
	for f, typed := range map[compat.Feature]func(bool) state.Fact{
		compat.BucketKey: state.BucketKey, compat.BlockedSSEC: state.BlockedSSEC, compat.Exists: state.Exists, compat.OwnedByCaller: state.OwnedByCaller, compat.Empty: state.Empty,
	} {
		add(typed(true), f, "true")
		add(typed(false), f, "false")
	}
	for f, typed := range map[compat.Feature]func(bool) state.Fact{
		compat.Policy: state.Policy, compat.CORS: state.CORS, compat.Website: state.Website, compat.Lifecycle: state.Lifecycle, compat.Replication: state.Replication, compat.Tags: state.Tags,
	} {
		add(typed(true), f, "some")
		add(typed(false), f, "none")
	}
	for _, p := range pairs {
		got, want := *state.Bucket(p.fact), *state.Bucket(state.Is(p.feature, p.value))
		if got.Parts != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s %s: %v, want %v", p.feature, p.value, got, want)
		}
	}
	block := state.Bucket(state.PublicAccessBlock(types.PublicAccessBlockConfiguration{BlockPublicAcls: aws.Bool(true)}))
	for f, want := range map[compat.Feature]string{
		compat.PublicAccessBlock: "some", compat.BlockPublicACLs: "true", compat.IgnorePublicACLs: "false", compat.BlockPublicPolicy: "false", compat.RestrictPublic: "false",
	} {
		if got, _ := block.Get(f); got != want {
			t.Errorf("%s is %s", f, got)
		}
	}
}

// TestDeclaration: what can't be is found where it is declared: by a panic of the
// fact, or by an error of New with the line.
func TestDeclaration(t *testing.T) {
	for what, declare := range map[string]func(){
		"a value of another feature": func() { state.Is(compat.Versioning, "on") }, "a status of nothing": func() { state.Ownership("") },
		"a value that the SDK doesn't have": func() { state.Versioning("Disabled") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic at the declaration", what)
				}
			}()
			declare()
		}()
	}
	for want, o := range map[string]state.Option{
		`bucket "reports": versioning is declared to be both Enabled and Suspended`:              state.Declare("reports", state.Versioning("Enabled"), state.Versioning("Suspended")),
		`bucket "reports": the owner is declared to be "me", which isn't an account id`:          state.Declare("reports", state.Owner("me")),
		`a bucket without a name is declared`:                                                    state.Declare(""),
		`bucket "reports": object lock is declared to be Enabled and versioning Suspended, but`:  state.Declare("reports", state.ObjectLock("Enabled"), state.Versioning("Suspended")),
		`bucket "reports": declared not to exist, but versioning is declared too`:                state.Declare("reports", state.Exists(false), state.Versioning("Enabled")),
		`bucket "logs": the owner is declared to be "1", which isn't an account id of 12 digits`: state.DeclareAll(state.Buckets{"logs": state.Bucket(state.Owner("1"))}),
	} {
		_, err := state.New(o)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "declare_test.go:") {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
	// Of declarations that contradict each other the later one is named, and once.
	_, _, line, _ := runtime.Caller(0)
	_, err := state.New(
		state.Declare("reports", state.ObjectLock("Enabled")),
		state.Declare("reports", state.Versioning("Suspended")),
		state.Declare("reports", state.Owner("123456789012")),
	)
	if err == nil || strings.Count(err.Error(), "declare_test.go:") != 1 || !strings.Contains(err.Error(), fmt.Sprintf("declare_test.go:%d: ", line+3)) {
		t.Errorf("%v\nwant line %d once", err, line+3)
	}
	known, err := state.New(state.Declare("reports", state.Versioning("Enabled"), nil, state.Owner("123456789012")))
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := known.Bucket(context.Background(), "reports").Get(compat.Versioning); v != "Enabled" {
		t.Errorf("versioning is %q", v)
	}
}

// Facts with the SDK's types: the compiler finds a value of something else.
func ExampleVersioning() {
	facts := state.Bucket(
		state.Versioning(types.BucketVersioningStatusEnabled),
		state.ObjectLock(types.ObjectLockEnabledEnabled),
		state.Ownership(types.ObjectOwnershipBucketOwnerEnforced),
	)
	for _, f := range facts.Known() {
		value, _ := facts.Get(f)
		fmt.Println(f, value)
	}
	// Output:
	// versioning Enabled
	// object lock Enabled
	// object ownership BucketOwnerEnforced
}
