package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/internal/policy"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	sessionAction     = `"Action":"s3express:CreateSession"`
	directoryResource = `"Resource":"arn:aws:s3express:us-west-2:111122223333:bucket/` + exampleDirectory + `"`
)

func notSessionAction() *compat.Predicate {
	return policyHas("has a statement with an action other than s3express:CreateSession", policy.NoSessionAction, []any{
		policyOf(policyEffect, policyPrincipal, policyAction, directoryResource),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3express:CreateSession","s3express:GetBucketPolicy"]`, directoryResource),
	}, []any{
		policyOf(policyEffect, policyPrincipal, sessionAction, directoryResource),
		policyOf(policyEffect, policyPrincipal, `"Action":"s3express:*"`, directoryResource),
	})
}

// policyDirectoryRules are about the policies of directory buckets.
func policyDirectoryRules() []compat.Rule {
	put := func(action string) compat.Case {
		return compat.Given(operation.PutBucketPolicy, member.Bucket, exampleDirectory, member.Policy, policyOf(policyEffect, policyPrincipal, action, directoryResource))
	}
	return []compat.Rule{{
		ID:      "policy-directory-action",
		Topic:   "policy",
		Title:   "The policy of a directory bucket is about sessions only",
		Problem: "{at} is an action other than s3express:CreateSession", Remedy: "Grant that one only",
		Operations: []compat.Operation{operation.PutBucketPolicy},
		When:       compat.All(compat.On(compat.DirectoryBucket), compat.Matches(member.Policy, notSessionAction())),
		Answer:     compat.Answer{Status: 400, Code: "MalformedPolicy"},
		Why:        "Access to the objects of a directory bucket is granted by a session, so s3express:CreateSession is the only action that its policy can name.",
		Fix:        "Grant s3express:CreateSession; s3express:SessionMode tells reading from writing.",
		Sources:    []string{docPutBucketPolicy},
		Doubt:      "The documentation says that no other action is supported, not that the policy is refused.",
		AmazonOnly: true,
		Violating:  []compat.Case{put(`"Action":"s3express:GetBucketPolicy"`)},
		Allowed:    []compat.Case{put(sessionAction)},
	}}
}
