package op_test

import (
	"fmt"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/deleteobject"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

const (
	bucket  = "amzn-s3-demo-bucket"
	key     = "reports/2026/q3.csv"
	account = "123456789012"
	version = "3HL4kqtJlcpXroDTDmjVBH40Nrjfkd0X"
	keyARN  = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
)

// must is the input of a builder that has nothing to complain of.
func must[T any](in *T, err error) any {
	if err != nil {
		panic(err)
	}
	return in
}

// forms are requests, each as a literal and as a builder makes it.
var forms = []struct {
	name             string
	literal, builder func() any
}{
	{
		"PutObject, 10 members", func() any {
			return &s3.PutObjectInput{
				Bucket: aws.String(bucket), Key: aws.String(key), ContentType: aws.String("text/csv"), CacheControl: aws.String("no-cache"),
				ContentLanguage: aws.String("en"), StorageClass: types.StorageClassStandardIa, ServerSideEncryption: types.ServerSideEncryptionAwsKms,
				SSEKMSKeyId: aws.String(keyARN), ExpectedBucketOwner: aws.String(account), IfNoneMatch: aws.String("*"),
			}
		}, func() any {
			return must(putobject.General(bucket, key).ContentType("text/csv").CacheControl("no-cache").ContentLanguage("en").
				StorageClass(opt.StandardIA).Encryption(opt.KMS(keyARN)).ExpectedBucketOwner(account).If(opt.Absent()).Build())
		},
	},
	{
		"PutObject, 6 members", func() any {
			return &s3.PutObjectInput{
				Bucket: aws.String(bucket), Key: aws.String(key), Body: strings.NewReader("a;b"), ChecksumAlgorithm: types.ChecksumAlgorithmCrc64nvme,
				ServerSideEncryption: types.ServerSideEncryptionAes256, ContentType: aws.String("text/csv"),
			}
		}, func() any {
			return must(putobject.General(bucket, key).Body(strings.NewReader("a;b")).Checksum(opt.CRC64NVME()).Encryption(opt.SSES3()).ContentType("text/csv").Build())
		},
	},
	{
		"CopyObject, 10 members", func() any {
			return &s3.CopyObjectInput{
				Bucket: aws.String(bucket), Key: aws.String(key), CopySource: aws.String("amzn-s3-demo-source/" + url.PathEscape("q3.csv")),
				StorageClass: types.StorageClassStandardIa, ServerSideEncryption: types.ServerSideEncryptionAwsKms, SSEKMSKeyId: aws.String(keyARN),
				MetadataDirective: types.MetadataDirectiveReplace, ContentType: aws.String("text/csv"),
				ExpectedBucketOwner: aws.String(account), ExpectedSourceBucketOwner: aws.String(account),
			}
		}, func() any {
			return must(copyobject.General(bucket, key, opt.Source("amzn-s3-demo-source", "q3.csv")).StorageClass(opt.StandardIA).Encryption(opt.KMS(keyARN)).
				Metadata(opt.ReplaceMetadata().ContentType("text/csv")).ExpectedBucketOwner(account).ExpectedSourceBucketOwner(account).Build())
		},
	},
	{
		"CreateMultipartUpload, 10 members", func() any {
			return &s3.CreateMultipartUploadInput{
				Bucket: aws.String(bucket), Key: aws.String(key), ContentType: aws.String("text/csv"), CacheControl: aws.String("no-cache"),
				ContentLanguage: aws.String("en"), StorageClass: types.StorageClassStandardIa, ServerSideEncryption: types.ServerSideEncryptionAwsKms,
				SSEKMSKeyId: aws.String(keyARN), ExpectedBucketOwner: aws.String(account), ContentDisposition: aws.String("attachment"),
			}
		}, func() any {
			return must(createmultipartupload.General(bucket, key).ContentType("text/csv").CacheControl("no-cache").ContentLanguage("en").
				StorageClass(opt.StandardIA).Encryption(opt.KMS(keyARN)).ExpectedBucketOwner(account).ContentDisposition("attachment").Build())
		},
	},
	{
		"GetObject, 5 members", func() any {
			return &s3.GetObjectInput{
				Bucket: aws.String(bucket), Key: aws.String(key), VersionId: aws.String(version), ExpectedBucketOwner: aws.String(account),
				ResponseContentType: aws.String("text/csv"),
			}
		}, func() any {
			return must(getobject.General(bucket, key).Version(opt.VersionID(version)).ExpectedBucketOwner(account).ResponseContentType("text/csv").Build())
		},
	},
	{
		"DeleteObject, 4 members", func() any {
			return &s3.DeleteObjectInput{Bucket: aws.String(bucket), Key: aws.String(key), VersionId: aws.String(version), ExpectedBucketOwner: aws.String(account)}
		}, func() any {
			return must(deleteobject.General(bucket, key).Version(opt.VersionID(version)).ExpectedBucketOwner(account).Build())
		},
	},
}

var kept any

var once sync.Once

// BenchmarkForms prints what builders cost beside literals that are judged by the
// same rules. All take turns in one run; the machine is never idle, so the fastest
// tenth of the turns counts beside the median.
func BenchmarkForms(b *testing.B) {
	once.Do(func() {
		turns := 1000
		if testing.Short() {
			turns = 200
		}
		catalog := catalogue.Catalog()
		var todo []func()
		for _, f := range forms {
			todo = append(todo, func() { kept = f.literal() }, func() {
				in := f.literal()
				var r compat.Request
				sdk.Describe(in, &r)
				if found := catalog.Check(&r, nil); len(found) != 0 {
					panic(f.name + ": " + found[0].Rule.ID)
				}
				kept = in
			}, func() { kept = f.builder() })
		}
		const often = 50
		took := make([][]float64, len(todo))
		for range turns {
			for i, do := range todo {
				start := time.Now()
				for range often {
					do()
				}
				took[i] = append(took[i], float64(time.Since(start).Nanoseconds())/often)
			}
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(w, "\nns: fastest tenth (median)\tliteral\tjudged\tbuilder\tratio\tallocs\tbytes\t")
		for i, f := range forms {
			var fast, median [3]float64
			for j := range fast {
				t := took[3*i+j]
				slices.Sort(t)
				for _, x := range t[:turns/10] {
					fast[j] += x / float64(turns/10)
				}
				median[j] = t[turns/2]
			}
			was, bytesWere := allocated(todo[3*i])
			is, bytesAre := allocated(todo[3*i+2])
			fmt.Fprintf(w, "%s\t%.0f (%.0f)\t%.0f (%.0f)\t%.0f (%.0f)\t%.2f (%.2f)\t%.0f : %.0f\t%.0f : %.0f\t\n", f.name, fast[0], median[0],
				fast[1], median[1], fast[2], median[2], fast[2]/fast[1], median[2]/median[1], was, is, bytesWere, bytesAre)
		}
		w.Flush()
	})
	for b.Loop() {
		// The table is the result.
	}
	b.ReportMetric(0, "ns/op")
}

func allocated(f func()) (n, bytes float64) {
	const runs = 100
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / runs, float64(after.TotalAlloc-before.TotalAlloc) / runs
}
