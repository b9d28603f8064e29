package aws

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docNotificationFilter = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html"
	docNotificationEvents = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html"
	docPutNotification    = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html"
	docFilterRule         = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_FilterRule.html"
	docQuotas             = "https://docs.aws.amazon.com/general/latest/gr/s3.html"
	minioErrors           = "https://github.com/minio/minio/blob/master/cmd/api-errors.go"
)

const (
	exampleQueue  = "arn:aws:sqs:us-east-1:111122223333:uploads"
	exampleTopic  = "arn:aws:sns:us-east-1:111122223333:uploads"
	exampleLambda = "arn:aws:lambda:us-east-1:111122223333:function:uploads"
)

// notice is one configuration of a notification, whatever its destination.
type notice struct {
	list, arnName, service string
	index                  int
	id, arn                *string
	events                 []types.Event
	filter                 *types.NotificationConfigurationFilter
}

// path is the path to a member of the notice.
func (n *notice) path(below string) string { return element(n.list, n.index, below) }

// rules returns the rules of the notice's filter.
func (n *notice) rules() []types.FilterRule {
	if n.filter == nil || n.filter.Key == nil {
		return nil
	}
	return n.filter.Key.FilterRules
}

// value returns what the key must begin with (prefix) or end in (suffix).
func (n *notice) value(name string) string {
	for _, r := range n.rules() {
		if strings.EqualFold(string(r.Name), name) {
			return ptr.ToString(r.Value)
		}
	}
	return ""
}

const noticeFilter = "Filter.Key.FilterRules"

// notices returns how many configurations a notification has.
// maxNotices is the number of configurations that a bucket can have.
const maxNotices = 100

func notices(d *types.NotificationConfiguration) int {
	return len(d.TopicConfigurations) + len(d.QueueConfigurations) + len(d.LambdaFunctionConfigurations)
}

// noticeAt returns the configuration with the number: topics, queues, functions.
func noticeAt(d *types.NotificationConfiguration, i int) notice {
	if i < len(d.TopicConfigurations) {
		c := &d.TopicConfigurations[i]
		return notice{"TopicConfigurations", "TopicArn", "sns", i, c.Id, c.TopicArn, c.Events, c.Filter}
	}
	i -= len(d.TopicConfigurations)
	if i < len(d.QueueConfigurations) {
		c := &d.QueueConfigurations[i]
		return notice{"QueueConfigurations", "QueueArn", "sqs", i, c.Id, c.QueueArn, c.Events, c.Filter}
	}
	i -= len(d.QueueConfigurations)
	c := &d.LambdaFunctionConfigurations[i]
	return notice{"LambdaFunctionConfigurations", "LambdaFunctionArn", "lambda", i, c.Id, c.LambdaFunctionArn, c.Events, c.Filter}
}

// queueOption changes a configuration of an example.
type queueOption = func(*types.QueueConfiguration)

func queueNotice(options ...queueOption) types.QueueConfiguration {
	c := types.QueueConfiguration{QueueArn: ptr.String(exampleQueue), Events: []types.Event{types.EventS3ObjectCreated}}
	for _, o := range options {
		o(&c)
	}
	return c
}

func queues(configurations ...types.QueueConfiguration) *types.NotificationConfiguration {
	return &types.NotificationConfiguration{QueueConfigurations: configurations}
}

// queueWith is a notification with one queue.
func queueWith(options ...queueOption) *types.NotificationConfiguration {
	return queues(queueNotice(options...))
}

func topicTo(arn string) *types.NotificationConfiguration {
	return &types.NotificationConfiguration{TopicConfigurations: []types.TopicConfiguration{{TopicArn: &arn, Events: []types.Event{types.EventS3ObjectCreated}}}}
}

func lambdaTo(arn string) *types.NotificationConfiguration {
	return &types.NotificationConfiguration{LambdaFunctionConfigurations: []types.LambdaFunctionConfiguration{{LambdaFunctionArn: &arn, Events: []types.Event{types.EventS3ObjectCreated}}}}
}

