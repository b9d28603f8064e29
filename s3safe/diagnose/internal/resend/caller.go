// Package resend sends variants of a typed input, and masks what comes back.
package resend

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"slices"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Caller calls the operation that an SDK input belongs to, and leaves nothing of
// it open. An error that SelectObjectContent sends amid its results isn't one of the
// call.
type Caller func(ctx context.Context, input any, optFns ...func(*s3.Options)) error

// Through returns a Caller that uses a client's methods: an *s3.Client, the
// guarded client, or anything else that has the method of the operation.
//
// It finds the method by name, which makes the linker keep all methods of the
// program; a program that doesn't call Through doesn't pay for it.
func Through(client any) Caller {
	c := reflect.ValueOf(client)
	return func(ctx context.Context, input any, optFns ...func(*s3.Options)) error {
		op, ok := sdk.OperationOf(input)
		if !ok {
			return fmt.Errorf("diagnose: %T is no input of an S3 operation", input)
		}
		out, err := Invoke(ctx, c, op, input, optFns)
		if err != nil {
			return err
		}
		release(out)
		if op == operation.CreateMultipartUpload {
			return abort(ctx, c, input, out, optFns)
		}
		return nil
	}
}

// Sender returns a Sender for diagnose.Minimise. The SDK doesn't retry its calls, so
// that requests are counted rightly. An upload that a CreateMultipartUpload
// begins is aborted, also when the context ends meanwhile; one that can't be aborted
// is an *[OpenUploadError].
func (c Caller) Sender(optFns ...func(*s3.Options)) Sender {
	once := append([]func(*s3.Options){func(o *s3.Options) { o.Retryer = aws.NopRetryer{} }}, optFns...)
	return func(ctx context.Context, input any) error {
		if e, ok := ctx.Value(EarKey{}).(*Ear); ok {
			return c(ctx, input, append(slices.Clip(once), e.Install)...)
		}
		return c(ctx, input, once...)
	}
}

// Invoke calls the method of an operation.
func Invoke(ctx context.Context, client reflect.Value, op operation.ID, input any, optFns []func(*s3.Options)) (reflect.Value, error) {
	none := reflect.Value{}
	if !client.IsValid() {
		return none, fmt.Errorf("diagnose: no client")
	}
	method := client.MethodByName(op.String())
	if !method.IsValid() || !fits(method.Type(), reflect.TypeOf(input)) {
		return none, fmt.Errorf("diagnose: %s has no method %s with the SDK's parameters", client.Type(), op)
	}
	results := method.CallSlice([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(input), reflect.ValueOf(optFns)})
	err, _ := results[1].Interface().(error)
	return results[0], err
}

// fits reports whether a method is one of an operation.
func fits(method, input reflect.Type) bool {
	return method.IsVariadic() && method.NumIn() == 3 && method.NumOut() == 2 &&
		reflect.TypeFor[context.Context]().AssignableTo(method.In(0)) &&
		input.AssignableTo(method.In(1)) &&
		method.In(2) == reflect.TypeFor[[]func(*s3.Options)]() &&
		method.Out(1) == reflect.TypeFor[error]()
}

// release closes what an output holds open: a body, an event stream.
func release(out reflect.Value) {
	if out.Kind() != reflect.Pointer || out.IsNil() {
		return
	}
	if stream, ok := out.Interface().(interface {
		GetStream() *s3.SelectObjectContentEventStream
	}); ok && stream.GetStream() != nil {
		_ = stream.GetStream().Close()
	}
	if out.Elem().Kind() != reflect.Struct {
		return
	}
	if body := out.Elem().FieldByName("Body"); body.IsValid() {
		if c, ok := body.Interface().(io.Closer); ok && c != nil {
			_ = c.Close()
		}
	}
}

// OpenUploadError says that a multipart upload that was begun couldn't be aborted:
// it stays open, and its parts would be charged for. It unwraps to nothing: why the
// abort failed says nothing about the operation itself.
type OpenUploadError struct {
	Bucket, Key, UploadID string
	// Err is what the abort failed with.
	Err error
}

// Error names the upload.
func (e *OpenUploadError) Error() string {
	var mask redact.Redactor
	return fmt.Sprintf("diagnose: upload %q of the key %q in %q stays open, abort it: %s",
		e.UploadID, e.Key, e.Bucket, mask.Text(redact.WithoutQueries(e.Err.Error())))
}

// abortTimeout bounds an abort, which goes on where the caller's context has ended.
const abortTimeout = 30 * time.Second

// abort ends the upload that a call began.
func abort(ctx context.Context, client reflect.Value, input any, out reflect.Value, optFns []func(*s3.Options)) error {
	in, ok := input.(*s3.CreateMultipartUploadInput)
	created, ok2 := out.Interface().(*s3.CreateMultipartUploadOutput)
	if !ok || !ok2 || created == nil || created.UploadId == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), abortTimeout)
	defer cancel()
	_, err := Invoke(ctx, client, operation.AbortMultipartUpload, &s3.AbortMultipartUploadInput{
		Bucket: in.Bucket, Key: in.Key, UploadId: created.UploadId,
		ExpectedBucketOwner: in.ExpectedBucketOwner, RequestPayer: in.RequestPayer,
	}, append(slices.Clip(optFns), func(o *s3.Options) { o.Retryer = retry.NewStandard() }))
	if err != nil {
		return &OpenUploadError{Bucket: aws.ToString(in.Bucket), Key: aws.ToString(in.Key), UploadID: *created.UploadId, Err: err}
	}
	return nil
}
