package aws

import (
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docCreateBucketConfiguration = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketConfiguration.html"

	// defaultRegion is where buckets without a location are created. Its
	// endpoint creates buckets in other Regions too.
	defaultRegion = "us-east-1"
	// locationEU is the old name of eu-west-1 as a location.
	locationEU = "EU"
)

// isRegionName reports whether the text has the form of a Region's name: an
// area, a point of the compass or the centre, and a number, as in ap-southeast-2
// or us-gov-west-1. Regions come into being, so a list of them can't say which
// exist.
func isRegionName(s string) bool {
	last := strings.LastIndexByte(s, '-')
	if last < 0 || last == len(s)-1 {
		return false
	}
	for _, c := range []byte(s[last+1:]) {
		if c < '0' || c > '9' {
			return false
		}
	}
	middle := strings.LastIndexByte(s[:last], '-')
	if middle <= 0 {
		return false
	}
	switch s[middle+1 : last] {
	case "north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest":
	default:
		return false
	}
	before := byte('-')
	for _, c := range []byte(s[:middle]) {
		if c == '-' && before == '-' || c != '-' && (c < 'a' || c > 'z') {
			return false
		}
		before = c
	}
	return before != '-'
}

// inStandardPartition reports whether a Region's name is one of the partition
// aws: China, GovCloud, the isolated and the sovereign Regions aren't. What is
// on record of locations comes from the standard partition.
func inStandardPartition(region string) bool {
	for _, prefix := range []string{"cn-", "us-gov-", "us-iso", "eu-iso", "eusc-"} {
		if strings.HasPrefix(region, prefix) {
			return false
		}
	}
	return true
}

// located is a configuration with the location.
func located(where string) *types.CreateBucketConfiguration {
	return &types.CreateBucketConfiguration{LocationConstraint: types.BucketLocationConstraint(where)}
}

// zonal is the configuration of a directory bucket in the zone.
func zonal(zone string) *types.CreateBucketConfiguration {
	return &types.CreateBucketConfiguration{
		Location: &types.LocationInfo{Type: types.LocationTypeAvailabilityZone, Name: awssdk.String(zone)},
		Bucket:   &types.BucketInfo{Type: types.BucketTypeDirectory, DataRedundancy: types.DataRedundancySingleAvailabilityZone},
	}
}

// change returns a copy of a document with a change.
func change[T any](d *T, edit func(*T)) *T {
	x := *d
	edit(&x)
	return &x
}

func isDefaultRegion() *compat.Predicate {
	return compat.Text("is us-east-1", func(s string) bool { return s == defaultRegion },
		[]any{defaultRegion}, []any{"us-east-2", "eu-west-1"})
}

func createsOnlyLocally() *compat.Predicate {
	return compat.Text("isn't us-east-1", func(s string) bool {
		return s != defaultRegion && inStandardPartition(s)
	}, []any{"us-east-2", "eu-west-1"}, []any{defaultRegion, "cn-north-1", "us-gov-west-1"})
}

func hasLocation() *compat.Predicate {
	return compat.Document("has a location constraint", func(d *types.CreateBucketConfiguration) (string, bool) {
		return "LocationConstraint", d.LocationConstraint != ""
	}, []any{located("us-west-2"), located(locationEU)}, []any{&types.CreateBucketConfiguration{}, zonal("usw2-az1")})
}

func impossibleLocation() *compat.Predicate {
	return compat.Document("has a location constraint that us-east-1 can't fulfil", func(d *types.CreateBucketConfiguration) (string, bool) {
		s := string(d.LocationConstraint)
		possible := s == "" || s == locationEU || s != defaultRegion && isRegionName(s) && inStandardPartition(s)
		return "LocationConstraint", !possible
	}, []any{located(defaultRegion), located("foo"), located("aws-global"), located("us-west-2a"), located("us-middle-1"), located("cn-north-1")},
		[]any{located("us-west-2"), located("ap-southeast-1"), located("mx-central-1"), located(locationEU), &types.CreateBucketConfiguration{}})
}

