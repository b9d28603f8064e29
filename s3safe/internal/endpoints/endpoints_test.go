package endpoints

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyauth "github.com/aws/smithy-go/auth"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
)

var buckets = []string{
	"amzn-s3-demo-bucket", "dotted.bucket.name", "Bucket_of_old", "bucket--use1-az4--x-s3", "bucket--use1-az4--xa-s3",
	"arn:aws:s3:us-west-2:123456789012:accesspoint/reports", "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap",
	"arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/lambda",
	"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01234567890123456/accesspoint/ap",
	"reports-abcdefghijklmnopqrstuvwxyz0123-s3alias", "test-accessp-e0000075b5b7b4b6e--op-s3", "a", "",
}

var keys = []string{
	"reports/2026/q3.csv", "", "/", "key--x-s3", "arn:aws:s3:us-west-2:123456789012:accesspoint/reports", "../x",
	"https://example.com", "{Bucket}", strings.Repeat("k", 1024),
}

// random returns parameters such as the SDK makes of options and an input.
func random(r *rand.Rand) (p s3.EndpointParameters) {
	pick := func(from ...string) *string { return &from[r.IntN(len(from))] }
	flag := func() *bool { return aws.Bool(r.IntN(4) == 0) }
	some := func(v *bool) *bool {
		if r.IntN(3) > 0 {
			return nil
		}
		return v
	}
	if r.IntN(10) > 0 {
		p.Bucket = pick(buckets...)
	}
	p.Region = pick("us-east-1", "us-west-2", "eu-central-1", "cn-north-1", "us-gov-west-1", "aws-global", "local")
	if r.IntN(4) == 0 {
		p.Endpoint = pick("https://example.com", "http://localhost:9000/base", "https://192.0.2.1", "https://bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com", "no url")
	}
	p.UseFIPS, p.UseDualStack, p.ForcePathStyle, p.Accelerate = flag(), flag(), flag(), flag()
	p.DisableMultiRegionAccessPoints, p.UseArnRegion = flag(), flag()
	p.UseGlobalEndpoint, p.UseObjectLambdaEndpoint, p.DisableAccessPoints = some(flag()), some(flag()), some(flag())
	p.UseS3ExpressControlEndpoint, p.DisableS3ExpressSessionAuth = some(flag()), some(flag())
	others(r, &p)
	return p
}

// others sets what the SDK's resolver doesn't read.
func others(r *rand.Rand, p *s3.EndpointParameters) {
	for _, at := range []**string{&p.Key, &p.Prefix, &p.CopySource} {
		*at = nil
		if r.IntN(2) == 0 {
			*at = &keys[r.IntN(len(keys))]
		}
	}
}

// said is all that there is to an endpoint, or the error.
func said(e smithyendpoints.Endpoint, err error) string {
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %+v %v\n", e.URI.String(), e.URI, e.Headers)
	ways, is := smithyauth.GetAuthOptions(&e.Properties)
	fmt.Fprintln(&b, is, len(ways), len(e.Properties.Values()))
	for _, w := range ways {
		fmt.Fprintln(&b, w.SchemeID, w.IdentityProperties.Values(), w.SignerProperties.Values())
	}
	for k, v := range e.Properties.Values() {
		if _, list := v.([]*smithyauth.Option); !list {
			fmt.Fprintf(&b, "%T %v %v", k, k, v)
		}
	}
	return b.String()
}

// What is remembered is what the SDK's resolver says, whatever was asked before and
// whatever is done with the answers.
func TestSameAsTheSDKs(t *testing.T) {
	ctx := context.Background()
	sdks, r := s3.NewDefaultEndpointResolverV2(), New()
	source := rand.New(rand.NewPCG(1, 2))
	answered, remembered := 0, 0
	for range 20000 {
		p := random(source)
		for range 3 {
			want := said(sdks.ResolveEndpoint(ctx, p))
			was := held(r, p)
			got, err := r.ResolveEndpoint(ctx, p)
			if s := said(got, err); s != want {
				t.Fatalf("%+v: remembered is %t\n%s\nnot\n%s", p, was, s, want)
			}
			if err == nil {
				answered++
				spoil(got)
			}
			if was {
				remembered++
			}
			others(source, &p)
		}
	}
	if answered < 1000 || remembered < 1000 {
		t.Errorf("%d answers, %d of them remembered", answered, remembered)
	}
}

