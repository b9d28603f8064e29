package compat

import (
	"strings"
	"testing"
)

// long returns a name of n characters.
func long(n int) string { return strings.Repeat("a", n) }

func kinds(k ...TargetKind) TargetSet { return Targets(k...) }

const (
	outpostsAliasText = "example-outp-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3"
	ec2AliasText      = "example-outp-e01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3"
	badOutpostIDText  = "example-outp-o01ac5d28-6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3"
	badOutpostsText   = "example-outp-x01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3"
)

var targetTests = []struct {
	text string
	want Target
}{
	// General purpose buckets.
	{"reports", Target{Kinds: kinds(GeneralPurposeBucket), Name: "reports"}},
	{"www.example.com", Target{Kinds: kinds(GeneralPurposeBucket), Name: "www.example.com"}},
	{"a-.b", Target{Kinds: kinds(GeneralPurposeBucket), Name: "a-.b"}},
	{"xn--reports", Target{Kinds: kinds(GeneralPurposeBucket), Name: "xn--reports"}},
	{"amzn-s3-demo-bucket", Target{Kinds: kinds(GeneralPurposeBucket), Name: "amzn-s3-demo-bucket"}},
	{"6e1d--table-s3", Target{Kinds: kinds(GeneralPurposeBucket), Name: "6e1d--table-s3"}},
	{"logs-111122223333-us-west-2-an", Target{Kinds: kinds(GeneralPurposeBucket), Name: "logs-111122223333-us-west-2-an"}},
	{long(63), Target{Kinds: kinds(GeneralPurposeBucket), Name: long(63)}},
	{"arn", Target{Kinds: kinds(GeneralPurposeBucket), Name: "arn"}},
	{"", Target{Problem: EmptyName}},
	{"ab", Target{Kinds: kinds(GeneralPurposeBucket), Name: "ab", Problem: NameTooShort}},
	{long(64), Target{Kinds: kinds(GeneralPurposeBucket), Name: long(64), Problem: LegacyName}},
	{long(255), Target{Kinds: kinds(GeneralPurposeBucket), Name: long(255), Problem: LegacyName}},
	{long(256), Target{Kinds: kinds(GeneralPurposeBucket), Name: long(256), Problem: NameTooLong}},
	{"My_Reports", Target{Kinds: kinds(GeneralPurposeBucket), Name: "My_Reports", Problem: LegacyName}},
	{"-reports.", Target{Kinds: kinds(GeneralPurposeBucket), Name: "-reports.", Problem: LegacyName}},
	{"example..com", Target{Kinds: kinds(GeneralPurposeBucket), Name: "example..com", Problem: LegacyName}},
	{"192.168.5.4", Target{Kinds: kinds(GeneralPurposeBucket), Name: "192.168.5.4", Problem: LegacyName}},
	{"reports/2026", Target{Kinds: kinds(GeneralPurposeBucket), Name: "reports/2026", Problem: SlashInName}},
	{"réports", Target{Kinds: kinds(GeneralPurposeBucket), Name: "réports", Problem: InvalidCharacter}},
	{"ARN:aws:s3:::reports", Target{Kinds: kinds(GeneralPurposeBucket), Name: "ARN:aws:s3:::reports", Problem: InvalidCharacter}},
	{"reports/a b", Target{Kinds: kinds(GeneralPurposeBucket), Name: "reports/a b", Problem: SlashInName}},
	{"rep orts/2026", Target{Kinds: kinds(GeneralPurposeBucket), Name: "rep orts/2026", Problem: InvalidCharacter}},
	{"s3://reports", Target{Kinds: kinds(GeneralPurposeBucket), Name: "s3://reports", Problem: URLForName}},

	// Directory buckets and their access points.
	{"logs--usw2-az1--x-s3", Target{Kinds: kinds(DirectoryBucket), Name: "logs--usw2-az1--x-s3", Zone: "usw2-az1"}},
	{"logs--usw2-lax1-az1--x-s3", Target{Kinds: kinds(DirectoryBucket), Name: "logs--usw2-lax1-az1--x-s3", Zone: "usw2-lax1-az1"}},
	{"a--b--usw2-az1--x-s3", Target{Kinds: kinds(DirectoryBucket), Name: "a--b--usw2-az1--x-s3", Zone: "usw2-az1"}},
	{"team--usw2-az1--xa-s3", Target{Kinds: kinds(DirectoryAccessPoint), Name: "team--usw2-az1--xa-s3", Zone: "usw2-az1"}},
	{"logs--x-s3", Target{Kinds: kinds(DirectoryBucket), Name: "logs--x-s3", Problem: MissingZone}},
	{"logs----x-s3", Target{Kinds: kinds(DirectoryBucket), Name: "logs----x-s3", Problem: MissingZone}},
	{"--usw2-az1--x-s3", Target{Kinds: kinds(DirectoryBucket), Name: "--usw2-az1--x-s3", Zone: "usw2-az1", Problem: MissingBaseName}},
	{"-l--usw2-az1--x-s3", Target{Kinds: kinds(DirectoryBucket), Name: "-l--usw2-az1--x-s3", Zone: "usw2-az1", Problem: BadFirstCharacter}},
	{"Logs--usw2-az1--x-s3", Target{Kinds: kinds(DirectoryBucket), Name: "Logs--usw2-az1--x-s3", Zone: "usw2-az1", Problem: InvalidCharacter}},
	{"lo.gs--usw2-az1--x-s3", Target{Kinds: kinds(DirectoryBucket), Name: "lo.gs--usw2-az1--x-s3", Zone: "usw2-az1", Problem: InvalidCharacter}},
	{long(48) + "--usw2-az1--x-s3", Target{Kinds: kinds(DirectoryBucket), Name: long(48) + "--usw2-az1--x-s3", Zone: "usw2-az1", Problem: NameTooLong}},
	{"ab--usw2-az1--xa-s3", Target{Kinds: kinds(DirectoryAccessPoint), Name: "ab--usw2-az1--xa-s3", Zone: "usw2-az1", Problem: NameTooShort}},

	// Aliases.
	{"my-access-point-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias", Target{Kinds: kinds(AccessPoint), Alias: true, Name: "my-access-point-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias"}},
	{"my-fsx-ap-hrzrlukc5m36ft7okagglf3gmwluquse1b-ext-s3alias", Target{Kinds: kinds(FSxAccessPoint), Alias: true, Name: "my-fsx-ap-hrzrlukc5m36ft7okagglf3gmwluquse1b-ext-s3alias"}},
	{"my-object-lambda-acc-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3", Target{Kinds: kinds(ObjectLambdaAccessPoint), Alias: true, Name: "my-object-lambda-acc-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3"}},
	{outpostsAliasText, Target{Kinds: kinds(OutpostsAccessPoint), Alias: true, Name: outpostsAliasText, Outpost: "01ac5d28a6a232904"}},
	{ec2AliasText, Target{Kinds: kinds(OutpostsAccessPoint), Alias: true, Name: ec2AliasText}},
	{badOutpostIDText, Target{Kinds: kinds(OutpostsAccessPoint), Alias: true, Name: badOutpostIDText, Problem: BadOutpostsAlias}},
	{badOutpostsText, Target{Kinds: kinds(OutpostsAccessPoint), Alias: true, Name: badOutpostsText, Problem: BadOutpostsAlias}},
	{"logs--op-s3", Target{Kinds: kinds(GeneralPurposeBucket, OutpostsAccessPoint), Name: "logs--op-s3"}},
	{"Logs--op-s3", Target{Kinds: kinds(GeneralPurposeBucket), Name: "Logs--op-s3", Problem: LegacyName}},
	{"mfzwi23gnjvgw.mrap", Target{Kinds: kinds(MultiRegionAccessPoint), Alias: true, Name: "mfzwi23gnjvgw.mrap", Problem: AliasNeedsARN}},
	{"a.b.mrap", Target{Kinds: kinds(GeneralPurposeBucket), Name: "a.b.mrap", Problem: LegacyName}},
	{"Old-s3alias", Target{Kinds: kinds(GeneralPurposeBucket), Name: "Old-s3alias", Problem: LegacyName}},
	{"old.site-s3alias", Target{Kinds: kinds(GeneralPurposeBucket), Name: "old.site-s3alias", Problem: LegacyName}},

	// ARNs.
	{"arn:aws:s3:us-west-2:123456789012:accesspoint/team", Target{Kinds: kinds(AccessPoint, FSxAccessPoint), ARN: true,
		Name: "team", Partition: "aws", Region: "us-west-2", Account: "123456789012"}},
	{"arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap", Target{Kinds: kinds(MultiRegionAccessPoint), ARN: true,
		Name: "mfzwi23gnjvgw.mrap", Partition: "aws", Account: "123456789012"}},
	{"arn:aws-us-gov:s3-object-lambda:us-gov-west-1:123456789012:accesspoint/filter", Target{Kinds: kinds(ObjectLambdaAccessPoint), ARN: true,
		Name: "filter", Partition: "aws-us-gov", Region: "us-gov-west-1", Account: "123456789012"}},
	{"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/team", Target{Kinds: kinds(OutpostsAccessPoint), ARN: true,
		Name: "team", Partition: "aws", Region: "us-west-2", Account: "123456789012", Outpost: "op-01ac5d28a6a232904"}},
	{"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/bucket/reports", Target{Kinds: kinds(OutpostsBucket), ARN: true,
		Name: "reports", Partition: "aws", Region: "us-west-2", Account: "123456789012", Outpost: "op-1", Problem: ARNNotAccepted}},
	{"arn:aws:s3express:us-west-2:123456789012:accesspoint/team--usw2-az1--xa-s3", Target{Kinds: kinds(DirectoryAccessPoint), ARN: true,
		Name: "team--usw2-az1--xa-s3", Partition: "aws", Region: "us-west-2", Account: "123456789012", Zone: "usw2-az1", Problem: ARNNotAccepted}},
	{"arn:aws:s3express:us-west-2:123456789012:bucket/logs--usw2-az1--x-s3", Target{Kinds: kinds(DirectoryBucket), ARN: true,
		Name: "logs--usw2-az1--x-s3", Partition: "aws", Region: "us-west-2", Account: "123456789012", Problem: BucketARN}},
	{"arn:aws:s3:::reports", Target{Kinds: kinds(GeneralPurposeBucket), ARN: true, Name: "reports", Partition: "aws", Problem: BucketARN}},
	{"arn:aws:s3:::reports/2026/*", Target{Kinds: kinds(GeneralPurposeBucket), ARN: true, Name: "reports", Partition: "aws", Problem: BucketARN}},
}

