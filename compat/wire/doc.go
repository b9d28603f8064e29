// Package wire reads an HTTP request back into a request of the engine, so that
// the requests of any client can be judged by a catalogue.
//
//	message, err := wire.Decode(request)
//	if errors.Is(err, wire.ErrNotDecodable) {
//		// Nothing is known of it: send it.
//	}
//	for _, f := range aws.WireCatalog().Check(&message.Request, nil) {
//		log.Println(f.Rule.ID, f.Problem)
//	}
//
// The operation follows from method, host, path and parameters; headers,
// parameters and XML documents become members. All of it is generated from the
// same release of service/s3 as package compat/sdk, and what the SDK sends comes
// back as it was given, but for what HTTP and XML don't carry: the case of metadata's
// names, fractions of seconds, empty lists without an element of their own, and the
// account of a Multi-Region Access Point.
//
// # Hosts
//
// Amazon's hosts are read in all their forms: path style, virtual-hosted,
// accelerate, dual-stack, FIPS, access points, Multi-Region and Object Lambda access
// points, Outposts, directory buckets. The Bucket member is then the name or the ARN
// that an SDK would have been given. The domain of another store is named with
// [Domains]; a host that is neither isn't decodable.
//
// # What isn't of its form
//
// A client that isn't typed can send what no Go type holds: an empty enumeration is
// an empty text here, and what is in the place of a number or a time and isn't one is
// a text. A document with something in it that isn't known has members whose values
// are unknown, since S3 may know more than this release; see [Message.Odd].
//
// # Signatures and forms
//
// Request.Signature says how the request is signed, as of the requests of a guarded
// client; Request.Wire has what only a sent request says: whether what authorizes it
// is well-formed, which headers are signed, when it was signed, and for a browser's
// POST upload, which is a PutObject, whether its fields are complete and meet its
// policy. The rules about these are those of aws.WireRules. Signatures aren't
// verified, and no key and no signature is kept.
//
// # Bodies
//
// A body is read only if it is a document or a form, up to a bound, and is replaced by
// one that reads the same. [Chunks] judges an aws-chunked body as it passes.
package wire
