package explain

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"

	"github.com/s3safe/s3safe-go/compat/operation"

	catalog "github.com/s3safe/s3safe-go/compat/aws"
)

// A publishedMessage is a line of testdata/published.tsv.
type publishedMessage struct {
	code, operation, message string
	causes                   []string
	source                   string
}

func publishedMessages(t *testing.T) []publishedMessage {
	t.Helper()
	raw, err := os.ReadFile("testdata/published.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []publishedMessage
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 5 || f[2] == "" || f[3] == "" {
			t.Fatalf("malformed: %q", line)
		}
		out = append(out, publishedMessage{f[0], strings.TrimPrefix(f[1], "-"), f[2], strings.Fields(f[3]), f[4]})
	}
	return out
}

// TestPublishedMessages explains every message of Amazon's that is known beyond
// the recorded ones, without input or capture: what is recognised is recognised
// by its words, and the first cause must be the one that a person found.
func TestPublishedMessages(t *testing.T) {
	distinct := map[string]bool{}
	for _, c := range recordedCases(t) {
		if c.Code == "InvalidRequest" || c.Code == "InvalidArgument" {
			distinct[c.Code+plainMessage(c.Message)] = true
		}
	}
	recorded := len(distinct)
	all := publishedMessages(t)
	recognised := 0
	for _, p := range all {
		if p.code == "InvalidRequest" || p.code == "InvalidArgument" {
			distinct[p.code+plainMessage(p.message)] = true
		}
		if _, known := operation.Parse(p.operation); p.operation != "" && !known {
			t.Errorf("%s isn't an operation", p.operation)
		}
		if !soundSource(p.source) {
			t.Errorf("%s: source %q", p.message, p.source)
		}
		x := Explain(&S3Error{Status: 400, Code: p.code, Message: p.message}, &capture.Capture{Operation: p.operation, Missing: []string{"members"}})
		var ids []string
		for _, c := range x.Causes {
			ids = append(ids, c.ID)
		}
		if !x.Recognised {
			t.Errorf("%s: %s isn't recognised", p.code, p.message)
			continue
		}
		recognised++
		if len(ids) == 0 || !slices.Contains(p.causes, ids[0]) {
			t.Errorf("%s: %s: first cause of %v, want one of %v", p.code, p.message, ids, p.causes)
		}
		for _, want := range p.causes {
			if !slices.Contains(ids, want) {
				t.Errorf("%s: %s: causes %v, want %v", p.code, p.message, ids, p.causes)
			}
		}
	}
	t.Logf("recognised: %d of %d messages published or quoted (%.1f %%); InvalidRequest and InvalidArgument have %d distinct messages, %d of them recorded",
		recognised, len(all), 100*float64(recognised)/float64(len(all)), len(distinct), recorded)
	if len(distinct) < 40 {
		t.Errorf("only %d distinct messages of InvalidRequest and InvalidArgument", len(distinct))
	}
}

// TestForeignMessages: a message isn't recognised by its code, nor by having
// some of a known one's words.
func TestForeignMessages(t *testing.T) {
	foreign := map[string][]string{
		"InvalidRequest": {
			"Something that nobody has seen yet.",
			"The request body was too small.", // another provider's
			"Missing required header for this request: X-Something",
			"The authorization mechanism you have provided is not supported.",
			"S3 Transfer Acceleration is not supported",
			"S3 Transfer Acceleration is tired today",
			"The next token is green.",
			"At least one elephant must be specified.",
			"Value for x-amz-checksum-sha256 header is beautiful.",
			"Content-MD5 OR x-amz-checksum- HTTP header is required",
			"The upload was created using a crc32c checksum.",
			"Checksum algorithm not supported in this build: CRC64NVME.",
			"You must specify at least one part and one more",
			"Destination bucket must have legal hold enabled.",
		},
		"InvalidArgument": {
			"Argument of the day",
			"Invalid version id specified by you",
			"x-amz-content-sha256 must be lower case",
			"Header value cannot be represented using EBCDIC.",
			"header is not supported for this operation in this Region",
			"'Days' in Transition action must be a prime number",
			"Unable to validate",
			"Bucket POST must contain a field",
		},
		"InvalidBucketState": {"The bucket is asleep."},
		"InvalidObjectState": {"Restore is not allowed on Sundays"},
		"NotImplemented":     {"A trailer you provided implies functionality that is not implemented"},
		"MalformedXML":       {"The XML you provided was well-formed, but we did not like it"},
	}
	for code, messages := range foreign {
		for _, m := range messages {
			for _, op := range []string{"", "PutObject", "PutBucketLifecycleConfiguration"} {
				x := Explain(&S3Error{Status: 400, Code: code, Message: m}, &capture.Capture{Operation: op, Missing: []string{"members"}})
				if x.Recognised || len(x.Next) == 0 {
					t.Errorf("%s: %s (%s):\n%s", code, m, op, x)
				}
				for _, c := range x.Causes {
					if c.Certainty != Possible {
						t.Errorf("%s: %s (%s) is %s to be %s", code, m, op, c.Certainty, c.ID)
					}
				}
			}
		}
	}
	// The words of one code don't count with another.
	for _, p := range publishedMessages(t) {
		if x := Explain(&S3Error{Status: 400, Code: "Teapot", Message: p.message}, nil); x.Recognised || len(x.Causes) > 0 {
			t.Errorf("%s", x)
		}
	}
}

