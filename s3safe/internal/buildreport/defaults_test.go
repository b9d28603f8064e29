package buildreport

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

var house = opt.Defaults{
	Encryption: opt.KMS("alias/house").BucketKey(), StorageClass: opt.StandardIA, Checksum: opt.CRC64NVME(), ACL: opt.BucketOwnerFullControl,
	Retention: opt.Governance(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)), ExpectedBucketOwner: "123456789012", RequesterPays: true,
}

// TestDefaults: put, copy and multipart upload take the same defaults and set the
// same members, and what a request says itself holds, before and after.
func TestDefaults(t *testing.T) {
	put, err1 := putobject.General("reports-2026", "k").Body(strings.NewReader("x")).Defaults(house).Build()
	copied, err2 := copyobject.General("reports-2026", "k", opt.Source("other", "k")).Defaults(house).Build()
	upload, err3 := createmultipartupload.General("reports-2026", "k").Defaults(house).Build()
	for _, in := range []any{put, copied, upload} {
		v := reflect.ValueOf(in)
		if v.IsNil() {
			t.Fatal(err1, err2, err3)
		}
		for name, want := range map[string]string{
			"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "alias/house", "BucketKeyEnabled": "true", "StorageClass": "STANDARD_IA", "ChecksumAlgorithm": "CRC64NVME",
			"ACL": "bucket-owner-full-control", "ObjectLockMode": "GOVERNANCE", "ExpectedBucketOwner": "123456789012", "RequestPayer": "requester",
		} {
			f := reflect.Indirect(v.Elem().FieldByName(name))
			if got := printed(f); got != want {
				t.Errorf("%T.%s is %s", in, name, got)
			}
		}
	}
	for _, b := range []putobject.GeneralBuilder{
		putobject.General("reports-2026", "k").Defaults(house).Encryption(opt.CustomerKey([32]byte{})).ACL(opt.GrantTo().Read(opt.Everyone)).Checksum(opt.CRC32Value(1)).StorageClass(opt.Standard).Body(strings.NewReader("x")),
		putobject.General("reports-2026", "k").Encryption(opt.CustomerKey([32]byte{})).ACL(opt.GrantTo().Read(opt.Everyone)).Checksum(opt.CRC32Value(1)).StorageClass(opt.Standard).Body(strings.NewReader("x")).Defaults(house),
	} {
		in, err := b.With(nil).Build()
		if err != nil && !strings.Contains(err.Error(), "checksum-mismatch") {
			t.Fatal(err)
		}
		got, _ := value{reflect.ValueOf(b)}.draft()
		if got.FieldByName("ServerSideEncryption").String() != "" || got.FieldByName("ACL").String() != "" || got.FieldByName("ChecksumAlgorithm").String() != "" ||
			got.FieldByName("StorageClass").String() != "STANDARD" || got.FieldByName("SSECustomerKey").IsNil() || got.FieldByName("ObjectLockMode").String() != "GOVERNANCE" {
			t.Errorf("%+v %+v", in, got)
		}
	}
	// Of several the first count, and later ones fill in.
	project := opt.Defaults{StorageClass: opt.GlacierInstant, Checksum: opt.SHA256()}
	in, err := putobject.General("reports-2026", "k").Body(strings.NewReader("x")).Defaults(project).Defaults(house).Build()
	if err != nil || in.StorageClass != "GLACIER_IR" || in.ChecksumAlgorithm != "SHA256" || in.ServerSideEncryption != "aws:kms" || in.ACL != "bucket-owner-full-control" {
		t.Errorf("%+v %v", in, err)
	}
	// Nothing is left out, and nothing but that.
	bare := putobject.General("reports-2026", "k")
	if got, want := bare.Defaults(opt.Defaults{}), bare; !reflect.DeepEqual(got, want) {
		t.Errorf("empty defaults change %+v", got)
	}
	dir, err := putobject.Directory("reports--usw2-az1--x-s3", "k").Defaults(opt.DirectoryDefaults{Encryption: opt.SSES3(), StorageClass: opt.ExpressOneZone, Checksum: opt.CRC32(), ExpectedBucketOwner: "123456789012"}).Build()
	if err != nil || dir.ServerSideEncryption != "AES256" || dir.StorageClass != "EXPRESS_ONEZONE" || dir.ChecksumAlgorithm != "CRC32" || *dir.ExpectedBucketOwner != "123456789012" {
		t.Errorf("%+v %v", dir, err)
	}
}

// printed is a member's value as text.
func printed(v reflect.Value) string {
	if v.Kind() == reflect.Bool {
		return map[bool]string{true: "true", false: "false"}[v.Bool()]
	}
	return v.String()
}
