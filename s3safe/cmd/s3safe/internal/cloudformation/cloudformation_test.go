package cloudformation

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	yaml "go.yaml.in/yaml/v3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/internal/partial"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping/mappingtest"
)

// A rule that panics breaks the tests, though no command.
func init() { partial.Panicked = func(r *compat.Rule, x any) { panic(fmt.Sprintf("%s: %v", r.ID, x)) } }

// TestMembers: the tables name members that the SDK has.
func TestMembers(t *testing.T) { mappingtest.Members(t, resources()) }

// TestAccounted: every type of CloudFormation's registry that is S3's in name, and every
// property of those that are read, is accounted for.
func TestAccounted(t *testing.T) {
	for _, u := range mappingtest.Accounted(t, "testdata/resources.txt", resources(), apis) {
		t.Errorf("%s isn't read", u)
	}
}

// TestRight: a template in which all is as AWS's documentation has it.
func TestRight(t *testing.T) {
	raw, err := os.ReadFile("testdata/right.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !Is(raw) {
		t.Error("it isn't taken for a template")
	}
	found, unread, err := Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]map[operation.ID]bool{}
	for _, f := range found {
		if seen[f.Resource] == nil {
			seen[f.Resource] = map[operation.ID]bool{}
		}
		seen[f.Resource][f.Request[0].Operation] = true
	}
	for _, name := range []string{"Resources.Full", "Resources.Same"} {
		for _, c := range resources()["AWS::S3::Bucket"] {
			if !seen[name][c.Operation] {
				t.Errorf("%s sends no %s", name, c.Operation)
			}
		}
	}
	for _, c := range resources()["AWS::S3Express::DirectoryBucket"] {
		if !seen["Resources.Directory"][c.Operation] {
			t.Errorf("the directory bucket sends no %s", c.Operation)
		}
	}
	if len(seen["Resources.Plain"]) != 1 || len(seen) != 8 {
		t.Errorf("requests %v", seen)
	}
	if rules := mappingtest.Rules(found); len(rules) > 0 {
		t.Errorf("found %v", rules)
	}
	const functions = "what intrinsic functions give isn't known here"
	want := []mapping.Unread{
		{Resource: "Resources.Full", Property: "LifecycleConfiguration.Rules", Why: functions},
		{Resource: "Resources.Point", Why: "its requests are of S3 Control, another API than S3's"},
		{Resource: "Resources.Policy", Property: "PolicyDocument.Statement[0].Resource", Why: functions},
		{Resource: "Resources.Same", Property: "LifecycleConfiguration.Rules", Why: functions},
	}
	if !slices.Equal(unread, want) {
		t.Errorf("not read: %v", unread)
	}
}

