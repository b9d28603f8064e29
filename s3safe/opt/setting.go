package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Switch is a setting of a bucket that is on or off: [Enabled] or [Disabled].
type Switch interface {
	yieldsSwitch() fill.Value[string]
	thisSettingIsDisabledNotSuspended()
}

// Pause is a setting of a bucket that, once on, can only be suspended:
// [Enabled] or [Suspended].
type Pause interface {
	yieldsSwitch() fill.Value[string]
	thisSettingIsSuspendedNotDisabled()
}

// EnabledChoice is the state of a setting that is on. Its values are the
// constants below; Build refuses other numbers.
type EnabledChoice uint8

var enabledTexts = [...]string{Enabled: "Enabled"}

// String returns the value as S3 writes it.
func (c EnabledChoice) String() string { return textOf(enabledTexts[:], c) }

// DisabledChoice is the state of a setting that is off. Its values are the
// constants below; Build refuses other numbers.
type DisabledChoice uint8

var disabledTexts = [...]string{Disabled: "Disabled"}

// String returns the value as S3 writes it.
func (c DisabledChoice) String() string { return textOf(disabledTexts[:], c) }

// SuspendedChoice is the state of a setting that is suspended. Its values are
// the constants below; Build refuses other numbers.
type SuspendedChoice uint8

var suspendedTexts = [...]string{Suspended: "Suspended"}

// String returns the value as S3 writes it.
func (c SuspendedChoice) String() string { return textOf(suspendedTexts[:], c) }

// PayerChoice is somebody who pays for requests. Its values are the constants
// below; Build refuses other numbers.
type PayerChoice uint8

var payerTexts = [...]string{OwnerPays: "BucketOwner", RequesterPays: "Requester"}

// String returns the value as S3 writes it.
func (c PayerChoice) String() string { return textOf(payerTexts[:], c) }

// The states of settings.
const (
	// Enabled switches a setting on.
	Enabled EnabledChoice = 1
	// Disabled switches a setting off.
	Disabled DisabledChoice = 1
	// Suspended switches a setting off that leaves traces.
	Suspended SuspendedChoice = 1
)

func (s EnabledChoice) yieldsSwitch() fill.Value[string]   { return chosen("Status", s.String()) }
func (s DisabledChoice) yieldsSwitch() fill.Value[string]  { return chosen("Status", s.String()) }
func (s SuspendedChoice) yieldsSwitch() fill.Value[string] { return chosen("Status", s.String()) }
func (EnabledChoice) thisSettingIsDisabledNotSuspended()   {}
func (EnabledChoice) thisSettingIsSuspendedNotDisabled()   {}
func (DisabledChoice) thisSettingIsDisabledNotSuspended()  {}
func (SuspendedChoice) thisSettingIsSuspendedNotDisabled() {}

// Payer is who pays for requests to a bucket: [OwnerPays] or [RequesterPays].
type Payer interface {
	yieldsPayer() fill.Value[string]
}

// Who pays for requests.
const (
	// OwnerPays is the default.
	OwnerPays PayerChoice = 1
	// RequesterPays charges whoever sends a request.
	RequesterPays PayerChoice = 2
)

func (p PayerChoice) yieldsPayer() fill.Value[string] {
	return chosen("RequestPaymentConfiguration", p.String())
}

// BucketVersioning is a bucket's versioning configuration; see [Versioning].
type BucketVersioning struct {
	status    Pause
	mfaDelete *bool
	free      bool // no code is needed
	code      MFA
}

// Versioning switches versioning on or suspends it.
//
// Rules: versioning-unknown-status, versioning-status-missing.
func Versioning(s Pause) BucketVersioning { return BucketVersioning{status: s} }

// MFADelete switches MFA delete on or off, which takes a code of the root user's
// device.
//
// Rule: versioning-mfa-missing.
func (v BucketVersioning) MFADelete(on bool, code MFA) BucketVersioning {
	v.mfaDelete, v.code, v.free = &on, code, false
	return v
}