// TestNearMisses: messages that differ by few words have different causes.
func TestNearMisses(t *testing.T) {
	for _, pair := range []struct{ code, message, want string }{
		{"InvalidRequest", "Bucket is missing Object Lock Configuration", "object-lock-operation-not-enabled"},
		{"InvalidRequest", "Bucket is missing ObjectLockConfiguration", "object-lock-not-enabled"},
		{"InvalidRequest", "S3 Transfer Acceleration is not supported on this bucket. Contact Support", "s3:acceleration-unavailable"},
		{"InvalidRequest", "S3 Transfer Acceleration is not configured on this bucket", "accelerate-not-configured"},
		{"InvalidRequest", "S3 Transfer Acceleration is not supported for buckets with non-DNS compliant names", "s3:acceleration-name"},
		{"InvalidRequest", "Missing required header for this request: Content-MD5", "s3:content-md5-missing"},
		{"InvalidRequest", "Missing required header for this request: x-amz-content-sha256", "s3:payload-hash-missing"},
		{"InvalidRequest", "Content-MD5 HTTP header is required for Put Object requests with Object Lock parameters", "s3:object-lock-needs-checksum"},
		{"InvalidRequest", "Value for x-amz-checksum-sha256 header is invalid.", "checksum-value-malformed"},
		{"InvalidRequest", "Value for x-amz-checksum-type header is invalid.", "checksum-type-unknown"},
		{"InvalidRequest", "Value for x-amz-checksum-mode header is invalid.", "checksum-mode-unknown"},
		{"InvalidRequest", "Value for x-amz-checksum-sha256 trailing header is invalid.", "s3:trailer-value"},
		{"InvalidRequest", "Value for x-amz-sdk-checksum-algorithm header is invalid.", "checksum-algorithm-contradicts-value"},
		{"InvalidRequest", "The upload was created using a crc32c checksum. The complete request must include the checksum for each part. It was missing for part 7 in the request.", "complete-part-checksum-missing"},
		{"InvalidRequest", "The upload was created using the COMPOSITE checksum mode. The complete request must use the same checksum mode.", "complete-checksum-type-not-of-upload"},
		{"InvalidRequest", "The number of lifecycle rules must not exceed the allowed limit of 1000 rules.", "lifecycle-too-many-rules"},
		{"InvalidRequest", "The number of replication rules must not exceed the allowed limit of 1000 rules.", "replication-too-many-rules"},
		{"InvalidArgument", "Version id cannot be the empty string", "version-id-empty"},
		{"InvalidArgument", "Invalid version id specified", "s3:version-id-form"},
		{"InvalidArgument", "Invalid copy source object key", "copy-source-key"},
		{"InvalidArgument", "Invalid copy source encoding", "copy-source-encoding"},
		{"InvalidArgument", "'Days' in the Expiration action for filter '()' must be greater than 'Days' in the Transition action", "lifecycle-expiration-order"},
		{"InvalidArgument", "'Days' in Transition action must be greater than or equal to 30 for storageClass 'ONEZONE_IA'", "lifecycle-transition-ia-days"},
		{"InvalidArgument", "Unknown metadata directive.", "copy-metadata-directive"},
		{"InvalidArgument", "Unknown tagging directive.", "copy-tagging-directive"},
	} {
		x := Explain(&S3Error{Status: 400, Code: pair.code, Message: pair.message}, nil)
		if !x.Recognised || x.Causes[0].ID != pair.want {
			t.Errorf("%s: want %s\n%s", pair.message, pair.want, x)
		}
	}
}

// TestRuleForms: the additional forms belong to rules, have sources, and lead to
// their rule.
func TestRuleForms(t *testing.T) {
	for _, f := range ruleForms {
		r := catalog.Catalog().Rule(f.rule)
		if r == nil {
			t.Errorf("there is no rule %s", f.rule)
			continue
		}
		for source := range strings.FieldsSeq(f.sources) {
			if !soundSource(source) {
				t.Errorf("%s: source %q", f.rule, source)
			}
		}
		for form := range strings.SplitSeq(f.message, "|") {
			if r.Answer.Code == f.code && plainMessage(r.Answer.Message) == plainMessage(form) {
				t.Logf("%s has the message %q itself now: the form can go", f.rule, form)
				continue
			}
			x := Explain(&S3Error{Status: 400, Code: f.code, Message: strings.ReplaceAll(form, "…", "this")}, &capture.Capture{Operation: r.Operations[0].String(), Missing: []string{"members"}})
			var ids []string
			for _, c := range x.Causes {
				ids = append(ids, c.ID)
			}
			if !x.Recognised || !slices.Contains(ids, f.rule) {
				t.Errorf("%s: %q leads to %v", f.rule, form, ids)
			}
		}
	}
}

// TestPublishedCodes: every code of AWS's lists is explained by itself, except
// those that leave the cause to the message.
func TestPublishedCodes(t *testing.T) {
	raw, err := os.ReadFile("../../../internal/accounting/codes/published.tsv")
	if err != nil {
		t.Fatal(err)
	}
	all, explained := 0, 0
	for line := range strings.Lines(string(raw)) {
		code, _, _ := strings.Cut(line, "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		all++
		x := Explain(&S3Error{Status: 400, Code: code}, nil)
		switch {
		case len(x.Causes) > 0 && x.Recognised:
			explained++
		case !hasWord(broadCodes, code):
			t.Errorf("%s isn't explained", code)
		}
		if x := Explain(&S3Error{Status: 400, Code: code, Message: "Nobody has seen this message."}, nil); x.Recognised {
			t.Errorf("%s with any message is said to be recognised:\n%s", code, x)
		}
	}
	t.Logf("explained by the code alone: %d of %d published codes", explained, all)
}
