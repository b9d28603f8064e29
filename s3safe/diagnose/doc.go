// Package diagnose finds out why S3 rejects a request:
//
//	recorder := diagnose.NewRecorder()
//	client := s3.NewFromConfig(cfg, recorder.Option())
//	if _, err := client.PutObject(ctx, in); err != nil {
//		fmt.Println(diagnose.ExplainInput(err, in, recorder.LastFor(err)))
//	}
//
// prints S3's answer, the likely causes with what to do about each, and what
// happened to the request on its way. An s3safe.Client has a recorder already:
// client.Recorder().LastFor(err).
//
// The steps can be taken one by one, each with what it has:
//
//   - Capture: a [Recorder] keeps what is known of the last failures; captures
//     are also made of logs and files ([ParseDump], [ParseCurl], [ParseHAR]) and
//     kept as JSON ([WriteJSON], [ReadJSON]).
//   - Explain: [Explain] takes an error of the SDK, or S3's error document
//     ([ParseError]), with the capture, if there is one. [Diff] compares two
//     captures, [Baseline] makes one of what the SDK would send by itself.
//   - Audit: [Audit] compares what was signed with what was sent; [AuditProxy]
//     and [ProxyProbe] find out what a proxy does to requests, with an [Echo]
//     behind it.
//   - Minimise: [Minimise] finds the smallest set of members that fails.
//   - Replay: [Replay] and [ReplayCapture] send it again and compare the outcome.
//   - Rates: [Rates] measures errors by operation, endpoint, signature and code.
//
// A [Capture] never holds a secret: values are taken over by allow-list, and
// what an answer repeats of them is masked.
package diagnose
