package cli

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
)

// Every rule is shown by its id, and no code of S3's is taken for one.
func TestExplainKnowsRuleIDs(t *testing.T) {
	for _, r := range aws.WireCatalog().Rules() {
		if !ruleID.MatchString(r.ID) {
			t.Errorf("%s isn't seen to be an id", r.ID)
		}
		if ruleID.MatchString(r.Answer.Code) && r.Answer.Code != "" {
			t.Errorf("%s is seen as an id", r.Answer.Code)
		}
	}
}

// Material that is cut anywhere is an error; whole it isn't, nor are lines of logs that
// begin alike.
func TestExplainCutMaterial(t *testing.T) {
	for _, whole := range []string{
		`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Error><Code>InvalidRequest</Code><Message>Missing required header</Message><RequestId>1</RequestId></Error>`,
		`<ErrorResponse xmlns="urn:x"><Error a="b"><Code>A</Code></Error></ErrorResponse>`,
		`{"Error": {"Code": "InvalidRequest", "Message": "a \"b\" {", "List": [1, {"a": null}]}}`,
		`[{"level": "error", "msg": "api error InvalidRequest"}]`,
	} {
		if brokenOff(whole) {
			t.Errorf("%s is taken to be cut", whole)
		}
		for n := 1; n < len(whole); n++ {
			cut := strings.TrimSpace(whole[:n])
			_, err := explanationsOf("it", cut)
			if want := fmt.Sprintf("it: it begins as %s and breaks off", formatOf(whole)); err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%s: %v", cut, err)
			}
		}
	}
	for _, text := range []string{
		`[2026-03-01T12:00:00Z] api error InvalidRequest: a`, `[ERROR] api error NoSuchKey`, `{"a": 1} {"b": 2}`, `{code: NoSuchKey`,
		`<14>Mar 1 12:00:00 api error NoSuchKey`, `<nil> api error NoSuchKey`, `<html><body><p>502 Bad Gateway<hr>`, `<HTML><BODY><HR>403</BODY></HTML>`,
		`<Error><Code>A</Code></Error> <and more`,
	} {
		if brokenOff(text) {
			t.Errorf("%s is taken to be cut", text)
		}
	}
}

// TestExplainCode: a code without a message is explained as far as it says anything.
func TestExplainCode(t *testing.T) {
	for text, want := range map[string]string{
		"AccessDenied":          "AccessDenied\n1. likely: ",
		"SignatureDoesNotMatch": "SignatureDoesNotMatch\n1. likely: ",
		"NoSuchKey:":            "NoSuchKey\n1. likely: ",
		"InvalidRequest":        "s3safe: S3 says InvalidRequest for many reasons: give its message, too; s3safe rules list --code InvalidRequest lists ",
		"Hello":                 "no answer of S3's was found in the text: Hello\nnext:\n- give ",
	} {
		var out, errs bytes.Buffer
		code := Main([]string{"explain", text}, strings.NewReader(""), &out, &errs)
		got := out.String() + errs.String()
		if !strings.Contains(got, want) || (code == failed) != strings.HasPrefix(want, "s3safe: ") {
			t.Errorf("%s: status %d: %s", text, code, got)
		}
	}
	// What is listed is what is counted.
	var out, listed, errs bytes.Buffer
	Main([]string{"explain", "InvalidRequest"}, strings.NewReader(""), &out, &errs)
	Main([]string{"rules", "list", "--code", "InvalidRequest"}, strings.NewReader(""), &listed, &errs)
	if n := strings.Count(listed.String(), "\n"); !strings.Contains(errs.String(), fmt.Sprintf("lists %d rules\n", n)) {
		t.Errorf("%d rules are listed: %s", n, errs.String())
	}
}
