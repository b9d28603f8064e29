package build

import (
	"context"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Presign presigns the input of a builder, and judges how long the URL is to be
// valid, which may be said for the call or for the presign client: what it is for
// this call is seen after all options have been heard.
func Presign(builder string, input any, optFns []func(*s3.PresignOptions),
	presign func(...func(*s3.PresignOptions)) (*v4.PresignedHTTPRequest, error),
) (*v4.PresignedHTTPRequest, error) {
	var refused error
	judge := func(o *s3.PresignOptions) {
		if refused = judgeExpiry(builder, input, o.Expires); refused != nil {
			o.Presigner = refusing{refused}
		}
	}
	out, err := presign(append(optFns[:len(optFns):len(optFns)], judge)...)
	if refused != nil {
		return nil, refused
	}
	return out, err
}

func judgeExpiry(builder string, input any, expires time.Duration) error {
	if expires <= 0 {
		return nil
	}
	var r compat.Request
	sdk.Describe(input, &r)
	var signature compat.Facts
	if err := signature.Set(compat.Presigned, "url"); err != nil {
		return err
	}
	r.Signature, r.Expires = &signature, expires
	if found := catalogue.Catalog().Check(&r, nil); len(found) > 0 {
		return verdict(builder, &r, found, nil)
	}
	return nil
}

// refusing keeps a URL from being signed.
type refusing struct{ err error }

// PresignHTTP implements s3.HTTPPresignerV4.
func (p refusing) PresignHTTP(context.Context, aws.Credentials, *http.Request, string, string, string, time.Time, ...func(*v4.SignerOptions)) (string, http.Header, error) {
	return "", nil, p.err
}
