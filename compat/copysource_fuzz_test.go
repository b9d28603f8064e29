package compat

import "testing"

func FuzzParseCopySource(f *testing.F) {
	for _, c := range copySourceTests {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := ParseCopySource(s)
		if again := ParseCopySource(got.String()); again != got {
			t.Fatalf("%q renders as %q, which is\n%+v, not\n%+v", s, got.String(), again, got)
		}
		if got.Problem >= sourceProblems {
			t.Fatalf("%q: %+v", s, got)
		}
		if got.Problem != 0 {
			return
		}
		if got.Bucket == "" || got.Key == "" || got.Target.Kinds.Empty() && !got.Target.ARN {
			t.Fatalf("%q lacks something: %+v", s, got)
		}
		if got.VersionID != "" && !got.HasVersion {
			t.Fatalf("%q: a version that isn't there: %+v", s, got)
		}
		made := ParseCopySource(FormatCopySource(got.Bucket, got.Key, got.VersionID))
		if made.Bucket != got.Bucket || made.Key != got.Key || made.VersionID != got.VersionID || made.Target != got.Target {
			t.Fatalf("%q: formatting its parts makes %+v", s, made)
		}
	})
}

func FuzzParseRenameSource(f *testing.F) {
	for _, c := range renameSourceTests {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := ParseRenameSource(s)
		if again := ParseRenameSource(got.String()); again != got {
			t.Fatalf("%q renders as %q, which is\n%+v, not\n%+v", s, got.String(), again, got)
		}
		if got.Problem == 0 && got.Key == "" || got.HasVersion || got.VersionID != "" {
			t.Fatalf("%q: %+v", s, got)
		}
	})
}
