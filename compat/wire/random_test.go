package wire_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// random makes SDK inputs.
type random struct {
	*rand.Rand
	full bool // whether every field of a document has a value
}

// alphabet has what is encoded in URLs or XML, and what looks as if it were.
var alphabet = []string{
	"a", "b", "Z", "0", "9", "-", "_", ".", "/", "%", "%2F", "+", "=", "&", "?", "#", ";", ":", "@", "~", "*", "'", "\"", "(", "<", ">",
	"é", "日", "😀", "&amp;", "]]>", " ", ",",
}

// inXML are characters that no header has.
var inXML = []string{"\n", "\r", "\t"}

func (r random) text(xml bool) string {
	var b strings.Builder
	for range r.IntN(12) {
		if xml && r.IntN(10) == 0 {
			b.WriteString(inXML[r.IntN(len(inXML))])
		}
		b.WriteString(alphabet[r.IntN(len(alphabet))])
	}
	return b.String()
}

// buckets are names whose host the SDK makes, and that its endpoint rules accept.
var buckets = []string{
	"reports", "reports.2026", "a-b-c", "reports--usw2-az1--x-s3", "arn:aws:s3:us-west-2:123456789012:accesspoint/reports-ap",
	"arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap",
}

// unions are the choices of the SDK's unions.
var unions = map[reflect.Type][]any{
	reflect.TypeFor[types.AnalyticsFilter]():  {types.AnalyticsFilterMemberAnd{}, types.AnalyticsFilterMemberPrefix{}, types.AnalyticsFilterMemberTag{}},
	reflect.TypeFor[types.MetricsFilter]():    {types.MetricsFilterMemberAnd{}, types.MetricsFilterMemberPrefix{}, types.MetricsFilterMemberTag{}, types.MetricsFilterMemberAccessPointArn{}},
	reflect.TypeFor[types.ObjectEncryption](): {types.ObjectEncryptionMemberSSEKMS{}},
}

// fill gives a value something.
func (r random) fill(v reflect.Value, xml bool) {
	t := v.Type()
	switch {
	case t == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Unix(r.Int64N(4e9), 0).UTC()))
	case t == reflect.TypeFor[io.Reader]():
		v.Set(reflect.ValueOf(strings.NewReader("body " + r.text(true))))
	case unions[t] != nil:
		choices := unions[t]
		p := reflect.New(reflect.TypeOf(choices[r.IntN(len(choices))]))
		r.fill(p.Elem().FieldByName("Value"), xml)
		v.Set(p)
	case t.Kind() == reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		r.fill(v.Elem(), xml)
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			if t.Field(i).IsExported() && (r.full || r.IntN(3) > 0) {
				r.fill(v.Field(i), xml)
			}
		}
	case t.Kind() == reflect.Slice:
		n := r.IntN(3)
		v.Set(reflect.MakeSlice(t, n, n))
		for i := range n {
			r.fill(v.Index(i), xml)
		}
	case t.Kind() == reflect.Map:
		m := map[string]string{}
		for range r.IntN(3) {
			m[fmt.Sprintf("k%d", r.IntN(100))] = r.text(false)
		}
		if len(m) > 0 {
			v.Set(reflect.ValueOf(m))
		}
	case t.Kind() == reflect.String && t.Name() != "string":
		values := v.MethodByName("Values").Call(nil)[0]
		v.Set(values.Index(r.IntN(values.Len())))
	case t.Kind() == reflect.String:
		v.SetString(r.text(xml))
	case t.Kind() == reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	default:
		v.SetInt(r.Int64N(1<<31) >> r.IntN(31))
	}
}

// input makes an input of the operation: the members that it needs, and some.
func (r random) input(op operation.ID) any {
	in := sdk.NewInputOf(op)
	v := reflect.ValueOf(in).Elem()
	all, required := sdk.Schema.Members(op), sdk.Schema.Required(op)
	for _, m := range all.IDs() {
		field := v.FieldByName(m.String())
		b, _ := sdk.BindingOf(op, m)
		switch {
		case m == member.Bucket:
			bucket := buckets[r.IntN(len(buckets))]
			if op == operation.CreateBucket {
				bucket = "reports"
			}
			field.Set(reflect.ValueOf(&bucket))
		case m == member.ContentLength, m == member.RequestRoute:
			// The first must be right, the second be part of a host.
		case required.Has(m) || r.IntN(4) == 0:
			for range 10 { // what is a label or a list in a header must not be empty
				r.fill(field, b.Location == sdk.Element)
				if s, ok := field.Interface().(*string); ok && *s == "" || field.Kind() == reflect.Slice && field.Len() == 0 {
					continue
				}
				break
			}
		}
		if m == member.RequestRoute {
			route := "io-" + fmt.Sprint(r.IntN(1000))
			field.Set(reflect.ValueOf(&route))
		}
	}
	return in
}

// TestRandomRoundTrip: random inputs come back as they were.
func TestRandomRoundTrip(t *testing.T) {
	const perOperation = 60
	decoded, refused := 0, map[operation.ID]int{}
	for _, op := range sdk.Operations() {
		for n := range perOperation {
			r := random{rand.New(rand.NewPCG(uint64(op), uint64(n))), n%2 == 0}
			in := r.input(op)
			w, err := send(op, in, nil)
			if err != nil {
				refused[op]++
				continue // the SDK refuses it
			}
			got, err := w.received()
			if err != nil {
				refused[op]++
				continue
			}
			decoded++
			for _, problem := range compare(fmt.Sprintf("%s, seed %d", op, n), in, got, w.body) {
				t.Error(problem)
			}
			if t.Failed() && decoded > 2000 {
				t.Fatal("and so on")
			}
		}
		if refused[op] == perOperation {
			t.Errorf("%s: the SDK sent none", op)
		}
	}
	t.Logf("%d requests decoded, refused by the SDK: %v", decoded, refused)
}