// wrong are properties of a bucket, or of a policy, with what is certainly wrong.
var wrong = []struct{ properties, rule string }{
	{`{BucketName: Reports_2026}`, "create-bucket-name"},
	{`{BucketName: b.with.dots, AccelerateConfiguration: {AccelerationStatus: Enabled}}`, "acceleration-name-with-period"},
	{`{BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256, KMSMasterKeyID: "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}]}}`, "bucket-encryption-key-without-kms"},
	{`{CorsConfiguration: {CorsRules: [{AllowedMethods: [GET, OPTIONS], AllowedOrigins: ["*"]}]}}`, "cors-method"},
	{`{LifecycleConfiguration: {Rules: [{Id: old, Status: enabled, Prefix: logs/, ExpirationInDays: 30}]}}`, "lifecycle-status"},
	{`{ObjectLockConfiguration: {ObjectLockEnabled: Enabled, Rule: {DefaultRetention: {Mode: COMPLIANCE, Days: 5, Years: 1}}}}`, "default-retention-malformed"},
	{`{NotificationConfiguration: {QueueConfigurations: [{Queue: "arn:aws:sqs:us-west-2:111122223333:q.fifo", Event: "s3:ObjectCreated:*"}]}}`, "notification-fifo-queue"},
	{`{OwnershipControls: {Rules: [{ObjectOwnership: Nobody}]}}`, "ownership-controls-malformed"},
	{`{IntelligentTieringConfigurations: [{Id: all, Status: Enabled, Tierings: [{AccessTier: ARCHIVE_ACCESS, Days: 10}]}]}`, "tiering-days-minimum"},
	{`{ReplicationConfiguration: {Role: "arn:aws:iam::111122223333:role/r", Rules: [{Status: "On", Prefix: a, Destination: {Bucket: "arn:aws:s3:::copies"}}]}}`, "replication-status"},
	{`{WebsiteConfiguration: {IndexDocument: a/index.html}}`, "website-index-suffix"},
	{`{AbacStatus: "On"}`, "abac-unknown-status"},
	{`{Tags: [{Key: team, Value: "a;b"}]}`, "tag-value-invalid"},
	{`{MetadataConfiguration: {JournalTableConfiguration: {RecordExpiration: {Expiration: ENABLED, Days: 3}}}}`, "metadata-record-days-minimum"},
	{`{BucketName: reports--usw2-az1--x-s3, LocationName: usw2-az2}`, "create-directory-bucket-zone"},
	{`{BucketName: reports--usw2-az1--x-s3, LocationName: usw2-az1, Tags: [{Key: team, Value: "a;b"}]}`, "tag-value-invalid"},
	{`{Bucket: reports--usw2-az1--x-s3, PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Permit, Principal: "*", Action: "s3express:CreateSession", Resource: "arn:aws:s3express:us-west-2:111122223333:bucket/reports--usw2-az1--x-s3"}]}}`, "policy-effect-unknown"},
	{`{LifecycleConfiguration: {Rules: [{Id: old, Status: Enabled, Prefix: logs/, ExpirationInDays: 0}]}}`, "lifecycle-expiration-days"},
	{`{LifecycleConfiguration: {Rules: [{Id: old, Status: Enabled, Prefix: logs/, ExpirationInDays: {"Fn::Sub": "0"}}]}}`, "lifecycle-expiration-days"},
	{`{BucketName: {"Fn::Join": ["_", [reports, "2026"]]}}`, "create-bucket-name"},
	{`{Bucket: reports, PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Permit, Principal: {AWS: {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}, Action: "s3:GetObject", Resource: [{"Fn::Sub": "arn:aws:s3:::${Reports}/*"}, "arn:aws:s3:::reports/*"]}]}}`, "policy-effect-unknown"},
	{`{Bucket: {Ref: Reports}, PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Deny, Principal: "*", Action: ["s3:GetObjects", "s3:GetObject", {Ref: More}], Resource: {"Fn::Sub": "${Reports.Arn}/*"}}, {Effect: Deny, Principal: "*", Action: "s3:GetObject", Resource: {"Fn::Sub": "${Reports.Arn}/*"}, Condition: {StringEqual: {"aws:PrincipalOrgID": {Ref: Organization}}}}]}}`, "policy-condition-operator"},
	{`{Bucket: reports, PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Permit, Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*"}]}}`, "policy-effect-unknown"},
}

func templateOf(properties string) string {
	kind := "AWS::S3::Bucket"
	switch policy, directory := strings.Contains(properties, "PolicyDocument"), strings.Contains(properties, "--x-s3"); {
	case policy && directory:
		kind = "AWS::S3Express::BucketPolicy"
	case policy:
		kind += "Policy"
	case directory:
		kind = "AWS::S3Express::DirectoryBucket"
	}
	return fmt.Sprintf("Resources:\n  It:\n    Type: %s\n    Properties: %s\n", kind, properties)
}

