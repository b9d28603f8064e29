package s3safe_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe"
)

type uploader interface {
	CreateMultipartUpload(context.Context, *s3.CreateMultipartUploadInput, ...func(*s3.Options)) (*s3.CreateMultipartUploadOutput, error)
	UploadPart(context.Context, *s3.UploadPartInput, ...func(*s3.Options)) (*s3.UploadPartOutput, error)
	UploadPartCopy(context.Context, *s3.UploadPartCopyInput, ...func(*s3.Options)) (*s3.UploadPartCopyOutput, error)
	CompleteMultipartUpload(context.Context, *s3.CompleteMultipartUploadInput, ...func(*s3.Options)) (*s3.CompleteMultipartUploadOutput, error)
}

const completed = `<CompleteMultipartUploadResult><ETag>"0123456789abcdef0123456789abcdef-1"</ETag></CompleteMultipartUploadResult>`

// uploads is a transport that takes parts: it answers with an ETag for each.
func uploads(f *fakeS3, checksum string) {
	f.set("uploads", `<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>`)
	f.setFault(func(r *http.Request) (*http.Response, error) {
		n := r.URL.Query().Get("partNumber")
		if r.Method == http.MethodPost && r.URL.Query().Has("uploadId") {
			return answer(r, 200, completed), nil
		}
		if r.Method != http.MethodPut || n == "" {
			return nil, nil
		}
		a := answer(r, 200, "")
		if r.Header.Get("X-Amz-Copy-Source") != "" {
			a.Body = io.NopCloser(strings.NewReader(fmt.Sprintf(`<CopyPartResult><ETag>"etag%s"</ETag></CopyPartResult>`, n)))
			return a, nil
		}
		a.Header.Set("ETag", `"etag`+n+`"`)
		if checksum != "" {
			a.Header.Set("X-Amz-Checksum-Sha256", checksum)
		}
		return a, nil
	})
}

