package provider

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Each of a store's rules can be true of each of its operations, and one that isn't
// about the operation as such needn't be.
func TestRulesCanBeTrue(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range All() {
		if p.Name == "" || p.Checked == "" || seen[p.ID] {
			t.Errorf("%s: lacks a name or the day it was checked, or is there twice", p.ID)
		}
		seen[p.ID] = true
		for _, r := range p.Rules() {
			if seen[r.ID] {
				t.Errorf("%s is there twice", r.ID)
			}
			seen[r.ID] = true
			if len(r.Operations) == 0 {
				t.Errorf("%s applies to no operation", r.ID)
			}
			for _, op := range r.Operations {
				s := compat.Solve(r, op, sdk.Schema)
				if len(s.Violating) == 0 {
					t.Errorf("%s can't be true of %s", r.ID, op)
				}
				for _, c := range s.Violating {
					if !slices.ContainsFunc(p.Check(c.Request(), nil), func(f compat.Finding) bool { return f.Rule == r }) {
						t.Errorf("%s isn't found in an example of %s", r.ID, op)
					}
				}
			}
		}
	}
}

func TestByHost(t *testing.T) {
	for host, want := range map[string]*Profile{
		"0123.r2.cloudflarestorage.com":                                   R2,
		"photos.0123.r2.cloudflarestorage.com":                            R2,
		"0123.eu.r2.cloudflarestorage.com":                                R2,
		"s3.us-west-004.backblazeb2.com":                                  B2,
		"my.photos.s3.us-west-004.backblazeb2.com":                        B2,
		"storage.googleapis.com":                                          GCS,
		"fra1.digitaloceanspaces.com":                                     Spaces,
		"ns.compat.objectstorage.eu-frankfurt-1.oraclecloud.com":          OCI,
		"ns.compat.objectstorage.eu-frankfurt-1.oci.customer-oci.com":     OCI,
		"photos.vhcompat.objectstorage.us-phoenix-1.oci.customer-oci.com": OCI,
		"photos.s3.oss-cn-hangzhou.aliyuncs.com":                          OSS,
		"photos.oss-cn-hangzhou-internal.aliyuncs.com":                    OSS,
		"cn-hangzhou.oss.aliyuncs.com":                                    OSS,
		"photos.s3.gra.io.cloud.ovh.net":                                  OVHcloud,
		"s3.gra.perf.cloud.ovh.net":                                       OVHcloud,
		"photos.s3.fr-par.scw.cloud":                                      Scaleway,
		"s3.wasabisys.com":                                                Wasabi,
		"s3.eu-central-1.wasabisys.com":                                   Wasabi,
		"photos-1250000000.cos.ap-guangzhou.myqcloud.com":                 COS,
		"s3.private.us-south.cloud-object-storage.appdomain.cloud":        IBM,
		"us-ord-1.linodeobjects.com":                                      Linode,
		"fsn1.your-objectstorage.com":                                     Hetzner,
		"gateway.storjshare.io":                                           Storj,
		"gateway.eu1.storjshare.io":                                       Storj,
		"abcdefghij.storage.supabase.co":                                  Supabase,
		"abcdefghij.supabase.co":                                          Supabase,
		"photos.t3.storage.dev":                                           Tigris,
		"fly.storage.tigris.dev":                                          Tigris,

		"":                                     nil,
		"127.0.0.1":                            nil,
		"com":                                  nil,
		"r2.cloudflarestorage.com.example.com": nil,
		"evilstorage.googleapis.com":           nil,
		"r2.cloudflarestorage.com":             nil,
		"s3..scw.cloud":                        nil,
		// What the owners of the domains run, or let others run, beside the store.
		"0123-4567.pub.instances.scw.cloud": nil,
		"rg.fr-par.scw.cloud":               nil,
		"s3.gra.cloud.ovh.net":              nil, // the one before
		"link.storjshare.io":                nil,
		"console.storage.dev":               nil,
		"api.backblazeb2.com":               nil,
		"ecs.cn-hangzhou.aliyuncs.com":      nil,
		"x.functions.oci.oraclecloud.com":   nil,
		"console.wasabisys.com":             nil,
		"x.cdn.myqcloud.com":                nil,
	} {
		if got := ByHost(host); got != want {
			t.Errorf("%s belongs to another store than it should: %t", host, got != nil)
		}
	}
	if n := testing.AllocsPerRun(10, func() { ByHost("photos.s3.fr-par.example.com") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// What a store is recognised by was looked up.
func TestHostsHaveSources(t *testing.T) {
	for _, p := range All() {
		hosts, sources := p.Hosts()
		if (len(hosts) > 0) != (len(sources) > 0) {
			t.Errorf("%s: %d hosts, %d sources", p.ID, len(hosts), len(sources))
		}
		for _, s := range sources {
			if !strings.HasPrefix(s, "https://") {
				t.Errorf("%s: %s", p.ID, s)
			}
		}
	}
}

func TestCheckAllocatesNothing(t *testing.T) {
	in := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), Metadata: map[string]string{"a": "b"}}
	var r compat.Request
	sdk.Describe(in, &r)
	for _, p := range All() {
		p.Rules()
		if n := testing.AllocsPerRun(10, func() { p.Check(&r, nil) }); n != 0 {
			t.Errorf("%s: %v allocations", p.ID, n)
		}
	}
}

// wire is a transport that keeps the last request.
type wire struct{ last *http.Request }

func (w *wire) Do(r *http.Request) (*http.Response, error) {
	w.last = r
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("")), Request: r}, nil
}

