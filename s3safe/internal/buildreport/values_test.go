package buildreport

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/createbucket"
	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/deleteobjects"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/getobjectattributes"
	"github.com/s3safe/s3safe-go/s3safe/op/multipart"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobjectlockconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/op/uploadpart"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// TestShared: a base is shared between goroutines, and what one adds the others
// don't see. Run with the race detector.
func TestShared(t *testing.T) {
	base := putobject.General("reports-2026", "q3.csv").ContentType("text/csv").Metadata("a", "1")
	var wg sync.WaitGroup
	for _, lang := range []string{"de", "en", "fr"} {
		wg.Go(func() {
			in, err := base.ContentLanguage(lang).Metadata("lang", lang).Build()
			if err != nil || *in.ContentLanguage != lang || len(in.Metadata) != 2 || in.Metadata["lang"] != lang {
				t.Errorf("%v %v", in, err)
			}
			in.Metadata["own"] = "x"
		})
	}
	wg.Wait()
	a, err := base.Build()
	if err != nil || a.ContentLanguage != nil || len(a.Metadata) != 1 {
		t.Fatalf("%+v %v", a, err)
	}
	b, _ := base.Build()
	if a == b || a.ContentType == nil {
		t.Error("two builds give the same input")
	}
}

// TestAgain: the last value wins, so that a template can be overridden, and what
// was wrong with an earlier one is forgotten.
func TestAgain(t *testing.T) {
	date := time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	template := putobject.General("reports-2026", "q3.csv").ContentType("a/b").StorageClass(opt.StandardIA).Metadata("k", "v").Metadata("l", "v").
		Encryption(opt.KMS("alias/a")).Retention(opt.Governance(date)).Tags(opt.Tag{Key: "a", Value: "1"}, opt.Tag{Key: "b", Value: "1"}).
		ACL(opt.Private).Checksum(opt.CRC32()).If(opt.Match("")).Body(strings.NewReader("x")).Expires(date).LegalHold(true)
	in, err := template.ContentType("c/d").StorageClass(opt.Standard).Metadata("k", "w").Encryption(opt.KMS("alias/b").BucketKey()).
		Retention(opt.Compliance(date.Add(1))).Tags(opt.Tag{Key: "b", Value: "2"}).TagMap(map[string]string{"c": "3 4"}).ACL(opt.BucketOwnerRead).
		Checksum(opt.SHA256()).If(opt.Match("etag")).Expires(date.Add(time.Hour)).LegalHold(false).Build()
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(*in.ContentType, in.StorageClass, in.Metadata, *in.SSEKMSKeyId, *in.BucketKeyEnabled, in.ObjectLockMode, *in.Tagging, in.ACL,
		in.ChecksumAlgorithm, *in.IfMatch, in.Expires.Hour(), in.ObjectLockLegalHoldStatus)
	if want := "c/d STANDARD map[k:w l:v] alias/b true COMPLIANCE a=1&b=2&c=3+4 bucket-owner-read SHA256 etag 1 OFF"; !sameWords(got, want) {
		t.Errorf("%s\n%s", got, want)
	}
	if first, err := template.If(opt.Match("e")).Build(); err != nil || *first.ContentType != "a/b" || first.Metadata["k"] != "v" || *first.Tagging != "a=1&b=1" {
		t.Errorf("the template has changed: %v %v", first, err)
	}
	read, err := getobject.General("reports-2026", "q3.csv").If(opt.Match("a")).If(opt.Match("b"), opt.ModifiedSince(date)).
		Portion(opt.Range(9, 1)).Portion(opt.RangeFrom(7)).Version(opt.VersionID("")).Version(opt.NullVersion()).Build()
	if err != nil || *read.IfMatch != "b" || read.IfModifiedSince == nil || *read.Range != "bytes=7-" || *read.VersionId != "null" {
		t.Errorf("%+v %v", read, err)
	}
	made, err := createbucket.General("reports-2026").Configuration(opt.Region("eu-west-1")).Configuration(opt.Region("eu-west-2")).Build()
	if err != nil || made.CreateBucketConfiguration.LocationConstraint != "eu-west-2" {
		t.Errorf("%v %v", made, err)
	}
	copied, err := copyobject.General("reports-2026", "k", opt.Source("other", "k")).Tags(opt.ReplaceTags(opt.Tag{Key: "a", Value: "1"}).
		Tags(opt.Tag{Key: "b", Value: "2"}).TagMap(map[string]string{"a": "3"})).Build()
	if err != nil || *copied.Tagging != "b=2&a=3" {
		t.Errorf("%v %v", copied, err)
	}
}

// sameWords compares texts but for their spaces, which fmt.Sprint puts between
// some operands only.
func sameWords(a, b string) bool {
	return strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", "")
}