func queueTo(arn string) queueOption {
	return func(c *types.QueueConfiguration) { c.QueueArn = &arn }
}

func queueID(id string) queueOption {
	return func(c *types.QueueConfiguration) { c.Id = &id }
}

func onEvents(events ...types.Event) queueOption {
	return func(c *types.QueueConfiguration) { c.Events = events }
}

// keyRules filters by pairs of a name and a value.
func keyRules(pairs ...string) queueOption {
	key := &types.S3KeyFilter{}
	for i := 0; i+1 < len(pairs); i += 2 {
		key.FilterRules = append(key.FilterRules, types.FilterRule{Name: types.FilterRuleName(pairs[i]), Value: &pairs[i+1]})
	}
	return func(c *types.QueueConfiguration) { c.Filter = &types.NotificationConfigurationFilter{Key: key} }
}

// manyQueues is a notification of n configurations that don't overlap.
func manyQueues(n int) *types.NotificationConfiguration {
	d := &types.NotificationConfiguration{}
	for i := range n {
		d.QueueConfigurations = append(d.QueueConfigurations, queueNotice(keyRules("prefix", string(rune('0'+i/10))+string(rune('0'+i%10))+"/")))
	}
	return d
}

// someNotice makes a predicate that is true if one configuration of a
// notification fulfils the test, which gets the path below it.
func someNotice(name string, test func(*notice) (path string, found bool), yes, no []any) *compat.Predicate {
	return compat.Document(name, func(d *types.NotificationConfiguration) (string, bool) {
		for i := range notices(d) {
			n := noticeAt(d, i)
			if path, found := test(&n); found {
				return n.path(path), true
			}
		}
		return "", false
	}, yes, no)
}

func noticesTooMany() *compat.Predicate {
	return compat.Document("has more than 100 configurations", func(d *types.NotificationConfiguration) (string, bool) {
		return "", notices(d) > maxNotices
	}, []any{manyQueues(101)}, []any{manyQueues(100), &types.NotificationConfiguration{EventBridgeConfiguration: &types.EventBridgeConfiguration{}}})
}

func noticeIDTooLong() *compat.Predicate {
	return someNotice("has a configuration whose Id is longer than 255 characters", func(n *notice) (string, bool) {
		return "Id", longer(n.id, maxRuleID)
	}, []any{queueWith(queueID(strings.Repeat("a", 256)))}, []any{queueWith(queueID(strings.Repeat("a", 255)))})
}

func noticeIDTwice() *compat.Predicate {
	return compat.Document("has two configurations with the same Id", func(d *types.NotificationConfiguration) (string, bool) {
		i := repeated(notices(d), func(i int) (string, bool) {
			n := noticeAt(d, i)
			return ptr.ToString(n.id), ptr.ToString(n.id) != ""
		})
		if i < 0 {
			return "", false
		}
		n := noticeAt(d, i)
		return n.path("Id"), true
	}, []any{queues(queueNotice(queueID("uploads")), queueNotice(queueID("uploads"), onEvents(types.EventS3ObjectRemoved)))},
		[]any{queues(queueNotice(queueID("uploads")), queueNotice(queueID("deletes"), onEvents(types.EventS3ObjectRemoved)))})
}

func noticeWithoutEvents() *compat.Predicate {
	return someNotice("has a configuration without events", func(n *notice) (string, bool) {
		return "Events", len(n.events) == 0
	}, []any{queueWith(func(c *types.QueueConfiguration) { c.Events = []types.Event{} })}, []any{queueWith()})
}

// eventFamilies are the types of events that have kinds: the type alone names no
// event.
var eventFamilies = []string{
	"s3:ObjectCreated", "s3:ObjectRemoved", "s3:ObjectRestore", "s3:Replication", "s3:LifecycleExpiration",
	"s3:ObjectTagging", "s3:ObjectAcl",
}

