// Package compat is the engine of s3safe: requests, rules about them, and the
// judgement. It knows no SDK.
//
//	rule := compat.Rule{
//		ID:         "range-with-part-number",
//		Operations: []compat.Operation{operation.GetObject},
//		When:       compat.AllSet(member.Range, member.PartNumber),
//		…
//	}
//	catalog, err := compat.NewCatalog(sdk.Schema, rule)
//	findings := catalog.Check(request, nil)
//
// A [Request] says what is known of a request before it is sent. Anything can be
// unknown: whether a member is set, its value, what the target is, the state of
// the bucket, the endpoint, the signature. A rule's [Condition] is data, an
// expression that evaluates to true, false or unknown ([Truth]). Only true is a
// [Finding]; what is unknown names the facts that would settle it ([Wants]).
//
// Because conditions are data they are not only evaluated: they are rendered as
// prose, solved for requests that fulfil them or just don't ([Solve]), and
// compiled into tables by which a request pays only for the rules that its
// members can make true ([Catalog]).
package compat
