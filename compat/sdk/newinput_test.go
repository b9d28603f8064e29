package sdk_test

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"hash"
	"hash/crc32"
	"hash/crc64"
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

func TestNewInput(t *testing.T) {
	when := time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	got, err := sdk.NewInput(compat.Given(operation.PutObject,
		member.Bucket, "b", member.ACL, "private", member.BucketKeyEnabled, true,
		member.ObjectLockRetainUntilDate, when, member.ContentLength, 5,
		member.ObjectLockEventHoldDurationDays, int64(7),
		member.Metadata, map[string]string{"k": "v"}, member.ContentType, ""))
	if err != nil {
		t.Fatal(err)
	}
	want := &s3.PutObjectInput{
		Bucket: aws.String("b"), ACL: types.ObjectCannedACLPrivate, BucketKeyEnabled: aws.Bool(true),
		ObjectLockRetainUntilDate: &when, ContentLength: aws.Int64(5), ObjectLockEventHoldDurationDays: aws.Int32(7),
		Metadata: map[string]string{"k": "v"}, ContentType: aws.String(""),
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}

// TestBodiesAreFresh: a case can be sent more than once.
func TestBodiesAreFresh(t *testing.T) {
	for _, body := range []io.ReadSeeker{strings.NewReader("hello"), bytes.NewReader([]byte("hello"))} {
		if _, err := body.Seek(3, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			in, err := sdk.NewInput(compat.Given(operation.PutObject, member.Body, body))
			if err != nil {
				t.Fatal(err)
			}
			if b, err := io.ReadAll(in.(*s3.PutObjectInput).Body); string(b) != "hello" || err != nil {
				t.Errorf("%T: %q, %v", body, b, err)
			}
		}
	}
	other := io.LimitReader(strings.NewReader("hello"), 2)
	in, err := sdk.NewInput(compat.Given(operation.PutObject, member.Body, other))
	if err != nil || in.(*s3.PutObjectInput).Body != other {
		t.Errorf("another reader: %v", err)
	}
}

func TestNewInputRefuses(t *testing.T) {
	with := func(op operation.ID, m member.ID, v any) compat.Case {
		return compat.Case{Operation: op, Members: map[member.ID]any{m: v}}
	}
	var none *types.Delete
	var noList []types.ObjectAttributes
	for _, x := range []struct {
		c    compat.Case
		want string
	}{
		{compat.Case{}, "no operation 0"},
		{compat.Case{Operation: 200}, "no operation 200"},
		{with(operation.GetObject, member.ACL, "private"), "GetObject has no member ACL"},
		{with(operation.GetObject, member.Key, 1), "GetObject.Key: a value of type int doesn't fit the field's type *string"},
		{with(operation.GetObject, member.Key, nil), "GetObject.Key: a member that is set needs a value"},
		{with(operation.GetObject, member.PartNumber, "1"), "GetObject.PartNumber: a value of type string doesn't fit the field's type *int32"},
		{with(operation.GetObject, member.PartNumber, int64(1)<<40), "GetObject.PartNumber: 1099511627776 exceeds"},
		{with(operation.GetObject, member.PartNumber, time.Second), "time.Duration doesn't fit"},
		{with(operation.GetObject, member.IfModifiedSince, "today"), "GetObject.IfModifiedSince: a value of type string doesn't fit the field's type *time.Time"},
		{with(operation.GetObject, member.ChecksumMode, ""), "GetObject.ChecksumMode: an empty types.ChecksumMode counts as not set"},
		{with(operation.GetObject, member.ChecksumMode, true), "bool doesn't fit"},
		{with(operation.PutObject, member.Body, "text"), "PutObject.Body: a value of type string doesn't fit the field's type io.Reader"},
		{with(operation.PutObject, member.Metadata, map[string]string(nil)), "a nil map[string]string counts as not set"},
		{with(operation.PutObject, member.Metadata, map[string]int{}), "map[string]int doesn't fit"},
		{with(operation.PutObject, member.BucketKeyEnabled, "true"), "string doesn't fit the field's type *bool"},
		{with(operation.DeleteObjects, member.Delete, none), "DeleteObjects.Delete: a member that is set needs a value, not *types.Delete(nil)"},
		{with(operation.DeleteObjects, member.Delete, types.Delete{}), "types.Delete doesn't fit the field's type *types.Delete"},
		{with(operation.DeleteObjects, member.Delete, &types.Tagging{}), "*types.Tagging doesn't fit"},
		{with(operation.GetObjectAttributes, member.ObjectAttributes, &noList), "a nil []types.ObjectAttributes counts as not set"},
		{with(operation.UpdateObjectEncryption, member.ObjectEncryption, &types.SSEKMSEncryption{}), "doesn't fit the field's type types.ObjectEncryption"},
	} {
		in, err := sdk.NewInput(x.c)
		if err == nil || !strings.Contains(err.Error(), x.want) || in != nil {
			t.Errorf("%v\nwant %s", err, x.want)
		}
	}
}

func TestSamples(t *testing.T) {
	eachUse(t, func(t *testing.T, op operation.ID, m member.ID) {
		values := sdk.Schema.Samples(op, m)
		if len(values) == 0 {
			t.Errorf("%s.%s: no sample", op, m)
		}
		again := sdk.Schema.Samples(op, m)
		for i, v := range values {
			if _, isMap := v.(map[string]string); !isMap && v != again[i] {
				t.Errorf("%s.%s: not the same sample twice", op, m)
			}
			if v == "" {
				t.Errorf("%s.%s: an empty sample", op, m)
			}
		}
		enum := sdk.Enum(op, m)
		f, _ := reflect.TypeOf(sdk.NewInputOf(op)).Elem().FieldByName(m.String())
		ft := f.Type
		if ft.Kind() == reflect.Slice {
			ft = ft.Elem()
		}
		method, isEnum := ft.MethodByName("Values")
		if isEnum != (enum != nil) {
			t.Errorf("%s.%s: enumeration: %v, the SDK's type is %v", op, m, enum, ft)
		}
		if !isEnum {
			return
		}
		known := map[string]bool{}
		list := method.Func.Call([]reflect.Value{reflect.Zero(ft)})[0]
		for i := range list.Len() {
			known[list.Index(i).String()] = true
		}
		if len(known) != len(enum) || len(values) != len(enum) {
			t.Errorf("%s.%s: %d values, %d samples, the SDK has %d", op, m, len(enum), len(values), len(known))
		}
		for i, v := range enum {
			if !known[v] {
				t.Errorf("%s.%s: the SDK has no %s", op, m, v)
			}
			if f.Type.Kind() == reflect.String && values[i] != v {
				t.Errorf("%s.%s: sample %v isn't %s", op, m, values[i], v)
			}
		}
	})
}

// TestSampleDigests: the samples agree with the body and the key they are of.
func TestSampleDigests(t *testing.T) {
	text := func(m member.ID) string {
		s, _ := sdk.Schema.Samples(operation.CopyObject, m)[0].(string)
		return s
	}
	upload := func(m member.ID) string { return sdk.Schema.Samples(operation.PutObject, m)[0].(string) }
	in, err := sdk.NewInput(compat.Given(operation.PutObject, member.Body, sdk.Schema.Samples(operation.PutObject, member.Body)[0]))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(in.(*s3.PutObjectInput).Body)
	if err != nil {
		t.Fatal(err)
	}
	if n := sdk.Schema.Samples(operation.PutObject, member.ContentLength)[0]; n != len(body) {
		t.Errorf("ContentLength %v, the body has %d", n, len(body))
	}
	for m, h := range map[member.ID]hash.Hash{
		member.ContentMD5:    md5.New(),
		member.ChecksumMD5:   md5.New(),
		member.ChecksumCRC32: crc32.NewIEEE(), member.ChecksumCRC32C: crc32.New(crc32.MakeTable(crc32.Castagnoli)),
		member.ChecksumCRC64NVME: crc64.New(crc64.MakeTable(0x9a6c9329ac4bc9b5)),
		member.ChecksumSHA1:      sha1.New(), member.ChecksumSHA256: sha256.New(), member.ChecksumSHA512: sha512.New(),
	} {
		h.Write(body)
		if want := base64.StdEncoding.EncodeToString(h.Sum(nil)); upload(m) != want {
			t.Errorf("%s: %s, want %s", m, upload(m), want)
		}
	}
	for m, n := range map[member.ID]int{member.ChecksumXXHASH64: 8, member.ChecksumXXHASH3: 8, member.ChecksumXXHASH128: 16} {
		if b, err := base64.StdEncoding.DecodeString(upload(m)); len(b) != n || err != nil {
			t.Errorf("%s: %d bytes, %v", m, len(b), err)
		}
	}
	for key, digest := range map[member.ID]member.ID{
		member.SSECustomerKey:           member.SSECustomerKeyMD5,
		member.CopySourceSSECustomerKey: member.CopySourceSSECustomerKeyMD5,
	} {
		k, err := base64.StdEncoding.DecodeString(text(key))
		if len(k) != 32 || err != nil {
			t.Errorf("%s: %d bytes, %v", key, len(k), err)
		}
		sum := md5.Sum(k)
		if want := base64.StdEncoding.EncodeToString(sum[:]); text(digest) != want {
			t.Errorf("%s: %s, want %s", digest, text(digest), want)
		}
	}
}