// noEvent reports whether a text certainly names no event, known or to come.
func noEvent(e types.Event) bool {
	s := string(e)
	if !strings.HasPrefix(s, "s3:") || strings.ContainsAny(s, " ,;") {
		return true
	}
	for _, family := range eventFamilies {
		if strings.EqualFold(s, family) || strings.EqualFold(s, family+":") {
			return true
		}
		// The kinds of each type begin with its name as it is written here.
		if len(s) > len(family) && s[len(family)] == ':' && strings.EqualFold(s[:len(family)], family) && s[:len(family)] != family {
			return true
		}
	}
	return s == "s3:" || s == "s3:*" || s == "s3:TestEvent"
}

func noticeUnknownEvent() *compat.Predicate {
	return someNotice("has a configuration for an event that S3 doesn't have", func(n *notice) (string, bool) {
		for i, e := range n.events {
			if noEvent(e) {
				return element("Events", i, ""), true
			}
		}
		return "", false
	}, []any{
		queueWith(onEvents("ObjectCreated:Put")), queueWith(onEvents("s3:ObjectCreated")), queueWith(onEvents("s3:*")),
		queueWith(onEvents(types.EventS3ObjectRemoved, "s3:objectCreated:Put")),
	}, []any{
		queueWith(onEvents(types.EventS3ObjectCreatedPut, types.EventS3ObjectRemovedDelete)), queueWith(onEvents(types.EventS3ObjectAclPut)),
		queueWith(onEvents(types.EventS3LifecycleTransition, types.EventS3IntelligentTiering)), queueWith(onEvents(types.EventS3ObjectAnnotation)),
	})
}

func noticeFilterIncomplete() *compat.Predicate {
	return someNotice("has a filter rule without a name or a value", func(n *notice) (string, bool) {
		for i, r := range n.rules() {
			if r.Name == "" || r.Value == nil {
				return element(noticeFilter, i, ""), true
			}
		}
		return "", false
	}, []any{
		queueWith(keyRules("", "images/")),
		queueWith(func(c *types.QueueConfiguration) {
			c.Filter = &types.NotificationConfigurationFilter{Key: &types.S3KeyFilter{FilterRules: []types.FilterRule{{Name: types.FilterRuleNamePrefix}}}}
		}),
	}, []any{queueWith(keyRules("suffix", ""))})
}

func noticeFilterName() *compat.Predicate {
	return someNotice("has a filter rule for something else than prefix and suffix", func(n *notice) (string, bool) {
		for i, r := range n.rules() {
			if r.Name != "" && !strings.EqualFold(string(r.Name), "prefix") && !strings.EqualFold(string(r.Name), "suffix") {
				return element(noticeFilter, i, "Name"), true
			}
		}
		return "", false
	}, []any{queueWith(keyRules("regex", ".*"))}, []any{queueWith(keyRules("Prefix", "images/", "Suffix", ".jpg")), queueWith(keyRules("suffix", ".jpg"))})
}

func noticeFilterTwice() *compat.Predicate {
	return someNotice("has two filter rules for the prefix, or for the suffix", func(n *notice) (string, bool) {
		var prefix, suffix bool
		for i, r := range n.rules() {
			isPrefix, isSuffix := strings.EqualFold(string(r.Name), "prefix"), strings.EqualFold(string(r.Name), "suffix")
			if prefix && isPrefix || suffix && isSuffix {
				return element(noticeFilter, i, "Name"), true
			}
			prefix, suffix = prefix || isPrefix, suffix || isSuffix
		}
		return "", false
	}, []any{queueWith(keyRules("prefix", "images/", "Prefix", "videos/")), queueWith(keyRules("suffix", ".jpg", "suffix", ".png"))},
		[]any{queueWith(keyRules("prefix", "images/", "suffix", ".jpg"))})
}

func noticeFilterTooLong() *compat.Predicate {
	return someNotice("has a filter rule with a value longer than 1,024 bytes", func(n *notice) (string, bool) {
		for i, r := range n.rules() {
			if r.Value != nil && len(*r.Value) > 1024 {
				return element(noticeFilter, i, "Value"), true
			}
		}
		return "", false
	}, []any{queueWith(keyRules("prefix", strings.Repeat("a", 1025)))}, []any{queueWith(keyRules("prefix", strings.Repeat("a", 1024)))})
}

