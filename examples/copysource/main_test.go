package main

import (
	"context"
	"os"
	"strings"
	"testing"
)

// The output that README.md shows is what the program prints.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "```text\n"+out.String()+"```\n") {
		t.Errorf("README.md doesn't show this output:\n%s", out.String())
	}
}
