package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
)

// The output that README.md shows is what the program prints.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "```text\n"+out.String()+"```\n") {
		t.Errorf("README.md doesn't show this output:\n%s", out.String())
	}
}

func Example() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1. An upload with 14 optional members fails:
	//    400 InvalidRequest: Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.
	//
	// 2. Explained by the answer and the catalogue:
	//    checksum-several-values (certain): A request can carry only one checksum value
	//    members: ChecksumCRC32, ChecksumSHA256
	//    fix:     Keep one of the checksum members. Content-MD5 isn't one of them and may be given as well.
	//
	// 3. Which of the members are to blame, as requests show:
	//    PutObject fails with 400 InvalidRequest: Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.
	//      cause:    ChecksumCRC32 + ChecksumSHA256
	//      cure:     without ChecksumCRC32 it succeeds
	//      cure:     without ChecksumSHA256 it succeeds
	//      cleared:  Body, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, ExpectedBucketOwner, Expires, Metadata, RequestPayer, StorageClass, Tagging
	//      rule:     checksum-several-values: ChecksumCRC32 and ChecksumSHA256 are set; S3 takes one checksum
	//      why:      S3 stores one checksum with an object or part, so it refuses to choose between several, even if they are empty.
	//      fix:      Keep one of the checksum members. Content-MD5 isn't one of them and may be given as well.
	//      requests: 21
	//    Requests that reached the server: 21
	//
	// 4. The fix, verified: the upload with one checksum:
	//    PutObject: fixed
	//      status: 200, was 400
	//      code: none, was InvalidRequest
	//      message: none, was Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.
}
