// Package presignpost builds presigned POST forms, by which a browser uploads an
// object without credentials, within the conditions that the form's policy sets.
//
//	form, err := presignpost.Under("amzn-s3-demo-bucket", "user/eric/").
//		Size(1, 10<<20).
//		ContentTypePrefix("image/").
//		Encryption(opt.SSES3()).
//		Expires(15*time.Minute).
//		Presign(ctx, s3.NewPresignClient(client))
//
// The SDK signs the policy, but leaves it to its caller to say everything twice: as a
// field of the form and as a condition of the policy, without which S3 refuses the
// form. The builder says both. What it is given is judged as a PutObject.
//
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
package presignpost

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// API is what Presign needs of a presigning client.
type API interface {
	PresignPostObject(context.Context, *s3.PutObjectInput, ...func(*s3.PresignPostOptions)) (*s3.PresignedPostRequest, error)
}

// Form is a form that can be sent.
type Form struct {
	// URL is where the form is sent, as multipart/form-data.
	URL string
	// Fields are the form's fields with their values. The content follows them in
	// a field named file. Fields that the policy lets begin in some way only, such
	// as the one of [Builder.ContentTypePrefix], are added by whoever sends the
	// form.
	Fields map[string]string
}

// Builder builds forms. It is a value: setters return a changed copy, and the last
// value wins.
type Builder struct {
	put     putobject.GeneralBuilder
	prefix  *string // of the key
	size    *[2]int64
	begins  *beginning
	fields  *field
	expires time.Duration
	bad     *fill.Problem
}

// beginning is a condition for the beginning of a field, after others.
type beginning struct {
	field, prefix string
	before        *beginning
}

// field is a field of the form that PutObject has no member for, after others.
type field struct {
	name, value string
	before      *field
}

// Key begins a form for an object of a general purpose bucket.
func Key(bucket, key string) Builder { return Builder{put: putobject.General(bucket, key)} }

// filename is what S3 replaces by the name of the uploaded file.
const filename = "${filename}"

// Under begins a form for objects whose keys begin with a text. The form's key is
// that text and the name of the uploaded file; whoever sends it may choose another
// one with the same beginning.
func Under(bucket, prefix string) Builder {
	return Builder{put: putobject.General(bucket, prefix+filename), prefix: &prefix}
}

// set begins a setter: what was wrong with an earlier value of its field is made good
// by the new one, unless that is wrong too.
func (b Builder) set(field, wrong string) Builder {
	b.bad = b.bad.Forget(field)
	if wrong != "" {
		b.bad = b.bad.Add(field, wrong)
	}
	return b
}

// Size bounds the size of the content in bytes, both bounds included.
func (b Builder) Size(smallest, largest int64) Builder {
	wrong := ""
	switch {
	case smallest < 0:
		wrong = "begins at " + strconv.FormatInt(smallest, 10) + ", below zero"
	case largest < smallest:
		wrong = "is " + strconv.FormatInt(smallest, 10) + " to " + strconv.FormatInt(largest, 10) + ": it ends before it begins"
	}
	b = b.set("content-length-range", wrong)
	b.size = &[2]int64{smallest, largest}
	return b
}

// ContentType is the media type of the content, which the form fixes.
func (b Builder) ContentType(v string) Builder { b.put = b.put.ContentType(v); return b }

// ContentTypePrefix lets whoever sends the form choose a media type that begins with
// the text, such as image/.
func (b Builder) ContentTypePrefix(prefix string) Builder {
	return b.StartsWith("Content-Type", prefix)
}

// StartsWith lets whoever sends the form add a field with a value that begins with
// the text; an empty text lets it be anything.
func (b Builder) StartsWith(name, prefix string) Builder {
	if name == "" {
		b.bad = b.bad.Add("starts-with", "names no field")
		return b
	}
	b.begins = &beginning{name, prefix, b.begins}
	return b
}

// CacheControl says how long caches keep the object.
func (b Builder) CacheControl(v string) Builder { b.put = b.put.CacheControl(v); return b }

// ContentDisposition says how a browser presents the object.
func (b Builder) ContentDisposition(v string) Builder { b.put = b.put.ContentDisposition(v); return b }

// ContentEncoding names the codings that were applied to the content.
func (b Builder) ContentEncoding(v string) Builder { b.put = b.put.ContentEncoding(v); return b }

// ACL gives access to the object, in buckets that use ACLs: a canned ACL. Grants
// aren't offered.
func (b Builder) ACL(a opt.ObjectACL) Builder { b.put = b.put.ACL(a); return b }

