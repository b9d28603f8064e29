package compat

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// sampleTargets holds, for every kind of target, names that the solver may use.
// Where a text fits several kinds no sample exists: a rule about only one of
// them can't be decided from the text.
var sampleTargets = map[TargetKind][]string{
	GeneralPurposeBucket:    {"amzn-s3-demo-bucket"},
	DirectoryBucket:         {"amzn-s3-demo-bucket--usw2-az1--x-s3"},
	AccessPoint:             {"reports-ap-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias"},
	DirectoryAccessPoint:    {"reports-ap--usw2-az1--xa-s3"},
	MultiRegionAccessPoint:  {"arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap"},
	ObjectLambdaAccessPoint: {"arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/reports-olap"},
	OutpostsAccessPoint:     {"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap"},
	OutpostsBucket:          {"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/bucket/reports"},
	FSxAccessPoint:          {"reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias"},
}

// sampleSource makes a CopySource that lies in the target.
func sampleSource(target string) string {
	if strings.HasPrefix(target, "arn:") {
		return target + "/object/photos/a.jpg"
	}
	return target + "/photos/a.jpg"
}

func secondsOf(n int64) time.Duration { return time.Duration(n) * time.Second }

// key identifies a case among those of one rule.
func (c Case) key() string {
	parts := make([]string, 0, len(c.Members)+1)
	for m, v := range c.Members {
		if v, err := ValueOf(v); err == nil && v.Kind() == KindDocument {
			parts = append(parts, fmt.Sprintf("%s=%p", m, v.Object()))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s=%v", m, v))
	}
	sort.Strings(parts)
	c.Members = nil
	return fmt.Sprintf("%v|%v", parts, c)
}
