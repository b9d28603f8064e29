// Package verify proves the catalogue of rules on Amazon S3 itself, with anyone's
// account:
//
//	run := &verify.Run{Config: cfg, Account: "111122223333", Region: "us-east-1"}
//	plan, err := run.Plan(ctx)   // what would be sent, at most; nothing is sent
//	report, err := run.Do(ctx)   // sends it
//	report.Text(os.Stdout)
//
// It makes scratch buckets in the states that rules speak of, sends each rule's
// violating and allowed examples unguarded, compares status and code, and removes
// everything. Command s3safe-verify is this package with flags. It is tested on the
// embedded server, on MinIO and with stubs of Amazon S3; on Amazon S3 itself it has not
// been run yet.
//
// # What it leaves alone
//
// A fence stands before the transport, behind everything else. It lets through only
// requests to buckets whose names begin with the run's prefix, that copy from such
// buckets, and that name no other account and no other bucket as a destination; and
// listings of the account's buckets. What an example insists on beyond that isn't sent, and
// the report says so. Neither are requests that could leave something which can't be
// removed, or that could open a bucket to others unless [Run.Public] is set: see Held.
// No redirect is followed.
//
// Outside its buckets a run leaves one thing: the first request in an account that is
// encrypted with KMS and names no key makes AWS create the managed key aws/s3, which
// costs nothing and can't be deleted. What the account has set up to watch its buckets
// (CloudTrail, Config, organisation-wide event rules) sees the run.
//
// # What an answer means
//
// Bucket configurations are eventually consistent: S3 may answer by a state that the
// bucket no longer has. So what contradicts a rule is tried once more, with a bucket
// that was left alone for a while ([Run.Settle]; eight times as long if it has
// versioning, for which AWS asks 15 minutes), and the second answer counts. Answers
// about credentials, permissions, load and the moment decide nothing; those about load
// and the moment get a second attempt too. That access is denied decides nothing where
// it is denied to all requests of an operation. Once S3 takes the credentials for
// expired the run ends, and what it made is left to [Run.Cleanup]: they should outlive
// the run, with half an hour for removing.
//
// The report names the account and the run's buckets; [Report.Recorded] doesn't.
//
// # What remains after a crash
//
// Every bucket's name is written to a ledger before it is made, and every bucket gets a
// tag right after, but for a directory bucket, and keeps it unless an example needs a
// bucket without tags. [Run.Cleanup] removes what has the prefix and either stands in
// the ledger or has the tag. A bucket with the prefix alone it only tells of.
package verify
