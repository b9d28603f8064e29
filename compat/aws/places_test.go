package aws

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// merged returns a document with the entries of both in its lists; a part that only
// one of them has is that one's. It reports how many entries of the first are in front
// of those of the second, by the path of the list, and whether the two could be merged.
func merged(a, b reflect.Value, path string, shift map[string]int) (reflect.Value, bool) {
	switch {
	case a.IsZero():
		return b, true
	case b.IsZero():
		return a, true
	}
	switch a.Kind() {
	case reflect.Pointer:
		if a.Type().Elem().Kind() != reflect.Struct {
			return a, reflect.DeepEqual(a.Interface(), b.Interface())
		}
		below, ok := merged(a.Elem(), b.Elem(), path, shift)
		if !ok {
			return a, false
		}
		p := reflect.New(a.Type().Elem())
		p.Elem().Set(below)
		return p, true
	case reflect.Struct:
		c := reflect.New(a.Type()).Elem()
		c.Set(a)
		for i := range a.NumField() {
			if !c.Field(i).CanSet() {
				continue
			}
			name := strings.TrimPrefix(path+"."+a.Type().Field(i).Name, ".")
			v, ok := merged(a.Field(i), b.Field(i), name, shift)
			if !ok {
				return a, false
			}
			c.Field(i).Set(v)
		}
		return c, true
	case reflect.Slice:
		shift[path] = a.Len()
		return reflect.AppendSlice(reflect.AppendSlice(reflect.MakeSlice(a.Type(), 0, a.Len()+b.Len()), a), b), true
	}
	return a, a.Interface() == b.Interface()
}

// shifted is a place of the second document where it is in the merged one.
func shifted(place string, shift map[string]int) string {
	list, rest, ok := strings.Cut(place, "[")
	if !ok {
		return place
	}
	index, tail, _ := strings.Cut(rest, "]")
	n, _ := strconv.Atoi(index)
	return list + "[" + strconv.Itoa(n+shift[list]) + "]" + tail
}

// placesIn returns the places in a document that a predicate holds of.
func placesIn(p *compat.Predicate, doc any) []string {
	const m = member.LifecycleConfiguration // any that has a document
	rule := compat.Rule{ID: "some-rule", When: compat.Matches(m, p)}
	r := compat.Given(operation.PutBucketLifecycleConfiguration, m, doc).Request()
	r.Now = reviewed
	if rule.When.Eval(r) != compat.True {
		return nil
	}
	f := compat.NewFinding(&rule, r)
	var out []string
	for _, path := range f.Paths {
		out = append(out, strings.TrimPrefix(path, m.String()+"."))
	}
	return out
}

// What is judged by its company, or as a whole, has one place, or others beside those
// of its parts.
var inCompany = map[string]bool{
	"complete-parts-out-of-order": true, "lifecycle-mixed-forms": true, "notification-overlap": true, "notification-same-event": true,
	"ownership-controls-malformed": true, "tag-duplicate": true, "acl-disabled-change": true,
}

// A document with the faults of two has the places of both, and no other: what is
// taken out to find the next makes no new fault.
func TestPlacesOfTwoFaults(t *testing.T) {
	both, first := 0, 0
	for _, rule := range Source().Rules() {
		for _, p := range rule.When.Predicates() {
			for i, x := range p.Yes {
				for j, y := range p.Yes {
					a, b := reflect.ValueOf(x), reflect.ValueOf(y)
					if i == j || a.Kind() != reflect.Pointer || a.Type() != b.Type() || a.Type().Elem().Kind() != reflect.Struct {
						continue
					}
					shift := map[string]int{}
					doc, ok := merged(a, b, "", shift)
					if !ok {
						continue
					}
					own, others := placesIn(p, x), placesIn(p, y)
					want := slices.Clone(own)
					for _, place := range others {
						want = append(want, shifted(place, shift))
					}
					got := placesIn(p, doc.Interface())
					if len(own) == 0 || len(others) == 0 || len(got) == 0 || inCompany[rule.ID] {
						continue // or the parts of the one mend the other
					}
					for _, place := range got {
						if !slices.Contains(want, place) {
							t.Errorf("%s: %s is none of %q", rule.ID, place, want)
						}
					}
					if first++; !slices.ContainsFunc(want, func(place string) bool { return !slices.Contains(got, place) }) {
						both++
					}
				}
			}
		}
	}
	t.Logf("%d of %d documents have all of their places", both, first)
	if both < 400 || both*10 < first*9 {
		t.Errorf("%d of %d documents have all of their places", both, first)
	}
}

