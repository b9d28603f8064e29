package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// The figures that README.md shows are those of the recordings.
func TestREADME(t *testing.T) {
	var results []Result
	for _, file := range []string{recordedCases, "testdata/captures.jsonl"} {
		cases, err := ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := range cases {
			results = append(results, Replay(&cases[i]))
		}
	}
	table := NewTable(results)
	accepted := table.AcceptedStopped + table.Accepted[Sent] + table.Accepted[BySDK]
	cases, stopped, coded, _ := table.Recall("request", "bucket")
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		fmt.Sprintf("Measured with %d recorded answers of Amazon S3,", len(results)),
		fmt.Sprintf("| requests that S3 accepted | %d, of which %d are stopped |", accepted, table.AcceptedStopped+table.Accepted[BySDK]),
		fmt.Sprintf("| requests that S3 rejected for what the request or its bucket says | %d, of which %d are stopped, %d with the code that S3 answered |", cases, stopped, coded),
	} {
		if !strings.Contains(string(readme), line) {
			t.Errorf("README.md doesn't say: %s", line)
		}
	}
}
