package sdk_test

import (
	"context"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// exempt holds fields of inputs, as Operation.Field, that are deliberately not
// members, with the reason.
var exempt = map[string]string{}

// clientInputs finds the SDK's operations without the generator's help: the
// client's methods of the form Op(ctx, *OpInput, ...func(*Options)).
func clientInputs(t testing.TB) map[string]reflect.Type {
	t.Helper()
	inputs := map[string]reflect.Type{}
	client := reflect.TypeFor[*s3.Client]()
	for i := range client.NumMethod() {
		m := client.Method(i)
		f := m.Type
		if f.NumIn() != 4 || !f.IsVariadic() || f.In(1) != reflect.TypeFor[context.Context]() {
			continue
		}
		if in := f.In(2); in.Kind() == reflect.Pointer && in.Elem().Name() == m.Name+"Input" {
			inputs[m.Name] = in.Elem()
		}
	}
	if len(inputs) < 100 {
		t.Fatalf("only %d operations found: the SDK's client has changed its form", len(inputs))
	}
	return inputs
}

func exported(t reflect.Type) []reflect.StructField {
	var fields []reflect.StructField
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			fields = append(fields, f)
		}
	}
	return fields
}

// TestEveryField: operations, members and uses are exactly those of the SDK.
func TestEveryField(t *testing.T) {
	inputs := clientInputs(t)
	names, uses := map[string]bool{}, 0
	for name, in := range inputs {
		op, ok := operation.Parse(name)
		if !ok {
			t.Errorf("%s: no such operation", name)
			continue
		}
		want := member.Set{}
		for _, f := range exported(in) {
			if exempt[name+"."+f.Name] != "" {
				continue
			}
			uses++
			names[f.Name] = true
			m, ok := member.Parse(f.Name)
			if !ok {
				t.Errorf("%s.%s: no such member", name, f.Name)
				continue
			}
			want.Add(m)
			if got := sdk.GoType(op, m); got != strings.Replace(f.Type.String(), "s3.", "", 1) {
				t.Errorf("%s.%s: type %s, the field has %s", name, f.Name, got, f.Type)
			}
		}
		if got := sdk.Schema.Members(op); got != want {
			t.Errorf("%s: members %v, the input has %v", name, got.IDs(), want.IDs())
		}
		if got, ok := sdk.OperationOf(reflect.New(in).Interface()); got != op || !ok {
			t.Errorf("OperationOf(%s) = %v, %v", in, got, ok)
		}
		if got := reflect.TypeOf(sdk.NewInputOf(op)); got != reflect.PointerTo(in) {
			t.Errorf("NewInputOf(%s) = %v", op, got)
		}
	}
	if got := len(sdk.Operations()); got != len(inputs) || operation.Count-1 != len(inputs) {
		t.Errorf("%d operations, the SDK has %d", got, len(inputs))
	}
	if member.Count-1 != len(names) {
		t.Errorf("%d members, the SDK has %d", member.Count-1, len(names))
	}
	t.Logf("%d operations, %d members, %d uses", len(inputs), len(names), uses)
	for name := range exempt {
		op, field, _ := strings.Cut(name, ".")
		if in := inputs[op]; in == nil {
			t.Errorf("exempt %s: no such operation", name)
		} else if _, ok := in.FieldByName(field); !ok {
			t.Errorf("exempt %s: no such field", name)
		}
	}
}

// eachUse calls f for every member of every operation.
func eachUse(t *testing.T, f func(t *testing.T, op operation.ID, m member.ID)) {
	n := 0
	for _, op := range sdk.Operations() {
		all := sdk.Schema.Members(op)
		for _, m := range all.IDs() {
			n++
			f(t, op, m)
		}
	}
	if n < 700 {
		t.Errorf("only %d uses", n)
	}
}

// filled returns a value of an input's field that is set, the plainest there is.
func filled(t reflect.Type) reflect.Value {
	switch t.Kind() {
	case reflect.Pointer:
		return reflect.New(t.Elem())
	case reflect.String:
		return reflect.ValueOf("x").Convert(t)
	case reflect.Map:
		return reflect.MakeMap(t)
	case reflect.Slice:
		return reflect.MakeSlice(t, 0, 0)
	case reflect.Interface:
		for _, v := range []any{strings.NewReader(""), &types.ObjectEncryptionMemberSSEKMS{}} {
			if reflect.TypeOf(v).Implements(t) {
				return reflect.ValueOf(v)
			}
		}
	}
	panic("no value of " + t.String())
}

