package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketcors"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Pages of one origin may read, those of another one write.
func ExampleCORSRules() {
	optest.Print(putbucketcors.General("reports-2026", opt.CORSRules(opt.AllowOrigin("https://example.com", opt.MethodGet), opt.AllowOrigin("https://admin.example.com", opt.MethodPut))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?cors=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: 7+12Rg==
	// <CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>https://example.com</AllowedOrigin></CORSRule><CORSRule><AllowedMethod>PUT</AllowedMethod><AllowedOrigin>https://admin.example.com</AllowedOrigin></CORSRule></CORSConfiguration>
}

// Pages of an origin may read, and see the ETag.
func ExampleAllowOrigin() {
	optest.Print(putbucketcors.General("reports-2026", opt.CORSRules(opt.AllowOrigin("https://example.com", opt.MethodGet, opt.MethodHead).Expose("ETag").MaxAge(3000))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?cors=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: VQNrHA==
	// <CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedMethod>HEAD</AllowedMethod><AllowedOrigin>https://example.com</AllowedOrigin><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>3000</MaxAgeSeconds></CORSRule></CORSConfiguration>
}
