package build

import "testing"

// The final period of a fully qualified name changes nothing.
func TestParseHostFinalPeriod(t *testing.T) {
	for _, host := range []string{
		"reports.s3-fips.dualstack.us-east-1.amazonaws.com", "s3-eu-west-1.amazonaws.com", "reports.s3.cn-north-1.amazonaws.com.cn", "minio.example.com",
	} {
		want := ParseHost(host)
		for _, rooted := range []string{host + ".", host + ".:443"} {
			if got := ParseHost(rooted); got != want {
				t.Errorf("%s: %+v, without the period %+v", rooted, got, want)
			}
		}
	}
	if p := ParseHost("reports.s3.us-east-1.amazonaws.com."); p.bucket != "reports" || p.Region != "us-east-1" || !p.amazon {
		t.Errorf("%+v", p)
	}
}
