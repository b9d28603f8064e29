package aws

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// notANumber is true of what a request has for a number and isn't one, or is one that
// no integer holds. In an SDK input there is no such thing.
func notANumber() *compat.Predicate {
	return compat.Text("isn't a number", func(s string) bool {
		// What S3 makes of an empty parameter, or of blanks, isn't known.
		s = strings.TrimSpace(s)
		_, err := strconv.ParseInt(s, 10, 64)
		return err != nil && s != ""
	}, []any{"ten", "1.5", "99999999999999999999"}, []any{"10", ""})
}

// beyondInteger is true of a number that 32 bits don't hold.
func beyondInteger() *compat.Predicate {
	return compat.Int("is no integer of 32 bits", func(n int64) bool { return n < math.MinInt32 || n > math.MaxInt32 },
		[]any{int64(2147483648), int64(-2147483649)}, []any{int64(2147483647), int64(-2147483648), 10})
}

// blanksAround is true of a number with blanks before or after it.
func blanksAround() *compat.Predicate {
	return compat.Text("has blanks around it", func(s string) bool {
		digits := strings.Trim(s, " ")
		return digits != "" && len(digits) < len(s)
	}, []any{" 5", "5 "}, []any{"5", " ", ""})
}

// notATime is true of what a request has for a time and isn't one.
func notATime() *compat.Predicate {
	return compat.Text("isn't a time", func(s string) bool {
		_, err := time.Parse(time.RFC3339, s)
		return err != nil
	}, []any{"tomorrow", "2027-01-01"}, []any{"2027-01-01T00:00:00Z"})
}

// readBounds has S3's answers to parameters that aren't numbers.
const readBounds = stackdCaptures + "/multipart_raw_replay.json"

// wireValueRules are the rules about values that Go's types don't hold.
func wireValueRules() []compat.Rule {
	var rules []compat.Rule
	add := func(w wireRule) {
		r := w.rule("request")
		r.Rank = 0
		rules = append(rules, r)
	}
	list := compat.Given(operation.ListObjectsV2, member.Bucket, exampleBucket)
	uploads := compat.Given(operation.ListMultipartUploads, member.Bucket, exampleBucket)
	part := compat.Complete(compat.Given(operation.UploadPart, member.Bucket, exampleBucket), sdk.Schema)
	attributes := compat.Given(operation.GetObjectAttributes, member.Bucket, exampleBucket, member.Key, "q3.csv", member.ObjectAttributes, &[]types.ObjectAttributes{"ObjectParts"})
	parts := compat.Complete(compat.Given(operation.ListParts, member.Bucket, exampleBucket), sdk.Schema)
	for _, x := range []struct {
		id, what string
		m        compat.Member
		message  string
		doubt    string
		sources  []string
		example  compat.Case
		ops      []compat.Operation
		strict   bool // 32 bits and no blanks, which was seen of these alone
	}{
		{
			id: "max-keys-not-a-number", what: "max-keys", m: member.MaxKeys, message: "Provided max-keys not an integer or within integer range", strict: true,
			sources: []string{"https://github.com/brekkylab/backlot/issues/192", "https://github.com/scality/cloudserver/issues/395", meeseeksListings}, example: list, ops: with(member.MaxKeys),
		},
		{
			id: "max-uploads-not-a-number", what: "max-uploads", m: member.MaxUploads, message: "Provided max-uploads not an integer or within integer range", strict: true,
			sources: []string{"https://github.com/versity/versitygw/issues/1794", "https://github.com/brekkylab/backlot/pull/176"}, example: uploads, ops: with(member.MaxUploads),
		},
		{
			// Of the texts of the following, one is on record for a number that is out of
			// range, and those of the others aren't.
			id: "max-parts-not-a-number", what: "max-parts", m: member.MaxParts, message: "Argument max-parts must be an integer between 0 and 2147483647",
			sources: []string{"https://github.com/versity/versitygw/issues/329", readBounds}, example: parts, ops: []compat.Operation{operation.ListParts},
		},
		{
			id: "read-part-number-not-a-number", what: "partNumber", m: member.PartNumber,
			sources: []string{readBounds}, example: sent(), ops: []compat.Operation{operation.GetObject},
		},
		{
			id: "part-number-not-a-number", what: "partNumber", m: member.PartNumber, message: "Part number must be an integer between 1 and 10000, inclusive",
			doubt:   "The message is on record for a number that is out of range, not for a text.",
			sources: []string{"https://github.com/basho/riak_cs/issues/945", "https://github.com/versity/versitygw/issues/1065"}, example: part, ops: []compat.Operation{operation.UploadPart, operation.UploadPartCopy},
		},
	} {
		when, bits := compat.Matches(x.m, notANumber()), "64"
		if x.strict {
			when, bits = compat.Any(when, compat.Matches(x.m, beyondInteger()), compat.Matches(x.m, blanksAround())), "32"
		}
		add(wireRule{
			id: x.id, title: x.what + " is a whole number", problem: x.what + " isn't an integer of " + bits + " bits", remedy: "Give a number",
			ops: x.ops, when: when, status: 400, code: "InvalidArgument", message: x.message,
			doubt: x.doubt,
			why:   "S3 reads it as a number.", fix: "Give a whole number in decimal digits, or leave the parameter out.",
			sources: append([]string{referencePage(x.example.Operation)}, x.sources...), violating: x.example.With(x.m, "ten"), allowed: x.example.With(x.m, 10),
		})
	}
	asksForParts := compat.Not(compat.Matches(member.ObjectAttributes, attributesWithoutParts()))
	add(wireRule{
		id: "object-attributes-max-parts-not-a-number", title: "x-amz-max-parts is a whole number",
		problem: "x-amz-max-parts isn't an integer of 64 bits", remedy: "Give a number",
		ops:  []compat.Operation{operation.GetObjectAttributes},
		when: compat.All(compat.Matches(member.MaxParts, notANumber()), asksForParts), status: 400, code: "InvalidArgument",
		why: "S3 reads it as a number.", fix: "Give a whole number in decimal digits, or leave the header out.",
		sources:   []string{docGetObjectAttributes, readBounds},
		violating: attributes.With(member.MaxParts, "ten"), allowed: attributes.With(member.MaxParts, 10),
	})
	retain := compat.Complete(compat.Given(operation.PutObject, member.Bucket, exampleBucket, member.ObjectLockMode, "GOVERNANCE", member.ChecksumCRC32, "AAAAAA=="), sdk.Schema)
	add(wireRule{
		id: "retain-until-not-a-time", title: "A retain-until date is a time of ISO 8601",
		problem: "x-amz-object-lock-retain-until-date isn't a time of ISO 8601", remedy: "Write it as 2027-01-01T00:00:00Z",
		ops:  with(member.ObjectLockRetainUntilDate),
		when: compat.Matches(member.ObjectLockRetainUntilDate, notATime()), status: 400, code: "InvalidArgument",
		message: "The retain until date must be provided in ISO 8601 format",
		why:     "S3 reads it as a time.", fix: "Write date and time with a T between them, and the zone.",
		doubt:     "S3 reads forms of dates that aren't documented.",
		sources:   []string{docPutObject, "https://github.com/versity/versitygw/blob/main/s3err/s3err.go"},
		violating: retain.With(member.ObjectLockRetainUntilDate, "tomorrow"), allowed: retain.With(member.ObjectLockRetainUntilDate, farOff()),
	})
	return rules
}
