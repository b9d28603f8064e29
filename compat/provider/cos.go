package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// COS is Tencent COS.
var COS = &Profile{
	ID:        "cos",
	Name:      "Tencent COS",
	Checked:   "2026-11-29",
	server:    server{name: "tencent-cos", from: "https://www.tencentcloud.com/document/product/436/7729"},
	hosts:     []string{"cos.*.myqcloud.com"},
	hostsFrom: []string{"https://www.tencentcloud.com/document/product/436/32537"},
	settings:  settings{endpoint: "https://cos.{at}.myqcloud.com", region: "{at}", at: "the Region, such as ap-guangzhou", whenRequired: true},
	causes: []cause{
		{
			id: "cos-addressing", facts: []string{"cos-1"},
			kind:    isStyled,
			values:  []string{"path"},
			answer:  compat.Answer{Status: 403, Code: "PathStyleDomainForbidden", Message: "The bucket you are attempting to access must be addressed using COS virtual-styled domain."},
			doubt:   "Buckets made before 2024 accept it.",
			sources: []string{"https://cloud.tencent.com/document/product/436/96243", "https://github.com/gobackup/gobackup/issues/233", "https://github.com/farion1231/cc-switch/issues/4883", "https://github.com/pingcap/tidb/pull/62227", "https://github.com/zimly/zimly-backup/issues/39"},
		},
		{
			id: "cos-bucket-appid", facts: []string{"cos-3"},
			ops:  []compat.Operation{operation.CreateBucket},
			kind: isSo, when: lacksAppID, what: "names that don't end with a hyphen and the account's APPID",
			way:     "End the name with it: reports-1250000000.",
			doubt:   "The page says which names are allowed, but not what is answered to others.",
			sources: []string{"https://cloud.tencent.com/document/product/436/37421"},
		},
	},
}
