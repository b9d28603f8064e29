package policy_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/internal/policy"
)

const (
	everyone = `"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/a.txt"`
	denied   = `"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/a.txt"`
)

func statements(list ...string) string {
	return `{"Version":"2012-10-17","Statement":[{` + strings.Join(list, "},{") + `}]}`
}

func everyoneIf(condition string) string { return statements(everyone + `,"Condition":` + condition) }

// Which policies S3 calls public. Those marked with a recording are what S3
// answered to a policy of that form.
func TestPublic(t *testing.T) {
	for _, x := range []struct {
		policy string
		want   compat.Truth
	}{
		{statements(everyone), compat.True},                   // cap-stackd-0365
		{everyoneIf(`{}`), compat.True},                       //
		{statements(everyone) + "  ", compat.True},            //
		{`{"statement":{` + everyone + `}}`, compat.True},     // names of elements have no case
		{`{"Statement":[`, compat.Unknown},                    //
		{statements(denied), compat.False},                    //
		{everyoneIf(`"aws:SecureTransport"`), compat.Unknown}, //
		{statements(`"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"`), compat.True},                             // cap-stackd-0367
		{statements(`"Effect":"Allow","Principal":{"AWS":["111122223333","*"]},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"`), compat.True},            //
		{statements(`"Effect":"Allow","Principal":"*","Action":"s3:GetObject","NotResource":"arn:aws:s3:::reports/b.txt"`), compat.True},                              // cap-stackd-0380
		{statements(`"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"`), compat.False},                 // cap-stackd-0369
		{statements(`"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"`), compat.False}, // cap-stackd-0374
		{statements(`"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"`, everyone), compat.True},        //

		// Conditions that tie the policy to fixed values.
		{everyoneIf(`{"StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}`), compat.False},                                          // cap-stackd-0332
		{everyoneIf(`{"StringEquals":{"aws:userid":"AIDAEXAMPLEEXAMPLEEX1"}}`), compat.False},                                      // cap-stackd-0334
		{everyoneIf(`{"StringEquals":{"aws:SourceAccount":"111122223333"}}`), compat.False},                                        // cap-stackd-0386
		{everyoneIf(`{"StringLike":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`), compat.False},                                              // cap-stackd-0340
		{everyoneIf(`{"StringEquals":{"aws:SourceVpc":"vpc-*"}}`), compat.False},                                                   // cap-stackd-0348: the asterisk is no wildcard
		{everyoneIf(`{"ForAnyValue:StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`), compat.False},                                // cap-stackd-0363
		{everyoneIf(`{"StringEquals":{"AWS:sourcevpc":["vpc-1a2b3c4d","vpc-4d3c2b1a"]}}`), compat.False},                           //
		{everyoneIf(`{"StringEquals":{"aws:SourceAccount":"111122223333"},"StringLike":{"aws:SourceVpc":"vpc-*"}}`), compat.False}, // cap-stackd-0448
		{everyoneIf(`{"StringEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:111122223333:t"}}`), compat.False},                    // cap-stackd-0324
		{everyoneIf(`{"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:111122223333:*"}}`), compat.False},                                 // cap-stackd-0460
		{everyoneIf(`{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}`), compat.False},                          // cap-stackd-0358
		{everyoneIf(`{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:111122223333:accesspoint/*"}}`), compat.False},      // cap-stackd-0398
		{everyoneIf(`{"IpAddress":{"aws:SourceIp":"11.0.0.0/8"}}`), compat.False},                                                  // cap-stackd-0414
		{everyoneIf(`{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}`), compat.False},                                                 // cap-stackd-0426
		{everyoneIf(`{"IpAddress":{"aws:SourceIp":"2001:db8::/33"}}`), compat.False},                                               // cap-stackd-0434
		{everyoneIf(`{"ForAnyValue:IpAddress":{"aws:SourceIp":["192.0.2.1","11.0.0.0/8"]}}`), compat.False},                        // cap-stackd-0505

		// Conditions that don't.
		{everyoneIf(`{"StringEquals":{"aws:SourceOwner":"111122223333"}}`), compat.True},                             // cap-stackd-0322
		{everyoneIf(`{"StringLike":{"aws:Referer":"https://www.example.com/*"}}`), compat.True},                      //
		{everyoneIf(`{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`), compat.True},                       // cap-stackd-0388
		{everyoneIf(`{"ForAllValues:StringEqualsIfExists":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`), compat.True},          // cap-stackd-0390
		{everyoneIf(`{"ForAllValues:StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`), compat.True},                  //
		{everyoneIf(`{"StringNotEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`), compat.True},                            //
		{everyoneIf(`{"StringLike":{"aws:SourceVpc":"vpc-*"}}`), compat.True},                                        //
		{everyoneIf(`{"StringLike":{"aws:SourceVpc":["vpc-1a2b3c4d","vpc-*"]}}`), compat.True},                       //
		{everyoneIf(`{"StringEquals":{"aws:SourceAccount":"${aws:PrincipalAccount}"}}`), compat.True},                //
		{everyoneIf(`{"StringLike":{"aws:userid":"*"}}`), compat.True},                                               //
		{everyoneIf(`{"ArnLike":{"aws:SourceArn":"arn:aws:sns:us-east-1:${aws:PrincipalAccount}:t"}}`), compat.True}, // cap-stackd-0464
		{everyoneIf(`{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/r"}}`), compat.True},                        //
		{everyoneIf(`{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:*:accesspoint/a"}}`), compat.True},    //
		{everyoneIf(`{"IpAddress":{"aws:SourceIp":"0.0.0.0/7"}}`), compat.True},                                      // cap-stackd-0412
		{everyoneIf(`{"IpAddress":{"aws:SourceIp":["192.0.2.0/24","::/0"]}}`), compat.True},                          // cap-stackd-0428
		{everyoneIf(`{"IpAddress":{"aws:SourceIp":"2000::/31"}}`), compat.True},                                      // cap-stackd-0430
		{everyoneIf(`{"IpAddress":{"aws:SourceIp":"fc00::/7"}}`), compat.True},                                       // cap-stackd-0436
		{everyoneIf(`{"NotIpAddress":{"aws:SourceIp":"11.0.0.0/8"}}`), compat.True},                                  // cap-stackd-0444

		// The definition: fixed values of certain keys, without wildcards and variables.
		{everyoneIf(`{"StringEquals":{"aws:PrincipalOrgID":"o-1a2b3c4d5e"}}`), compat.False},
		{everyoneIf(`{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}`), compat.False},
		{everyoneIf(`{"StringLike":{"aws:PrincipalOrgID":"o-*"}}`), compat.True},
		{everyoneIf(`{"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}}`), compat.True},
		{everyoneIf(`{"StringEqualsIfExists":{"aws:SourceOrgID":"o-1a2b3c4d5e"}}`), compat.True},
		{everyoneIf(`{"StringEquals":{"s3:ExistingObjectTag/public":"yes"}}`), compat.True},
		{everyoneIf(`{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}`), compat.True},
		{everyoneIf(`{"Null":{"aws:SourceVpc":"false"}}`), compat.True},
		{everyoneIf(`{"Null":{"aws:SourceVpc":"false"},"StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`), compat.False},
		{everyoneIf(`{"ArnLike":{"aws:SourceArn":"arn:aws:sns:us-east-1:111122223333:${aws:username}"}}`), compat.True}, // stackd's table
		{everyoneIf(`{"StringEquals":{"aws:userid":"${aws:PrincipalTag/id}"}}`), compat.True},
		{everyoneIf(`{"StringLike":{"aws:SourceArn":"arn:aws:sns:*:*:*"}}`), compat.True},
		{everyoneIf(`{"IpAddress":{"aws:SourceIp":"10.0.0.0/7"}}`), compat.True},  // stackd's table
		{everyoneIf(`{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}`), compat.False}, // stackd's table
		{everyoneIf(`{"ForAllValues:IpAddress":{"aws:SourceIp":"11.0.0.0/8"}}`), compat.True},

		// Where the key must be there, IfExists and ForAllValues say no more than
		// the plain operator.
		{everyoneIf(`{"ForAllValues:StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"},"Null":{"aws:SourceVpc":"false"}}`), compat.False}, // cap-stackd-0472
		{everyoneIf(`{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1a2b3c4d"},"Null":{"aws:SourceVpc":false}}`), compat.False},
		{everyoneIf(`{"ForAllValues:StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"},"Null":{"aws:SourceVpc":"true"}}`), compat.True},

		// What isn't known.
		{strings.Replace(everyoneIf(`{"StringEquals":{"aws:SourceAccount":"${aws:PrincipalAccount}"}}`), "2012-10-17", "2008-10-17", 1), compat.Unknown},
		{everyoneIf(`{"StringEquals":{"aws:SourceVpc":"vpc-${*}"}}`), compat.Unknown},
		{everyoneIf(`{"StringEquals":{"aws:PrincipalTag/team":"blue"}}`), compat.Unknown},
		{everyoneIf(`{"StringEquals":{"aws:SourceArn":"arn:aws:sns:*:*:*"}}`), compat.Unknown},
		{everyoneIf(`{"StringLike":{"aws:userid":"AROAEXAMPLE:*"}}`), compat.Unknown},
		{everyoneIf(`{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::report*"}}`), compat.Unknown},
		{everyoneIf(`{"IpAddress":{"aws:SourceIp":"office"}}`), compat.Unknown},
		{everyoneIf(`{"StringEquals":{"aws:SourceVpc":7}}`), compat.Unknown},
		{statements(`"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"`), compat.Unknown},

		// Statements that may be about nothing that S3 counts.
		{statements(strings.Replace(everyone, "GetObject", "ReplicateObject", 1)), compat.Unknown},
		{statements(strings.Replace(everyone, `"s3:GetObject"`, `["s3:BypassGovernanceRetention","s3:Replicate*"]`, 1)), compat.Unknown},
		{statements(strings.Replace(everyone, `"s3:GetObject"`, `["s3:ReplicateObject","s3:getobjectTagging"]`, 1)), compat.True},
		{statements(strings.Replace(everyone, "s3:GetObject", "s3:*Object", 1)), compat.True},
		{statements(strings.Replace(everyone, "s3:GetObject", "*", 1)), compat.True},
		{statements(strings.Replace(everyone, `"Action":"s3:GetObject"`, `"NotAction":"s3:*"`, 1)), compat.Unknown},
		{statements(strings.Replace(everyone, `"Action":"s3:GetObject"`, `"NotAction":["s3:Get*","s3:Put*","s3:Delete*","s3:Abort*","s3:Restore*"]`, 1)), compat.Unknown},
		{statements(strings.Replace(everyone, `"Action":"s3:GetObject"`, `"NotAction":["s3:Put*","s3:Delete*"]`, 1)), compat.True},
		{statements(strings.Replace(strings.Replace(everyone, `"Action":"s3:GetObject"`, `"NotAction":"s3:*Object"`, 1), "/a.txt", "", 1)), compat.True},
		{statements(strings.Replace(strings.Replace(everyone, "a.txt", "*", 1), `"Resource"`, `"NotResource"`, 1)), compat.Unknown},
		{statements(strings.Replace(strings.Replace(everyone, "GetObject", "ListBucket", 1), `"Resource"`, `"NotResource"`, 1)), compat.Unknown},
		{statements(strings.Replace(strings.Replace(everyone, `"Action":"s3:GetObject"`, `"NotAction":"s3:Put*"`, 1), `"Resource"`, `"NotResource"`, 1)), compat.True},

		// Denials.
		{statements(everyone, denied), compat.Unknown}, // cap-stackd-0452: not public
		{statements(denied, everyone), compat.Unknown}, //
		{statements(everyone, denied+`,"Condition":{"StringNotEquals":{"aws:SourceAccount":"111122223333"}}`), compat.Unknown}, // cap-stackd-0513: not public
		{statements(everyone, strings.Replace(denied, `"s3:GetObject"`, `"s3:*"`, 1)), compat.Unknown},
		{statements(everyone, `"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/a.txt"`), compat.True}, // cap-stackd-0509
		{statements(everyone, strings.Replace(denied, `"*"`, `{"AWS":"111122223333"}`, 1)), compat.True},
		{statements(everyone, strings.Replace(denied, "GetObject", "PutObject", 1)), compat.True},
		{statements(everyone, strings.Replace(denied, "a.txt", "b.txt", 1)), compat.True},
		{statements(everyone, denied+`,"Condition":{"Bool":{"aws:SecureTransport":"false"}}`), compat.True},
		// A denial to fixed ones, or to all but ones that aren't fixed, leaves the others.
		{statements(everyone, denied+`,"Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}`), compat.True},
		{statements(everyone, denied+`,"Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`), compat.True},
		{statements(everyone, denied+`,"Condition":{"StringNotLike":{"aws:SourceVpc":"vpc-*"}}`), compat.True},
		{statements(everyone, denied+`,"Condition":{"NotIpAddress":{"aws:SourceIp":"0.0.0.0/0"}}`), compat.True},
		{statements(everyone, denied+`,"Condition":{"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`), compat.Unknown},
		{statements(everyone, denied+`,"Condition":{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}}`), compat.Unknown},
		{statements(everyone, denied+`,"Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}`), compat.Unknown},
		{statements(everyone, denied+`,"Condition":{"StringNotLike":{"aws:userid":["AROAEXAMPLE:*","111122223333"]}}`), compat.Unknown},
		{statements(everyone, denied+`,"Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-1a2b3c4d","aws:SourceAccount":"111122223333"}}`), compat.Unknown},
		{statements(everyone, denied+`,"Condition":{"Null":{"aws:SourceVpc":"true"}}`), compat.Unknown},
		// One that takes the same condition away.
		{statements(everyone+`,"Condition":{"Bool":{"aws:SecureTransport":"true"}}`, denied+`,"Condition":{"Bool":{"aws:SecureTransport":"true"}}`), compat.Unknown},
		{statements(everyone+`,"Condition":{"StringLike":{"aws:Referer":"https://www.example.com/*"}}`, denied+`,"Condition":{"Bool":{"aws:SecureTransport":"false"}}`), compat.True},
		// One that doesn't reach all that is allowed.
		{statements(strings.Replace(everyone, "a.txt", "*", 1), strings.Replace(denied, "a.txt", "private/*", 1)), compat.True},
		{statements(strings.Replace(everyone, "a.txt", "*", 1), denied), compat.True},
		{statements(strings.Replace(everyone, `"s3:GetObject"`, `"s3:*"`, 1), denied), compat.True},
		{statements(strings.Replace(everyone, `"s3:GetObject"`, `["s3:GetObject","s3:PutObject"]`, 1), denied), compat.True},
		{statements(everyone, strings.Replace(denied, "a.txt", "*", 1)), compat.Unknown},
		{statements(everyone, strings.Replace(denied, `"arn:aws:s3:::reports/a.txt"`, `"*"`, 1)), compat.Unknown},
		{statements(strings.Replace(everyone, "a.txt", "*", 1), strings.Replace(denied, "a.txt", "a*", 1), strings.Replace(denied, "a.txt", "*", 1)), compat.Unknown},
		{statements(strings.Replace(everyone, `"arn:aws:s3:::reports/a.txt"`, `["arn:aws:s3:::reports","arn:aws:s3:::reports/*"]`, 1), strings.Replace(denied, "a.txt", "*", 1)), compat.Unknown}, // GetObject isn't of the bucket
		{statements(everyone, strings.Replace(denied, `"Resource"`, `"NotResource"`, 1)), compat.Unknown},
		// A pattern that reaches further than another needn't stand for more actions.
		{statements(strings.Replace(everyone, "s3:GetObject", "*", 1), strings.Replace(denied, "s3:GetObject", "s3:*", 1)), compat.Unknown},
		{statements(strings.Replace(everyone, "s3:GetObject", "s3:Get*", 1), strings.Replace(denied, "s3:GetObject", "s3:GetObject*", 1)), compat.Unknown},
		{statements(strings.Replace(everyone, "s3:GetObject", "s3:Delete*", 1), strings.Replace(denied, "s3:GetObject", "s3:DeleteObject*", 1)), compat.Unknown},
		{statements(strings.Replace(everyone, "s3:GetObject", "s3:Get*", 1), strings.Replace(denied, "s3:GetObject", "s3:GetObjectV*", 1)), compat.True},
		{statements(strings.Replace(everyone, "s3:GetObject", "*", 1), strings.Replace(denied, "s3:GetObject", "s3:Put*", 1)), compat.True},
	} {
		if got := policy.Read(x.policy).Public(); got != x.want {
			t.Errorf("%s: %s, want %s", x.policy, got, x.want)
		}
	}
}

// What S3 answered to policies for buckets that block public ones: none that it
// accepted is called public.
func TestPublicAsRecorded(t *testing.T) {
	text, err := os.ReadFile("../../../internal/recorded/testdata/captures.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	private, public, stopped := 0, 0, 0
	for line := range bytes.Lines(text) {
		var c struct {
			ID, Op string
			Code   string
			Input  struct{ Policy string }
			Bucket struct{ PublicAccessBlock string }
		}
		if json.Unmarshal(line, &c) != nil || c.Op != "PutBucketPolicy" || c.Bucket.PublicAccessBlock != "on" {
			continue
		}
		got := policy.Read(c.Input.Policy).Public()
		switch c.Code {
		case "":
			if private++; got == compat.True {
				t.Errorf("%s: S3 accepted it: %s", c.ID, c.Input.Policy)
			}
		case "AccessDenied":
			if public++; got == compat.True {
				stopped++
			} else {
				t.Errorf("%s: S3 called it public, here it is %s: %s", c.ID, got, c.Input.Policy)
			}
		}
	}
	if private < 15 || public < 12 {
		t.Errorf("%d private and %d public policies: too few", private, public)
	}
}
