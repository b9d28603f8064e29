package rulebook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/internal/generated"
)

func load(t *testing.T) *Book {
	t.Helper()
	root, err := generated.ModuleRoot()
	if err != nil {
		t.Fatal(err)
	}
	b, err := Load(root)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What the documentation of S3 says of members together, the matrix says too.
func TestOperation(t *testing.T) {
	b := load(t)
	put := b.Operation(operation.PutObject)
	for _, x := range []struct {
		row, column compat.Member
		want        string
	}{
		{member.ChecksumCRC32, member.ChecksumSHA256, "×"},
		{member.ACL, member.GrantRead, "×"},
		{member.GrantRead, member.GrantFullControl, ""},
		{member.SSECustomerKey, member.ServerSideEncryption, "×"},
		{member.SSECustomerKey, member.SSECustomerAlgorithm, "→"},
		{member.SSECustomerAlgorithm, member.SSECustomerKey, "→"},
		{member.SSEKMSKeyId, member.ServerSideEncryption, "→"},
		{member.ServerSideEncryption, member.SSEKMSKeyId, "(×)"}, // not with AES256
		{member.ObjectLockMode, member.ObjectLockRetainUntilDate, "(→)"},
		{member.ChecksumAlgorithm, member.ChecksumCRC32, "(×)"}, // another's value
		{member.Tagging, member.Metadata, ""},
	} {
		if got := put.Cell(x.row, x.column); got != x.want {
			t.Errorf("%s to %s: %q, want %q", x.row, x.column, got, x.want)
		}
	}
	// What a kind of bucket refuses of a member's values is told, too.
	for _, x := range []struct {
		m    compat.Member
		kind compat.TargetKind
		want string
	}{
		{member.ContentMD5, compat.DirectoryBucket, "×"},
		{member.Tagging, compat.DirectoryBucket, "×"}, // an empty one is none
		{member.Tagging, compat.GeneralPurposeBucket, ""},
		{member.StorageClass, compat.DirectoryBucket, "(×)"},      // not EXPRESS_ONEZONE
		{member.StorageClass, compat.GeneralPurposeBucket, "(×)"}, // EXPRESS_ONEZONE
		{member.ServerSideEncryption, compat.DirectoryBucket, "(×)"},
		{member.WriteOffsetBytes, compat.GeneralPurposeBucket, "×"},
		{member.ContentType, compat.DirectoryBucket, ""},
	} {
		got := ""
		for _, r := range put.Refused {
			if r.Member == x.m {
				got = r.Sign(x.kind)
			}
		}
		if got != x.want {
			t.Errorf("%s at a %s: %q, want %q", x.m, x.kind, got, x.want)
		}
	}
	session := b.Operation(operation.CreateSession)
	for _, k := range session.Kinds {
		directory := k.Kind == compat.DirectoryBucket || k.Kind == compat.DirectoryAccessPoint
		if k.Takes() != directory {
			t.Errorf("CreateSession: %s takes it: %t", k.Kind, k.Takes())
		}
	}
	if kinds := b.Operation(operation.ListBuckets).Kinds; len(kinds) != 0 {
		t.Errorf("ListBuckets has no target, but %v", kinds)
	}
	get := b.Operation(operation.GetObject)
	if got := get.Cell(member.IfMatch, member.IfNoneMatch); got != "(×)" { // only of the same tag
		t.Errorf("IfMatch to IfNoneMatch of GetObject: %q", got)
	}
}

// Every relation is so: the catalogue finds its rule in a request that has just these
// members, with other values too if it is said of all.
func TestRelationsHold(t *testing.T) {
	b := load(t)
	relations, groups := 0, 0
	for _, op := range b.Operations() {
		o := b.Operation(op)
		for _, x := range slices.Concat(o.Exclude, o.Need) {
			relations++
			if !holds(o, x) {
				t.Errorf("%s: %s isn't true of %v without %v", op, x.Rule.ID, x.Members, x.Missing)
			}
		}
		// Grouped, nothing is lost and nothing is added.
		pairs := map[string]bool{}
		pair := func(r *compat.Rule, a, b compat.Member) {
			names := []string{a.String(), b.String()}
			slices.Sort(names)
			pairs[r.ID+" "+strings.Join(names, " ")] = true
		}
		for _, g := range o.Groups() {
			groups++
			for i, a := range g.Members {
				if len(g.Against) == 0 {
					for _, other := range g.Members[i+1:] {
						pair(g.Rule, a, other)
					}
				}
				for _, other := range g.Against {
					pair(g.Rule, a, other)
				}
			}
		}
		if len(pairs) != len(o.Exclude) {
			t.Errorf("%s: %d pairs exclude each other, %d in groups", op, len(o.Exclude), len(pairs))
		}
	}
	if relations < 100 {
		t.Errorf("only %d relations", relations)
	}
	t.Logf("%d relations, of which those that exclude are in %d groups", relations, groups)
}

// holds tries the members with some values of theirs.
func holds(o Operation, x Relation) bool {
	required := sdk.Schema.Required(o.Op)
	sent := compat.Facts{}.With(compat.Presigned, "false")
	p := presence{op: o.Op}
	combinations := []given{{}}
	for _, m := range x.Members {
		var next []given
		for _, c := range combinations {
			for _, v := range p.values(m) {
				with := given{m: v}
				for k, old := range c {
					with[k] = old
				}
				next = append(next, with)
			}
		}
		combinations = next
	}
	for _, c := range combinations {
		r := compat.Request{Operation: o.Op, Values: c, Target: compat.Target{Kinds: o.For}, Signature: &sent}
		r.Present = required.Union(member.SetOf(x.Members...))
		if x.Rule.When.Eval(&r) == compat.True {
			return true
		}
	}
	return false
}

// Each rule has a form in a builder where its operation has one for its target; what
// the pages say of it names members that the rule is about.
func TestBuilderForm(t *testing.T) {
	b := load(t)
	forms := 0
	for _, r := range b.Rules {
		constructor, form := b.BuilderForm(r)
		if form == "" {
			continue
		}
		forms++
		mentioned := r.When.Members()
		said := false
		for _, m := range mentioned.IDs() {
			said = said || strings.Contains(form, m.String())
		}
		if !said || !strings.Contains(constructor, ".") {
			t.Errorf("%s: %q, %q", r.ID, constructor, form)
		}
	}
	if forms < len(b.Rules)/3 {
		t.Errorf("only %d of %d rules have a form", forms, len(b.Rules))
	}
	for id, want := range map[string]string{
		"acl-canned-with-grants":  "putobject.General: ACL sets ACL, GrantFullControl, GrantRead, GrantReadACP and GrantWriteACP",
		"checksum-several-values": "putobject.General: Checksum sets ChecksumCRC32",
	} {
		r := b.Catalog.Rule(id)
		if r == nil {
			continue
		}
		constructor, form := b.BuilderForm(r)
		if !strings.HasPrefix(constructor+": "+form, want) {
			t.Errorf("%s: %s: %s", id, constructor, form)
		}
	}
}

// The grades count every rule once.
func TestGrades(t *testing.T) {
	b := load(t)
	strongest, enforced := 0, 0
	for _, g := range b.Grades() {
		strongest += g.Strongest
		enforced += g.Enforced
		if g.Any < g.Strongest || g.Strongest < g.Enforced {
			t.Error(fmt.Sprint(g))
		}
	}
	stopped, _, _ := b.Standings()
	if strongest != len(b.Rules) || enforced != stopped {
		t.Errorf("%d of %d rules have a grade, %d of %d that are enforced", strongest, len(b.Rules), enforced, stopped)
	}
}
