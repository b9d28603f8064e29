package buildreport

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// configurations makes the options of buckets' configuration documents.
func (f fields) configurations(add func(...any)) {
	if d, ok := memberOf[*types.BucketLifecycleConfiguration](f, "LifecycleConfiguration"); ok && len(d.Rules) > 0 {
		var rules []opt.LifecycleRule
		for i := range d.Rules {
			rules = append(rules, lifecycleRule(&d.Rules[i]))
		}
		add(opt.LifecycleRules(rules[0], rules[1:]...))
	}
	if d, ok := memberOf[*types.ReplicationConfiguration](f, "ReplicationConfiguration"); ok && len(d.Rules) > 0 {
		var rules []opt.ReplicationRule
		for i := range d.Rules {
			rules = append(rules, replicationRule(&d.Rules[i]))
		}
		add(opt.ReplicationRules(deref(d.Role), rules[0], rules[1:]...))
	}
	if d, ok := memberOf[*types.CORSConfiguration](f, "CORSConfiguration"); ok && len(d.CORSRules) > 0 {
		var rules []opt.CORSRule
		for i := range d.CORSRules {
			rules = append(rules, corsRule(&d.CORSRules[i]))
		}
		add(opt.CORSRules(rules[0], rules[1:]...))
	}
	if d, ok := memberOf[*types.WebsiteConfiguration](f, "WebsiteConfiguration"); ok {
		website(d, add)
	}
	if d, ok := memberOf[*types.NotificationConfiguration](f, "NotificationConfiguration"); ok {
		var list []opt.Notification
		for _, n := range d.TopicConfigurations {
			if x, ok := notificationOf(opt.NotifyTopic, n.TopicArn, n.Id, n.Events, n.Filter); ok {
				list = append(list, x)
			}
		}
		for _, n := range d.QueueConfigurations {
			if x, ok := notificationOf(opt.NotifyQueue, n.QueueArn, n.Id, n.Events, n.Filter); ok {
				list = append(list, x)
			}
		}
		for _, n := range d.LambdaFunctionConfigurations {
			if x, ok := notificationOf(opt.NotifyFunction, n.LambdaFunctionArn, n.Id, n.Events, n.Filter); ok {
				list = append(list, x)
			}
		}
		add(opt.Notifications(list...), opt.Notifications(list...).EventBridge())
	}
	if d, ok := memberOf[*types.ServerSideEncryptionConfiguration](f, "ServerSideEncryptionConfiguration"); ok && len(d.Rules) > 0 {
		methods := []opt.DefaultMethod{opt.SSES3(), opt.ManagedKMS(), opt.ManagedKMS().BucketKey(), opt.ManagedKMS().WithoutBucketKey(), opt.DSSE()}
		if by := d.Rules[0].ApplyServerSideEncryptionByDefault; by != nil && by.KMSMasterKeyID != nil {
			k := opt.KMS(*by.KMSMasterKeyID)
			add(k, k.BucketKey())
			methods = append(methods, k, k.BucketKey(), k.WithoutBucketKey(), opt.DSSE(*by.KMSMasterKeyID))
		}
		for _, m := range methods {
			e := opt.EncryptByDefault(m)
			add(e, e.BlockCustomerKeys(), e.AllowCustomerKeys())
		}
	}
	f.reports(add)
	f.tables(add)
}

func when(days *int32, date *time.Time) opt.When {
	if date != nil {
		return opt.OnDate(date.UTC().Date())
	}
	if days != nil {
		return opt.AfterDays(*days)
	}
	return nil
}

func lifecycleRule(d *types.LifecycleRule) opt.LifecycleRule {
	var filter opt.LifecycleFilter = opt.Everything()
	if x := d.Filter; x != nil && x.And != nil {
		_, filter = filterOf(x.And.Prefix, x.And.Tags, nil, x.And.ObjectSizeGreaterThan, x.And.ObjectSizeLessThan)
	} else if x != nil {
		_, filter = filterOf(x.Prefix, nil, x.Tag, x.ObjectSizeGreaterThan, x.ObjectSizeLessThan)
	}
	r := opt.LifecycleFor(filter)
	if d.Prefix != nil {
		r = opt.LifecycleForPrefix(*d.Prefix)
	}
	if d.ID != nil {
		r = r.ID(*d.ID)
	}
	if d.Status == types.ExpirationStatusDisabled {
		r = r.Disabled()
	}
	if e := d.Expiration; e != nil {
		if deref(e.ExpiredObjectDeleteMarker) {
			r = r.ExpireMarkers()
		} else {
			r = r.Expire(when(e.Days, e.Date))
		}
	}
	classes := map[types.TransitionStorageClass]opt.TransitionClass{
		"STANDARD_IA": opt.ToStandardIA, "ONEZONE_IA": opt.ToOneZoneIA, "INTELLIGENT_TIERING": opt.ToIntelligentTiering,
		"GLACIER_IR": opt.ToGlacierInstant, "GLACIER": opt.ToGlacierFlexible, "DEEP_ARCHIVE": opt.ToDeepArchive,
	}
	for _, t := range d.Transitions {
		r = r.Transition(classes[t.StorageClass], when(t.Days, t.Date))
	}
	if e := d.NoncurrentVersionExpiration; e != nil && e.NewerNoncurrentVersions != nil {
		r = r.ExpireNoncurrentKeeping(deref(e.NoncurrentDays), *e.NewerNoncurrentVersions)
	} else if e != nil {
		r = r.ExpireNoncurrent(deref(e.NoncurrentDays))
	}
	for _, t := range d.NoncurrentVersionTransitions {
		r = r.TransitionNoncurrent(classes[t.StorageClass], deref(t.NoncurrentDays), deref(t.NewerNoncurrentVersions))
	}
	if a := d.AbortIncompleteMultipartUpload; a != nil {
		r = r.AbortUploads(deref(a.DaysAfterInitiation))
	}
	return r
}

