package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// OSS is Alibaba Cloud OSS.
var OSS = &Profile{
	ID:        "oss",
	Name:      "Alibaba Cloud OSS",
	Checked:   "2026-11-29",
	server:    server{name: "AliyunOSS", from: "https://www.alibabacloud.com/help/en/object-storage-service/latest/common-http-headers"},
	hosts:     []string{"oss-*.aliyuncs.com", "*.oss.aliyuncs.com"},
	hostsFrom: []string{"https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints"},
	settings:  settings{endpoint: "https://s3.oss-{at}.aliyuncs.com", region: "{at}", at: "the Region, such as cn-hangzhou", whenRequired: true, contentMD5: true},
	causes: []cause{
		{
			id: "oss-checksum-trailer", facts: []string{"oss-1"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			kind:    hasTrailer,
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/iflytek/skillhub/pull/376", "https://github.com/cloudfoundry/bosh-s3cli/issues/65"},
		},
		{
			id: "oss-default-checksum", facts: []string{"oss-2"},
			ops:     []compat.Operation{operation.DeleteObjects},
			kind:    always,
			answer:  compat.Answer{Status: 400, Code: "MissingArgument", Message: "Missing Some Required Arguments."},
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/volcengine/OpenViking/pull/1333"},
		},
		{
			id: "oss-addressing", facts: []string{"oss-3"},
			kind:    isStyled,
			values:  []string{"path"},
			answer:  compat.Answer{Status: 403},
			sources: []string{"https://www.alibabacloud.com/help/en/oss/developer-reference/compatibility-with-amazon-s3", "https://github.com/codexu/note-gen/issues/796"},
		},
		{
			id: "oss-not-implemented", facts: []string{"oss-4"},
			ops:     []compat.Operation{operation.PutObjectTagging, operation.PutBucketTagging, operation.PutBucketVersioning, operation.ListObjectVersions, operation.PutBucketPolicy, operation.PutBucketCors, operation.PutBucketWebsite, operation.PutBucketEncryption, operation.PutObjectLockConfiguration, operation.ListMultipartUploads, operation.PutBucketReplication, operation.PutBucketNotificationConfiguration},
			kind:    always,
			doubt:   "The page lists what is compatible; the rest may work.",
			sources: []string{"https://www.alibabacloud.com/help/en/oss/developer-reference/compatibility-with-amazon-s3"},
		},
	},
}
