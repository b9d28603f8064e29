package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// VersityGW is versitygw. People run it on hosts of their own, so it is declared.
var VersityGW = &Profile{
	ID:       "versitygw",
	Name:     "versitygw",
	Checked:  "2026-11-29",
	server:   server{name: "VERSITYGW", from: "measured 1.8.0"},
	measured: versitygwMeasured,
	keeps:    versitygwKeeps[:],
	breaks:   versitygwBreaks[:],
	settings: settings{endpoint: "{at}", region: "us-east-1", at: "the gateway's URL", path: true},
	causes: []cause{
		{
			id: "versitygw-acl-ignored", facts: []string{"versitygw-4"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isSet,
			members: []compat.Member{member.ACL, member.StorageClass, member.ServerSideEncryption, member.SSEKMSKeyId, member.SSECustomerKey, member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP},
			sources: []string{"measured 1.8.0"},
		},
		{
			id: "versitygw-not-implemented", facts: []string{"versitygw-6"},
			ops:     []compat.Operation{operation.PutBucketLifecycleConfiguration, operation.PutBucketNotificationConfiguration, operation.PutBucketEncryption, operation.PutBucketReplication, operation.PutObjectAcl, operation.GetObjectAcl, operation.RestoreObject, operation.PutPublicAccessBlock, operation.PutBucketLogging},
			kind:    always,
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "A header you provided implies functionality that is not implemented."},
			sources: []string{"measured 1.8.0"},
		},
		{
			id: "versitygw-not-implemented-2", facts: []string{"versitygw-7"},
			ops:     []compat.Operation{operation.SelectObjectContent},
			kind:    always,
			sources: []string{"measured 1.8.0"},
		},
	},
}
