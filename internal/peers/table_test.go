package peers

import (
	"fmt"
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
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// row is one thing that is measured, often times over in a turn.
type row struct {
	name  string
	often int
	f     func()
}

var once sync.Once

// BenchmarkTable prints what judging costs, beside others: all rows take turns in one
// run. The machine is never idle, so the fastest tenth of the turns counts.
func BenchmarkTable(b *testing.B) {
	once.Do(func() {
		rows, err := rows()
		if err != nil {
			b.Fatal(err)
		}
		turns := 1000
		if testing.Short() {
			turns = 200
		}
		took := make([][]float64, len(rows))
		for _, r := range rows {
			for range 20 {
				r.f()
			}
		}
		for range turns {
			for i, r := range rows {
				start := time.Now()
				for range r.often {
					r.f()
				}
				took[i] = append(took[i], float64(time.Since(start).Nanoseconds())/float64(r.often))
			}
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(w, "\nns, fastest tenth\tns, median\tallocs\tbytes\t  what")
		for i, r := range rows {
			slices.Sort(took[i])
			tenth := took[i][:len(took[i])/10]
			sum := 0.0
			for _, t := range tenth {
				sum += t
			}
			allocs, bytes := allocated(r.f)
			fmt.Fprintf(w, "%.0f\t%.0f\t%.0f\t%.0f\t  %s\n", sum/float64(len(tenth)), took[i][len(took[i])/2], allocs, bytes, r.name)
		}
		w.Flush()
	})
	for b.Loop() {
		// The table is the result.
	}
	b.ReportMetric(0, "ns/op")
}

func allocated(f func()) (n, bytes float64) {
	const runs = 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / runs, float64(after.TotalAlloc-before.TotalAlloc) / runs
}

func good() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("reports/2026/q3.csv"), ContentType: aws.String("text/csv"),
		CacheControl: aws.String("no-cache"), ContentLanguage: aws.String("en"), StorageClass: types.StorageClassStandardIa,
		ServerSideEncryption: types.ServerSideEncryptionAwsKms, SSEKMSKeyId: aws.String(Good().KMSKey),
		ExpectedBucketOwner: aws.String("123456789012"), IfNoneMatch: aws.String("*"),
	}
}

func rows() ([]row, error) {
	var list []row
	judges, err := Judges()
	if err != nil {
		return nil, err
	}
	for _, j := range judges {
		p := j.Prepare(Good())
		list = append(list, row{fmt.Sprintf("%s: 20 rules, 10 members", j.Name), 200, func() {
			if j.Broken(p) {
				panic(j.Name)
			}
		}})
	}
	catalog := catalogue.Catalog()
	judged := func(name string, in any, found int) row {
		return row{name, 100, func() {
			var r compat.Request
			if !sdk.Describe(in, &r) || len(catalog.CheckInput(&r, nil)) != found {
				panic(name)
			}
		}}
	}
	one := good()
	one.CacheControl = aws.String("no\ncache")
	three := good()
	three.CacheControl, three.Key, three.IfNoneMatch = one.CacheControl, aws.String(strings.Repeat("k", 1025)), aws.String("etag")
	tagged, granted, described := good(), good(), good()
	tagged.Tagging = aws.String("team=finance&project=apollo&cost-centre=12")
	granted.GrantRead = aws.String("id=79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be")
	described.Metadata = map[string]string{"project": "apollo", "department": "finance"}
	list = append(list,
		judged(fmt.Sprintf("the guard's first moment: %d rules, 10 members", len(catalog.RulesFor(operation.PutObject))), good(), 0),
		judged("the same and three tags", tagged, 0),
		judged("the same and a grant", granted, 0),
		judged("the same and two entries of metadata", described, 0),
		judged("the same, one rule broken", one, 1),
		judged("the same, three broken", three, 3),
	)
	in := good()
	list = append(list, row{"s3safe.Check, 10 members, none broken", 100, func() {
		if err := s3safe.Check(in); err != nil {
			panic(err)
		}
	}})
	list = append(list, builderRows()...)
	policy := &s3.PutBucketPolicyInput{Bucket: aws.String("amzn-s3-demo-bucket"), Policy: aws.String(policyOf(20 << 10))}
	list = append(list, row{fmt.Sprintf("a bucket policy of %d bytes, all rules", len(*policy.Policy)), 1, func() {
		var r compat.Request
		if !sdk.Describe(policy, &r) || len(catalog.Check(&r, nil)) != 0 {
			panic("policy")
		}
	}})
	own := ownRules(10)
	list = append(list, row{"a client with ten rules of its own", 1, func() { s3safe.New(nil, s3safe.WithRules(own...)) }})
	return list, nil
}

// builderRows puts a builder beside a literal that is judged.
func builderRows() []row {
	catalog := catalogue.Catalog()
	return []row{
		{"a literal of ten members, judged", 100, func() {
			var r compat.Request
			if !sdk.Describe(good(), &r) || len(catalog.CheckInput(&r, nil)) != 0 {
				panic("literal")
			}
		}},
		{"the same, judged by all rules, as Build does", 100, func() {
			var r compat.Request
			if !sdk.Describe(good(), &r) || len(catalog.Check(&r, nil)) != 0 {
				panic("literal")
			}
		}},
		{"a builder's ten members and Build", 100, func() {
			_, err := putobject.General("amzn-s3-demo-bucket", "reports/2026/q3.csv").ContentType("text/csv").CacheControl("no-cache").
				ContentLanguage("en").StorageClass(opt.StandardIA).Encryption(opt.KMS(Good().KMSKey)).
				ExpectedBucketOwner("123456789012").If(opt.Absent()).Build()
			if err != nil {
				panic(err)
			}
		}},
	}
}

// policyOf returns a policy that breaks no rule, of about so many bytes.
func policyOf(size int) string {
	var b strings.Builder
	b.WriteString(`{"Version":"2012-10-17","Statement":[`)
	for i := 0; b.Len() < size-200; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"Sid":"S%d","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/r%d"},"Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::amzn-s3-demo-bucket/p%d/*"}`, i, i, i)
	}
	b.WriteString("]}")
	return b.String()
}

// ownRules makes rules of one's own.
func ownRules(n int) []compat.Rule {
	rules := make([]compat.Rule, n)
	for i := range rules {
		text := fmt.Sprint("class-", i)
		given := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "a")
		rules[i] = compat.Rule{
			ID: fmt.Sprint("own-rule-", i), Topic: "own", Title: "A rule of one's own", Why: "W", Fix: "F",
			Operations: []compat.Operation{operation.PutObject}, When: compat.Equals(member.CacheControl, text),
			Answer: compat.Answer{Status: 400, Code: "InvalidRequest"}, Sources: []string{"https://docs.aws.amazon.com/AmazonS3/"},
			Violating: []compat.Case{given.With(member.CacheControl, text)}, Allowed: []compat.Case{given},
		}
	}
	return rules
}
