// Package shape turns inputs of the transfer manager into those of service/s3 and
// back, by the names and kinds of their fields: the module of the transfer manager
// isn't needed for it.
package shape

import (
	"reflect"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Package is the import path of the transfer manager.
const Package = "github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"

// Upload are the requests that become of an upload by the transfer manager: one
// request, or a multipart upload, of which these are the first and the last. The
// last one has neither the upload's id nor its parts yet.
type Upload struct {
	Put      *s3.PutObjectInput
	Create   *s3.CreateMultipartUploadInput
	Complete *s3.CompleteMultipartUploadInput
}

// UploadOf returns the requests of an upload, nil if the input is none.
func UploadOf(input any) *Upload {
	v := manager(input, "UploadObjectInput")
	if !v.IsValid() {
		return nil
	}
	u := &Upload{new(s3.PutObjectInput), new(s3.CreateMultipartUploadInput), new(s3.CompleteMultipartUploadInput)}
	Copy(reflect.ValueOf(u.Put).Elem(), v)
	Copy(reflect.ValueOf(u.Create).Elem(), v)
	Copy(reflect.ValueOf(u.Complete).Elem(), v)
	return u
}

// ReadOf returns the request of a download, nil if the input is none. The manager
// chooses the ranges that it reads, so the request has none.
func ReadOf(input any) *s3.GetObjectInput {
	for _, name := range []string{"GetObjectInput", "DownloadObjectInput"} {
		if v := manager(input, name); v.IsValid() {
			in := new(s3.GetObjectInput)
			Copy(reflect.ValueOf(in).Elem(), v)
			in.Range = nil
			return in
		}
	}
	return nil
}

// manager returns the structure of an input of the transfer manager.
func manager(input any, name string) reflect.Value {
	v := reflect.ValueOf(input)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Type().Elem().PkgPath() != Package || v.Type().Elem().Name() != name || v.Elem().Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v.Elem()
}

// other are the fields that the transfer manager spells in its own way.
var other = map[string]string{
	"SSEKMSKeyID": "SSEKMSKeyId", "SSEKMSKeyId": "SSEKMSKeyID", "VersionID": "VersionId", "VersionId": "VersionID",
}

// Copy gives the fields of a structure the values of those of another one with the
// same name and kind. It returns the names of the fields that are set and have no
// place there.
func Copy(to, from reflect.Value) (left []string) {
	for i := range from.NumField() {
		name, v := from.Type().Field(i).Name, from.Field(i)
		if !from.Type().Field(i).IsExported() || v.IsZero() {
			continue
		}
		field := to.FieldByName(name)
		if !field.IsValid() {
			field = to.FieldByName(other[name])
		}
		switch {
		case !field.IsValid() || !field.CanSet():
			left = append(left, name)
		case v.Type().AssignableTo(field.Type()):
			field.Set(v)
		case v.Kind() == reflect.String && field.Kind() == reflect.String:
			field.SetString(v.String())
		default:
			left = append(left, name)
		}
	}
	return left
}
