package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketlifecycleconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Logs are archived after a month and deleted after a year; unfinished uploads go after a week.
func ExampleLifecycleRules() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.WithPrefix("logs/")).Transition(opt.ToGlacierFlexible, opt.AfterDays(30)).Expire(opt.AfterDays(365)), opt.LifecycleFor(opt.Everything()).AbortUploads(7))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: jPOoOg==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Expiration><Days>365</Days></Expiration><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition></Rule><Rule><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload><Filter></Filter><Status>Enabled</Status></Rule></LifecycleConfiguration>
}

// Versions that were replaced are deleted after 30 days, but the newest three stay.
func ExampleLifecycleFor() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.Everything()).ExpireNoncurrentKeeping(30, 3))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: 5BcRUA==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Filter></Filter><NoncurrentVersionExpiration><NewerNoncurrentVersions>3</NewerNoncurrentVersions><NoncurrentDays>30</NoncurrentDays></NoncurrentVersionExpiration><Status>Enabled</Status></Rule></LifecycleConfiguration>
}

// The older form of a rule.
func ExampleLifecycleForPrefix() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleForPrefix("tmp/").Expire(opt.AfterDays(1)))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: RMYC2A==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Expiration><Days>1</Days></Expiration><Prefix>tmp/</Prefix><Status>Enabled</Status></Rule></LifecycleConfiguration>
}

// A number of days after an object was written.
func ExampleAfterDays() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.WithPrefix("tmp/")).Expire(opt.AfterDays(1)))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: sbs1nQ==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Expiration><Days>1</Days></Expiration><Filter><Prefix>tmp/</Prefix></Filter><Status>Enabled</Status></Rule></LifecycleConfiguration>
}

// On a day.
func ExampleOnDate() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.WithPrefix("2025/")).Expire(opt.OnDate(2036, 1, 1)))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: 1nWDog==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Expiration><Date>2036-01-01T00:00:00Z</Date></Expiration><Filter><Prefix>2025/</Prefix></Filter><Status>Enabled</Status></Rule></LifecycleConfiguration>
}