func TestParseTarget(t *testing.T) {
	for _, c := range targetTests {
		got := ParseTarget(c.text)
		if got.String() != c.text {
			t.Errorf("%q renders as %q", c.text, got.String())
		}
		got.text = ""
		if got != c.want {
			t.Errorf("%q:\ngot  %+v\nwant %+v", c.text, got, c.want)
		}
	}
}

func TestParseTargetARNProblems(t *testing.T) {
	const apKinds = 1<<AccessPoint | 1<<FSxAccessPoint
	for _, c := range []struct {
		text  string
		kinds TargetSet
		want  TargetProblem
	}{
		{"arn:", 0, ARNIncomplete},
		{"arn:aws:s3", 0, ARNIncomplete},
		{"arn:aws:s3:us-west-2:123456789012:", 0, ARNIncomplete},
		{"arn::s3:us-west-2:123456789012:accesspoint/team", apKinds, ARNPartition},
		{"arn:minio:s3:us-west-2:123456789012:accesspoint/team", apKinds, ARNPartition},
		{"arn:aws-:s3:us-west-2:123456789012:accesspoint/team", apKinds, ARNPartition},
		{"arn:aws:sqs:us-west-2:123456789012:queue", 0, ARNService},
		{"arn:aws::us-west-2:123456789012:accesspoint/team", 0, ARNService},
		{"arn:aws:s3::123456789012:accesspoint/team", 1 << MultiRegionAccessPoint, ARNRegion},
		{"arn:aws:s3:fips-us-west-2:123456789012:accesspoint/team", apKinds, ARNRegion},
		{"arn:aws:s3:us_west_2:123456789012:accesspoint/team", apKinds, ARNRegion},
		{"arn:aws:s3-object-lambda::123456789012:accesspoint/team", 1 << ObjectLambdaAccessPoint, ARNRegion},
		{"arn:aws:s3:us-west-2::accesspoint/team", apKinds, ARNAccount},
		{"arn:aws:s3:us-west-2:12345:accesspoint/team", apKinds, ARNAccount},
		{"arn:aws:s3:us-west-2:123456789012:bucket/reports", 0, ARNResourceType},
		{"arn:aws:s3-object-lambda:us-west-2:123456789012:outpost/op-1", 0, ARNResourceType},
		{"arn:aws:s3-outposts:us-west-2:123456789012:accesspoint/team", 0, ARNResourceType},
		{"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1", 0, ARNResourceType},
		{"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op_1/accesspoint/team", 0, ARNOutpost},
		{"arn:aws:s3-outposts:us-west-2:123456789012:outpost//accesspoint/team", 0, ARNOutpost},
		{"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint", 1 << OutpostsAccessPoint, ARNNameMissing},
		{"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/", 1 << OutpostsAccessPoint, ARNNameMissing},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint", apKinds, ARNNameMissing},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/", apKinds, ARNNameMissing},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/team/object/key", apKinds, ARNSubresource},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/team/", apKinds, ARNSubresource},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/team.mrap", apKinds, InvalidCharacter},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/Team", apKinds, UppercaseLetter},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/te", apKinds, NameTooShort},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/" + long(51), apKinds, NameTooLong},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/-team", apKinds, BadFirstCharacter},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/team-", apKinds, BadLastCharacter},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/team-ext-s3alias", apKinds, ReservedSuffix},
		{"arn:aws:s3::123456789012:accesspoint/a.b.mrap", 1 << MultiRegionAccessPoint, InvalidCharacter},
		{"arn:aws:s3:::accesspoint/a.mrap", 1 << MultiRegionAccessPoint, ARNUnsentPart},
		{"arn:aws:s3-outposts::123456789012:accesspoint/a.mrap", 1 << MultiRegionAccessPoint, ARNUnsentPart},
		{"arn:aws:s3::123456789012:accesspoint/a.mrap/object/k", 1 << MultiRegionAccessPoint, ARNUnsentPart},
		{"arn:x:s3::123456789012:accesspoint/a.mrap", 1 << MultiRegionAccessPoint, ARNPartition},
		{"arn:aws:s3:us-west-2:123456789012:accesspoint/team--usw2-az1--xa-s3", apKinds, ReservedSuffix},
		{"arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/team--op-s3", 1 << ObjectLambdaAccessPoint, ReservedSuffix},
		{"arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/" + long(46), 1 << ObjectLambdaAccessPoint, NameTooLong},
		{"arn:aws:s3express:us-west-2:123456789012:accesspoint/team", 1 << DirectoryAccessPoint, MissingZone},
	} {
		got := ParseTarget(c.text)
		if !got.ARN || got.Problem != c.want || got.Kinds != c.kinds {
			t.Errorf("%q: got %v with %v, want %v with %v", c.text, got.Kinds, got.Problem, c.kinds, c.want)
		}
		if got.String() != c.text {
			t.Errorf("%q renders as %q", c.text, got.String())
		}
	}
}

