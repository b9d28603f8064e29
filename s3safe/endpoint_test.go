package s3safe

import (
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