func replicationRule(d *types.ReplicationRule) opt.ReplicationRule {
	to := deref(d.Destination)
	filter := opt.Everything()
	if x := d.Filter; x != nil && x.And != nil {
		filter, _ = filterOf(x.And.Prefix, x.And.Tags, nil, nil, nil)
	} else if x != nil {
		filter, _ = filterOf(x.Prefix, nil, x.Tag, nil, nil)
	}
	r := opt.Replicate(filter, deref(to.Bucket), deref(d.Priority))
	if d.Filter == nil {
		r = opt.ReplicatePrefix(deref(d.Prefix), deref(to.Bucket)).Rule()
	}
	if d.ID != nil {
		r = r.ID(*d.ID)
	}
	if d.Status == types.ReplicationRuleStatusDisabled {
		r = r.Disabled()
	}
	if m := d.DeleteMarkerReplication; m != nil && m.Status == types.DeleteMarkerReplicationStatusEnabled {
		r = r.DeleteMarkers()
	}
	for _, c := range constants {
		if class, ok := c.(opt.StorageClass); ok && fill.Read.StorageClass(class).V == string(to.StorageClass) {
			r = r.StorageClass(class)
		}
	}
	switch {
	case to.AccessControlTranslation != nil:
		r = r.OwnedBy(opt.AccountID(deref(to.Account)))
	case to.Account != nil:
		r = r.InAccount(opt.AccountID(*to.Account))
	}
	if e := to.EncryptionConfiguration; e != nil {
		r = r.EncryptedObjects(deref(e.ReplicaKmsKeyID))
	}
	if s := d.SourceSelectionCriteria; s != nil && s.ReplicaModifications != nil {
		r = r.ReplicaModifications()
	}
	switch {
	case to.ReplicationTime != nil:
		r = r.TimeControl()
	case to.Metrics != nil:
		r = r.Metrics()
	}
	return r
}

func corsRule(d *types.CORSRule) opt.CORSRule {
	methods := map[string]opt.Method{"GET": opt.MethodGet, "PUT": opt.MethodPut, "POST": opt.MethodPost, "DELETE": opt.MethodDelete, "HEAD": opt.MethodHead}
	var allowed []opt.Method
	for _, m := range d.AllowedMethods {
		allowed = append(allowed, methods[m])
	}
	if len(allowed) == 0 || len(d.AllowedOrigins) == 0 {
		return opt.CORSRule{}
	}
	r := opt.AllowOrigin(d.AllowedOrigins[0], allowed[0], allowed[1:]...).Origins(d.AllowedOrigins[1:]...)
	if d.AllowedHeaders != nil {
		r = r.Headers(d.AllowedHeaders...)
	}
	if d.ExposeHeaders != nil {
		r = r.Expose(d.ExposeHeaders...)
	}
	if d.MaxAgeSeconds != nil {
		r = r.MaxAge(*d.MaxAgeSeconds)
	}
	if d.ID != nil {
		r = r.ID(*d.ID)
	}
	return r
}

var protocols = map[types.Protocol]opt.Protocol{types.ProtocolHttp: opt.HTTP, types.ProtocolHttps: opt.HTTPS}

