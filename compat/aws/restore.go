package aws

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docRestoreObject = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html"

// The samples of the predicates below.

func restoreArchive() *types.RestoreRequest {
	return &types.RestoreRequest{Days: ptr.Int32(7), GlacierJobParameters: &types.GlacierJobParameters{Tier: types.TierBulk}}
}

func restoreSelect() *types.RestoreRequest {
	return &types.RestoreRequest{
		Type: types.RestoreRequestTypeSelect,
		Tier: types.TierExpedited,
		SelectParameters: &types.SelectParameters{
			Expression: ptr.String("SELECT * FROM object"), ExpressionType: types.ExpressionTypeSql,
			InputSerialization:  &types.InputSerialization{CSV: &types.CSVInput{}},
			OutputSerialization: &types.OutputSerialization{CSV: &types.CSVOutput{}},
		},
		OutputLocation: restoreOutput(),
	}
}

func restoreOutput() *types.OutputLocation {
	return &types.OutputLocation{S3: &types.S3Location{BucketName: ptr.String("amzn-s3-demo-destination"), Prefix: ptr.String("results/")}}
}

func restoreTopTier() *types.RestoreRequest {
	return &types.RestoreRequest{Days: ptr.Int32(30), Tier: types.TierBulk}
}

func restoreElsewhere() *types.RestoreRequest {
	return &types.RestoreRequest{OutputLocation: restoreOutput()}
}

func restoreSelectDays() *types.RestoreRequest {
	return &types.RestoreRequest{Type: types.RestoreRequestTypeSelect, Days: ptr.Int32(1), SelectParameters: restoreSelect().SelectParameters, OutputLocation: restoreOutput()}
}

func restoreZeroDays() *types.RestoreRequest {
	return &types.RestoreRequest{Days: ptr.Int32(0)}
}

func restoreUnknownTier() *types.RestoreRequest {
	return &types.RestoreRequest{Days: ptr.Int32(1), GlacierJobParameters: &types.GlacierJobParameters{Tier: "Fast"}}
}

var (
	restoreTiering = &types.RestoreRequest{}
)

func restoreTierOutside() *compat.Predicate {
	return compat.Document("has a Tier outside GlacierJobParameters without being a SELECT", func(r *types.RestoreRequest) (string, bool) {
		return "Tier", r.Tier != "" && r.Type != types.RestoreRequestTypeSelect
	}, []any{restoreTopTier()}, []any{restoreArchive(), restoreSelect(), restoreTiering})
}

func restoreSelectOnly() *compat.Predicate {
	return compat.Document("has OutputLocation or SelectParameters without being a SELECT", func(r *types.RestoreRequest) (string, bool) {
		switch {
		case r.Type == types.RestoreRequestTypeSelect:
			return "", false
		case r.OutputLocation != nil:
			return "OutputLocation", true
		case r.SelectParameters != nil:
			return "SelectParameters", true
		}
		return "", false
	}, []any{restoreElsewhere(), &types.RestoreRequest{SelectParameters: restoreSelect().SelectParameters}}, []any{restoreArchive(), restoreSelect(), restoreTiering})
}

func restoreSelectForDays() *compat.Predicate {
	return compat.Document("is a SELECT with Days or GlacierJobParameters", func(r *types.RestoreRequest) (string, bool) {
		switch {
		case r.Type != types.RestoreRequestTypeSelect:
			return "", false
		case r.Days != nil:
			return "Days", true
		case r.GlacierJobParameters != nil:
			return "GlacierJobParameters", true
		}
		return "", false
	}, []any{restoreSelectDays()}, []any{restoreArchive(), restoreSelect()})
}

func restoreFewDays() *compat.Predicate {
	return compat.Document("has fewer than one of Days", func(r *types.RestoreRequest) (string, bool) {
		return "Days", r.Days != nil && *r.Days < 1
	}, []any{restoreZeroDays(), &types.RestoreRequest{Days: ptr.Int32(-1)}}, []any{restoreArchive(), restoreTiering})
}

