package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
	"github.com/s3safe/s3safe-go/s3safe/transfer"
)

func Example() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// film.mp4 12582912 bytes
	//   Check finds object-lock-mode-and-date
	// series.mp4 5242887 bytes
	// form with image/png: 201
	// form with text/html: 403
	// user/eric/photo.png 100 bytes
}

// TestCheck: inputs of the transfer manager are judged by the requests that become
// of them, and an upload is rejected only if it would be both whole and in parts.
func TestCheck(t *testing.T) {
	sum := aws.String("AAAAAA==")
	upload := func(change func(*transfermanager.UploadObjectInput)) *transfermanager.UploadObjectInput {
		in := &transfermanager.UploadObjectInput{Bucket: aws.String("media"), Key: aws.String("k"), Body: strings.NewReader("x")}
		change(in)
		return in
	}
	for name, c := range map[string]struct {
		in   any
		rule string
	}{
		"plain":        {upload(func(*transfermanager.UploadObjectInput) {}), ""},
		"a bad bucket": {upload(func(in *transfermanager.UploadObjectInput) { in.Bucket = aws.String("ab") }), "bucket-name-invalid"},
		"grants and ACL": {upload(func(in *transfermanager.UploadObjectInput) {
			in.ACL, in.GrantRead = types.ObjectCannedACLPublicRead, aws.String(`id="a"`)
		}), "acl-canned-with-grants"},
		"a key without": {upload(func(in *transfermanager.UploadObjectInput) { in.SSEKMSKeyID = aws.String("alias/a") }), "kms-key-without-kms"},
		"two checksums": {upload(func(in *transfermanager.UploadObjectInput) { in.ChecksumCRC32, in.ChecksumCRC32C = sum, sum }), ""}, // in parts S3 takes two
		"two conditions": {upload(func(in *transfermanager.UploadObjectInput) {
			in.IfMatch, in.IfNoneMatch = aws.String("e"), aws.String("*")
		}), "if-match-with-if-none-match"},
		"a lock":           {upload(func(in *transfermanager.UploadObjectInput) { in.ObjectLockMode = types.ObjectLockModeGovernance }), "object-lock-mode-and-date"},
		"no key":           {&transfermanager.UploadObjectInput{Bucket: aws.String("media")}, "sdk-required"},
		"a download":       {&transfermanager.DownloadObjectInput{Bucket: aws.String("media"), Key: aws.String("k"), VersionID: aws.String("")}, "version-id-empty"},
		"a read":           {&transfermanager.GetObjectInput{Bucket: aws.String("media"), Key: aws.String("k"), ExpectedBucketOwner: aws.String("me")}, "expected-owner-format"},
		"a plain download": {&transfermanager.DownloadObjectInput{Bucket: aws.String("media"), Key: aws.String("k"), Range: aws.String("bytes=0-9")}, ""},
	} {
		err := s3safe.Check(c.in)
		var stopped *s3safe.IncompatibleError
		switch {
		case c.rule == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.rule != "" && (!errors.As(err, &stopped) || !has(stopped, c.rule)):
			t.Errorf("%s: %v, want %s", name, err, c.rule)
		}
	}
	if err := s3safe.Check((*transfermanager.UploadObjectInput)(nil)); err == nil || errors.As(err, new(*s3safe.IncompatibleError)) {
		t.Errorf("nil: %v", err)
	}
	// S3 takes a body of 6 GiB in parts, though not in one request.
	if err := s3safe.Check(upload(func(in *transfermanager.UploadObjectInput) { in.ContentLength = aws.Int64(6 << 30) })); err != nil {
		t.Errorf("a large upload: %v", err)
	}
}

func has(e *s3safe.IncompatibleError, id string) bool {
	for _, f := range e.Findings {
		if f.Rule.ID == id {
			return true
		}
	}
	return false
}

// TestTo: every member that both inputs have arrives, and what has no place is
// named.
func TestTo(t *testing.T) {
	in, err := putobject.General("media", "k").Body(strings.NewReader("x")).Encryption(opt.KMS("alias/a").BucketKey()).Metadata("a", "b").
		Tags(opt.Tag{Key: "t", Value: "v"}).StorageClass(opt.StandardIA).If(opt.Absent()).RequesterPays().Build()
	if err != nil {
		t.Fatal(err)
	}
	up, err := transfer.To[transfermanager.UploadObjectInput](in)
	if err != nil {
		t.Fatal(err)
	}
	if *up.SSEKMSKeyID != "alias/a" || up.StorageClass != "STANDARD_IA" || up.Metadata["a"] != "b" || *up.Tagging != "t=v" || *up.IfNoneMatch != "*" || up.RequestPayer != "requester" || up.Body == nil {
		t.Errorf("%+v", up)
	}
	get, err := getobject.General("media", "k").Version(opt.NullVersion()).Portion(opt.Range(0, 9)).ReturnChecksum().Build()
	if err != nil {
		t.Fatal(err)
	}
	down, err := transfer.To[transfermanager.DownloadObjectInput](get)
	if err != nil || *down.VersionID != "null" || *down.Range != "bytes=0-9" || down.ChecksumMode != "ENABLED" {
		t.Errorf("%+v %v", down, err)
	}
	in.ContentMD5, in.ChecksumXXHASH3 = aws.String("x"), aws.String("y")
	if _, err := transfer.To[transfermanager.UploadObjectInput](in); err == nil || err.Error() != "s3safe: transfermanager.UploadObjectInput has no place for ChecksumXXHASH3, ContentMD5" {
		t.Error(err)
	}
	if _, err := transfer.To[io.Reader](in); err == nil {
		t.Error("a reader is an input")
	}
	if _, err := transfer.To[transfermanager.UploadObjectInput]((*s3.PutObjectInput)(nil)); err == nil {
		t.Error("nil is an input")
	}
}