func website(d *types.WebsiteConfiguration, add func(...any)) {
	if to := d.RedirectAllRequestsTo; to != nil {
		add(opt.RedirectAll(deref(to.HostName)).Over(protocols[to.Protocol]))
	}
	if d.IndexDocument == nil {
		return
	}
	w := opt.ServeDocuments(deref(d.IndexDocument.Suffix))
	if d.ErrorDocument != nil {
		w = w.ErrorDocument(deref(d.ErrorDocument.Key))
	}
	for _, r := range d.RoutingRules {
		if r.Redirect == nil {
			continue
		}
		var x opt.Route
		switch to := r.Redirect; {
		case to.ReplaceKeyWith != nil:
			x = opt.RouteToKey(*to.ReplaceKeyWith)
		case to.ReplaceKeyPrefixWith != nil:
			x = opt.RouteToPrefix(*to.ReplaceKeyPrefixWith)
		}
		if r.Redirect.HostName != nil {
			x = x.At(*r.Redirect.HostName)
		}
		if r.Redirect.HttpRedirectCode != nil {
			x = x.Code(*r.Redirect.HttpRedirectCode)
		}
		x = x.Over(protocols[r.Redirect.Protocol])
		if c := r.Condition; c != nil {
			if c.KeyPrefixEquals != nil {
				x = x.WhenPrefix(*c.KeyPrefixEquals)
			}
			if c.HttpErrorCodeReturnedEquals != nil {
				x = x.WhenError(*c.HttpErrorCodeReturnedEquals)
			}
		}
		w = w.Routes(x)
	}
	add(w)
}

// reports makes the options of analytics, metrics, inventories, tiering, logs.
func (f fields) reports(add func(...any)) {
	if d, ok := memberOf[*types.AnalyticsConfiguration](f, "AnalyticsConfiguration"); ok {
		a := opt.Analyze(deref(d.Id))
		switch x := d.Filter.(type) {
		case *types.AnalyticsFilterMemberPrefix:
			a = a.Filter(opt.WithPrefix(x.Value))
		case *types.AnalyticsFilterMemberTag:
			a = a.Filter(opt.WithTag(deref(x.Value.Key), deref(x.Value.Value)))
		case *types.AnalyticsFilterMemberAnd:
			s, _ := filterOf(x.Value.Prefix, x.Value.Tags, nil, nil, nil)
			a = a.Filter(s)
		}
		if s := d.StorageClassAnalysis; s != nil && s.DataExport != nil && s.DataExport.Destination != nil && s.DataExport.Destination.S3BucketDestination != nil {
			to := s.DataExport.Destination.S3BucketDestination
			a = a.Export(deref(to.Bucket), deref(to.Prefix))
			if to.BucketAccountId != nil {
				a = a.ExportAccount(opt.AccountID(*to.BucketAccountId))
			}
		}
		add(a)
	}
	if d, ok := memberOf[*types.MetricsConfiguration](f, "MetricsConfiguration"); ok {
		m := opt.Measure(deref(d.Id))
		switch x := d.Filter.(type) {
		case *types.MetricsFilterMemberPrefix:
			m = m.Filter(opt.WithPrefix(x.Value))
		case *types.MetricsFilterMemberTag:
			m = m.Filter(opt.WithTag(deref(x.Value.Key), deref(x.Value.Value)))
		case *types.MetricsFilterMemberAccessPointArn:
			m = m.AccessPoint(x.Value)
		case *types.MetricsFilterMemberAnd:
			s, _ := filterOf(x.Value.Prefix, x.Value.Tags, nil, nil, nil)
			m = m.Filter(s)
			if x.Value.AccessPointArn != nil {
				m = m.AccessPoint(*x.Value.AccessPointArn)
			}
		}
		add(m)
	}
	if d, ok := memberOf[*types.InventoryConfiguration](f, "InventoryConfiguration"); ok {
		inventory(d, add)
	}
	if d, ok := memberOf[*types.IntelligentTieringConfiguration](f, "IntelligentTieringConfiguration"); ok && len(d.Tierings) > 0 {
		var tiers []opt.TierDays
		for _, t := range d.Tierings {
			if t.AccessTier == types.IntelligentTieringAccessTierArchiveAccess {
				tiers = append(tiers, opt.ArchiveAfter(deref(t.Days)))
			} else {
				tiers = append(tiers, opt.DeepArchiveAfter(deref(t.Days)))
			}
		}
		t := opt.Tier(deref(d.Id), tiers[0], tiers[1:]...)
		if x := d.Filter; x != nil && x.And != nil {
			s, _ := filterOf(x.And.Prefix, x.And.Tags, nil, nil, nil)
			t = t.Filter(s)
		} else if x != nil {
			s, _ := filterOf(x.Prefix, nil, x.Tag, nil, nil)
			t = t.Filter(s)
		}
		add(t, t.Disabled())
	}
	if d, ok := memberOf[*types.BucketLoggingStatus](f, "BucketLoggingStatus"); ok && d.LoggingEnabled != nil {
		e := d.LoggingEnabled
		l := opt.LogTo(deref(e.TargetBucket), deref(e.TargetPrefix))
		for _, g := range e.TargetGrants {
			p := map[types.BucketLogsPermission]opt.LogPermission{"READ": opt.LogRead, "WRITE": opt.LogWrite, "FULL_CONTROL": opt.LogFullControl}[g.Permission]
			l = l.Grant(p, granteeOf(g.Grantee))
		}
		add(l, l.SimpleKeys(), l.PartitionByEvent(), l.PartitionByDelivery())
	}
}