// TestPresence: each member alone, set to the least that counts, is present,
// and nothing else is.
func TestPresence(t *testing.T) {
	eachUse(t, func(t *testing.T, op operation.ID, m member.ID) {
		in := sdk.NewInputOf(op)
		var r compat.Request
		if !sdk.Describe(in, &r) || !r.Present.Empty() || r.Operation != op {
			t.Errorf("%s, empty: operation %v, present %v", op, r.Operation, r.Present.IDs())
		}
		f := reflect.ValueOf(in).Elem().FieldByName(m.String())
		f.Set(filled(f.Type()))
		if !sdk.Describe(in, &r) || r.Present != member.SetOf(m) || !r.Unsure.Empty() {
			t.Errorf("%s.%s: present %v", op, m, r.Present.IDs())
		}
		if v := r.Value(m); v.Kind() != sdk.Kind(op, m) || v.Kind() == compat.KindUnknown {
			t.Errorf("%s.%s: kind %v, schema says %v", op, m, v.Kind(), sdk.Kind(op, m))
		}
		// A reader that is asked for what isn't there must not panic.
		f.SetZero()
		_ = r.Values.Value(m)
		for id := range member.ID(255) {
			_ = r.Values.Value(id)
		}
	})
}

// TestValues: what was put into a field is what is read.
func TestValues(t *testing.T) {
	eachUse(t, func(t *testing.T, op operation.ID, m member.ID) {
		for _, want := range sdk.Schema.Samples(op, m) {
			in, err := sdk.NewInput(compat.Given(op, m, want))
			if err != nil {
				t.Errorf("%v", err)
				continue
			}
			var r compat.Request
			if !sdk.Describe(in, &r) || r.Present != member.SetOf(m) {
				t.Errorf("%s.%s: present %v", op, m, r.Present.IDs())
			}
			v := r.Value(m)
			switch want := want.(type) {
			case string:
				if got, ok := v.Text(); got != want || !ok {
					t.Errorf("%s.%s: %q, %v; want %q", op, m, got, ok, want)
				}
			case int:
				if got, ok := v.Int(); got != int64(want) || !ok {
					t.Errorf("%s.%s: %d, %v; want %d", op, m, got, ok, want)
				}
			case bool:
				if got, ok := v.Bool(); got != want || !ok {
					t.Errorf("%s.%s: %v, %v; want %v", op, m, got, ok, want)
				}
			case time.Time:
				if got, ok := v.Time(); !got.Equal(want) || !ok {
					t.Errorf("%s.%s: %v, %v; want %v", op, m, got, ok, want)
				}
			case map[string]string:
				if got, ok := v.Strings(); !reflect.DeepEqual(got, want) || !ok {
					t.Errorf("%s.%s: %v, %v; want %v", op, m, got, ok, want)
				}
			case io.Reader:
				if v.Object() != reflect.ValueOf(in).Elem().FieldByName(m.String()).Interface() {
					t.Errorf("%s.%s: another body", op, m)
				}
			default:
				if got := v.Object(); !reflect.DeepEqual(got, want) {
					t.Errorf("%s.%s: %#v; want %#v", op, m, got, want)
				}
				// Of structures the address, of lists the address of the field.
				f := reflect.ValueOf(in).Elem().FieldByName(m.String())
				if f.Kind() == reflect.Slice {
					f = f.Addr()
				}
				if v.Object() != f.Interface() {
					t.Errorf("%s.%s: a copy of the document", op, m)
				}
			}
		}
	})
}

func TestDescribeRefuses(t *testing.T) {
	text := "text"
	for name, x := range map[string]any{
		"nil":              nil,
		"struct value":     s3.PutObjectInput{},
		"output":           &s3.PutObjectOutput{},
		"document":         &types.Delete{},
		"pointer to input": new(*s3.PutObjectInput),
		"text":             text,
		"pointer to text":  &text,
		"copy of the type": (*copied)(&s3.PutObjectInput{}),
		"embedding struct": &struct{ s3.PutObjectInput }{},
	} {
		before := compat.Request{Operation: operation.GetObject, Present: member.SetOf(member.Key)}
		r := before
		if sdk.Describe(x, &r) {
			t.Errorf("%s: described", name)
		}
		if !reflect.DeepEqual(r, before) {
			t.Errorf("%s: the request was changed", name)
		}
		if op, ok := sdk.OperationOf(x); ok {
			t.Errorf("%s: OperationOf says %s", name, op)
		}
	}
	for _, op := range sdk.Operations() {
		typedNil := reflect.Zero(reflect.TypeOf(sdk.NewInputOf(op))).Interface()
		if sdk.Describe(typedNil, new(compat.Request)) {
			t.Errorf("%s: a nil input was described", op)
		}
		if got, ok := sdk.OperationOf(typedNil); got != op || !ok {
			t.Errorf("%s: OperationOf(nil) = %v, %v", op, got, ok)
		}
	}
	for _, op := range []operation.ID{0, operation.Count, 255} {
		if in := sdk.NewInputOf(op); in != nil {
			t.Errorf("NewInputOf(%d) = %T", op, in)
		}
		if m := sdk.Schema.Members(op); !m.Empty() || sdk.Schema.Samples(op, member.Key) != nil || sdk.RouteOf(op) != (sdk.Route{}) {
			t.Errorf("operation %d isn't empty", op)
		}
	}
}

