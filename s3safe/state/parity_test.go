package state_test

import (
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/s3safe/state"
	"github.com/s3safe/s3safe-go/s3safe/state/statetest"
)

func production() *compat.Facts {
	return state.Bucket(state.Is(compat.Ownership, "BucketOwnerEnforced"), state.Is(compat.ObjectLock, "Enabled"),
		state.Is(compat.Versioning, "Enabled"), state.Region("eu-central-1"), state.Owner("123456789012"))
}

func TestCompare(t *testing.T) {
	ci := state.Bucket(state.Is(compat.Ownership, "ObjectWriter"), state.Is(compat.ObjectLock, "none"),
		state.Is(compat.Versioning, "Enabled"), state.Region("us-east-1"))
	p := state.Compare(production(), ci, aws.Source().Rules())
	if p.Equal() || len(p.Differences) != 2 {
		t.Fatalf("%s", p.String())
	}
	for _, want := range []string{
		"objectLock: Enabled, none", "ownership: BucketOwnerEnforced, ObjectWriter",
		"rule object-lock-not-enabled of PutObject: no, yes", "rule acl-disabled of ",
	} {
		if !strings.Contains(p.String(), want) {
			t.Errorf("%q isn't in\n%s", want, p.String())
		}
	}
	for _, d := range p.Disagreements {
		if d.Rule.ID == "version-id-unversioned" {
			t.Error("a rule that has nothing to do with it")
		}
	}
	same := state.Compare(production(), production(), aws.Source().Rules())
	if !same.Equal() || len(same.Disagreements) > 0 {
		t.Errorf("%s", same.String())
	}
	if p := state.Compare(production(), ci, aws.Source().Rules(), compat.Ownership, compat.ObjectLock); !p.Equal() {
		t.Errorf("%s", p.String())
	}
}

// fatal is a test that notes how it ended.
type fatal struct {
	testing.TB
	text string
}

func (f *fatal) Helper() {}
func (f *fatal) Fatalf(format string, args ...any) {
	f.text = format
	_ = args
}

func TestRequireParity(t *testing.T) {
	statetest.RequireParity(t, production(), production())
	f := &fatal{TB: t}
	statetest.RequireParity(f, production(), state.Bucket(state.Is(compat.Versioning, "Enabled")))
	if f.text == "" {
		t.Error("the test went on")
	}
	if len(statetest.Unprobed()) == 0 {
		t.Error("everything can be asked for?")
	}
}
