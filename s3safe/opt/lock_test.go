package opt_test

import (
	"time"

	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobjectlockconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/op/putobjectretention"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// The object is retained until a time, unless someone with the right to deletes it.
func ExampleGovernance() {
	optest.Print(putobject.General("reports-2026", "q3.csv").Retention(opt.Governance(time.Date(2036, 1, 1, 0, 0, 0, 0, time.UTC))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Object-Lock-Mode: GOVERNANCE
	// X-Amz-Object-Lock-Retain-Until-Date: 2036-01-01T00:00:00Z
}

// The object is retained until a time, and nobody can delete it before.
func ExampleCompliance() {
	optest.Print(putobjectretention.General("reports-2026", "q3.csv", opt.Compliance(time.Date(2036, 1, 1, 0, 0, 0, 0, time.UTC))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?retention=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: zbOmUA==
	// <Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Mode>COMPLIANCE</Mode><RetainUntilDate>2036-01-01T00:00:00Z</RetainUntilDate></Retention>
}

// The object is held until an event, and for 30 days after it.
func ExampleHoldForDays() {
	optest.Print(createmultipartupload.General("reports-2026", "q3.csv").EventHold(opt.HoldForDays(30).In(opt.GovernanceMode)))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploads=
	// X-Amz-Object-Lock-Event-Hold: ON
	// X-Amz-Object-Lock-Event-Hold-Duration-Days: 30
	// X-Amz-Object-Lock-Mode: GOVERNANCE
}

// The object is held until an event, and for 7 years after it.
func ExampleHoldForYears() {
	optest.Print(createmultipartupload.General("reports-2026", "q3.csv").EventHold(opt.HoldForYears(7).In(opt.ComplianceMode)))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploads=
	// X-Amz-Object-Lock-Event-Hold: ON
	// X-Amz-Object-Lock-Event-Hold-Duration-Years: 7
	// X-Amz-Object-Lock-Mode: COMPLIANCE
}

// The object is held until an event; the bucket's default says how long after.
func ExampleHeld() {
	optest.Print(createmultipartupload.General("reports-2026", "q3.csv").EventHold(opt.Held()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploads=
	// X-Amz-Object-Lock-Event-Hold: ON
}

// The object isn't held.
func ExampleReleased() {
	optest.Print(createmultipartupload.General("reports-2026", "q3.csv").EventHold(opt.Released()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploads=
	// X-Amz-Object-Lock-Event-Hold: OFF
}

// A version is held until an event, and for 30 days after it.
func ExampleHeldRetention() {
	optest.Print(putobjectretention.General("reports-2026", "q3.csv", opt.HeldRetention(opt.GovernanceMode, opt.HoldForDays(30))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?retention=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: YfPebg==
	// <Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EventHold>ON</EventHold><EventHoldDuration><Days>30</Days></EventHoldDuration><Mode>GOVERNANCE</Mode></Retention>
}

// The retention of a version is removed.
func ExampleNoRetention() {
	optest.Print(putobjectretention.General("reports-2026", "q3.csv", opt.NoRetention()).BypassGovernanceRetention(true))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?retention=
	// Content-Type: application/xml
	// X-Amz-Bypass-Governance-Retention: true
	// X-Amz-Checksum-Crc32: Q5Gs1g==
	// <Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></Retention>
}

// Object lock, by which new objects are retained for a year.
func ExampleObjectLockEnabled() {
	optest.Print(putobjectlockconfiguration.General("reports-2026", opt.ObjectLockEnabled().DefaultYears(opt.GovernanceMode, 1)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?object-lock=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: cigl7A==
	// <ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Years>1</Years></DefaultRetention></Rule></ObjectLockConfiguration>
}
