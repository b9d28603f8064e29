// Package operation names the S3 API operations, and has sets of them.
//
//	op, ok := operation.Parse("PutObject")
//	op == operation.PutObject // true
//
// The names are generated from the pinned SDK; numbers are not stable between
// releases.
package operation
