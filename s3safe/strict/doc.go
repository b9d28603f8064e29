// Package strict makes any S3 server as strict as Amazon S3.
//
//	lax, err := url.Parse("http://127.0.0.1:9000") // MinIO, versitygw, moto, …
//	if err != nil {
//		return err
//	}
//	handler := strict.Handler(forward.To(lax), strict.LogFindings(slog.Default()))
//	err = http.ListenAndServe("127.0.0.1:8000", handler)
//
// A server for tests accepts requests that Amazon S3 rejects, so a program passes its
// tests and fails in production. [Handler] stands in front of such a server and judges
// each request, of whatever client, by the rules of package compat/aws. What Amazon
// would reject it answers itself, with Amazon's status, code and message; the header
// [RuleHeader] names the rule. Everything else goes on as it came.
//
// The same handler guards programs in other languages from a sidecar; s3safe proxy is
// that as a command.
//
// # What is rejected
//
// What a rule is certainly true of, as for the guard of a client: what isn't known
// rejects nothing, and rules that carry a doubt, or tell what Amazon would silently
// ignore, are only reported. A server behind that isn't Amazon's doesn't matter: the
// request is judged as if it had been sent to Amazon, or to the store of [As]. A
// request that can't be read as one of S3's gets Amazon's answer to that, if it is
// known, and goes on otherwise. So does one whose body turns out to be no aws-chunked,
// or to end early, while it passes.
//
// # Bucket state
//
// Some rules depend on the bucket: whether it has object lock, who owns its objects,
// how an upload was begun. The handler learns that from what passes, and with
// [WithCredentials] it asks the server behind it, at most once for each bucket and
// feature at a time, and only when a request is at hand that can't be judged without.
// So what the server lets a bucket be configured with is enforced, even if the server
// itself doesn't care. What such a request is rejected by, the server has said within
// [state.Fresh], unless a source of [WithState] declares it.
//
// # What is left to the server
//
// Signatures are read, not verified. Whether an object, a version or a key exists, and
// whether a digest is that of an object's body, only the server knows.
package strict
