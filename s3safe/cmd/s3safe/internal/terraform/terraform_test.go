package terraform

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/partial"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping/mappingtest"
)

// A rule that panics breaks the tests, though no command.
func init() { partial.Panicked = func(r *compat.Rule, x any) { panic(fmt.Sprintf("%s: %v", r.ID, x)) } }

// TestMembers: the tables name members that the SDK has.
func TestMembers(t *testing.T) { mappingtest.Members(t, resources()) }

// TestAccounted: every resource of the provider's release 6.47 that is S3's in name, and
// every argument and attribute of those that are read, is accounted for: what becomes of
// it, or that it isn't judged, which check tells.
func TestAccounted(t *testing.T) {
	unread := mappingtest.Accounted(t, "testdata/resources.txt", resources(), apis)
	t.Logf("%d properties aren't read", len(unread))
	for _, u := range unread {
		if !strings.HasPrefix(u, "aws_s3_object_copy grant") {
			t.Errorf("%s isn't read", u)
		}
	}
}

// planOf is a plan with one resource that is created.
func planOf(kind, after, unknown string) string {
	return fmt.Sprintf(`{"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [{"address": "it", "mode": "managed", "type": %q,
		"provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": ["create"], "before": null, "after": %s, "after_unknown": %s}}]}`, kind, after, unknown)
}

// wrong are resources with what is certainly wrong with them, by the table's resource.
var wrong = []struct{ kind, after, rule string }{
	{"aws_s3_bucket", `{"bucket": "Reports_2026", "force_destroy": false}`, "create-bucket-name"},
	{"aws_s3_bucket", `{"bucket": "reports-2026", "grant": [{"type": "CanonicalUser", "id": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be", "uri": "", "permissions": ["READ", "WRITE_ACP"]}, {"type": "Group", "id": "", "uri": "", "permissions": ["READ_ACP"]}]}`, "acl-document-unknown-group"},
	{"aws_s3_bucket", `{"bucket": "reports-2026", "replication_configuration": [{"role": "arn:aws:iam::111122223333:role/r", "rules": [{"id": "a", "status": "On", "prefix": "a", "priority": 0, "filter": [], "delete_marker_replication_status": "", "source_selection_criteria": [], "destination": [{"bucket": "arn:aws:s3:::copies", "account_id": "", "storage_class": "", "replica_kms_key_id": "", "access_control_translation": [], "metrics": [], "replication_time": []}]}]}]}`, "replication-status"},
	{"aws_s3_bucket_accelerate_configuration", `{"bucket": "b.with.dots", "status": "Enabled"}`, "acceleration-name-with-period"},
	{"aws_s3_bucket_acl", `{"bucket": "reports", "acl": "public"}`, "acl-unknown-canned"},
	{"aws_s3_bucket_cors_configuration", `{"bucket": "reports", "cors_rule": [{"allowed_methods": ["GET", "OPTIONS"], "allowed_origins": ["*"], "max_age_seconds": null}]}`, "cors-method"},
	{"aws_s3_bucket_lifecycle_configuration", `{"bucket": "reports", "rule": [{"id": "old", "status": "enabled", "filter": [{"prefix": "logs/"}], "expiration": [{"days": 30}]}]}`, "lifecycle-status"},
	{"aws_s3_bucket_lifecycle_configuration", `{"bucket": "reports", "rule": [{"id": "old", "status": "Enabled", "prefix": "logs/", "filter": [{"prefix": "logs/"}], "expiration": [{"days": 30}]}]}`, "lifecycle-prefix-and-filter"},
	{"aws_s3_bucket_object_lock_configuration", `{"bucket": "reports", "object_lock_enabled": "Enabled", "rule": [{"default_retention": [{"mode": "COMPLIANCE", "days": 5, "years": 1}]}]}`, "default-retention-malformed"},
	{"aws_s3_bucket_policy", `{"bucket": "reports", "policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Permit\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::reports/*\"}]}"}`, "policy-effect-unknown"},
	{"aws_s3_bucket_request_payment_configuration", `{"bucket": "reports", "payer": "Nobody"}`, "request-payment-unknown-payer"},
	{"aws_s3_bucket_ownership_controls", `{"bucket": "reports", "rule": [{"object_ownership": "Nobody"}]}`, "ownership-controls-malformed"},
	{"aws_s3_bucket_server_side_encryption_configuration", `{"bucket": "reports", "rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256", "kms_master_key_id": "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}]}]}`, "bucket-encryption-key-without-kms"},
	{"aws_s3_bucket_website_configuration", `{"bucket": "reports", "index_document": [{"suffix": "a/index.html"}]}`, "website-index-suffix"},
	{"aws_s3_bucket_intelligent_tiering_configuration", `{"bucket": "reports", "name": "all", "status": "Enabled", "tiering": [{"access_tier": "ARCHIVE_ACCESS", "days": 10}]}`, "tiering-days-minimum"},
	{"aws_s3_bucket_notification", `{"bucket": "reports", "queue": [{"queue_arn": "arn:aws:sqs:us-west-2:111122223333:q.fifo", "events": ["s3:ObjectCreated:*"]}]}`, "notification-fifo-queue"},
	{"aws_s3_bucket_logging", `{"bucket": "reports", "target_bucket": "logs", "target_prefix": "log/", "target_object_key_format": [{"partitioned_prefix": [{"partition_date_source": "Never"}], "simple_prefix": []}]}`, "document-unlisted-value"},
	{"aws_s3_bucket_replication_configuration", `{"bucket": "reports", "role": "arn:aws:iam::111122223333:role/r", "rule": [{"id": "a", "status": "On", "filter": [{"prefix": "a"}], "delete_marker_replication": [{"status": "Disabled"}], "destination": [{"bucket": "arn:aws:s3:::copies"}]}]}`, "replication-status"},
	{"aws_s3_bucket_inventory", `{"bucket": "reports", "name": "all", "included_object_versions": "Some", "enabled": true, "schedule": [{"frequency": "Daily"}], "destination": [{"bucket": [{"bucket_arn": "arn:aws:s3:::inventory", "format": "CSV"}]}]}`, "document-unlisted-value"},
	{"aws_s3_object", `{"bucket": "reports", "key": "k", "source": "k", "acl": "public"}`, "acl-unknown-canned"},
}

