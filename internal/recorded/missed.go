package main

import (
	"fmt"
	"io"
)

// reasons says why recorded rejections can't be foretold by what the request and its
// bucket say, of those whose recordings have no note.
var reasons = map[string]string{
	"ls-c-0065": "Content-MD5 is among the signed headers, and the request has no such header: whether the signature fits takes the secret key to know",
	"ls-c-0069": "Content-MD5 is among the signed headers, and the request has it in its URL only: whether the signature fits takes the secret key to know",
}

// missed reports whether a rejection was let through that the request or the bucket
// should have told.
func (r *Result) missed() bool {
	return r.Rejected && r.Outcome == Sent && (r.Needs == "request" || r.Needs == "bucket")
}

// why says why S3's rejection couldn't be foretold; empty if nothing is known to say so.
func (r *Result) why() string {
	switch {
	case reasons[r.ID] != "":
		return reasons[r.ID]
	case r.Note != "":
		return r.Note
	case r.Needs == "object":
		return "it takes what is known of the object"
	case r.Needs == "server":
		return "it takes what only the server knows"
	}
	return ""
}

// printMissed lists these rejections with their reasons.
func (t *Table) printMissed(out io.Writer) {
	for i := range t.results {
		if r := &t.results[i]; r.missed() {
			why := r.why()
			if why == "" {
				why = "no reason is known"
			}
			fmt.Fprintf(out, "missed: %s %s: %s\n", r.ID, r.Op, why)
		}
	}
}
