package redact_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// What a pattern finds, it finds also where something is glued to it.
func TestTextGluedSecrets(t *testing.T) {
	const word = "TOPSECRET0TOPSECRET1"
	hex := strings.Repeat("0123456789abcdef", 4)
	for _, s := range []string{
		"id_" + hex, "z" + hex + "z", "sig" + hex + "_old", "x=" + hex,
		"proxy_Bearer " + word, "myBearer " + word, "2Basic " + word, "_Digest " + word, "_AWS AKID:" + word, "Negotiate " + word,
		"Bearer:" + word, "Bearer%20" + word, "Bearer+" + word, `{"scheme":"Bearer","value":"x"} Bearer "` + word + `"`,
		"my_authorization: Custom a b " + word, "proxyAuthorization=Hawk a b " + word, "session_cookie: a=1; b=" + word, "aCookie: a=1; b=" + word,
		"xAKIAIOSFODNN7EXAMPLEx", "_ASIAIOSFODNN7EXAMPLE_",
	} {
		var r redact.Redactor
		got := r.Text(s)
		for _, secret := range []string{word, hex, "IOSFODNN7EXAMPLE"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s: %s", s, got)
			}
		}
		if again := r.Text(got); again != got {
			t.Errorf("%s: masked once more it becomes %s", got, again)
		}
	}
}

// A secret with a name is found in a text within a text: JSON in a JSON string, a
// URL in a parameter, elements with attributes.
func TestTextNestedSecrets(t *testing.T) {
	const word = "TOPSECRET"
	for _, s := range []string{
		`{\"token\": \"` + word + `\"}`, `{\\\"sessionToken\\\":\\\"` + word + `\\\"}`, `{\"authorization\": \"Custom a ` + word + `\", \"host\": 1}`,
		`\"Cookie\": \"a=1; b=` + word + `\"`,
		"next=https%3A%2F%2Fh%2Fk%3FX-Amz-Security-Token%3D" + word, "X-Amz-Signature%3d" + word, "password%3A" + word,
		"&amp;X-Amz-Signature=" + word, `https:\/\/u:` + word + `@h\/k`,
		`{"name":"X-Amz-Security-Token","value":"` + word + `"}`, `{\"name\":\"Authorization\", \"value\": \"Custom a ` + word + `\"}`,
		"Authorization:\r\n Custom a " + word, "Cookie: a=1;\n\tb=" + word,
		`<Token xmlns="a">` + word + "</Token>", "<s:SessionToken>" + word + "</s:SessionToken>", "<SecretAccessKey>" + word + "</SecretAccessKey>",
		"<SessionToken><![CDATA[" + word + "]]></SessionToken>", "<Signature>" + word + "</Signature>", "<Password >" + word + "</Password>",
	} {
		var r redact.Redactor
		got := r.Text(s)
		if strings.Contains(got, word) {
			t.Errorf("%s: %s", s, got)
		}
		if again := r.Text(got); again != got {
			t.Errorf("%s: masked once more it becomes %s", got, again)
		}
	}
}

// A secret that was learnt is found in each form that a URL may give it, and so is
// the MD5 of a customer's key.
func TestLearntFormsAreMasked(t *testing.T) {
	key, token := "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=", "Fwo/GZXIvYXdz+EJrSESSION/TOKEN="
	md5 := "bVbkOvlHZL2L1/nhvko+rQ=="
	var r redact.Redactor
	r.LearnHeaders(http.Header{
		"X-Amz-Server-Side-Encryption-Customer-Key": {key}, "X-Amz-Server-Side-Encryption-Customer-Key-Md5": {md5}, "X-Amz-Security-Token": {token},
	})
	for _, secret := range []string{key, md5, token} {
		lower := url.QueryEscape(secret)
		for _, hex := range []string{"%2F", "%2B", "%3D"} {
			lower = strings.ReplaceAll(lower, hex, strings.ToLower(hex))
		}
		for _, form := range []string{
			secret, url.QueryEscape(secret), url.PathEscape(secret), lower, strings.ReplaceAll(secret, "/", `\/`),
			url.QueryEscape(url.QueryEscape(secret)),
		} {
			if got := r.Text("the value " + form + " isn't right"); strings.Contains(got, form) {
				t.Error(got)
			}
		}
	}
}

// What isn't secret stays readable.
func TestTextStays(t *testing.T) {
	for _, s := range []string{
		"AuthorizationHeaderMalformed: The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'us-west-2'",
		"The Content-MD5 you specified did not match what we received.",
		"Invalid ARN arn:aws:s3:us-east-1:123456789012:accesspoint/reports",
		"the digest of the body isn't the one given", "it draws on aws and basic rules", "<Key>reports/2026</Key>",
		"The bearer of this has no access", "ExpiredToken: The provided token has expired.", "https://h/?prefix=a%3Db",
	} {
		var r redact.Redactor
		if got := r.Text(s); got != s {
			t.Errorf("%q becomes %q", s, got)
		}
	}
}
