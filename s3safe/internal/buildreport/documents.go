package buildreport

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// documents makes the options of requests' documents.
func (f fields) documents(add func(...any)) {
	if d, ok := memberOf[*types.Delete](f, "Delete"); ok {
		f.deletions(d, add)
	}
	if d, ok := memberOf[*types.CompletedMultipartUpload](f, "MultipartUpload"); ok {
		add(parts(d))
	}
	if d, ok := memberOf[*types.RestoreRequest](f, "RestoreRequest"); ok {
		f.restore(d, add)
	}
	if d, ok := memberOf[*types.InputSerialization](f, "InputSerialization"); ok {
		add(selectInput(d))
	}
	if d, ok := memberOf[*types.OutputSerialization](f, "OutputSerialization"); ok {
		add(selectOutput(d))
	}
	if e, ok := memberOf[types.ObjectEncryption](f, "ObjectEncryption"); ok {
		if k, ok := e.(*types.ObjectEncryptionMemberSSEKMS); ok {
			key := opt.KMSKeyARN(deref(k.Value.KMSKeyArn))
			add(key, key.BucketKey(true), key.BucketKey(false))
		}
	}
	if d, ok := memberOf[*types.CreateBucketConfiguration](f, "CreateBucketConfiguration"); ok {
		c := opt.Region(string(d.LocationConstraint))
		add(c)
		if d.Tags != nil {
			add(c.Tags(optTags(d.Tags)...))
		}
		if d.Location != nil {
			for _, z := range []opt.Zone{opt.AvailabilityZone(deref(d.Location.Name)), opt.LocalZone(deref(d.Location.Name))} {
				add(z, z.Tags(optTags(d.Tags)...))
			}
		}
	}
	if d, ok := memberOf[*types.VersioningConfiguration](f, "VersioningConfiguration"); ok && d.MFADelete == types.MFADeleteDisabled {
		add(opt.Versioning(opt.Enabled).WithoutMFADelete(), opt.Versioning(opt.Suspended).WithoutMFADelete())
	}
	if d, ok := memberOf[*types.PublicAccessBlockConfiguration](f, "PublicAccessBlockConfiguration"); ok {
		add(opt.PublicAccessOptions(deref(d.BlockPublicAcls), deref(d.IgnorePublicAcls), deref(d.BlockPublicPolicy), deref(d.RestrictPublicBuckets)))
	}
}

func (f fields) deletions(d *types.Delete, add func(...any)) {
	var general []opt.DeleteObject
	var directory []opt.DeleteDirectoryObject
	for _, o := range d.Objects {
		x := opt.ObjectKey(deref(o.Key))
		if o.ETag != nil {
			x = x.Match(*o.ETag)
		}
		if o.VersionId != nil {
			general = append(general, x.Version(opt.VersionID(*o.VersionId)))
		} else {
			general = append(general, x)
		}
		switch {
		case o.Size != nil && o.LastModifiedTime != nil:
			directory = append(directory, x.Size(*o.Size).LastModified(*o.LastModifiedTime))
		case o.Size != nil:
			directory = append(directory, x.Size(*o.Size))
		case o.LastModifiedTime != nil:
			directory = append(directory, x.LastModified(*o.LastModifiedTime))
		default:
			directory = append(directory, x)
		}
	}
	if len(general) == 0 {
		add(opt.DeleteKeys(), opt.DeleteKeys().Quiet())
		return
	}
	g, z := opt.Delete(general[0], general[1:]...), opt.DeleteFromDirectory(directory[0], directory[1:]...)
	add(g, g.Quiet(), z, z.Quiet())
}

func parts(d *types.CompletedMultipartUpload) opt.PartList {
	l := opt.Parts()
	for _, p := range d.Parts {
		n, etag := opt.PartNumber(deref(p.PartNumber)), deref(p.ETag)
		var v opt.Value
		for _, c := range []struct {
			text *string
			a    opt.Algorithm
		}{{p.ChecksumCRC32, opt.CRC32()}, {p.ChecksumCRC32C, opt.CRC32C()}, {p.ChecksumCRC64NVME, opt.CRC64NVME()}, {p.ChecksumSHA1, opt.SHA1()},
			{p.ChecksumSHA256, opt.SHA256()}, {p.ChecksumSHA512, opt.SHA512()}, {p.ChecksumMD5, opt.MD5()}, {p.ChecksumXXHASH3, opt.XXHASH3()},
			{p.ChecksumXXHASH64, opt.XXHASH64()}, {p.ChecksumXXHASH128, opt.XXHASH128()}} {
			if c.text != nil {
				v = opt.Base64Value(c.a, *c.text)
			}
		}
		if v == nil {
			l = l.Part(n, etag)
		} else {
			l = l.PartWithChecksum(n, etag, v)
		}
	}
	return l
}

