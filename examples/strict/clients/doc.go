// Package clients tests that clients of other makers work with a strict server: what
// they send that is compatible passes unchanged, and what isn't fails as it fails at
// Amazon.
//
// Clients that start slowly are tested where S3SAFE_REQUIRE_CLIENTS lists them:
//
//	S3SAFE_REQUIRE_CLIENTS="boto3 awscli s3cmd rclone curl" go test ./examples/strict/clients
//
// js, the AWS SDK for JavaScript, is looked for below the directory that
// S3SAFE_NODE_MODULES names, where npm install @aws-sdk/client-s3 was run.
package clients