func noticeNotARN() *compat.Predicate {
	return someNotice("has a destination that isn't an ARN", func(n *notice) (string, bool) {
		if n.arn == nil {
			return "", false
		}
		_, _, _, _, _, ok := splitARN(*n.arn)
		return n.arnName, !ok
	}, []any{queueWith(queueTo("uploads")), queueWith(queueTo("https://sqs.us-east-1.amazonaws.com/111122223333/uploads")), topicTo(""), lambdaTo("uploads")},
		[]any{queueWith(), topicTo(exampleTopic), lambdaTo(exampleLambda)})
}

func noticeOtherService() *compat.Predicate {
	return someNotice("has a destination of another service than the configuration is for", func(n *notice) (string, bool) {
		if n.arn == nil {
			return "", false
		}
		_, service, _, _, _, ok := splitARN(*n.arn)
		return n.arnName, ok && service != n.service
	}, []any{queueWith(queueTo(exampleTopic)), topicTo(exampleQueue), lambdaTo(exampleQueue)},
		[]any{queueWith(), topicTo(exampleTopic), lambdaTo(exampleLambda), lambdaTo(exampleLambda + ":live")})
}

func noticeFIFO() *compat.Predicate {
	return someNotice("has a FIFO queue as its destination", func(n *notice) (string, bool) {
		if n.arn == nil || n.service != "sqs" {
			return "", false
		}
		_, service, _, _, resource, ok := splitARN(*n.arn)
		return n.arnName, ok && service == "sqs" && strings.HasSuffix(resource, ".fifo")
	}, []any{queueWith(queueTo(exampleQueue + ".fifo"))}, []any{queueWith()})
}

// sameEvent reports whether one of the two names, which may end in a wildcard,
// includes the other.
func sameEvent(a, b types.Event) bool {
	includes := func(a, b string) bool {
		family, all := strings.CutSuffix(a, "*")
		return a == b || all && strings.HasSuffix(family, ":") && strings.HasPrefix(b, family)
	}
	return includes(string(a), string(b)) || includes(string(b), string(a))
}

func shareEvent(a, b []types.Event) bool {
	for _, x := range a {
		for _, y := range b {
			if sameEvent(x, y) {
				return true
			}
		}
	}
	return false
}

// affixesOverlap reports whether some text certainly has both affixes. Values
// are percent-encoded, and encoded ones are compared as a whole only.
func affixesOverlap(a, b string, in func(s, affix string) bool) bool {
	switch {
	case a == b, a == "", b == "":
		return true
	case strings.Contains(a, "%"), strings.Contains(b, "%"), strings.Contains(a, "+") != strings.Contains(b, "+"):
		return false
	}
	return in(a, b) || in(b, a)
}

// overlapping looks for two configurations for the same event and the same
// keys. filtered says whether at least one of them must have a filter, or none.
func overlapping(d *types.NotificationConfiguration, filtered bool) (string, bool) {
	const looked = 1000 // events of all configurations together
	if notices(d) > maxNotices {
		return "", false // too many anyway
	}
	events := 0
	for i := range notices(d) {
		if events += len(noticeAt(d, i).events); events > looked {
			return "", false
		}
	}
	for i := range notices(d) {
		a := noticeAt(d, i)
		for j := range i {
			b := noticeAt(d, j)
			if (len(a.rules()) > 0 || len(b.rules()) > 0) == filtered && shareEvent(a.events, b.events) &&
				affixesOverlap(a.value("prefix"), b.value("prefix"), strings.HasPrefix) &&
				affixesOverlap(a.value("suffix"), b.value("suffix"), strings.HasSuffix) {
				if filtered {
					return a.path("Filter"), true
				}
				return a.path("Events"), true
			}
		}
	}
	return "", false
}

