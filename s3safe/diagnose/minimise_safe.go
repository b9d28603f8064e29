package diagnose

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// ErrUnsafe is what errors wrap that say why a request isn't sent repeatedly.
var ErrUnsafe = errors.New("the request isn't safe to send repeatedly")

// reads reports whether an operation changes nothing.
func reads(op compat.Operation) bool {
	if op == operation.SelectObjectContent {
		return true // a POST only because of its document
	}
	method := sdk.RouteOf(op).Method
	return method == "GET" || method == "HEAD"
}

// retaining are the members that can make an object undeletable.
var retaining = member.SetOf(
	member.ObjectLockMode, member.ObjectLockRetainUntilDate, member.ObjectLockLegalHoldStatus,
	member.ObjectLockEventHold, member.ObjectLockEventHoldDurationDays, member.ObjectLockEventHoldDurationYears,
	member.Retention, member.LegalHold,
)

// mayBeSent says why the input must not be sent repeatedly, if so.
func (t *template) mayBeSent(o *MinimiseOptions) error {
	if reads(t.op) {
		// The key stays: there is nothing to read at another one.
		o.ScratchKey = ""
		return nil
	}
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("diagnose: %s: %w: "+format, append([]any{t.op, ErrUnsafe}, args...)...)
	}
	members := sdk.Schema.Members(t.op)
	switch {
	case !members.Has(member.Key):
		return refuse("it changes a bucket, or several objects, which no scratch key can take the place of")
	case t.op == operation.RenameObject:
		return refuse("it would take the source away")
	case t.op == operation.RestoreObject:
		return refuse("it would begin a restore, which is charged for and may write to another bucket")
	case t.op == operation.CompleteMultipartUpload || t.op == operation.AbortMultipartUpload:
		return refuse("it would end the upload")
	case o.ScratchKey == "":
		return refuse("it writes, and no ScratchKey says what may be overwritten")
	case t.present.Has(member.UploadId) && o.ScratchKey != t.key():
		return refuse("its upload belongs to the key %q; make one for the scratch key, and give the input that key", t.key())
	}
	if held := t.present.Intersect(retaining); !held.Empty() && !o.AllowRetention {
		return refuse("%v may lock the scratch object; AllowRetention permits that", held.IDs())
	}
	return nil
}

// writesOnly refuses a replay that would write anything but the scratch key, if one
// is given.
func (t *template) writesOnly(o *ReplayOptions) error {
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

// key returns the Key of the input, empty if there is none.
func (t *template) key() string {
	f := reflect.ValueOf(t.input).Elem().FieldByName("Key")
	if p, ok := f.Interface().(*string); ok && p != nil {
		return *p
	}
	return ""
}
