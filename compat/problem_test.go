package compat

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// entry and list stand for the SDK's documents.
type (
	entry struct {
		Days *int32
		Name string
		Subs []entry
		When *time.Time
	}
	list struct{ Rules []entry }
	nest struct{ Inner *list }
)

func days(n int32) *int32 { return &n }

// tooLong holds of entries with more than ten days, at any depth.
var tooLong = Document("has more than ten days", func(d *nest) (string, bool) {
	if d.Inner == nil {
		return "", false
	}
	for i, e := range d.Inner.Rules {
		if e.Days != nil && *e.Days > 10 {
			return fmt.Sprintf("Inner.Rules[%d].Days", i), true
		}
		for j, s := range e.Subs {
			if s.Days != nil && *s.Days > 10 {
				return fmt.Sprintf("Inner.Rules[%d].Subs[%d].Days", i, j), true
			}
		}
	}
	return "", false
}, nil, nil)

// What is counted is in the singular where there is one.
func TestSingular(t *testing.T) {
	for text, want := range map[string]string{
		" bytes; S3 allows 1,024": " byte|; S3 allows 1,024", " routing rules, S3": " routing rule|, S3", " days": " day|",
		" bytestring": "| bytestring", " occurs twice": "| occurs twice", "s": "|s", " tags at ": " tag| at ", "": "|",
	} {
		one, rest := singular(text)
		if got := one + "|" + rest; got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestEveryPlace(t *testing.T) {
	var sixty []entry
	for range 60 {
		sixty = append(sixty, entry{Days: days(11)})
	}
	for _, c := range []struct {
		name string
		doc  *nest
		want []string
		more int
	}{
		{"one", &nest{&list{[]entry{{}, {Days: days(11)}}}}, []string{"Inner.Rules[1].Days"}, 0},
		{"several", &nest{&list{[]entry{{Days: days(12)}, {Days: days(1)}, {Days: days(11)}}}}, []string{"Inner.Rules[0].Days", "Inner.Rules[2].Days"}, 0},
		{
			"nested", &nest{&list{[]entry{{}, {Subs: []entry{{Days: days(12)}, {}, {Days: days(13)}}}, {Days: days(11)}}}},
			[]string{"Inner.Rules[1].Subs[0].Days", "Inner.Rules[1].Subs[2].Days", "Inner.Rules[2].Days"}, 0,
		},
		{"many", &nest{&list{sixty}}, nil, 40},
	} {
		rule := testRule("test-days", Matches(member.LifecycleConfiguration, tooLong))
		rule.Operations = []Operation{operation.PutBucketLifecycleConfiguration}
		rule.Problem = "{at} is {value} days"
		f := NewFinding(&rule, Given(operation.PutBucketLifecycleConfiguration, member.LifecycleConfiguration, c.doc).Request())
		for i := range c.want {
			c.want[i] = "LifecycleConfiguration." + c.want[i]
		}
		if c.want != nil && !slices.Equal(f.Paths, c.want) || f.MorePaths != c.more || f.Path != f.Paths[0] || len(f.Paths) > MaxPaths {
			t.Errorf("%s: %v and %d more", c.name, f.Paths, f.MorePaths)
		}
		if !strings.HasPrefix(f.Problem, f.Path+" is 1") || c.more > 0 && !strings.Contains(f.Text(), "Rules[19].Days and 40 more") {
			t.Errorf("%s: %s", c.name, f.Text())
		}
		for _, path := range f.Paths {
			if strings.Count(f.Text(), path) != 1 {
				t.Errorf("%s: %s doesn't name %s once", c.name, f.Text(), path)
			}
		}
	}
}

// What is judged by its company has one place.
func TestDuplicateHasOnePlace(t *testing.T) {
	twice := Document("names an entry twice", func(d *list) (string, bool) {
		for i := range d.Rules {
			for j := range i {
				if d.Rules[i].Name == d.Rules[j].Name {
					return fmt.Sprintf("Rules[%d].Name", i), true
				}
			}
		}
		return "", false
	}, nil, nil)
	got := twice.places(DocumentValue(&list{[]entry{{Name: "a"}, {Name: "b"}, {Name: "a"}, {Name: "b"}}}), time.Time{})
	if !slices.Equal(got, []string{"Rules[2].Name"}) {
		t.Error(got)
	}
	// An entry that would be wrong as the first isn't wrong where it stands.
	counting := Document("doesn't count from 1", func(d *list) (string, bool) {
		for i := range d.Rules {
			if int(*d.Rules[i].Days) != i+1 {
				return fmt.Sprintf("Rules[%d].Days", i), true
			}
		}
		return "", false
	}, nil, nil)
	got = counting.places(DocumentValue(&list{[]entry{{Days: days(1)}, {Days: days(2)}, {Days: days(4)}}}), time.Time{})
	if !slices.Equal(got, []string{"Rules[2].Days"}) {
		t.Error(got)
	}
}

// An entry of a list is never taken out, whichever of several paths leads to it: the
// others would get other numbers.
func TestWithout(t *testing.T) {
	doc := reflect.ValueOf(&list{[]entry{{Name: "a", Days: days(1)}, {Name: "b", Days: days(2)}}})
	for _, c := range []struct {
		places []string
		ok     bool
	}{
		{[]string{"Rules[0].Name"}, true},
		{[]string{"Rules[0].Name", "Rules[1].Days"}, true},
		{[]string{"Rules[0].Name", "Rules[0].Days"}, true},
		{[]string{"Rules"}, true},
		{[]string{"Rules[0]"}, false},
		{[]string{"Rules[0]", "Rules[0].Name"}, false},
		{[]string{"Rules[0].Name", "Rules[0]"}, false},
		{[]string{"Rules[1].Name", "Rules[0].Name", "Rules[1]"}, false},
		{[]string{"Rules[7].Name"}, false},
		{[]string{"Rules[0].Nothing"}, false},
	} {
		rest, ok := without(doc, c.places, 0)
		if ok != c.ok {
			t.Errorf("%v: %t", c.places, ok)
		}
		if !ok {
			continue
		}
		for _, place := range c.places {
			if v := descend(rest, steps(place)); !v.IsZero() {
				t.Errorf("%v: %s is still there", c.places, place)
			}
			if v := descend(doc, steps(place)); v.IsZero() {
				t.Errorf("%v: %s was taken out of the original", c.places, place)
			}
		}
	}
}

func TestSlots(t *testing.T) {
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	hour := time.Date(2026, 11, 29, 11, 0, 30, 0, time.UTC)
	r := Given(operation.PutObject,
		member.Bucket, "reports--usw2-az1--x-s3", member.Key, "secret-key",
		member.StorageClass, "glacier", member.ACL, "hunter2", member.ContentLength, 12345,
		member.Metadata, map[string]string{"a": "b", "c": "d"}, member.Tagging, "a=b",
		member.ObjectLockRetainUntilDate, hour, member.BucketKeyEnabled, true,
		member.CopySource, "other/key", member.Range, "bytes=0-10", member.Prefix, "bytes=1-2",
		member.LifecycleConfiguration, &nest{&list{[]entry{{Days: days(3), Name: "password", When: &hour}}}},
		member.SSECustomerKey, "c2VjcmV0",
	).InBucket(Versioning, "Suspended").Regions("eu-west-1", "us-east-1").PresignedFor(8 * 24 * time.Hour).Request()
	r.Now = now
	f := Finding{Rule: &Rule{}, Members: []Member{member.ACL, member.Key, member.Tagging}, Missing: []Member{member.Body}, decided: member.StorageClass}
	f.measured.n, f.measured.known = 1000000, true
	for _, c := range []struct{ text, want string }{
		{"plain", "plain"},
		{"{set} without {missing}", "ACL, Key and Tagging without Body"},
		{"{at}", "ACL, Key and Tagging"},
		{"{value}", "glacier"},
		{"{value ACL|another}", "another"},
		{"{value ACL}", "{value ACL}"},
		{"{value Prefix|-}", "-"}, // looks like a range of bytes
		{"{value Key|-}{value Tagging|-}{value SSECustomerKey|-}{value Metadata|-}", "----"},
		{"{value ContentLength} {value BucketKeyEnabled} {value Range}", "12,345 true bytes=0-10"},
		{"{value ObjectLockRetainUntilDate}", "2026-11-29T11:00Z, 59 min ago"},
		{"{length Key} {length Tagging} {length SSECustomerKey}", "10 3 8"},
		{"{count Metadata} {count Tagging|none}", "2 none"},
		{"{count LifecycleConfiguration.Inner.Rules}", "1"},
		{"{value LifecycleConfiguration.Inner.Rules[0].Days}", "3"},
		{"{value LifecycleConfiguration.Inner.Rules[0].When}", "2026-11-29T11:00Z, 59 min ago"},
		{"{value LifecycleConfiguration.Inner.Rules[0].Name|-}", "-"},
		{"{length LifecycleConfiguration.Inner.Rules[0].Name}", "8"},
		{"{value LifecycleConfiguration.Inner.Rules[7].Days|-}{value LifecycleConfiguration.Nothing|-}", "--"},
		{"{n}", "1,000,000"},
		{"{target}; {source}", "a directory bucket; a general purpose bucket"},
		{"{bucket versioning}, {bucket Region}, {endpoint Region}", "Suspended, eu-west-1, us-east-1"},
		{"{bucket object lock|?}{upload encryption|?}{bucket nonsense|?}{nonsense|?}", "????"},
		{"{signature form}", "url"},
		{"{expires} of {operation}", "691,200 s of PutObject"},
		{"open { brace", "open { brace"},
	} {
		if got := f.fill(r, c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDateAndDuration(t *testing.T) {
	now := time.Date(2026, 11, 29, 2, 43, 0, 0, time.UTC)
	for _, c := range []struct {
		t    time.Time
		want string
	}{
		{time.Date(2026, 11, 29, 1, 43, 0, 0, time.UTC), "2026-11-29T01:43Z, 1 h ago"},
		{now.Add(30 * time.Second), "2026-11-29T02:43Z, in 30 s"},
		{now.AddDate(0, 0, 3), "2026-12-02T02:43Z, in 3 days"},
		{time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC), "2099-01-01, in 72 years"},
		// Beyond what a time.Duration holds.
		{time.Time{}, "0001-01-01, 2,027 years ago"},
		{time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), "9999-12-31, in 7,978 years"},
	} {
		if got := date(c.t, now); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

func TestFindingReports(t *testing.T) {
	rule := testRule("test-report", Set(member.Key))
	rule.Problem = "Key is set to {length Key} bytes,\x1b[31m\nand so on"
	f := NewFinding(&rule, Given(operation.PutObject, member.Key, "some\nthing").Request())
	f.Facts = []KnownFact{{Scope: ScopeBucket, Feature: Versioning, Value: "Enabled", Origin: "probed", Age: 3 * time.Minute}, {Scope: ScopeBucket, Region: true, Value: "eu-west-1"}}
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"rule":"test-report"`, `"operation":"PutObject"`, `"problem":"Key is set to 10 bytes,\\x1b[31m\\nand so on"`, `"set":["Key"]`,
		`"feature":"versioning","value":"Enabled","origin":"probed","age":"3m0s"`, `"feature":"Region","value":"eu-west-1"`, `"remedy":`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%s lacks %s", text, want)
		}
	}
	var b strings.Builder
	slog.New(slog.NewTextHandler(&b, nil)).Info("x", "finding", f)
	for _, want := range []string{"finding.rule=test-report", "finding.set=[Key]", "finding.remedy=", "finding.facts="} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s lacks %s", b.String(), want)
		}
	}
	if strings.Contains(b.String(), "missing") || strings.ContainsAny(f.Text(), "\x1b\n") {
		t.Error(b.String(), f.Text())
	}
	u := Undecided{&rule, Wants{Region: true}}
	if text, err := json.Marshal(u); err != nil || string(text) != `{"rule":"test-report","needs":["the bucket's Region"]}` {
		t.Errorf("%s %v", text, err)
	}
}
