package terraform

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/wire"
	"github.com/s3safe/s3safe-go/internal/partial"
)

// added are members that the SDK adds to what it is given, or that HTTP doesn't carry
// as they were given.
var added = []string{
	"ContentType", "ContentLength", "ContentMD5", "Body", "ChecksumAlgorithm",
	"ChecksumCRC32", "ChecksumCRC32C", "ChecksumCRC64NVME", "ChecksumSHA1", "ChecksumSHA256",
}

// sent reads the requests that the provider's release 6.47 sent when applied.json was
// applied, without their signatures.
func sent(t *testing.T) []*wire.Message {
	t.Helper()
	raw, err := os.ReadFile("testdata/sent.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var messages []*wire.Message
	for line := range strings.Lines(string(raw)) {
		var x struct {
			Method, URL, Body string
			Headers           map[string]string
		}
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		host := "s3.us-west-2.amazonaws.com"
		if strings.Contains(x.URL, "--x-s3") {
			host = "s3express-control.us-west-2.amazonaws.com"
		}
		r, err := http.NewRequest(x.Method, "https://"+host+x.URL, strings.NewReader(x.Body))
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range x.Headers {
			r.Header.Set(name, value)
		}
		m, err := wire.Decode(r)
		if err != nil {
			t.Fatalf("%s: %v", x.URL, err)
		}
		messages = append(messages, m)
	}
	return messages
}

// TestSent: what the tables tell of a request is what the provider sends: every value
// that is known, and nothing that is certainly left out. Each request that it sends is
// told.
func TestSent(t *testing.T) {
	raw, err := os.ReadFile("testdata/applied.json")
	if err != nil {
		t.Fatal(err)
	}
	found, _, err := Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	messages := sent(t)
	told := map[*wire.Message]int{}
	for _, f := range found {
		if f.Resource == `aws_s3_bucket_versioning.off` {
			continue // the provider sends nothing
		}
		const none = "no such request was sent"
		best := []string{none}
		for _, m := range messages {
			for _, in := range f.Request {
				if m.Request.Operation != in.Operation {
					continue
				}
				different := differences(in, m, len(f.Request) == 1 || in.Operation != operation.CreateBucket)
				if len(different) == 0 {
					told[m]++
				}
				if len(best) > 0 && (len(different) < len(best) || best[0] == none) {
					best = different
				}
			}
		}
		for _, d := range best {
			t.Errorf("%s: %s: %s", f.Resource, f.Request[0].Operation, d)
		}
	}
	notTold := map[string]bool{}
	for _, m := range messages {
		if told[m] == 0 {
			notTold[m.Request.Operation.String()+" "+m.Bucket] = true
		}
	}
	if len(notTold) > 0 {
		t.Errorf("not told are %v", slices.Sorted(maps.Keys(notTold)))
	}
}

// differences returns in what a request that was sent isn't what is known of it, and what
// it has beside that, if it is the whole of it.
func differences(in *partial.Input, m *wire.Message, whole bool) (out []string) {
	for _, name := range slices.Sorted(maps.Keys(in.Parts)) {
		id, ok := member.Parse(name)
		if !ok || in.Parts[name].Set == compat.Unknown {
			continue
		}
		if !m.Request.Present.Has(id) {
			out = append(out, name+" wasn't sent")
			continue
		}
		value := m.Request.Values.Value(id)
		var got any
		switch value.Kind() {
		case compat.KindString:
			got, _ = value.Text()
		case compat.KindBool:
			got, _ = value.Bool()
		case compat.KindInt:
			got, _ = value.Int()
		case compat.KindTime:
			got, _ = value.Time()
		case compat.KindStrings:
			got, _ = value.Strings()
		default:
			got = value.Object()
		}
		out = append(out, unlike(name, in.Parts[name], reflect.ValueOf(got))...)
	}
	for _, id := range m.Request.Present.IDs() {
		if name := id.String(); whole && in.Parts[name] == nil && !slices.Contains(added, name) {
			out = append(out, name+" was sent")
		}
	}
	return out
}

// unlike compares what is known of a part with what was sent.
func unlike(path string, p *partial.Part, got reflect.Value) (out []string) {
	for got.IsValid() && got.Kind() == reflect.Pointer && !got.IsNil() {
		got = got.Elem()
	}
	switch {
	case p.Set == compat.Unknown:
	case !got.IsValid() || got.IsZero() && got.Kind() == reflect.Pointer:
		out = append(out, path+" wasn't sent")
	case p.Leaf.IsValid():
		want := p.Leaf
		if want.Kind() == reflect.Pointer {
			want = want.Elem()
		}
		if a, b := fmt.Sprint(want.Interface()), fmt.Sprint(got.Interface()); a != b {
			out = append(out, fmt.Sprintf("%s is %q, sent was %q", path, a, b))
		}
	case p.Elems != nil:
		if got.Kind() != reflect.Slice || got.Len() != len(p.Elems) {
			return append(out, fmt.Sprintf("%s has %d elements, sent was %v", path, len(p.Elems), got))
		}
		for i, e := range p.Elems {
			// Sets are sent in any order.
			var best []string
			for j := range got.Len() {
				if d := unlike(fmt.Sprintf("%s[%d]", path, i), e, got.Index(j)); j == 0 || len(d) < len(best) {
					best = d
				}
			}
			out = append(out, best...)
		}
	case p.Fields != nil:
		for i := range got.NumField() {
			name := got.Type().Field(i).Name
			f := p.Fields[name]
			switch {
			case f != nil:
				out = append(out, unlike(path+"."+name, f, got.Field(i))...)
			case !got.Field(i).IsZero() && got.Type().Field(i).IsExported():
				out = append(out, path+"."+name+" was sent")
			}
		}
	}
	return out
}
