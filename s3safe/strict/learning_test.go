package strict_test

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// configured are the answers of a server whose bucket has everything.
var configured = map[string]string{
	"accelerate":        "<AccelerateConfiguration><Status>Enabled</Status></AccelerateConfiguration>",
	"abac":              "<AbacStatus><Status>Enabled</Status></AbacStatus>",
	"acl":               "<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='CanonicalUser'><ID>o</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>",
	"cors":              "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>",
	"encryption":        "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>",
	"lifecycle":         "<LifecycleConfiguration><Rule><ID>a</ID><Status>Enabled</Status></Rule></LifecycleConfiguration>",
	"location":          "<LocationConstraint>eu-west-1</LocationConstraint>",
	"object-lock":       "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>",
	"ownershipControls": "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>",
	"policy":            `{"Version":"2012-10-17","Statement":[]}`,
	"publicAccessBlock": "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>",
	"replication":       "<ReplicationConfiguration><Role>r</Role></ReplicationConfiguration>",
	"requestPayment":    "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>",
	"tagging":           "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>",
	"versioning":        "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>",
	"website":           "<WebsiteConfiguration><IndexDocument><Suffix>i</Suffix></IndexDocument></WebsiteConfiguration>",
	"analytics":         "<ListBucketAnalyticsConfigurationResult><IsTruncated>false</IsTruncated></ListBucketAnalyticsConfigurationResult>",
	"inventory":         "<ListInventoryConfigurationsResult><IsTruncated>false</IsTruncated></ListInventoryConfigurationsResult>",
	"metrics":           "<ListMetricsConfigurationsResult><IsTruncated>false</IsTruncated></ListMetricsConfigurationsResult>",
	"uploadId":          "<ListPartsResult><UploadId>u</UploadId><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType></ListPartsResult>",
}

// full answers as such a server.
func full(w http.ResponseWriter, r *http.Request) bool {
	w.Header().Set("X-Amz-Version-Id", "v1")
	w.Header().Set("X-Amz-Bucket-Region", "eu-west-1")
	q := r.URL.Query()
	switch {
	case r.Method == http.MethodPost && q.Has("uploads"):
		_, _ = io.WriteString(w, "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><UploadId>u</UploadId></InitiateMultipartUploadResult>")
		return true
	case r.Method == http.MethodPut && q.Has("partNumber"):
		w.Header().Set("ETag", `"e"`)
		if r.Header.Get("X-Amz-Copy-Source") != "" {
			_, _ = io.WriteString(w, "<CopyPartResult><ETag>\"e\"</ETag></CopyPartResult>")
			return true
		}
	}
	return configuration(configured)(w, r)
}

// refusing answers every request with an error.
func refusing(status int, code, message string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			_, _ = fmt.Fprintf(w, "<Error><Code>%s</Code><Message>%s</Message></Error>", code, message)
		}
		return true
	}
}

// facts prints what is known of the buckets, and of the uploads that a case names.
func facts(t *testing.T, c *state.Cache, x *compat.Case) string {
	c.Wait()
	var b strings.Builder
	print := func(what string, f *compat.Facts) {
		if f == nil {
			return
		}
		fmt.Fprintf(&b, "%s: region %q, key %q, parts %d", what, f.Region, f.KeyMD5, f.Parts.Len())
		for _, k := range f.Known() {
			v, _ := f.Get(k)
			fmt.Fprintf(&b, ", %s %s", k, v)
		}
		b.WriteString("\n")
	}
	all := c.Buckets()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		print(name, all[name])
	}
	text := func(m compat.Member) string { s, _ := x.Members[m].(string); return s }
	for _, id := range []string{"u", text(member.UploadId)} {
		print("upload "+id, c.Upload(t.Context(), text(member.Bucket), text(member.Key), id))
	}
	return b.String()
}

