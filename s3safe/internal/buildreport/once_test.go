package buildreport

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/completemultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/deleteobjects"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/listparts"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketacl"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobjectacl"
	"github.com/s3safe/s3safe-go/s3safe/op/putobjecttagging"
	"github.com/s3safe/s3safe-go/s3safe/op/uploadpartcopy"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// TestToldOnce: what a rule says of a value, no builder says too.
func TestToldOnce(t *testing.T) {
	put := putobject.General("reports-2026", "k")
	tag := func(value string) opt.Tag { return opt.Tag{Key: "a", Value: value} }
	get := getobject.General("reports-2026", "k")
	complete := func(l opt.PartList) error {
		return second(completemultipartupload.General("reports-2026", "k", "u", l).Build())
	}
	copies := func(s opt.CopySource) error { return second(copyobject.General("reports-2026", "k", s).Build()) }
	for _, c := range []struct {
		rule string
		err  error
	}{
		{"bucket-name-invalid", second(putobject.General("", "k").Build())},
		{"tagging-header-malformed", second(put.Tags(tag("1"), tag("2")).Build())},
		{"tag-duplicate", second(putobjecttagging.General("reports-2026", "k", tag("1"), tag("2")).Build())},
		{"delete-objects-empty-key", second(deleteobjects.General("reports-2026", opt.Delete(opt.ObjectKey(""))).Build())},
		{"copy-source-bucket", copies(opt.Source("", ""))},
		{"copy-source-bucket", copies(opt.Source("", "k"))},
		{"copy-source-bucket", copies(opt.Source("", "reports-2025/k"))}, // no source in the bucket reports-2025
		{"copy-source-key", copies(opt.Source("reports-2025", ""))},
		{"copy-source-version-empty", copies(opt.Source("reports-2025", "k").Version(""))},
		{"copy-source-range-malformed", second(uploadpartcopy.General("reports-2026", "k", "u", 1, opt.Source("reports-2025", "k")).SourceRange(opt.SourceRange(9, 3)).Build())},
		{"version-id-empty", second(get.Version(opt.VersionID("")).Build())},
		{"range-of-last-zero-bytes", second(get.Portion(opt.RangeLast(0)).Build())},
		{"if-match-any", second(put.If(opt.Match("*")).Build())},
		{"checksum-value-malformed", second(put.Checksum(opt.Base64Value(opt.SHA256(), "AAAA")).Build())},
		{"part-number-marker-malformed", second(listparts.General("reports-2026", "k", "u").AfterPart(-1).Build())},
		{"complete-parts-out-of-order", complete(opt.Parts().Part(1, "a").Part(1, "b"))},
		{"complete-part-incomplete", complete(opt.Parts().Uploaded(1, nil))},
		{"complete-part-incomplete", complete(opt.Parts().Copied(1, &s3.UploadPartCopyOutput{}))},
		{"acl-grant-invalid-id", second(put.ACL(opt.GrantTo().Read(opt.CanonicalUser(""))).Build())},
		{"acl-nothing-given", second(putobjectacl.General("reports-2026", "k", opt.GrantTo()).Build())},
		{"acl-nothing-given", second(putbucketacl.General("reports-2026", opt.GrantTo()).Build())},
	} {
		var stopped *s3safe.IncompatibleError
		if !errors.As(c.err, &stopped) || len(stopped.Findings) != 1 || stopped.Findings[0].Rule.ID != c.rule {
			t.Errorf("%v\nwant %s", c.err, c.rule)
		}
		var form *opt.ValueError
		if errors.As(c.err, &form) {
			t.Errorf("%s is told by a builder too: %v", c.rule, c.err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
