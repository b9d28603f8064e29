package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Spaces is DigitalOcean Spaces.
var Spaces = &Profile{
	ID:        "spaces",
	Name:      "DigitalOcean Spaces",
	Checked:   "2026-11-29",
	hosts:     []string{"*.digitaloceanspaces.com"},
	hostsFrom: []string{"https://docs.digitalocean.com/products/spaces/reference/aws-sdks/"},
	settings:  settings{endpoint: "https://{at}.digitaloceanspaces.com", region: "{at}", at: "the Region, such as fra1"},
	causes: []cause{
		{
			id: "spaces-server-side-encryption", facts: []string{"spaces-2"},
			ops:     []compat.Operation{operation.PutBucketEncryption, operation.GetBucketEncryption, operation.PutObject},
			kind:    isSet,
			members: []compat.Member{member.ServerSideEncryption},
			doubt:   "The page says what is implemented, but not what is answered to the rest.",
			sources: []string{"https://docs.digitalocean.com/products/spaces/reference/s3-compatibility/"},
		},
		{
			id: "spaces-lifecycle-tags", facts: []string{"spaces-3"},
			ops:  []compat.Operation{operation.PutBucketLifecycleConfiguration},
			kind: isSo, when: hasTagFilter, what: "lifecycle rules that filter by tags",
			way:     "Filter by a prefix.",
			doubt:   "The page says what is implemented, but not what is answered to the rest.",
			sources: []string{"https://docs.digitalocean.com/products/spaces/reference/s3-compatibility/"},
		},
		{
			id: "spaces-logging-itself", facts: []string{"spaces-4"},
			ops:  []compat.Operation{operation.PutBucketLogging},
			kind: isSo, when: logsIntoItself, what: "a bucket as target of its own logs",
			way:     "Name another bucket.",
			doubt:   "The page says what is implemented, but not what is answered to the rest.",
			sources: []string{"https://docs.digitalocean.com/products/spaces/reference/s3-compatibility/"},
		},
	},
}