func (f fields) restore(d *types.RestoreRequest, add func(...any)) {
	tiers := map[types.Tier]opt.RestoreTier{types.TierBulk: opt.Bulk, types.TierExpedited: opt.Expedited, types.TierStandard: opt.StandardTier}
	r := opt.RestoreFromTiering()
	if d.Days != nil {
		r = opt.RestoreCopy(*d.Days)
	}
	if g := d.GlacierJobParameters; g != nil && tiers[g.Tier] != nil {
		r = r.Tier(tiers[g.Tier])
	}
	if d.Description != nil {
		r = r.Description(*d.Description)
	}
	add(r)
	if p := d.SelectParameters; p != nil && d.OutputLocation != nil && d.OutputLocation.S3 != nil && p.InputSerialization != nil && p.OutputSerialization != nil {
		in, _ := selectInput(p.InputSerialization).(opt.SelectInput)
		out, _ := selectOutput(p.OutputSerialization).(opt.SelectOutput)
		s := opt.RestoreSelect(deref(p.Expression), in, out, *d.OutputLocation.S3)
		if tiers[d.Tier] != nil {
			s = s.Tier(tiers[d.Tier])
		}
		add(s)
	}
}

var compressions = map[types.CompressionType]opt.Compression{
	types.CompressionTypeNone: opt.Uncompressed, types.CompressionTypeGzip: opt.Gzip, types.CompressionTypeBzip2: opt.Bzip2,
}

func selectInput(d *types.InputSerialization) any {
	switch {
	case d.CSV != nil:
		c := opt.CSV().Header(map[types.FileHeaderInfo]opt.HeaderLine{
			types.FileHeaderInfoUse: opt.UseHeader, types.FileHeaderInfoIgnore: opt.IgnoreHeader, types.FileHeaderInfoNone: opt.NoHeader,
		}[d.CSV.FileHeaderInfo])
		if d.CSV.FieldDelimiter != nil {
			c = c.Fields(*d.CSV.FieldDelimiter)
		}
		if d.CSV.RecordDelimiter != nil {
			c = c.Records(*d.CSV.RecordDelimiter)
		}
		if d.CSV.QuoteCharacter != nil {
			c = c.Quotes(*d.CSV.QuoteCharacter)
		}
		if d.CSV.QuoteEscapeCharacter != nil {
			c = c.QuoteEscape(*d.CSV.QuoteEscapeCharacter)
		}
		if d.CSV.Comments != nil {
			c = c.Comments(*d.CSV.Comments)
		}
		if deref(d.CSV.AllowQuotedRecordDelimiter) {
			c = c.QuotedRecordDelimiter()
		}
		return c.Compressed(compressions[d.CompressionType])
	case d.JSON != nil && d.JSON.Type == types.JSONTypeDocument:
		return opt.JSONDocument().Compressed(compressions[d.CompressionType])
	case d.JSON != nil:
		return opt.JSONLines().Compressed(compressions[d.CompressionType])
	}
	return opt.Parquet()
}

func selectOutput(d *types.OutputSerialization) any {
	if c := d.CSV; c != nil {
		r := opt.CSVOutput()
		if c.FieldDelimiter != nil {
			r = r.Fields(*c.FieldDelimiter)
		}
		if c.RecordDelimiter != nil {
			r = r.Records(*c.RecordDelimiter)
		}
		if c.QuoteCharacter != nil {
			r = r.Quotes(*c.QuoteCharacter)
		}
		if c.QuoteEscapeCharacter != nil {
			r = r.QuoteEscape(*c.QuoteEscapeCharacter)
		}
		switch c.QuoteFields {
		case types.QuoteFieldsAlways:
			r = r.QuoteAlways()
		case types.QuoteFieldsAsneeded:
			r = r.QuoteAsNeeded()
		}
		return r
	}
	r := opt.JSONOutput()
	if d.JSON != nil && d.JSON.RecordDelimiter != nil {
		r = r.Delimiter(*d.JSON.RecordDelimiter)
	}
	return r
}

// filterOf makes a filter of what a document's filter has.
func filterOf(prefix *string, tags []types.Tag, tag *types.Tag, larger, smaller *int64) (simple opt.SimpleFilter, any opt.LifecycleFilter) {
	if tag != nil {
		tags = append(tags[:len(tags):len(tags)], *tag)
	}
	var list []opt.SimpleFilter
	if prefix != nil {
		list = append(list, opt.WithPrefix(*prefix))
	}
	for _, t := range tags {
		list = append(list, opt.WithTag(deref(t.Key), deref(t.Value)))
	}
	switch len(list) {
	case 0:
		simple = opt.Everything()
	case 1:
		simple = list[0]
	default:
		simple = opt.AllOf(list[0], list[1], list[2:]...)
	}
	any = simple
	var sized []opt.LifecycleFilter
	if len(list) > 0 {
		sized = append(sized, simple)
	}
	if larger != nil {
		sized = append(sized, opt.LargerThan(*larger))
	}
	if smaller != nil {
		sized = append(sized, opt.SmallerThan(*smaller))
	}
	switch {
	case larger == nil && smaller == nil:
	case len(sized) == 1:
		any = sized[0]
	default:
		any = opt.AllOfSized(sized[0], sized[1], sized[2:]...)
	}
	return simple, any
}

func notificationOf(make func(string, types.Event, ...types.Event) opt.Notification, arn, id *string, events []types.Event, filter *types.NotificationConfigurationFilter) (opt.Notification, bool) {
	if len(events) == 0 {
		return opt.Notification{}, false
	}
	n := make(deref(arn), events[0], events[1:]...)
	if id != nil {
		n = n.ID(*id)
	}
	if filter != nil && filter.Key != nil {
		for _, r := range filter.Key.FilterRules {
			switch strings.ToLower(string(r.Name)) {
			case "prefix":
				n = n.Prefix(deref(r.Value))
			case "suffix":
				n = n.Suffix(deref(r.Value))
			}
		}
	}
	return n, true
}
