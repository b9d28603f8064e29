package peers

// Chain is the twenty rules as anybody would write them by hand. It returns how many
// are broken.
func Chain(p *Put) (broken int) {
	if len(p.Bucket) < 3 {
		broken++
	}
	if len(p.Bucket) > 63 {
		broken++
	}
	if p.Key == "" {
		broken++
	}
	if len(p.Key) > 1024 {
		broken++
	}
	if len(p.ContentType) > 1024 {
		broken++
	}
	if len(p.CacheControl) > 1024 {
		broken++
	}
	if len(p.ContentLanguage) > 1024 {
		broken++
	}
	switch p.StorageClass {
	case "", "STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "GLACIER_IR":
	default:
		broken++
	}
	switch p.Encryption {
	case "", "AES256", "aws:kms", "aws:kms:dsse":
	default:
		broken++
	}
	if p.KMSKey != "" && p.Encryption == "" {
		broken++
	}
	if p.CustomerAlgorithm != "" && p.Encryption != "" {
		broken++
	}
	if len(p.KMSKey) > 2048 {
		broken++
	}
	if p.ExpectedOwner != "" && len(p.ExpectedOwner) != 12 {
		broken++
	}
	if p.IfNoneMatch != "" && p.IfNoneMatch != "*" {
		broken++
	}
	if p.IfMatch != "" && p.IfNoneMatch != "" {
		broken++
	}
	switch p.ACL {
	case "", "private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control":
	default:
		broken++
	}
	if p.ACL != "" && p.GrantRead != "" {
		broken++
	}
	switch p.LockMode {
	case "", "GOVERNANCE", "COMPLIANCE":
	default:
		broken++
	}
	if (p.LockMode == "") != (p.RetainUntil == "") {
		broken++
	}
	if len(p.Tagging) > 2048 {
		broken++
	}
	return broken
}