func restoreBadTier() *compat.Predicate {
	return compat.Document("has a Tier other than Standard, Bulk and Expedited", func(r *types.RestoreRequest) (string, bool) {
		bad := func(t types.Tier) bool {
			return t != "" && t != types.TierStandard && t != types.TierBulk && t != types.TierExpedited
		}
		if bad(r.Tier) {
			return "Tier", true
		}
		return "GlacierJobParameters.Tier", r.GlacierJobParameters != nil && bad(r.GlacierJobParameters.Tier)
	}, []any{restoreUnknownTier()}, []any{restoreArchive(), restoreSelect(), restoreTopTier(), restoreTiering})
}

func restoreUnknownType() *types.RestoreRequest {
	return &types.RestoreRequest{Days: ptr.Int32(1), Type: "ARCHIVE"}
}

func restoreBadType() *compat.Predicate {
	return compat.Document("has a Type other than SELECT", func(r *types.RestoreRequest) (string, bool) {
		return "Type", r.Type != "" && r.Type != types.RestoreRequestTypeSelect
	}, []any{restoreUnknownType()}, []any{restoreArchive(), restoreSelect(), restoreTiering})
}

func restoreIsSelect() *compat.Predicate {
	return compat.Document("is of type SELECT", func(r *types.RestoreRequest) (string, bool) {
		return "Type", r.Type == types.RestoreRequestTypeSelect
	}, []any{restoreSelect()}, []any{restoreArchive(), restoreTiering})
}

