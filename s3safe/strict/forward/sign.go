package forward

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// signer signs requests anew.
type signer struct {
	credentials aws.CredentialsProvider
	region      string
	now         func() time.Time // for tests
}

// v4Signer doesn't escape paths again: S3 doesn't.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
var v4Signer = v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })

const (
	contentSHA256   = "X-Amz-Content-Sha256"
	streaming       = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
	streamingTrails = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
)

// sign signs a request that has an Authorization header.
func (s *signer) sign(r *http.Request, host string) error {
	if r.Header.Get("Authorization") == "" || r.Header.Get("X-Amz-S3session-Token") != "" {
		return nil
	}
	payload := r.Header.Get(contentSHA256)
	if strings.HasPrefix(payload, "STREAMING-AWS4-ECDSA") {
		return errors.New("a body whose chunks are signed with SigV4A can't be signed anew")
	}
	if payload == "" {
		payload = "UNSIGNED-PAYLOAD"
		r.Header.Set(contentSHA256, payload)
	}
	credentials, err := s.credentials.Retrieve(r.Context())
	if err != nil {
		return fmt.Errorf("no credentials to sign with: %w", err)
	}
	now := time.Now
	if s.now != nil {
		now = s.now
	}
	for _, name := range [...]string{"Authorization", "Date", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Region-Set"} {
		r.Header.Del(name)
	}
	r.Host = host
	at := now().UTC()
	if err := v4Signer.SignHTTP(context.WithoutCancel(r.Context()), credentials, r, payload, "s3", s.region, at); err != nil {
		return fmt.Errorf("signing: %w", err)
	}
	if payload == streaming || payload == streamingTrails {
		_, seed, _ := strings.Cut(r.Header.Get("Authorization"), "Signature=")
		r.Body = newChunks(r.Body, newKey(credentials.SecretAccessKey, s.region, at), seed, payload == streamingTrails)
	}
	return nil
}