// TestLearnedAlike: of every example that S3 accepts, the handler learns from the
// requests and answers that pass what a guard learns from the SDK's inputs and outputs.
func TestLearnedAlike(t *testing.T) {
	compared, told := 0, 0
	learned := map[string]bool{}
	for name, answer := range map[string]func(http.ResponseWriter, *http.Request) bool{
		"all is well": full, "no bucket": refusing(404, "NoSuchBucket", "gone"), "no lock": refusing(404, "ObjectLockConfigurationNotFoundError", "none"),
		"no ACL": refusing(400, "AccessControlListNotSupported", "off"), "no upload": refusing(404, "NoSuchUpload", "none"), "no policy": refusing(404, "NoSuchBucketPolicy", "none"),
		"no answer of S3's": refusing(502, "BadGateway", "somewhere"),
	} {
		for _, rule := range catalogue.Source().Rules() {
			for i := range rule.Allowed {
				c := compat.Complete(rule.Allowed[i], sdk.Schema)
				if form, _ := c.Signature.Get(compat.Presigned); form == "url" || form == "post" || form == "form" {
					continue
				}
				in, err := sdk.NewInput(c)
				if err != nil {
					continue
				}
				guards, handlers := newCache(t), newCache(t)
				p := &inProcess{handler: strict.Handler(&lax{answer: answer}, strict.WithState(handlers))}
				client := s3safe.New(s3.New(exampleOptions(&c, p)), s3safe.WithState(guards), s3safe.WithoutRecorder())
				_ = call(t.Context(), client, &c, in)
				if p.requests != 1 || p.rule != "" {
					continue
				}
				compared++
				want, got := facts(t, guards, &c), facts(t, handlers, &c)
				// The host of a Multi-Region Access Point doesn't name its account.
				want = strings.ReplaceAll(want, "arn:aws:s3::123456789012:accesspoint/", "arn:aws:s3:::accesspoint/")
				if want != got {
					t.Errorf("%s, %s, %s: the handler knows\n%sand the guard\n%s", name, rule.ID, c.Operation, got, want)
				}
				if got != "" {
					told++
					learned[c.Operation.String()] = true
				}
			}
		}
	}
	t.Logf("%d answers are learned from alike, of which %d, of %d operations, tell something", compared, told, len(learned))
	if compared < 3000 || told < 1000 || len(learned) < 60 {
		t.Error("too few were tried")
	}
}

// newCache returns a cache that asks for nothing.
func newCache(t *testing.T) *state.Cache {
	c, err := state.New(state.Probe())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestAsksAtTheEndpoint: a question goes to the endpoint of the request, with the bucket
// in the path.
func TestAsksAtTheEndpoint(t *testing.T) {
	var mu sync.Mutex // questions are asked side by side
	var asked []*http.Request
	next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			mu.Lock()
			asked = append(asked, r)
			mu.Unlock()
			w.Header().Set("X-Amz-Request-Id", "LAX")
			configuration(configured)(w, r)
		}
	})
	for host, want := range map[string]string{"reports.localhost:9000": "localhost:9000", "127.0.0.1:9000": "127.0.0.1:9000", "reports.s3.eu-west-1.amazonaws.com": "s3.eu-west-1.amazonaws.com"} {
		mu.Lock()
		asked = nil
		mu.Unlock()
		path := "/k"
		if !strings.HasPrefix(host, "reports.") {
			path = "/reports/k"
		}
		r := httptest.NewRequest(http.MethodPut, "http://"+host+path, nil)
		r.URL.Scheme, r.URL.Host = "", ""
		r.Header.Set("X-Amz-Acl", "authenticated-read")
		sign(r)
		if strings.Contains(host, "eu-west-1") {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), "us-east-1", "eu-west-1", 1))
		}
		w := httptest.NewRecorder()
		strict.Handler(next, strict.WithCredentials(credentials)).ServeHTTP(w, r)
		mu.Lock()
		if len(asked) == 0 {
			t.Errorf("%s: nothing is asked; answer %d %s", host, w.Code, w.Body)
		}
		for _, r := range asked {
			if r.Host != want || r.URL.Path != "/reports" {
				t.Errorf("%s: asked %s at %s", host, r.URL, r.Host)
			}
		}
		mu.Unlock()
	}
}
