package audit

import (
	"net/http"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

const (
	// maxSkew is how far S3 lets clocks differ:
	// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
	maxSkew = 15 * time.Minute
	// notedSkew is what deserves a look before it grows.
	notedSkew = 5 * time.Minute
)

// clock compares the time of signing with S3's clock.
func (a *auditor) clock() {
	v := capture.Canonical(a.Answer.Header)["Date"]
	if len(v) == 0 {
		return
	}
	server, err := http.ParseTime(v[0])
	if err != nil {
		return
	}
	// The answer was made while the client waited for it.
	server = server.Add(-a.Answer.Duration / 2)
	if a.Signature.Presigned {
		a.presigned(server)
		return
	}
	signed := a.Signature.Date
	if signed.IsZero() {
		signed = a.Time
	}
	if signed.IsZero() {
		return
	}
	skew := signed.Sub(server).Round(time.Second)
	if skew.Abs() < notedSkew {
		return
	}
	d := Discrepancy{Kind: ClockSkew, Severity: Noted, What: "time of signing", Expected: server.UTC().Format(time.RFC3339), Got: signed.UTC().Format(time.RFC3339),
		Why: "the signature's time is " + skew.Abs().String() + direction(skew) + " S3's clock, which the answer's Date tells; S3 refuses more than 15 minutes",
		Fix: "synchronise the clock of the machine that signs (NTP; containers and virtual machines after a pause)"}
	if !a.Time.IsZero() && a.Time.Sub(server).Abs() < notedSkew {
		d.Why += "; the machine's clock is right, so the request was signed long before it was sent, or is sent again with its old signature"
		d.Fix = "sign right before sending: don't queue, cache or replay signed requests"
	}
	if skew.Abs() > maxSkew && a.hasSignature() {
		d.Severity, d.Codes = Breaks, []string{"RequestTimeTooSkewed"}
	}
	a.add(d)
}

// presigned examines the validity of a presigned request.
func (a *auditor) presigned(server time.Time) {
	date := a.Signature.Date
	if date.IsZero() {
		return
	}
	d := Discrepancy{Kind: ClockSkew, Severity: Breaks, What: "validity of the presigned request", Codes: []string{"AccessDenied"},
		Got: server.UTC().Format(time.RFC3339)}
	switch end := date.Add(a.Signature.Expires); {
	case server.Before(date.Add(-maxSkew)):
		d.Expected = "not before " + date.UTC().Format(time.RFC3339)
		d.Why = "by S3's clock, which the answer's Date tells, the request isn't valid yet"
		d.Fix = "synchronise the clock of the machine that presigns"
	case a.Signature.Expires > 0 && server.After(end):
		d.Expected = "not after " + end.UTC().Format(time.RFC3339)
		d.Why = "by S3's clock, which the answer's Date tells, the request has expired"
		d.Fix = "presign for a longer time, or later; URLs made with temporary credentials end with these whatever they say"
	default:
		return
	}
	a.add(d)
}

func direction(skew time.Duration) string {
	if skew < 0 {
		return " behind"
	}
	return " ahead of"
}

// between looks for traces of a proxy in the answer.
func (a *auditor) between() {
	h := capture.Canonical(a.Answer.Header)
	host := a.Host()
	if name := strings.ToLower(a.Answer.TLSName); name != "" && host != "" && name != host {
		a.add(Discrepancy{Kind: TLSNameUnexpected, Severity: Noted, What: "TLS name", Expected: host, Got: name,
			Why: "the certificate was verified for another name than the host that the request is for: the connection ends at something else, or the Host header was set apart from the URL",
			Fix: "find out what terminates TLS: a proxy, a load balancer, a service mesh; see what it passes on with an Echo behind it"})
	}
	// Transfer acceleration is served by CloudFront, which says so.
	accelerated := a.Endpoint.Accelerate || strings.Contains(host, "s3-accelerate")
	if via := Shown(h["Via"]); via != "" && !accelerated {
		a.add(Discrepancy{Kind: ProxyBetween, Severity: Noted, What: "header Via of the answer", Got: via,
			Why: "a proxy passed the answer on, and so the request; it may have changed it",
			Fix: "see what it changes with an Echo behind it, or go around it (NO_PROXY) and compare"})
	}
	server := Shown(h["Server"])
	if server != "" && a.AtAmazon() && server != "AmazonS3" && !servedByOthers(host) && !(accelerated && server == "CloudFront") {
		a.add(Discrepancy{Kind: ProxyBetween, Severity: Noted, What: "header Server of the answer", Expected: "AmazonS3", Got: server,
			Why: "something else than S3 answered, in the name of one of its hosts",
			Fix: "find out what it is (a corporate proxy, a service mesh, an emulator in the DNS); an error of its own says nothing about the request"})
	}
	if a.Answer.Status >= 400 && a.AtAmazon() && a.Answer.RequestID == "" && len(h["X-Amz-Request-Id"]) == 0 && len(a.Answer.Header) > 0 {
		a.add(Discrepancy{Kind: ProxyBetween, Severity: Noted, What: "header X-Amz-Request-Id of the answer", Expected: "a request id",
			Why: "S3 gives every answer a request id, so something else made this one",
			Fix: "look at the log of the proxy or load balancer in between"})
	}
}

// servedByOthers reports whether other servers than S3's own answer for a host:
// Object Lambda and Outposts.
func servedByOthers(host string) bool {
	return strings.Contains(host, "s3-object-lambda") || strings.Contains(host, "s3-outposts")
}
