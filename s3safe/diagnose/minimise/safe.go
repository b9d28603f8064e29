package minimise

import (
	"fmt"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/resend"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// retaining are the members that can make an object undeletable.
var retaining = member.SetOf(
	member.ObjectLockMode, member.ObjectLockRetainUntilDate, member.ObjectLockLegalHoldStatus,
	member.ObjectLockEventHold, member.ObjectLockEventHoldDurationDays, member.ObjectLockEventHoldDurationYears,
	member.Retention, member.LegalHold,
)

// mayBeSent says why the input must not be sent repeatedly, if so.
func mayBeSent(t *resend.Template, o *MinimiseOptions) error {
	if resend.Reads(t.Op) {
		// The key stays: there is nothing to read at another one.
		o.ScratchKey = ""
		return nil
	}
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("diagnose: %s: %w: "+format, append([]any{t.Op, resend.ErrUnsafe}, args...)...)
	}
	members := sdk.Schema.Members(t.Op)
	switch {
	case !members.Has(member.Key):
		return refuse("it changes a bucket, or several objects, which no scratch key can take the place of")
	case t.Op == operation.RenameObject:
		return refuse("it would take the source away")
	case t.Op == operation.RestoreObject:
		return refuse("it would begin a restore, which is charged for and may write to another bucket")
	case t.Op == operation.CompleteMultipartUpload || t.Op == operation.AbortMultipartUpload:
		return refuse("it would end the upload")
	case o.ScratchKey == "":
		return refuse("it writes, and no ScratchKey says what may be overwritten")
	case t.Present.Has(member.UploadId) && o.ScratchKey != t.Key():
		return refuse("its upload belongs to the key %q; make one for the scratch key, and give the input that key", t.Key())
	}
	if held := t.Present.Intersect(retaining); !held.Empty() && !o.AllowRetention {
		return refuse("%v may lock the scratch object; AllowRetention permits that", held.IDs())
	}
	return nil
}
