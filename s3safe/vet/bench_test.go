package vet

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/vet/internal/vettest"
)

// calls is a package with n functions, each of which makes an input in a way of its
// own and sends it.
func calls(n int) string {
	var b strings.Builder
	b.WriteString(`package many

import (
	"context"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

`)
	bodies := []string{`	_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: body, ContentType: aws.String("text/csv"), ServerSideEncryption: types.ServerSideEncryptionAwsKms})
	return err
`, `	in := &s3.GetObjectInput{Bucket: &bucket, Key: &key}
	if len(key) > 10 {
		in.Range = aws.String("bytes=0-9")
	}
	out, err := c.GetObject(ctx, in)
	if err != nil {
		return err
	}
	return out.Body.Close()
`, `	rules := []types.LifecycleRule{{ID: aws.String("old"), Status: types.ExpirationStatusEnabled, Filter: &types.LifecycleRuleFilter{Prefix: &key}, Expiration: &types.LifecycleExpiration{Days: aws.Int32(30)}}}
	for i := range 3 {
		rules = append(rules, types.LifecycleRule{ID: aws.String(key[i:]), Status: types.ExpirationStatusEnabled, Filter: &types.LifecycleRuleFilter{}, Expiration: &types.LifecycleExpiration{Days: aws.Int32(int32(i) + 1)}})
	}
	_, err := c.PutBucketLifecycleConfiguration(ctx, &s3.PutBucketLifecycleConfigurationInput{Bucket: &bucket, LifecycleConfiguration: &types.BucketLifecycleConfiguration{Rules: rules}})
	return err
`, `	for p := s3.NewListObjectsV2Paginator(c, &s3.ListObjectsV2Input{Bucket: &bucket, Prefix: &key}); p.HasMorePages(); {
		if _, err := p.NextPage(ctx); err != nil {
			return err
		}
	}
	_, err := c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String(bucket + "/" + key), MetadataDirective: types.MetadataDirectiveReplace, Metadata: map[string]string{"a": key}})
	return err
`}
	for i := range n {
		fmt.Fprintf(&b, "func f%d(ctx context.Context, c *s3.Client, bucket, key string, body io.Reader) error {\n%s}\n\n", i, bodies[i%len(bodies)])
	}
	return b.String()
}

// plain is a package of about the same length that doesn't use S3.
func plain(n int) string {
	var b strings.Builder
	b.WriteString("package many\n\nimport \"strings\"\n\n")
	for i := range n {
		fmt.Fprintf(&b, "func f%d(a, b string) (out []string) {\n\tfor _, f := range strings.Fields(a) {\n\t\tif strings.Contains(f, b) {\n\t\t\tout = append(out, strings.ToUpper(f))\n\t\t}\n\t}\n\treturn out\n}\n\n", i)
	}
	return b.String()
}

// BenchmarkVet times go vet of a package, without and with the analyzer, side by
// side: one with 100 calls of the SDK, and one without S3. Plain go vet runs its own
// analyzers, and the tool only s3safe's, as with golangci-lint it runs beside others.
func BenchmarkVet(b *testing.B) {
	dir := b.TempDir()
	tool := filepath.Join(dir, "s3safevet")
	if out, err := exec.Command("go", "build", "-o", tool, "./cmd/s3safevet").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	module := filepath.Join(dir, "module")
	write := func(name, text string) {
		name = filepath.Join(module, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			b.Fatal(err)
		}
		write(name, strings.Replace(string(text), "module github.com/s3safe/s3safe-go", "module example.com/app", 1))
	}
	n := 0
	for _, source := range []struct{ name, text string }{{"100calls", calls(100)}, {"withoutS3", plain(100)}} {
		for _, with := range []string{"plain", "s3safe"} {
			b.Run(source.name+"/"+with, func(b *testing.B) {
				var used time.Duration // by all processes, whatever else the machine does
				vet := func() {
					// Go keeps what vet found of a package that didn't change.
					n++
					write(filepath.Join(source.name, "many.go"), fmt.Sprintf("%s// %d\n", source.text, n))
					args := []string{"vet"}
					if with == "s3safe" {
						args = append(args, "-vettool="+tool)
					}
					cmd := exec.Command("go", append(args, "./"+source.name)...)
					cmd.Dir = module
					cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
					if out, err := cmd.CombinedOutput(); err != nil {
						b.Fatalf("%v: %s", err, out)
					}
					used += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
				}
				vet() // what is kept of the imported packages is made once for a tool
				first := used
				used = 0
				for b.Loop() {
					vet()
				}
				b.ReportMetric(used.Seconds()/float64(b.N), "cpu-s/op")
				b.ReportMetric(first.Seconds(), "first-cpu-s")
			})
		}
	}
}

// BenchmarkAnalyze times the analyzer alone on a package with 100 calls.
func BenchmarkAnalyze(b *testing.B) {
	text := calls(100)
	for b.Loop() {
		if _, err := vettest.Analyze(Analyzer, "many.go", text); err != nil {
			b.Fatal(err)
		}
	}
}