// TestLists: lists add up everywhere, tags with the same key replace each other, and
// what is nil in a list is left out.
func TestLists(t *testing.T) {
	tag := func(key, value string) opt.Tag { return opt.Tag{Key: key, Value: value} }
	made, err := createbucket.General("reports-2026").Configuration(opt.Region("eu-west-1").Tags(tag("a", "1"), tag("b", "1")).Tags(tag("b", "2")).TagMap(map[string]string{"c": "3"})).Build()
	if err != nil {
		t.Fatal(err)
	}
	zone, err := createbucket.Directory("reports--use1-az4--x-s3", opt.AvailabilityZone("use1-az4").Tags(tag("a", "1"), tag("b", "1")).Tags(tag("b", "2")).TagMap(map[string]string{"c": "3"})).Build()
	if err != nil {
		t.Fatal(err)
	}
	upload, err := createmultipartupload.General("reports-2026", "k").Tags(tag("a", "1"), tag("b", "1")).Tags(tag("b", "2")).TagMap(map[string]string{"c": "3"}).Build()
	if err != nil || *upload.Tagging != "a=1&b=2&c=3" {
		t.Errorf("%v %v", upload, err)
	}
	for _, list := range [][]types.Tag{made.CreateBucketConfiguration.Tags, zone.CreateBucketConfiguration.Tags} {
		text := ""
		for _, x := range list {
			text += *x.Key + *x.Value
		}
		if text != "a1b2c3" {
			t.Errorf("%s", text)
		}
	}
	granted, err := putobject.General("reports-2026", "k").ACL(opt.GrantTo().Read(opt.Everyone, nil).Read(opt.EveryAWSUser)).Build()
	if err != nil || strings.Count(*granted.GrantRead, "uri=") != 2 {
		t.Errorf("%v %v", granted, err)
	}
	if _, err := putobject.General("reports-2026", "k").ACL(opt.GrantTo().Read(nil)).Build(); err == nil {
		t.Error("a grant to nobody")
	}
	deleted, err := deleteobjects.General("reports-2026", opt.Delete(opt.ObjectKey("a"), nil, opt.ObjectKey("b"))).Build()
	if err != nil || len(deleted.Delete.Objects) != 2 {
		t.Errorf("%v %v", deleted, err)
	}
	if _, err := deleteobjects.General("reports-2026", opt.Delete(nil)).Build(); err == nil {
		t.Error("a deletion of nothing")
	}
	asked, err := getobjectattributes.General("reports-2026", "k", opt.Attributes(opt.ETag, nil)).Build()
	if err != nil || len(asked.ObjectAttributes) != 1 {
		t.Errorf("%v %v", asked, err)
	}
	if _, err := putobject.General("reports-2026", "k").Tags(tag("a", "1"), tag("a", "2")).Build(); err == nil {
		t.Error("a key twice in one list")
	}
}

// TestContradictions: two options that exclude each other are an error that names
// the setters and what they were given, and no secret.
func TestContradictions(t *testing.T) {
	date := time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	put := putobject.General("reports-2026", "k")
	get := getobject.General("reports-2026", "k")
	key := [32]byte{1, 2, 3}
	for text, b := range map[string]interface {
		Build() (*s3.PutObjectInput, error)
	}{
		"ServerSideEncryption has two answers: Encryption called twice: KMS(alias/a), CustomerKey":  put.Encryption(opt.KMS("alias/a")).Encryption(opt.CustomerKey(key)),
		"ServerSideEncryption has two answers: Encryption called twice: SSES3, KMS(alias/a)":        put.Encryption(opt.SSES3()).Encryption(opt.KMS("alias/a")).Encryption(opt.KMS("alias/a")),
		"ServerSideEncryption has two answers: Encryption called twice: KMS(\\x1b[2J), SSES3":       put.Encryption(opt.KMS("\x1b[2J")).Encryption(opt.SSES3()),
		"ObjectLockMode has two answers: Retention says COMPLIANCE, EventHold says GOVERNANCE":      put.Retention(opt.Compliance(date)).EventHold(opt.HoldForDays(1).In(opt.GovernanceMode)),
		"ObjectLockEventHold has two answers: EventHold called twice: HoldForDays, HoldForYears":    put.EventHold(opt.HoldForDays(1)).EventHold(opt.HoldForYears(1)),
		"IfMatch has two answers: If called twice: Absent, Match(etag)":                             put.If(opt.Absent()).If(opt.Match("etag")),
		"ACL has two answers: ACL called twice: a canned ACL(private), GrantTo":                     put.ACL(opt.Private).ACL(opt.GrantTo().Read(opt.Everyone)),
		"ChecksumAlgorithm has two answers: Checksum called twice: an algorithm(CRC32), a value":    put.Checksum(opt.CRC32()).Checksum(opt.CRC32Value(1)),
		`Metadata has the keys "Project" and "project", which are one to S3, with different values`: put.Metadata("Project", "a").MetadataMap(map[string]string{"project": "b"}),
	} {
		_, err := b.Build()
		var form *opt.ValueError
		if !errors.As(err, &form) || form.Member+" "+form.Reason != text {
			t.Errorf("%v\nwant %s", err, text)
		}
		if err != nil && strings.Contains(err.Error(), base64.StdEncoding.EncodeToString(key[:])) {
			t.Errorf("the key is in %v", err)
		}
	}
	for text, b := range map[string]interface {
		Build() (*s3.GetObjectInput, error)
	}{
		"Range has two answers: Portion called twice: a range(bytes=0-9), Part": get.Portion(opt.Range(0, 9)).Portion(opt.Part(1)),
	} {
		_, err := b.Build()
		if err == nil || !strings.HasSuffix(err.Error(), text) {
			t.Errorf("%v\nwant %s", err, text)
		}
	}
	_, err := putobjectlockconfiguration.General("reports-2026", opt.ObjectLockEnabled().DefaultDays(opt.GovernanceMode, 1).DefaultYears(opt.GovernanceMode, 1)).Build()
	if err == nil || !strings.Contains(err.Error(), "one by DefaultDays, one by DefaultYears") {
		t.Error(err)
	}
}

