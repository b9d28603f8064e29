package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// OCI is Oracle OCI Object Storage.
var OCI = &Profile{
	ID:        "oci",
	Name:      "Oracle OCI Object Storage",
	Checked:   "2026-11-29",
	hosts:     []string{"compat.objectstorage.*.oraclecloud.com", "compat.objectstorage.*.oci.customer-oci.com", "vhcompat.objectstorage.*.oci.customer-oci.com"},
	hostsFrom: []string{"https://docs.oracle.com/en-us/iaas/Content/Object/s3-virtual-style.htm", "https://docs.unified-streaming.com/documentation/vod/cloud/oracle/storage.html"},
	settings:  settings{endpoint: "https://{at}", at: "the host, NAMESPACE.compat.objectstorage.REGION.oci.customer-oci.com, the configuration its Region", path: true, whenRequired: true},
	causes: []cause{
		{
			id: "oci-checksum-algorithm", facts: []string{"oci-2"},
			ops:     []compat.Operation{operation.DeleteObjects},
			kind:    unlessOne,
			members: []compat.Member{member.ChecksumAlgorithm},
			values:  []string{"CRC32C", "SHA256"},
			answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Missing required header: Content-MD5 or x-amz-checksum-sha256 or x-amz-checksum-crc32c"},
			doubt:   "Content-MD5, which middleware can add, will do in its place.",
			sources: []string{"https://github.com/activepieces/activepieces/issues/14110", "https://github.com/activepieces/activepieces/pull/14115", "https://docs.oracle.com/iaas/releasenotes/objectstorage/amazon_s3_compatibility_api_deleteobjects_bulkdelete_supports_new_checksum_algorithms.htm"},
		},
	},
}
