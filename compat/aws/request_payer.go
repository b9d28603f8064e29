package aws

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docRequesterPays = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ObjectsinRequesterPaysBuckets.html"

func unknownPayer() *compat.Predicate {
	return compat.Document("names neither BucketOwner nor Requester", func(d *types.RequestPaymentConfiguration) (string, bool) {
		return "Payer", d.Payer != types.PayerBucketOwner && d.Payer != types.PayerRequester
	}, []any{
		&types.RequestPaymentConfiguration{Payer: "Random"},
	}, []any{
		&types.RequestPaymentConfiguration{Payer: types.PayerRequester},
		&types.RequestPaymentConfiguration{Payer: types.PayerBucketOwner},
	})
}

// noConfirmation reports whether a text isn't the word for RequestPayer, in small letters.
func noConfirmation() *compat.Predicate {
	return compat.Text("isn't requester", func(s string) bool {
		s = headerValue(s)
		return s != "" && s != "requester"
	}, []any{"invalid", "BucketOwner", "Requester"}, []any{"requester"})
}

// requestPayerRules: who pays for requests.
func requestPayerRules() []compat.Rule {
	payment := func(p types.Payer) compat.Case {
		return compat.Given(operation.PutBucketRequestPayment, member.RequestPaymentConfiguration, &types.RequestPaymentConfiguration{Payer: p})
	}
	pays := func(op compat.Operation, pairs ...any) compat.Case {
		return compat.Given(op, pairs...).InBucket(compat.Payer, "Requester")
	}
	silent := except(with(member.Bucket), append(with(member.RequestPayer), operation.CreateBucket, operation.CreateSession, operation.RenameObject)...)
	foreign := func(op compat.Operation, header string) compat.Case {
		return compat.Given(op, member.Bucket, exampleBucket).InBucket(compat.Payer, "Requester").InBucket(compat.OwnedByCaller, "false").
			Over(compat.PayerHeader, header).Over(compat.SignatureScheme, "SigV4")
	}
	// unannounced is about operations that have no member for it. Code beside the SDK may
	// set the header, so it is looked at when the request is made.
	unannounced := func(id string, ops []compat.Operation, answer compat.Answer, violating, allowed []compat.Case) compat.Rule {
		anonymous := compat.Signature(compat.SignatureScheme, "anonymous") // see regionRules
		return compat.Rule{
			ID:         id,
			Topic:      "request-payer",
			Title:      "A request to someone else's Requester Pays bucket says so in a header where it has no member for it",
			Problem:    "The header X-Amz-Request-Payer isn't requester",
			Remedy:     "Set it, or let the owner ask",
			Operations: ops,
			When: compat.All(compat.Bucket(compat.Payer, "Requester"), compat.Bucket(compat.OwnedByCaller, "false"),
				compat.Signature(compat.PayerHeader, "none", "other"), compat.Not(anonymous)),
			Answer:    answer,
			Why:       "The requester pays for every request to the bucket, those about its configuration too, and S3 wants to hear that they know. The operation's input has no RequestPayer.",
			Fix:       "Add the header X-Amz-Request-Payer: requester, with smithyhttp.SetHeaderValue among the call's APIOptions, or let the bucket's owner make the request.",
			Sources:   []string{docRequesterPays, stackdCaptures + "/requester_management_raw_replay.json", stackdCaptures + "/requester_data_replay.json"},
			Violating: violating,
			Allowed:   allowed,
		}
	}
	denied := compat.Answer{Status: 403, Code: "AccessDenied", Message: "Access Denied"}
	return slices.Concat([]compat.Rule{{
		ID:         "request-payment-unknown-payer",
		Topic:      "request-payer",
		Title:      "Payer is either BucketOwner or Requester",
		Problem:    "{at} is {value|an unknown word}",
		Remedy:     "Use BucketOwner or Requester",
		Operations: []compat.Operation{operation.PutBucketRequestPayment},
		When:       compat.Matches(member.RequestPaymentConfiguration, unknownPayer()),
		Answer:     malformedXML,
		Why:        "The document doesn't validate against S3's schema, which knows these two values.",
		Fix:        "Set Payer to BucketOwner or Requester.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_RequestPaymentConfiguration.html", "recorded:ls-b-0013"},
		Violating:  []compat.Case{payment("Random"), payment("requester")},
		Allowed:    []compat.Case{payment(types.PayerRequester), payment(types.PayerBucketOwner)},
	}}, withHead(compat.Rule{
		ID:         "requester-pays-unconfirmed",
		Topic:      "request-payer",
		Title:      "A request to someone else's Requester Pays bucket needs RequestPayer",
		Problem:    "RequestPayer isn't set, and the requester pays",
		Remedy:     "Set it to requester",
		Needs:      []compat.Member{member.RequestPayer},
		Operations: with(member.RequestPayer),
		When: compat.All(compat.Bucket(compat.Payer, "Requester"), compat.Bucket(compat.OwnedByCaller, "false"),
			compat.Not(compat.Set(member.RequestPayer))),
		Answer:  denied,
		Why:     "The requester pays for the request, and S3 wants to hear that they know.",
		Fix:     "Set RequestPayer to requester.",
		Sources: []string{docRequesterPays},
		Violating: []compat.Case{
			pays(operation.GetObject).InBucket(compat.OwnedByCaller, "false"),
			pays(operation.ListObjectsV2).InBucket(compat.OwnedByCaller, "false"),
		},
		Allowed: []compat.Case{
			pays(operation.GetObject, member.RequestPayer, "requester").InBucket(compat.OwnedByCaller, "false"),
			pays(operation.GetObject).InBucket(compat.OwnedByCaller, "true"),
			compat.Given(operation.ListObjectsV2).InBucket(compat.Payer, "BucketOwner").InBucket(compat.OwnedByCaller, "false"),
		},
	}), withHead(compat.Rule{
		ID:         "requester-pays-other-word",
		Topic:      "request-payer",
		Title:      "Only the word requester confirms a request to someone else's Requester Pays bucket",
		Problem:    "RequestPayer is {value|an unknown word}, and the requester pays",
		Remedy:     "Set it to requester",
		Needs:      []compat.Member{member.RequestPayer},
		Operations: with(member.RequestPayer),
		When: compat.All(compat.Bucket(compat.Payer, "Requester"), compat.Bucket(compat.OwnedByCaller, "false"),
			compat.Matches(member.RequestPayer, noConfirmation())),
		Answer:  denied,
		Why:     "The requester pays for the request, and S3 takes no other word as the sign that they know.",
		Fix:     "Set RequestPayer to requester.",
		Sources: []string{docRequesterPays, stackdCaptures + "/requester_presigned_replay.json", stackdCaptures + "/requester_data_replay.json"},
		Violating: []compat.Case{
			pays(operation.GetObject, member.RequestPayer, "Requester").InBucket(compat.OwnedByCaller, "false"),
			pays(operation.GetObject, member.RequestPayer, "invalid").InBucket(compat.OwnedByCaller, "false"),
			pays(operation.ListObjectsV2, member.RequestPayer, "BucketOwner").InBucket(compat.OwnedByCaller, "false"),
		},
		Allowed: []compat.Case{
			pays(operation.GetObject, member.RequestPayer, "requester").InBucket(compat.OwnedByCaller, "false"),
			pays(operation.GetObject, member.RequestPayer, "invalid").InBucket(compat.OwnedByCaller, "true"),
			compat.Given(operation.GetObject, member.RequestPayer, "invalid").InBucket(compat.Payer, "BucketOwner").InBucket(compat.OwnedByCaller, "false"),
		},
	}), []compat.Rule{unannounced("requester-pays-unannounced", except(silent, operation.HeadBucket), denied,
		[]compat.Case{foreign(operation.GetBucketVersioning, "none"), foreign(operation.GetBucketCors, "none"), foreign(operation.PutBucketTagging, "none"), foreign(operation.DeleteObjectTagging, "none")},
		[]compat.Case{
			foreign(operation.GetBucketVersioning, "requester"), foreign(operation.GetBucketCors, "requester"),
			foreign(operation.GetBucketVersioning, "none").InBucket(compat.OwnedByCaller, "true"),
			foreign(operation.GetBucketVersioning, "none").InBucket(compat.Payer, "BucketOwner"),
		}), unannounced("requester-pays-unannounced-head", []compat.Operation{operation.HeadBucket}, compat.Answer{Status: 403, Code: headCode(403)},
		[]compat.Case{foreign(operation.HeadBucket, "none")},
		[]compat.Case{foreign(operation.HeadBucket, "requester"), foreign(operation.HeadBucket, "none").InBucket(compat.OwnedByCaller, "true"), foreign(operation.HeadBucket, "none").Over(compat.SignatureScheme, "anonymous")}),
	}, withHead(compat.Rule{
		ID:         "requester-pays-anonymous",
		Topic:      "request-payer",
		Title:      "A Requester Pays bucket takes no anonymous requests",
		Problem:    "The request is anonymous, and the requester pays",
		Remedy:     "Sign it",
		Operations: with(member.RequestPayer),
		When:       compat.All(compat.Bucket(compat.Payer, "Requester"), compat.Signature(compat.SignatureScheme, "anonymous")),
		Answer:     denied,
		Why:        "Nobody would pay for the request.",
		Fix:        "Sign the request.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html"},
		Violating: []compat.Case{
			pays(operation.GetObject, member.RequestPayer, "requester").Over(compat.SignatureScheme, "anonymous"),
			pays(operation.ListObjectsV2).Over(compat.SignatureScheme, "anonymous"),
		},
		Allowed: []compat.Case{
			pays(operation.GetObject, member.RequestPayer, "requester").Over(compat.SignatureScheme, "SigV4"),
			compat.Given(operation.GetObject).InBucket(compat.Payer, "BucketOwner").Over(compat.SignatureScheme, "anonymous"),
		},
	}))
}
