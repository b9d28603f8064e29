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
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping/mappingtest"
)

// A rule that panics breaks the tests, though no command.
func init() { partial.Panicked = func(r *compat.Rule, x any) { panic(fmt.Sprintf("%s: %v", r.ID, x)) } }

// TestMembers: the tables name members that the SDK has.
func TestMembers(t *testing.T) { mappingtest.Members(t, resources) }

// planOf is a plan with one resource that is created.
func planOf(kind, after, unknown string) string {
	return fmt.Sprintf(`{"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [{"address": "it", "mode": "managed", "type": %q,
		"provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": ["create"], "before": null, "after": %s, "after_unknown": %s}}]}`, kind, after, unknown)
}

// wrong are resources with what is certainly wrong with them, by the table's resource.
var wrong = []struct{ kind, after, rule string }{
	{"aws_s3_bucket", `{"bucket": "Reports_2026", "force_destroy": false}`, "create-bucket-name"},
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

// TestRight: a plan in which all is as the provider's documentation has it.
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
		seen[strings.TrimSuffix(f.Resource, ".it")] = true
		if len(f.Request) == 0 {
			t.Errorf("%s: no request", f.Resource)
		}
	}
	for name := range resources {
		if !seen[name] {
			t.Errorf("%s isn't in the plan", name)
		}
	}
	if rules := mappingtest.Rules(found); len(rules) > 0 {
		t.Errorf("found %v", rules)
	}
	if !slices.Equal(unread, []string{"aws_s3_access_point.it"}) {
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
