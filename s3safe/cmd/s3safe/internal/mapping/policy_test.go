package mapping

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/internal/partial"
)

// TestUnknownInPolicy: with any part of a policy unknown nothing is found that isn't
// found with all of it, of all policies that the rules have for examples. What is wrong
// beside the part is still found.
func TestUnknownInPolicy(t *testing.T) {
	rulesOf := func(bucket, policy any) (ids []string) {
		table := Resource{{Operation: operation.PutBucketPolicy, Fields: Fields{"bucket": {To: "Bucket"}, "policy": {To: "Policy", Policy: true}}}}
		requests, _ := table.Requests(map[string]any{"bucket": bucket, "policy": policy}, true, true)
		for _, r := range requests {
			for _, f := range r.Judge() {
				ids = append(ids, f.Rule.ID)
			}
		}
		return ids
	}
	parts, still := 0, 0
	seen := map[string]bool{}
	for _, rule := range aws.Source().Rules() {
		for _, example := range slices.Concat(rule.Violating, rule.Allowed) {
			text, ok := example.Members[member.Policy].(string)
			bucket, _ := example.Members[member.Bucket].(string)
			var policy map[string]any
			if !ok || seen[bucket+text] || json.Unmarshal([]byte(text), &policy) != nil || len(text) > judgedPolicy {
				continue
			}
			seen[bucket+text] = true
			whole := rulesOf(bucket, policy)
			for unknown := range parted(policy) {
				parts++
				for _, id := range rulesOf(bucket, unknown) {
					still++
					if !slices.Contains(whole, id) {
						t.Errorf("%v: found %s, which isn't of the whole", unknown, id)
					}
				}
			}
		}
	}
	t.Logf("%d policies with %d parts, of which %d times something is found", len(seen), parts, still)
	if len(seen) < 50 || parts < 500 || still < 100 {
		t.Errorf("only %d policies with %d parts, of which %d times something is found", len(seen), parts, still)
	}
}

// parted yields the value with each of its parts unknown.
func parted(x any) func(yield func(any) bool) {
	return func(yield func(any) bool) {
		switch x := x.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(x)) {
				other := maps.Clone(x)
				other[k] = partial.Unknown{}
				if !yield(other) {
					return
				}
				for p := range parted(x[k]) {
					other := maps.Clone(x)
					other[k] = p
					if !yield(other) {
						return
					}
				}
			}
		case []any:
			for i, e := range x {
				other := slices.Clone(x)
				other[i] = partial.Unknown{}
				if !yield(other) {
					return
				}
				for p := range parted(e) {
					other := slices.Clone(x)
					other[i] = p
					if !yield(other) {
						return
					}
				}
			}
		}
	}
}

// TestLongPolicy: of a policy that may be too long nothing is found if it has a part that
// isn't known.
func TestLongPolicy(t *testing.T) {
	statement := func(resource any) map[string]any {
		return map[string]any{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": resource}
	}
	var list []any
	for i := range 400 {
		list = append(list, statement(fmt.Sprintf("arn:aws:s3:::reports/%d/%s", i, strings.Repeat("a", 80))))
	}
	long := func() any { return policy(map[string]any{"Version": "2012-10-17", "Statement": list}) }
	if _, ok := long().(string); !ok {
		t.Error("a policy that is known isn't judged")
	}
	list = append(list, statement(partial.Unknown{}))
	if got := long(); got != any(partial.Unknown{}) {
		t.Errorf("%.80v…", got)
	}
}

// TestUnknownParts: what isn't known in a policy is told by its path.
func TestUnknownParts(t *testing.T) {
	for _, x := range []struct {
		value any
		want  string
	}{
		{"{}", ""},
		{partial.Unknown{}, "it"},
		{map[string]any{"Statement": []any{map[string]any{"Resource": partial.Unknown{}, "Principal": map[string]any{"AWS": []any{"*", partial.Unknown{}}}}}}, "it.Statement[0].Principal.AWS[1] it.Statement[0].Resource"},
	} {
		f := Fields{"it": {To: "Policy", Policy: true}}
		var got []string
		for _, l := range f.left(map[string]any{"it": x.value}, "") {
			if l.Kind != UnknownPolicy {
				t.Errorf("%s is left as %d", l.Property, l.Kind)
			}
			got = append(got, l.Property)
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%v: %s", x.value, got)
		}
	}
}
