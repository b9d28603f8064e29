package parse_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/parse"
)

func members(c *capture.Capture) string {
	var names []string
	for _, m := range c.Members {
		names = append(names, m.Name)
	}
	return c.Operation + " " + strings.Join(names, " ")
}

// TestMembersOfTheBody: a log that has a document tells which members it has, and
// nothing of what is in them.
func TestMembersOfTheBody(t *testing.T) {
	const secret = "hunter2hunter2"
	doc := "<SelectObjectContentRequest><Expression>SELECT " + secret + "</Expression><ExpressionType>SQL</ExpressionType>" +
		"<InputSerialization><JSON><Type>LINES</Type></JSON></InputSerialization><OutputSerialization><JSON/></OutputSerialization>" +
		"<ScanRange><Start>1</Start></ScanRange></SelectObjectContentRequest>"
	want := "SelectObjectContent Bucket Expression ExpressionType InputSerialization Key OutputSerialization ScanRange"

	dump := fmt.Sprintf("POST /k?select&select-type=2 HTTP/1.1\r\nHost: reports.s3.eu-west-1.amazonaws.com\r\nContent-Length: %d\r\n\r\n%s", len(doc), doc)
	c, err := parse.ParseDump("dump", strings.NewReader(dump), nil)
	if err != nil || members(c) != want {
		t.Errorf("%v, %v", members(c), err)
	}
	har := fmt.Sprintf(`{"log": {"entries": [{"request": {"method": "POST", "url": "https://reports.s3.eu-west-1.amazonaws.com/k?select&select-type=2",
		"headers": [], "bodySize": %d, "postData": {"text": %q}}}]}}`, len(doc), doc)
	list, err := parse.ParseHAR("har", strings.NewReader(har))
	if err != nil || len(list) != 1 || members(list[0]) != want {
		t.Fatalf("%v, %v", list, err)
	}
	for _, c := range append(list, c) {
		if strings.Contains(fmt.Sprintf("%+v", c), secret) {
			t.Errorf("%+v", c)
		}
	}
	// Without the document, only that there is one is known.
	c, err = parse.ParseDump("dump", strings.NewReader(strings.TrimSuffix(dump, doc)), nil)
	if err != nil || members(c) != strings.TrimSuffix(want, " ScanRange") {
		t.Errorf("%v, %v", members(c), err)
	}
}

// TestTargetsOfHosts: what a host addresses is the Bucket member.
func TestTargetsOfHosts(t *testing.T) {
	for host, bucket := range map[string]string{
		"reports-ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com":     "arn:aws:s3:us-west-2:123456789012:accesspoint/reports-ap",
		"reports--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com": "reports--usw2-az1--x-s3",
	} {
		c, err := parse.ParseDump("dump", strings.NewReader("GET /k HTTP/1.1\r\nHost: "+host+"\r\n\r\n"), nil)
		if err != nil {
			t.Fatal(err)
		}
		found := ""
		for _, m := range c.Members {
			if m.Name == "Bucket" {
				found = m.Value
			}
		}
		if found != bucket {
			t.Errorf("%s: %q, want %q", host, found, bucket)
		}
	}
}