func (w *wire) client(opts ...func(*s3.Options)) *s3.Client {
	return s3.NewFromConfig(aws.Config{
		Region: "eu-central-1", HTTPClient: w,
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret"}, nil
		}),
	}, opts...)
}

// With a store's settings a plain upload goes to the store, addressed as it wants,
// and without what it doesn't take; its own rules find nothing in it.
func TestOptions(t *testing.T) {
	for _, p := range All() {
		at := "place"
		if strings.HasPrefix(p.settings.endpoint, "{at}") {
			at = "https://s3.example.com"
		}
		if p == OCI {
			at = "ns.compat.objectstorage.eu-frankfurt-1.oci.customer-oci.com"
		}
		w := new(wire)
		_, err := w.client(p.Options(at)).PutObject(t.Context(), &s3.PutObjectInput{
			Bucket: aws.String("reports"), Key: aws.String("k"), Body: strings.NewReader("x"),
		})
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		if p.settings.region == "" && !strings.Contains(w.last.Header.Get("Authorization"), "/eu-central-1/s3/") {
			t.Errorf("%s: the configuration's Region isn't signed: %s", p.ID, w.last.Header.Get("Authorization"))
		}
		host := w.last.URL.Hostname()
		if p.settings.path != strings.HasSuffix(w.last.URL.Path, "/reports/k") {
			t.Errorf("%s: %s", p.ID, w.last.URL)
		}
		if len(p.hosts) > 0 && ByHost(host) != p {
			t.Errorf("%s isn't recognised as %s", host, p.ID)
		}
		if p.settings.whenRequired && (w.last.Header.Get("X-Amz-Trailer") != "" || w.last.Header.Get("X-Amz-Checksum-Crc32") != "") {
			t.Errorf("%s: a checksum is sent: %v", p.ID, w.last.Header)
		}
	}
}

// The README's two lines: the settings of R2 with a guard elsewhere, by host.
func TestQuickstartHosts(t *testing.T) {
	w := new(wire)
	if _, err := w.client(R2.Options("0123456789abcdef")).GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("k")}); err != nil {
		t.Fatal(err)
	}
	if got := w.last.URL.String(); got != "https://0123456789abcdef.r2.cloudflarestorage.com/reports/k?x-id=GetObject" {
		t.Error(got)
	}
	if !strings.Contains(w.last.Header.Get("Authorization"), "/auto/s3/") {
		t.Error(w.last.Header.Get("Authorization"))
	}
}

// Google's front end changes Accept-Encoding, so it isn't signed, but sent.
func TestEncodingIsUnsigned(t *testing.T) {
	get := &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("k")}
	signs := func(opts ...func(*s3.Options)) (signed bool, sent string) {
		w := new(wire)
		if _, err := w.client(opts...).GetObject(t.Context(), get); err != nil {
			t.Fatal(err)
		}
		return strings.Contains(w.last.Header.Get("Authorization"), "accept-encoding"), w.last.Header.Get("Accept-Encoding")
	}
	if signed, _ := signs(); !signed {
		t.Error("the SDK doesn't sign it any more")
	}
	if signed, sent := signs(GCS.Options("")); signed || sent != "identity" {
		t.Errorf("signed: %v, sent: %q", signed, sent)
	}
}

// Some stores insist on Content-MD5 for DeleteObjects.
func TestContentMD5(t *testing.T) {
	w := new(wire)
	_, err := w.client(OSS.Options("cn-hangzhou")).DeleteObjects(t.Context(), &s3.DeleteObjectsInput{
		Bucket: aws.String("reports"), Delete: &types.Delete{Objects: []types.ObjectIdentifier{{Key: aws.String("k")}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if w.last.Header.Get("Content-Md5") == "" {
		t.Errorf("%v", w.last.Header)
	}
}