// WithoutMFADelete says that MFA delete is off, which changes nothing where it
// wasn't on and so takes no code there.
func (v BucketVersioning) WithoutMFADelete() BucketVersioning {
	off := false
	v.mfaDelete = &off
	v.free = true
	return v
}

// WithMFA adds a code, which a bucket takes for every change while MFA delete is
// on.
func (v BucketVersioning) WithMFA(code MFA) BucketVersioning { v.code = code; return v }

// yieldsVersioning returns the members.
func (v BucketVersioning) yieldsVersioning() fill.Versioning {
	d := &types.VersioningConfiguration{}
	f := fill.Versioning{VersioningConfiguration: d}
	if v.status == nil {
		f.Bad = f.Bad.Add("VersioningConfiguration", "has no status")
	} else {
		d.Status = types.BucketVersioningStatus(v.status.yieldsSwitch().V)
	}
	if v.mfaDelete != nil {
		d.MFADelete = types.MFADeleteDisabled
		if *v.mfaDelete {
			d.MFADelete = types.MFADeleteEnabled
		}
	}
	if v.code.text != nil || v.mfaDelete != nil && !v.free {
		m := v.code.yieldsMFA()
		f.MFA, f.Bad = m.V, f.Bad.Join(m.Bad)
	}
	return f
}

// PublicAccess is a bucket's public access block; see [BlockPublicAccess].
type PublicAccess struct {
	d types.PublicAccessBlockConfiguration
}

// BlockPublicAccess switches all four options on, as new buckets have them.
func BlockPublicAccess() PublicAccess {
	return PublicAccessOptions(true, true, true, true)
}

// PublicAccessOptions sets the four options one by one.
//
// Rule: public-access-block-empty.
func PublicAccessOptions(blockACLs, ignoreACLs, blockPolicy, restrictBuckets bool) PublicAccess {
	return PublicAccess{types.PublicAccessBlockConfiguration{
		BlockPublicAcls: &blockACLs, IgnorePublicAcls: &ignoreACLs,
		BlockPublicPolicy: &blockPolicy, RestrictPublicBuckets: &restrictBuckets,
	}}
}

// yieldsPublicAccess returns the document.
func (p PublicAccess) yieldsPublicAccess() fill.Value[*types.PublicAccessBlockConfiguration] {
	d := p.d
	return fill.Value[*types.PublicAccessBlockConfiguration]{V: &d}
}

// yieldsOwnershipControls returns the document of one ownership.
func ownershipControls(o Ownership) fill.Value[*types.OwnershipControls] {
	f := o.yieldsOwnership()
	return fill.Value[*types.OwnershipControls]{Bad: f.Bad, V: &types.OwnershipControls{
		Rules: []types.OwnershipControlsRule{{ObjectOwnership: types.ObjectOwnership(f.ObjectOwnership)}},
	}}
}

// yieldsOwnershipControls implements [Ownership].
func (o EnforcedOwnership) yieldsOwnershipControls() fill.Value[*types.OwnershipControls] {
	return ownershipControls(o)
}

// yieldsOwnershipControls implements [Ownership].
func (o ACLOwnership) yieldsOwnershipControls() fill.Value[*types.OwnershipControls] {
	return ownershipControls(o)
}

// BucketConfiguration is where a new bucket lies and which tags it has; see
// [Region] and [NewBucketTags].
type BucketConfiguration struct {
	region string
	tags   []Tag
}

// Region creates the bucket in a Region, which is that of the client's endpoint
// unless the client's is us-east-1. us-east-1 isn't named in the request: no
// location means it.
func Region(name string) BucketConfiguration { return BucketConfiguration{region: name} }

// NewBucketTags creates the bucket with tags, in the Region of the endpoint.
//
// Rules: tag-duplicate, bucket-tags-too-many.
func NewBucketTags(tags ...Tag) BucketConfiguration {
	return BucketConfiguration{tags: append([]Tag{}, tags...)}
}

// Tags returns the configuration with more tags for the bucket, in the place of
// those with the same keys.
func (c BucketConfiguration) Tags(tags ...Tag) BucketConfiguration {
	c.tags = joined(c.tags, tags)
	return c
}

