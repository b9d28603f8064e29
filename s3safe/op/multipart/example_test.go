package multipart_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// bucket answers as S3 does to the steps of a multipart upload.
type bucket struct{}

func (bucket) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return nil, err
		}
	}
	q := r.URL.Query()
	header, body := http.Header{}, ""
	switch {
	case r.Method == http.MethodPut:
		header.Set("ETag", `"part-`+q.Get("partNumber")+`"`)
	case q.Has("uploads"):
		body = "<InitiateMultipartUploadResult><UploadId>upload-1</UploadId></InitiateMultipartUploadResult>"
	default:
		body = "<CompleteMultipartUploadResult><Key>video.mp4</Key></CompleteMultipartUploadResult>"
	}
	return &http.Response{StatusCode: http.StatusOK, Header: header, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// An upload in two parts: the bucket, the key, the upload's id and the checksum are
// said once.
func ExampleSession() {
	ctx := context.Background()
	client := s3.New(s3.Options{Region: "us-east-1", Credentials: aws.AnonymousCredentials{}, HTTPClient: bucket{}})

	s, err := createmultipartupload.General("amzn-s3-demo-bucket", "video.mp4").
		Checksum(opt.FullObject(opt.CRC64NVME())).
		Start(ctx, client)
	if err != nil {
		fmt.Println(err)
		return
	}
	parts := opt.Parts()
	for i, content := range []string{"first", "second"} {
		n := opt.PartNumber(i + 1)
		out, err := s.Part(n, strings.NewReader(content)).Send(ctx, client)
		if err != nil {
			fmt.Println(err)
			return
		}
		parts = parts.Uploaded(n, out)
	}
	out, err := s.Complete(parts).Send(ctx, client)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.UploadID(), aws.ToString(out.Key))
	// Output: upload-1 video.mp4
}
