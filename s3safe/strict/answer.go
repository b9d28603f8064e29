package strict

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// RuleHeader is the header in which the handler's own answers name the rule that the
// request violates. An answer of the server behind doesn't have it.
const RuleHeader = "X-S3safe-Rule"

// errorDocument is the body of an error as S3 sends it:
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
type errorDocument struct {
	XMLName   xml.Name `xml:"Error"`
	Code      string
	Message   string
	Resource  string
	RequestID string `xml:"RequestId"`
	HostID    string `xml:"HostId"`
}

// rejection is an answer in the place of the server.
type rejection struct {
	answer compat.Answer
	// rule is the id of the rule that the request violates, empty if it is none.
	rule string
	// problem is told if S3's message isn't known, or has values in it that aren't.
	problem     string
	bucket, key string
}

// reject answers a request in the place of the server.
func reject(w http.ResponseWriter, r *http.Request, x rejection) {
	id, host := identifiers()
	header := w.Header()
	header.Set("X-Amz-Request-Id", id)
	header.Set("X-Amz-Id-2", host)
	if x.rule != "" {
		header.Set(RuleHeader, x.rule)
	}
	header.Set("Content-Type", "application/xml")
	if r.Method == http.MethodHead {
		w.WriteHeader(x.answer.Status)
		return
	}
	d := errorDocument{Code: x.answer.Code, Message: x.answer.Message, Resource: resource(x.bucket, x.key), RequestID: id, HostID: host}
	if d.Message == "" || strings.Contains(d.Message, "…") {
		d.Message = x.problem
	}
	body, err := xml.Marshal(d)
	if err != nil { // a structure of texts has none
		panic(err)
	}
	body = append([]byte(xml.Header), body...)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(x.answer.Status)
	_, _ = w.Write(body) // if the client has gone, nobody is left to tell
}

// resource returns the bucket or object that a request is about as S3 names it.
func resource(bucket, key string) string {
	if bucket == "" || key == "" {
		return "/" + bucket
	}
	return "/" + bucket + "/" + key
}

// identifiers returns a request id and a host id of the form that S3's have.
func identifiers() (request, host string) {
	var b [8 + 48]byte
	_, _ = rand.Read(b[:]) // never fails
	return fmt.Sprintf("%X", b[:8]), base64.StdEncoding.EncodeToString(b[8:])
}
