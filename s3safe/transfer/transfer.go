// Package transfer takes what the builders make to the AWS transfer manager.
//
//	in, err := putobject.General("reports", "2026/film.mp4").Body(f).Encryption(opt.KMS(keyARN)).Build()
//	if err != nil {
//		return err
//	}
//	upload, err := transfer.To[transfermanager.UploadObjectInput](in)
//	if err != nil {
//		return err
//	}
//	out, err := transfermanager.New(client).UploadObject(ctx, upload)
//
// The transfer manager (github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager)
// has inputs of its own, which have most of the members of service/s3's by the same
// names. They are matched by that, so that this module doesn't need that one. The
// older manager (feature/s3/manager) takes the inputs of service/s3 as they are.
//
// [s3safe.Check] judges the inputs of the transfer manager, too.
package transfer

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/internal/shape"
)

// Input is what To takes: an upload or a download.
type Input interface {
	s3.PutObjectInput | s3.GetObjectInput
}

// To returns an input of the transfer manager with what an input of service/s3 has:
// transfermanager.UploadObjectInput for a PutObject, transfermanager.GetObjectInput
// or transfermanager.DownloadObjectInput for a GetObject. It fails, and names them,
// if members are set that the transfer manager's input has no place for.
//
// The values behind pointers are shared. The WriterAt of a download is left to the
// caller.
func To[T any, In Input](in *In) (*T, error) {
	if in == nil {
		return nil, errors.New("s3safe: there is no input to transfer")
	}
	out := new(T)
	v := reflect.ValueOf(out).Elem()
	if v.Kind() != reflect.Struct {
		return nil, fmt.Errorf("s3safe: %T isn't an input of the transfer manager", *out)
	}
	if left := shape.Copy(v, reflect.ValueOf(in).Elem()); len(left) > 0 {
		return nil, fmt.Errorf("s3safe: %T has no place for %s", *out, strings.Join(left, ", "))
	}
	return out, nil
}