// TagMap returns the configuration with the tags of a map, which is copied; see
// [BucketConfiguration.Tags].
func (c BucketConfiguration) TagMap(tags map[string]string) BucketConfiguration {
	return c.Tags(TagMap(tags)...)
}

// usEast1 is the one Region that can't be named as a location: leaving the
// location out means it.
const usEast1 = "us-east-1"

// yieldsBucketConfiguration returns the document, nil if there is nothing to say.
func (c BucketConfiguration) yieldsBucketConfiguration() fill.Value[*types.CreateBucketConfiguration] {
	if c.region == usEast1 && c.tags == nil {
		return fill.Value[*types.CreateBucketConfiguration]{}
	}
	d := &types.CreateBucketConfiguration{}
	if c.region != usEast1 {
		d.LocationConstraint = types.BucketLocationConstraint(c.region)
	}
	v := fill.Value[*types.CreateBucketConfiguration]{V: d}
	if c.tags != nil {
		d.Tags = sdkTags(c.tags)
	}
	return v
}

// Zone is where a directory bucket lies; see [AvailabilityZone] and [LocalZone].
type Zone struct {
	name string
	kind types.LocationType
	copy types.DataRedundancy
	tags []Tag
}

// AvailabilityZone is an Availability Zone by its ID, such as usw2-az1.
func AvailabilityZone(id string) Zone {
	return Zone{name: id, kind: types.LocationTypeAvailabilityZone, copy: types.DataRedundancySingleAvailabilityZone}
}

// LocalZone is a Local Zone by its ID, such as usw2-lax1-az1.
func LocalZone(id string) Zone {
	return Zone{name: id, kind: types.LocationTypeLocalZone, copy: types.DataRedundancySingleLocalZone}
}

// Tags returns the zone with more tags for the bucket, in the place of those with
// the same keys.
func (z Zone) Tags(tags ...Tag) Zone {
	z.tags = joined(z.tags, tags)
	return z
}

// TagMap returns the zone with the tags of a map, which is copied; see [Zone.Tags].
func (z Zone) TagMap(tags map[string]string) Zone { return z.Tags(TagMap(tags)...) }

// yieldsBucketConfiguration returns the document.
func (z Zone) yieldsBucketConfiguration() fill.Value[*types.CreateBucketConfiguration] {
	d := &types.CreateBucketConfiguration{
		Location: &types.LocationInfo{Name: &z.name, Type: z.kind},
		Bucket:   &types.BucketInfo{Type: types.BucketTypeDirectory, DataRedundancy: z.copy},
	}
	v := fill.Value[*types.CreateBucketConfiguration]{V: d}
	if z.name == "" {
		v.Bad = v.Bad.Add("CreateBucketConfiguration", "names no zone")
	}
	if z.tags != nil {
		d.Tags = sdkTags(z.tags)
	}
	return v
}

// KMSKeyEncryption is the KMS key that an object is encrypted with anew; see
// [KMSKeyARN].
type KMSKeyEncryption struct {
	arn       string
	bucketKey *bool
}

// KMSKeyARN is a KMS key by its ARN, which UpdateObjectEncryption needs.
//
// Rules: update-encryption-needs-key, update-encryption-key-arn.
func KMSKeyARN(arn string) KMSKeyEncryption { return KMSKeyEncryption{arn: arn} }

// BucketKey returns the key with the choice of an S3 Bucket Key.
func (k KMSKeyEncryption) BucketKey(on bool) KMSKeyEncryption { k.bucketKey = &on; return k }

// yieldsObjectEncryption returns the document.
func (k KMSKeyEncryption) yieldsObjectEncryption() fill.Value[types.ObjectEncryption] {
	return fill.Value[types.ObjectEncryption]{V: &types.ObjectEncryptionMemberSSEKMS{
		Value: types.SSEKMSEncryption{KMSKeyArn: &k.arn, BucketKeyEnabled: k.bucketKey},
	}}
}