func noticesShareEvent() *compat.Predicate {
	return compat.Document("has two configurations without filters for the same event", func(d *types.NotificationConfiguration) (string, bool) {
		return overlapping(d, false)
	}, []any{
		queues(queueNotice(), queueNotice(onEvents(types.EventS3ObjectCreatedPut))),
		&types.NotificationConfiguration{QueueConfigurations: queueWith().QueueConfigurations, TopicConfigurations: topicTo(exampleTopic).TopicConfigurations},
	}, []any{queues(queueNotice(), queueNotice(onEvents(types.EventS3ObjectRemoved))), queueWith()})
}

func noticesOverlap() *compat.Predicate {
	return compat.Document("has two configurations for the same event whose filters overlap", func(d *types.NotificationConfiguration) (string, bool) {
		return overlapping(d, true)
	}, []any{
		queues(queueNotice(), queueNotice(keyRules("prefix", "images"))),
		queues(queueNotice(keyRules("suffix", "jpg")), queueNotice(onEvents(types.EventS3ObjectCreatedPut), keyRules("suffix", "pg"))),
		queues(queueNotice(keyRules("prefix", "images", "suffix", "jpg")), queueNotice(onEvents(types.EventS3ObjectCreatedPut), keyRules("suffix", "jpg"))),
	}, []any{
		queues(queueNotice(keyRules("prefix", "images/")), queueNotice(keyRules("prefix", "logs/"))),
		queues(queueNotice(keyRules("suffix", ".jpg")), queueNotice(keyRules("suffix", ".png"))),
		queues(queueNotice(keyRules("prefix", "images", "suffix", ".jpg")), queueNotice(keyRules("prefix", "images", "suffix", ".png"))),
		queues(queueNotice(keyRules("prefix", "images/")), queueNotice(onEvents(types.EventS3ObjectRemoved), keyRules("prefix", "images/"))),
	})
}

