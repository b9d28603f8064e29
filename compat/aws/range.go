package aws

import (
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// rangeIgnored is true of values of Range that S3 takes for no range at all:
// another unit, several ranges, no numbers, or a first byte after the last.
func rangeIgnored() *compat.Predicate {
	return compat.Text("isn't one range of bytes", func(s string) bool {
		spec, ok := byteRange(s)
		if !ok {
			return s != ""
		}
		from, to, found := strings.Cut(spec, "-")
		from, to = strings.TrimSpace(from), strings.TrimSpace(to)
		if !found || from == "" && to == "" {
			return true
		}
		first, err1 := rangeOffset(from)
		last, err2 := rangeOffset(to)
		if err1 || err2 {
			return true
		}
		return from != "" && to != "" && first > last
	}, []any{"bytes=0-9,20-29", "0-9", "bytes=9-0", "bytes=a-b", "items=0-9", "bytes=-"}, []any{"bytes=0-9", "bytes=5-", "bytes=-5", "bytes=-0"})
}

// byteRange returns what follows the unit of a range.
func byteRange(s string) (spec string, ok bool) {
	const unit = "bytes="
	s = strings.TrimSpace(s)
	if len(s) < len(unit) || !strings.EqualFold(s[:len(unit)], unit) {
		return "", false
	}
	return s[len(unit):], true
}

// rangeOffset parses an offset; none is 0, one too large for S3 is as good as
// the largest.
func rangeOffset(s string) (n int64, invalid bool) {
	if s == "" {
		return 0, false
	}
	if !onlyDigits(s) {
		return 0, true
	}
	n, _ = strconv.ParseInt(s, 10, 64)
	return n, false
}

// rangeOfLastZero is true of the range of the last 0 bytes.
func rangeOfLastZero() *compat.Predicate {
	return compat.Text("asks for the last 0 bytes", func(s string) bool {
		spec, ok := byteRange(s)
		return ok && len(spec) > 1 && spec[0] == '-' && strings.Trim(spec[1:], "0") == ""
	}, []any{"bytes=-0"}, []any{"bytes=-1", "bytes=0-0", "bytes=-"})
}

// rangeRules are about reading a part of an object.
func rangeRules() []compat.Rule {
	reads := []compat.Operation{operation.GetObject, operation.HeadObject}
	const (
		docGet         = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html"
		versityRange   = "https://github.com/versity/versitygw/blob/v1.8.0/backend/common.go"
		minioRange     = "https://github.com/minio/minio/blob/7aac2a2c5b7c882e68c1ce017d8256be2feea27f/cmd/httprange.go"
		versityGetPart = "https://github.com/versity/versitygw/blob/v1.8.0/s3api/controllers/object-get.go"
	)
	return []compat.Rule{
		{
			ID:         "range-with-part-number",
			Topic:      "ranges",
			Title:      "A read takes Range or PartNumber, not both",
			Problem:    "Range and PartNumber {value PartNumber} are both set",
			Remedy:     "Keep one",
			Operations: reads,
			When:       compat.All(compat.Set(member.PartNumber), compat.Matches(member.Range, isNotEmpty())),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Cannot specify both Range header and partNumber query parameter"},
			Why:        "A part number stands for the range of bytes that the part takes up in the object.",
			Fix:        "Keep one of the two. To read a range within a part, add the part's offset to it.",
			Sources:    []string{docGet, "recorded:ls-b-0041", stackdCaptures + "/multipart_read_bounds_replay.json"},
			Violating: []compat.Case{
				compat.Given(operation.GetObject, member.PartNumber, 2, member.Range, "bytes=0-8"),
				// It is said before what is wrong with the number.
				compat.Given(operation.GetObject, member.PartNumber, 0, member.Range, "bytes=0-8"),
			},
			Allowed: []compat.Case{compat.Given(operation.GetObject, member.PartNumber, 2), compat.Given(operation.HeadObject, member.Range, "bytes=0-8")},
		},
		{
			ID:         "read-part-number-out-of-range",
			Topic:      "ranges",
			Title:      "The part to read is numbered from 1 to 10,000",
			Problem:    "PartNumber is {value PartNumber}; S3 takes 1 to 10,000",
			Remedy:     "Count from 1",
			Operations: reads,
			When:       compat.Matches(member.PartNumber, notPartNumber()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Part number must be an integer between 1 and 10000, inclusive"},
			Why:        "No object has a part of another number. A number above the object's own count of parts is answered with 416 InvalidPartNumber.",
			Fix:        "Count from 1 to the PartsCount that HeadObject returns when it is asked for a part. An object that wasn't uploaded in parts has part 1 only.",
			Sources:    []string{docGet, versityGetPart, stackdCaptures + "/multipart_read_bounds_replay.json"},
			Violating:  []compat.Case{compat.Given(operation.GetObject, member.PartNumber, 0), compat.Given(operation.HeadObject, member.PartNumber, 10_001)},
			Allowed:    []compat.Case{compat.Given(operation.GetObject, member.PartNumber, 1)},
		},
		{
			ID:         "range-of-last-zero-bytes",
			Topic:      "ranges",
			Title:      "The last 0 bytes can't be read",
			Problem:    "Range is {value Range|for the last 0 bytes}",
			Remedy:     "Skip the request",
			Operations: reads,
			When:       compat.Matches(member.Range, rangeOfLastZero()),
			Answer:     compat.Answer{Status: 416, Code: "InvalidRange", Message: "The requested range is not satisfiable"},
			Why:        "A suffix of no bytes is well formed, but no object can satisfy it.",
			Fix:        "Don't send the request when nothing is to be read.",
			Sources:    []string{docGet, versityRange, localStack("utils.py#L325"), minioRange},
			Violating:  []compat.Case{compat.Given(operation.GetObject, member.Range, "bytes=-0")},
			Allowed:    []compat.Case{compat.Given(operation.GetObject, member.Range, "bytes=-1")},
		},
		{
			ID:         "range-ignored",
			Topic:      "ranges",
			Title:      "A malformed or multiple range reads the whole object",
			Problem:    "Range is {value Range|not one range of bytes}, so the whole object is read",
			Remedy:     "Use bytes=first-last",
			Effect:     compat.Ignored,
			Operations: reads,
			When:       compat.Matches(member.Range, rangeIgnored()),
			Why:        "S3 serves one range per request and ignores a Range that it doesn't understand: the answer is 200 with all of the object, not 206 with a part.",
			Fix:        "Use one of bytes=first-last, bytes=first- and bytes=-count, and one request for each range.",
			Sources:    []string{docGet, localStack("utils.py#L322"), versityRange, "https://github.com/scality/cloudserver/pull/2194"},
			Violating: []compat.Case{
				compat.Given(operation.GetObject, member.Range, "bytes=0-9,20-29"),
				compat.Given(operation.GetObject, member.Range, "0-9"),
				compat.Given(operation.HeadObject, member.Range, "bytes=9-0"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.GetObject, member.Range, "bytes=0-9"),
				compat.Given(operation.GetObject, member.Range, "bytes=1024-"),
			},
		},
	}
}
