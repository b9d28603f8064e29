package opt_test

import (
	"encoding"
	"encoding/json"
	"flag"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// roundTrip marshals an option and reads it back.
func roundTrip[T any](t *testing.T, options ...T) {
	t.Helper()
	for _, o := range options {
		text, err := opt.Text[T]{Option: o}.MarshalText()
		if err != nil {
			t.Errorf("%#v: %v", o, err)
			continue
		}
		var back opt.Text[T]
		if err := back.UnmarshalText(text); err != nil || !reflect.DeepEqual(any(back.Option), any(o)) {
			t.Errorf("%s: %#v, was %#v: %v", text, back.Option, o, err)
		}
		if back.String() != string(text) {
			t.Errorf("%s: %s", text, back)
		}
	}
}

// TestRoundTrip: what is written as text is read back as the same option.
func TestRoundTrip(t *testing.T) {
	until := time.Date(2030, 1, 2, 3, 4, 5, 6, time.UTC)
	roundTrip[opt.Encryption](t, opt.SSES3(), opt.KMS("alias/a"), opt.KMS("arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab").BucketKey(),
		opt.KMS("k").WithoutBucketKey(), opt.ManagedKMS(), opt.ManagedKMS().BucketKey(), opt.ManagedKMS().WithoutBucketKey(), opt.DSSE(), opt.DSSE("k"))
	roundTrip[opt.DirectoryEncryption](t, opt.SSES3(), opt.KMS("k"), opt.ManagedKMS())
	roundTrip[opt.FSxEncryption](t, opt.FSx())
	roundTrip[opt.Checksum](t, opt.CRC32(), opt.CRC32C(), opt.CRC64NVME(), opt.SHA1(), opt.SHA256(), opt.SHA512(), opt.MD5(), opt.XXHASH3(), opt.XXHASH64(), opt.XXHASH128(),
		opt.CRC32Value(7), opt.SHA256Value([32]byte{1}), opt.XXHASH128Value([16]byte{2}), opt.MD5Value([16]byte{3}))
	roundTrip[opt.Algorithm](t, opt.CRC32(), opt.SHA256())
	roundTrip[opt.UploadChecksum](t, opt.CRC32(), opt.FullObject(opt.CRC64NVME()), opt.Composite(opt.SHA256()))
	roundTrip[opt.Retention](t, opt.Governance(until), opt.Compliance(until))
	roundTrip[opt.StorageClass](t, opt.Standard, opt.StandardIA, opt.OneZoneIA, opt.IntelligentTiering, opt.GlacierInstant, opt.GlacierFlexible, opt.DeepArchive, opt.ReducedRedundancy)
	roundTrip[opt.DirectoryStorageClass](t, opt.ExpressOneZone, opt.OneZoneIA)
	roundTrip[opt.ObjectACL](t, opt.Private, opt.PublicRead, opt.BucketOwnerFullControl)
	roundTrip[opt.Payer](t, opt.OwnerPays, opt.RequesterPays)
	roundTrip[opt.RestoreTier](t, opt.Expedited, opt.StandardTier, opt.Bulk)
	roundTrip[opt.Pause](t, opt.Enabled, opt.Suspended)
	roundTrip[opt.LockMode](t, opt.GovernanceMode, opt.ComplianceMode)
	roundTrip[opt.SessionMode](t, opt.ReadOnlySession)
	roundTrip[opt.Method](t, opt.MethodGet)
	roundTrip[opt.StorageClass](t, nil)
	for name, text := range map[string]encoding.TextMarshaler{
		"a customer key": opt.Text[opt.Encryption]{Option: opt.CustomerKey([32]byte{})}, "a context": opt.Text[opt.Encryption]{Option: opt.KMS("k").Context(map[string]string{"a": "b"})},
		"no key": opt.Text[opt.Encryption]{Option: opt.KMS("")}, "a zero option": opt.Text[opt.Encryption]{Option: opt.KMSEncryption{}},
		"grants": opt.Text[opt.ObjectACL]{Option: opt.GrantTo()}, "a number": opt.Text[opt.StorageClass]{Option: opt.StorageClassChoice(77)},
	} {
		if out, err := text.MarshalText(); err == nil {
			t.Errorf("%s is written as %s", name, out)
		}
	}
}

// TestParseErrors: the error says what is possible, and nothing that may be a key.
func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		parse func() error
		want  string
	}{
		{func() error { _, err := opt.ParseStorageClass("EXPRESS_ONEZONE"); return err },
			`s3safe: opt.StorageClass "EXPRESS_ONEZONE" isn't one of DEEP_ARCHIVE, GLACIER, GLACIER_IR, INTELLIGENT_TIERING, ONEZONE_IA, REDUCED_REDUNDANCY, STANDARD, STANDARD_IA`},
		{func() error { _, err := opt.Parse[opt.OutpostsEncryption]("aws:kms=alias/a"); return err }, `s3safe: opt.OutpostsEncryption isn't one of AES256`},
		{func() error { _, err := opt.Parse[opt.SessionEncryption]("aws:kms"); return err }, `s3safe: opt.SessionEncryption isn't one of AES256, aws:kms=KEY`},
		{func() error { _, err := opt.ParseEncryption("kms"); return err },
			`s3safe: opt.Encryption isn't one of AES256, aws:kms, aws:kms,bucket-key=true|false, aws:kms=KEY,bucket-key=true|false, aws:kms:dsse, aws:kms:dsse=KEY, aws:kms=KEY`},
		{func() error { _, err := opt.ParseRetention("GOVERNANCE"); return err }, `s3safe: opt.Retention isn't one of GOVERNANCE,TIME, COMPLIANCE,TIME`},
		{func() error { _, err := opt.Parse[opt.CopySource]("b/k"); return err }, `s3safe: opt.CopySource has no form as text`},
		{func() error { _, err := opt.ParseTags("%zz=1"); return err }, `s3safe: tags are written as key=value&key=value, percent-encoded`},
	} {
		if err := c.parse(); err == nil || err.Error() != c.want {
			t.Errorf("%v\nwant %s", err, c.want)
		}
	}
	for _, text := range []string{"SSE-C=c2VjcmV0", "aws:kms=", "aws:kms=a,b", "aws:kms,bucket-key=maybe", "aws:kms:dsse=", "aes256", "aws:kms:dsse=k,bucket-key=true"} {
		if o, err := opt.ParseEncryption(text); err == nil || strings.Contains(err.Error(), "c2VjcmV0") {
			t.Errorf("%s: %v %v", text, o, err)
		}
	}
	for _, text := range []string{"CRC32=AAAA", "CRC16", "SHA256,FULL_OBJECT", "CRC64NVME,COMPOSITE", "CRC32,"} {
		if o, err := opt.ParseUploadChecksum(text); err == nil {
			t.Errorf("%s: %v", text, o)
		}
	}
	if o, err := opt.ParseStorageClass("\x1b[2J" + strings.Repeat("x", 1000)); err == nil || strings.Contains(err.Error(), "\x1b") || len(err.Error()) > 300 {
		t.Errorf("%v %v", o, err)
	}
}

