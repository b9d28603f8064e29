package strict

import (
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// inputOf returns the SDK input of a request that a learner wants to know of, nil for
// any other. Of the requests that transfer objects, which are the most, it has only
// what a learner looks at.
func inputOf(r *compat.Request, h *http.Request) any {
	switch op := r.Operation; {
	case op == operation.PutObject, op == operation.UploadPart, op == operation.UploadPartCopy:
		return plainInput(r)
	case h.Method != http.MethodGet && h.Method != http.MethodHead && changes(op), readers[op] != nil,
		op == operation.CompleteMultipartUpload, op == operation.AbortMultipartUpload:
		if in := wholeInput(r); in != nil {
			return in
		}
		return plainInput(r)
	}
	return nil
}

// changes reports whether an operation may change what a bucket is known by: its
// object isn't named.
func changes(op compat.Operation) bool {
	members := sdk.Schema.Members(op)
	return members.Has(member.Bucket) && !members.Has(member.Key) && op != operation.DeleteObjects
}

// plainInput returns the input with what the request is about, and nothing else.
func plainInput(r *compat.Request) any {
	get := func(m compat.Member) *string {
		if v, ok := r.Text(m); ok {
			return &v
		}
		return nil
	}
	switch r.Operation {
	case operation.PutObject:
		return &s3.PutObjectInput{Bucket: get(member.Bucket), Key: get(member.Key)}
	case operation.UploadPart:
		return &s3.UploadPartInput{Bucket: get(member.Bucket), Key: get(member.Key), UploadId: get(member.UploadId), PartNumber: number(r)}
	case operation.UploadPartCopy:
		return &s3.UploadPartCopyInput{
			Bucket: get(member.Bucket), Key: get(member.Key), UploadId: get(member.UploadId), PartNumber: number(r),
			CopySource: get(member.CopySource), CopySourceRange: get(member.CopySourceRange),
		}
	}
	c := compat.Case{Operation: r.Operation, Members: map[compat.Member]any{}}
	for _, m := range []compat.Member{member.Bucket, member.Key, member.UploadId} {
		if v, ok := r.Text(m); ok {
			c.Members[m] = v
		}
	}
	in, err := sdk.NewInput(c)
	if err != nil {
		return nil
	}
	return in
}

func number(r *compat.Request) *int32 {
	if n, ok := r.Value(member.PartNumber).Int(); ok && n > 0 && n <= 10_000 {
		return aws.Int32(int32(n))
	}
	return nil
}

// wholeInput returns the input with all members whose values are known. It returns
// nil if it can't be made: a raw request can have values that no input can.
func wholeInput(r *compat.Request) any {
	c := compat.Case{Operation: r.Operation, Members: map[compat.Member]any{}}
	for _, m := range r.Present.IDs() {
		if x := plain(r.Value(m)); x != nil {
			c.Members[m] = x
		}
	}
	in, err := sdk.NewInput(c)
	if err != nil {
		return nil
	}
	return in
}

// plain returns a value as a case has it, nil if it isn't known or can't be in one.
func plain(v compat.Value) any {
	switch v.Kind() {
	case compat.KindString:
		if s, _ := v.Text(); s != "" {
			return s
		}
	case compat.KindInt:
		n, _ := v.Int()
		return int(n)
	case compat.KindBool:
		b, _ := v.Bool()
		return b
	case compat.KindTime:
		if t, ok := v.Time(); ok {
			return t
		}
	case compat.KindStrings:
		if m, ok := v.Strings(); ok && m != nil {
			return m
		}
	case compat.KindDocument:
		return v.Object()
	}
	return nil
}
