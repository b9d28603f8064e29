// Package mappingtest tests tables of what resources send.
package mappingtest

import (
	"reflect"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping"
)

// Members fails the test for each member that a table names and the SDK doesn't have,
// and for blocks of what isn't an object.
func Members(t *testing.T, resources map[string][]mapping.Call) {
	t.Helper()
	for name, calls := range resources {
		for _, c := range calls {
			model := sdk.NewInputOf(c.Operation)
			if model == nil {
				t.Errorf("%s: there is no such operation", name)
				continue
			}
			input := reflect.TypeOf(model).Elem()
			where := name + ": " + c.Operation.String()
			if c.Or != 0 && operation.ID(c.Or) >= operation.Count {
				t.Errorf("%s: there is no other operation", where)
			}
			fields(t, where, c.Common, input)
			fields(t, where, c.Fields, input)
			for _, m := range c.Unknown {
				member(t, where, m, input)
			}
		}
	}
}

func fields(t *testing.T, where string, list mapping.Fields, of reflect.Type) {
	t.Helper()
	for name, f := range list {
		where := where + "." + name
		if f.Unsent {
			continue
		}
		if f.To == "" {
			t.Errorf("%s: nothing becomes of it", where)
		}
		inner := of
		for _, m := range []string{f.To, f.Also} {
			if m != "" {
				inner = member(t, where, m, of)
			}
		}
		if inner == nil || f.Opaque {
			continue
		}
		isList := inner.Kind() == reflect.Slice && inner.Elem().Kind() != reflect.Uint8
		switch {
		case f.List != nil || f.Tags:
			if !isList {
				t.Errorf("%s: %s is no list", where, f.To)
				continue
			}
			inner = inner.Elem()
		case f.One && !isList:
			t.Errorf("%s: %s is no list", where, f.To)
		case f.Block != nil && inner.Kind() != reflect.Struct:
			t.Errorf("%s: %s is no object", where, f.To)
			continue
		case f.Block == nil && inner.Kind() == reflect.Struct && inner.String() != "time.Time":
			t.Errorf("%s: %s is an object", where, f.To)
		}
		fields(t, where, f.Block, inner)
		fields(t, where, f.List, inner)
		for _, m := range f.Unknown {
			member(t, where, m, inner)
		}
	}
}

// member returns the type of what a path leads to, without the pointer.
func member(t *testing.T, where, path string, of reflect.Type) reflect.Type {
	t.Helper()
	for _, name := range strings.Split(path, ".") {
		if of.Kind() != reflect.Struct {
			t.Errorf("%s: nothing is in %s", where, of)
			return nil
		}
		f, ok := of.FieldByName(name)
		if !ok {
			t.Errorf("%s: %s has no member %s", where, of, name)
			return nil
		}
		if of = f.Type; of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
	}
	return of
}

// Rules returns the rules that are certainly violated, by the resource.
func Rules(found []mapping.Found) map[string][]string {
	rules := map[string][]string{}
	for _, f := range found {
		for _, g := range f.Request.Judge() {
			if g.Rule.Doubt == "" {
				rules[f.Resource] = append(rules[f.Resource], g.Rule.ID)
			}
		}
	}
	return rules
}
