package verify

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

// fence is a transport that refuses what concerns anything but the run's own
// buckets. It judges requests as they are sent, whatever made them.
type fence struct {
	next    aws.HTTPClient
	prefix  string // of the run's buckets
	account string
	// host is the only one, if buckets are addressed by path at an endpoint that
	// isn't Amazon's; empty otherwise.
	host string
}

// bodyLimit bounds a request. Nothing that a rule speaks of needs more than parts of
// the least size.
const bodyLimit = 16 << 20

// Do implements the SDK's HTTPClient.
func (f *fence) Do(r *http.Request) (*http.Response, error) {
	if why := f.refuses(r); why != "" {
		return nil, &trial.Refusal{Why: "kept back: " + why}
	}
	return f.next.Do(r)
}

func (f *fence) refuses(r *http.Request) string {
	bucket, err := f.bucket(r.URL)
	switch {
	case err != nil:
		return err.Error()
	case bucket == "" && r.Method != http.MethodGet:
		return "it concerns the account, not a bucket"
	case bucket != "" && !f.own(bucket):
		return fmt.Sprintf("the bucket %q isn't the run's", bucket)
	}
	// A presigned request may have in its query what others have in headers.
	for _, said := range []map[string][]string{r.Header, r.URL.Query()} {
		for name, values := range said {
			for _, v := range values {
				if why := f.source(name, v); why != "" {
					return why
				}
				if why := f.mentions(v); why != "" {
					return why
				}
			}
		}
	}
	return f.body(r)
}

// source says why a value isn't one of the run's own sources, if it is a source.
func (f *fence) source(name, v string) string {
	switch {
	case strings.EqualFold(name, "X-Amz-Copy-Source"):
		plain, err := url.PathUnescape(v)
		if err != nil {
			plain = v
		}
		from, _, _ := strings.Cut(strings.TrimPrefix(plain, "/"), "/")
		if !f.own(from) && !f.ownARN(plain) {
			return fmt.Sprintf("the source %q isn't the run's", v)
		}
	case strings.EqualFold(name, "X-Amz-Rename-Source"):
		// Mostly a key alone, in the bucket of the request.
		if from := compat.ParseRenameSource(v).Bucket; from != "" && !f.own(from) {
			return fmt.Sprintf("the source %q isn't the run's", v)
		}
	}
	return ""
}

// body looks at the body and puts it back.
func (f *fence) body(r *http.Request) string {
	if r.Body == nil || r.Body == http.NoBody {
		return ""
	}
	text, err := io.ReadAll(io.LimitReader(r.Body, bodyLimit+1))
	if err != nil {
		return "its body can't be read: " + err.Error()
	}
	if len(text) > bodyLimit {
		return fmt.Sprintf("its body has more than %d bytes", bodyLimit)
	}
	if err := r.Body.Close(); err != nil {
		return "its body can't be closed: " + err.Error()
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	if r.URL.Query().Has("policy") {
		// A policy is about the bucket it is put on; what is said in it is judged
		// before, see Held.
		return ""
	}
	return f.mentions(string(text))
}

var (
	arns    = regexp.MustCompile(`arn:[a-z-]*:([a-z0-9-]*):([a-z0-9-]*):([^:"'<\s,]*):([^"'<\s,]*)`)
	targets = regexp.MustCompile(`<TargetBucket>([^<]*)</TargetBucket>`)
)

// mentions says which foreign bucket or account a text mentions.
func (f *fence) mentions(text string) string {
	for _, m := range targets.FindAllStringSubmatch(text, -1) {
		if m[1] != "" && !f.own(m[1]) {
			return fmt.Sprintf("the target bucket %q isn't the run's", m[1])
		}
	}
	for _, m := range arns.FindAllStringSubmatch(text, -1) {
		service, account, resource := m[1], m[3], m[4]
		bucket, _, _ := strings.Cut(resource, "/")
		switch {
		case account != "" && account != f.account:
			return fmt.Sprintf("%q names another account", m[0])
		case (service == "sns" || service == "sqs" || service == "lambda" || service == "events") && !strings.Contains(resource, f.prefix):
			return fmt.Sprintf("%q could exist, and be told something", m[0])
		case service == "s3" && account == "" && !f.own(bucket),
			service == "s3" && account != "" && !f.ownARN(m[0]):
			return fmt.Sprintf("%q isn't the run's", m[0])
		}
	}
	return ""
}

// own reports whether a bucket, or an access point's alias, is the run's.
func (f *fence) own(name string) bool {
	return strings.HasPrefix(name, f.prefix) && len(name) > len(f.prefix)
}

// ownARN reports whether the text begins with the ARN of an access point of the run.
func (f *fence) ownARN(text string) bool {
	m := arns.FindStringSubmatch(text)
	return m != nil && strings.HasPrefix(text, m[0]) && m[3] == f.account &&
		(strings.HasPrefix(m[4], "accesspoint/"+f.prefix) || strings.HasPrefix(m[4], "accesspoint:"+f.prefix))
}

// bucket tells which bucket, or access point, a URL is about; empty for none.
func (f *fence) bucket(u *url.URL) (string, error) {
	first, _, _ := strings.Cut(strings.TrimPrefix(u.EscapedPath(), "/"), "/")
	first, err := url.PathUnescape(first)
	if err != nil {
		return "", err
	}
	if f.host != "" {
		if u.Host != f.host {
			return "", fmt.Errorf("the host %q isn't the endpoint", u.Host)
		}
		return first, nil
	}
	host := strings.ToLower(u.Hostname())
	suffix, amazon := compat.AmazonDomain(host)
	if !amazon {
		return "", fmt.Errorf("the host %q isn't Amazon's", host)
	}
	// Virtual-hosted: the bucket stands before the last label that names the service;
	// those of a name with periods could look alike. A path may name a bucket only
	// where there is none.
	labels := strings.Split(strings.TrimSuffix(strings.TrimSuffix(host, "."), suffix), ".")
	for i := len(labels) - 1; i >= 0; i-- {
		label := labels[i]
		if label == "s3" || label == "s3-fips" || label == "s3-accelerate" || label == "s3-accesspoint" ||
			label == "s3-accesspoint-fips" || strings.HasPrefix(label, "s3express-") {
			if i == 0 {
				return first, nil
			}
			return strings.Join(labels[:i], "."), nil
		}
	}
	return "", fmt.Errorf("the host %q isn't one of S3's", host)
}
