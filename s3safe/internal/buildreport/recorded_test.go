package buildreport

import (
	"bufio"
	"crypto/md5"
	"encoding/base64"
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// pointless are accepted requests that builders can't make because S3 ignores a
// part of them, or takes it as if it weren't there; by id, with the reason.
var pointless = map[string]string{
	"ls-a-0146": "with SSE-S3, a bucket key that is off says nothing",
	"ls-d-0106": "the algorithm is said twice, by its name and by its value",
	"ls-d-0114": "the algorithm is said twice, by its name and by its value",
	"ls-e-0133": "tags without an equals sign mean empty values, which builders write with one",
	"ls-e-0134": "tags without an equals sign mean empty values, which builders write with one",
	"ls-e-0180": "an option of the public access block that is left out is off, which builders say",
	"ls-e-0289": "with a continuation token, S3 ignores where the listing began",
	"ls-e-0369": "the filter's name is spelled with a capital letter, which means the same",
}

// recorded is an accepted request of the recordings.
type recorded struct {
	id, op, bucket string
	input          any
	text           string // the recorded members
}

// accepted reads the recorded requests that S3 accepted and that are inputs of the
// SDK; raw is the number of the others.
func accepted(t *testing.T) (list []recorded, raw int) {
	t.Helper()
	name := os.Getenv("S3SAFE_RECORDED")
	if name == "" {
		name = "../../../internal/recorded/testdata/cases.jsonl"
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var c struct {
			ID, Op    string
			Input     map[string]json.RawMessage
			Wire      json.RawMessage
			SSEKeyRaw bool
			Status    int
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.Status >= 400 {
			continue
		}
		op, ok := operation.Parse(c.Op)
		if !ok || len(c.Input) == 0 && op != operation.ListBuckets {
			raw++
			continue
		}
		object, _ := json.Marshal(c.Input)
		in, err := sdk.DecodeInput(op, object)
		if err != nil {
			raw++
			t.Logf("%s: no input of the SDK: %v", c.ID, err)
			continue
		}
		encodeKeys(in)
		if c.Wire != nil && !complete(op, in) {
			raw++
			continue
		}
		bucket := ""
		if v := reflect.ValueOf(in).Elem().FieldByName("Bucket"); v.IsValid() && !v.IsNil() {
			bucket = v.Elem().String()
		}
		list = append(list, recorded{c.ID, c.Op, bucket, in, string(object)})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return list, raw
}

// TestRecorded: what S3 accepted can be built, or is listed with the reason.
// S3SAFE_RECORDED may name another file of recorded answers.
func TestRecorded(t *testing.T) {
	list, raw := accepted(t)
	built, ignored, listed := 0, 0, 0
	for _, c := range list {
		b := For(c.op, c.bucket)
		if b == nil {
			t.Errorf("%s: %s has no builder for %s", c.id, c.op, c.bucket)
			continue
		}
		x, err := Adapt(b, c.input)
		if reason := pointless[c.id]; reason != "" {
			if err == nil {
				t.Errorf("%s is listed, but can be built", c.id)
			}
			listed++
			continue
		}
		if err != nil {
			var r compat.Request
			sdk.Describe(c.input, &r)
			found := catalogue.Source().Check(&r, nil)
			if slices.ContainsFunc(found, func(f compat.Finding) bool { return f.Rule.Effect == compat.Ignored || f.Rule.Doubt != "" }) {
				ignored++
				t.Logf("%s %s: can't be built, and the guard reports it: %v (%v)", c.id, c.op, err, found[0].Rule.ID)
				continue
			}
			t.Errorf("%s %s: %v: %s", c.id, c.op, err, c.text)
			continue
		}
		if _, err := x.draft(); err != nil {
			t.Errorf("%s %s: %v", c.id, c.op, err)
			continue
		}
		built++
	}
	t.Logf("%d accepted requests built; %d say the same in other words, %d ask for what S3 ignores, which the guard reports; %d aren't inputs of the SDK", built, listed, ignored, raw)
}

// complete reports whether the input has what the SDK insists on.
func complete(op operation.ID, in any) bool {
	var r compat.Request
	sdk.Describe(in, &r)
	required := sdk.Schema.Required(op)
	return r.Present.Covers(&required)
}

// encodeKeys turns raw customer keys into what the SDK expects.
func encodeKeys(in any) {
	v := reflect.ValueOf(in).Elem()
	for _, prefix := range []string{"", "CopySource"} {
		key, sum := v.FieldByName(prefix+"SSECustomerKey"), v.FieldByName(prefix+"SSECustomerKeyMD5")
		if !key.IsValid() || key.IsNil() || len(key.Elem().String()) != 32 {
			continue
		}
		raw := key.Elem().String()
		key.Set(reflect.ValueOf(aws.String(base64.StdEncoding.EncodeToString([]byte(raw)))))
		if digest := md5.Sum([]byte(raw)); sum.IsValid() && sum.IsNil() {
			sum.Set(reflect.ValueOf(aws.String(base64.StdEncoding.EncodeToString(digest[:]))))
		}
	}
}
