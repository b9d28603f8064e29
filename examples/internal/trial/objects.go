package trial

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// placeObjects makes the objects that the request speaks of.
func (a *attempt) placeObjects(ctx context.Context) {
	key, hasKey := a.now.Members[member.Key].(string)
	bucket, _ := a.now.Members[member.Bucket].(string)
	source := a.now.Request().Source
	copied := locates(source)
	ontoItself := copied && source.Bucket == bucket && source.Key == key
	if copied && !ontoItself {
		a.change(func(c compat.Case) compat.Case { return renameSource(c, source.Key, keptKey) })
		a.placeSource(ctx)
	}
	if !hasKey || a.bucket.missing {
		return
	}
	fresh := a.key("photos/object")
	if reads(a.now.Operation) {
		fresh = keptKey
	}
	a.change(func(c compat.Case) compat.Case {
		c = c.With(member.Key, fresh)
		if ontoItself {
			c = renameSource(c, key, fresh)
		}
		return c
	})
	if ontoItself {
		a.placeSource(ctx)
		return
	}
	if _, compared := a.now.Members[member.IfMatch]; writes(a.now.Operation) && !compared {
		return
	}
	// A key that can't be is the server's to refuse.
	key = a.now.Members[member.Key].(string)
	version, err := a.object(ctx, bucket, key)
	if _, named := a.now.Members[member.VersionId].(string); err == nil && named {
		a.change(func(c compat.Case) compat.Case { return c.With(member.VersionId, version) })
	}
	a.lock(ctx, bucket, key)
}

// locates reports whether the source names an object, whatever it says of the
// version.
func locates(source compat.Source) bool {
	return source.Bucket != "" && (source.Problem == 0 || source.Problem == compat.EmptyVersionID)
}

// renameSource makes the copy source name another object in its bucket.
func renameSource(c compat.Case, from, to string) compat.Case {
	text, _ := c.Members[member.CopySource].(string)
	object, version, versioned := strings.Cut(text, "?")
	at := strings.LastIndex(object, from)
	if at < 0 {
		return c
	}
	text = object[:at] + to
	if versioned {
		text += "?" + version
	}
	return c.With(member.CopySource, text)
}

// placeSource makes the object that is to be copied.
func (a *attempt) placeSource(ctx context.Context) {
	source := a.now.Request().Source
	if !locates(source) || a.source.missing {
		return
	}
	version, err := a.object(ctx, source.Bucket, source.Key)
	if err != nil || !source.HasVersion {
		return
	}
	a.change(func(c compat.Case) compat.Case {
		text, _ := c.Members[member.CopySource].(string)
		before, _, _ := strings.Cut(text, "?versionId=")
		return c.With(member.CopySource, before+"?versionId="+version)
	})
}

// reads reports whether the operation leaves the object of its key alone.
func reads(op compat.Operation) bool {
	name := op.String()
	return strings.HasPrefix(name, "Get") || strings.HasPrefix(name, "Head")
}

// writes reports whether the operation doesn't need an object under its key,
// because it makes one, now or when an upload is completed.
func writes(op compat.Operation) bool {
	switch op {
	case operation.PutObject, operation.CopyObject, operation.CreateMultipartUpload, operation.UploadPart, operation.UploadPartCopy,
		operation.ListParts, operation.CompleteMultipartUpload, operation.AbortMultipartUpload:
		return true
	}
	return false
}

// lock gives the object what the request asks for, where object lock allows.
func (a *attempt) lock(ctx context.Context, bucket, key string) {
	if !a.bucket.lock {
		return
	}
	switch a.now.Operation {
	case operation.GetObjectLegalHold:
		a.setup.PutObjectLegalHold(ctx, &s3.PutObjectLegalHoldInput{
			Bucket: &bucket, Key: &key, LegalHold: &types.ObjectLockLegalHold{Status: types.ObjectLockLegalHoldStatusOn},
		})
	case operation.GetObjectRetention:
		a.setup.PutObjectRetention(ctx, &s3.PutObjectRetentionInput{
			Bucket: &bucket, Key: &key, Retention: &types.ObjectLockRetention{
				Mode: types.ObjectLockRetentionModeGovernance, RetainUntilDate: aws.Time(time.Now().Add(time.Hour)),
			},
		})
	}
}
