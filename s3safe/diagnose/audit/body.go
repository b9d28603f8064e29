package audit

import (
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

// Chunked reports whether the message says that its body is framed as
// aws-chunked.
func Chunked(m *capture.Message) bool {
	for _, v := range capture.Canonical(m.Header)["Content-Encoding"] {
		for part := range strings.SplitSeq(v, ",") {
			if strings.EqualFold(strings.TrimSpace(part), "aws-chunked") {
				return true
			}
		}
	}
	return false
}

// streams reports whether the payload hash announces aws-chunked framing.
func streams(m *capture.Message) bool {
	return strings.HasPrefix(strings.Join(capture.Canonical(m.Header)["X-Amz-Content-Sha256"], ","), "STREAMING-")
}

// compareFraming reports changes of the body's length and framing.
func (a *auditor) compareFraming(want, got *capture.Message, where string) {
	switch {
	case Chunked(want) && !Chunked(got):
		a.add(Discrepancy{Kind: ChunksDecoded, Severity: Breaks, What: "aws-chunked body",
			Expected: "Content-Encoding " + Shown(capture.Canonical(want.Header)["Content-Encoding"]), Got: contentEncoding(got),
			Why:   "something took the aws-chunked framing away " + where + ", with the checksum or the chunk signatures in it, while the other headers still announce it",
			Fix:   "make the proxy pass body and Content-Encoding on; or send without the framing: a seekable body over https with RequestChecksumCalculation set to WhenRequired, or v4.SwapComputePayloadSHA256ForUnsignedPayloadMiddleware",
			Codes: []string{"SignatureDoesNotMatch", "IncompleteBody", "InvalidRequest"}})
	case !Chunked(want) && Chunked(got):
		a.add(Discrepancy{Kind: ChunksReframed, Severity: Breaks, What: "aws-chunked body", Expected: contentEncoding(want), Got: contentEncoding(got),
			Why:   "something framed the body as aws-chunked " + where + ", which has to be announced before signing",
			Fix:   "let only the client frame the body",
			Codes: []string{"SignatureDoesNotMatch", "MissingContentLength"}})
	}
	a.compareTransfer(want, got, where)
	a.compareLength(want, got, where)
}

func contentEncoding(m *capture.Message) string {
	if v := capture.Canonical(m.Header)["Content-Encoding"]; len(v) > 0 {
		return "Content-Encoding " + Shown(v)
	}
	return "no Content-Encoding"
}

func (a *auditor) compareTransfer(want, got *capture.Message, where string) {
	w, g := strings.ToLower(strings.Join(want.TransferEncoding, ",")), strings.ToLower(strings.Join(got.TransferEncoding, ","))
	if w == g || want.Method == "" || got.Method == "" {
		return
	}
	d := Discrepancy{Kind: TransferChanged, Severity: Breaks, What: "Transfer-Encoding", Expected: w, Got: g,
		Codes: []string{"NotImplemented", "MissingContentLength"},
		Why:   "something sent the body with another transfer encoding " + where + "; S3 wants to know the length beforehand",
		Fix:   "make the proxy buffer the request or pass Content-Length on (nginx: proxy_request_buffering on, or proxy_http_version 1.1 with Content-Length)"}
	switch {
	case g == "" && got.ContentLength >= 0:
		// The proxy did what S3 wants: it buffered the body and counted it.
		d.Severity, d.Codes = Noted, nil
		d.Why = "something buffered the body and announces its length " + where + "; S3 takes it, but the upload waits until all of it is buffered"
		d.Fix = "announce the length on the client's side, where it is known"
		if a.signed["transfer-encoding"] {
			d.Severity, d.Codes = Breaks, []string{"SignatureDoesNotMatch"}
		}
	case a.signed["content-length"]:
		d.Codes = append([]string{"SignatureDoesNotMatch"}, d.Codes...)
	}
	if streams(want) {
		d.What = "Transfer-Encoding of the aws-chunked body"
	}
	a.add(d)
}

func (a *auditor) compareLength(want, got *capture.Message, where string) {
	w, g := want.Length(), got.Length()
	if w == g || w < 0 || g < 0 || want.Method == "" || got.Method == "" {
		return
	}
	d := Discrepancy{Kind: LengthChanged, Severity: Breaks, What: "Content-Length",
		Expected: strconv.FormatInt(w, 10), Got: strconv.FormatInt(g, 10),
		Why:   "the body has another length " + where + ", so it isn't the one that was signed or whose checksum was computed",
		Fix:   "make the proxy or the middleware leave the body alone; compress or transform before the request is made",
		Codes: []string{"SignatureDoesNotMatch", "BadDigest", "IncompleteBody", "XAmzContentSHA256Mismatch"}}
	if Chunked(want) && Chunked(got) {
		d.Kind, d.What = ChunksReframed, "length of the aws-chunked body"
		d.Why = "the aws-chunked body has another length " + where + ": something took the chunks apart and made others"
	}
	a.add(d)
}
