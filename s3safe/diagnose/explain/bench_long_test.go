package explain

import (
	"errors"
	"strings"
	"testing"
)

// BenchmarkLongText explains texts of 64 KiB, as logs are given.
func BenchmarkLongText(b *testing.B) {
	line := "2026-11-29T10:00:00Z INFO upload: key=reports/q3.csv took=12ms retries=0 at com.example.Upload(Upload.java:42)\n"
	failed := "operation error S3: PutObject, https response error StatusCode: 400, RequestID: R, HostID: H, api error InvalidRequest: Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.\n"
	for name, text := range map[string]string{
		"nothing in it":      strings.Repeat(line, 64<<10/len(line)),
		"error first":        failed + strings.Repeat(line, 64<<10/len(line)),
		"error last":         strings.Repeat(line, 63<<10/len(line)) + failed,
		"one line":           strings.Repeat("x", 64<<10),
		"an unknown message": "operation error S3: PutObject, https response error StatusCode: 400, RequestID: R, HostID: H, api error InvalidRequest: Nobody knows this one.\n" + strings.Repeat(line, 64<<10/len(line)),
		"short lines":        "operation error S3: PutObject, https response error StatusCode: 400, RequestID: R, HostID: H, api error InvalidRequest: Nobody knows this one.\n" + strings.Repeat("a line\n", 9<<10),
		"many errors":        strings.Repeat(failed, 64<<10/len(failed)),
		"boto's last":        strings.Repeat(line, 63<<10/len(line)) + "An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
		"words of it":        strings.Repeat(line, 63<<10/len(line)) + "The specified key does not exist.",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Explain(errors.New(text), nil)
			}
		})
	}
}
