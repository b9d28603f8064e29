package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Logging is where a bucket's access logs go: [LogTo] or [NoLogging].
type Logging struct{ d *types.LoggingEnabled }

// NoLogging switches access logs off.
func NoLogging() Logging { return Logging{} }

// LogTo delivers access logs to a bucket, by its name, below a prefix.
//
// Rules: logging-target-name, logging-target-missing, logging-target-region.
func LogTo(bucket, prefix string) Logging {
	return Logging{&types.LoggingEnabled{TargetBucket: &bucket, TargetPrefix: &prefix}}
}

func (l Logging) change(edit func(*types.LoggingEnabled)) Logging {
	if l.d == nil {
		return l
	}
	d := *l.d
	edit(&d)
	return Logging{&d}
}

// SimpleKeys names the logs by the time of delivery, in one prefix.
//
// Rule: logging-two-key-formats.
func (l Logging) SimpleKeys() Logging {
	return l.change(func(d *types.LoggingEnabled) {
		d.TargetObjectKeyFormat = &types.TargetObjectKeyFormat{SimplePrefix: &types.SimplePrefix{}}
	})
}

// PartitionByEvent sorts the logs into prefixes by account, Region, bucket and
// the day of the events.
//
// Rule: logging-two-key-formats.
func (l Logging) PartitionByEvent() Logging { return l.partition(types.PartitionDateSourceEventTime) }

// PartitionByDelivery sorts the logs into prefixes by account, Region, bucket
// and the day of their delivery.
//
// Rule: logging-two-key-formats.
func (l Logging) PartitionByDelivery() Logging {
	return l.partition(types.PartitionDateSourceDeliveryTime)
}

func (l Logging) partition(by types.PartitionDateSource) Logging {
	return l.change(func(d *types.LoggingEnabled) {
		d.TargetObjectKeyFormat = &types.TargetObjectKeyFormat{PartitionedPrefix: &types.PartitionedPrefix{PartitionDateSource: by}}
	})
}

// LogPermission is what a grantee may do with logs: [LogRead], [LogWrite] or
// [LogFullControl].
type LogPermission interface {
	permission() types.BucketLogsPermission
}

// LogPermissionChoice is a right to delivered logs. Its values are the constants
// below; Build refuses other numbers.
type LogPermissionChoice uint8

var logPermissionTexts = [...]string{LogRead: "READ", LogWrite: "WRITE", LogFullControl: "FULL_CONTROL"}

// String returns the value as S3 writes it.
func (c LogPermissionChoice) String() string { return textOf(logPermissionTexts[:], c) }

// Rights to logs.
const (
	// LogRead lets read delivered logs.
	LogRead LogPermissionChoice = 1
	// LogWrite lets write delivered logs.
	LogWrite LogPermissionChoice = 2
	// LogFullControl gives every right to delivered logs.
	LogFullControl LogPermissionChoice = 3
)

func (p LogPermissionChoice) permission() types.BucketLogsPermission {
	return types.BucketLogsPermission(p.String())
}

// Grant gives someone access to the logs, in a bucket that uses ACLs.
//
// Rules: logging-grants-owner-enforced, logging-email-grantee.
func (l Logging) Grant(p LogPermission, to Grantee) Logging {
	if p == nil || to == nil {
		return l
	}
	_, who, _ := to.grantee()
	return l.change(func(d *types.LoggingEnabled) {
		n := len(d.TargetGrants)
		d.TargetGrants = append(d.TargetGrants[:n:n], types.TargetGrant{Permission: p.permission(), Grantee: &who})
	})
}

// yieldsLogging returns the document.
func (l Logging) yieldsLogging() fill.Value[*types.BucketLoggingStatus] {
	v := fill.Value[*types.BucketLoggingStatus]{V: &types.BucketLoggingStatus{}}
	if l.d != nil {
		d := *l.d
		d.TargetGrants = append([]types.TargetGrant(nil), d.TargetGrants...)
		v.V.LoggingEnabled = &d
	}
	return v
}
