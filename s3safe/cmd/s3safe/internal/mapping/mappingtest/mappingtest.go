// Package mappingtest tests tables of what resources send.
package mappingtest

import (
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping"
)

// Members fails the test for each member that a table names and the SDK doesn't have, in
// none of the operations that make the request, and for blocks of what isn't an object.
func Members(t *testing.T, resources map[string]mapping.Resource) {
	t.Helper()
	for name, calls := range resources {
		for _, c := range calls {
			var models []reflect.Type
			for _, op := range []operation.ID{c.Operation, c.Or} {
				if model := sdk.NewInputOf(op); model != nil {
					models = append(models, reflect.TypeOf(model).Elem())
				} else if op != 0 || op == c.Operation {
					t.Errorf("%s: there is no such operation", name)
				}
			}
			if len(models) == 0 {
				continue
			}
			where := name + ": " + c.Operation.String()
			fields(t, where, c.Common, models...)
			fields(t, where, c.Fields, models...)
			for _, m := range c.Unknown {
				member(t, where, m, models...)
			}
		}
	}
}

func fields(t *testing.T, where string, list mapping.Fields, of ...reflect.Type) {
	t.Helper()
	for name, f := range list {
		where := where + "." + name
		if f.Unsent || f.Unread {
			continue
		}
		if f.To == "" {
			t.Errorf("%s: nothing becomes of it", where)
		}
		var inner reflect.Type
		for _, m := range []string{f.To, f.Also} {
			if m != "" {
				inner = member(t, where, m, of...)
			}
		}
		if inner == nil || f.Opaque {
			continue
		}
		isList := inner.Kind() == reflect.Slice && inner.Elem().Kind() != reflect.Uint8
		switch {
		case f.Encoded:
			if inner.Kind() != reflect.String {
				t.Errorf("%s: %s is no text", where, f.To)
			}
			continue
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

// member returns the type of what a path leads to in one of the types, without the
// pointer.
func member(t *testing.T, where, path string, types ...reflect.Type) reflect.Type {
	t.Helper()
	missing := ""
	for _, of := range types {
		found := true
		for _, name := range strings.Split(path, ".") {
			if of.Kind() != reflect.Struct {
				t.Errorf("%s: nothing is in %s", where, of)
				return nil
			}
			f, ok := of.FieldByName(name)
			if !ok {
				found, missing = false, of.String()+" has no member "+name
				break
			}
			if of = f.Type; of.Kind() == reflect.Pointer {
				of = of.Elem()
			}
		}
		if found {
			return of
		}
	}
	t.Errorf("%s: %s", where, missing)
	return nil
}

// Accounted fails the test for each kind of resource, and each property of those that
// the tables have, of which they don't tell what becomes: kinds that aren't in the tables
// are of another API. The file has a kind a line, or a kind and the path of a property.
// It returns the properties that aren't read.
func Accounted(t *testing.T, file string, resources map[string]mapping.Resource, apis map[string]string) (unread []string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		kind, path, _ := strings.Cut(line, " ")
		listed[kind] = true
		resource, ok := resources[kind]
		api := mapping.API(kind, apis)
		switch {
		case ok == (api != ""):
			t.Errorf("%s: in the tables %t, and of the API %q", kind, ok, api)
		case ok && path != "":
			switch resource.Knows(path) {
			case mapping.Unlisted:
				t.Errorf("%s: the table doesn't tell what becomes of %s", kind, path)
			case mapping.NotRead:
				unread = append(unread, kind+" "+path)
			}
		}
	}
	for kind := range resources {
		if !listed[kind] {
			t.Errorf("%s: there is no such resource", kind)
		}
	}
	for begin := range apis {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(listed)), func(kind string) bool { return strings.HasPrefix(kind, begin) }) {
			t.Errorf("%s: no resource begins so", begin)
		}
	}
	return unread
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