// restoreRules are the rules about RestoreObject.
func restoreRules() []compat.Rule {
	ops := []compat.Operation{operation.RestoreObject}
	restore := func(r *types.RestoreRequest) compat.Case {
		return compat.Given(operation.RestoreObject, member.RestoreRequest, r)
	}
	malformed := compat.Answer{Status: 400, Code: "MalformedXML", Message: "The XML you provided was not well-formed or did not validate against our published schema"}
	return []compat.Rule{
		{
			ID:         "restore-tier-outside-job-parameters",
			Topic:      "restore",
			Title:      "The tier of an archive's restore belongs in GlacierJobParameters",
			Problem:    "{at} is set",
			Remedy:     "Set GlacierJobParameters.Tier",
			Operations: ops,
			When:       compat.Matches(member.RestoreRequest, restoreTierOutside()),
			Answer:     malformed,
			Why:        "RestoreRequest.Tier exists for restores of type SELECT. A restore of an archive takes its tier from GlacierJobParameters, and S3's schema doesn't allow the other.",
			Fix:        "Set RestoreRequest.GlacierJobParameters.Tier instead of RestoreRequest.Tier.",
			Sources:    []string{docRestoreObject, "https://github.com/aws/aws-sdk-js-v3/issues/4580", "https://github.com/aws/aws-sdk-java-v2/issues/2273", "https://github.com/aws/aws-sdk-cpp/issues/3691"},
			Violating:  []compat.Case{restore(restoreTopTier())},
			Allowed:    []compat.Case{restore(restoreArchive()), restore(restoreTiering)},
		},
		{
			ID:         "restore-output-without-select",
			Topic:      "restore",
			Title:      "OutputLocation and SelectParameters belong to restores of type SELECT",
			Problem:    "{at} is set, and the type isn't SELECT",
			Remedy:     "Leave it out",
			Operations: ops,
			When:       compat.Matches(member.RestoreRequest, restoreSelectOnly()),
			Answer:     malformed,
			Why:        "A restored archive becomes readable where it is. Only the results of a SELECT are written elsewhere.",
			Fix:        "Leave OutputLocation and SelectParameters out, and copy the object once it is restored.",
			Sources:    []string{docRestoreObject, "https://github.com/boto/boto3/issues/2656"},
			Violating:  []compat.Case{restore(restoreElsewhere())},
			Allowed:    []compat.Case{restore(restoreArchive())},
		},
		{
			ID:         "restore-select-with-days",
			Topic:      "restore",
			Title:      "A restore of type SELECT has neither Days nor GlacierJobParameters",
			Problem:    "{at} is set, and the type is SELECT",
			Remedy:     "Leave it out",
			Operations: ops,
			When:       compat.Matches(member.RestoreRequest, restoreSelectForDays()),
			Answer:     malformed,
			Why:        "A SELECT makes no temporary copy of the object, so there is nothing that could expire; its tier is RestoreRequest.Tier.",
			Fix:        "Leave Days and GlacierJobParameters out.",
			Sources:    []string{docRestoreObject, "https://github.com/boto/boto3/issues/2109"},
			Violating:  []compat.Case{restore(restoreSelectDays())},
			Allowed:    []compat.Case{restore(restoreSelect()), restore(restoreArchive())},
		},
		{
			ID:         "restore-select",
			Topic:      "restore",
			Title:      "Restores of type SELECT are offered to few accounts",
			Problem:    "The restore is of type SELECT",
			Remedy:     "Restore the object, and query it then",
			Operations: ops,
			When:       compat.Matches(member.RestoreRequest, restoreIsSelect()),
			Answer:     compat.Answer{Status: 405, Code: "MethodNotAllowed"},
			Why:        "Amazon S3 Select isn't available to new customers any more, and neither are restores that run it.",
			Fix:        "Restore the object, and query it with another service.",
			Sources:    []string{docRestoreObject, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreRequest.html"},
			Doubt:      "Customers from before can go on using it.",
			Violating:  []compat.Case{restore(restoreSelect())},
			Allowed:    []compat.Case{restore(restoreArchive())},
		},
		{
			ID:         "restore-days-below-one",
			Topic:      "restore",
			Title:      "An archive is restored for one day at least",
			Problem:    "{at} is {value}",
			Remedy:     "Set 1 or more",
			Operations: ops,
			When:       compat.Matches(member.RestoreRequest, restoreFewDays()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
			Why:        "Days is the lifetime of the temporary copy. Objects in S3 Intelligent-Tiering have no temporary copy: leave Days out for them.",
			Fix:        "Set Days to 1 or more, or leave it out for an object in S3 Intelligent-Tiering.",
			Sources:    []string{docRestoreObject, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html", "recorded:cap-stackd-0070"},
			Violating:  []compat.Case{restore(restoreZeroDays())},
			Allowed:    []compat.Case{restore(&types.RestoreRequest{Days: ptr.Int32(1)}), restore(restoreTiering)},
		},
		{
			ID:         "restore-unknown-tier",
			Topic:      "restore",
			Title:      "The tier of a restore is Standard, Bulk or Expedited",
			Problem:    "{at} is {value|an unknown word}",
			Remedy:     "Use Standard, Bulk or Expedited",
			Operations: ops,
			When:       compat.Matches(member.RestoreRequest, restoreBadTier()),
			Answer:     malformed,
			Why:        "S3's schema knows three retrieval tiers, written like this.",
			Fix:        "Use one of the SDK's constants, for example types.TierBulk.",
			Sources:    []string{docRestoreObject},
			Violating:  []compat.Case{restore(restoreUnknownTier())},
			Allowed:    []compat.Case{restore(restoreArchive())},
		},
		{
			ID:         "restore-unknown-type",
			Topic:      "restore",
			Title:      "The type of a restore is SELECT, or none is given",
			Problem:    "{at} is {value|a word that S3 doesn't know}",
			Remedy:     "Leave Type out",
			Operations: ops,
			When:       compat.Matches(member.RestoreRequest, restoreBadType()),
			Answer:     malformed,
			Why:        "S3's schema knows one type, SELECT. A restore of an archive has none.",
			Fix:        "Leave Type out.",
			Sources:    []string{docRestoreObject, "recorded:cap-stackd-0077"},
			Violating:  []compat.Case{restore(restoreUnknownType())},
			Allowed:    []compat.Case{restore(restoreArchive())},
		},
		{
			ID:         "restore-without-request",
			Topic:      "restore",
			Title:      "A restore needs a RestoreRequest",
			Problem:    "RestoreRequest isn't set",
			Remedy:     "Set it",
			Needs:      []compat.Member{member.RestoreRequest},
			Operations: ops,
			When:       compat.Not(compat.Set(member.RestoreRequest)),
			Answer:     malformed,
			Why:        "Without it the SDK sends no body. An empty RestoreRequest is right for an object in S3 Intelligent-Tiering, one with Days for the other archives.",
			Fix:        "Set RestoreRequest.",
			Sources:    []string{docRestoreObject, "https://github.com/boto/boto3/pull/1439"},
			Doubt:      "S3's answer for an object in S3 Intelligent-Tiering isn't known.",
			Violating:  []compat.Case{compat.Given(operation.RestoreObject)},
			Allowed:    []compat.Case{restore(restoreArchive()), restore(restoreTiering)},
		},
	}
}