// TestWrong: what is certainly wrong is found; with any value unknown nothing is found
// that isn't found with it.
func TestWrong(t *testing.T) {
	for _, w := range wrong {
		found, unread, err := Read([]byte(planOf(w.kind, w.after, "{}")))
		if err != nil || len(unread) > 0 {
			t.Errorf("%s: %v, not read %v", w.kind, err, unread)
			continue
		}
		all := mappingtest.Rules(found)["it"]
		if !slices.Equal(all, []string{w.rule}) {
			t.Errorf("%s: found %v, want %s", w.kind, all, w.rule)
		}
		var after any
		if err := json.Unmarshal([]byte(w.after), &after); err != nil {
			t.Fatal(err)
		}
		n := 0
		for unknown := range masks(after) {
			n++
			raw, _ := json.Marshal(unknown)
			found, _, err := Read([]byte(planOf(w.kind, w.after, string(raw))))
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range mappingtest.Rules(found)["it"] {
				if !slices.Contains(all, id) {
					t.Errorf("%s with %s unknown: found %s, which isn't of the whole", w.kind, raw, id)
				}
			}
		}
		if n < 2 {
			t.Errorf("%s: only %d values were unknown", w.kind, n)
		}
	}
}

// TestPlanned: what Terraform makes of wrong.tf, in which each resource is called like
// the rule that it violates. With any value unknown nothing else is found.
func TestPlanned(t *testing.T) {
	raw, err := os.ReadFile("testdata/wrong.json")
	if err != nil {
		t.Fatal(err)
	}
	var whole struct {
		Changes []struct {
			Type, Name string
			Change     struct {
				After   any
				Unknown any `json:"after_unknown"`
			}
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal(raw, &whole); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, c := range whole.Changes {
		kinds[c.Type] = true
		want := []string{strings.ReplaceAll(c.Name, "_", "-")}
		if c.Name == "if_nothing_is_wrong" {
			want = nil
		}
		after, _ := json.Marshal(c.Change.After)
		n := 0
		for unknown := range masks(c.Change.After) {
			if n++; n > 60 {
				break // of 51 tags, each like the others
			}
			mask, _ := json.Marshal(unknown)
			for _, id := range rulesOf(t, c.Type, string(after), string(mask)) {
				if !slices.Contains(want, id) {
					t.Errorf("%s.%s with %s unknown: found %s", c.Type, c.Name, mask, id)
				}
			}
		}
		unknown, _ := json.Marshal(c.Change.Unknown)
		if got := rulesOf(t, c.Type, string(after), string(unknown)); !slices.Equal(got, want) {
			t.Errorf("%s.%s: found %v", c.Type, c.Name, got)
		}
	}
	t.Logf("%d resources of %d kinds", len(whole.Changes), len(kinds))
	if len(kinds) < 20 {
		t.Errorf("of %d kinds only", len(kinds))
	}
}

// rulesOf returns the rules that a resource violates, those in doubt, too.
func rulesOf(t *testing.T, kind, after, unknown string) (rules []string) {
	t.Helper()
	found, _, err := Read([]byte(planOf(kind, after, unknown)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		for _, g := range f.Request.Judge() {
			rules = append(rules, g.Rule.ID)
		}
	}
	return rules
}

// TestNotSent: what the provider leaves out beside something else isn't judged.
func TestNotSent(t *testing.T) {
	replication := `{"bucket": "reports", "role": "arn:aws:iam::111122223333:role/r", "rule": [{"id": "a", "status": "Enabled", "delete_marker_replication": [{"status": "Disabled"}], "destination": [{"bucket": "arn:aws:s3:::copies"}], %s}]}`
	for _, x := range []struct{ kind, after string }{
		{"aws_s3_bucket_lifecycle_configuration", `{"bucket": "reports", "rule": [{"id": "a", "status": "Enabled", "filter": [{"prefix": "a"}], "expiration": [{"days": 30, "expired_object_delete_marker": true}]}]}`},
		{"aws_s3_bucket_lifecycle_configuration", `{"bucket": "reports", "rule": [{"id": "a", "status": "Enabled", "filter": [{"prefix": "a"}], "expiration": [{"date": "2027-01-01T00:00:00Z", "expired_object_delete_marker": true}]}]}`},
		{"aws_s3_bucket_lifecycle_configuration", `{"bucket": "reports", "rule": [{"id": "a", "status": "Enabled", "filter": [{"and": [{"prefix": "a", "tags": {"aws:a": "b", "c": "d"}}]}], "expiration": [{"days": 30}]}]}`},
		{"aws_s3_bucket_lifecycle_configuration", `{"bucket": "reports", "rule": [{"id": "a", "status": "Enabled", "filter": [{"prefix": "a", "object_size_less_than": 10, "tag": [{"key": "a", "value": "b"}]}], "expiration": [{"days": 30}]}]}`},
		{"aws_s3_bucket_lifecycle_configuration", `{"bucket": "reports", "rule": [{"id": "a", "status": "Enabled", "filter": [{"prefix": "a", "and": [{"prefix": "", "tags": null}]}], "expiration": [{"days": 30}]}]}`},
		{"aws_s3_bucket_website_configuration", `{"bucket": "reports", "index_document": [{"suffix": "index.html"}], "routing_rule": [{"condition": [{"key_prefix_equals": "", "http_error_code_returned_equals": ""}], "redirect": [{"replace_key_with": "a"}]}]}`},
		{"aws_s3_bucket_website_configuration", `{"bucket": "reports", "index_document": [{"suffix": "index.html"}], "routing_rule": [{"condition": [null], "redirect": [{"replace_key_with": "a"}]}]}`},
		{"aws_s3_bucket_replication_configuration", fmt.Sprintf(replication, `"prefix": "a", "filter": [{"prefix": "a"}]`)},
		{"aws_s3_bucket_replication_configuration", fmt.Sprintf(replication, `"filter": [{"prefix": "a", "and": [{"prefix": "a", "tags": {"a": "b"}}]}]`)},
		{"aws_s3_bucket_replication_configuration", fmt.Sprintf(replication, `"filter": [{"prefix": "a", "tag": [{"key": "a", "value": "b"}]}]`)},
	} {
		found, unread, err := Read([]byte(planOf(x.kind, x.after, "{}")))
		if err != nil || len(unread) > 0 {
			t.Fatalf("%s: %v, not read %v", x.after, err, unread)
		}
		if rules := mappingtest.Rules(found); len(rules) > 0 {
			t.Errorf("%s: found %v", x.after, rules)
		}
	}
}

// masks yields, for each part of a value, an after_unknown that makes it unknown.
func masks(x any) func(yield func(any) bool) {
	return func(yield func(any) bool) {
		switch x := x.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(x)) {
				if !yield(map[string]any{k: true}) {
					return
				}
				for m := range masks(x[k]) {
					if !yield(map[string]any{k: m}) {
						return
					}
				}
			}
		case []any:
			for i, e := range x {
				for m := range masks(e) {
					list := make([]any, len(x))
					for k := range list {
						list[k] = false
					}
					list[i] = m
					if !yield(list) {
						return
					}
				}
			}
		}
	}
}

// TestRight: what Terraform makes of right.tf, in which all is as it should be.
func TestRight(t *testing.T) {
	raw, err := os.ReadFile("testdata/right.json")
	if err != nil {
		t.Fatal(err)
	}
	if !Is(raw) {
		t.Error("it isn't taken for a plan")
	}
	found, unread, err := Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range found {
		kind, _, _ := strings.Cut(strings.TrimPrefix(f.Resource, "module.child[0]."), ".")
		seen[kind] = true
		if len(f.Request) == 0 {
			t.Errorf("%s: no request", f.Resource)
		}
	}
	for name := range resources() {
		if !seen[name] {
			t.Errorf("%s isn't in the plan", name)
		}
	}
	if rules := mappingtest.Rules(found); len(rules) > 0 {
		t.Errorf("found %v", rules)
	}
	control := "its requests are of S3 Control, another API than S3's"
	want := []mapping.Unread{
		{Resource: "aws_s3_access_point.it", Why: control}, {Resource: "aws_s3_account_public_access_block.it", Why: control},
		{Resource: "aws_s3_bucket_policy.it", Property: "policy", Why: "it is known only after apply"},
		{Resource: "aws_s3_object_copy.it", Property: "grant"},
	}
	if !slices.Equal(unread, want) {
		t.Errorf("not read: %v", unread)
	}
}

// TestNotJudged: what isn't created or updated makes no request.
func TestNotJudged(t *testing.T) {
	for _, actions := range []string{`["no-op"]`, `["delete"]`, `["read"]`} {
		raw := strings.Replace(planOf("aws_s3_bucket_acl", `{"bucket": "reports", "acl": "public"}`, "{}"), `["create"]`, actions, 1)
		if found, _, err := Read([]byte(raw)); err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %v", actions, found, err)
		}
	}
	raw := strings.Replace(planOf("aws_s3_bucket", `{"bucket": "Reports_2026"}`, "{}"), `["create"]`, `["update"]`, 1)
	if found, _, err := Read([]byte(raw)); err != nil || len(found) > 0 {
		t.Errorf("a bucket that is updated is created: %v, %v", found, err)
	}
}

