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
//
// # Problem texts
//
// A [Rule]'s problem text says what is wrong with one request: "{n} tags in Tagging; S3
// allows 10". Its slots, in braces, are filled from the request by allow-list:
// what is no count, length, number, date, Region, kind of target, document path or
// value that the API's model knows has no slot. So no key, tag, metadata, policy or
// secret gets into a problem.
//
//	{set}            the members that are set and decided: "A and B"
//	{missing}        the members of Rule.Needs that are absent
//	{at}             the path of what is wrong in the document, else as {set}
//	{value}          the value that decided, if it is of a closed form
//	{value M}        the same of the member M, or of a path below it: {value M.Days}
//	{length}         the length of the text that decided, in bytes; {length M}
//	{count}          the number of entries of the list that decided; {count M}
//	{n}              what the predicate or relation measures (Predicate.Measure)
//	{target}         what the Bucket member addresses: "a directory bucket"
//	{source}         the same of the copy source's bucket
//	{problem}        why the Bucket member can't be a name, in words
//	{operation}      the name of the operation
//	{expires}        for how many seconds the presigned request is valid
//	{bucket F}       the bucket's feature F by its name, or its "Region";
//	                 likewise {copy F}, {endpoint F}, {signature F}, {upload F},
//	                 {wire F}
//
// Text after a bar stands in for a slot that this request can't fill: {value|another
// value}. Without it the slot is printed as it stands, which tests forbid.
package compat
