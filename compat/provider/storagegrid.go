package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// StorageGRID is NetApp StorageGRID. People run it on hosts of their own, so it is declared.
var StorageGRID = &Profile{
	ID:       "storagegrid",
	Name:     "NetApp StorageGRID",
	Checked:  "2026-11-29",
	settings: settings{endpoint: "{at}", region: "us-east-1", at: "the grid's URL", path: true, whenRequired: true},
	causes: []cause{
		{
			id: "storagegrid-if-match-ignored", facts: []string{"storagegrid-1"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.PutObject, operation.DeleteObject},
			kind:    isSet,
			members: []compat.Member{member.IfMatch, member.IfNoneMatch},
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/put-object.html"},
		},
		{
			id: "storagegrid-website-redirect-location", facts: []string{"storagegrid-2"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isSet,
			members: []compat.Member{member.WebsiteRedirectLocation},
			answer:  compat.Answer{Status: 501, Code: "XNotImplemented"},
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/put-object.html"},
		},
		{
			id: "storagegrid-acl-ignored", facts: []string{"storagegrid-4"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload},
			kind:    isSet,
			members: []compat.Member{member.ACL},
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/put-object.html"},
		},
		{
			id: "storagegrid-not-implemented", facts: []string{"storagegrid-10"},
			ops:     []compat.Operation{operation.PutObjectLockConfiguration},
			kind:    always,
			doubt:   "Whether a checksum will do in its place isn't documented.",
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/use-s3-api-for-s3-object-lock.html"},
		},
		{
			id: "storagegrid-storage-class", facts: []string{"storagegrid-16"},
			ops:     []compat.Operation{operation.PutObject},
			kind:    isNone,
			members: []compat.Member{member.StorageClass},
			values:  []string{"STANDARD", "REDUCED_REDUNDANCY"},
			doubt:   "The page says what is implemented, but not what is answered to the rest.",
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/put-object.html"},
		},
		{
			id: "storagegrid-restore-select", facts: []string{"storagegrid-9"},
			ops:  []compat.Operation{operation.RestoreObject},
			kind: isSo, when: restoresSelection, what: "a restore that selects",
			way:     "Restore the whole object.",
			answer:  compat.Answer{Status: 501, Code: "XNotImplemented"},
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/post-object-restore.html"},
		},
		{
			id: "storagegrid-lifecycle", facts: []string{"storagegrid-11"},
			ops:  []compat.Operation{operation.PutBucketLifecycleConfiguration},
			kind: isSo, when: hasTransitionsOrAbort, what: "Transitions and AbortIncompleteMultipartUpload in a lifecycle rule",
			way:     "Leave them out: objects only expire.",
			doubt:   "The page says what is implemented, but not what is answered to the rest.",
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/create-s3-lifecycle-configuration.html"},
		},
		{
			id: "storagegrid-encrypt-in-place", facts: []string{"storagegrid-8"},
			ops:  []compat.Operation{operation.CopyObject},
			kind: isSo, when: encryptsInPlace, what: "encryption of an object that is copied onto itself",
			way:     "Copy it to another key.",
			answer:  compat.Answer{Status: 501, Code: "XNotImplemented"},
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/put-object-copy.html"},
		},
		{
			id: "storagegrid-trailer-ignored", facts: []string{"storagegrid-3"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			kind:    hasTrailer,
			until:   "12.1",
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/put-object.html"},
		},
		{
			id: "storagegrid-metadata-too-large", facts: []string{"storagegrid-6"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isLarger,
			members: []compat.Member{member.Metadata},
			values:  []string{"24576"},
			instead: []string{"metadata-too-large"},
			doubt:   "The page says what is kept, but not what is answered to more.",
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/put-object.html"},
		},
		{
			id: "storagegrid-upload-too-large", facts: []string{"storagegrid-7"},
			ops:     []compat.Operation{operation.PutObject},
			kind:    isLonger,
			members: []compat.Member{member.ContentLength},
			values:  []string{"5497558138880"},
			instead: []string{"upload-too-large"},
			doubt:   "The page says what is taken, but not what is answered to more.",
			sources: []string{"https://docs.netapp.com/us-en/storagegrid/s3/put-object.html"},
		},
	},
}