// TestNil: an option that is nil is left out, as if its setter weren't called, so
// that conditional code needs no ifs. What is required is missed.
func TestNil(t *testing.T) {
	put := putobject.General("reports-2026", "k").Encryption(opt.KMS("alias/a")).Body(strings.NewReader("x"))
	in, err := put.Encryption(nil).ACL(nil).Checksum(nil).If(nil).StorageClass(nil).Retention(nil).EventHold(nil).Body(nil).Tags().TagMap(nil).MetadataMap(nil).With(nil).Build()
	if err != nil || in.SSEKMSKeyId == nil || in.Body == nil || in.Tagging != nil || in.Metadata != nil {
		t.Errorf("%+v %v", in, err)
	}
	if in, err := getobject.General("reports-2026", "k").If(nil, opt.Match("e"), nil).Portion(nil).Decryption(nil).Build(); err != nil || *in.IfMatch != "e" {
		t.Errorf("%+v %v", in, err)
	}
	for i := range Builders {
		b := &Builders[i]
		var args []reflect.Value
		for _, p := range b.parameters() {
			args = append(args, reflect.Zero(p))
		}
		base := b.begin(args)
		want, _ := base.draft()
		for _, s := range b.Setters {
			types, _ := base.parametersOf(s.Name)
			if len(types) != 1 || types[0].Kind() != reflect.Interface && types[0].Kind() != reflect.Slice {
				continue
			}
			if got, _ := base.set(s.Name, reflect.Zero(types[0])).draft(); !reflect.DeepEqual(got.Interface(), want.Interface()) {
				t.Errorf("%s.%s: %s(nil) changes the request", b.Op, b.Family, s.Name)
			}
		}
	}
	var form *opt.ValueError
	if _, err = copyobject.General("reports-2026", "k", nil).Build(); !errors.As(err, &form) || form.Member != "CopySource" {
		t.Errorf("nil source: %v", err)
	}
}

// TestGaps: what the SDK wouldn't send, or what no request can mean, is found by
// Build.
func TestGaps(t *testing.T) {
	_, empty := putobject.General("", "").Build()
	_, zero := putobject.GeneralBuilder{}.Build()
	_, session := multipart.Session{}.Part(1, nil).Build()
	_, length := putobject.General("reports-2026", "k").ContentLength(-5).Build()
	_, part := uploadpart.General("reports-2026", "k", "u", 1).ContentLength(-1).Build()
	for text, err := range map[string]error{
		"PutObject: Bucket isn't valid: the name is empty": empty, "PutObject.General: Key is empty": empty,
		"PutObject.General: Bucket is missing: begin the builder with putobject.General or From": zero,
		"PutObject.General: ContentLength is -5":                                                 length,
		"UploadPart.General: ContentLength is -1":                                                part,
		"Bucket isn't valid: the name is empty":                                                  session,
	} {
		if err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%q isn't in %v", text, err)
		}
	}
	// Every zero builder whose request needs something says what.
	for i := range Builders {
		b := &Builders[i]
		op, _ := operation.Parse(b.Op)
		required := sdk.Schema.Required(op)
		_, err := value{reflect.Zero(reflect.TypeOf(b.New).Out(0))}.draft()
		for _, m := range required.IDs() {
			if err == nil || !strings.Contains(err.Error(), m.String()+" is missing") {
				t.Errorf("%s.%s: %s isn't missed: %v", b.Op, b.Family, m, err)
			}
		}
	}
	for region, want := range map[string]bool{"us-east-1": false, "eu-west-1": true} {
		in, err := createbucket.General("reports-2026").Configuration(opt.Region(region)).Build()
		if err != nil || (in.CreateBucketConfiguration != nil) != want {
			t.Errorf("%s: %v %v", region, in.CreateBucketConfiguration, err)
		}
		in, err = createbucket.General("reports-2026").Configuration(opt.Region(region).Tags(opt.Tag{Key: "a", Value: "b"})).Build()
		if err != nil || len(in.CreateBucketConfiguration.Tags) != 1 || (in.CreateBucketConfiguration.LocationConstraint != "") != want {
			t.Errorf("%s with tags: %v %v", region, in.CreateBucketConfiguration, err)
		}
	}
}

