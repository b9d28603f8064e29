package diagnose

import (
	"fmt"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// writesOnly refuses a replay that would write anything but the scratch key, if one
// is given.
func writesOnly(t *template, o *ReplayOptions) error {
	if o.ScratchKey == "" {
		return nil
	}
	if reads(t.op) {
		// The key stays: there is nothing to read at another one.
		o.ScratchKey = ""
		return nil
	}
	members := sdk.Schema.Members(t.op)
	why := ""
	switch {
	case !members.Has(member.Key):
		why = "it changes a bucket, or several objects, which no scratch key can take the place of"
	case t.op == operation.RenameObject:
		why = "it would take the source away"
	case t.op == operation.RestoreObject:
		why = "it may write to another bucket, and there is nothing to restore at the scratch key"
	case t.present.Has(member.UploadId) && o.ScratchKey != t.key():
		why = fmt.Sprintf("its upload belongs to the key %q", t.key())
	default:
		return nil
	}
	return fmt.Errorf("diagnose: replay of %s with a ScratchKey: %w: %s", t.op, ErrUnsafe, why)
}