// TestLeft: what isn't judged is told: arguments that the tables don't know, at any depth,
// updates of what is sent otherwise than at its creation, other providers' resources.
func TestLeft(t *testing.T) {
	for _, x := range []struct{ kind, after, unknown, want string }{
		{"aws_s3_bucket_versioning", `{"bucket": "b", "versioning_configuration": [{"status": "Enabled", "shade": "red"}], "colour": "red"}`, "{}", "it: colour; it: versioning_configuration.shade"},
		{"aws_s3_bucket_versioning", `{"bucket": "b", "colour": ""}`, `{"shade": true}`, ""},
		{"aws_s3_bucket", `{"bucket": "reports-2026", "grant": [{"type": "CanonicalUser", "display_name": "a"}]}`, `{"website": true}`, "it: grant.display_name"},
		{"aws_s3_shelf", `{"bucket": "b"}`, "{}", "it"},
		{"aws_s3control_bucket", `{"bucket": "b"}`, "{}", "it"},
		{"awscc_s3_bucket", `{"bucket_name": "b"}`, "{}", "it"},
		{"minio_s3_bucket", `{"bucket": "b"}`, "{}", "it"},
		{"aws_cloudformation_stack", `{"name": "s"}`, "{}", "it"},
		{"awscc_cloudformation_stack", `{"name": "s"}`, "{}", "it"},
		{"aws_sqs_queue", `{"name": "q"}`, "{}", ""},
	} {
		_, unread, err := Read([]byte(planOf(x.kind, x.after, x.unknown)))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range unread {
			got = append(got, strings.TrimSuffix(u.Resource+": "+u.Property, ": "))
		}
		if strings.Join(got, "; ") != x.want {
			t.Errorf("%s: %s: left %v, want %s", x.kind, x.after, got, x.want)
		}
	}
	plan := planOf("aws_s3_bucket", `{"bucket": "reports-2026"}`, "{}")
	plan = strings.TrimSuffix(plan, "}") + `, "errored": true, "deferred_changes": [{"reason": "resource_config_unknown", "resource_change": {"address": "later", "mode": "managed", "type": "aws_s3_object", "change": {"actions": ["create"], "after": {}}}}]}`
	if found, unread, err := Read([]byte(plan)); err != nil || len(found) != 1 || len(unread) != 2 || unread[0].Resource != "the plan" || unread[1].Resource != "later" {
		t.Errorf("%v, %v, %v", found, unread, err)
	}
	raw := strings.Replace(planOf("aws_s3_bucket_metadata_configuration", `{"bucket": "reports"}`, "{}"), `["create"]`, `["update"]`, 1)
	if found, unread, err := Read([]byte(raw)); err != nil || len(found) > 0 || len(unread) != 1 || !strings.Contains(unread[0].String(), "update") {
		t.Errorf("%v, %v, %v", found, unread, err)
	}
}