// notificationRules are the rules about a bucket's notifications of events.
func notificationRules() []compat.Rule {
	var rules []compat.Rule
	add := func(p *compat.Predicate, code, message string, r compat.Rule) {
		r.Topic = "notification"
		r = answered(r, rankValue, code, message)
		rules = append(rules, configuration(operation.PutBucketNotificationConfiguration, member.NotificationConfiguration, p, r))
	}
	add(noticeWithoutEvents(), "MalformedXML", "", compat.Rule{
		ID: "notification-events-missing", Title: "A notification names at least one event",
		Problem: "A notification has no events: {at}",
		Remedy:  "Set them",
		Why:     "A destination without events would be told nothing.",
		Fix:     "Set Events, or leave the destination out; an empty configuration turns notifications off.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_QueueConfiguration.html"},
	})
	add(noticeFilterIncomplete(), "MalformedXML", "", compat.Rule{
		ID: "notification-filter-incomplete", Title: "A filter rule of a notification has a name and a value",
		Problem: "A filter rule lacks its name or value: {at}",
		Remedy:  "Set both",
		Why:     "An empty value matches every key, a missing one doesn't fit the schema.",
		Fix:     "Set Name and Value, or leave the rule out.",
		Sources: []string{docFilterRule, localStack("notifications.py#L288")},
	})
	add(noticesTooMany(), "InvalidRequest", "Too many configurations submitted. The maximum number of configurations is 100", compat.Rule{
		ID: "notification-too-many", Title: "A bucket has at most 100 notifications",
		Problem: "There are more than 100 notifications",
		Remedy:  "Use one topic, or EventBridge",
		Why:     "The quota counts topics, queues and functions together.",
		Fix:     "Send events to one topic or to EventBridge, and distribute them from there.",
		Sources: []string{docQuotas},
	})
	add(noticeIDTooLong(), "InvalidArgument", "ID length exceeded allowed limit of 255", compat.Rule{
		ID: "notification-id-length", Title: "The Id of a notification has at most 255 characters",
		Problem: "An Id has {length} bytes; S3 allows 255 characters: {at}",
		Remedy:  "Shorten it",
		Why:     "S3 keeps no more.",
		Fix:     "Shorten the Id, or leave it out: S3 makes one.",
		Doubt:   "Only another server is known to check it.",
		Sources: []string{stackdS3},
	})
	add(noticeIDTwice(), "InvalidArgument", "Same ID used for multiple configurations. IDs must be unique.", compat.Rule{
		ID: "notification-id-unique", Title: "The Ids of notifications differ",
		Problem: "An Id occurs twice: {at}",
		Remedy:  "Rename it",
		Why:     "The Id tells in a message which notification it comes from.",
		Fix:     "Rename one of them, or leave the Ids out: S3 makes them.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_QueueConfiguration.html"},
	})
	add(noticeNotARN(), "InvalidArgument", "The ARN could not be parsed", compat.Rule{
		ID: "notification-destination-arn", Title: "The destination of a notification is given by its ARN",
		Problem: "A destination isn't an ARN: {at}",
		Remedy:  "Use its ARN",
		Why:     "A name or URL doesn't tell the service, Region and account.",
		Fix:     "Use the ARN of the topic, queue or function.",
		Sources: []string{docPutNotification, localStack("notifications.py#L276")},
	})
	add(noticeOtherService(), "InvalidArgument", "", compat.Rule{
		ID: "notification-destination-service", Title: "Topics, queues and functions are configured each in their own list",
		Problem: "A destination is of another service: {at}",
		Remedy:  "Move it to that list",
		Why:     "The ARN says which service the destination belongs to.",
		Fix:     "Move the destination to the list for its service.",
		Sources: []string{docNotificationEvents, motoS3},
	})
	add(noticeFIFO(), "InvalidArgument", "FIFO SQS queues are not supported.", compat.Rule{
		ID: "notification-fifo-queue", Title: "Notifications don't go to FIFO queues",
		Problem: "A destination is a FIFO queue: {at}",
		Remedy:  "Use a standard queue",
		Why:     "S3 doesn't deliver events in order, nor exactly once.",
		Fix:     "Use a standard queue, or send events to the FIFO queue through EventBridge.",
		Sources: []string{docNotificationEvents}, AmazonOnly: true,
	})
	add(noticeUnknownEvent(), "InvalidArgument", "The event '…' is not supported for notifications. Supported events are as follows: …", compat.Rule{
		ID: "notification-event", Title: "A notification names events of S3",
		Problem: "An event is {value|none of S3's}: {at}",
		Remedy:  "Use the SDK's constants",
		Why:     "An event is written with s3:, its type and, where the type has several, its kind or a wildcard.",
		Fix:     "Use a name such as s3:ObjectCreated:* or s3:ObjectRemoved:Delete.",
		Sources: []string{docNotificationEvents, motoS3, minioErrors}, AmazonOnly: true,
	})
	add(noticeFilterName(), "InvalidArgument", "filter rule name must be either prefix or suffix", compat.Rule{
		ID: "notification-filter-name", Title: "Notifications are filtered by prefix and suffix of the key",
		Problem: "A filter is for {value|neither prefix nor suffix}: {at}",
		Remedy:  "Use prefix and suffix",
		Why:     "S3 filters by nothing else.",
		Fix:     "Use prefix and suffix, or filter events in EventBridge.",
		Sources: []string{docNotificationFilter, docFilterRule, minioErrors},
	})
	add(noticeFilterTwice(), "InvalidArgument", "Cannot specify more than one … rule in a filter.", compat.Rule{
		ID: "notification-filter-once", Title: "A notification has at most one prefix and one suffix",
		Problem: "A filter has {value|the prefix or suffix} twice: {at}",
		Remedy:  "Use two configurations",
		Why:     "All rules of a filter must match; a key has several prefixes only if one begins with the other.",
		Fix:     "Use a configuration for each prefix.",
		Sources: []string{docNotificationFilter, minioErrors},
	})
	add(noticeFilterTooLong(), "InvalidArgument", "Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation", compat.Rule{
		ID: "notification-filter-length", Title: "A prefix or suffix of a notification has at most 1,024 bytes",
		Problem: "A filter's value has {length} bytes; S3 allows 1,024: {at}",
		Why:     "No key is longer than that.",
		Fix:     "Shorten the prefix or suffix.",
		Sources: []string{docFilterRule, minioErrors},
	})
	add(noticesShareEvent(), "InvalidArgument", "Configurations overlap. Configurations on the same bucket cannot share a common event type.", compat.Rule{
		ID: "notification-same-event", Title: "Two notifications without filters are for different events",
		Problem: "Two notifications without filters share an event: {at}",
		Remedy:  "Send to one topic",
		Why:     "S3 sends an event to one destination only. A wildcard includes all kinds of its type.",
		Fix:     "Send the events to one topic or to EventBridge, and distribute them from there.",
		Sources: []string{docNotificationFilter, "https://github.com/minio/minio/issues/2472"},
	})
	add(noticesOverlap(), "InvalidArgument", "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.", compat.Rule{
		ID: "notification-overlap", Title: "Two notifications for the same event have filters that don't overlap",
		Problem: "Two notifications share an event, and their filters overlap: {at}",
		Remedy:  "Send to one topic",
		Why:     "S3 sends an event to one destination only. No prefix overlaps with every prefix, and no suffix with every suffix.",
		Fix:     "Give the notifications prefixes, or suffixes, of which no key has both; or send the events to one topic.",
		Sources: []string{docNotificationFilter, "https://github.com/aws/aws-cli/issues/2387", "https://github.com/aws-solutions/aws-waf-security-automations/issues/49"},
	})
	same := queueWith()
	return append(rules, compat.Rule{
		ID: "notification-destination-region", Topic: "notification", Title: "The destination of a notification lies in the bucket's Region", Rank: rankValue,
		Problem:    "A destination isn't in {endpoint Region|the endpoint's Region}",
		Remedy:     "Use one that is",
		Operations: []compat.Operation{operation.PutBucketNotificationConfiguration},
		When:       compat.RelatedToRegion(noticeElsewhere()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "The notification destination service region is not valid for the bucket location constraint"},
		Why:        "S3 delivers events within the Region only.",
		Fix:        "Use a topic, queue or function in the bucket's Region, or send events to EventBridge, which can pass them on.",
		Sources:    []string{docNotificationEvents, motoS3, minioErrors},
		Violating: []compat.Case{
			compat.Given(operation.PutBucketNotificationConfiguration, member.NotificationConfiguration, same).Regions("", "eu-west-1"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutBucketNotificationConfiguration, member.NotificationConfiguration, same).Regions("", "us-east-1"),
			compat.Given(operation.PutBucketNotificationConfiguration, member.NotificationConfiguration, same),
		},
	})
}

