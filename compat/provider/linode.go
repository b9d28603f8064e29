package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Linode is Linode Object Storage.
var Linode = &Profile{
	ID:        "linode",
	Name:      "Linode Object Storage",
	Checked:   "2026-11-29",
	hosts:     []string{"*.linodeobjects.com"},
	hostsFrom: []string{"https://techdocs.akamai.com/cloud-computing/docs/access-buckets-and-files-through-urls"},
	settings:  settings{endpoint: "https://{at}.linodeobjects.com", region: "{at}", at: "the cluster, such as us-east-1", whenRequired: true},
	causes: []cause{
		{
			id: "linode-checksum-trailer", facts: []string{"linode-1"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			kind:    hasTrailer,
			answer:  compat.Answer{Status: 400, Code: "XAmzContentSHA256Mismatch"},
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/siderolabs/talos-backup/issues/36", "https://github.com/linode/terraform-provider-linode/issues/1834"},
		},
	},
}
