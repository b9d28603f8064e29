package compat

import (
	"strings"
	"testing"
)

const (
	apARN       = "arn:aws:s3:us-west-2:123456789012:accesspoint/team"
	mrapARN     = "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap"
	outpostARN  = "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1"
	outpostAP   = outpostARN + "/accesspoint/team"
	versionText = "QUpfdndhfd8438MNFDN93jdnJFkdmqnh893"
)

var copySourceTests = []struct {
	text      string
	canonical string // empty: the text
	want      Source
}{
	{"reports/january.pdf", "", Source{Bucket: "reports", Key: "january.pdf"}},
	{"reports/2026/january.pdf", "", Source{Bucket: "reports", Key: "2026/january.pdf"}},
	{"/reports/january.pdf", "", Source{Bucket: "reports", Key: "january.pdf", LeadingSlash: true}},
	{"reports//january.pdf", "", Source{Bucket: "reports", Key: "/january.pdf"}},
	{"reports/folder/", "", Source{Bucket: "reports", Key: "folder/"}},
	{"logs--use1-az5--x-s3/january.pdf", "", Source{Bucket: "logs--use1-az5--x-s3", Key: "january.pdf"}},
	{"My_Reports/january.pdf", "", Source{Bucket: "My_Reports", Key: "january.pdf"}},
	{"reports/january.pdf?versionId=" + versionText, "", Source{Bucket: "reports", Key: "january.pdf", VersionID: versionText, HasVersion: true}},
	{"reports/january.pdf?versionId=null", "", Source{Bucket: "reports", Key: "january.pdf", VersionID: "null", HasVersion: true}},
	{"reports/a%20b", "", Source{Bucket: "reports", Key: "a b"}},
	{"reports/a%2Bb%25", "", Source{Bucket: "reports", Key: "a+b%"}},
	{"reports/%e2%80%93", "reports/%E2%80%93", Source{Bucket: "reports", Key: "–"}},
	{"reports/a!b", "reports/a%21b", Source{Bucket: "reports", Key: "a!b"}},
	{"reports/a+b%20c", "reports/a+b+c", Source{Bucket: "reports", Key: "a b c", PlusAsSpace: true}},
	// Amazon S3 accepted this one for the key "test key.txt".
	{"bucket-a%2Ftest+key.txt", "bucket-a/test+key.txt", Source{Bucket: "bucket-a", Key: "test key.txt", PlusAsSpace: true}},
	{"%2Ffrom%2F22%3A24", "/from/22%3A24", Source{Bucket: "from", Key: "22:24", LeadingSlash: true}},
	{"reports/a%3FversionId%3D1", "", Source{Bucket: "reports", Key: "a?versionId=1"}},
	{"reports/a%3FversionId=1?versionId=2", "reports/a%3FversionId%3D1?versionId=2", Source{Bucket: "reports", Key: "a?versionId=1", VersionID: "2", HasVersion: true}},
	{"reports/a%2525", "", Source{Bucket: "reports", Key: "a%25"}},

	{apARN + "/object/reports/january.pdf", "arn%3Aaws%3As3%3Aus-west-2%3A123456789012%3Aaccesspoint/team/object/reports/january.pdf",
		Source{Bucket: apARN, Key: "reports/january.pdf"}},
	{"arn%3Aaws%3As3%3Aus-west-2%3A123456789012%3Aaccesspoint%2Fteam%2Fobject%2Fa%2Fb", "arn%3Aaws%3As3%3Aus-west-2%3A123456789012%3Aaccesspoint/team/object/a/b",
		Source{Bucket: apARN, Key: "a/b"}},
	{"arn%3Aaws%3As3%3Aus-west-2%3A123456789012%3Aaccesspoint/object/object/object/k?versionId=1", "",
		Source{Bucket: "arn:aws:s3:us-west-2:123456789012:accesspoint/object", Key: "object/k", VersionID: "1", HasVersion: true}},
	{outpostAP + "/object/k", "arn%3Aaws%3As3-outposts%3Aus-west-2%3A123456789012%3Aoutpost/op-1/accesspoint/team/object/k", Source{Bucket: outpostAP, Key: "k"}},
	{outpostARN + "/object/k", "arn%3Aaws%3As3-outposts%3Aus-west-2%3A123456789012%3Aoutpost/op-1/object/k", Source{Bucket: outpostARN, Key: "k"}},
	{mrapARN + "/object/k", "arn%3Aaws%3As3%3A%3A123456789012%3Aaccesspoint/mfzwi23gnjvgw.mrap/object/k", Source{Bucket: mrapARN, Key: "k"}},

	{"", "", Source{Problem: EmptySource}},
	{"/", "", Source{LeadingSlash: true, Problem: EmptySourceBucket}},
	{"//key", "", Source{LeadingSlash: true, Key: "key", Problem: EmptySourceBucket}},
	{"reports", "", Source{Bucket: "reports", Problem: NoSourceKey}},
	{"reports/", "", Source{Bucket: "reports", Problem: NoSourceKey}},
	{"/reports?versionId=1", "", Source{Bucket: "reports", VersionID: "1", HasVersion: true, LeadingSlash: true, Problem: NoSourceKey}},
	{"reports/%", "", Source{Problem: BadEscape}},
	{"reports/%%%%", "", Source{Problem: BadEscape}},
	{"reports/%4", "", Source{Problem: BadEscape}},
	{"reports/%zz", "", Source{Problem: BadEscape}},
	{"reports/k?versionId=%", "", Source{HasVersion: true, Problem: BadEscape}},
	{"re/k", "", Source{Bucket: "re", Key: "k", Problem: BadSourceBucket}},
	{"re%20ports/k", "", Source{Bucket: "re ports", Key: "k", Problem: BadSourceBucket}},
	{"reports/a b", "", Source{Bucket: "reports", Key: "a b", Problem: UnencodedCharacter}},
	{"reports/–", "", Source{Bucket: "reports", Key: "–", Problem: UnencodedCharacter}},
	{"reports/why?", "", Source{Bucket: "reports", Key: "why?", Problem: UnencodedQuestionMark}},
	{"reports/why?x=1?versionId=2", "", Source{Bucket: "reports", Key: "why?x=1", VersionID: "2", HasVersion: true, Problem: UnencodedQuestionMark}},
	{"reports/k?versionId=1&x=2", "", Source{Bucket: "reports", Key: "k", VersionID: "1", HasVersion: true, Problem: UnknownParameter}},
	{"reports/k?versionId=", "", Source{Bucket: "reports", Key: "k", HasVersion: true, Problem: EmptyVersionID}},
	{"reports?versionId=", "", Source{Bucket: "reports", HasVersion: true, Problem: NoSourceKey}},

	{apARN, "", Source{Bucket: apARN, Problem: NoObjectInARN}},
	{apARN + "/object", "", Source{Bucket: apARN + "/object", Problem: NoObjectInARN}},
	{apARN + "/object/", "", Source{Bucket: apARN, Problem: NoSourceKey}},
	{apARN + "/k", "", Source{Bucket: apARN + "/k", Problem: NoObjectInARN}},
	{"arn:aws:s3:us-west-2:12:accesspoint/team/object/k", "", Source{Bucket: "arn:aws:s3:us-west-2:12:accesspoint/team", Key: "k", Problem: BadSourceBucket}},
	{"arn:aws:s3:::reports/january.pdf", "", Source{Bucket: "arn:aws:s3:::reports", Key: "january.pdf", Problem: BucketARNSource}},
	{"arn:", "", Source{Bucket: "arn:", Problem: NoObjectInARN}},

	{"s3://reports/a%20b", "", Source{Bucket: "reports", Key: "a b", Problem: URLSource}},
	{"https://reports.s3.us-west-2.amazonaws.com/a/b?versionId=1", "", Source{Bucket: "reports", Key: "a/b", VersionID: "1", HasVersion: true, Problem: URLSource}},
	{"https://www.example.com.s3.amazonaws.com/k", "", Source{Bucket: "www.example.com", Key: "k", Problem: URLSource}},
	{"https://s3.us-west-2.amazonaws.com/reports/k", "", Source{Bucket: "reports", Key: "k", Problem: URLSource}},
	{"https://s3-us-west-2.amazonaws.com/reports/k", "", Source{Bucket: "reports", Key: "k", Problem: URLSource}},
	{"http://127.0.0.1:9000/reports/k", "", Source{Key: "reports/k", Problem: URLSource}},
	{"https://reports.s3.amazonaws.com/%", "", Source{Problem: BadEscape}},
}