// TestWrong: what is certainly wrong is found, in YAML and in JSON; with any value an
// intrinsic function nothing is found that isn't found with it.
func TestWrong(t *testing.T) {
	rulesOf := func(text string) []string {
		t.Helper()
		found, _, err := Read([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		return mappingtest.Rules(found)["Resources.It"]
	}
	for _, w := range wrong {
		all := rulesOf(templateOf(w.properties))
		if !slices.Equal(all, []string{w.rule}) {
			t.Errorf("%s: found %v, want %s", w.properties, all, w.rule)
		}
		var x any
		if err := yaml.Unmarshal([]byte(templateOf(w.properties)), &x); err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		if got := rulesOf(string(raw)); !slices.Equal(got, all) {
			t.Errorf("%s: found %v in JSON, %v in YAML", raw, got, all)
		}
		n := 0
		for unknown := range replaced(x.(map[string]any)["Resources"].(map[string]any)["It"].(map[string]any)["Properties"]) {
			n++
			raw, _ := json.Marshal(unknown)
			for _, id := range rulesOf(templateOf(string(raw))) {
				if id != w.rule {
					t.Errorf("%s: found %s, which isn't of the whole", raw, id)
				}
			}
		}
		if n < 1 {
			t.Errorf("%s: nothing was unknown", w.properties)
		}
	}
}

// TestLeft: what isn't judged is told.
func TestLeft(t *testing.T) {
	_, unread, err := Read([]byte(`Resources:
  Bucket: {Type: "AWS::S3::Bucket", Properties: {Colour: red, Shade: !Ref Shade, VersioningConfiguration: {Status: Enabled, Depth: 3}}}
  Fn::ForEach::Buckets: [Name, [a, b], {"Bucket${Name}": {Type: "AWS::S3::Bucket", Properties: {BucketName: Reports_2026}}}]
  Fn::ForEach::Topics: [Name, [a, b], {"Topic${Name}": {Type: "AWS::SNS::Topic"}}]
  Shelf: {Type: "AWS::S3::Shelf"}
  Table: {Type: "AWS::S3Tables::Table"}
  Text: {Type: "AWS::S3::Bucket", Properties: {BucketEncryption: AES256, CorsConfiguration: [], LifecycleConfiguration: {Rules: [all, !Ref Rule]}, Tags: a=b}}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []mapping.Unread{
		{Resource: "Resources.Fn::ForEach::Buckets", Why: "the resources that it makes aren't judged"},
		{Resource: "Resources.Bucket", Property: "Colour"}, {Resource: "Resources.Bucket", Property: "VersioningConfiguration.Depth"},
		{Resource: "Resources.Shelf"}, {Resource: "Resources.Table", Why: "its requests are of S3 Tables, another API than S3's"},
		{Resource: "Resources.Text", Property: "BucketEncryption"}, {Resource: "Resources.Text", Property: "LifecycleConfiguration.Rules"}, {Resource: "Resources.Text", Property: "Tags"},
	}
	if !slices.Equal(unread, want) {
		t.Errorf("not read: %v", unread)
	}
}

// TestFunctions: what functions make of text alone is known, in both their forms.
func TestFunctions(t *testing.T) {
	for name, want := range map[string][]string{
		`!Sub Reports_2026`: {"create-bucket-name"}, `{"Fn::Sub": Reports_2026}`: {"create-bucket-name"},
		`!Join [_, [Reports, !Sub "2026"]]`: {"create-bucket-name"}, `!Join [_, [Reports, {Ref: Year}]]`: nil, `!Join [_, !Ref Parts]`: nil, `!Join [_]`: nil,
		`!Sub "Reports_${Year}"`: nil, `!Sub "reports-${!x}"`: {"create-bucket-name"}, `!Sub ["Reports_${Year}", {Year: "2026"}]`: nil,
		`{"Fn::Sub": Reports_2026, "Fn::Join": []}`: nil, `!Select [0, [Reports_2026]]`: nil, `!Sub "${}${!x}"`: nil,
	} {
		found, _, err := Read([]byte(templateOf("{BucketName: " + name + "}")))
		if err != nil {
			t.Fatal(err)
		}
		if got := mappingtest.Rules(found)["Resources.It"]; !slices.Equal(got, want) {
			t.Errorf("%s: found %v, want %v", name, got, want)
		}
	}
}

// TestTags: CloudFormation adds tags, so too many are too many, and of names that are
// there twice nothing is known.
func TestTags(t *testing.T) {
	many := func(n int) string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf("{Key: k%d, Value: v}", i))
		}
		return "{Tags: [" + strings.Join(list, ", ") + "]}"
	}
	for properties, want := range map[string][]string{
		many(50): nil, many(51): {"bucket-tags-too-many"},
		`{Tags: [{Key: a, Value: "b;c"}, {Key: a, Value: d}]}`: nil,
		`{Tags: [{Key: "aws:a", Value: "b;c"}]}`:               nil,
		`{Tags: [{Key: !Ref a, Value: "b;c"}]}`:                nil,
	} {
		found, _, err := Read([]byte(templateOf(properties)))
		if err != nil {
			t.Fatal(err)
		}
		if got := mappingtest.Rules(found)["Resources.It"]; !slices.Equal(got, want) {
			t.Errorf("%s: found %v, want %v", properties, got, want)
		}
	}
}

// TestNothing: what AWS::NoValue takes away, or may take away, isn't taken to be there.
func TestNothing(t *testing.T) {
	bucket := "arn:aws:s3:::copies"
	key := "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	for _, properties := range []string{
		"WebsiteConfiguration: {RedirectAllRequestsTo: {HostName: example.com}, ErrorDocument: NOTHING}",
		"WebsiteConfiguration: {RedirectAllRequestsTo: {HostName: example.com}, IndexDocument: NOTHING}",
		"OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}, NOTHING]}",
		"BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: '" + key + "'}}, NOTHING]}",
		"LifecycleConfiguration: {Rules: [{Id: a, Status: Enabled, ExpirationInDays: 1}, NOTHING]}",
		"LifecycleConfiguration: {Rules: [{Id: a, Status: Enabled, TagFilters: [{Key: a, Value: b}], AbortIncompleteMultipartUpload: NOTHING, ExpiredObjectDeleteMarker: NOTHING, ExpirationInDays: 3}]}",
		"ReplicationConfiguration: {Role: 'arn:aws:iam::111122223333:role/r', Rules: [{Status: Enabled, Prefix: a, Filter: NOTHING, Destination: {Bucket: '" + bucket + "'}}]}",
		"CorsConfiguration: {CorsRules: [{AllowedMethods: [GET, NOTHING], AllowedOrigins: ['*', NOTHING]}]}",
		"IntelligentTieringConfigurations: [{Id: all, Status: Enabled, Tierings: [{AccessTier: ARCHIVE_ACCESS, Days: 90}, NOTHING]}]",
		"ObjectLockConfiguration: {ObjectLockEnabled: Enabled, Rule: {DefaultRetention: {Mode: COMPLIANCE, Days: 5, Years: NOTHING}}}",
	} {
		for _, nothing := range []string{
			"!Ref AWS::NoValue", "{Ref: 'AWS::NoValue'}", "!If [Production, !Ref x, !Ref AWS::NoValue]", "{'Fn::If': [Production, {Ref: x}, {Ref: 'AWS::NoValue'}]}",
			"!If [Production, !If [Staging, !Ref x, {Ref: 'AWS::NoValue'}], !Ref x]",
		} {
			text := templateOf("{" + strings.ReplaceAll(properties, "NOTHING", nothing) + "}")
			found, _, err := Read([]byte(text))
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if rules := mappingtest.Rules(found); len(rules) > 0 {
				t.Errorf("%s: found %v", text, rules)
			}
		}
	}
}

// replaced yields the value with each of its parts replaced by an intrinsic function.
func replaced(x any) func(yield func(any) bool) {
	return func(yield func(any) bool) {
		function := map[string]any{"Fn::If": []any{"Production", "a", "b"}}
		switch x := x.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(x)) {
				other := maps.Clone(x)
				other[k] = function
				if !yield(other) {
					return
				}
				for r := range replaced(x[k]) {
					other := maps.Clone(x)
					other[k] = r
					if !yield(other) {
						return
					}
				}
			}
		case []any:
			for i, e := range x {
				other := slices.Clone(x)
				other[i] = function
				if !yield(other) {
					return
				}
				for r := range replaced(e) {
					other := slices.Clone(x)
					other[i] = r
					if !yield(other) {
						return
					}
				}
			}
		}
	}
}

// TestRefused: templates that can't be judged, and files that are none.
func TestRefused(t *testing.T) {
	bomb := "AWSTemplateFormatVersion: 2010-09-09\na: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	for text, want := range map[string]string{
		"AWSTemplateFormatVersion: 2010-09-09\n":                                                "no Resources",
		"AWSTemplateFormatVersion: 2010-09-09\nResources: []\n":                                 "no Resources",
		"Transform: [AWS::LanguageExtensions, Mine]\nResources: {A: {Type: AWS::S3::Bucket}}\n": "transform Mine",
		"Transform: {Name: AWS::Include}\nResources: {A: {Type: AWS::S3::Bucket}}\n":            "transform AWS::Include",
		"Transform: !Ref X\nResources: {A: {Type: AWS::S3::Bucket}}\n":                          "transform of the template",
	} {
		if !Is([]byte(text)) {
			t.Errorf("%s isn't taken for a template", text)
		}
		if _, _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, _, err := Read([]byte(bomb)); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("of aliases: %v", err)
	}
	for _, text := range []string{`{"Bucket": "b"}`, `[]`, ``, "a: b", "- a", "{", bomb, `{"Resources": {"a": 1}}`, "a: &a [*a]"} {
		if Is([]byte(text)) {
			t.Errorf("%s is taken for a template", text)
		}
	}
}

// TestWholeFile: no part of a file goes unread without a word.
func TestWholeFile(t *testing.T) {
	const yaml, json = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n", `{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}`
	for text, want := range map[string]string{
		yaml:                                     "",
		"---\n" + yaml + "...\n":                 "",
		yaml + "---\n# nothing\n":                "",
		json + "\n":                              "",
		yaml + "---\n" + yaml:                    "more than one document",
		yaml + "---\n[a: b":                      "more than one document",
		yaml + "---\n---\n" + yaml:               "more than one document",
		json + "\n" + json:                       "more than one document",
		json + "}":                               "more than one document",
		yaml + "  A:\n    Type: AWS::S3::Bucket": "lines 2 and 4: A is there twice",
		yaml + "    Properties: {BucketName: a, Tags: [], BucketName: b}": "BucketName is there twice",
	} {
		if !Is([]byte(text)) {
			t.Errorf("%q isn't told to be a template", text)
		}
		_, _, err := Read([]byte(text))
		if got := fmt.Sprint(err); want == "" && err != nil || want != "" && !strings.Contains(got, want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestOtherTemplates: what other templates make isn't judged, and that is told.
func TestOtherTemplates(t *testing.T) {
	for _, kind := range []string{"AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet", "AWS::Serverless::Application", "Mine::S3::Bucket::MODULE"} {
		found, unread, err := Read([]byte("Resources: {It: {Type: '" + kind + "', Properties: {TemplateURL: 'https://example.com/t'}}, Queue: {Type: AWS::SQS::Queue}}"))
		if err != nil || len(found) > 0 || len(unread) != 1 || unread[0].String() != "Resources.It: the resources that it makes aren't judged" {
			t.Errorf("%s: %v, %v, %v", kind, found, unread, err)
		}
	}
}
