// Package capture is the record that all of the diagnosis works on:
//
//	for _, c := range client.Recorder().Failures() { // of an s3safe.Client
//		fmt.Println(c.Operation, c.Endpoint.URL, c.Answer.Status, c.Answer.Code)
//		for _, m := range c.Members {
//			fmt.Println(m.Name, m.Value, m.Masked)
//		}
//	}
//
// A [Capture] is what is known of an attempt of a request, without secrets.
package capture

import "time"

// SchemaVersion is the version of the JSON form of captures.
const SchemaVersion = 1

// Capture is what is known of one attempt of a request. Whatever isn't known is
// empty; Missing names the parts that a source couldn't give.
//
// Values are taken over by allow-list only: customer keys, credentials, session
// tokens and signatures never get into a capture.
type Capture struct {
	// Schema is SchemaVersion.
	Schema int `json:"schema"`
	// Source says where the capture comes from: "sdk", "dump", "curl" or "har".
	Source string `json:"source"`
	// Time is when the attempt was sent.
	Time time.Time `json:"time,omitzero"`
	// Operation is the name of the API operation.
	Operation string `json:"operation,omitempty"`
	// Members are the members that were set, in alphabetical order.
	Members []Member `json:"members,omitempty"`
	// Attempt counts from 1; a higher number means that the SDK tried again.
	Attempt int `json:"attempt,omitempty"`

	Endpoint  Endpoint  `json:"endpoint"`
	Signature Signature `json:"signature"`
	Payload   Payload   `json:"payload"`

	// Signed and Sent are the request when it was signed and as it went to the
	// transport. They differ where something changed it in between.
	Signed Message `json:"signed"`
	Sent   Message `json:"sent"`

	// Answer is S3's answer.
	Answer Answer `json:"answer"`

	// Missing names the parts that the source didn't have: "operation", "members",
	// "signed", "sent", "answer".
	Missing []string `json:"missing,omitempty"`
}

// Member is one member of the operation's input.
type Member struct {
	// Name is the API's name.
	Name string `json:"name"`
	// Value is the value where it is on the allow-list, else empty.
	Value string `json:"value,omitempty"`
	// Masked is set if the value is withheld; Length is its length then.
	Masked bool `json:"masked,omitempty"`
	Length int  `json:"length,omitempty"`
}

// Endpoint is where the request went.
type Endpoint struct {
	// URL is scheme, host and port, without path and query.
	URL string `json:"url,omitempty"`
	// Style is the addressing style: "path" or "virtual-hosted".
	Style string `json:"style,omitempty"`
	// Region is the Region the client was configured for.
	Region string `json:"region,omitempty"`
	// Provider is "Amazon" or "other".
	Provider                    string `json:"provider,omitempty"`
	Accelerate, DualStack, FIPS bool   `json:",omitempty"`
}

// Signature is how the request was signed.
type Signature struct {
	// Scheme is "SigV4", "SigV4A", "S3Express" or "anonymous".
	Scheme string `json:"scheme,omitempty"`
	// Service and Region are those of the credential scope.
	Service string `json:"service,omitempty"`
	Region  string `json:"region,omitempty"`
	// SignedHeaders are the names of the headers that the signature covers.
	SignedHeaders []string `json:"signedHeaders,omitempty"`
	// Presigned is set if the signature is in the query.
	Presigned bool `json:"presigned,omitempty"`
	// Date is the signing time; Expires the validity of a presigned request.
	Date    time.Time     `json:"date,omitzero"`
	Expires time.Duration `json:"expires,omitempty"`
}

// Payload is how the body was sent.
type Payload struct {
	// Mode is "signed", "unsigned", "streaming", "streaming-trailer",
	// "unsigned-trailer" or "none".
	Mode string `json:"mode,omitempty"`
	// Length is the Content-Length, -1 if it isn't known.
	Length int64 `json:"length"`
	// Checksums are the names of the checksum headers and trailers.
	Checksums []string `json:"checksums,omitempty"`
}

// Message is one form of the request.
type Message struct {
	Method string `json:"method,omitempty"`
	Host   string `json:"host,omitempty"`
	// Path is the escaped path.
	Path string `json:"path,omitempty"`
	// Query is the canonical query: sorted, with masked values.
	Query string `json:"query,omitempty"`
	// Header has canonical names; values that aren't on the allow-list are
	// Masked.
	Header map[string][]string `json:"header,omitempty"`
	// TransferEncoding is as in net/http.
	TransferEncoding []string `json:"transferEncoding,omitempty"`
	ContentLength    int64    `json:"contentLength,omitempty"`
}

// Masked stands for a value that is withheld.
const Masked = "(masked)"

// Answer is what S3, or something in between, answered.
type Answer struct {
	Status  int    `json:"status,omitempty"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
	// Details are the other elements of S3's error document that may be shown, by
	// name: ArgumentName, ProposedSize, CanonicalRequest and others. They are there
	// if the source has the document, of which a recorder keeps the first 12 KiB.
	// Withheld values in the CanonicalRequest say whether they are those that were sent.
	Details map[string]string `json:"details,omitempty"`
	// RequestID and HostID identify the request to AWS.
	RequestID string `json:"requestId,omitempty"`
	HostID    string `json:"hostId,omitempty"`
	// Header holds the allow-listed headers of the answer (Date, Server, Via,
	// X-Amz-Bucket-Region, …).
	Header map[string][]string `json:"header,omitempty"`
	// TLSName is the name that the server's certificate was verified for.
	TLSName string `json:"tlsName,omitempty"`
	// Duration is the time from sending to the answer's header.
	Duration time.Duration `json:"duration,omitempty"`
	// Error is the transport's error if there was no answer.
	Error string `json:"error,omitempty"`
}
