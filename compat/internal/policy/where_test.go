package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
)

func written(places []compat.Place) (out []string) {
	for _, p := range places {
		s := p.Path
		if p.Note != "" {
			s += " (" + p.Note + ")"
		}
		out = append(out, s)
	}
	return out
}

const sound = `"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"`

func statements(list ...string) string {
	return `{"Version":"2012-10-17","Statement":[{` + strings.Join(list, "},{") + `}]}`
}

func TestWhere(t *testing.T) {
	for _, c := range []struct {
		problem Problem
		policy  string
		want    []string
	}{
		{Action, statements(sound, `"Sid":"Second","Effect":"Deny","Principal":"*","Action":["s3:GetObject","s3:HeadObject","ec2:RunInstances","GetObject"],"Resource":"arn:aws:s3:::reports/*"`),
			[]string{"Statement[1].Action[1] (Sid Second, HeadObject is an operation, and no action)", "Statement[1].Action[2] (Sid Second, an action of another service)", "Statement[1].Action[3] (Sid Second, without the prefix s3:)"}},
		{Action, `{"Statement":{"Sid":"with a blank","Effect":"Allow","Principal":"*","Action":"x","Resource":"arn:aws:s3:::reports/*"}}`, []string{"Statement.Action (without the prefix s3:)"}},
		{Incomplete, statements(sound, `"Sid":"A","Effect":"Allow"`, `"Sid":"B","Effect":"Allow","Principal":"*","Action":"s3:GetObject"`),
			[]string{"Statement[1] (Sid A, lacks Principal and Action and Resource)", "Statement[2] (Sid B, lacks Resource)"}},
		{ActionOnNothing, statements(`"Sid":"A","Effect":"Allow","Principal":"*","Action":["s3:getobject","s3:ListBucket"],"Resource":"arn:aws:s3:::reports"`),
			[]string{"Statement[0].Action[0] (Sid A, s3:GetObject is about objects, and the resources are buckets)"}},
		{Principal, statements(`"Effect":"Allow","Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:role/*","arn:aws:iam::111122223333:group/g","me and you"],"Service":"s*.amazonaws.com","User":"x"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"`),
			[]string{"Statement[0].Principal.AWS[1] (an ARN with a wildcard)", "Statement[0].Principal.AWS[2] (an ARN that is none of an account, user or role)", "Statement[0].Principal.AWS[3] (neither an ARN nor an ID)", "Statement[0].Principal.Service (a wildcard in a service's name)", "Statement[0].Principal (a kind of principal that there isn't)"}},
		{Effect, statements(`"Sid":"A","Effect":"allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"`), []string{"Statement[0].Effect (Sid A)"}},
		{NamesNothing, statements(`"Effect":"Allow","Principal":{"AWS":[]},"Action":[],"Resource":""`), []string{"Statement[0].Action", "Statement[0].Resource", "Statement[0].Principal.AWS"}},
		{UnknownElement, `{"Versions":"2012-10-17","Statement":[{` + sound + `},{` + sound + `,"Actions":"x"}]}`, []string{"", "Statement[1]"}},
		{NoObject, `{"Statement":[{` + sound + `},"Allow"]}`, []string{"Statement[1]"}},
		{Version, statements(sound), nil},
		{Version, `{"Version":"2012-10-18","Statement":[{` + sound + `}]}`, []string{"Version"}},
		{Operator, statements(sound, sound+`,"Condition":{"StringIs":{"aws:SourceVpc":"x"}}`), []string{"Statement[1].Condition"}},
		{Operator, statements(sound + `,"Condition":{"StringLike":{"aws:SourceVpc":"x"},"HidingSecret":{"aws:SourceVpc":"x"},"OtherSecret":{}}`),
			[]string{"Statement[0].Condition (operator 2 of 3)", "Statement[0].Condition (operator 3 of 3)"}},
		{Operator, statements(sound + `,"Condition":{"Bool":{"aws:SecureTransport":"true"},"nullifexists":{"aws:SourceVpc":"x"}}`), []string{"Statement[0].Condition.NullIfExists"}},
		{ARNOperator, statements(sound, sound+`,"Condition":{"ArnEquals":{"aws:SourceVpc":"vpc-1"}}`), []string{"Statement[1].Condition.ArnEquals (aws:SourceVpc)"}},
		{ARNPattern, statements(sound, sound+`,"Condition":{"ForAnyValue:arnnotequals":{"aws:sourcevpc":"vpc-1"}}`), []string{"Statement[1].Condition.ForAnyValue:ArnNotEquals (aws:SourceVpc)"}},
		{Address, statements(`"Sid":"A",` + sound + `,"Condition":{"StringLike":{"aws:SourceVpc":"x"},"IpAddressIfExists":{"aws:SourceIp":["10.0.0.0/8","everywhere"]},"NotIpAddress":{"aws:SourceIp":"10.0.0.1"}}`),
			[]string{"Statement[0].Condition.IpAddressIfExists (Sid A)"}},
		{KeyWithoutPrefix, statements(sound + `,"Condition":{"StringEquals":{"aws:SourceVpc":"x","secret":"y"},"Bool":{"hidden":"true"}}`),
			[]string{"Statement[0].Condition.StringEquals (key 2 of 2)", "Statement[0].Condition.Bool"}},
		{KeyOfOtherAction, statements(sound + `,"Condition":{"StringEquals":{"aws:SourceVpc":"x","S3:Prefix":"y"}}`),
			[]string{"Statement[0].Condition.StringEquals (s3:prefix)"}},
		{KeyOfOtherAction, statements(`"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::reports","Condition":{"StringEquals":{"s3:ExistingObjectTag/secret":"y"}}`),
			[]string{"Statement[0].Condition.StringEquals (s3:ExistingObjectTag/)"}},
		{NoJSON, "{", nil},
	} {
		d := Read(c.policy)
		if got := written(d.Where(c.problem)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%q, want\n%q", c.policy, got, c.want)
		}
	}
	d := Read(statements(sound, `"Sid":"Other","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::reports/*","arn:aws:s3:::other/*","*","reports/*","arn:aws:s3:reports","arn:aws:s3:::Reports"]`))
	if got, want := written(d.WhereOutside("reports")), []string{
		"Statement[1].Resource[1] (Sid Other, an ARN of another bucket)", "Statement[1].Resource[2] (Sid Other, the asterisk alone)", "Statement[1].Resource[3] (Sid Other, no ARN)",
		"Statement[1].Resource[4] (Sid Other, an ARN with too few parts)", "Statement[1].Resource[5] (Sid Other, the bucket's name with other capitals)",
	}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := written(Read(statements(sound, strings.Replace(sound, "Allow", "Deny", 1), `"Sid":"P",`+sound)).WherePublic()); !slices.Equal(got, []string(nil)) {
		t.Errorf("%q, of which some are denied", got)
	}
	if got, want := written(Read(statements(strings.Replace(sound, `"*"`, `{"AWS":"111122223333"}`, 1), `"Sid":"P",`+sound)).WherePublic()), []string{"Statement[1] (Sid P)"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A problem that a policy has is somewhere in it, and one that it hasn't is nowhere. Of
// the policy's own texts nothing is told but Sids of letters and digits.
func FuzzWhere(f *testing.F) {
	f.Add(statements(sound, `"Sid":"A","Effect":"x"`))
	f.Add(`{"Versions":1,"Statement":{"Effect":"Allow","Action":["hunter2"]}}`)
	f.Fuzz(func(t *testing.T, source string) {
		d := Read(source)
		for p := range problems {
			places := d.Where(p)
			switch p {
			case NoJSON, TooLong, NoStatement:
				if len(places) > 0 {
					t.Errorf("%q: problem %d has places", source, p)
				}
			default:
				if (len(places) > 0) != d.Has(p) {
					t.Errorf("%q: problem %d: %v, places %q", source, p, d.Has(p), places)
				}
			}
			for _, place := range places {
				if strings.ContainsAny(place.Path+place.Note, "\n\r\x1b\"") {
					t.Errorf("%q: %q", source, place)
				}
			}
		}
		if len(d.WhereOutside("reports")) > 0 != d.Outside("reports") || len(d.WhereWide("reports")) > 0 != d.Wide("reports") {
			t.Errorf("%q: outside or wide", source)
		}
	})
}
