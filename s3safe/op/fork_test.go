package op_test

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
	"weak"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// put is what the tests look at of an input.
func put(t *testing.T, b putobject.GeneralBuilder) string {
	t.Helper()
	in, err := b.Build()
	if err != nil {
		t.Error(err)
		return ""
	}
	return text(in)
}

func text(in *s3.PutObjectInput) string {
	return fmt.Sprintln(aws.ToString(in.Bucket), aws.ToString(in.Key), aws.ToString(in.ContentType), aws.ToString(in.CacheControl), aws.ToString(in.ContentLanguage),
		in.StorageClass, in.ServerSideEncryption, aws.ToString(in.SSEKMSKeyId), in.ChecksumAlgorithm, aws.ToString(in.Tagging), in.Metadata,
		aws.ToString(in.ExpectedBucketOwner), aws.ToInt64(in.ContentLength), in.Body, aws.ToString(in.IfNoneMatch), in.ACL)
}

// puts are the setters, each with a value that tells n.
var puts = []func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder{
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.ContentType(fmt.Sprint("text/", n))
	},
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.CacheControl(fmt.Sprint("max-age=", n))
	},
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.ContentLanguage(fmt.Sprint("en-", n))
	},
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.StorageClass([]opt.StorageClass{opt.Standard, opt.StandardIA, opt.GlacierInstant}[n%3])
	},
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.Encryption(opt.KMS(fmt.Sprint("alias/", n)))
	},
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.Tags(opt.Tag{Key: fmt.Sprint("k", n%5), Value: fmt.Sprint(n)})
	},
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.Metadata(fmt.Sprint("k", n%5), fmt.Sprint(n))
	},
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.ExpectedBucketOwner(opt.AccountID(fmt.Sprint(100_000_000_000 + n)))
	},
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.Body(strings.NewReader(fmt.Sprint(n))).ContentLength(0)
	},
	func(b putobject.GeneralBuilder, _ int) putobject.GeneralBuilder { return b.If(opt.Absent()) },
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.With(func(in *s3.PutObjectInput) {
			in.ACL = "private"
			in.CacheControl = aws.String(fmt.Sprint(aws.ToString(in.CacheControl), ", s-maxage=", n))
		})
	},
	func(b putobject.GeneralBuilder, n int) putobject.GeneralBuilder {
		return b.Defaults(opt.Defaults{Encryption: opt.KMS(fmt.Sprint("alias/", n)), StorageClass: opt.StandardIA})
	},
}

// TestForks: whatever is made of a builder, it stays what it was.
func TestForks(t *testing.T) {
	type known struct {
		b    putobject.GeneralBuilder
		text string
	}
	first := putobject.General("amzn-s3-demo-bucket", "q3.csv")
	list := []known{{first, put(t, first)}}
	for n := range 300 {
		from := list[(n*n+n/3)%len(list)]
		b := puts[n%len(puts)](from.b, n)
		list = append(list, known{b, put(t, b)})
		if got := put(t, from.b); got != from.text {
			t.Fatalf("a setter changed the builder it was called on:\n%s%s", from.text, got)
		}
	}
	for _, k := range list {
		if got := put(t, k.b); got != k.text {
			t.Fatalf("a builder changed:\n%s%s", k.text, got)
		}
	}
}

// TestForksAtOnce: goroutines that finish one builder don't see each other's values.
// Run with the race detector.
func TestForksAtOnce(t *testing.T) {
	for start := range len(puts) {
		base := putobject.General("amzn-s3-demo-bucket", "q3.csv")
		for n := range start {
			base = puts[n](base, n)
		}
		before := put(t, base)
		want := make([]string, 4)
		finish := func(g int) string {
			b := base
			for i := range puts {
				b = puts[(start+i)%len(puts)](b, 100*(g+1)+i)
			}
			return put(t, b)
		}
		var wg sync.WaitGroup
		got := make([]string, len(want))
		for g := range got {
			wg.Go(func() { got[g] = finish(g) })
		}
		wg.Wait()
		for g := range want {
			// A body is printed as an address.
			if want[g] = finish(g); len(strings.Fields(got[g])) == 0 || withoutBody(got[g]) != withoutBody(want[g]) {
				t.Errorf("%s\nwanted %s", got[g], want[g])
			}
		}
		if after := put(t, base); after != before {
			t.Errorf("the base changed:\n%s%s", before, after)
		}
	}
}

func withoutBody(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[:len(words)-3], " ")
}

// TestBuiltTwice: inputs that are built of one builder, or before and after it goes
// on, are separate.
func TestBuiltTwice(t *testing.T) {
	b := putobject.General("amzn-s3-demo-bucket", "q3.csv").ContentType("text/csv").Metadata("a", "1").Encryption(opt.KMS("alias/a")).Body(strings.NewReader("x"))
	first, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	before := text(first)
	further, err := b.ContentType("text/plain").Metadata("b", "2").Build()
	if err != nil || text(first) != before || aws.ToString(further.ContentType) != "text/plain" || len(further.Metadata) != 2 {
		t.Errorf("%v\n%s%s%v", err, before, text(first), text(further))
	}
	second, err := b.Build()
	if err != nil || first == second || text(second) != before {
		t.Errorf("%v\n%s%s", err, before, text(second))
	}
	first.Key, first.ContentType, first.Body, first.StorageClass = aws.String("other"), nil, nil, "GLACIER"
	first.Metadata["a"] = "changed"
	delete(further.Metadata, "a")
	third, err := b.Build()
	if err != nil || text(second) != before || text(third) != before {
		t.Errorf("%v\n%s%s%s", err, before, text(second), text(third))
	}
}

