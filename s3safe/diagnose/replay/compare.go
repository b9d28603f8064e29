package replay

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/resend"
)

// resultOf reads an answer. An error's headers describe no object.
func resultOf(a capture.Answer) Result {
	r := Result{Status: a.Status, Code: a.Code, Message: a.Message, RequestID: a.RequestID}
	if a.Status >= 300 {
		return r
	}
	for name, values := range a.Header {
		if len(values) == 0 {
			continue
		}
		switch name = http.CanonicalHeaderKey(name); {
		case name == "Etag":
			r.ETag = values[0]
		case name == "X-Amz-Version-Id":
			r.VersionID = values[0]
		case strings.HasPrefix(name, "X-Amz-Checksum-"):
			if r.Checksums == nil {
				r.Checksums = map[string]string{}
			}
			r.Checksums[name] = values[0]
		}
	}
	return r
}

// compare fills Differences and Unknown.
func (r *Replayed) compare(read, headers bool) {
	b, a := &r.Before, &r.After
	differ := func(what, before, after string) {
		if before != after {
			r.Differences = append(r.Differences, ReplayDifference{what, before, after})
		}
	}
	differ("status", number(b.Status), number(a.Status))
	differ("code", b.Code, a.Code)
	differ("message", b.Message, a.Message)
	if !b.Succeeded() || !a.Succeeded() {
		return // there is an effect on one side at most
	}
	if !headers {
		r.Unknown = []string{"etag", "checksums", "version"}
		return
	}
	differ("etag", b.ETag, a.ETag)
	if read {
		differ("version", b.VersionID, a.VersionID)
	} else {
		// Every write makes a version of its own; only whether it does counts.
		differ("version", some(b.VersionID), some(a.VersionID))
	}
	for _, name := range checksumNames(b, a) {
		differ(name, b.Checksums[name], a.Checksums[name])
	}
}

func number(status int) string {
	if status == 0 {
		return ""
	}
	return strconv.Itoa(status)
}

func some(version string) string {
	if version == "" || version == "null" {
		return version
	}
	return "a new one"
}

func checksumNames(rs ...*Result) []string {
	var names []string
	for _, r := range rs {
		for name := range r.Checksums {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// maskResult masks an outcome. Etags, checksums and version ids are S3's.
func maskResult(e *resend.Ear, r *Result) {
	r.Code, r.Message = e.Text(r.Code), e.Text(r.Message)
	for _, s := range []*string{&r.ETag, &r.VersionID, &r.RequestID} {
		*s = e.Text(*s)
	}
	for name, v := range r.Checksums {
		r.Checksums[name] = e.Text(v)
	}
}