// held reports whether the answer is remembered.
func held(r *Resolver, p s3.EndpointParameters) bool {
	var q question
	q.read(&p)
	a := r.slot(q.bucket).Load()
	return a != nil && a.question == q
}

// spoil does to an answer what the SDK does, and worse.
func spoil(e smithyendpoints.Endpoint) {
	ways, _ := smithyauth.GetAuthOptions(&e.Properties)
	for _, w := range ways {
		w.SchemeID = "other"
		for k := range w.SignerProperties.Values() {
			w.SignerProperties.Set(k, "spoiled")
		}
		w.IdentityProperties.Set("spoiled", true)
	}
	if len(ways) > 0 {
		ways[0] = nil
	}
	e.Properties.Set("spoiled", true)
	e.Headers.Set("Spoiled", "true")
}

// Every parameter that the SDK's resolver reads makes another question.
func TestQuestionHasAllParameters(t *testing.T) {
	unread := map[string]bool{"Key": true, "Prefix": true, "CopySource": true}
	kind := reflect.TypeFor[s3.EndpointParameters]()
	if kind.NumField() != parameters {
		t.Fatalf("%d parameters, not %d", kind.NumField(), parameters)
	}
	seen := map[question]string{}
	add := func(name string, p s3.EndpointParameters) {
		var q question
		q.read(&p)
		if other, is := seen[q]; is && !unread[name] {
			t.Errorf("%s makes the same question as %s", name, other)
		} else if !is && unread[name] {
			t.Errorf("%s makes another question", name)
		}
		seen[q] = name
	}
	add("nothing", s3.EndpointParameters{})
	for i := range kind.NumField() {
		for _, v := range []any{aws.Bool(true), aws.Bool(false), aws.String(""), aws.String("x")} {
			var p s3.EndpointParameters
			if f := reflect.ValueOf(&p).Elem().Field(i); f.Type() == reflect.TypeOf(v) {
				f.Set(reflect.ValueOf(v))
				add(kind.Field(i).Name, p)
			}
		}
	}
	if want := 1 + 2*(parameters-len(unread)); len(seen) != want {
		t.Errorf("%d questions, not %d", len(seen), want)
	}
}

// A text that the application changes later changes nothing of what is remembered.
func TestKeepsNothingOfTheApplications(t *testing.T) {
	ctx, r := context.Background(), New()
	name := []byte("amzn-s3-demo-bucket")
	bucket := string(name)
	p := s3.EndpointParameters{Bucket: &bucket, Region: aws.String("us-east-1")}
	first, err := r.ResolveEndpoint(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	bucket = "other"
	second, err := r.ResolveEndpoint(ctx, p)
	if err != nil || second.URI.Host == first.URI.Host || !strings.HasPrefix(second.URI.Host, "other.") {
		t.Errorf("%s after %s, %v", second.URI.Host, first.URI.Host, err)
	}
	bucket = string(name)
	if third, err := r.ResolveEndpoint(ctx, p); err != nil || third.URI.Host != first.URI.Host {
		t.Errorf("%s, not %s, %v", third.URI.Host, first.URI.Host, err)
	}
}

// Answers that goroutines get at once are each one's own.
func TestConcurrent(t *testing.T) {
	ctx, r := context.Background(), New()
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			source := rand.New(rand.NewPCG(uint64(g), 3))
			for range 500 {
				bucket := fmt.Sprint("bucket-", source.IntN(600))
				p := s3.EndpointParameters{Bucket: &bucket, Region: aws.String("us-east-1")}
				for range 2 {
					e, err := r.ResolveEndpoint(ctx, p)
					if err != nil || e.URI.Host != bucket+".s3.us-east-1.amazonaws.com" {
						t.Errorf("%s: %v %v", bucket, e.URI.Host, err)
						return
					}
					spoil(e)
				}
			}
		})
	}
	all.Wait()
}

// An application's own resolver is never taken for the SDK's.
func TestKnown(t *testing.T) {
	for _, r := range []s3.EndpointResolverV2{nil, own{}, &own{}, New()} {
		if Known(r) {
			t.Errorf("%T is known", r)
		}
	}
	if SDKs(own{}) || SDKs(nil) || !SDKs(New()) || !SDKs(s3.NewDefaultEndpointResolverV2()) {
		t.Error("SDKs")
	}
}

type own struct{ s3.EndpointResolverV2 }
