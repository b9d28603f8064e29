package s3safe

import (
	"reflect"
	"sync/atomic"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// An application may have a newer release of the SDK than the one that package
// compat/sdk is generated from, with members that no rule knows. Such a member may be
// another way to give what a rule misses: where one is set, it isn't known of the
// members that are absent whether the request lacks them.

// strangers are the fields of each operation's input that aren't known members; nil
// before they were looked for.
var strangers [operation.Count]atomic.Pointer[[]int]

// noStrangers is what nearly all operations have, told by its address.
var noStrangers []int

// doubtAbsence makes it unknown whether absent members are set, if the input has a
// member that isn't known.
func doubtAbsence(input any, r *compat.Request) {
	fields := strangers[r.Operation].Load()
	if fields == nil {
		found := strangersOf(reflect.TypeOf(input).Elem(), sdk.Schema.Members(r.Operation))
		if fields = &found; len(found) == 0 {
			fields = &noStrangers
		}
		strangers[r.Operation].Store(fields)
	}
	if fields == &noStrangers {
		return
	}
	if v := reflect.ValueOf(input).Elem(); anySet(v, *fields) {
		all := sdk.Schema.Members(r.Operation)
		r.Unsure = r.Unsure.Union(all.Without(r.Present))
	}
}

// strangersOf returns the numbers of the exported fields that aren't among the members.
func strangersOf(input reflect.Type, known compat.MemberSet) (fields []int) {
	names := map[string]bool{}
	for _, m := range known.IDs() {
		names[m.String()] = true
	}
	for i := range input.NumField() {
		if f := input.Field(i); f.IsExported() && !names[f.Name] {
			fields = append(fields, i)
		}
	}
	return fields
}

func anySet(v reflect.Value, fields []int) bool {
	for _, i := range fields {
		if !v.Field(i).IsZero() {
			return true
		}
	}
	return false
}
