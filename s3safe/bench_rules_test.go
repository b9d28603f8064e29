package s3safe_test

import (
	"fmt"
	"math"
	"os"
	"slices"
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
)

// digests are the digests of a body. One that is given besides a body in memory
// is compared with it, which costs what hashing the body costs; that isn't what
// is measured here.
var digests = member.SetOf(member.ContentMD5, member.ChecksumCRC32, member.ChecksumCRC32C, member.ChecksumCRC64NVME,
	member.ChecksumMD5, member.ChecksumSHA1, member.ChecksumSHA256, member.ChecksumSHA512,
	member.ChecksumXXHASH128, member.ChecksumXXHASH3, member.ChecksumXXHASH64)

var bodies = member.SetOf(member.Body, member.AnnotationPayload)

// typical makes a request of the operation that breaks no rule, with as many
// members as go together: each is tried with its samples in turn, and left out
// if all of them break a rule.
func typical(tb testing.TB, op compat.Operation) (input any, members int) {
	tb.Helper()
	catalog := catalogue.Catalog()
	compatible := func(c compat.Case) any {
		in, err := sdk.NewInput(c)
		if err != nil {
			return nil
		}
		var r compat.Request
		if !sdk.Describe(in, &r) || len(catalog.Check(&r, nil)) > 0 {
			return nil
		}
		return in
	}
	c := compat.Complete(compat.Given(op), sdk.Schema)
	input = compatible(c)
	// Some operations are about directory buckets only, and a new bucket can't
	// have the name of the samples' bucket.
	for _, bucket := range []string{"reports", "reports--usw2-az1--x-s3"} {
		if in := compatible(c.With(member.Bucket, bucket)); input == nil && in != nil {
			c, input = c.With(member.Bucket, bucket), in
		}
	}
	all := sdk.Schema.Members(op)
	for _, m := range all.IDs() {
		if _, set := c.Members[m]; set || bodies.Meets(&all) && digests.Has(m) {
			continue
		}
		for _, v := range sdk.Schema.Samples(op, m) {
			if in := compatible(c.With(m, v)); in != nil {
				c, input = c.With(m, v), in
				break
			}
		}
	}
	return input, len(c.Members)
}

// judge is what the guard does for a compatible request at its first moment.
func judge(catalog *compat.Catalog, input any) int {
	var r compat.Request
	if !sdk.Describe(input, &r) {
		return -1
	}
	return len(catalog.CheckInput(&r, nil))
}

// byRules lists the operations, those with the most rules first.
func byRules() []compat.Operation {
	ops := allOperations()
	catalog := catalogue.Catalog()
	slices.SortStableFunc(ops, func(a, b compat.Operation) int { return len(catalog.RulesFor(b)) - len(catalog.RulesFor(a)) })
	return ops
}

// BenchmarkRules measures the guard's first moment for a compatible request with
// as many members as go together: for the operation with the most rules, and for
// PutObject with ten members. Before, it prints a table of all operations:
//
//	go test -run '^$' -bench Rules ./s3safe
func BenchmarkRules(b *testing.B) {
	catalog := catalogue.Catalog()
	rulesTable.Do(func() { printRulesTable(b, catalog) })
	most := byRules()[0]
	b.Run("Most/"+most.String(), func(b *testing.B) {
		input, members := typical(b, most)
		benchmarkInput(b, catalog, input)
		b.ReportMetric(float64(len(catalog.RulesFor(most))), "rules")
		b.ReportMetric(float64(members), "members")
	})
	b.Run("TenMembers/PutObject", func(b *testing.B) { benchmarkInput(b, catalog, tenMembers()) })
	b.Run("TenMembers/CopyObject", func(b *testing.B) { benchmarkInput(b, catalog, tenMembersCopy()) })
}

func benchmarkInput(b *testing.B, catalog *compat.Catalog, input any) {
	b.ReportAllocs()
	for b.Loop() {
		if judge(catalog, input) != 0 {
			b.Fatal("the request isn't compatible")
		}
	}
}

// rulesTable keeps the table from being printed for every run of the benchmark.
var rulesTable sync.Once

// printRulesTable prints, for each operation, its rules, what a request costs, and
// what the SDK's own call costs with the same input, over a stub transport.
func printRulesTable(b *testing.B, catalog *compat.Catalog) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\nrules\tat input\tmembers\tns/op\tallocs/op\tSDK µs/op\tshare\t  operation")
	client := s3.New(new(stub).options())
	for _, op := range byRules() {
		input, members := typical(b, op)
		if input == nil {
			b.Errorf("%s: no compatible request found", op)
			continue
		}
		rules, early := catalog.RulesFor(op), 0
		for _, r := range rules {
			if !r.NeedsResolution() {
				early++
			}
		}
		check := func() { judge(catalog, input) }
		own, sdk := nanoseconds(2000, check), nanoseconds(100, func() { _ = invoke(client, op.String(), input) })
		fmt.Fprintf(w, "%d\t%d\t%d\t%.0f\t%.0f\t%.0f\t%.2f %%\t  %s\n",
			len(rules), early, members, own, testing.AllocsPerRun(10, check), sdk/1000, 100*own/sdk, op)
	}
	w.Flush()
}

// nanoseconds measures shortly: a benchmark within a benchmark isn't possible.
func nanoseconds(n int, f func()) float64 {
	best := math.Inf(1)
	for range 5 {
		start := time.Now()
		for range n {
			f()
		}
		best = min(best, float64(time.Since(start).Nanoseconds())/float64(n))
	}
	return best
}

// TestRulesAllocateNothing: whatever the operation, judging a compatible request
// at the first moment allocates nothing. A bucket policy is the exception: it is
// a text that has to be parsed.
func TestRulesAllocateNothing(t *testing.T) {
	catalog := catalogue.Catalog()
	for _, op := range byRules() {
		input, members := typical(t, op)
		if input == nil {
			t.Errorf("%s: no compatible request found", op)
			continue
		}
		if n := settled(func() { judge(catalog, input) }); n != 0 && op != operation.PutBucketPolicy {
			t.Errorf("%s with %d members: %v allocations", op, members, n)
		}
	}
}

// settled returns the allocations of f once the engine knows the shape of its
// requests: what it makes for one that comes again, it makes once.
func settled(f func()) float64 {
	for range 1000 {
		f()
	}
	return testing.AllocsPerRun(100, f)
}

// tenMembersCopy is a compatible CopyObject with ten members.
func tenMembersCopy() *s3.CopyObjectInput {
	return &s3.CopyObjectInput{
		Bucket:                    aws.String("amzn-s3-demo-bucket"),
		Key:                       aws.String("reports/2026/q3.csv"),
		CopySource:                aws.String("amzn-s3-demo-source/inbox/2026/q3.csv"),
		ContentType:               aws.String("text/csv"),
		MetadataDirective:         types.MetadataDirectiveReplace,
		StorageClass:              types.StorageClassStandardIa,
		ServerSideEncryption:      types.ServerSideEncryptionAwsKms,
		SSEKMSKeyId:               aws.String("arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
		ExpectedBucketOwner:       aws.String("123456789012"),
		ExpectedSourceBucketOwner: aws.String("123456789012"),
	}
}