// Two different faults of one document, also those in one entry and in two parts.
func TestDifferentFaultsInOneDocument(t *testing.T) {
	export := exported("arn:aws:s3:::reports-analytics", "csv", "V_2")
	inventory := change(inventoryOf("reports"), func(d *types.InventoryConfiguration) {
		d.IncludedObjectVersions, d.Schedule = "all", &types.InventorySchedule{Frequency: "Monthly"}
	})
	for _, c := range []struct {
		p    *compat.Predicate
		doc  any
		want []string
	}{
		{unlistedInAnalytics(), export, []string{"StorageClassAnalysis.DataExport.OutputSchemaVersion", "StorageClassAnalysis.DataExport.Destination.S3BucketDestination.Format"}},
		{unlistedInInventory(), inventory, []string{"IncludedObjectVersions", "Schedule.Frequency"}},
		{
			unlistedInLogging(), &types.BucketLoggingStatus{LoggingEnabled: &types.LoggingEnabled{
				TargetBucket: ptr.String(exampleLogBucket), TargetPrefix: ptr.String(""),
				TargetObjectKeyFormat: &types.TargetObjectKeyFormat{PartitionedPrefix: &types.PartitionedPrefix{PartitionDateSource: "eventTime"}},
				TargetGrants: []types.TargetGrant{
					readGrant(),
					{Permission: "LIST", Grantee: &types.Grantee{Type: "User", ID: ptr.String("x")}},
					{Permission: "WRITE_ALL", Grantee: readGrant().Grantee},
				},
			}},
			[]string{
				"LoggingEnabled.TargetObjectKeyFormat.PartitionedPrefix.PartitionDateSource", "LoggingEnabled.TargetGrants[1].Permission",
				"LoggingEnabled.TargetGrants[2].Permission", "LoggingEnabled.TargetGrants[1].Grantee.Type",
			},
		},
		{
			invalidIDGrant(), &types.AccessControlPolicy{Owner: &types.Owner{ID: ptr.String("owner")}, Grants: []types.Grant{
				{Permission: "READ", Grantee: userGrantee(canonicalID)}, {Permission: "READ", Grantee: userGrantee("a")}, {Permission: "WRITE", Grantee: userGrantee("b")},
			}},
			[]string{"Owner.ID", "Grants[1].Grantee.ID", "Grants[2].Grantee.ID"},
		},
	} {
		if got := placesIn(c.p, c.doc); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.p.Name, got, c.want)
		}
	}
}

// However many faults a document has, the first are listed and the others counted.
func TestManyFaultsAreCounted(t *testing.T) {
	var d types.BucketLoggingStatus
	d.LoggingEnabled = &types.LoggingEnabled{TargetBucket: ptr.String(exampleLogBucket), TargetPrefix: ptr.String("")}
	for range 1000 {
		d.LoggingEnabled.TargetGrants = append(d.LoggingEnabled.TargetGrants, types.TargetGrant{Permission: "LIST", Grantee: &types.Grantee{Type: "User"}})
	}
	rule := compat.Rule{ID: "some-rule", When: compat.Matches(member.BucketLoggingStatus, unlistedInLogging())}
	f := compat.NewFinding(&rule, compat.Given(operation.PutBucketLogging, member.BucketLoggingStatus, &d).Request())
	if len(f.Paths) != compat.MaxPaths || f.MorePaths != 2000-compat.MaxPaths {
		t.Errorf("%d places and %d more", len(f.Paths), f.MorePaths)
	}
}

// What a policy says isn't repeated, wherever it is wrong; a Sid is, if it is one.
func TestPolicyFindingsTellNothing(t *testing.T) {
	const secret = "hunter2"
	for _, statement := range []string{
		`"Sid":"hunter2-","Effect":"hunter2","Principal":"hunter2","Action":"hunter2","Resource":"hunter2"`,
		`"Sid":"Stmt1","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:hunter2/x","hunter2 x"],"hunter2":"x"},"Action":["s3:hunter2","hunter2:x"],"Resource":["arn:aws:s3:::hunter2/*","arn:aws:s3:::reports/hunter2"]`,
		`"Sid":"Stmt1","Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::reports/hunter2","Condition":{"hunter2":{"hunter2":"hunter2"},"IpAddress":{"aws:SourceIp":"hunter2"}},"hunter2":"x"`,
	} {
		r := compat.Complete(compat.Given(operation.PutBucketPolicy, member.Bucket, "reports", member.Policy, `{"Version":"hunter2","hunter2":1,"Statement":[{`+statement+`}]}`), sdk.Schema).Request()
		findings := Catalog().Check(r, nil)
		if len(findings) < 3 {
			t.Fatalf("%s: %d findings", statement, len(findings))
		}
		named := false
		for _, f := range findings {
			raw, err := json.Marshal(f)
			if err != nil {
				t.Fatal(err)
			}
			if text := f.Text() + f.String() + strings.Join(f.Paths, " ") + string(raw); strings.Contains(text, secret) {
				t.Errorf("%s: %s", statement, text)
			}
			named = named || strings.Contains(f.Text(), "Policy.Statement[0]") && strings.Contains(f.Text(), "(Sid Stmt1")
		}
		if named != strings.Contains(statement, "Stmt1") {
			t.Errorf("%s: Sid named: %v", statement, named)
		}
	}
}