// A bucket lies in the endpoint's Region, or the endpoint redirects the request.
func noticeElsewhere() *compat.Relation {
	return &compat.Relation{
		Name:    "NotificationConfiguration has a destination in another Region than the endpoint's",
		Members: []compat.Member{member.NotificationConfiguration},
		Test: func(document, endpoint, _ compat.Value) compat.Truth {
			region, known := endpoint.Text()
			d, ok := document.Object().(*types.NotificationConfiguration)
			if !known || !ok || d == nil || strings.HasPrefix(region, "aws-") || strings.Contains(region, "fips") {
				return compat.Unknown // a name for an endpoint, not for a Region
			}
			for i := range notices(d) {
				n := noticeAt(d, i)
				if n.arn == nil {
					continue
				}
				if _, service, there, account, _, ok := splitARN(*n.arn); ok && service == n.service && there != "" && account != "" && there != region {
					return compat.True
				}
			}
			return compat.False
		},
		Yes: [][]any{{queueWith(), "eu-west-1"}, {lambdaTo(exampleLambda), "us-west-2"}},
		No:  [][]any{{queueWith(), "us-east-1"}, {topicTo("uploads"), "eu-west-1"}, {queueWith(queueTo("arn:aws:sqs::111122223333:uploads")), "eu-west-1"}, {&types.NotificationConfiguration{}, "eu-west-1"}},
	}
}
