package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const recordedCases = "testdata/cases.jsonl"

func replayAll(t *testing.T) []Result {
	t.Helper()
	cases, err := ReadFile(recordedCases)
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) == 0 {
		t.Fatal("no cases")
	}
	results := make([]Result, len(cases))
	for i := range cases {
		results[i] = Replay(&cases[i])
	}
	return results
}

// No request that S3 accepted is stopped, and nearly all that it rejected for a
// reason that can be known are.
func TestRecordedAnswers(t *testing.T) {
	results := replayAll(t)
	table := NewTable(results)
	if table.AcceptedStopped != 0 || table.Accepted[BySDK] != 0 {
		t.Errorf("accepted requests were stopped:\n%s", printed(table))
	}
	cases, stopped, coded, bySDK := table.Recall("request", "bucket")
	t.Logf("%d cases: %d stopped, %d with the recorded code, %d refused by the SDK", cases, stopped, coded, bySDK)
	if 100*stopped < 98*cases {
		t.Errorf("only %d of %d stopped:\n%s", stopped, cases, printed(table))
	}
	if 100*coded < 95*cases {
		t.Errorf("only %d of %d with the recorded code:\n%s", coded, cases, printed(table))
	}
	for _, r := range results {
		if r.Outcome == Inexpressed && !strings.Contains(r.Reason, "a website endpoint isn't an endpoint of the API") {
			t.Errorf("%s is left out: %s", r.ID, r.Reason)
		}
		if strings.Contains(r.Reason, "although the call was stopped") {
			t.Errorf("%s: %s", r.ID, r.Reason)
		}
	}
}

// Each rejection that the request or its bucket should have told, and that was let
// through, is listed with the reason.
func TestMissed(t *testing.T) {
	captures, err := ReadFile("testdata/captures.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	results := replayAll(t)
	for i := range captures {
		results = append(results, Replay(&captures[i]))
	}
	for i := range results {
		if r := &results[i]; r.missed() && (r.why() == "" || !strings.Contains(printed(NewTable(results)), "missed: "+r.ID+" "+r.Op+": "+r.why())) {
			t.Errorf("%s is missed, and no reason is given", r.ID)
		}
	}
	for id := range reasons {
		if !slices.ContainsFunc(results, func(r Result) bool { return r.ID == id && r.missed() }) {
			t.Errorf("%s has a reason, and isn't missed", id)
		}
	}
}

func printed(table *Table) string {
	var b strings.Builder
	table.Print(&b, true)
	return b.String()
}

// Every case can be decoded whose operation the SDK has: a case that can't
// would count as sent.
func TestCasesDecode(t *testing.T) {
	cases, err := ReadFile(recordedCases)
	if err != nil {
		t.Fatal(err)
	}
	for i := range cases {
		c := &cases[i]
		if c.Wire != nil {
			continue // it is no input
		}
		if _, err := decode(c); err != nil {
			t.Errorf("%s: %v", c.ID, err)
		}
	}
}

// Bad lines are told with file and line, and the others are replayed.
func TestBadLines(t *testing.T) {
	good := `{"id":"a","op":"ListBuckets","input":{},"status":200,"code":"","message":"","needs":"request"}`
	file := filepath.Join(t.TempDir(), "cases.jsonl")
	lines := []string{
		good,
		"",
		"{",
		`{"id":"","op":"ListBuckets","status":200,"needs":"request"}`,
		`{"id":"b","op":"ListBuckets","status":200,"needs":"luck"}`,
		`{"id":"c","op":"ListBuckets","status":7,"needs":"request"}`,
		`{"id":"d","status":200,"needs":"request"}`,
		good + good,
		good,
		`[1]`,
	}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err := run([]string{"-json", file}, &out)
	if err == nil {
		t.Fatal("bad lines passed")
	}
	for _, line := range []int{3, 4, 5, 6, 7, 8, 9, 10} {
		if place := fmt.Sprintf("%s:%d:", file, line); !strings.Contains(err.Error(), place) {
			t.Errorf("the error doesn't name line %d:\n%v", line, err)
		}
	}
	var r Result
	if err := json.Unmarshal([]byte(out.String()), &r); err != nil || r.ID != "a" || r.Outcome != Sent {
		t.Errorf("%v: %s", err, out.String())
	}
	if err := run([]string{filepath.Join(t.TempDir(), "none.jsonl")}, &out); err == nil {
		t.Error("a file that doesn't exist passed")
	}
	if err := run(nil, &out); err == nil {
		t.Error("no file passed")
	}
}

// What is unknown or can't be decoded is no reason to stop, and is told.
func TestUnknownCases(t *testing.T) {
	for name, line := range map[string]string{
		"operation": `{"id":"a","op":"NoSuchOperation","input":{},"status":400,"code":"X","needs":"request"}`,
		"member":    `{"id":"a","op":"GetObject","input":{"NoSuchMember":1},"status":400,"code":"X","needs":"request"}`,
		"type":      `{"id":"a","op":"GetObject","input":{"Bucket":[7]},"status":400,"code":"X","needs":"request"}`,
	} {
		cases, err := Read(name, strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if r := Replay(&cases[0]); r.Outcome != Sent || r.Reason == "" {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"id":"a","op":"GetObject","input":{"Bucket":"b","Key":"k"},"status":200,"needs":"request"}`)
	f.Add("{\n}")
	f.Fuzz(func(t *testing.T, text string) {
		cases, _ := Read("fuzz", strings.NewReader(text))
		for i := range cases {
			if len(cases[i].Input) < 20 {
				Replay(&cases[i])
			}
		}
	})
}
