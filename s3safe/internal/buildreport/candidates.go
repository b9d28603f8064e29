package buildreport

import (
	"encoding/base64"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// fields reads members of an input.
type fields struct{ in reflect.Value }

func (f fields) text(names ...string) (string, bool) {
	for _, n := range names {
		v := f.in.FieldByName(n)
		if !v.IsValid() || v.IsZero() {
			continue
		}
		if v.Kind() == reflect.String {
			return v.String(), true
		}
		if s, ok := v.Interface().(*string); ok {
			return *s, true
		}
	}
	return "", false
}

func (f fields) number(name string) (int32, bool) {
	v := f.in.FieldByName(name)
	if !v.IsValid() || v.IsZero() {
		return 0, false
	}
	if n, ok := v.Interface().(*int32); ok {
		return *n, true
	}
	return 0, false
}

func (f fields) moment(name string) (time.Time, bool) {
	v := f.in.FieldByName(name)
	if v.IsValid() && !v.IsZero() {
		if t, ok := v.Interface().(*time.Time); ok {
			return *t, true
		}
	}
	return time.Time{}, false
}

// constants are the options that are the same for every input.
var constants = []any{
	opt.SSES3(), opt.ManagedKMS(), opt.ManagedKMS().BucketKey(), opt.ManagedKMS().WithoutBucketKey(), opt.DSSE(), opt.FSx(),
	opt.BucketDefault(), opt.BucketDefault().BucketKey(true), opt.BucketDefault().BucketKey(false), opt.PresignedKey(),
	opt.CRC32(), opt.CRC32C(), opt.CRC64NVME(), opt.SHA1(), opt.SHA256(), opt.SHA512(), opt.MD5(), opt.XXHASH3(), opt.XXHASH64(), opt.XXHASH128(),
	opt.FullObject(opt.CRC32()), opt.FullObject(opt.CRC32C()), opt.FullObject(opt.CRC64NVME()),
	opt.Composite(opt.CRC32()), opt.Composite(opt.CRC32C()), opt.Composite(opt.SHA1()), opt.Composite(opt.SHA256()), opt.Composite(opt.SHA512()),
	opt.Composite(opt.MD5()), opt.Composite(opt.XXHASH3()), opt.Composite(opt.XXHASH64()), opt.Composite(opt.XXHASH128()),
	opt.FullObjectType(), opt.CompositeType(),
	opt.Private, opt.PublicRead, opt.PublicReadWrite, opt.AuthenticatedRead, opt.AWSExecRead, opt.BucketOwnerRead, opt.BucketOwnerFullControl, opt.LogDeliveryWrite,
	opt.OwnerEnforced(), opt.OwnerEnforced().Private(), opt.OwnerPreferred(), opt.WriterOwns(), opt.DefaultOwnership(),
	opt.OwnerPreferred().ACL(opt.Private), opt.WriterOwns().ACL(opt.Private), opt.OwnerPreferred().ACL(opt.LogDeliveryWrite), opt.WriterOwns().ACL(opt.LogDeliveryWrite),
	opt.Held(), opt.Released(), opt.NoRetention(), opt.ObjectLockEnabled(),
	opt.Absent(), opt.Exists(), opt.KeepMetadata(), opt.ReplaceMetadata(), opt.KeepTags(), opt.ReplaceTags(), opt.WithoutTags(),
	opt.CopyAnnotations, opt.ExcludeAnnotations, opt.ReadOnlySession, opt.ReadWriteSession, opt.GlobalNamespace, opt.AccountNamespace,
	opt.SmallestBy128K, opt.SmallestByClass, opt.ReplicationPending, opt.ReplicationComplete, opt.ReplicationCompleted, opt.ReplicationFailed, opt.IsReplica,
	opt.Standard, opt.StandardIA, opt.OneZoneIA, opt.IntelligentTiering, opt.GlacierInstant, opt.GlacierFlexible, opt.DeepArchive, opt.ReducedRedundancy,
	opt.ExpressOneZone, opt.OutpostsClass, opt.FSxOpenZFS, opt.FSxONTAP, opt.SnowClass, opt.BackupWarm, opt.BackupLowCostWarm,
	opt.NullVersion(), opt.OnlyVersion(), opt.Enabled, opt.Disabled, opt.Suspended, opt.OwnerPays, opt.RequesterPays,
	opt.Versioning(opt.Enabled), opt.Versioning(opt.Suspended), opt.BlockPublicAccess(), opt.NoLogging(), opt.Notifications(), opt.Notifications().EventBridge(),
	opt.RestoreFromTiering(), opt.CSV(), opt.JSONLines(), opt.JSONDocument(), opt.Parquet(), opt.CSVOutput(), opt.JSONOutput(),
	opt.KeepRecords(), opt.InventoryTableOn(), opt.InventoryTableOff(), opt.AnnotationTableOff(), opt.Parts(), opt.BucketConfiguration{}, opt.AvailabilityZone("usw2-az1"),
	opt.EncryptByDefault(opt.SSES3()), opt.EncryptByDefault(opt.ManagedKMS()), opt.EncryptByDefault(opt.DSSE()),
}

// candidates makes options from the values of an input.
func candidates(in reflect.Value) []any {
	f := fields{in}
	var c []any
	add := func(options ...any) { c = append(c, options...) }
	f.encryption(add)
	f.checksums(add)
	f.access(add)
	f.locks(add)
	f.conditions(add)
	f.reading(add)
	f.copying(add)
	f.documents(add)
	f.configurations(add)
	return append(c, constants...)
}

func (f fields) encryption(add func(...any)) {
	if text, ok := f.text("SSECustomerKey"); ok {
		if raw, err := base64.StdEncoding.DecodeString(text); err == nil && len(raw) == 32 {
			add(opt.CustomerKey([32]byte(raw)))
		}
	}
	if sum, ok := f.text("SSECustomerKeyMD5"); ok {
		add(opt.ReportedKey(sum))
	}
	context, hasContext := f.text("SSEKMSEncryptionContext")
	if key, ok := f.text("SSEKMSKeyId"); ok {
		k := opt.KMS(key)
		add(k, k.BucketKey(), k.WithoutBucketKey(), opt.DSSE(key))
		if hasContext {
			e := k.EncodedContext(context)
			add(e, e.BucketKey(), e.WithoutBucketKey(), opt.DSSE(key).EncodedContext(context))
		}
	}
	if hasContext {
		m := opt.ManagedKMS().EncodedContext(context)
		add(m, m.BucketKey(), m.WithoutBucketKey(), opt.DSSE().EncodedContext(context))
	}
}

var algorithms = map[string]opt.Algorithm{
	"CRC32": opt.CRC32(), "CRC32C": opt.CRC32C(), "CRC64NVME": opt.CRC64NVME(), "SHA1": opt.SHA1(), "SHA256": opt.SHA256(), "SHA512": opt.SHA512(),
	"MD5": opt.MD5(), "XXHASH3": opt.XXHASH3(), "XXHASH64": opt.XXHASH64(), "XXHASH128": opt.XXHASH128(),
}

func (f fields) checksums(add func(...any)) {
	for name, a := range algorithms {
		text, ok := f.text("Checksum" + name)
		if !ok {
			continue
		}
		add(opt.Base64Value(a, text), opt.FullObjectValue(opt.Base64Value(a, text)))
		if value, parts, ok := strings.Cut(text, "-"); ok {
			n, _ := strconv.Atoi(parts)
			if ca, ok := a.(opt.CompositeAlgorithm); ok {
				add(opt.CompositeValue(ca, value, n))
			}
		}
	}
	if text, ok := f.text("ContentMD5"); ok {
		if raw, err := base64.StdEncoding.DecodeString(text); err == nil && len(raw) == 16 {
			add([16]byte(raw))
		}
	}
}

// grantees reads a grant's header.
func grantees(header string) []opt.Grantee {
	var out []opt.Grantee
	for part := range strings.SplitSeq(header, ",") {
		kind, v, _ := strings.Cut(strings.TrimSpace(part), "=")
		v = strings.Trim(v, `"`)
		switch {
		case kind == "id":
			out = append(out, opt.CanonicalUser(v))
		case kind == "emailAddress":
			out = append(out, opt.Email(v))
		case kind == "uri" && v == opt.Everyone.String():
			out = append(out, opt.Everyone)
		case kind == "uri" && v == opt.EveryAWSUser.String():
			out = append(out, opt.EveryAWSUser)
		case kind == "uri" && v == opt.LogDelivery.String():
			out = append(out, opt.LogDelivery)
		}
	}
	return out
}

func (f fields) access(add func(...any)) {
	g, any := opt.GrantTo(), false
	for _, x := range []struct {
		name string
		set  func(opt.Grants, ...opt.Grantee) opt.Grants
	}{{"GrantFullControl", opt.Grants.FullControl}, {"GrantRead", opt.Grants.Read}, {"GrantReadACP", opt.Grants.ReadACP}, {"GrantWriteACP", opt.Grants.WriteACP}} {
		if text, ok := f.text(x.name); ok {
			g, any = x.set(g, grantees(text)...), true
		}
	}
	if text, ok := f.text("GrantWrite"); ok {
		w := g.Write(grantees(text)...)
		add(w, opt.OwnerPreferred().ACL(w), opt.WriterOwns().ACL(w))
	}
	if any {
		add(g, opt.OwnerPreferred().ACL(g), opt.WriterOwns().ACL(g))
	}
	if p, ok := memberOf[*types.AccessControlPolicy](f, "AccessControlPolicy"); ok && p.Owner != nil && p.Owner.ID != nil {
		a := opt.AccessList(*p.Owner.ID)
		for _, g := range p.Grants {
			who := granteeOf(g.Grantee)
			if who == nil {
				continue
			}
			switch g.Permission {
			case types.PermissionFullControl:
				a = a.FullControl(who)
			case types.PermissionRead:
				a = a.Read(who)
			case types.PermissionWrite:
				a = a.Write(who)
			case types.PermissionReadAcp:
				a = a.ReadACP(who)
			case types.PermissionWriteAcp:
				a = a.WriteACP(who)
			}
		}
		add(a)
	}
	if account, ok := f.text("ExpectedBucketOwner"); ok {
		add(opt.AccountID(account))
	}
	if account, ok := f.text("ExpectedSourceBucketOwner"); ok {
		add(opt.AccountID(account))
	}
	if text, ok := f.text("MFA"); ok {
		serial, code, _ := strings.Cut(text, " ")
		m := opt.MFACode(serial, code)
		add(m)
		for _, v := range []opt.BucketVersioning{opt.Versioning(opt.Enabled), opt.Versioning(opt.Suspended)} {
			add(v.MFADelete(true, m), v.MFADelete(false, m), v.WithMFA(m))
		}
	}
}

func granteeOf(g *types.Grantee) opt.Grantee {
	switch {
	case g == nil:
		return nil
	case g.ID != nil:
		return opt.CanonicalUser(*g.ID)
	case g.EmailAddress != nil:
		return opt.Email(*g.EmailAddress)
	case g.URI != nil:
		if list := grantees("uri=" + *g.URI); len(list) == 1 {
			return list[0]
		}
	}
	return nil
}

// member returns a member of the type, if it is set.
func memberOf[T any](f fields, name string) (T, bool) {
	v := f.in.FieldByName(name)
	if v.IsValid() && !v.IsZero() {
		t, ok := v.Interface().(T)
		return t, ok
	}
	var zero T
	return zero, false
}

func (f fields) locks(add func(...any)) {
	if t, ok := f.moment("ObjectLockRetainUntilDate"); ok {
		add(opt.Governance(t), opt.Compliance(t))
	}
	holds := []opt.EventHold{opt.Held(), opt.Released()}
	if n, ok := f.number("ObjectLockEventHoldDurationDays"); ok {
		holds = append(holds, opt.HoldForDays(n))
	}
	if n, ok := f.number("ObjectLockEventHoldDurationYears"); ok {
		holds = append(holds, opt.HoldForYears(n))
	}
	for _, h := range holds {
		add(h, h.In(opt.GovernanceMode), h.In(opt.ComplianceMode))
	}
	modes := map[types.ObjectLockRetentionMode]opt.LockMode{"GOVERNANCE": opt.GovernanceMode, "COMPLIANCE": opt.ComplianceMode}
	duration := func(d *types.EventHoldDuration) opt.EventHold {
		switch {
		case d == nil:
			return opt.Held()
		case d.Years != nil:
			return opt.HoldForYears(*d.Years)
		case d.Days != nil:
			return opt.HoldForDays(*d.Days)
		}
		return opt.Held()
	}
	if r, ok := memberOf[*types.ObjectLockRetention](f, "Retention"); ok {
		if r.RetainUntilDate != nil {
			add(opt.Governance(*r.RetainUntilDate), opt.Compliance(*r.RetainUntilDate))
		}
		if m := modes[r.Mode]; m != nil {
			add(opt.HeldRetention(m, duration(r.EventHoldDuration)), opt.HeldRetention(m, opt.Released()))
		}
	}
	if o, ok := memberOf[*types.ObjectLockConfiguration](f, "ObjectLockConfiguration"); ok && o.Rule != nil && o.Rule.DefaultRetention != nil {
		d, e := o.Rule.DefaultRetention, opt.ObjectLockEnabled()
		m := modes[d.Mode]
		if d.DefaultEventHold != nil {
			e = e.DefaultHold(m, duration(d.DefaultEventHold))
			add(e)
		}
		if d.Days != nil {
			add(opt.ObjectLockEnabled().DefaultDays(m, *d.Days))
		}
		if d.Years != nil {
			add(opt.ObjectLockEnabled().DefaultYears(m, *d.Years))
		}
	}
}

func (f fields) conditions(add func(...any)) {
	for _, prefix := range []string{"", "CopySource", "Source", "Destination"} {
		if etag, ok := f.text(prefix + "IfMatch"); ok {
			add(opt.Match(etag))
		}
		if etag, ok := f.text(prefix + "IfNoneMatch"); ok {
			add(opt.NoneMatch(etag))
		}
		if t, ok := f.moment(prefix + "IfModifiedSince"); ok {
			add(opt.ModifiedSince(t))
		}
		if t, ok := f.moment(prefix + "IfUnmodifiedSince"); ok {
			add(opt.UnmodifiedSince(t))
		}
	}
}

func (f fields) reading(add func(...any)) {
	for _, name := range []string{"Range", "CopySourceRange"} {
		text, _ := f.text(name)
		first, last, ok := strings.Cut(strings.TrimPrefix(text, "bytes="), "-")
		if !ok {
			continue
		}
		a, errA := strconv.ParseInt(first, 10, 64)
		z, errZ := strconv.ParseInt(last, 10, 64)
		switch {
		case errA == nil && errZ == nil:
			add(opt.Range(a, z), opt.SourceRange(a, z))
		case errA == nil:
			add(opt.RangeFrom(a))
		case errZ == nil:
			add(opt.RangeLast(z))
		}
	}
	if n, ok := f.number("PartNumber"); ok {
		add(opt.Part(n), opt.PartNumber(n))
	}
	if s, ok := memberOf[*types.ScanRange](f, "ScanRange"); ok {
		switch {
		case s.Start != nil && s.End != nil:
			add(opt.Scan(*s.Start, *s.End))
		case s.Start != nil:
			add(opt.ScanFrom(*s.Start))
		case s.End != nil:
			add(opt.ScanLast(*s.End))
		}
	}
	if id, ok := f.text("VersionId"); ok {
		add(opt.VersionID(id))
	}
	if text, ok := f.text("PartNumberMarker"); ok {
		if n, err := strconv.Atoi(text); err == nil {
			add(int32(n))
		}
	}
	if list, ok := memberOf[[]types.ObjectAttributes](f, "ObjectAttributes"); ok && len(list) > 0 {
		var attributes []opt.Attribute
		for _, a := range list {
			switch a {
			case types.ObjectAttributesEtag:
				attributes = append(attributes, opt.ETag)
			case types.ObjectAttributesChecksum:
				attributes = append(attributes, opt.ObjectChecksums)
			case types.ObjectAttributesObjectSize:
				attributes = append(attributes, opt.ObjectSize)
			case types.ObjectAttributesStorageClass:
				attributes = append(attributes, opt.ObjectStorageClass)
			case types.ObjectAttributesObjectParts:
				p := opt.ObjectParts()
				if n, ok := f.number("MaxParts"); ok {
					p = p.Max(n)
				}
				if text, ok := f.text("PartNumberMarker"); ok {
					if n, err := strconv.Atoi(text); err == nil {
						p = p.After(int32(n))
					}
				}
				attributes = append(attributes, p)
			}
		}
		if len(attributes) > 0 {
			add(opt.Attributes(attributes[0], attributes[1:]...))
		}
	}
	if t, ok := f.text("ContinuationToken"); ok {
		add(opt.ContinueFrom(t))
	}
	if t, ok := f.text("StartAfter"); ok {
		add(opt.StartAfter(t))
	}
	if key, ok := f.text("KeyMarker"); ok {
		add(opt.AfterKey(key))
		if id, ok := f.text("VersionIdMarker"); ok {
			add(opt.AfterVersion(key, id))
		}
		if id, ok := f.text("UploadIdMarker"); ok {
			add(opt.AfterUpload(key, id))
		}
	}
	code, hasCode := f.text("ErrorCode")
	message, hasMessage := f.text("ErrorMessage")
	if hasCode || hasMessage {
		add(opt.Fail(code, message))
	}
}

func (f fields) copying(add func(...any)) {
	if text, ok := f.text("CopySource"); ok {
		s := compat.ParseCopySource(text)
		key := f.sourceKey()
		// An ARN doesn't always say what is behind it: every option that takes it
		// is tried. None takes a Multi-Region or Object Lambda access point.
		in := func(kinds ...compat.TargetKind) bool {
			return s.Target.Kinds.Empty() || !s.Target.Kinds.Intersect(compat.Targets(kinds...)).Empty()
		}
		if in(compat.GeneralPurposeBucket, compat.AccessPoint) {
			x := opt.Source(s.Bucket, s.Key)
			if s.HasVersion {
				x = x.Version(s.VersionID)
			}
			add(x, x.Decryption(key), x.Decryption(opt.PresignedKey()))
		}
		if in(compat.DirectoryBucket, compat.DirectoryAccessPoint) {
			add(opt.DirectorySource(s.Bucket, s.Key))
		}
		if in(compat.FSxAccessPoint) {
			x := opt.FSxSource(s.Bucket, s.Key)
			add(x, x.Decryption(key))
		}
		if in(compat.OutpostsAccessPoint) {
			x := opt.OutpostsSource(s.Bucket, s.Key)
			if s.HasVersion {
				x = x.Version(s.VersionID)
			}
			add(x, x.Decryption(key))
		}
	}
	if text, ok := f.text("RenameSource"); ok {
		add(opt.RenameSource(compat.ParseRenameSource(text).Key), opt.RenameSource(text))
	}
	m := opt.ReplaceMetadata()
	if entries, ok := memberOf[map[string]string](f, "Metadata"); ok {
		m = m.UserMap(entries)
	}
	for name, set := range map[string]func(opt.NewMetadata, string) opt.NewMetadata{
		"ContentType": opt.NewMetadata.ContentType, "ContentEncoding": opt.NewMetadata.ContentEncoding, "ContentLanguage": opt.NewMetadata.ContentLanguage,
		"ContentDisposition": opt.NewMetadata.ContentDisposition, "CacheControl": opt.NewMetadata.CacheControl,
	} {
		if text, ok := f.text(name); ok {
			m = set(m, text)
		}
	}
	if t, ok := f.moment("Expires"); ok {
		m = m.Expires(t)
	}
	add(m)
	if text, ok := f.text("Tagging"); ok {
		tags := headerTags(text)
		add(tags, opt.ReplaceTags(tags...))
	}
	if d, ok := memberOf[*types.Tagging](f, "Tagging"); ok {
		add([]opt.Tag(optTags(d.TagSet)))
	}
}

// sourceKey is the customer key of the copy source.
func (f fields) sourceKey() opt.Decryption {
	if text, ok := f.text("CopySourceSSECustomerKey"); ok {
		if raw, err := base64.StdEncoding.DecodeString(text); err == nil && len(raw) == 32 {
			return opt.CustomerKey([32]byte(raw))
		}
	}
	return opt.PresignedKey()
}

// headerTags reads tags from a header, in their order.
func headerTags(text string) []opt.Tag {
	var tags []opt.Tag
	for pair := range strings.SplitSeq(text, "&") {
		key, v, _ := strings.Cut(pair, "=")
		key, _ = url.QueryUnescape(key)
		v, _ = url.QueryUnescape(v)
		tags = append(tags, opt.Tag{Key: key, Value: v})
	}
	return tags
}

func optTags(list []types.Tag) []opt.Tag {
	tags := make([]opt.Tag, 0, len(list))
	for _, t := range list {
		tags = append(tags, opt.Tag{Key: deref(t.Key), Value: deref(t.Value)})
	}
	return tags
}

func deref[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
