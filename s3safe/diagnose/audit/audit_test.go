package audit

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

func TestAudit(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*capture.Capture)
		want   []string // severity, kind, what
	}{
		{"sound", func(*capture.Capture) {}, nil},
		{"empty", func(c *capture.Capture) { *c = capture.Capture{} }, nil},
		{"default port", func(c *capture.Capture) { c.Sent.Host += ":443" }, nil},
		{"unsigned header added after signing", func(c *capture.Capture) { diagtest.SetHeader(&c.Sent, "X-Trace", "1") }, []string{"noted header-added header X-Trace"}},
		{"expect added", func(c *capture.Capture) { diagtest.SetHeader(&c.Sent, "Expect", "100-continue") }, []string{"noted header-added header Expect"}},
		{"accept-encoding added", func(c *capture.Capture) { diagtest.SetHeader(&c.Sent, "Accept-Encoding", "gzip") }, []string{"noted header-added header Accept-Encoding"}},
		{"x-amz header added", func(c *capture.Capture) { diagtest.SetHeader(&c.Sent, "X-Amz-Storage-Class", "GLACIER") }, []string{"breaks header-added header X-Amz-Storage-Class"}},
		{"x-amz header never signed", func(c *capture.Capture) {
			diagtest.SetHeader(&c.Signed, "X-Amz-Storage-Class", "GLACIER")
			diagtest.SetHeader(&c.Sent, "X-Amz-Storage-Class", "GLACIER")
		}, []string{"breaks header-unsigned header X-Amz-Storage-Class"}},
		{"only sent is known", func(c *capture.Capture) {
			c.Signed = capture.Message{}
			diagtest.SetHeader(&c.Sent, "X-Amz-Storage-Class", "GLACIER")
		}, []string{"breaks header-unsigned header X-Amz-Storage-Class"}},
		{"anonymous", func(c *capture.Capture) {
			c.Signature = capture.Signature{Scheme: "anonymous"}
			diagtest.SetHeader(&c.Sent, "X-Amz-Storage-Class", "GLACIER")
		}, []string{"noted header-added header X-Amz-Storage-Class"}},
		{"signed header changed", func(c *capture.Capture) { diagtest.SetHeader(&c.Sent, "Content-Type", "text/html") }, []string{"breaks header-changed header Content-Type"}},
		{"masked and changed", func(c *capture.Capture) {
			diagtest.SetHeader(&c.Signed, "X-Amz-Acl", capture.Masked)
			diagtest.SetHeader(&c.Sent, "X-Amz-Acl", redact.MaskedChanged)
		}, []string{"breaks header-changed header X-Amz-Acl"}},
		{"signed header dropped", func(c *capture.Capture) { delete(c.Sent.Header, "Content-Type") }, []string{"breaks header-dropped header Content-Type"}},
		{"host", func(c *capture.Capture) { c.Sent.Host = "s3.eu-west-1.amazonaws.com" }, []string{"breaks host-rewritten host", "noted tls-name TLS name"}},
		{"region of the bucket", func(c *capture.Capture) { c.Answer.Header["X-Amz-Bucket-Region"] = []string{"us-west-2"} },
			[]string{"breaks region-mismatch Region in the credential scope"}},
		{"region in the message", func(c *capture.Capture) {
			c.Answer.Message = "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-east-1'"
		}, []string{"breaks region-mismatch Region in the credential scope"}},
		{"region of the endpoint", func(c *capture.Capture) { c.Signature.Region = "us-east-1" }, []string{"breaks region-mismatch Region in the credential scope"}},
		{"region of a success", func(c *capture.Capture) {
			c.Answer.Status, c.Answer.Header["X-Amz-Bucket-Region"] = 200, []string{"us-west-2"}
		}, nil},
		{"sigv4 to a multi-region access point", func(c *capture.Capture) {
			c.Members[1].Value = "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap"
		}, []string{"breaks sigv4a-missing signature scheme"}},
		{"clock behind", func(c *capture.Capture) {
			c.Time = c.Time.Add(-20 * time.Minute)
			c.Signature.Date = c.Time
		}, []string{"breaks clock-skew time of signing"}},
		{"clock a little ahead", func(c *capture.Capture) {
			c.Time, c.Signature.Date = c.Time.Add(7*time.Minute), c.Time.Add(7*time.Minute)
		}, []string{"noted clock-skew time of signing"}},
		{"signed long ago", func(c *capture.Capture) { c.Signature.Date = c.Time.Add(-time.Hour) }, []string{"breaks clock-skew time of signing"}},
		{"presigned, expired", func(c *capture.Capture) {
			c.Signature.Presigned, c.Signature.Date, c.Signature.Expires = true, c.Time.Add(-time.Hour), time.Minute
		}, []string{"breaks clock-skew validity of the presigned request"}},
		{"presigned, valid", func(c *capture.Capture) {
			c.Signature.Presigned, c.Signature.Date, c.Signature.Expires = true, c.Time.Add(-time.Hour), 2*time.Hour
		}, nil},
		{"path style to a directory bucket", func(c *capture.Capture) {
			c.Members[1].Value, c.Endpoint.Style = "b--euw1-az1--x-s3", "path"
		}, []string{"breaks directory-bucket-host host", "breaks addressing-style addressing style"}},
		{"a directory bucket's own configuration", func(c *capture.Capture) {
			c.Members[1].Value, c.Endpoint.Style, c.Signature.Service = "b--euw1-az1--x-s3", "path", "s3express"
			c.Sent.Host, c.Signed.Host, c.Answer.TLSName = "s3express-control.eu-west-1.amazonaws.com", "s3express-control.eu-west-1.amazonaws.com", ""
		}, nil},
		{"a signed header that isn't sent", func(c *capture.Capture) {
			c.Signature.SignedHeaders = append(c.Signature.SignedHeaders, "x-amz-request-payer")
		}, []string{"breaks header-missing header X-Amz-Request-Payer"}},
		{"signed for s3 at Outposts", func(c *capture.Capture) {
			host := "ap-111122223333.op-01234567890abcdef.s3-outposts.eu-west-1.amazonaws.com"
			c.Sent.Host, c.Signed.Host, c.Answer.TLSName = host, host, ""
		}, []string{"breaks service-mismatch service in the credential scope"}},
		{"hash of nothing with a body", func(c *capture.Capture) {
			for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
				diagtest.SetHeader(m, "X-Amz-Content-Sha256", emptyHash)
			}
		}, []string{"breaks empty-payload-hash header X-Amz-Content-Sha256"}},
		{"a header beyond ASCII", func(c *capture.Capture) {
			for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
				diagtest.SetHeader(m, "X-Amz-Meta-Name", redact.MaskedNotASCII)
			}
			c.Signature.SignedHeaders = append(c.Signature.SignedHeaders, "x-amz-meta-name")
		}, []string{"noted header-not-ascii header X-Amz-Meta-Name"}},
		{"a token in a Region that must be enabled", func(c *capture.Capture) {
			for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
				diagtest.SetHeader(m, "X-Amz-Security-Token", capture.Masked)
				m.Host = "amzn-s3-demo-bucket.s3.ap-east-1.amazonaws.com"
			}
			c.Signature.Region, c.Answer.TLSName = "ap-east-1", ""
		}, []string{"noted token-region session token"}},
		{"a code of an MFA device with a token", func(c *capture.Capture) {
			for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
				diagtest.SetHeader(m, "X-Amz-Security-Token", capture.Masked)
				diagtest.SetHeader(m, "X-Amz-Mfa", capture.Masked)
			}
			c.Signature.SignedHeaders = append(c.Signature.SignedHeaders, "x-amz-mfa", "x-amz-security-token")
		}, []string{"noted mfa-session header X-Amz-Mfa"}},
		{"a code of an MFA device", func(c *capture.Capture) {
			for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
				diagtest.SetHeader(m, "X-Amz-Mfa", capture.Masked)
			}
			c.Signature.SignedHeaders = append(c.Signature.SignedHeaders, "x-amz-mfa")
		}, nil},
		{"presigned for days with a token", presignedWithToken(time.Minute, 7*24*time.Hour), []string{"noted token-age session token"}},
		{"presigned for an hour with a token", presignedWithToken(time.Minute, time.Hour), nil},
		{"presigned two days ago with a token", presignedWithToken(48*time.Hour, 7*24*time.Hour), []string{"breaks token-age session token"}},
		{"S3's canonical request differs", func(c *capture.Capture) {
			c.Answer.Details = map[string]string{"CanonicalRequest": "PUT\n/a%2Bb/c.txt\nx-id=PutObject\ncontent-type:\nhost:s3cache.internal\nx-amz-acl:private\nx-amz-date:20260301T120000Z\n\ncontent-type;host;x-amz-acl;x-amz-date\nUNSIGNED-PAYLOAD"}
		}, []string{"breaks canonical-request header Content-Type", "breaks canonical-request host"}},
		{"S3's canonical request is the same", func(c *capture.Capture) {
			c.Answer.Details = map[string]string{"CanonicalRequest": "PUT\n/a%2Bb/c.txt\nx-id=PutObject\ncontent-type:text/plain\nhost:amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com\nx-amz-acl:private\nx-amz-date:20260301T120000Z\n\ncontent-type;host;x-amz-acl;x-amz-date\nUNSIGNED-PAYLOAD"}
		}, nil},
		{"S3's path differs in a byte", canonical("/a b/c.txt", ""), []string{"breaks canonical-request path"}},
		{"S3's path is another one", canonical("/prefix/a%2Bb/c.txt", ""), []string{"breaks canonical-request path"}},
		{"S3's query lacks a parameter", canonical("", "\nx-id=PutObject\n", "\n\n"), []string{"breaks canonical-request query parameter x-id"}},
		{"S3's query has one more", canonical("", "x-id=PutObject", "acl=&x-id=PutObject"), []string{"breaks canonical-request query parameter acl"}},
		{"S3's hash of the body differs", canonical("", "date\nUNSIGNED-PAYLOAD", "date\n"+emptyHash), []string{"breaks canonical-request payload hash"}},
		{"S3's list has one more header", canonical("", "\n\ncontent-type;", "\nx-forwarded-for:x\n\nx-forwarded-for;content-type;"), []string{"breaks canonical-request header X-Forwarded-For", "breaks canonical-request list of signed headers"}},
		{"a withheld header is as it was sent", canonicalMeta(redact.MaskedSame), nil},
		{"a withheld header was changed", canonicalMeta(redact.MaskedChanged), []string{"breaks canonical-request header X-Amz-Meta-A"}},
		{"a withheld header of which nothing is known", canonicalMeta(capture.Masked), nil},
		{"S3's string to sign is the same", toSign("20260301T120000Z", "20260301/eu-west-1/s3/aws4_request"), nil},
		{"S3's time differs", toSign("20260301T115959Z", "20260301/eu-west-1/s3/aws4_request"), []string{"breaks string-to-sign signing time"}},
		{"the date of the scope differs", toSign("20260301T120000Z", "20260228/eu-west-1/s3/aws4_request"), []string{"breaks string-to-sign date of the credential scope"}},
		{"S3's Region differs", toSign("20260301T120000Z", "20260301/us-east-1/s3/aws4_request"), []string{"breaks string-to-sign Region of the credential scope"}},
		{"S3's service differs", toSign("20260301T120000Z", "20260301/eu-west-1/execute-api/aws4_request"), []string{"breaks string-to-sign service of the credential scope"}},
		{"path style elsewhere", func(c *capture.Capture) { c.Endpoint.Style = "path" }, nil},
		{"virtual host of a name in capitals", func(c *capture.Capture) { c.Members[1].Value = "Old_Bucket" }, []string{"breaks addressing-style addressing style"}},
		{"periods over https", func(c *capture.Capture) { c.Members[1].Value = "www.example.com" }, []string{"breaks addressing-style addressing style"}},
		{"virtual host at an address", func(c *capture.Capture) {
			for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
				m.Host = "amzn-s3-demo-bucket.127.0.0.1:9000"
			}
			c.Answer.TLSName = ""
			c.Endpoint.Provider = "other"
		}, []string{"breaks addressing-style addressing style"}},
		{"via", func(c *capture.Capture) { c.Answer.Header["Via"] = []string{"1.1 squid"} }, []string{"noted proxy-between header Via of the answer"}},
		{"server", func(c *capture.Capture) { c.Answer.Header["Server"] = []string{"nginx"} }, []string{"noted proxy-between header Server of the answer"}},
		{"no request id", func(c *capture.Capture) { c.Answer.RequestID = "" }, []string{"noted proxy-between header X-Amz-Request-Id of the answer"}},
		{"tls name", func(c *capture.Capture) { c.Answer.TLSName = "proxy.corp" }, []string{"noted tls-name TLS name"}},
		{"masked query changed", func(c *capture.Capture) {
			c.Signed.Query, c.Sent.Query = "X-Amz-Signature="+capture.Masked, "X-Amz-Signature="+redact.MaskedChanged
		}, []string{"breaks query-changed query parameter X-Amz-Signature"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := diagtest.Sound()
			test.change(c)
			var got []string
			for _, d := range Audit(c) {
				got = append(got, string(d.Severity)+" "+string(d.Kind)+" "+d.What)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if Audit(nil) != nil || AuditArrival(nil, capture.Message{Method: "GET"}) != nil {
		t.Error("nothing must come of nothing")
	}
}

func TestAuditArrival(t *testing.T) {
	chunks := func(m *capture.Message) {
		diagtest.SetHeader(m, "Content-Encoding", "aws-chunked")
		diagtest.SetHeader(m, "X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
		diagtest.SetHeader(m, "X-Amz-Decoded-Content-Length", "5")
		m.ContentLength = 60
	}
	for _, test := range []struct {
		name   string
		change func(sent, arrived *capture.Message)
		want   []string
	}{
		{"nothing", func(_, _ *capture.Message) {}, nil},
		{"chunks", func(s, a *capture.Message) { chunks(s); chunks(a) }, nil},
		{"chunks decoded", func(s, a *capture.Message) {
			chunks(s)
			diagtest.SetHeader(a, "X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
		}, []string{"breaks chunks-decoded aws-chunked body", "breaks length-changed Content-Length"}},
		{"chunks reframed", func(s, a *capture.Message) { chunks(s); chunks(a); a.ContentLength = 70 }, []string{"breaks chunks-reframed length of the aws-chunked body"}},
		{"chunks with another transfer", func(s, a *capture.Message) {
			chunks(s)
			chunks(a)
			a.ContentLength, a.TransferEncoding = -1, []string{"chunked"}
		}, []string{"breaks transfer-encoding-changed Transfer-Encoding of the aws-chunked body"}},
		{"buffered", func(s, _ *capture.Message) { s.ContentLength, s.TransferEncoding = -1, []string{"chunked"} },
			[]string{"noted transfer-encoding-changed Transfer-Encoding"}},
		{"expect dropped", func(s, _ *capture.Message) { diagtest.SetHeader(s, "Expect", "100-continue") }, []string{"noted header-dropped header Expect"}},
		{"marks of another way", func(s, _ *capture.Message) { diagtest.SetHeader(s, "X-Amz-Acl", redact.MaskedChanged) }, []string{"breaks header-changed header X-Amz-Acl"}},
		{"unicode", func(s, a *capture.Message) { s.Path, a.Path = "/za%C5%BC", "/zaż" }, []string{"noted path-reencoded path"}},
		{"slash decoded", func(s, a *capture.Message) { s.Path, a.Path = "/a%2Fb", "/a/b" }, []string{"breaks path-reencoded path"}},
		{"plus for a space", func(s, a *capture.Message) { s.Path, a.Path = "/a%20b", "/a+b" }, []string{"breaks path-reencoded path"}},
		{"dots", func(s, a *capture.Message) { s.Path, a.Path = "/a/../b", "/b" }, []string{"breaks path-reencoded path"}},
		{"prefix gone", func(s, a *capture.Message) { s.Path, a.Path = "/s3/b/k", "/b/k" }, []string{"breaks path-changed path"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := diagtest.Sound()
			arrived := diagtest.CopyMessage(c.Sent)
			test.change(&c.Sent, &arrived)
			before, err := json.Marshal(c)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range AuditArrival(c, arrived) {
				got = append(got, string(d.Severity)+" "+string(d.Kind)+" "+d.What)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if after, err := json.Marshal(c); err != nil || string(after) != string(before) {
				t.Errorf("the capture was changed (%v)", err)
			}
		})
	}
}

// TestDiscrepancyForms tests text, JSON and the rules that are named.
func TestDiscrepancyForms(t *testing.T) {
	c := diagtest.Sound()
	diagtest.SetHeader(&c.Sent, "X-Amz-Acl", "public-read")
	found := Audit(c)
	if len(found) != 1 || len(found[0].Rules) == 0 || len(found[0].Rules) > MaxRules {
		t.Fatalf("found %+v", found)
	}
	for _, part := range []string{`expected "private", got "public-read"`, "SignatureDoesNotMatch", "rules: "} {
		if s := found[0].String(); !strings.Contains(s, part) {
			t.Errorf("%q isn't in:\n%s", part, s)
		}
	}
	raw, err := json.Marshal(found[0])
	if err != nil {
		t.Fatal(err)
	}
	var back Discrepancy
	if err := json.Unmarshal(raw, &back); err != nil || !reflect.DeepEqual(back, found[0]) {
		t.Errorf("%s became %+v, %v", raw, back, err)
	}
}

const soundCanonical = "PUT\n/a%2Bb/c.txt\nx-id=PutObject\ncontent-type:text/plain\nhost:amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com\nx-amz-acl:private\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:20260301T120000Z\n\ncontent-type;host;x-amz-acl;x-amz-content-sha256;x-amz-date\nUNSIGNED-PAYLOAD"

// canonical lets S3 tell of another path, or a change of its canonical request.
func canonical(path string, change ...string) func(*capture.Capture) {
	return func(c *capture.Capture) {
		text := soundCanonical
		if path != "" {
			text = strings.Replace(text, "/a%2Bb/c.txt", path, 1)
		}
		if len(change) == 2 {
			text = strings.Replace(text, change[0], change[1], 1)
		}
		c.Answer.Details = map[string]string{"CanonicalRequest": text}
	}
}

func canonicalMeta(told string) func(*capture.Capture) {
	return func(c *capture.Capture) {
		for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
			diagtest.SetHeader(m, "X-Amz-Meta-A", capture.Masked)
		}
		c.Signature.SignedHeaders = append(c.Signature.SignedHeaders, "x-amz-meta-a")
		canonical("", "\n\ncontent", "\nx-amz-meta-a:"+told+"\n\ncontent")(c)
	}
}

func toSign(time, scope string) func(*capture.Capture) {
	return func(c *capture.Capture) {
		c.Answer.Details = map[string]string{"StringToSign": "AWS4-HMAC-SHA256\n" + time + "\n" + scope}
	}
}

// All of the lines are compared, or it is said that they weren't.
func TestCanonicalWhole(t *testing.T) {
	c := diagtest.Sound()
	if list, whole := Canonical(c, soundCanonical); len(list) > 0 || !whole {
		t.Errorf("%v %v", list, whole)
	}
	for _, told := range []struct {
		value string
		whole bool
	}{{redact.MaskedSame, true}, {capture.Masked, false}} {
		c := diagtest.Sound()
		canonicalMeta(told.value)(c)
		text := strings.Replace(c.Answer.Details["CanonicalRequest"], ";x-amz-date", ";x-amz-date;x-amz-meta-a", 1)
		if list, whole := Canonical(c, text); len(list) > 0 || whole != told.whole {
			t.Errorf("%s: %v %v", told.value, list, whole)
		}
	}
	// The byte from which on the path differs is told.
	list, _ := Canonical(c, strings.Replace(soundCanonical, "c.txt", "d.txt", 1))
	if len(list) != 1 || !strings.Contains(list[0].Why, `from its byte 6 on, which is "d" where "c" was sent`) {
		t.Errorf("%v", list)
	}
}

func presignedWithToken(ago, validity time.Duration) func(*capture.Capture) {
	return func(c *capture.Capture) {
		c.Signature.Presigned, c.Signature.Date, c.Signature.Expires = true, c.Time.Add(-ago), validity
		for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
			m.Query += "&X-Amz-Security-Token=" + capture.Masked
		}
	}
}
