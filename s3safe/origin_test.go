package s3safe

import (
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// What is found out once of an endpoint is true of the client that it was found out
// for, and of an answer from that endpoint.
func TestWhereAnAnswerIsFromIsFoundOutOnce(t *testing.T) {
	of := func(o s3.Options) *origin {
		client := s3.New(o).Options()
		return &origin{client: &client}
	}
	american, chinese := of(s3.Options{Region: "us-east-1"}), of(s3.Options{Region: "cn-north-1"})
	below := of(s3.Options{Region: "us-east-1", BaseEndpoint: aws.String("https://store.example.com/s3")})
	const amazon, store = "reports.s3.us-east-1.amazonaws.com", "store.example.com"
	at := func(s string) *url.URL {
		u, err := url.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	e := &endpointEntry{host: strings.TrimPrefix(amazon, "reports."), at: bucketPlace{host: true}}
	own := &endpointEntry{host: store, at: bucketPlace{path: true}}
	for _, c := range []struct {
		name        string
		from        *origin
		entry       *endpointEntry
		bucket, url string
		want        bool
		found       *s3.Options // for whom it is found out then
	}{
		{"another partition's", chinese, e, "reports", "https://" + amazon + "/k", true, nil},
		{"its own", american, e, "reports", "https://" + amazon + "/k", false, american.client},
		{"again", american, e, "reports", "https://" + amazon + "/k", false, american.client},
		{"another partition's, after", chinese, e, "reports", "https://" + amazon + "/k", true, american.client},
		{"led elsewhere", american, e, "reports", "https://reports.s3.cn-north-1.amazonaws.com.cn/k", true, american.client},
		{"another bucket's", american, e, "figures", "https://figures.s3.us-east-1.amazonaws.com/k", false, american.client},
		{"another bucket's, led elsewhere", american, e, "figures", "https://figures.s3.cn-north-1.amazonaws.com.cn/k", true, american.client},
		{"the path counts", below, own, "reports", "https://" + store + "/s3/reports/k", false, nil},
		{"another path", below, own, "reports", "https://" + store + "/other/k", true, nil},
		{"no endpoint", american, nil, "reports", "https://" + amazon + "/k", false, nil},
	} {
		if got := c.from.ledElsewhere(c.entry, c.bucket, at(c.url)); got != c.want {
			t.Errorf("%s: elsewhere: %v", c.name, got)
		}
		if c.entry != nil && c.entry.home.Load() != c.found {
			t.Errorf("%s: found out for the wrong client", c.name)
		}
	}
}
