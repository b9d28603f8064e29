package transfer_test

import (
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
	"github.com/s3safe/s3safe-go/s3safe/transfer"
)

type class string

// upload is shaped like an input of the transfer manager. The real ones are tried in
// examples/uploads, a module that has the transfer manager.
type upload struct {
	Bucket, Key, SSEKMSKeyID *string
	StorageClass             class
	ServerSideEncryption     class
	Metadata                 map[string]string
	Concurrency              int
}

// TestTo: fields are matched by name and kind, and those that are set and have no
// place are named.
func TestTo(t *testing.T) {
	b := putobject.General("media", "k").Encryption(opt.KMS("alias/a")).StorageClass(opt.StandardIA).Metadata("a", "b")
	in, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	got, err := transfer.To[upload](in)
	if err != nil || *got.SSEKMSKeyID != "alias/a" || got.StorageClass != "STANDARD_IA" || got.ServerSideEncryption != "aws:kms" || got.Metadata["a"] != "b" || *got.Key != "k" {
		t.Errorf("%+v %v", got, err)
	}
	if in, err = b.ContentType("a/b").Body(strings.NewReader("x")).Build(); err != nil {
		t.Fatal(err)
	}
	if _, err := transfer.To[upload](in); err == nil || err.Error() != "s3safe: transfer_test.upload has no place for Body, ContentType" {
		t.Error(err)
	}
	// A field of another kind is no place.
	get, err := getobject.General("media", "k").Version(opt.NullVersion()).Build()
	if err != nil {
		t.Fatal(err)
	}
	type odd struct {
		Bucket, Key *string
		VersionID   int
	}
	if _, err := transfer.To[odd](get); err == nil || !strings.Contains(err.Error(), "VersionId") {
		t.Error(err)
	}
	if _, err := transfer.To[int](get); err == nil {
		t.Error("a number is an input")
	}
}