func TestParseTargetPartitions(t *testing.T) {
	for _, partition := range []string{"aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc", "aws-new-9"} {
		text := "arn:" + partition + ":s3:us-west-2:123456789012:accesspoint/team"
		if got := ParseTarget(text); got.Problem != 0 || got.Partition != partition {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestParseTargetColons(t *testing.T) {
	for colons, slashes := range map[string]string{
		"arn:aws:s3:us-west-2:123456789012:accesspoint:team":                       "arn:aws:s3:us-west-2:123456789012:accesspoint/team",
		"arn:aws:s3::123456789012:accesspoint:a.mrap":                              "arn:aws:s3::123456789012:accesspoint/a.mrap",
		"arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-1:accesspoint:team": "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/team",
	} {
		got := ParseTarget(colons)
		if got.Problem != 0 || got != ParseTarget(slashes) || got.String() != slashes {
			t.Errorf("%q: %+v", colons, got)
		}
	}
}

func TestCreateProblem(t *testing.T) {
	for text, want := range map[string]TargetProblem{
		"reports":                              0,
		"my.reports":                           0,
		"ban":                                  0,
		"1.2.3":                                0,
		"1.2.3.256":                            0,
		"logs--usw2-az1--x-s3":                 0,
		"logs--op-s3":                          0,
		"":                                     EmptyName,
		"ab":                                   NameTooShort,
		long(64):                               NameTooLong,
		"My-reports":                           UppercaseLetter,
		"my_reports":                           InvalidCharacter,
		"my/reports":                           SlashInName,
		"-reports":                             BadFirstCharacter,
		".reports":                             BadFirstCharacter,
		"reports-":                             BadLastCharacter,
		"example..com":                         AdjacentPeriods,
		"192.168.5.4":                          IPAddressName,
		"xn--reports":                          ReservedPrefix,
		"sthree-configurator":                  ReservedPrefix,
		"amzn-s3-demo-bucket":                  ReservedPrefix,
		"xn--logs--usw2-az1--x-s3":             ReservedPrefix,
		"reports--table-s3":                    ReservedSuffix,
		"reports-s3alias":                      ReservedSuffix,
		"my.reports-s3alias":                   ReservedSuffix,
		"reports-ext-s3alias":                  ReservedSuffix,
		"reports--ol-s3":                       ReservedSuffix,
		"reports.mrap":                         ReservedSuffix,
		outpostsAliasText:                      ReservedSuffix,
		"reports-an":                           ReservedSuffix,
		"reports-11112222333-us-west-2-an":     ReservedSuffix,
		"reports-111122223333-us-west-2-an":    AccountRegionalName,
		"logs--x-s3":                           MissingZone,
		"team--usw2-az1--xa-s3":                NotBucketName,
		"arn:aws:s3:::reports":                 BucketARN,
		"arn:aws:s3::123456789012:accesspoint": ARNNameMissing,
		"arn:aws:s3:us-west-2:123456789012:accesspoint/team": NotBucketName,
		"arn:aws:s3::123456789012:accesspoint/a.mrap":        NotBucketName,
	} {
		if got := ParseTarget(text).CreateProblem(); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestAccountRegional(t *testing.T) {
	for text, want := range map[string][3]string{
		"amzn-s3-demo-bucket-111122223333-us-west-2-an": {"amzn-s3-demo-bucket", "111122223333", "us-west-2"},
		"a-111122223333-999922223333-us-gov-west-1-an":  {"a-111122223333", "999922223333", "us-gov-west-1"},
		"-111122223333-us-west-2-an":                    {},
		"a-111122223333-an":                             {},
		"reports":                                       {},
		"arn:aws:s3:::a-111122223333-us-west-2-an":      {},
		"a-111122223333-us-west-2-an--usw2-az1--x-s3":   {},
		"a-111122223333-us--west-2-an":                  {},
	} {
		prefix, account, region, ok := ParseTarget(text).AccountRegional()
		if got := [3]string{prefix, account, region}; got != want || ok != (want[0] != "") {
			t.Errorf("%q: got %q, %v", text, got, ok)
		}
	}
}

func TestIsBucketName(t *testing.T) {
	for text, want := range map[string]bool{
		"reports": true, "my.reports": true, "logs--usw2-az1--x-s3": true, "amzn-s3-demo-bucket": true,
		"": false, "My-Reports": false, "logs--x-s3": false, "team--usw2-az1--xa-s3": false, "team-s3alias": false,
		"arn:aws:s3:us-west-2:123456789012:accesspoint/team": false,
	} {
		if got := IsBucketName(text); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

// A target that somebody builds from its parts renders as one that is parsed.
func TestTargetStringOfParts(t *testing.T) {
	want := "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/team"
	got := Target{Kinds: Targets(OutpostsAccessPoint), ARN: true, Partition: "aws", Region: "us-west-2",
		Account: "123456789012", Outpost: "op-1", Name: "team"}.String()
	if got != want {
		t.Errorf("got %q", got)
	}
}

func TestParseTargetAllocations(t *testing.T) {
	for _, c := range targetTests {
		if n := testing.AllocsPerRun(20, func() { targetSink = ParseTarget(c.text) }); n != 0 {
			t.Errorf("%q: %v allocations", c.text, n)
		}
		if n := testing.AllocsPerRun(20, func() { problemSink = targetSink.CreateProblem() }); n != 0 {
			t.Errorf("%q: %v allocations to judge its creation", c.text, n)
		}
	}
}

var (
	targetSink  Target
	problemSink TargetProblem
)

func BenchmarkParseTarget(b *testing.B) {
	for name, text := range map[string]string{
		"name":      "quarterly-reports-26",
		"directory": "logs--usw2-az1--x-s3",
		"alias":     outpostsAliasText,
		"arn":       "arn:aws:s3:us-west-2:123456789012:accesspoint/team",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				targetSink = ParseTarget(text)
			}
		})
	}
}

// The short way to a plain name ends where the long one does.
func TestSetTargetIsParseTarget(t *testing.T) {
	for _, s := range []string{"", "ab", "abc", "logs", "amzn-s3-demo-bucket", "xn--abc", "-abc", "abc-", "a.b.c", "Abc", "a_b", "1.2.3.4",
		"a--usw2-az1--x-s3", "a-123456789012-us-east-1-an", "mfzwi23gnjvgw.mrap", strings.Repeat("a", 63), strings.Repeat("a", 64),
		"arn:aws:s3:us-east-1:123456789012:accesspoint/a", "sthree-a", "amzn-s3-demo-a", "é--", "1234567", "a--b"} {
		var r Request
		r.Target = Target{Name: "old", Zone: "old"}
		r.SetTarget(s)
		if want := ParseTarget(s); r.Target != want {
			t.Errorf("%q: %+v, want %+v", s, r.Target, want)
		}
	}
}

// And so it is whatever byte stands wherever.
func TestSetTargetOfAnyBytes(t *testing.T) {
	for _, base := range []string{"", "ab", "abc", "reports", "reports1", "amzn-s3-demo-bucket", strings.Repeat("a", 63), strings.Repeat("b", 64), "xn--reports"} {
		for at := range len(base) + 1 {
			for c := range 256 {
				for _, name := range []string{base[:at] + string([]byte{byte(c)}) + base[at:], base[:at] + string([]byte{byte(c)}) + base[min(at+1, len(base)):]} {
					var r Request
					r.SetTarget(name)
					if want := ParseTarget(name); r.Target != want {
						t.Fatalf("%q: %+v, want %+v", name, r.Target, want)
					}
				}
			}
		}
	}
}
