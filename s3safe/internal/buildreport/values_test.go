package buildreport

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
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

// TestTwice: the same value may be set twice, another one is a finding.
func TestTwice(t *testing.T) {
	b := putobject.General("reports-2026", "q3.csv").ContentType("a/b").StorageClass(opt.StandardIA).Metadata("k", "v").
		Encryption(opt.KMS("alias/a")).Retention(opt.Governance(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)))
	if _, err := b.ContentType("a/b").StorageClass(opt.StandardIA).Metadata("k", "v").Encryption(opt.KMS("alias/a")).Build(); err != nil {
		t.Error(err)
	}
	_, err := b.ContentType("c/d").StorageClass(opt.Standard).Metadata("k", "w").Encryption(opt.SSES3()).
		Retention(opt.Compliance(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC))).Build()
	for _, member := range []string{"ContentType", "StorageClass", "Metadata", "ServerSideEncryption", "ObjectLockMode"} {
		if err == nil || !strings.Contains(err.Error(), "PutObject.General: "+member+" ") {
			t.Errorf("%s isn't complained about: %v", member, err)
		}
	}
}

// TestForms: values that can't be what they are meant for are found by Build, by
// the member's name, together with the rules.
func TestForms(t *testing.T) {
	_, err := getobject.General("reports-2026", "q3.csv").Portion(opt.Range(9, 1)).Version(opt.VersionID("")).If(opt.Match(""), nil).ExpectedBucketOwner("me").Build()
	for _, text := range []string{"Range begins", "VersionId is empty", "IfMatch isn't an ETag", "IfMatch is given as nil", "expected-owner-format"} {
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
	if _, err = putobject.General("reports-2026", "k").Encryption(nil).Build(); !errors.As(err, &bad) || bad.Member != "ServerSideEncryption" {
		t.Errorf("nil: %v", err)
	}
	if _, err = copyobject.General("reports-2026", "k", nil).Build(); !errors.As(err, &bad) {
		t.Errorf("nil source: %v", err)
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