// What of an upload's parts went through the client is known when it is completed.
func TestPartsAreKnown(t *testing.T) {
	const right, wrong = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "PnRLncOTibrwxaBmBYm4QC89u0m4mz518sk1WFKjxnc="
	bucket, key, id := reports(), aws.String("k"), aws.String("u1")
	big := make([]byte, 5<<20)
	listed := func(sum string, tags ...string) *s3.CompleteMultipartUploadInput {
		in := &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: id, MultipartUpload: new(types.CompletedMultipartUpload)}
		for i, tag := range tags {
			p := types.CompletedPart{PartNumber: aws.Int32(int32(i + 1)), ETag: aws.String(tag)}
			if sum != "" {
				p.ChecksumSHA256 = aws.String(sum)
			}
			in.MultipartUpload.Parts = append(in.MultipartUpload.Parts, p)
		}
		return in
	}
	sized := func(in *s3.CompleteMultipartUploadInput, n int64) *s3.CompleteMultipartUploadInput {
		in.MpuObjectSize = aws.Int64(n)
		return in
	}
	whole := func(in *s3.CompleteMultipartUploadInput, sum string) *s3.CompleteMultipartUploadInput {
		in.ChecksumSHA256 = aws.String(sum)
		return in
	}
	for name, x := range map[string]struct {
		algorithm types.ChecksumAlgorithm
		parts     []io.Reader // nil: copied, of 6 MiB
		complete  *s3.CompleteMultipartUploadInput
		rule      string
	}{
		"small last":        {"", []io.Reader{bytes.NewReader(big), strings.NewReader("x")}, listed("", `"etag1"`, `"etag2"`), ""},
		"small first":       {"", []io.Reader{strings.NewReader("x"), bytes.NewReader(big)}, listed("", `"etag1"`, `"etag2"`), "complete-part-too-small"},
		"one byte short":    {"", []io.Reader{bytes.NewReader(big[1:]), strings.NewReader("x")}, listed("", `"etag1"`, `"etag2"`), "complete-part-too-small"},
		"alone":             {"", []io.Reader{strings.NewReader("x")}, listed("", `"etag1"`), ""},
		"uploaded again":    {"", []io.Reader{strings.NewReader("x"), bytes.NewReader(big)}, listed("", `"another's"`, `"etag2"`), ""},
		"without quotes":    {"", []io.Reader{strings.NewReader("x"), bytes.NewReader(big)}, listed("", `etag1`, `etag2`), "complete-part-too-small"},
		"unknown part":      {"", []io.Reader{bytes.NewReader(big)}, listed("", `"etag1"`, `"etag2"`, `"etag3"`), ""},
		"size":              {"", []io.Reader{bytes.NewReader(big), strings.NewReader("abc")}, sized(listed("", `"etag1"`, `"etag2"`), 5<<20+3), ""},
		"another size":      {"", []io.Reader{bytes.NewReader(big), strings.NewReader("abc")}, sized(listed("", `"etag1"`, `"etag2"`), 5<<20+4), "mpu-object-size-not-of-parts"},
		"size of unknown":   {"", []io.Reader{bytes.NewReader(big), strings.NewReader("abc")}, sized(listed("", `"etag1"`, `"another's"`), 5<<20+4), ""},
		"copied":            {"", []io.Reader{nil, strings.NewReader("abc")}, sized(listed("", `"etag1"`, `"etag2"`), 6<<20+3), ""},
		"copied, the size":  {"", []io.Reader{nil, strings.NewReader("abc")}, sized(listed("", `"etag1"`, `"etag2"`), 5<<20+3), "mpu-object-size-not-of-parts"},
		"checksum":          {"SHA256", []io.Reader{bytes.NewReader(big)}, listed(right, `"etag1"`), ""},
		"another checksum":  {"SHA256", []io.Reader{bytes.NewReader(big)}, listed(wrong, `"etag1"`), "complete-part-checksum-wrong"},
		"whole object":      {"SHA256", []io.Reader{bytes.NewReader(big)}, whole(listed(right, `"etag1"`), "Xfbg4nYTWdMKgnUFjimfzAOBU0VF9Vz0PkGYP11MlFY=-1"), ""},
		"another whole":     {"SHA256", []io.Reader{bytes.NewReader(big)}, whole(listed(right, `"etag1"`), right+"-1"), "complete-composite-checksum-wrong"},
		"checksum, another": {"SHA256", []io.Reader{bytes.NewReader(big)}, listed(wrong, `"another's"`), ""},
	} {
		for way, newClient := range clients {
			f := new(fakeS3)
			sum := ""
			if x.algorithm != "" {
				sum = right
			}
			uploads(f, sum)
			client := newClient(f, s3safe.WithState(newCache(t))).(uploader)
			ctx := t.Context()
			if _, err := client.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key, ChecksumAlgorithm: x.algorithm}); err != nil {
				t.Fatal(err)
			}
			for i, body := range x.parts {
				n := aws.Int32(int32(i + 1))
				var err error
				switch seeker, ok := body.(io.Seeker); {
				case body == nil:
					_, err = client.UploadPartCopy(ctx, &s3.UploadPartCopyInput{Bucket: bucket, Key: key, UploadId: id, PartNumber: n,
						CopySource: aws.String("reports/other"), CopySourceRange: aws.String("bytes=0-6291455")})
				default:
					if ok {
						_, _ = seeker.Seek(0, io.SeekStart)
					}
					_, err = client.UploadPart(ctx, &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: id, PartNumber: n, Body: body, ChecksumAlgorithm: x.algorithm})
				}
				if err != nil {
					t.Fatalf("%s, %s: %v", name, way, err)
				}
			}
			_, err := client.CompleteMultipartUpload(ctx, x.complete)
			if stopped(err) != (x.rule != "") || x.rule != "" && !strings.Contains(err.Error(), x.rule) {
				t.Errorf("%s, %s: want %q: %v", name, way, x.rule, err)
			}
		}
	}
}

// Once an upload was completed or aborted, S3 takes no part of it any more. That it is
// completed or aborted again, S3 accepts.
func TestUploadEnds(t *testing.T) {
	bucket, key, id := reports(), aws.String("k"), aws.String("u1")
	type aborter interface {
		uploader
		AbortMultipartUpload(context.Context, *s3.AbortMultipartUploadInput, ...func(*s3.Options)) (*s3.AbortMultipartUploadOutput, error)
	}
	complete := func(ctx context.Context, c aborter) error {
		_, err := c.CompleteMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: id,
			MultipartUpload: &types.CompletedMultipartUpload{Parts: []types.CompletedPart{{PartNumber: aws.Int32(1), ETag: aws.String(`"etag1"`)}}}})
		return err
	}
	abort := func(ctx context.Context, c aborter) error {
		_, err := c.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{Bucket: bucket, Key: key, UploadId: id})
		return err
	}
	for name, end := range map[string]func(context.Context, aborter) error{"completed": complete, "aborted": abort} {
		for way, newClient := range clients {
			f := new(fakeS3)
			uploads(f, "")
			client := newClient(f, s3safe.WithState(newCache(t))).(aborter)
			ctx := t.Context()
			put := func() error {
				_, err := client.UploadPart(ctx, &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: id, PartNumber: aws.Int32(1), Body: strings.NewReader("x")})
				return err
			}
			_, err := client.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key})
			for i, step := range []func() error{func() error { return err }, put, func() error { return end(ctx, client) }} {
				if err := step(); err != nil {
					t.Fatalf("%s, %s, step %d: %v", name, way, i, err)
				}
			}
			if err := put(); !stopped(err) || !strings.Contains(err.Error(), "upload-gone") {
				t.Errorf("%s, %s: a part: %v", name, way, err)
			}
			for again, call := range map[string]func(context.Context, aborter) error{"complete": complete, "abort": abort} {
				if err := call(ctx, client); err != nil {
					t.Errorf("%s, %s, %s again: %v", name, way, again, err)
				}
			}
		}
	}
}

