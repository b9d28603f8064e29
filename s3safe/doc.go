// Package s3safe stops requests that Amazon S3 would reject before they leave
// the process.
//
//	client := s3.NewFromConfig(cfg, s3safe.Guard()) // the *s3.Client that it was before
//	_, err := client.PutObject(ctx, &s3.PutObjectInput{
//		Bucket:               aws.String("reports"),
//		Key:                  aws.String("2026/q3.csv"),
//		ServerSideEncryption: types.ServerSideEncryptionAwsKms,
//		SSECustomerAlgorithm: aws.String("AES256"), // excludes SSE-KMS
//		SSECustomerKey:       aws.String(key),
//		SSECustomerKeyMD5:    aws.String(keyMD5),
//	})
//	var incompatible *s3safe.IncompatibleError
//	if errors.As(err, &incompatible) {
//		fmt.Println(incompatible) // which rule, which members, why, what to do
//	}
//
// [Guard] is the drop-in: fields, parameters and results of the type *s3.Client stay
// as they are. What the client's Options return is of the SDK's own types, too, but for
// the endpoint resolver with [WithEndpointCache].
// [New] makes a [Client], a type of its own that embeds the guarded *s3.Client and
// knows more of a call: see Limits. Its methods resolve the endpoint of a bucket once,
// where the SDK resolves that of every call twice, which makes up for the time that the
// guard takes; [WithEndpointCache] lets [Guard] do so.
//
//	client := s3safe.New(s3.NewFromConfig(cfg))
//
// # Stops
//
// A stopped call returns an *[IncompatibleError]. It passes for the answer that S3
// would have given: errors.As finds in it the [smithy.APIError] with S3's code, the
// SDK's type for that code, and the SDK's ResponseError with the status and an empty
// response. To tell a stop from an answer, ask for the *IncompatibleError: there is
// one if, and only if, nothing was sent. A stop holds for all attempts of the call,
// whatever its retryer makes of the code.
//
// Package s3safe/op has builders with which most such requests can't be written
// in the first place; package [diagnose] explains the errors that only S3 can
// judge.
//
// The rules are those of package compat/aws. A request is stopped only if a rule
// is certainly true of it: what isn't known never stops a request.
//
// # Adoption
//
// In the mode Report nothing is stopped and findings go to the hook given with
// [OnFinding]; a fleet can be observed first. The mode can be set for a client
// ([WithMode]), a call ([ContextWithMode]) and a rule ([WithRuleMode]); and switched
// without a deploy, by a function ([WithModeFunc]) or the environment
// ([WithEnvironment]). [Install] guards all clients made from an aws.Config.
//
// Where no hook is given, what S3 silently ignores of a request is logged once through
// the client's logger, as a warning. [WithStrict] stops such requests too.
//
// At an emulator's endpoint [AssumeAmazon] lets a test stop what production would.
//
// # Upgrades
//
// The id of a rule is for ever. A rule of Amazon S3 that is new in a minor release is
// only reported in it, and enforced from the next one on; [WithRulesAsOf] pins the rules
// to a release. Other stores' own rules count at once.
// A rule that is to become true of more requests gets a rule with an id of its own for
// them, so that it is new too. Patch releases mend rules: what they enforce is true of
// fewer requests than before. The catalogue's pages list what each release did to the
// rules.
//
// # Bucket state
//
// Half of what S3 rejects depends on the bucket. With a [state.Cache] the guard
// knows: from what is declared, from what the client itself changes, from S3's
// answers, and by asking, once, for what a request can't be judged without:
//
//	known, err := state.New()
//	client := s3safe.New(s3.NewFromConfig(cfg), s3safe.WithState(known))
//
// A call that a per-call option sends to another endpoint than the client's goes
// to other buckets: nothing is assumed of these, and nothing learned. Only the
// methods of a [Client] see per-call options before the request is serialised;
// with [Guard], what rests on a cache is judged when the endpoint is resolved,
// and probes use the client's credentials.
//
// # Limits
//
// A client loses its guard in these ways; [Guarded] tells whether it has one, and the
// analyzer in s3safe/vet finds the first two in source code (its flag -guard):
//
//   - It was made without one: by another piece of the program, or a library. [Install]
//     guards what is made from the same configuration.
//   - An option of the client, or of a call, replaces APIOptions. A [Client] made by
//     [New] installs its guard again for every call with options that goes through its
//     own methods, and so through paginators, waiters and the transfer manager made
//     from it. What is made from the embedded *s3.Client, such as a presign client,
//     can't be protected against that; see [Client.Presign].
//   - Middleware takes the place "OperationSerializer" in the stack, after the guard
//     has taken it.
//   - The request isn't made by a client of service/s3: a presigned URL that is used
//     with other headers than it was signed for, an SDK of another version or language.
//
// The input is judged as it is handed to the SDK's serializer, whatever middleware
// changed it. Of what middleware adds to the request later, headers that are members
// of the operation are judged, once the request is signed; a changed body, path or
// query isn't, nor what is changed after the signing, which also breaks the
// signature. Credentials are fetched when the endpoint was judged, so after the SDK's
// ResolveEndpointV2.
//
// Middleware can end a call while what comes after it goes on in another goroutine, as
// one with a time-out of its own may. What of that call reaches the guard's later
// moments only then isn't judged there, and nothing is learned from its answer.
package s3safe
