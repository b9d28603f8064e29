package s3safe

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
)

// Guarded reports whether the calls of a client are guarded, and with options, whether
// calls with these options are:
//
//	if !s3safe.Guarded(client) {
//		log.Fatal("the S3 client has lost its guard")
//	}
//
// The guard may be there and stop nothing, because it only reports or is off
// ([WithMode]). A nil client isn't guarded. Of a [Client] give the embedded one.
// Nothing is sent, and no credentials are fetched.
func Guarded(client *s3.Client, optFns ...func(*s3.Options)) (guarded bool) {
	seatIn(client, optFns, func(*seat) { guarded = true })
	return guarded
}

// RecorderOf returns the recorder of the last failures of a client that [Guard]
// guards; nil if there is none, by [WithoutRecorder], or if the client isn't
// guarded. A [Client] tells by its own method.
func RecorderOf(client *s3.Client) (r *recorder.Recorder) {
	seatIn(client, nil, func(s *seat) {
		r = s.guard.recorder
		if s.recording != nil {
			// Of several guards the last one judges, but another's may record.
			r = s.recording.recorder
		}
	})
	return r
}

// seatIn shows the guard's seat in the stack of a client's call, if there is one that
// has the place where it judges.
func seatIn(client *s3.Client, optFns []func(*s3.Options), show func(*seat)) {
	if client == nil {
		return
	}
	// The guard is in the stack of every call. This one ends as soon as it is
	// assembled: nothing of it is run.
	_, _ = client.ListBuckets(context.Background(), nil, append(optFns[:len(optFns):len(optFns)], func(o *s3.Options) {
		o.APIOptions = append(o.APIOptions[:len(o.APIOptions):len(o.APIOptions)], func(stack *middleware.Stack) error {
			if m, _ := stack.Serialize.Get(idSerializer); m != nil {
				if m, ok := m.(*inputMiddleware); ok {
					show((*seat)(m))
				}
			}
			return errStop
		})
	})...)
}
