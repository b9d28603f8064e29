package main

import (
	"context"
	"encoding/xml"
	"io"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe"
)

// A case whose object describes how its multipart upload was created is replayed
// as two calls: the creation, to which the transport answers with the upload's
// id, and the case's own. What the guard then knows of the upload it has learned
// by itself.

// creation returns the request that the case's upload was created by, nil if the
// case doesn't say.
func creation(c *Case) *s3.CreateMultipartUploadInput {
	upload, ok := c.Object["upload"].(map[string]any)
	if !ok || c.text("UploadId") == "" {
		return nil
	}
	said := false
	text := func(key string) string {
		v, ok := upload[key]
		said = said || ok
		s, _ := v.(string)
		return s
	}
	in := &s3.CreateMultipartUploadInput{
		Bucket: aws.String(c.text("Bucket")), Key: aws.String(c.text("Key")),
		ChecksumAlgorithm: types.ChecksumAlgorithm(text("checksumAlgorithm")),
		ChecksumType:      types.ChecksumType(text("checksumType")),
	}
	if sse := text("sse"); sse == "SSE-C" {
		// The key isn't recorded, only its MD5.
		in.SSECustomerAlgorithm = aws.String("AES256")
		in.SSECustomerKeyMD5 = aws.String(text("sseCustomerKeyMD5"))
	} else {
		in.ServerSideEncryption = types.ServerSideEncryption(sse)
	}
	if !said {
		return nil
	}
	return in
}

// create makes the first of the two calls. It isn't judged: S3 has accepted it.
func create(client *s3safe.Client, in *s3.CreateMultipartUploadInput) error {
	ctx := s3safe.ContextWithMode(context.Background(), s3safe.Off)
	_, err := client.CreateMultipartUpload(ctx, in, func(o *s3.Options) {
		// What isn't recorded wasn't sent.
		o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
	})
	return err
}

// created is the transport's answer to the creation of an upload.
func created(r *http.Request, id string) *http.Response {
	var b strings.Builder
	b.WriteString("<InitiateMultipartUploadResult><UploadId>")
	_ = xml.EscapeText(&b, []byte(id))
	b.WriteString("</UploadId></InitiateMultipartUploadResult>")
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{}, Request: r, Body: io.NopCloser(strings.NewReader(b.String())),
	}
}
