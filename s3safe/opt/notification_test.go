package opt_test

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketnotificationconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A queue is told of new objects below a prefix, and EventBridge of everything.
func ExampleNotifications() {
	optest.Print(putbucketnotificationconfiguration.General("reports-2026", opt.Notifications(opt.NotifyQueue("arn:aws:sqs:us-east-1:123456789012:uploads", types.EventS3ObjectCreated).Prefix("in/")).EventBridge()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?notification=
	// Content-Type: application/xml
	// <NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EventBridgeConfiguration></EventBridgeConfiguration><QueueConfiguration><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name><Value>in/</Value></FilterRule></S3Key></Filter><Queue>arn:aws:sqs:us-east-1:123456789012:uploads</Queue></QueueConfiguration></NotificationConfiguration>
}

// A topic is told of deletions.
func ExampleNotifyTopic() {
	optest.Print(putbucketnotificationconfiguration.General("reports-2026", opt.Notifications(opt.NotifyTopic("arn:aws:sns:us-east-1:123456789012:deletions", types.EventS3ObjectRemoved))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?notification=
	// Content-Type: application/xml
	// <NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TopicConfiguration><Event>s3:ObjectRemoved:*</Event><Topic>arn:aws:sns:us-east-1:123456789012:deletions</Topic></TopicConfiguration></NotificationConfiguration>
}

// A queue is told of new objects.
func ExampleNotifyQueue() {
	optest.Print(putbucketnotificationconfiguration.General("reports-2026", opt.Notifications(opt.NotifyQueue("arn:aws:sqs:us-east-1:123456789012:uploads", types.EventS3ObjectCreated))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?notification=
	// Content-Type: application/xml
	// <NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><QueueConfiguration><Event>s3:ObjectCreated:*</Event><Queue>arn:aws:sqs:us-east-1:123456789012:uploads</Queue></QueueConfiguration></NotificationConfiguration>
}

// A Lambda function is called for new images.
func ExampleNotifyFunction() {
	optest.Print(putbucketnotificationconfiguration.General("reports-2026", opt.Notifications(opt.NotifyFunction("arn:aws:lambda:us-east-1:123456789012:function:scale", types.EventS3ObjectCreatedPut).Suffix(".png"))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?notification=
	// Content-Type: application/xml
	// <NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CloudFunctionConfiguration><Event>s3:ObjectCreated:Put</Event><Filter><S3Key><FilterRule><Name>suffix</Name><Value>.png</Value></FilterRule></S3Key></Filter><CloudFunction>arn:aws:lambda:us-east-1:123456789012:function:scale</CloudFunction></CloudFunctionConfiguration></NotificationConfiguration>
}
