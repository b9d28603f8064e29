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
// as they are. Its options are those of the client, and of the SDK's own types.
// [New] makes a [Client], a type of its own that embeds the guarded *s3.Client and
// knows more of a call: see Limits.
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
// ([WithMode]), a call ([ContextWithMode]) and a rule ([WithRuleMode]).
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
// A per-call option that replaces APIOptions removes a guard installed with
// [Guard], and so does middleware that takes the guard's place in the stack away. A
// [Client] made by [New] installs it again for every call with options that goes
// through its own methods, and so through paginators, waiters and the transfer
// manager made from it. What is made from the embedded *s3.Client, such as a
// presign client, can't be protected against that; see [Client.Presign].
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
