package verify

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

type sink struct{ sent int }

func (s *sink) Do(r *http.Request) (*http.Response, error) {
	s.sent++
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	return &http.Response{StatusCode: 200, Body: http.NoBody, Request: r}, nil
}

func TestFence(t *testing.T) {
	const p = "s3safe-verify-m1-"
	type request struct{ method, url, header, body string }
	for _, c := range []struct {
		name string
		request
		passes bool
	}{
		{"own bucket", request{"PUT", "https://" + p + "bucket-1.s3.us-east-1.amazonaws.com/k", "", ""}, true},
		{"own bucket by path", request{"DELETE", "https://s3.us-east-1.amazonaws.com/" + p + "bucket-1", "", ""}, true},
		{"own bucket, dual-stack", request{"GET", "https://" + p + "b.s3.dualstack.us-east-1.amazonaws.com/k", "", ""}, true},
		{"own bucket, accelerated", request{"GET", "https://" + p + "b.s3-accelerate.amazonaws.com/k", "", ""}, true},
		{"own bucket, FIPS", request{"GET", "https://" + p + "b.s3-fips.us-east-1.amazonaws.com/k", "", ""}, true},
		{"own directory bucket", request{"GET", "https://" + p + "d--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/k", "", ""}, true},
		{"own access point", request{"GET", "https://" + p + "access-111122223333.s3-accesspoint.us-east-1.amazonaws.com/k", "", ""}, true},
		{"listing of buckets", request{"GET", "https://s3.us-east-1.amazonaws.com/?prefix=x", "", ""}, true},
		{"foreign bucket", request{"PUT", "https://reports.s3.us-east-1.amazonaws.com/k", "", ""}, false},
		{"foreign bucket by path", request{"PUT", "https://s3.us-east-1.amazonaws.com/reports/k", "", ""}, false},
		{"foreign bucket, own key", request{"PUT", "https://reports.s3.us-east-1.amazonaws.com/" + p + "bucket-1", "", ""}, false},
		{"escaped path", request{"PUT", "https://s3.us-east-1.amazonaws.com/%72eports/k", "", ""}, false},
		{"another run's bucket", request{"DELETE", "https://s3safe-verify-m2-bucket-1.s3.us-east-1.amazonaws.com/", "", ""}, false},
		{"the prefix alone", request{"DELETE", "https://s3.us-east-1.amazonaws.com/" + p, "", ""}, false},
		{"no bucket", request{"PUT", "https://s3.us-east-1.amazonaws.com/", "", ""}, false},
		{"another host", request{"GET", "https://" + p + "bucket-1.example.com/", "", ""}, false},
		{"another service", request{"GET", "https://iam.amazonaws.com/", "", ""}, false},
		{"own source", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/k", "x-amz-copy-source: " + p + "b/k", ""}, true},
		{"own source, escaped", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/k", "x-amz-copy-source: /" + p + "b%2Fk", ""}, true},
		{"foreign source", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/k", "x-amz-copy-source: reports/k", ""}, false},
		{"foreign source, escaped", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/k", "x-amz-copy-source: %72eports/" + p, ""}, false},
		{"own access point as source", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/k", "x-amz-copy-source: arn:aws:s3:us-east-1:111122223333:accesspoint/" + p + "access/object/k", ""}, true},
		{"foreign access point as source", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/k", "x-amz-copy-source: arn:aws:s3:us-east-1:111122223333:accesspoint/finance/object/k", ""}, false},
		{"foreign key", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/k", "x-amz-server-side-encryption-aws-kms-key-id: arn:aws:kms:us-east-1:444455556666:key/k", ""}, false},
		{"log to own", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/?logging", "", "<TargetBucket>" + p + "c</TargetBucket>"}, true},
		{"log to foreign", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/?logging", "", "<TargetBucket>logs</TargetBucket>"}, false},
		{"replicate to own", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/?replication", "", "<Bucket>arn:aws:s3:::" + p + "c</Bucket>"}, true},
		{"replicate to foreign", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/?replication", "", "<Bucket>arn:aws:s3:::backup</Bucket>"}, false},
		{"notify foreign account", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/?notification", "", "<Topic>arn:aws:sns:us-east-1:444455556666:t</Topic>"}, false},
		{"notify a topic that could exist", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/?notification", "", "<Topic>arn:aws:sns:us-east-1:111122223333:alarms</Topic>"}, false},
		{"notify a topic of the prefix", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/?notification", "", "<Topic>arn:aws:sns:us-east-1:111122223333:" + p + "t</Topic>"}, true},
		{"an address that looks like the service's", request{"PUT", "http://s3.reports.s3.us-east-1.amazonaws.com/" + p + "k", "", ""}, false},
		{"own bucket with such a label", request{"PUT", "http://" + p + "b.s3.x.s3.us-east-1.amazonaws.com/k", "", ""}, true},
		{"own bucket in China", request{"PUT", "https://" + p + "b.s3.cn-north-1.amazonaws.com.cn/k", "", ""}, true},
		{"foreign bucket in China", request{"PUT", "https://reports.s3.cn-north-1.amazonaws.com.cn/" + p + "b", "", ""}, false},
		{"final period", request{"PUT", "https://reports.s3.us-east-1.amazonaws.com./" + p + "b", "", ""}, false},
		{"Multi-Region Access Point", request{"PUT", "https://" + p + "b.accesspoint.s3-global.amazonaws.com/k", "", ""}, false},
		{"Outposts", request{"PUT", "https://" + p + "b-111122223333.op-1.s3-outposts.us-west-2.amazonaws.com/k", "", ""}, false},
		{"another service at the API's domain", request{"GET", "https://iam.api.aws/" + p + "b", "", ""}, false},
		{"foreign source in the query", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/k?X-Amz-Copy-Source=reports%2Fk", "", ""}, false},
		{"own source in the query", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/k?x-amz-copy-source=" + p + "b%2Fk", "", ""}, true},
		{"rename", request{"PUT", "https://" + p + "d--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/k?renameObject", "x-amz-rename-source: a/b", ""}, true},
		{"rename of own", request{"PUT", "https://" + p + "d--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/k?renameObject", "x-amz-rename-source: " + p + "d--use1-az4--x-s3/b", ""}, true},
		{"rename of foreign", request{"PUT", "https://" + p + "d--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/k?renameObject", "x-amz-rename-source: reports--use1-az4--x-s3/b", ""}, false},
		{"replicate by a foreign access point", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/?replication", "", "<Bucket>arn:aws:s3:us-east-1:111122223333:accesspoint/finance</Bucket>"}, false},
		{"own access point in a document", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/?replication", "", "<Bucket>arn:aws:s3:us-east-1:111122223333:accesspoint/" + p + "a</Bucket>"}, true},
		{"too much", request{"PUT", "https://" + p + "b.s3.us-east-1.amazonaws.com/k", "", strings.Repeat("x", bodyLimit+1)}, false},
	} {
		next := &sink{}
		f := &fence{next: next, prefix: p, account: "111122223333"}
		r, err := http.NewRequest(c.method, c.url, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		if name, value, ok := strings.Cut(c.header, ": "); ok {
			r.Header.Set(name, value)
		}
		_, err = f.Do(r)
		if passes := err == nil; passes != c.passes || passes != (next.sent == 1) {
			t.Errorf("%s: passes %t, sent %d (%v)", c.name, passes, next.sent, err)
		}
	}
}

// At another server buckets are addressed by path, whatever the host is called.
func TestFenceAtEndpoint(t *testing.T) {
	f := &fence{next: &sink{}, prefix: "p-1-", account: "1", host: "127.0.0.1:9000"}
	for url, passes := range map[string]bool{
		"http://127.0.0.1:9000/p-1-b/k":       true,
		"http://127.0.0.1:9000/b/k":           false,
		"http://127.0.0.1:9001/p-1-b/k":       false,
		"http://p-1-b.s3.amazonaws.com/k":     false,
		"http://127.0.0.1:9000/b%2F..%2Fp-1-": false,
	} {
		r, err := http.NewRequest(http.MethodPut, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Do(r); (err == nil) != passes {
			t.Errorf("%s: %v", url, err)
		}
	}
}
