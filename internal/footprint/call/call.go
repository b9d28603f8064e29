// Package call makes one client and one call, and tells what the process has
// needed.
package call

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// One makes the call over a stub and prints the bytes allocated, the garbage
// collections, and the most memory that was resident, in kB (0 where the system
// doesn't tell).
func One(options ...func(*s3.Options)) {
	client := s3.New(s3.Options{Region: "us-east-1", HTTPClient: stub{}, Credentials: aws.CredentialsProviderFunc(credentials)}, options...)
	_, err := client.PutObject(context.Background(), &s3.PutObjectInput{
		Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("photos/a.jpg"),
		Body: strings.NewReader("body"), ContentType: aws.String("image/jpeg"),
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println(m.TotalAlloc, m.NumGC, resident())
}

type stub struct{}

func (stub) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return nil, err
		}
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

func credentials(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "example"}, nil
}

func resident() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "0"
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.Fields(rest)[0]
		}
	}
	return "0"
}
