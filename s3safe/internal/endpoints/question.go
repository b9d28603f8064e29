package endpoints

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// question is what an endpoint rests on: all the parameters of the SDK's resolver but the
// key, the prefix and the copy source, which it doesn't read. They are here by value,
// since an application may change what the parameters point to.
type question struct {
	bucket, region, endpoint string
	// given has a bit for each parameter that is there, and said for each that is true.
	given, said uint16
}

// parameters is how many parameters there are, with those that aren't read.
const parameters = 17

func (q *question) read(p *s3.EndpointParameters) {
	q.text(&q.bucket, p.Bucket, 1<<0)
	q.text(&q.region, p.Region, 1<<1)
	q.text(&q.endpoint, p.Endpoint, 1<<2)
	q.flag(p.UseFIPS, 1<<3)
	q.flag(p.UseDualStack, 1<<4)
	q.flag(p.ForcePathStyle, 1<<5)
	q.flag(p.Accelerate, 1<<6)
	q.flag(p.UseGlobalEndpoint, 1<<7)
	q.flag(p.UseObjectLambdaEndpoint, 1<<8)
	q.flag(p.DisableAccessPoints, 1<<9)
	q.flag(p.DisableMultiRegionAccessPoints, 1<<10)
	q.flag(p.UseArnRegion, 1<<11)
	q.flag(p.UseS3ExpressControlEndpoint, 1<<12)
	q.flag(p.DisableS3ExpressSessionAuth, 1<<13)
}

func (q *question) text(to, from *string, bit uint16) {
	if from != nil {
		*to = *from
		q.given |= bit
	}
}

func (q *question) flag(from *bool, bit uint16) {
	if from != nil {
		q.given |= bit
		if *from {
			q.said |= bit
		}
	}
}

// owned returns the question with texts that keep nothing else from being collected: a
// bucket's name may be a part of something long.
func (q question) owned() question {
	q.bucket, q.region, q.endpoint = strings.Clone(q.bucket), strings.Clone(q.region), strings.Clone(q.endpoint)
	return q
}
