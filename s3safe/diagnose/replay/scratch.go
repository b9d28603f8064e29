package replay

import (
	"fmt"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/resend"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// writesOnly refuses a replay that would write anything but the scratch key, if one
// is given.
func writesOnly(t *resend.Template, o *ReplayOptions) error {
	if o.ScratchKey == "" {
		return nil
	}
	if resend.Reads(t.Op) {
		// The key stays: there is nothing to read at another one.
		o.ScratchKey = ""
		return nil
	}
	members := sdk.Schema.Members(t.Op)
	why := ""
	switch {
	case !members.Has(member.Key):
		why = "it changes a bucket, or several objects, which no scratch key can take the place of"
	case t.Op == operation.RenameObject:
		why = "it would take the source away"
	case t.Op == operation.RestoreObject:
		why = "it may write to another bucket, and there is nothing to restore at the scratch key"
	case t.Present.Has(member.UploadId) && o.ScratchKey != t.Key():
		why = fmt.Sprintf("its upload belongs to the key %q", t.Key())
	default:
		return nil
	}
	return fmt.Errorf("diagnose: replay of %s with a ScratchKey: %w: %s", t.Op, resend.ErrUnsafe, why)
}
