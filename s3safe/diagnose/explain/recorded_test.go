package explain

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"

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
	raw, err := os.ReadFile("../../../internal/recorded/testdata/cases.jsonl")
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
	capture := &capture.Capture{Operation: c.Op, Missing: []string{"signed"}}
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