// Parts that were on their way when their upload was aborted may be left: whoever lists
// them, as AWS asks for, and aborts again, isn't stopped.
func TestAbortedPartsAreListed(t *testing.T) {
	bucket, key, id := reports(), aws.String("k"), aws.String("u1")
	type lister interface {
		uploader
		AbortMultipartUpload(context.Context, *s3.AbortMultipartUploadInput, ...func(*s3.Options)) (*s3.AbortMultipartUploadOutput, error)
		ListParts(context.Context, *s3.ListPartsInput, ...func(*s3.Options)) (*s3.ListPartsOutput, error)
	}
	for way, newClient := range clients {
		f := new(fakeS3)
		client := newClient(f, s3safe.WithState(newCache(t))).(lister)
		left := true
		f.setFault(func(r *http.Request) (*http.Response, error) {
			switch {
			case r.Method == http.MethodDelete:
				return answer(r, 204, ""), nil
			case r.Method != http.MethodGet:
				return nil, nil
			case left:
				return answer(r, 200, `<ListPartsResult><UploadId>u1</UploadId><Part><PartNumber>1</PartNumber><Size>1</Size><ETag>"e"</ETag></Part></ListPartsResult>`), nil
			}
			return answer(r, 404, `<Error><Code>NoSuchUpload</Code></Error>`), nil
		})
		for i := range 3 {
			left = i == 0
			if _, err := client.AbortMultipartUpload(t.Context(), &s3.AbortMultipartUploadInput{Bucket: bucket, Key: key, UploadId: id}); err != nil {
				t.Fatal(err)
			}
			out, err := client.ListParts(t.Context(), &s3.ListPartsInput{Bucket: bucket, Key: key, UploadId: id})
			if stopped(err) || left && (err != nil || len(out.Parts) != 1) {
				t.Errorf("%s, %d: %v, %v", way, i, out, err)
			}
		}
		if _, err := client.UploadPart(t.Context(), &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: id, PartNumber: aws.Int32(2), Body: strings.NewReader("x")}); !stopped(err) {
			t.Errorf("%s: a part: %v", way, err)
		}
	}
}

// Only what S3 answers to a completion that it carried out ends the upload: not an error,
// wherever it stands, and not an answer without the object's ETag.
func TestCompletionsThatEndNothing(t *testing.T) {
	bucket, key, id := reports(), aws.String("k"), aws.String("u1")
	for _, x := range []struct {
		status int
		body   string
		ends   bool
	}{
		{200, completed, true},
		{200, "\n \n" + completed, true},
		{404, "<Error><Code>NoSuchUpload</Code></Error>", true},
		{200, "", false},
		{200, " \n", false},
		{200, "<Error><Code>InternalError</Code></Error>", false},
		{200, "\n\n <Error><Code>SlowDown</Code></Error>", false},
		{200, "<Error><Code>InvalidPart</Code></Error>", false},
		{404, "", false},
		{404, "<Error><Code>NoSuchKey</Code></Error>", false},
		{409, "<Error><Code>ConditionalRequestConflict</Code></Error>", false},
		{412, "<Error><Code>PreconditionFailed</Code></Error>", false},
		{503, "<Error><Code>SlowDown</Code></Error>", false},
	} {
		for way, newClient := range clients {
			f := new(fakeS3)
			uploads(f, "")
			client := newClient(f, s3safe.WithState(newCache(t))).(uploader)
			ctx := t.Context()
			if _, err := client.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key}); err != nil {
				t.Fatal(err)
			}
			f.setFault(func(r *http.Request) (*http.Response, error) {
				if r.Method == http.MethodPost {
					return answer(r, x.status, x.body), nil
				}
				return answer(r, 200, ""), nil
			})
			_, _ = client.CompleteMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: id, IfNoneMatch: aws.String("*"),
				MultipartUpload: &types.CompletedMultipartUpload{Parts: []types.CompletedPart{{PartNumber: aws.Int32(1), ETag: aws.String(`"etag1"`)}}},
			}, func(o *s3.Options) { o.RetryMaxAttempts = 1 })
			_, err := client.UploadPart(ctx, &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: id, PartNumber: aws.Int32(1), Body: strings.NewReader("x")})
			if stopped(err) != x.ends {
				t.Errorf("%s: %d %q: a part: %v", way, x.status, x.body, err)
			}
		}
	}
}