// TestPresignExpiry: a URL that is to be valid for too long isn't presigned, by a
// presign client without a guard either, wherever it is said how long.
func TestPresignExpiry(t *testing.T) {
	fetched := 0
	client := s3.New(s3.Options{Region: "us-east-1", Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		fetched++
		return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "example"}, nil
	})})
	b := getobject.General("reports-2026", "k")
	week := 7 * 24 * time.Hour
	for _, c := range []struct {
		client, call time.Duration
		fits         bool
	}{{0, 0, true}, {0, week, true}, {0, week + time.Second, false}, {week + time.Second, 0, false}, {week + time.Second, time.Hour, true}} {
		presigner := s3.NewPresignClient(client, s3.WithPresignExpires(c.client))
		var options []func(*s3.PresignOptions)
		if c.call != 0 {
			options = append(options, s3.WithPresignExpires(c.call))
		}
		out, err := b.Presign(context.Background(), presigner, options...)
		var stopped *s3safe.IncompatibleError
		switch {
		case c.fits && (err != nil || !strings.Contains(out.URL, "X-Amz-Signature=")):
			t.Errorf("%v: %v %v", c, out, err)
		case !c.fits && (!errors.As(err, &stopped) || stopped.Findings[0].Rule.ID != "presigned-too-long" || out != nil):
			t.Errorf("%v: %v %v", c, out, err)
		}
	}
}

// TestForms: values that can't be what they are meant for are found by Build, by
// the member's name, together with the rules.
func TestForms(t *testing.T) {
	_, err := getobject.General("reports-2026", "q3.csv").Portion(opt.Range(9, 1)).Version(opt.VersionID("")).If(opt.Match("")).ExpectedBucketOwner("me").Build()
	for _, text := range []string{"Range is 9 to 1: it ends before it begins", "VersionId is empty", "IfMatch isn't an ETag", "expected-owner-format"} {
		if err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%q isn't in %v", text, err)
		}
	}
	var stopped *s3safe.IncompatibleError
	var bad *opt.ValueError
	if !errors.As(err, &stopped) || !errors.As(err, &bad) {
		t.Errorf("%T", err)
	}
	_, err = putobject.General("reports--usw2-az1--x-s3", "k").Build()
	if !errors.As(err, &bad) || bad.Member != "Bucket" {
		t.Errorf("a directory bucket: %v", err)
	}
	if _, err = copyobject.General("reports-2026", "k", opt.Source("arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap", "k")).Build(); !errors.As(err, &bad) || bad.Member != "CopySource" {
		t.Errorf("a Multi-Region Access Point as source: %v", err)
	}
}

// TestZeroOptions: options that weren't made with a function of the package are
// findings, not panics.
func TestZeroOptions(t *testing.T) {
	b := putobject.General("reports-2026", "k")
	for name, x := range map[string]putobject.GeneralBuilder{
		"KMS": b.Encryption(opt.KMSEncryption{}), "customer key": b.Encryption(opt.CustomerKeyEncryption{}), "CRC": b.Checksum(opt.CRC{}),
		"digest": b.Checksum(opt.Digest{}), "value": b.Checksum(opt.ChecksumValue{}), "grants": b.ACL(opt.Grants{}),
		"KMS with context": b.Encryption(opt.KMSEncryption{}.Context(nil).BucketKey()),
		"retention":        b.Retention(opt.LockRetention{}), "hold": b.EventHold(opt.EventHold{}), "ETag": b.If(opt.ETagCondition{}),
	} {
		if _, err := x.Build(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	g := getobject.General("reports-2026", "k")
	for name, x := range map[string]getobject.GeneralBuilder{
		"range": g.Portion(opt.ByteRange{}), "part": g.Portion(opt.ObjectPart{}), "version": g.Version(opt.Version{}), "time": g.If(opt.TimeCondition{}),
		"none match": g.If(opt.NoETagCondition{}),
	} {
		if _, err := x.Build(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
