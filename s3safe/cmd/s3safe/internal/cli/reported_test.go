package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestReported: the messages that people reported are explained in each of the forms
// in which clients write them: the cause comes first, with code, status and operation
// as far as the form has them. The message alone leads to the same cause, or to none.
func TestReported(t *testing.T) {
	raw, err := os.ReadFile("testdata/reported.tsv")
	if err != nil {
		t.Fatal(err)
	}
	alone := 0
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")[1:]
	for _, line := range lines {
		f := strings.Split(line, "\t")
		op, status, code, causes, message := f[1], f[2], f[3], strings.Split(f[4], "|"), f[5]
		said := op
		if said == "" {
			said = "GetObject" // some operation; the report doesn't say which
		}
		type form struct {
			name, text         string
			code, status, says bool // what is in it
		}
		for _, x := range []form{
			{"the SDK for Go", fmt.Sprintf("operation error S3: %s, https response error StatusCode: %s, RequestID: A1, HostID: b/2=, api error %s: %s", said, status, code, message), true, true, true},
			{"the AWS CLI", fmt.Sprintf("An error occurred (%s) when calling the %s operation: %s", code, said, message), true, false, true},
			{"the SDK for JavaScript", code + ": " + message, true, false, false},
			{"S3's document", "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>", true, false, false},
			{"the SDK for Java", fmt.Sprintf("software.amazon.awssdk.services.s3.model.S3Exception: %s (Service: S3, Status Code: %s, Request ID: A1, Extended Request ID: b/2=)", message, status), false, true, false},
			{"the message alone", message, false, false, false},
		} {
			for _, stdin := range []bool{false, true} {
				args := []string{"explain", "-o", "json", "--", x.text}
				if stdin {
					args[len(args)-1] = "-"
				}
				var out, errs bytes.Buffer
				exit := Main(args, strings.NewReader(x.text+"\n"), &out, &errs)
				var got []struct {
					Code, Operation string
					Status          int
					Causes          []struct{ ID string }
				}
				if exit != nothing || json.Unmarshal(out.Bytes(), &got) != nil || len(got) != 1 {
					t.Errorf("%s of %s: status %d, output %q, error %q", x.name, message, exit, out.String(), errs.String())
					continue
				}
				e := got[0]
				first := ""
				if len(e.Causes) > 0 {
					first = e.Causes[0].ID
				}
				if x.code && e.Code != code || x.status && fmt.Sprint(e.Status) != status || x.says && e.Operation != said {
					t.Errorf("%s of %s: code %q, status %d, operation %q", x.name, message, e.Code, e.Status, e.Operation)
				}
				if !slices.Contains(causes, first) && (x.code || first != "") {
					t.Errorf("%s of %s: the first cause is %q, want %q", x.name, message, first, causes)
				}
				if x.name == "the message alone" && first != "" && !stdin {
					alone++
				}
			}
		}
	}
	t.Logf("%d messages, %d of which are enough alone", len(lines), alone)
	if alone < len(lines)/2 {
		t.Errorf("only %d of %d messages are enough alone", alone, len(lines))
	}
}
