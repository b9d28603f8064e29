package s3safe

import "github.com/s3safe/s3safe-go/compat"

// assumeAmazon makes of the facts of an emulator's endpoint what is known of the one
// of Amazon S3 that production uses in its place. That is reached over https, and
// names the bucket in the host, unless its client is told otherwise, which an
// emulator's doesn't tell: both are unknown.
func assumeAmazon(f *compat.Facts) {
	if p, _ := f.Get(compat.Provider); p != "other" {
		return
	}
	set(f, compat.Provider, "Amazon")
	if scheme, _ := f.Get(compat.Scheme); scheme != "https" {
		f.Forget(compat.Scheme)
	}
	if style, _ := f.Get(compat.Addressing); style != "virtual-hosted" {
		f.Forget(compat.Addressing)
	}
}
