package s3safe

import (
	"context"
	"math/rand/v2"
	"net/url"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
)

// A host with the final period of a fully qualified name is the same host, of Amazon's
// or not, and has the same bucket and labels.
func TestFinalPeriod(t *testing.T) {
	for _, host := range []string{
		"s3.amazonaws.com", "s3.us-east-1.amazonaws.com", "reports.s3.us-east-1.amazonaws.com",
		"reports.s3-fips.dualstack.us-gov-west-1.amazonaws.com", "reports.s3-accelerate.amazonaws.com",
		"reports.s3.cn-north-1.amazonaws.com.cn", "minio.example.com", "reports.minio.example.com", "localhost",
	} {
		for _, path := range []string{"/k", "/reports/k"} {
			var plain, rooted compat.Facts
			readEndpoint(&plain, &url.URL{Scheme: "https", Host: host, Path: path}, "reports")
			readEndpoint(&rooted, &url.URL{Scheme: "https", Host: host + ".", Path: path}, "reports")
			if plain != rooted {
				t.Errorf("%s%s: %v, with a period %v", host, path, plain, rooted)
			}
			withPort := compat.Facts{}
			readEndpoint(&withPort, &url.URL{Scheme: "https", Host: host + ".:443", Path: path}, "reports")
			if plain != withPort {
				t.Errorf("%s%s: %v, with a period and a port %v", host, path, plain, withPort)
			}
		}
	}
}

// What is remembered of an endpoint, for all buckets or for one, is what its URL says.
func TestEndpointsRemembered(t *testing.T) {
	hosts := []string{
		"s3.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com.", "s3.us-east-1.amazonaws.com:443", "S3.us-east-1.amazonaws.com",
		"s3.amazonaws.com", "s3-fips.us-east-1.amazonaws.com", "s3.dualstack.us-east-1.amazonaws.com", "s3-accelerate.amazonaws.com",
		"s3express-use1-az4.us-east-1.amazonaws.com", "s3.cn-north-1.amazonaws.com.cn", "us-east-1.amazonaws.com", "amazonaws.com", "com",
		"bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com", "store.example.com", "store.example.com:9000", "localhost:9000", "example",
		"123456789012.s3-control.us-east-1.amazonaws.com", "api.aws", "on.aws", "[::1]:9000",
	}
	buckets := []string{
		"", "reports", "Reports", "figures", "s3", "s3.us-west-2", "dualstack", "s3-accelerate", "reports.eu-west-1", "example", "store",
		"reports.s3.amazonaws", "s3.eu-west-1.amazonaws", "x.s3-fips.us-gov-west-1", "bucket", "vpce",
	}
	tables := map[bool]*endpointTable{false: new(endpointTable), true: new(endpointTable)} // a guard assumes it always, or never
	likely := map[bool]*endpointEntry{}
	r := rand.New(rand.NewPCG(1, 2))
	of := func(list []string) string { return list[r.IntN(len(list))] }
	for range 100_000 {
		bucket := of(buckets)
		u := &url.URL{Scheme: of([]string{"http", "https", "https", "https", "ftp"}), Host: of(hosts), Path: "/k"}
		if named := of(buckets); named != "" && r.IntN(4) > 0 {
			u.Host = named + "." + u.Host
		}
		if named := of(buckets); named != "" && r.IntN(2) > 0 {
			u.Path = "/" + named + of([]string{"", "/", "/k"})
		}
		assume := r.IntN(4) == 0
		got := tables[assume].read(context.Background(), u, bucket, assume, likely[assume])
		var want compat.Facts
		readEndpoint(&want, u, bucket)
		if assume {
			assumeAmazon(&want)
		}
		if *got.facts != want || got.elsewhere != elsewhere(&want) || !got.hosts(u, bucket) {
			t.Fatalf("%s, bucket %q: %+v, want %+v", u, bucket, got, want)
		}
		if r.IntN(4) == 0 {
			likely[assume] = got
		}
	}
	for i := range tables[false].facts {
		if tables[false].facts[i].Load() == nil {
			t.Errorf("only %d different facts", i)
			break
		}
	}
}
