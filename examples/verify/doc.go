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
// everything. Command s3safe-verify is this package with flags.
//
// # What it leaves alone
//
// A fence stands before the transport, behind everything else. It lets through only
// requests to buckets whose names begin with the run's prefix, that copy from such
// buckets, and that name no other account and no other bucket as a destination; and
// listings of the account's buckets. What an example insists on beyond that isn't sent, and
// the report says so. Neither are requests that could leave something which can't be
// removed, or that could open a bucket to others unless [Run.Public] is set: see Held.
//
// # What remains after a crash
//
// Every bucket's name is written to a ledger before it is made, and every bucket gets
// a tag when it is made. [Cleanup] removes what has the prefix and either stands in
// the ledger or has the tag. A bucket with the prefix alone it only tells of.
package verify