func TestParseCopySource(t *testing.T) {
	for _, c := range copySourceTests {
		got := ParseCopySource(c.text)
		canonical := c.canonical
		if canonical == "" {
			canonical = c.text
		}
		if got.String() != canonical {
			t.Errorf("%q renders as %q", c.text, got.String())
		}
		if again := ParseCopySource(got.String()); again != got {
			t.Errorf("%q doesn't survive its rendering: %+v", c.text, again)
		}
		if c.want.Bucket != outpostARN {
			if want := (Target{}); c.want.Bucket == "" && got.Target != want || c.want.Bucket != "" && got.Target != ParseTarget(c.want.Bucket) {
				t.Errorf("%q: wrong target %+v", c.text, got.Target)
			}
		}
		got.Target, got.text = Target{}, ""
		if got != c.want {
			t.Errorf("%q:\ngot  %+v\nwant %+v", c.text, got, c.want)
		}
	}
}

// The documented form of a source on Outposts names no access point.
func TestParseCopySourceOutpost(t *testing.T) {
	got := ParseCopySource(outpostARN + "/object/k").Target
	if got.Problem != 0 || got.Kinds != Targets(OutpostsAccessPoint, OutpostsBucket) || got.Outpost != "op-1" || got.String() != outpostARN {
		t.Errorf("%+v", got)
	}
}

