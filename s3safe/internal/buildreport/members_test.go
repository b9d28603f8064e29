package buildreport

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// unsettable lists the members that no builder sets, with the reason.
var unsettable = map[string]string{
	// Rows are "Operation.Member".
}

// TestEveryMember: every member of every input is set by some builder, or listed
// with the reason; and what is listed isn't set by any.
func TestEveryMember(t *testing.T) {
	set := map[string]bool{}
	for _, b := range Builders {
		for _, s := range slices.Concat(b.Ctor, b.Setters) {
			for _, m := range s.Members {
				set[b.Op+"."+m] = true
			}
		}
	}
	uses := 0
	for _, op := range sdk.Operations() {
		members := sdk.Schema.Members(op)
		for _, m := range members.IDs() {
			uses++
			name := op.String() + "." + m.String()
			if _, listed := unsettable[name]; listed == set[name] {
				t.Errorf("%s: settable: %v, listed as unsettable: %v", name, set[name], listed)
			}
			delete(set, name)
		}
	}
	for name := range set {
		t.Errorf("%s is set by a builder, but isn't a member", name)
	}
	t.Logf("%d members of %d operations, %d listed as unsettable", uses, len(sdk.Operations()), len(unsettable))
}

// TestEveryOperation: each has a package, named after it.
func TestEveryOperation(t *testing.T) {
	found := map[string]bool{}
	for _, b := range Builders {
		found[b.Op] = true
	}
	for _, op := range sdk.Operations() {
		if !found[op.String()] {
			t.Errorf("%s has no builder", op)
		}
	}
	if len(found) != int(operation.Count)-1 {
		t.Errorf("%d operations have builders, there are %d", len(found), operation.Count-1)
	}
}

// TestRegistry: the list of setters is that of the methods.
func TestRegistry(t *testing.T) {
	for _, b := range Builders {
		typ := reflect.TypeOf(b.New).Out(0)
		listed := map[string]bool{"Build": true, "Send": true, "Presign": true, "Start": true, "With": true, "Defaults": true}
		for _, s := range b.Setters {
			listed[s.Name], listed[strings.TrimSuffix(s.Name, "s")+"Map"] = true, true
			if _, ok := typ.MethodByName(s.Name); !ok {
				t.Errorf("%s has no method %s", typ, s.Name)
			}
		}
		for i := range typ.NumMethod() {
			if name := typ.Method(i).Name; !listed[name] {
				t.Errorf("%s.%s isn't in the registry", typ, name)
			}
		}
		if n := len(b.parameters()); n != len(b.parameterSetters()) {
			t.Errorf("%s.%s has %d parameters, %d are listed: %v", b.Op, b.Family, n, len(b.parameterSetters()), strings.TrimSpace(typ.String()))
		}
	}
}
