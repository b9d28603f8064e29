package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Notification tells one destination of events; see [NotifyTopic].
type Notification struct {
	kind           byte // 't', 'q' or 'f'
	arn            string
	events         []types.Event
	id             *string
	prefix, suffix *string
}

func notification(kind byte, arn string, first types.Event, more []types.Event) Notification {
	return Notification{kind: kind, arn: arn, events: append([]types.Event{first}, more...)}
}

// NotifyTopic tells an SNS topic.
//
// Rules: notification-destination-arn, notification-events-missing.
func NotifyTopic(arn string, first types.Event, more ...types.Event) Notification {
	return notification('t', arn, first, more)
}

// NotifyQueue tells an SQS queue, which isn't a FIFO queue.
//
// Rules: notification-destination-arn, notification-fifo-queue.
func NotifyQueue(arn string, first types.Event, more ...types.Event) Notification {
	return notification('q', arn, first, more)
}

// NotifyFunction calls a Lambda function.
//
// Rules: notification-destination-arn, notification-destination-service.
func NotifyFunction(arn string, first types.Event, more ...types.Event) Notification {
	return notification('f', arn, first, more)
}

// ID names the notification.
//
// Rule: notification-id-unique.
func (n Notification) ID(id string) Notification { n.id = &id; return n }

// Prefix limits it to keys that begin with the text.
//
// Rules: notification-filter-once, notification-overlap.
func (n Notification) Prefix(text string) Notification { n.prefix = &text; return n }

// Suffix limits it to keys that end with the text.
//
// Rules: notification-filter-once, notification-overlap.
func (n Notification) Suffix(text string) Notification { n.suffix = &text; return n }

func (n Notification) filter() *types.NotificationConfigurationFilter {
	var rules []types.FilterRule
	if n.prefix != nil {
		rules = append(rules, types.FilterRule{Name: types.FilterRuleNamePrefix, Value: n.prefix})
	}
	if n.suffix != nil {
		rules = append(rules, types.FilterRule{Name: types.FilterRuleNameSuffix, Value: n.suffix})
	}
	if rules == nil {
		return nil
	}
	return &types.NotificationConfigurationFilter{Key: &types.S3KeyFilter{FilterRules: rules}}
}

// BucketNotifications is a bucket's notification configuration; see
// [Notifications].
type BucketNotifications struct {
	list   []Notification
	bridge bool
}

// Notifications tells destinations of events, at most 100. Without any it
// switches notifications off.
//
// Rules: notification-too-many, notification-same-event, notification-overlap.
func Notifications(list ...Notification) BucketNotifications {
	return BucketNotifications{list: append([]Notification(nil), list...)}
}

// EventBridge sends every event to Amazon EventBridge, too.
func (b BucketNotifications) EventBridge() BucketNotifications { b.bridge = true; return b }

// yieldsNotifications returns the document.
func (b BucketNotifications) yieldsNotifications() fill.Value[*types.NotificationConfiguration] {
	v := fill.Value[*types.NotificationConfiguration]{V: &types.NotificationConfiguration{}}
	if b.bridge {
		v.V.EventBridgeConfiguration = &types.EventBridgeConfiguration{}
	}
	for _, n := range b.list {
		arn, events := n.arn, append([]types.Event(nil), n.events...)
		switch n.kind {
		case 't':
			v.V.TopicConfigurations = append(v.V.TopicConfigurations, types.TopicConfiguration{Id: n.id, TopicArn: &arn, Events: events, Filter: n.filter()})
		case 'q':
			v.V.QueueConfigurations = append(v.V.QueueConfigurations, types.QueueConfiguration{Id: n.id, QueueArn: &arn, Events: events, Filter: n.filter()})
		case 'f':
			v.V.LambdaFunctionConfigurations = append(v.V.LambdaFunctionConfigurations, types.LambdaFunctionConfiguration{Id: n.id, LambdaFunctionArn: &arn, Events: events, Filter: n.filter()})
		default:
			v.Bad = v.Bad.Add("NotificationConfiguration", "has a notification without a destination: make it with a function of package opt")
		}
	}
	return v
}