func inventory(d *types.InventoryConfiguration, add func(...any)) {
	if d.Destination == nil || d.Destination.S3BucketDestination == nil || d.Schedule == nil {
		return
	}
	to := d.Destination.S3BucketDestination
	every := map[types.InventoryFrequency]opt.Frequency{types.InventoryFrequencyDaily: opt.Daily, types.InventoryFrequencyWeekly: opt.Weekly}[d.Schedule.Frequency]
	as := map[types.InventoryFormat]opt.ReportFormat{types.InventoryFormatCsv: opt.ReportCSV, types.InventoryFormatOrc: opt.ReportORC, types.InventoryFormatParquet: opt.ReportParquet}[to.Format]
	r := opt.Inventory(deref(d.Id), every, deref(to.Bucket), as)
	if d.IncludedObjectVersions == types.InventoryIncludedObjectVersionsAll {
		r = r.AllVersions()
	}
	if !deref(d.IsEnabled) {
		r = r.Disabled()
	}
	if d.Filter != nil {
		r = r.Prefix(deref(d.Filter.Prefix))
	}
	if len(d.OptionalFields) > 0 {
		r = r.Fields(d.OptionalFields...)
	}
	if to.Prefix != nil {
		r = r.Into(*to.Prefix)
	}
	if to.AccountId != nil {
		r = r.OwnedBy(opt.AccountID(*to.AccountId))
	}
	if e := to.Encryption; e != nil && e.SSEKMS != nil {
		r = r.EncryptKMS(deref(e.SSEKMS.KeyId))
	} else if e != nil && e.SSES3 != nil {
		r = r.EncryptSSES3()
	}
	add(r)
}

func tableEncryption(d *types.MetadataTableEncryptionConfiguration) []opt.TableEncryption {
	switch {
	case d == nil:
		return nil
	case d.KmsKeyArn != nil:
		return []opt.TableEncryption{opt.TableKMS(*d.KmsKeyArn)}
	}
	return []opt.TableEncryption{opt.TableSSES3()}
}

func records(d *types.RecordExpiration) opt.Records {
	if d != nil && d.Days != nil {
		return opt.ExpireRecords(*d.Days)
	}
	return opt.KeepRecords()
}

// tables makes the options of metadata tables.
func (f fields) tables(add func(...any)) {
	inventoryTable := func(on bool, e *types.MetadataTableEncryptionConfiguration) opt.InventoryTable {
		if on {
			return opt.InventoryTableOn(tableEncryption(e)...)
		}
		return opt.InventoryTableOff()
	}
	annotationTable := func(on bool, role *string, e *types.MetadataTableEncryptionConfiguration) opt.AnnotationTable {
		if on {
			return opt.AnnotationTableOn(deref(role), tableEncryption(e)...)
		}
		return opt.AnnotationTableOff()
	}
	if d, ok := memberOf[*types.MetadataConfiguration](f, "MetadataConfiguration"); ok && d.JournalTableConfiguration != nil {
		j := d.JournalTableConfiguration
		m := opt.Journal(records(j.RecordExpiration), tableEncryption(j.EncryptionConfiguration)...)
		if t := d.InventoryTableConfiguration; t != nil {
			m = m.Inventory(inventoryTable(t.ConfigurationState == types.InventoryConfigurationStateEnabled, t.EncryptionConfiguration))
		}
		if t := d.AnnotationTableConfiguration; t != nil {
			m = m.Annotations(annotationTable(t.ConfigurationState == types.AnnotationConfigurationStateEnabled, t.Role, t.EncryptionConfiguration))
		}
		add(m)
	}
	if d, ok := memberOf[*types.JournalTableConfigurationUpdates](f, "JournalTableConfiguration"); ok {
		add(records(d.RecordExpiration))
	}
	if d, ok := memberOf[*types.InventoryTableConfigurationUpdates](f, "InventoryTableConfiguration"); ok {
		add(inventoryTable(d.ConfigurationState == types.InventoryConfigurationStateEnabled, d.EncryptionConfiguration))
	}
	if d, ok := memberOf[*types.AnnotationTableConfigurationUpdates](f, "AnnotationTableConfiguration"); ok {
		add(annotationTable(d.ConfigurationState == types.AnnotationConfigurationStateEnabled, d.Role, d.EncryptionConfiguration))
	}
	if d, ok := memberOf[*types.MetadataTableConfiguration](f, "MetadataTableConfiguration"); ok && d.S3TablesDestination != nil {
		add(opt.TableIn(deref(d.S3TablesDestination.TableBucketArn), deref(d.S3TablesDestination.TableName)))
	}
}
