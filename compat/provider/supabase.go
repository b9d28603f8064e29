package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Supabase is Supabase Storage.
var Supabase = &Profile{
	ID:        "supabase",
	Name:      "Supabase Storage",
	Checked:   "2026-11-29",
	hosts:     []string{"*.supabase.co"},
	hostsFrom: []string{"https://supabase.com/docs/guides/storage/s3/authentication"},
	settings:  settings{endpoint: "https://{at}.storage.supabase.co/storage/v1/s3", at: "the project's reference, the configuration its Region", path: true},
	causes: []cause{
		{
			id: "supabase-acl-ignored", facts: []string{"supabase-1"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload},
			kind:    isSet,
			members: []compat.Member{member.ACL, member.Tagging, member.ServerSideEncryption, member.SSECustomerKey, member.WebsiteRedirectLocation, member.StorageClass, member.ContentMD5, member.RequestPayer, member.ExpectedBucketOwner, member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP, member.ObjectLockMode, member.ObjectLockRetainUntilDate, member.ObjectLockLegalHoldStatus},
			sources: []string{"https://supabase.com/docs/guides/storage/s3/compatibility", "https://github.com/supabase/storage"},
		},
		{
			id: "supabase-not-implemented", facts: []string{"supabase-2"},
			ops:     []compat.Operation{operation.PutBucketCors, operation.GetBucketCors, operation.PutBucketLifecycleConfiguration, operation.GetBucketLifecycleConfiguration, operation.GetBucketEncryption, operation.PutBucketPolicy, operation.PutBucketVersioning, operation.ListObjectVersions, operation.PutObjectTagging, operation.PutObjectAcl},
			kind:    always,
			sources: []string{"https://supabase.com/docs/guides/storage/s3/compatibility"},
		},
		{
			id: "supabase-addressing", facts: []string{"supabase-3"},
			kind:    isStyled,
			values:  []string{"virtual-hosted"},
			sources: []string{"https://supabase.com/docs/guides/storage/s3/compatibility"},
		},
	},
}