// TestConfiguration: options come from JSON, flags and the environment, and nothing
// means nothing.
func TestConfiguration(t *testing.T) {
	var config struct {
		Class      opt.Text[opt.StorageClass]
		Encryption opt.Text[opt.Encryption]
		Checksum   opt.Text[opt.UploadChecksum]
		ACL        opt.Text[opt.ObjectACL]
	}
	if err := json.Unmarshal([]byte(`{"Class":"GLACIER_IR","Encryption":"aws:kms=alias/reports,bucket-key=true","Checksum":"CRC64NVME,FULL_OBJECT"}`), &config); err != nil {
		t.Fatal(err)
	}
	in, err := createmultipartupload.General("reports-2026", "k").StorageClass(config.Class.Option).Encryption(config.Encryption.Option).
		Checksum(config.Checksum.Option).ACL(config.ACL.Option).Build()
	if err != nil || in.StorageClass != "GLACIER_IR" || aws.ToString(in.SSEKMSKeyId) != "alias/reports" || in.ChecksumType != "FULL_OBJECT" || in.ACL != "" {
		t.Errorf("%+v %v", in, err)
	}
	back, err := json.Marshal(config)
	if err != nil || string(back) != `{"Class":"GLACIER_IR","Encryption":"aws:kms=alias/reports,bucket-key=true","Checksum":"CRC64NVME,FULL_OBJECT","ACL":""}` {
		t.Errorf("%s %v", back, err)
	}
	flags := flag.NewFlagSet("upload", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var class opt.Text[opt.StorageClass]
	flags.TextVar(&class, "class", opt.Text[opt.StorageClass]{Option: opt.Standard}, "storage class")
	if err := flags.Parse(nil); err != nil || class.Option != opt.Standard {
		t.Errorf("%v %v", class, err)
	}
	if err := flags.Parse([]string{"-class", "FROZEN"}); err == nil {
		t.Error("a class that doesn't exist is taken")
	}
	tags, err := opt.ParseTags("team=finance&year=2026&a+b=%40")
	if err != nil {
		t.Fatal(err)
	}
	if in, err := putobject.General("reports-2026", "k").Tags(tags...).Build(); err != nil || *in.Tagging != "team=finance&year=2026&a+b=%40" {
		t.Errorf("%v %v", in, err)
	}
}

// TestChoices: a number that isn't a constant is refused by Build.
func TestChoices(t *testing.T) {
	b := putobject.General("reports-2026", "k")
	for text, b := range map[string]putobject.GeneralBuilder{
		"StorageClass isn't one of the constants": b.StorageClass(opt.StorageClassChoice(99)), "ACL isn't one of the constants": b.ACL(opt.CannedACLChoice(0)),
	} {
		if _, err := b.Build(); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%q isn't in %v", text, err)
		}
	}
}