type copied s3.PutObjectInput

// TestDescribeAgain: a request that is used again keeps nothing of its
// predecessor, but what others know of it.
func TestDescribeAgain(t *testing.T) {
	facts := &compat.Facts{}
	r := compat.Request{Bucket: facts, Unsure: member.SetOf(member.ACL)}
	sdk.Describe(&s3.CopyObjectInput{
		Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("k"), CopySource: aws.String("amzn-s3-demo-source/k"),
	}, &r)
	if r.Target.Kinds == 0 || r.Source.Bucket != "amzn-s3-demo-source" || !r.Unsure.Empty() {
		t.Fatalf("not resolved: %+v", r)
	}
	sdk.Describe(&s3.ListBucketsInput{}, &r)
	if r.Target != (compat.Target{}) || r.Source != (compat.Source{}) || !r.Present.Empty() || r.Bucket != facts {
		t.Errorf("left over: %+v", r)
	}
}

// TestTypedNilBody: an interface that holds a nil pointer is a body to the SDK.
func TestTypedNilBody(t *testing.T) {
	var none *strings.Reader
	in := &s3.PutObjectInput{Body: none}
	var r compat.Request
	if !sdk.Describe(in, &r) || r.Present != member.SetOf(member.Body) {
		t.Fatalf("present %v", r.Present.IDs())
	}
	if v := r.Value(member.Body); v.Kind() != compat.KindStream || v.Object() != any(none) {
		t.Errorf("value %v", v)
	}
}

// TestEmptyCounts: what is empty but not nil is present, except enumerations.
func TestEmptyCounts(t *testing.T) {
	in := &s3.PutObjectInput{ContentType: aws.String(""), Metadata: map[string]string{}, ACL: ""}
	var r compat.Request
	sdk.Describe(in, &r)
	if want := member.SetOf(member.ContentType, member.Metadata); r.Present != want {
		t.Errorf("present %v, want %v", r.Present.IDs(), want.IDs())
	}
}

// tenMembers is the usual elaborate upload.
func tenMembers() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket:                    aws.String("amzn-s3-demo-bucket"),
		Key:                       aws.String("photos/a.jpg"),
		Body:                      strings.NewReader("hello"),
		ContentType:               aws.String("image/jpeg"),
		CacheControl:              aws.String("max-age=3600"),
		ChecksumAlgorithm:         types.ChecksumAlgorithmCrc64nvme,
		ServerSideEncryption:      types.ServerSideEncryptionAwsKms,
		SSEKMSKeyId:               aws.String("alias/photos"),
		StorageClass:              types.StorageClassIntelligentTiering,
		Metadata:                  map[string]string{"author": "jane"},
		ObjectLockRetainUntilDate: nil,
	}
}

func TestDescribeAllocatesNothing(t *testing.T) {
	var r compat.Request
	var inputs []any
	for _, op := range sdk.Operations() {
		in := sdk.NewInputOf(op)
		v := reflect.ValueOf(in).Elem()
		for _, f := range exported(v.Type()) {
			v.FieldByIndex(f.Index).Set(filled(f.Type))
		}
		inputs = append(inputs, in)
	}
	inputs = append(inputs, tenMembers())
	if n := testing.AllocsPerRun(20, func() {
		for _, in := range inputs {
			sdk.Describe(in, &r)
			for i, w := range r.Present {
				for b := range 64 {
					if w>>b&1 != 0 {
						sink = r.Value(member.ID(i*64 + b))
					}
				}
			}
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

var sink compat.Value

func BenchmarkDescribe(b *testing.B) {
	for _, bench := range []struct {
		name string
		in   any
	}{
		{"PutObject10", tenMembers()},
		{"GetObject2", &s3.GetObjectInput{Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("photos/a.jpg")}},
		{"CopyObject3", &s3.CopyObjectInput{
			Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("photos/a.jpg"), CopySource: aws.String("amzn-s3-demo-source/b.jpg"),
		}},
		{"ListBuckets0", &s3.ListBucketsInput{}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			var r compat.Request
			for b.Loop() {
				sdk.Describe(bench.in, &r)
			}
		})
	}
}

// BenchmarkResolve is the part of Describe that reads the names of buckets.
func BenchmarkResolve(b *testing.B) {
	b.ReportAllocs()
	var r compat.Request
	sdk.Describe(tenMembers(), &r)
	for b.Loop() {
		r.Resolve()
	}
}

func BenchmarkValues(b *testing.B) {
	b.ReportAllocs()
	var r compat.Request
	sdk.Describe(tenMembers(), &r)
	ids := r.Present.IDs()
	for b.Loop() {
		for _, m := range ids {
			sink = r.Value(m)
		}
	}
}
