package explain

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat/aws"
)

// From S3's document alone: what it names says which operation it may have been, and
// which rules come into question.
func TestGuessOfOperation(t *testing.T) {
	implied := "<Code>NotImplemented</Code><Message>" + usualMessages["NotImplemented"][0] + "</Message>"
	method := "<Code>MethodNotAllowed</Code><Message>" + usualMessages["MethodNotAllowed"][0] + "</Message>"
	malformed := "<Code>MalformedXML</Code><Message>" + usualMessages["MalformedXML"][0] + "</Message>"
	argument := "<Code>InvalidArgument</Code><Message>Invalid Argument</Message>"
	for _, c := range []struct {
		name, document string
		first          string
		has, not       []string
		says           []string
	}{
		{"a header", implied + "<Header>x-amz-acl</Header>", "s3:not-implemented",
			[]string{"directory-bucket-acl"}, []string{"s3:unknown-length", "if-match-any"}, []string{"it names the header x-amz-acl"}},
		{"a header of an object", implied + "<Header>If-Match</Header><Resource>/reports/q3.csv</Resource>", "s3:not-implemented",
			[]string{"if-match-any"}, []string{"directory-bucket-acl"}, []string{"as it names an object, most likely one of", "PutObject"}},
		{"method and type", method + "<Method>PUT</Method><ResourceType>ACCELERATE</ResourceType>", "s3:method",
			[]string{"acceleration-region"}, []string{"directory-bucket-configuration-read"}, []string{"most likely one of PutBucketAccelerateConfiguration ("}},
		{"method and type of a policy", method + "<Method>GET</Method><ResourceType>BUCKETPOLICY</ResourceType>", "s3:method",
			[]string{"multi-region-operation"}, []string{"acceleration-region"}, []string{"most likely one of GetBucketPolicy ("}},
		{"a bucket", malformed + "<Resource>/reports</Resource><BucketName>reports</BucketName>", "s3:xml",
			nil, []string{"acceleration-unknown-status"}, []string{"as it names a bucket, most likely one of PutBucketLifecycleConfiguration ("}},
		{"an object", malformed + "<Resource>/reports/q3.csv</Resource>", "s3:xml",
			nil, nil, []string{"as it names an object"}},
		{"no resource", malformed, "s3:xml", nil, nil, []string{"say which operation it was"}},
		{"one part that may be a key", malformed + "<Resource>/q3.csv</Resource>", "s3:xml", nil, nil, []string{"have this answer\n"}},
		{"an argument with its value", argument + "<ArgumentName>max-keys</ArgumentName><ArgumentValue>-1</ArgumentValue>", "s3:argument",
			[]string{"max-keys-negative"}, nil, []string{"max-keys = -1"}},
		{"an argument of one rule", argument + "<ArgumentName>max-uploads</ArgumentName><ArgumentValue>-1</ArgumentValue>", "max-uploads-negative", nil, nil, nil},
		{"an upload", "<Code>NoSuchUpload</Code><Message>" + usualMessages["NoSuchUpload"][0] + "</Message><UploadId>u</UploadId>", "s3:no-such-upload",
			[]string{"upload-gone"}, nil, []string{"ListParts"}},
		{"a state", "<Code>InvalidBucketState</Code><Message>" + usualMessages["InvalidBucketState"][0] + "</Message><Resource>/reports</Resource>", "s3:bucket-state",
			nil, nil, []string{"as it names a bucket"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, err := ParseError([]byte("<Error>" + c.document + "<RequestId>R</RequestId></Error>"))
			if err != nil {
				t.Fatal(err)
			}
			x := Explain(e, nil)
			var ids []string
			for _, cause := range x.Causes {
				ids = append(ids, cause.ID)
			}
			text := x.String() + "\n"
			if len(ids) == 0 || ids[0] != c.first {
				t.Errorf("want %s first:\n%s", c.first, text)
			}
			for _, id := range c.has {
				if !slices.Contains(ids, id) {
					t.Errorf("%s is missing:\n%s", id, text)
				}
			}
			for _, id := range c.not {
				if slices.Contains(ids, id) {
					t.Errorf("%s is there:\n%s", id, text)
				}
			}
			for _, w := range c.says {
				if !strings.Contains(text, w) {
					t.Errorf("doesn't say %q:\n%s", w, text)
				}
			}
		})
	}
}

// A code alone promotes nothing: whatever S3's usual message and the resource are, no
// rule is likely.
func TestCodeAlonePromotesNothing(t *testing.T) {
	for code, forms := range usualMessages {
		for _, resource := range []string{"", "<Resource>/reports</Resource>", "<Resource>/reports/q3.csv</Resource>", "<Method>PUT</Method><ResourceType>BUCKET</ResourceType>"} {
			message := strings.ReplaceAll(forms[0], "…", "x")
			e, err := ParseError([]byte("<Error><Code>" + code + "</Code><Message>" + message + "</Message>" + resource + "</Error>"))
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range Explain(e, nil).Causes {
				if aws.Catalog().Rule(c.ID) != nil && c.Certainty != Possible && sharedMessage(c.ID) {
					t.Errorf("%s%s: %s is %s", code, resource, c.ID, c.Certainty)
				}
			}
		}
	}
}

// sharedMessage reports whether the answer of a rule is also that of others.
func sharedMessage(id string) bool {
	n := 0
	own := aws.Catalog().Rule(id).Answer
	for _, r := range aws.Catalog().Rules() {
		if r.Answer.Code == own.Code {
			n++
		}
	}
	return n > 1
}

// Of the rules for an operation that is known, those about it alone come before those
// about every request.
func TestNarrowRulesFirst(t *testing.T) {
	x := Explain(textError("operation error S3: PutBucketAccelerateConfiguration, https response error StatusCode: 405, RequestID: R, HostID: H, api error MethodNotAllowed: The specified method is not allowed against this resource."), nil)
	at := func(id string) int { return slices.IndexFunc(x.Causes, func(c Cause) bool { return c.ID == id }) }
	if a, b := at("access-point-bucket-write"), at("bucket-name-empty"); a < 0 || b >= 0 && b < a {
		t.Errorf("%s", x)
	}
}

// A copy source that isn't percent-encoded is explained by the catalogue's rules, with
// their ids, and not where it is encoded.
func TestCopySourceInClear(t *testing.T) {
	for source, want := range map[string]string{
		"src/lessons/c#.pdf": "copy-source-cut", "src/lessons/c++.pdf": "copy-source-plus",
		"/src/a#b?versionId=3sL4kqtJlcpXroDTDmJ": "copy-source-cut",
		"src/lessons/c%23.pdf":                   "", "src/lessons/c%2B%2B.pdf": "",
	} {
		bucket, key := "dst", "k"
		in := &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: &source}
		x := ExplainInput(&S3Error{Code: "NoSuchKey", Message: "The specified key does not exist."}, in, nil)
		found := ""
		for _, c := range x.Causes {
			if strings.HasPrefix(c.ID, "copy-source-") {
				found += c.ID
			}
			if strings.HasPrefix(c.ID, "s3:copy-source") {
				t.Errorf("%s: %s isn't a rule", source, c.ID)
			}
		}
		if found != want {
			t.Errorf("%s: %q, want %q: %s", source, found, want, x)
		}
	}
}