func locationElsewhere() *compat.Relation {
	return &compat.Relation{
		Name:    "the location constraint isn't the endpoint's Region",
		Members: []compat.Member{member.CreateBucketConfiguration},
		Test: func(configuration, region, _ compat.Value) compat.Truth {
			d, ok := configuration.Object().(*types.CreateBucketConfiguration)
			here, known := region.Text()
			if !ok || d == nil || !known {
				return compat.Unknown
			}
			there := string(d.LocationConstraint)
			if there == locationEU {
				there = "eu-west-1"
			}
			return compat.TruthOf(here != defaultRegion && inStandardPartition(here) && there != "" && there != here)
		},
		Yes: [][]any{{located("us-west-1"), "us-east-2"}, {located(defaultRegion), "us-west-1"}, {located(locationEU), "eu-central-1"}},
		No: [][]any{{located("us-east-2"), "us-east-2"}, {located("us-west-2"), defaultRegion}, {located(locationEU), "eu-west-1"},
			{&types.CreateBucketConfiguration{}, "us-east-2"}, {located("cn-north-1"), "cn-northwest-1"}},
	}
}

func placesDirectoryBucket() *compat.Predicate {
	return compat.Document("has both Location and Bucket", func(d *types.CreateBucketConfiguration) (string, bool) {
		return "", d.Location != nil && d.Bucket != nil
	}, []any{zonal("usw2-az1")}, []any{located("us-west-2"), &types.CreateBucketConfiguration{Location: zonal("usw2-az1").Location}})
}

func describesDirectoryBucket() *compat.Predicate {
	return compat.Document("has Location or Bucket, and not both", func(d *types.CreateBucketConfiguration) (string, bool) {
		if d.Location != nil {
			return "Location", d.Bucket == nil
		}
		return "Bucket", d.Bucket != nil
	}, []any{
		&types.CreateBucketConfiguration{Location: zonal("usw2-az1").Location}, &types.CreateBucketConfiguration{Bucket: zonal("usw2-az1").Bucket},
	}, []any{located("us-west-2"), zonal("usw2-az1")})
}

func otherZone() *compat.Relation {
	return &compat.Relation{
		Name:    "the location's name isn't the zone in the bucket's name",
		Members: []compat.Member{member.Bucket, member.CreateBucketConfiguration},
		Test: func(bucket, configuration, _ compat.Value) compat.Truth {
			name, ok := bucket.Text()
			d, is := configuration.Object().(*types.CreateBucketConfiguration)
			if !ok || !is || d == nil {
				return compat.Unknown
			}
			zone := compat.ParseTarget(name).Zone
			if zone == "" || d.Location == nil || awssdk.ToString(d.Location.Name) == "" {
				return compat.False
			}
			return compat.TruthOf(*d.Location.Name != zone)
		},
		Yes: [][]any{{exampleDirectory, zonal("usw2-az2")}, {exampleDirectory, zonal("us-west-2a")}},
		No:  [][]any{{exampleDirectory, zonal("usw2-az1")}, {exampleDirectory, located("us-west-2")}, {exampleBucket, zonal("usw2-az1")}},
	}
}

func otherRedundancy() *compat.Predicate {
	return compat.Document("has a redundancy that isn't that of its type of location", func(d *types.CreateBucketConfiguration) (string, bool) {
		if d.Location == nil || d.Bucket == nil {
			return "", false
		}
		t, r := d.Location.Type, d.Bucket.DataRedundancy
		return "Bucket.DataRedundancy", t == types.LocationTypeLocalZone && r == types.DataRedundancySingleAvailabilityZone ||
			t == types.LocationTypeAvailabilityZone && r == types.DataRedundancySingleLocalZone
	}, []any{
		change(zonal("usw2-az1"), func(d *types.CreateBucketConfiguration) {
			d.Bucket = &types.BucketInfo{Type: types.BucketTypeDirectory, DataRedundancy: types.DataRedundancySingleLocalZone}
		}),
	}, []any{zonal("usw2-az1"), located("us-west-2")})
}