// TestFromForks: a builder that begins with an input keeps what the input was.
func TestFromForks(t *testing.T) {
	in := &s3.PutObjectInput{Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("q3.csv"), ContentType: aws.String("text/csv"), Metadata: map[string]string{"a": "1"}}
	b := putobject.From(in).General()
	before := put(t, b)
	in.ContentType, in.Key = nil, aws.String("other")
	in.Metadata["a"] = "changed"
	a, c := b.ContentType("text/plain"), b.ContentType("text/html")
	if put(t, b) != before || !strings.Contains(put(t, a), "text/plain") || !strings.Contains(put(t, c), "text/html") || !strings.Contains(put(t, c), "map[a:1]") {
		t.Errorf("%s%s%s%s", before, put(t, b), put(t, a), put(t, c))
	}
}

// TestLastWins: of long and short texts, the last counts, and tags add up in their
// order.
func TestLastWins(t *testing.T) {
	long, short := strings.Repeat("x", 5000), "short"
	for _, c := range [][2]string{{long, short}, {short, long}, {long, long + "y"}, {short, "s"}} {
		in, _ := createmultipartupload.General("amzn-s3-demo-bucket", "k").CacheControl(c[0]).CacheControl(c[1]).
			With(func(in *s3.CreateMultipartUploadInput) {
				if got := aws.ToString(in.CacheControl); got != c[1] {
					t.Errorf("%.10s… of %d bytes", got, len(got))
				}
				in.CacheControl = nil
			}).Build()
		if in == nil {
			t.Fatal("no input")
		}
	}
	tag := func(k, v string) opt.Tag { return opt.Tag{Key: k, Value: v} }
	_, _ = putobject.General("amzn-s3-demo-bucket", "k").Tags(tag("a", "1"), tag("b c", "2&=")).Tags(tag("a", long)).Tags(tag("", "3"), tag("b c", "ü")).
		With(func(in *s3.PutObjectInput) {
			if want := "a=" + long + "&=3&b+c=%C3%BC"; aws.ToString(in.Tagging) != want {
				t.Errorf("%s", strings.ReplaceAll(aws.ToString(in.Tagging), long, "…"))
			}
		}).Build()
}

// TestManyCalls: there is no number of calls that is too large.
func TestManyCalls(t *testing.T) {
	b := copyobject.General("amzn-s3-demo-bucket", "k", opt.Source("amzn-s3-demo-source", "k"))
	for i := range 5000 {
		b = b.ExpectedBucketOwner(opt.AccountID(fmt.Sprint(100_000_000_000 + i))).Encryption(opt.KMS(fmt.Sprint("alias/", i)))
	}
	in, err := b.Build()
	if err != nil || aws.ToString(in.ExpectedBucketOwner) != "100000004999" || aws.ToString(in.SSEKMSKeyId) != "alias/4999" {
		t.Errorf("%v %v", in, err)
	}
}

// TestComparable: builders can't be compared, because equal ones needn't be equal.
func TestComparable(t *testing.T) {
	if reflect.TypeFor[putobject.GeneralBuilder]().Comparable() {
		t.Error("they can")
	}
}

// TestNotKept: a builder that is kept doesn't keep what others have that were made of
// it, and neither does an input.
func TestNotKept(t *testing.T) {
	base := putobject.General("amzn-s3-demo-bucket", "q3.csv")
	in, err := base.Build()
	if err != nil {
		t.Fatal(err)
	}
	body := strings.NewReader("large")
	seen := weak.Make(body)
	if _, err := base.Body(body).ContentType("text/csv").Build(); err != nil {
		t.Fatal(err)
	}
	body = nil
	for range 100 {
		if runtime.GC(); seen.Value() == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if seen.Value() != nil {
		t.Error("the body is kept")
	}
	runtime.KeepAlive(base)
	runtime.KeepAlive(in)
}

// TestPointersToOptions: a pointer to an option is an option too, which a setter reads
// at once: what it points to may change.
func TestPointersToOptions(t *testing.T) {
	encryption, condition, class := opt.KMS("alias/given"), opt.Match("given"), opt.StandardIA
	b := putobject.General("amzn-s3-demo-bucket", "q3.csv").Encryption(&encryption).If(&condition).StorageClass(&class)
	house := opt.Defaults{Encryption: &encryption, StorageClass: &class}
	d := putobject.General("amzn-s3-demo-bucket", "q3.csv").Defaults(house)
	encryption, condition, class = opt.KMS("alias/later"), opt.Match("later"), opt.GlacierInstant
	for want, b := range map[string]putobject.GeneralBuilder{"alias/given STANDARD_IA given": b, "alias/given STANDARD_IA ": d} {
		in, err := b.Build()
		if err != nil {
			t.Fatal(err)
		}
		if got := aws.ToString(in.SSEKMSKeyId) + " " + string(in.StorageClass) + " " + aws.ToString(in.IfMatch); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}

	source := opt.Source("amzn-s3-demo-source", "given.csv")
	c := copyobject.General("amzn-s3-demo-bucket", "q3.csv", &source)
	source = opt.Source("amzn-s3-demo-source", "later.csv")
	in, err := c.Build()
	if err != nil {
		t.Fatal(err)
	}
	if got := aws.ToString(in.CopySource); got != "amzn-s3-demo-source/given.csv" {
		t.Error(got)
	}

	defer func() {
		if recover() == nil {
			t.Error("a nil pointer, which has no option, is found in Build only")
		}
	}()
	b.Encryption((*opt.KMSEncryption)(nil))
}