// TestTags: tags with the provider's default ones count, and AWS's own don't.
func TestTags(t *testing.T) {
	many := func(n int, more string) string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf(`"k%d": "v"`, i))
		}
		return "{" + strings.Join(list, ", ") + more + "}"
	}
	for _, x := range []struct {
		kind, after, unknown, rule string
	}{
		{"aws_s3_bucket", `{"bucket": "reports-2026", "tags": ` + many(51, "") + `}`, "{}", "bucket-tags-too-many"},
		{"aws_s3_bucket", `{"bucket": "reports-2026", "tags": ` + many(51, "") + `, "tags_all": ` + many(50, "") + `}`, "{}", ""},
		{"aws_s3_bucket", `{"bucket": "reports-2026", "tags_all": ` + many(50, `, "aws:a": "b"`) + `}`, "{}", ""},
		{"aws_s3_bucket", `{"bucket": "reports-2026", "tags": ` + many(51, "") + `}`, `{"tags_all": true}`, ""},
		{"aws_s3_object", `{"bucket": "reports-2026", "key": "k", "tags": {"a": "b"}, "tags_all": ` + many(11, "") + `}`, "{}", "tagging-header-too-many"},
		{"aws_s3_object", `{"bucket": "reports-2026", "key": "k", "tags_all": {"a": "b&c", "d": null}}`, "{}", ""},
		{"aws_s3_directory_bucket", `{"bucket": "reports--usw2-az1--x-s3", "location": [{"name": "usw2-az1", "type": "AvailabilityZone"}], "tags_all": {"a": "b;c"}}`, "{}", "tag-value-invalid"},
	} {
		var want []string
		if x.rule != "" {
			want = []string{x.rule}
		}
		if got := rulesOf(t, x.kind, x.after, x.unknown); !slices.Equal(got, want) {
			t.Errorf("%s: %s: found %v, want %v", x.kind, x.after, got, want)
		}
	}
}

// TestRefused: files that aren't plans that can be read.
func TestRefused(t *testing.T) {
	for text, want := range map[string]string{
		`{"format_version": "2.0", "terraform_version": "3", "resource_changes": []}`:  "format 2.0",
		`{"format_version": "1.0", "terraform_version": "1.9", "values": {}}`:          "a state",
		`{"format_version": "1.0", "terraform_version": "1.9"}`:                        "no resource_changes",
		`{"format_version": "1.0", "terraform_version": "1.9", "resource_changes": 1}`: "isn't a plan",
	} {
		if !Is([]byte(text)) {
			t.Errorf("%s isn't taken for one", text)
		}
		if _, _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{`{"Bucket": "b"}`, `[]`, ``, `{"format_version": 1}`, "a: b"} {
		if Is([]byte(text)) {
			t.Errorf("%s is taken for a plan", text)
		}
	}
}
