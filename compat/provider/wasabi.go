package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Wasabi is Wasabi.
var Wasabi = &Profile{
	ID:        "wasabi",
	Name:      "Wasabi",
	Checked:   "2026-11-29",
	hosts:     []string{"s3.wasabisys.com", "s3.*.wasabisys.com"},
	hostsFrom: []string{"https://docs.wasabi.com/docs/service-urls-for-wasabis-storage-regions"},
	settings:  settings{endpoint: "https://s3.{at}.wasabisys.com", region: "{at}", at: "the Region, such as eu-central-1"},
	causes: []cause{
		{
			id: "wasabi-not-implemented", facts: []string{"wasabi-6"},
			ops:     []compat.Operation{operation.PutBucketNotificationConfiguration, operation.SelectObjectContent, operation.PutBucketAccelerateConfiguration},
			kind:    always,
			doubt:   "It rests on reports of users.",
			sources: []string{"https://docs.wasabi.com/docs/rest-api-introduction"},
		},
	},
}
