package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Tigris is Tigris.
var Tigris = &Profile{
	ID:        "tigris",
	Name:      "Tigris",
	Checked:   "2026-11-29",
	hosts:     []string{"t3.storage.dev", "fly.storage.tigris.dev"},
	hostsFrom: []string{"https://tigrisdata.com/docs", "https://fly.io/docs/js/the-basics/object-storage"},
	settings:  settings{endpoint: "https://t3.storage.dev", region: "auto"},
	causes: []cause{
		{
			id: "tigris-not-implemented", facts: []string{"tigris-1"},
			ops:     []compat.Operation{operation.PutBucketPolicy, operation.GetBucketPolicy, operation.PutBucketVersioning, operation.GetBucketVersioning, operation.PutBucketNotificationConfiguration},
			kind:    always,
			doubt:   "An earlier page says that some of them are there; this one tells how a test suite fared.",
			sources: []string{"https://www.tigrisdata.com/docs/api/s3/", "https://tigrisdata.com/docs/api/s3/"},
		},
		{
			id: "tigris-acl", facts: []string{"tigris-2"},
			ops:     []compat.Operation{operation.PutBucketAcl, operation.CreateBucket},
			kind:    isNone,
			members: []compat.Member{member.ACL},
			values:  []string{"private", "public-read"},
			more:    []compat.Member{member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP},
			doubt:   "The page says what is implemented, but not what is answered to the rest.",
			sources: []string{"https://www.tigrisdata.com/docs/api/s3/"},
		},
		{
			id: "tigris-not-implemented-ignored", facts: []string{"tigris-3"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.PutBucketEncryption, operation.DeleteBucketEncryption},
			kind:    always,
			sources: []string{"https://www.tigrisdata.com/docs/api/s3/"},
		},
	},
}