// createBucketRules are about where CreateBucket creates a bucket, and what
// directory buckets need. What a bucket may be called, who may own the name, and
// ACLs and tags of new buckets are other topics.
func createBucketRules() []compat.Rule {
	ops := []compat.Operation{operation.CreateBucket}
	create := func(bucket string, d *types.CreateBucketConfiguration) compat.Case {
		c := compat.Given(operation.CreateBucket, member.Bucket, bucket)
		if d != nil {
			c = c.With(member.CreateBucketConfiguration, d)
		}
		return c
	}
	at := func(region string, d *types.CreateBucketConfiguration) compat.Case {
		return create(exampleBucket, d).Regions("", region)
	}
	matches := func(p *compat.Predicate) compat.Condition {
		return compat.Matches(member.CreateBucketConfiguration, p)
	}
	return []compat.Rule{{
		ID:         "create-bucket-location-invalid",
		Topic:      "create bucket",
		Title:      "The endpoint of us-east-1 creates buckets elsewhere if the location is another Region",
		Problem:    "{at} is {value|no Region}, at the endpoint of us-east-1",
		Remedy:     "Leave it out",
		Operations: ops,
		When: compat.All(compat.On(compat.GeneralPurposeBucket), compat.EndpointRegion(isDefaultRegion()),
			matches(impossibleLocation())),
		Answer:  compat.Answer{Status: 400, Code: "InvalidLocationConstraint", Message: "The specified location-constraint is not valid"},
		Why:     "us-east-1 is the one Region that can't be named as location: leaving the location out means it. Other values must be names of Regions of the same partition, or EU for eu-west-1.",
		Fix:     "Leave LocationConstraint out for us-east-1; otherwise give the name of a Region, such as eu-central-1.",
		Sources: []string{docCreateBucketConfiguration, "recorded:ls-a-0080", "recorded:ls-a-0081", "recorded:ls-a-0227", "recorded:ls-b-0064", "https://github.com/boto/boto3/issues/125"},
		Violating: []compat.Case{
			at(defaultRegion, located(defaultRegion)), at(defaultRegion, located("foo")), at(defaultRegion, located("aws-global")),
		},
		Allowed: []compat.Case{
			at(defaultRegion, nil), at(defaultRegion, &types.CreateBucketConfiguration{}), at(defaultRegion, located("us-west-2")),
			at(defaultRegion, located(locationEU)),
		},
	}, {
		ID:         "create-bucket-location-missing",
		Topic:      "create bucket",
		Title:      "Outside us-east-1, a bucket's location must be given",
		Problem:    "LocationConstraint isn't set, at the endpoint of {endpoint Region|another Region}",
		Remedy:     "Set it",
		Needs:      []compat.Member{member.CreateBucketConfiguration},
		Operations: ops,
		When: compat.All(compat.On(compat.GeneralPurposeBucket), compat.EndpointRegion(createsOnlyLocally()),
			compat.Not(matches(hasLocation()))),
		Answer:    compat.Answer{Status: 400, Code: "IllegalLocationConstraintException", Message: "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."},
		Why:       "A bucket without a location belongs to us-east-1, and the endpoints of other Regions create buckets in their own Region only.",
		Fix:       "Set LocationConstraint to the Region of the client.",
		Sources:   []string{docCreateBucketConfiguration, "recorded:ls-a-0230", "recorded:ls-a-0231", "https://github.com/aws/aws-parallelcluster/pull/1190"},
		Violating: []compat.Case{at("us-east-2", nil), at("us-east-2", &types.CreateBucketConfiguration{}), at("eu-west-1", nil)},
		Allowed: []compat.Case{
			at("us-east-2", located("us-east-2")), at(defaultRegion, nil), create(exampleBucket, nil),
			create(exampleDirectory, zonal("usw2-az1")).Regions("", "us-west-2"),
		},
	}, {
		ID:         "create-bucket-location-differs",
		Topic:      "create bucket",
		Title:      "A bucket's location must be the Region of the endpoint",
		Problem:    "LocationConstraint is {value CreateBucketConfiguration.LocationConstraint|another}, the client in {endpoint Region|another Region}",
		Remedy:     "Use one Region",
		Operations: ops,
		When:       compat.All(compat.On(compat.GeneralPurposeBucket), compat.RelatedToRegion(locationElsewhere())),
		Answer:     compat.Answer{Status: 400, Code: "IllegalLocationConstraintException", Message: "The … location constraint is incompatible for the region specific endpoint this request was sent to."},
		Why:        "Only the endpoint of us-east-1 creates buckets in other Regions; all others do in their own.",
		Fix:        "Send the request with a client for the Region in which the bucket is to be, with LocationConstraint set to that Region.",
		Sources:    []string{docCreateBucketConfiguration, "recorded:ls-a-0232", "recorded:ls-a-0233", "recorded:ls-a-0234"},
		Violating: []compat.Case{
			at("us-east-2", located("us-west-1")), at("us-west-1", located(defaultRegion)), at("eu-central-1", located(locationEU)),
		},
		Allowed: []compat.Case{
			at("us-west-2", located("us-west-2")), at(defaultRegion, located("ap-southeast-1")), at("eu-west-1", located(locationEU)),
		},
	}, {
		ID:         "create-directory-bucket-location-constraint",
		Topic:      "create bucket",
		Title:      "A directory bucket is placed in a zone, not by a location constraint",
		Problem:    "{at} is {value|set}, for {target}",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       compat.All(compat.On(compat.DirectoryBucket), matches(hasLocation())),
		Answer:     malformedXML,
		AmazonOnly: true,
		Why:        "The configuration of a directory bucket has Location and Bucket; LocationConstraint belongs to general purpose buckets.",
		Fix:        "Leave LocationConstraint out. The zone lies in the Region of the client.",
		Sources:    []string{docCreateBucketConfiguration, "https://github.com/aws/aws-cli/issues/8502", "https://github.com/aws-controllers-k8s/community/issues/2658"},
		Violating: []compat.Case{
			create(exampleDirectory, located("us-west-2")),
			create(exampleDirectory, change(zonal("usw2-az1"), func(d *types.CreateBucketConfiguration) { d.LocationConstraint = "us-west-2" })),
		},
		Allowed: []compat.Case{create(exampleDirectory, zonal("usw2-az1")), create(exampleBucket, located("us-west-2"))},
	}, {
		ID:         "create-directory-bucket-zone",
		Topic:      "create bucket",
		Title:      "The zone in a directory bucket's name must be its location",
		Problem:    "Location.Name isn't the zone in the bucket's name",
		Remedy:     "Make them equal",
		Operations: ops,
		When:       compat.All(compat.On(compat.DirectoryBucket), compat.Related(otherZone())),
		Answer:     invalidBucketName,
		AmazonOnly: true,
		Why:        "The name carries the ID of the zone, and clients find the bucket's endpoint by it.",
		Fix:        "Give Location.Name and the bucket's name the same zone ID, such as usw2-az1; the zone's name, such as us-west-2a, isn't one.",
		Sources:    []string{pageDirectoryNames, docCreateBucket, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_LocationInfo.html"},
		Violating:  []compat.Case{create(exampleDirectory, zonal("usw2-az2")), create(exampleDirectory, zonal("us-west-2a"))},
		Allowed:    []compat.Case{create(exampleDirectory, zonal("usw2-az1"))},
	}, {
		ID:         "create-directory-bucket-configuration",
		Topic:      "create bucket",
		Title:      "A directory bucket needs Location and Bucket in its configuration",
		Problem:    "Location and Bucket aren't both set, for {target}",
		Remedy:     "Set both",
		Needs:      []compat.Member{member.CreateBucketConfiguration},
		Operations: ops,
		When:       compat.All(compat.On(compat.DirectoryBucket), compat.Not(matches(placesDirectoryBucket()))),
		Answer:     malformedXML,
		Doubt:      "The documentation shows both in every example, but doesn't say what S3 answers without.",
		AmazonOnly: true,
		Why:        "Location says in which zone the bucket is to be, and Bucket that it is a directory bucket with its redundancy.",
		Fix:        "Set Location.Type, Location.Name, Bucket.Type and Bucket.DataRedundancy.",
		Sources:    []string{docCreateBucket, docCreateBucketConfiguration},
		Violating:  []compat.Case{create(exampleDirectory, nil), create(exampleDirectory, &types.CreateBucketConfiguration{Location: zonal("usw2-az1").Location})},
		Allowed:    []compat.Case{create(exampleDirectory, zonal("usw2-az1")), create(exampleBucket, nil)},
	}, {
		ID:         "create-directory-bucket-redundancy",
		Topic:      "create bucket",
		Title:      "A directory bucket's redundancy follows its type of location",
		Problem:    "{at} is {value|an unknown word}, not that of its location",
		Remedy:     "Use the zone's",
		Operations: ops,
		When:       matches(otherRedundancy()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Doubt:      "The documentation pairs the values without saying what S3 answers to others.",
		AmazonOnly: true,
		Why:        "A bucket in an Availability Zone has SingleAvailabilityZone, one in a Local Zone SingleLocalZone.",
		Fix:        "Set DataRedundancy to the value for the zone's type.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_BucketInfo.html", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-directory-bucket-LZ.html"},
		Violating: []compat.Case{create(exampleDirectory, change(zonal("usw2-az1"), func(d *types.CreateBucketConfiguration) {
			d.Bucket = &types.BucketInfo{Type: types.BucketTypeDirectory, DataRedundancy: types.DataRedundancySingleLocalZone}
		}))},
		Allowed: []compat.Case{create(exampleDirectory, zonal("usw2-az1"))},
	}, {
		ID:         "create-bucket-zonal-configuration",
		Topic:      "create bucket",
		Title:      "The configuration of a directory bucket makes no general purpose bucket",
		Problem:    "Location and Bucket are set, and the name is none of a directory bucket",
		Remedy:     "Leave both out",
		Operations: ops,
		When:       compat.All(compat.On(compat.GeneralPurposeBucket), matches(placesDirectoryBucket())),
		Answer:     malformedXML,
		AmazonOnly: true,
		Rank:       -1, // the document is read before the location is looked at
		Why:        "The bucket's name decides which kind it is, and at which endpoint it is created. That of general purpose buckets knows LocationConstraint, not the elements of the other kind. The documentation says that they are for directory buckets only; that a request with both fails rests on recordings of S3 that are not public.",
		Fix:        "Name the bucket base-name--zone-id--x-s3, or give a LocationConstraint instead.",
		Sources:    []string{docCreateBucketConfiguration, pageDirectoryNames, "https://github.com/aws/aws-cli/issues/8502"},
		Violating: []compat.Case{
			create(exampleBucket, zonal("usw2-az1")),
			at("us-east-2", change(zonal("use2-az1"), func(d *types.CreateBucketConfiguration) { d.LocationConstraint = "us-west-1" })),
		},
		Allowed: []compat.Case{create(exampleBucket, located("us-west-2")), create(exampleDirectory, zonal("usw2-az1"))},
	}, {
		ID:         "create-bucket-directory-configuration",
		Topic:      "create bucket",
		Title:      "Location and Bucket are for directory buckets, whose names end in the zone and --x-s3",
		Problem:    "{at} is set, and the name is none of a directory bucket",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       compat.All(compat.On(compat.GeneralPurposeBucket), matches(describesDirectoryBucket())),
		Answer:     malformedXML,
		Doubt:      "The documentation says that it is supported for directory buckets only, not that the request fails.",
		AmazonOnly: true,
		Rank:       -1, // the document is read before the location is looked at
		Why:        "The bucket's name decides which kind it is, and at which endpoint it is created.",
		Fix:        "Name the bucket base-name--zone-id--x-s3, or give a LocationConstraint instead.",
		Sources:    []string{docCreateBucketConfiguration, pageDirectoryNames},
		Violating:  []compat.Case{create(exampleBucket, &types.CreateBucketConfiguration{Location: zonal("usw2-az1").Location})},
		Allowed:    []compat.Case{create(exampleBucket, located("us-west-2")), create(exampleDirectory, zonal("usw2-az1"))},
	}}
}