// Doubts must not be taken for refusals: what isn't documented or recorded as
// refused is not certain.
func TestSourceProblemCertain(t *testing.T) {
	for p := SourceProblem(1); p < sourceProblems; p++ {
		want := p == EmptySource || p == EmptySourceBucket || p == NoSourceKey || p == BadEscape || p == BadSourceBucket || p == TrailingSlash
		if p.Certain() != want {
			t.Errorf("%v: %v", p, p.Certain())
		}
	}
}

var renameSourceTests = []struct {
	text      string
	canonical string // empty: the text
	want      Source
}{
	{"srcfilename.txt", "", Source{Key: "srcfilename.txt"}},
	{"/srcfilename.txt", "", Source{Key: "srcfilename.txt", LeadingSlash: true}},
	{"dir/file", "", Source{Key: "dir/file"}},
	{"/dir/file", "", Source{Key: "dir/file", LeadingSlash: true}},
	{"//file", "", Source{Key: "/file", LeadingSlash: true}},
	{"my%20%20file.txt", "", Source{Key: "my  file.txt"}},
	{"dir%2Ffile", "dir/file", Source{Key: "dir/file"}},
	{"why?versionId=1", "why%3FversionId%3D1", Source{Key: "why?versionId=1"}},
	{"logs--usw2-az1--x-s3/dir/file", "", Source{Bucket: "logs--usw2-az1--x-s3", Key: "dir/file"}},
	{"/team--usw2-az1--xa-s3/file", "", Source{Bucket: "team--usw2-az1--xa-s3", Key: "file", LeadingSlash: true}},
	{"reports/file", "", Source{Key: "reports/file"}},
	{"logs--x-s3/file", "", Source{Key: "logs--x-s3/file"}},
	{"", "", Source{Problem: EmptySource}},
	{"/", "", Source{LeadingSlash: true, Problem: NoSourceKey}},
	{"dir/", "", Source{Key: "dir/", Problem: TrailingSlash}},
	{"logs--usw2-az1--x-s3/", "", Source{Key: "logs--usw2-az1--x-s3/", Problem: TrailingSlash}},
	{"logs--usw2-az1--x-s3/dir/", "", Source{Bucket: "logs--usw2-az1--x-s3", Key: "dir/", Problem: TrailingSlash}},
	{"50%", "", Source{Problem: BadEscape}},
	{"a b", "", Source{Key: "a b", Problem: UnencodedCharacter}},
}

func TestParseRenameSource(t *testing.T) {
	for _, c := range renameSourceTests {
		got := ParseRenameSource(c.text)
		canonical := c.canonical
		if canonical == "" {
			canonical = c.text
		}
		if got.String() != canonical {
			t.Errorf("%q renders as %q", c.text, got.String())
		}
		if got.Target.Name != got.Bucket {
			t.Errorf("%q: wrong target %+v", c.text, got.Target)
		}
		got.Target, got.text = Target{}, ""
		if got != c.want {
			t.Errorf("%q:\ngot  %+v\nwant %+v", c.text, got, c.want)
		}
	}
}

func TestFormatCopySource(t *testing.T) {
	for _, c := range []struct{ bucket, key, version, want string }{
		{"reports", "a b+c?/d", "", "reports/a%20b%2Bc%3F/d"},
		{"reports", "k", "null", "reports/k?versionId=null"},
		{apARN, "k", "", "arn%3Aaws%3As3%3Aus-west-2%3A123456789012%3Aaccesspoint/team/object/k"},
	} {
		got := FormatCopySource(c.bucket, c.key, c.version)
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
		if src := ParseCopySource(got); src.Bucket != c.bucket || src.Key != c.key || src.VersionID != c.version || src.Problem != 0 {
			t.Errorf("%q is read as %+v", got, src)
		}
	}
}

func TestParseSourceAllocations(t *testing.T) {
	for _, c := range copySourceTests {
		if strings.ContainsAny(c.text, "%+") {
			continue
		}
		if n := testing.AllocsPerRun(20, func() { sourceSink = ParseCopySource(c.text) }); n != 0 {
			t.Errorf("%q: %v allocations", c.text, n)
		}
	}
	if n := testing.AllocsPerRun(20, func() { sourceSink = ParseRenameSource("/dir/file") }); n != 0 {
		t.Errorf("a rename source: %v allocations", n)
	}
	if n := testing.AllocsPerRun(20, func() { sourceSink = ParseCopySource("reports/a%20b") }); n != 1 {
		t.Errorf("an encoded source: %v allocations", n)
	}
}

var sourceSink Source

func BenchmarkParseCopySource(b *testing.B) {
	for name, text := range map[string]string{
		"plain":   "quarterly-reports-26/2026/january.pdf",
		"encoded": "quarterly-reports-26/2026/january%20final.pdf",
		"arn":     apARN + "/object/january.pdf",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sourceSink = ParseCopySource(text)
			}
		})
	}
}
