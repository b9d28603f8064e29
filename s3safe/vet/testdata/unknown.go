package fixture

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// Nothing in this file is certain.

const (
	crcValue = "AAAAAA=="
	shaValue = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
)

var body io.Reader

func both(bucket, key string) *s3.PutObjectInput {
	return &s3.PutObjectInput{Body: body, Bucket: &bucket, Key: &key, ChecksumCRC32: aws.String(crcValue), ChecksumSHA256: aws.String(shaValue)}
}

var mend func(*s3.PutObjectInput)

func changedElsewhere(ctx context.Context, c *s3.Client, bucket, key string) {
	in := both(bucket, key)
	mend(in)
	_, _ = c.PutObject(ctx, in)
}

type holder struct{ in *s3.PutObjectInput }

func (h *holder) mend() { h.in.ChecksumCRC32 = nil }

type mender interface{ mend() }

func changedThroughInterface(ctx context.Context, c *s3.Client, bucket, key string, m func(any) mender) {
	in := both(bucket, key)
	m(in).mend()
	_, _ = c.PutObject(ctx, in)
}

func changedThroughField(ctx context.Context, c *s3.Client, bucket, key string) {
	h := &holder{both(bucket, key)}
	h.mend()
	_, _ = c.PutObject(ctx, h.in)
}

func changedByClosure(ctx context.Context, c *s3.Client, bucket, key string) {
	in := both(bucket, key)
	fix := func() { in.ChecksumCRC32 = nil }
	fix()
	_, _ = c.PutObject(ctx, in)
}

func changedByGoroutine(ctx context.Context, c *s3.Client, bucket, key string) {
	in := both(bucket, key)
	var wg sync.WaitGroup
	wg.Go(func() { in.ChecksumCRC32 = nil })
	wg.Wait()
	_, _ = c.PutObject(ctx, in)
}

func changedBeforeReceive(ctx context.Context, c *s3.Client, bucket, key string) {
	in := both(bucket, key)
	done := make(chan bool)
	go func() { in.ChecksumCRC32 = nil; close(done) }()
	<-done
	_, _ = c.PutObject(ctx, in)
}

func changedBeforeRange(ctx context.Context, c *s3.Client, bucket, key string) {
	in := both(bucket, key)
	done := make(chan bool)
	go func() { in.ChecksumCRC32 = nil; close(done) }()
	for range done {
	}
	_, _ = c.PutObject(ctx, in)
}

func changedBeforeSelect(ctx context.Context, c *s3.Client, bucket, key string) {
	in := both(bucket, key)
	done := make(chan bool)
	go func() { in.ChecksumCRC32 = nil; close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
		return
	}
	_, _ = c.PutObject(ctx, in)
}

func changedBeforeSend(ctx context.Context, c *s3.Client, bucket, key string) {
	in := both(bucket, key)
	ready := make(chan bool)
	go func() { in.ChecksumCRC32 = nil; <-ready }()
	ready <- true
	_, _ = c.PutObject(ctx, in)
}

func changedByFunctionGiven(ctx context.Context, c *s3.Client, bucket, key string) {
	in := both(bucket, key)
	_ = strings.Map(func(r rune) rune { in.ChecksumCRC32 = nil; return r }, key)
	_, _ = c.PutObject(ctx, in)
}

func changedByAlias(ctx context.Context, c *s3.Client, bucket, key string, other *s3.PutObjectInput, choose bool) {
	in := both(bucket, key)
	p := in
	if choose {
		p = other
	}
	p.ChecksumCRC32 = nil
	_, _ = c.PutObject(ctx, in)
}

func changedThroughList(ctx context.Context, c *s3.Client, bucket, key string, n int) {
	in := both(bucket, key)
	all := []*s3.PutObjectInput{in, {}}
	all[n].ChecksumCRC32 = nil
	_, _ = c.PutObject(ctx, in)
}

func changedThroughMap(ctx context.Context, c *s3.Client, bucket, key, name string) {
	in := both(bucket, key)
	all := map[string]*s3.PutObjectInput{"a": in}
	all[name].ChecksumCRC32 = nil
	_, _ = c.PutObject(ctx, in)
}

func changedByAddress(ctx context.Context, c *s3.Client, bucket, key string, set func(**string)) {
	in := both(bucket, key)
	set(&in.ChecksumCRC32)
	_, _ = c.PutObject(ctx, in)
}

func changedByDecoder(ctx context.Context, c *s3.Client, bucket, key string, text []byte) {
	in := both(bucket, key)
	_ = json.Unmarshal(text, in)
	_, _ = c.PutObject(ctx, in)
}

func twoNames(ctx context.Context, c *s3.Client, a, b *s3.PutObjectInput) {
	a.ChecksumCRC32, a.ChecksumSHA256 = aws.String(crcValue), aws.String(shaValue)
	b.ChecksumCRC32 = nil
	_, _ = c.PutObject(ctx, a)
}

var global = s3.PutObjectInput{}

func changedGlobal(ctx context.Context, c *s3.Client) {
	global.ChecksumCRC32, global.ChecksumSHA256 = aws.String(crcValue), aws.String(shaValue)
	mend(nil)
	_, _ = c.PutObject(ctx, &global)
}

func deferred(ctx context.Context, c *s3.Client, bucket, key string) (in *s3.PutObjectInput) {
	defer func() {
		in.ChecksumCRC32 = nil
		_, _ = c.PutObject(ctx, in)
	}()
	return both(bucket, key)
}

func lastOfLoop(ctx context.Context, c *s3.Client, bucket string, keys []string) {
	var last *s3.PutObjectInput
	for _, key := range keys {
		if last != nil {
			_, _ = c.PutObject(ctx, last)
		}
		last = both(bucket, key)
		last.ChecksumSHA256 = nil
	}
}

func kept(ctx context.Context, c *s3.Client, bucket string, keys []string) {
	var all []*s3.PutObjectInput
	for _, key := range keys {
		in := &s3.PutObjectInput{Body: body, Bucket: &bucket, Key: &key, ChecksumCRC32: aws.String(crcValue)}
		if len(all) > 0 {
			_, _ = c.PutObject(ctx, all[0])
		}
		all = append(all, in)
	}
}

func copied(ctx context.Context, c *s3.Client, bucket, key string) {
	in := *both(bucket, key)
	other := in
	in.ChecksumSHA256 = nil
	other.ChecksumCRC32 = nil
	_, _ = c.PutObject(ctx, &in)
	_, _ = c.PutObject(ctx, &other)
}

func documents(ctx context.Context, c *s3.Client, bucket string, rules []types.LifecycleRule, rule types.LifecycleRule, days *int32, status string, more []types.Transition) {
	put := func(rules []types.LifecycleRule) {
		_, _ = c.PutBucketLifecycleConfiguration(ctx, &s3.PutBucketLifecycleConfigurationInput{
			Bucket: &bucket, LifecycleConfiguration: &types.BucketLifecycleConfiguration{Rules: rules},
		})
	}
	put(rules)
	put([]types.LifecycleRule{rule})
	put([]types.LifecycleRule{{Status: types.ExpirationStatus(status), Filter: &types.LifecycleRuleFilter{}, Expiration: &types.LifecycleExpiration{Days: days}}})
	put([]types.LifecycleRule{{Status: "Enabled", Filter: &types.LifecycleRuleFilter{}, Transitions: more}})
	put(append([]types.LifecycleRule{}, rules...))
}
