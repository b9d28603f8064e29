package verify

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func grantTo(id string) compat.Case {
	return compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, &types.AccessControlPolicy{
		Grants: []types.Grant{{Permission: types.PermissionRead, Grantee: &types.Grantee{Type: types.TypeCanonicalUser, ID: &id}}},
	})
}

// What couldn't be removed, or opens a bucket, is held back.
func TestHeld(t *testing.T) {
	policy := func(text string) compat.Case { return compat.Given(operation.PutBucketPolicy, member.Policy, text) }
	statement := func(s string) compat.Case { return policy(`{"Statement":[{` + s + `}]}`) }
	for name, c := range map[string]struct {
		request      compat.Case
		held, public bool // held without, and with -public
	}{
		"a plain object":         {compat.Given(operation.PutObject, member.Key, "k"), false, false},
		"COMPLIANCE":             {compat.Given(operation.PutObject, member.ObjectLockMode, "COMPLIANCE"), true, true},
		"GOVERNANCE":             {compat.Given(operation.PutObject, member.ObjectLockMode, "GOVERNANCE"), false, false},
		"a COMPLIANCE document":  {compat.Given(operation.PutObjectRetention, member.Retention, &types.ObjectLockRetention{Mode: "COMPLIANCE", RetainUntilDate: aws.Time(time.Now())}), true, true},
		"a COMPLIANCE default":   {compat.Given(operation.PutObjectLockConfiguration, member.ObjectLockConfiguration, &types.ObjectLockConfiguration{Rule: &types.ObjectLockRule{DefaultRetention: &types.DefaultRetention{Mode: "COMPLIANCE"}}}), true, true},
		"compliance, misspelt":   {compat.Given(operation.PutObject, member.ObjectLockMode, "compliance"), true, true},
		"an event hold":          {compat.Given(operation.PutObject, member.ObjectLockEventHold, "ON"), true, true},
		"no event hold":          {compat.Given(operation.PutObject, member.ObjectLockEventHold, "OFF"), false, false},
		"an unknown event hold":  {compat.Given(operation.PutObject, member.ObjectLockEventHold, "on"), true, true},
		"an event hold document": {compat.Given(operation.PutObjectRetention, member.Retention, &types.ObjectLockRetention{Mode: "GOVERNANCE", EventHold: "ON"}), true, true},
		"its release":            {compat.Given(operation.PutObjectRetention, member.Retention, &types.ObjectLockRetention{Mode: "GOVERNANCE", EventHold: "OFF"}), false, false},
		"a retention document":   {compat.Given(operation.PutObjectRetention, member.Retention, &types.ObjectLockRetention{Mode: "GOVERNANCE"}), false, false},
		"a default event hold":   {compat.Given(operation.PutObjectLockConfiguration, member.ObjectLockConfiguration, &types.ObjectLockConfiguration{Rule: &types.ObjectLockRule{DefaultRetention: &types.DefaultRetention{Mode: "GOVERNANCE", DefaultEventHold: &types.EventHoldDuration{Days: aws.Int32(1)}}}}), true, true},
		"a default retention":    {compat.Given(operation.PutObjectLockConfiguration, member.ObjectLockConfiguration, &types.ObjectLockConfiguration{Rule: &types.ObjectLockRule{DefaultRetention: &types.DefaultRetention{Mode: "GOVERNANCE", Days: aws.Int32(1)}}}), false, false},
		"the event bus":          {compat.Given(operation.PutBucketNotificationConfiguration, member.NotificationConfiguration, &types.NotificationConfiguration{EventBridgeConfiguration: &types.EventBridgeConfiguration{}}), true, true},
		"no notification":        {compat.Given(operation.PutBucketNotificationConfiguration, member.NotificationConfiguration, &types.NotificationConfiguration{}), false, false},
		"somebody in an ACL":     {grantTo("somebody"), true, false},
		"oneself in an ACL":      {grantTo("me"), false, false},
		"the example's user":     {grantTo(exampleCanonical), false, false},
		"MFA":                    {compat.Given(operation.PutBucketVersioning, member.MFA, "device 123456"), true, true},
		"a public ACL":           {compat.Given(operation.PutObject, member.ACL, "public-read"), true, false},
		"a private ACL":          {compat.Given(operation.PutObject, member.ACL, "private"), false, false},
		"a grant":                {compat.Given(operation.PutObject, member.GrantRead, `uri="http://acs.amazonaws.com/groups/global/AllUsers"`), true, false},
		"a grant to log service": {compat.Given(operation.PutBucketAcl, member.GrantWrite, `uri="http://acs.amazonaws.com/groups/s3/LogDelivery"`), false, false},
		"a public policy":        {statement(`"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"`), true, false},
		"a public policy, list":  {statement(`"Effect":"Allow","Principal":{"AWS":["111122223333","*"]},"Action":"s3:GetObject"`), true, false},
		"all but some":           {statement(`"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:GetObject"`), true, false},
		"another account":        {statement(`"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject"`), true, false},
		"one's own account":      {statement(`"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:GetObject"`), false, false},
		"a service":              {statement(`"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject"`), false, false},
		"denies all":             {statement(`"Effect":"Deny","Principal":"*","Action":"s3:*"`), true, true},
		"denies all but":         {statement(`"Effect":"Deny","Principal":"*","NotAction":"s3:GetObject"`), true, true},
		"denies removal":         {statement(`"Effect":"Deny","Principal":"*","Action":["s3:GetObject","s3:DeleteBucket"]`), true, true},
		"denies reading":         {statement(`"Effect":"Deny","Principal":"*","Action":["s3:GetObject"]`), false, false},
		"no JSON that denies":    {policy(`{"Statement":[{"Effect":"Deny",}]}`), true, true},
		"a single statement":     {policy(`{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*"}}`), true, true},
	} {
		for _, public := range []bool{false, true} {
			want := c.held
			if public {
				want = c.public
			}
			why := held(c.request, &Run{Account: "111122223333", Public: public, canonical: "me"})
			if (why != "") != want {
				t.Errorf("%s, public %t: held %q", name, public, why)
			}
		}
	}
}
