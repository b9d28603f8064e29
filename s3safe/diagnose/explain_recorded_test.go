package diagnose

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// recordedCase is what the test needs of a line of the recorded answers.
type recordedCase struct {
	ID       string                     `json:"id"`
	Op       string                     `json:"op"`
	Input    map[string]json.RawMessage `json:"input"`
	Endpoint struct {
		SigningRegion string `json:"signingRegion"`
	} `json:"endpoint"`
	Status  int    `json:"status"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func recordedCases(t *testing.T) []recordedCase {
	t.Helper()
	raw, err := os.ReadFile("../../internal/recorded/testdata/cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var out []recordedCase
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c recordedCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.Message != "" {
			out = append(out, c)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// explainRecorded explains a case as an application that has the input would.
func explainRecorded(t *testing.T, c recordedCase) *Explanation {
	t.Helper()
	e := &S3Error{Status: c.Status, Code: c.Code, Message: c.Message}
	// An entry in the answer of DeleteObjects, as the recording writes it.
	if code, message, ok := strings.Cut(strings.TrimPrefix(c.Message, "Errors[0]: "), ": "); ok && strings.HasPrefix(c.Message, "Errors[0]: ") {
		e.Code, e.Message = code, message
	}
	var input any
	capture := &Capture{Operation: c.Op, Missing: []string{"signed"}}
	if op, ok := operation.Parse(c.Op); ok && len(c.Input) > 0 {
		raw, err := json.Marshal(c.Input)
		if err != nil {
			t.Fatal(err)
		}
		if input, err = sdk.DecodeInput(op, raw); err != nil {
			t.Fatalf("%s: %v", c.ID, err)
		}
	} else {
		capture.Missing = append(capture.Missing, "members")
	}
	return ExplainInput(e, input, capture)
}

// TestRecordedMessages explains every recorded answer that has a message, and
// compares the first cause with testdata/explained.tsv, which was read by a
// person: the cause must be that of the case, not just some cause.
func TestRecordedMessages(t *testing.T) {
	cases := recordedCases(t)
	recognised, invalid := 0, map[string]bool{}
	var got []string
	for _, c := range cases {
		x := explainRecorded(t, c)
		if x.Recognised {
			recognised++
		} else {
			t.Errorf("%s %s: %s: %s isn't recognised", c.ID, c.Op, c.Code, c.Message)
		}
		if c.Code == "InvalidRequest" || c.Code == "InvalidArgument" {
			invalid[c.Code+": "+c.Message] = true
		}
		first := "none\t"
		if len(x.Causes) > 0 {
			first = x.Causes[0].ID + "\t" + string(x.Causes[0].Certainty)
		}
		op := c.Op
		if op == "" {
			op = "-"
		}
		got = append(got, strings.Join([]string{c.ID, op, c.Code, first}, "\t"))
	}
	slices.Sort(got)
	t.Logf("recognised: %d of %d recorded answers with a message (%.1f %%), among them %d distinct messages of InvalidRequest and InvalidArgument",
		recognised, len(cases), 100*float64(recognised)/float64(len(cases)), len(invalid))
	if len(invalid) < 29 {
		t.Errorf("only %d distinct messages of InvalidRequest and InvalidArgument: the recordings aren't complete", len(invalid))
	}
	want, err := os.ReadFile("testdata/explained.tsv")
	if err != nil {
		t.Fatal(err)
	}
	have := strings.Join(got, "\n") + "\n"
	if have != string(want) {
		if name := os.Getenv("S3SAFE_WRITE_EXPLAINED"); name != "" {
			if err := os.WriteFile(name, []byte(have), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		t.Errorf("the first causes differ from testdata/explained.tsv:\n%s", firstDifference(string(want), have))
	}
}

// TestRecordedMessagesAlone explains the same without input and capture.
func TestRecordedMessagesAlone(t *testing.T) {
	for _, c := range recordedCases(t) {
		if c.Code == "" {
			continue
		}
		x := Explain(&S3Error{Status: c.Status, Code: c.Code, Message: c.Message}, nil)
		if !x.Recognised || len(x.Causes) == 0 {
			t.Errorf("%s: %s: %s isn't recognised", c.ID, c.Code, c.Message)
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range g {
		if i >= len(w) || w[i] != g[i] {
			old := "(nothing)"
			if i < len(w) {
				old = w[i]
			}
			return fmt.Sprintf("line %d\n  was %s\n  is  %s", i+1, old, g[i])
		}
	}
	return fmt.Sprintf("%d lines were, %d are", len(w), len(g))
}

// TestPublishedMessages: the reasons that S3's published list gives for
// InvalidRequest and InvalidArgument are recognised, whatever the operation, in
// the wordings that the list has had.
func TestPublishedMessages(t *testing.T) {
	for code, messages := range map[string][]string{
		"InvalidArgument": usualMessages["InvalidArgument"],
		"InvalidRequest": {
			"Please use AWS4-HMAC-SHA256.",
			"The request is using the wrong signature version. Use AWS4-HMAC-SHA256 (Signature Version 4).",
			"An access point can be created only for an existing bucket.",
			"The access point can only be created for existing bucket.",
			"The access point is not in a state where it can be deleted.",
			"An access point can be listed only for an existing bucket.",
			"The next token is not valid.",
			"The next token is invalid.",
			"At least one action must be specified in a lifecycle rule.",
			"At least one lifecycle rule must be specified.",
			"The number of lifecycle rules must not exceed the allowed limit of 1000 rules.",
			"Number of lifecycle rules should not exceed allowed limit of 1000 rules.",
			"The range for the MaxResults parameter is not valid.",
			"Invalid range for parameter MaxResults.",
			"SOAP requests must be made over an HTTPS connection.",
			"Amazon S3 Transfer Acceleration is not supported for buckets with non-DNS compliant names.",
			"Amazon S3 Transfer Acceleration is not supported for buckets with periods (.) in their names.",
			"The Amazon S3 Transfer Acceleration endpoint supports only virtual style requests.",
			"Amazon S3 Transfer Accelerate endpoint only supports virtual style requests.",
			"Amazon S3 Transfer Acceleration is not configured on this bucket.",
			"Amazon S3 Transfer Accelerate is disabled on this bucket.",
			"Amazon S3 Transfer Acceleration is not supported on this bucket. For assistance, contact Support.",
			"Amazon S3 Transfer Acceleration cannot be enabled on this bucket. Contact AWS Support for more information.",
			"Conflicting values provided in HTTP headers and query parameters.",
			"Conflicting values provided in HTTP headers and POST form fields.",
			"CopyObject request made on objects larger than 5GB in size.",
		},
	} {
		for _, message := range messages {
			x := Explain(&S3Error{Status: 400, Code: code, Message: message}, nil)
			if !x.Recognised || len(x.Causes) == 0 || x.Causes[0].Certainty == Possible && len(x.Causes) == 1 {
				t.Errorf("%s\n%s", message, x)
			}
		}
	}
}
