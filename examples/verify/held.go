package verify

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// held says why a request isn't sent though it concerns a bucket of the run: what it
// asks for couldn't be undone, or would open the bucket to others. Whether S3 refuses
// it is what isn't known.
func held(c compat.Case, r *Run) string {
	text := func(m compat.Member) string { return document(c.Members[m]) }
	for _, m := range []compat.Member{member.ObjectLockMode, member.Retention, member.ObjectLockConfiguration} {
		if strings.Contains(strings.ToUpper(text(m)), "COMPLIANCE") {
			return "an object in COMPLIANCE retention couldn't be removed"
		}
	}
	// Whether the permission to bypass GOVERNANCE retention goes as far as removing a
	// version under an event hold isn't documented.
	if status, given := c.Members[member.ObjectLockEventHold]; given && status != string(types.ObjectLockEventHoldOff) || eventHold.MatchString(text(member.Retention)+text(member.ObjectLockConfiguration)) {
		return "an object under an event hold may not be removable"
	}
	if config, _ := c.Members[member.NotificationConfiguration].(*types.NotificationConfiguration); config != nil && config.EventBridgeConfiguration != nil {
		return "events would go to the account's default event bus, whose rules could act on them"
	}
	if location := locationOf(c); r.Endpoint != "" && location != "" && location != r.Config.Region {
		return "the server is in one Region, and the bucket would be in " + location
	}
	if c.Members[member.MFA] != nil {
		return "MFA delete could keep the run from removing what it made"
	}
	if policy := text(member.Policy); policy != "" {
		if why := heldPolicy(policy, r); why != "" {
			return why
		}
	}
	if !r.Public && opens(c, r) {
		return "it would open a bucket to others"
	}
	return ""
}

// eventHold is in a document that places an event hold, or makes it the default.
var eventHold = regexp.MustCompile(`"EventHold":"([^"O]|O[^"F]|OF[^"F])|"DefaultEventHold":\{`)

// locationOf is the Region in which the request makes a bucket.
func locationOf(c compat.Case) string {
	config, _ := c.Members[member.CreateBucketConfiguration].(*types.CreateBucketConfiguration)
	if config == nil {
		return ""
	}
	return string(config.LocationConstraint)
}

// document is a value as text.
func document(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	text, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(text)
}

// opens reports whether an ACL would let others in.
func opens(c compat.Case, r *Run) bool {
	switch acl, _ := c.Members[member.ACL].(string); acl {
	case "public-read", "public-read-write", "authenticated-read", "aws-exec-read":
		return true
	}
	for _, m := range []compat.Member{member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP} {
		grants, _ := c.Members[m].(string)
		if grants != "" && !(strings.Contains(grants, "LogDelivery") && !strings.Contains(grants, ",")) {
			return true
		}
	}
	for _, m := range []compat.Member{member.AccessControlPolicy, member.BucketLoggingStatus} {
		list := document(c.Members[m])
		if strings.Contains(list, "AllUsers") || strings.Contains(list, "AuthenticatedUsers") || emailAddress.MatchString(list) {
			return true
		}
		// The example's user becomes the run's account.
		for _, id := range granteeID.FindAllStringSubmatch(list, -1) {
			if id[1] != exampleCanonical && id[1] != r.canonical {
				return true
			}
		}
	}
	return false
}

var (
	emailAddress = regexp.MustCompile(`"EmailAddress":"[^"]`)
	granteeID    = regexp.MustCompile(`"ID":"([^"]+)"`)
)

// harmless are the actions that a policy may deny: the run can do without them, to
// remove what it made.
var harmless = map[string]bool{"s3:GetObject": true, "s3:PutObject": true, "s3:GetObjectAcl": true, "s3:PutObjectAcl": true}

// heldPolicy says why a bucket policy isn't put.
func heldPolicy(text string, r *Run) string {
	var policy struct{ Statement json.RawMessage }
	if json.Unmarshal([]byte(text), &policy) != nil {
		// Read in another way it could say anything.
		if strings.Contains(text, "Deny") {
			return "a policy that denies could keep the run from removing its bucket"
		}
		if !r.Public && strings.Contains(text, "Allow") {
			return "it could open a bucket to others"
		}
		return ""
	}
	var statements []map[string]any
	if json.Unmarshal(policy.Statement, &statements) != nil {
		var one map[string]any
		if json.Unmarshal(policy.Statement, &one) != nil {
			return ""
		}
		statements = []map[string]any{one}
	}
	for _, s := range statements {
		actions, listed := texts(s["Action"])
		if s["Effect"] != "Allow" {
			for _, action := range actions {
				listed = listed && harmless[action]
			}
			if !listed || len(actions) == 0 {
				return "a policy that denies could keep the run from removing its bucket"
			}
			continue
		}
		if _, but := s["NotPrincipal"]; !r.Public && (but || !r.self(s["Principal"])) {
			return "it would open a bucket to others"
		}
	}
	return ""
}

// self reports whether a policy's principal is nobody but the run's account or a service.
func (r *Run) self(principal any) bool {
	kinds, ok := principal.(map[string]any)
	if !ok {
		return principal == nil
	}
	for kind, v := range kinds {
		names, ok := texts(v)
		if !ok {
			return false
		}
		for _, name := range names {
			// The example's account becomes the run's.
			name = strings.ReplaceAll(name, exampleAccount, r.Account)
			if kind == "Service" && !strings.Contains(name, "*") {
				continue
			}
			if kind != "AWS" || name != r.Account && !strings.HasPrefix(name, "arn:aws:iam::"+r.Account+":") {
				return false
			}
		}
	}
	return true
}

// exampleAccount is the account of the catalogue's examples.
const exampleAccount = "123456789012"

// texts reads a text or a list of texts.
func texts(v any) ([]string, bool) {
	switch v := v.(type) {
	case string:
		return []string{v}, true
	case []any:
		var out []string
		for _, x := range v {
			s, ok := x.(string)
			if !ok {
				return nil, false
			}
			out = append(out, s)
		}
		return out, true
	}
	return nil, v == nil
}
