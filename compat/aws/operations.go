package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// with returns the operations that have all of the members.
func with(ms ...compat.Member) []compat.Operation {
	var ops []compat.Operation
	for op := compat.Operation(1); op < operation.Count; op++ {
		has := sdk.Schema.Members(op)
		all := true
		for _, m := range ms {
			all = all && has.Has(m)
		}
		if all {
			ops = append(ops, op)
		}
	}
	return ops
}

// except returns the operations of list without those named.
func except(list []compat.Operation, without ...compat.Operation) []compat.Operation {
	return operation.SetOf(list...).Without(operation.SetOf(without...)).IDs()
}
