package aws

import (
	"bytes"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// lengthAgainstBody makes a test of ContentLength against the length of a body in
// memory.
func lengthAgainstBody(holds func(said, has int64) bool) func(a, b, c compat.Value) compat.Truth {
	return func(a, b, _ compat.Value) compat.Truth {
		said, ok := a.Int()
		if !ok || b.Kind() != compat.KindStream {
			return compat.Unknown
		}
		has, ok := bodySize(b.Object())
		if !ok {
			return compat.Unknown
		}
		return compat.TruthOf(said >= 0 && holds(said, has))
	}
}

func lengthBeyondBody() *compat.Relation {
	return &compat.Relation{
		Name:    "ContentLength is more than the body in memory has",
		Members: []compat.Member{member.ContentLength, member.Body},
		// An empty body is sent as one of no bytes, whatever is said.
		Test: lengthAgainstBody(func(said, has int64) bool { return said > has && has > 0 }),
		Yes:  [][]any{{10, something()}, {5 << 20, something()}},
		No:   [][]any{{9, something()}, {3, something()}, {0, bytes.NewReader(nil)}, {1, bytes.NewReader(nil)}, {-1, something()}},
	}
}

// bodyLengthRules are about how long a body is said to be when it is sent.
func bodyLengthRules() []compat.Rule {
	uploads := []compat.Operation{operation.PutObject, operation.UploadPart}
	// The body of a presigned request is given by whoever sends it.
	sendsBody := compat.Signature(compat.Presigned, "false")
	sent := func(op compat.Operation, body any, length int) compat.Case {
		return compat.Given(op, member.Body, body, member.ContentLength, length).Over(compat.Presigned, "false")
	}
	return []compat.Rule{{
		ID:         "body-length-unknown",
		Topic:      "body",
		Title:      "S3 takes no body of unknown length",
		Problem:    "The length of the body isn't known",
		Remedy:     "Set ContentLength, or give a body that can seek",
		Operations: uploads,
		When:       compat.Signature(compat.Length, "unknown"),
		Answer:     compat.Answer{Status: 411, Code: "MissingContentLength", Message: "You must provide the Content-Length HTTP header."},
		Rank:       -10,
		Why:        "The SDK can't tell the length of a body that can't seek, and sends it in chunks without saying how long it will be.",
		Fix:        "Set ContentLength, give a body that can seek, or use the transfer manager, which reads ahead.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html",
			"https://github.com/aws/aws-sdk-go-v2/blob/main/service/internal/integrationtest/s3/checksum_test.go"},
		Violating: []compat.Case{
			compat.Given(operation.PutObject).Over(compat.Length, "unknown"),
			compat.Given(operation.UploadPart).Over(compat.Length, "unknown"),
		},
		Allowed: []compat.Case{compat.Given(operation.PutObject).Over(compat.Length, "known")},
	}, {
		ID:         "body-too-large",
		Topic:      "body",
		Title:      "One request can carry at most 5 GiB",
		Problem:    "The body has more than 5 GiB; one request takes 5 GiB",
		Remedy:     "Use a multipart upload",
		Operations: uploads,
		When:       compat.Signature(compat.Length, "above 5 GiB"),
		Answer:     compat.Answer{Status: 400, Code: "EntityTooLarge", Message: "Your proposed upload exceeds the maximum allowed size"},
		AmazonOnly: true,
		Why:        "The limit holds for an object uploaded by one PutObject and for each part alike. The SDK finds the length of a body that can seek, such as a file's, when it makes the request.",
		Fix:        "Use a multipart upload with parts of 5 GiB or less, for example through the transfer manager.",
		Sources:    []string{docLimits, "https://github.com/versity/versitygw/issues/2041"},
		Violating: []compat.Case{
			compat.Given(operation.PutObject).Over(compat.Length, "above 5 GiB"),
			compat.Given(operation.UploadPart).Over(compat.Length, "above 5 GiB"),
		},
		Allowed: []compat.Case{compat.Given(operation.PutObject).Over(compat.Length, "known"), compat.Given(operation.UploadPart)},
	}, {
		ID:         "content-length-beyond-body",
		Topic:      "body",
		Title:      "ContentLength can't be more than the body has",
		Problem:    "ContentLength is {value ContentLength} bytes, and the body ends before",
		Remedy:     "Leave it out",
		Operations: uploads,
		When:       compat.All(sendsBody, compat.Related(lengthBeyondBody())),
		Answer:     compat.Answer{Status: 400, Code: "RequestTimeout", Message: "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed."},
		Rank:       rankBody,
		Why:        "S3 waits for as many bytes as were announced, and gives up in the end. Go's client notices that the body ends too early, and breaks the connection. Only bodies in memory are compared beforehand.",
		Fix:        "Leave ContentLength out: the SDK knows the length of such a body. A reader that was read from before has only the rest to give.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonRequestHeaders.html", "https://github.com/aws/aws-sdk-js/issues/1235"},
		Violating: []compat.Case{
			sent(operation.PutObject, something(), 10),
			sent(operation.UploadPart, something(), 5<<20),
		},
		Allowed: []compat.Case{
			sent(operation.PutObject, something(), 9),
			compat.Given(operation.PutObject, member.Body, something()).Over(compat.Presigned, "false"),
			sent(operation.PutObject, something(), 10).Over(compat.Presigned, "url"),
		},
	}}
}