// Encryption says how S3 encrypts the object. Customer keys aren't offered, since the
// form would show them.
func (b Builder) Encryption(e opt.Encryption) Builder { b.put = b.put.Encryption(e); return b }

// StorageClass chooses the storage class of the object.
func (b Builder) StorageClass(c opt.StorageClass) Builder { b.put = b.put.StorageClass(c); return b }

// Metadata adds an entry of user metadata.
func (b Builder) Metadata(key, value string) Builder { b.put = b.put.Metadata(key, value); return b }

// MetadataMap adds the entries of a map, which is copied; see Metadata.
func (b Builder) MetadataMap(entries map[string]string) Builder {
	b.put = b.put.MetadataMap(entries)
	return b
}

// WebsiteRedirectLocation redirects requests for the object in a website.
func (b Builder) WebsiteRedirectLocation(v string) Builder {
	b.put = b.put.WebsiteRedirectLocation(v)
	return b
}

// SuccessStatus is the status of S3's answer: 200, 201 with a document, or 204.
func (b Builder) SuccessStatus(status int) Builder {
	wrong := ""
	if status != 200 && status != 201 && status != 204 {
		wrong = "is " + strconv.Itoa(status) + "; S3 knows 200, 201 and 204"
	}
	b = b.set("success_action_status", wrong)
	b.fields = &field{"success_action_status", strconv.Itoa(status), b.fields}
	return b
}

// SuccessRedirect is where S3 sends the browser after the upload.
func (b Builder) SuccessRedirect(url string) Builder {
	b.fields = &field{"success_action_redirect", url, b.fields}
	return b
}

// Expires is for how long the form is valid; without it the SDK's 15 minutes count,
// or what the presign client says. There is no upper limit: that of presigned URLs
// isn't documented for forms.
func (b Builder) Expires(d time.Duration) Builder {
	wrong := ""
	if d <= 0 {
		wrong = "isn't in the future: it is " + d.String() + " from now"
	}
	b = b.set("expiration", wrong)
	b.expires = d
	return b
}

// With changes the input of which the form is made, before it is judged. Members
// that a form has no field for are an error of Presign.
func (b Builder) With(change func(*s3.PutObjectInput)) Builder { b.put = b.put.With(change); return b }

// Presign builds the form and has it signed.
func (b Builder) Presign(ctx context.Context, api API, optFns ...func(*s3.PresignPostOptions)) (*Form, error) {
	in, fields, conditions, err := b.build()
	if err != nil {
		return nil, err
	}
	out, err := api.PresignPostObject(ctx, in, append([]func(*s3.PresignPostOptions){func(o *s3.PresignPostOptions) {
		o.Conditions = append(o.Conditions, conditions...)
		if b.expires > 0 {
			o.Expires = b.expires
		}
	}}, optFns...)...)
	if err != nil {
		return nil, err
	}
	all := maps.Clone(out.Values)
	maps.Copy(all, fields)
	return &Form{URL: out.URL, Fields: all}, nil
}

// build returns the input, the fields that the SDK doesn't make, and the conditions.
func (b Builder) build() (*s3.PutObjectInput, map[string]string, []any, error) {
	in, err := b.put.Build()
	var errs []error
	for _, p := range b.bad.List() {
		errs = append(errs, &opt.ValueError{Builder: "PostObject", Member: p.Member, Reason: p.Reason})
	}
	if err = errors.Join(append(errs, err)...); err != nil {
		return nil, nil, nil, err
	}
	fields, left := fieldsOf(in)
	if left != "" {
		return nil, nil, nil, &opt.ValueError{Builder: "PostObject", Member: left, Reason: "has no field in a form that a browser may see"}
	}
	for f := b.fields; f != nil; f = f.before {
		if _, later := fields[f.name]; !later {
			fields[f.name] = f.value
		}
	}
	var conditions []any
	if b.prefix != nil {
		conditions = append(conditions, []any{"starts-with", "$key", *b.prefix})
	}
	if b.size != nil {
		conditions = append(conditions, []any{"content-length-range", b.size[0], b.size[1]})
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		conditions = append(conditions, map[string]string{name: fields[name]})
	}
	begun := map[string]bool{}
	for c := b.begins; c != nil; c = c.before {
		if begun[c.field] {
			continue
		}
		begun[c.field] = true
		if _, fixed := fields[c.field]; fixed {
			return nil, nil, nil, &opt.ValueError{Builder: "PostObject", Member: c.field, Reason: "has two answers: a value, and a beginning that whoever sends the form completes"}
		}
		conditions = append(conditions, []any{"starts-with", "$" + c.field, c.prefix})
	}
	return in, fields, conditions, nil
}
