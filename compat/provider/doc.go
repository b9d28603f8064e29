// Package provider knows S3-compatible stores other than Amazon S3: how each is
// recognised, and what becomes of Amazon's rules there.
//
//	client := s3.NewFromConfig(cfg, provider.MinIO.Options("https://minio.example.com"),
//		s3safe.Guard(s3safe.WithProvider(provider.MinIO)))
//
// What is known is data: measured by trying the rules' examples on servers, or
// taken from a store's documentation. Nothing is done when the package is
// initialised.
package provider
