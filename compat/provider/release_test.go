package provider

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

func TestBefore(t *testing.T) {
	for _, c := range []struct {
		version, bound string
		want           compat.Truth
	}{
		{"16.2.15", "18.2.5", compat.True},
		{"18.2.4", "18.2.5", compat.True},
		{"18.2.5", "18.2.5", compat.False},
		{"v18.2.10", "18.2.5", compat.False},
		{"19", "18.2.5", compat.False},
		{"17", "18.2.5", compat.True},
		{"18", "18.2.5", compat.Unknown},
		{"18.2", "18.2.5", compat.Unknown},
		{"", "18.2.5", compat.Unknown},
		{"latest", "18.2.5", compat.Unknown},
		{"RELEASE.2025-10-15T17-29-55Z", "2026-02-12", compat.True},
		{"2.0", "2", compat.False},
		{"99999999999999999999", "18", compat.False},
	} {
		if got := before(c.version, c.bound); got != c.want {
			t.Errorf("%q before %q: %s", c.version, c.bound, got)
		}
	}
}

// doubtOf returns why a profile's rule is reported only, and whether it has the rule.
func doubtOf(p *Profile, id string) (doubt string, found bool) {
	for _, r := range p.Rules() {
		if r.ID == id {
			return r.Doubt, true
		}
	}
	return "", false
}

func TestVersion(t *testing.T) {
	const enforced, reported, absent = "enforced", "reported", "absent"
	for _, c := range []struct {
		name string
		p    *Profile
		rule string
		want string
	}{
		{"no version", Ceph, "ceph-checksum-trailer", reported},
		{"before", Ceph.Version("18.2.4"), "ceph-checksum-trailer", enforced},
		{"a release before", Ceph.Version("Quincy"), "ceph-checksum-trailer", enforced},
		{"after", Ceph.Version("18.2.5"), "ceph-checksum-trailer", absent},
		{"a release after", Ceph.Version("squid"), "ceph-checksum-trailer", absent},
		{"a release that leaves it open", Ceph.Version("reef"), "ceph-checksum-trailer", reported},
		{"not known", Ceph.Version(""), "ceph-checksum-trailer", reported},
		{"another version again", Ceph.Version("squid").Version("pacific"), "ceph-checksum-trailer", enforced},
		{"measured", Ceph, "ceph-acl", enforced},
		{"measured with the version", Ceph.Version("16.2.7"), "ceph-acl", enforced},
		{"measured with another", Ceph.Version("19.2.1"), "ceph-acl", reported},
		{"measured with another date", MinIO.Version("RELEASE.2024-01-01T00-00-00Z"), "minio-storage-class", reported},
		{"measured on the day", MinIO.Version("RELEASE.2026-02-12T00-00-00Z"), "minio-storage-class", enforced},
		{"documented, for whatever version", MinIO.Version("RELEASE.2024-01-01T00-00-00Z"), "minio-lifecycle-abort", enforced},
		{"until, and in doubt", Garage.Version("1.0.1"), "garage-website-redirects", reported},
		{"no longer", Garage.Version("v2.1.0"), "garage-website-redirects", absent},
		{"of one company's", R2.Version("7"), "r2-tagging", enforced},
		{"learned, in the version measured", ByServer("SeaweedFS 30GB 4.53"), "seaweedfs-not-implemented", enforced},
		{"learned, in the next", ByServer("SeaweedFS 30GB 4.54"), "seaweedfs-not-implemented", reported},
		{"learned, with a proxy's version", ByServer("SeaweedFS 30GB 4.53, nginx/1.26.0"), "seaweedfs-not-implemented", reported},
		{"learned, with a proxy's version first", ByServer("SeaweedFS nginx/1.26 4.53"), "seaweedfs-not-implemented", reported},
		{"learned, with the version twice", ByServer("SeaweedFS/4.53 (4.53)"), "seaweedfs-not-implemented", enforced},
		{"learned, of a build of one's own", ByServer("SeaweedFS 30GB 4.53-mine"), "seaweedfs-not-implemented", reported},
		{"learned, with a version that is none", ByServer("SeaweedFS ..."), "seaweedfs-not-implemented", reported},
		{"learned, of a release, with a proxy named like one", ByServer("Ceph Object Gateway (quincy) squid/6.1"), "ceph-checksum-trailer", reported},
		{"learned, without a version", ByServer("MinIO"), "minio-lifecycle-abort", reported},
		{"learned, of a release that settles it", ByServer("Ceph Object Gateway (quincy)"), "ceph-checksum-trailer", enforced},
		{"learned, of a later one", ByServer("Ceph Object Gateway (tentacle)"), "ceph-checksum-trailer", absent},
		{"learned, of an unknown one", ByServer("Ceph Object Gateway (umbrella)"), "ceph-checksum-trailer", reported},
	} {
		got := enforced
		if doubt, found := doubtOf(c.p, c.rule); !found {
			got = absent
		} else if doubt != "" {
			got = reported
		}
		if got != c.want {
			t.Errorf("%s: %s is %s, not %s", c.name, c.rule, got, c.want)
		}
	}
}

// A profile of a version says no more than the one that it is of.
func TestVersionIsTheSameStore(t *testing.T) {
	for _, p := range All() {
		a, b := reflect.ValueOf(p).Elem(), reflect.ValueOf(p.as("1", true)).Elem()
		for i := range a.NumField() {
			name := a.Type().Field(i).Name
			if slices.Contains([]string{"once", "rules", "sent", "all", "version", "told", "learned"}, name) {
				continue
			}
			if f := a.Field(i); f.Kind() != reflect.Slice && !f.Equal(b.Field(i)) || f.Kind() == reflect.Slice && f.Len() != b.Field(i).Len() {
				t.Errorf("%s: %s is lost", p.ID, name)
			}
		}
	}
}

// A profile that is learned enforces nothing that the declared one doesn't, and a rule of
// Amazon's only in the version that was measured.
func TestLearnedEnforcesNoMore(t *testing.T) {
	for _, p := range All() {
		name, source := p.Server()
		if (name == "") != (source == "") {
			t.Errorf("%s: the header %q, the source %q", p.ID, name, source)
		}
		if name == "" {
			continue
		}
		learned := ByServer(name)
		if learned == nil || learned.ID != p.ID || learned.Name != p.Name {
			t.Errorf("%s isn't recognised by %q", p.ID, name)
			continue
		}
		for _, r := range learned.Rules() {
			if r.Doubt == "" && r.Effect == compat.Rejected {
				t.Errorf("%s: %s is enforced, whatever the version", p.ID, r.ID)
			}
		}
		for _, e := range p.keeps {
			op := operation.PutObject
			if e.only != nil {
				op = e.only[0]
			}
			if got := learned.Standing(e.rule, op); got == Holds && Elsewhere(e.rule, op) != Holds {
				t.Errorf("%s: %s holds, whatever the version", p.ID, e.rule)
			}
		}
		if p.measured == "" {
			continue
		}
		if v := ByServer(name + "/" + p.measured); p.measured[0] >= '0' && p.measured[0] <= '9' && !v.measuredHere() {
			t.Errorf("%s isn't recognised in its version %s: %q", p.ID, p.measured, v.Release())
		}
	}
	for _, header := range []string{"", "AmazonS3", "nginx", "cloudflare", "MinIOther", "SeaweedFSx", "Min"} {
		if p := ByServer(header); p != nil {
			t.Errorf("%q is taken for %s", header, p.Name)
		}
	}
}

// finds reports whether the store's own rule is found in an input.
func finds(p *Profile, rule string, in any) bool {
	var r compat.Request
	sdk.Describe(in, &r)
	return slices.ContainsFunc(p.Check(&r, nil), func(f compat.Finding) bool { return f.Rule.ID == rule })
}

// Another bound takes the place of Amazon's.
func TestOtherBounds(t *testing.T) {
	for _, c := range []struct {
		p     *Profile
		rule  string
		of    string
		bytes int
	}{
		{R2, "metadata-too-large", "r2-metadata-too-large", 8192},
		{StorageGRID, "metadata-too-large", "storagegrid-metadata-too-large", 24576},
	} {
		if got := c.p.Standing(c.rule, operation.PutObject); got != OtherBounds || !got.Silent() {
			t.Errorf("%s: %s", c.p.ID, got)
		}
		for over, want := range []bool{false, true} {
			in := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), Metadata: map[string]string{"note": strings.Repeat("a", c.bytes-4+over)}}
			if found := finds(c.p, c.of, in); found != want {
				t.Errorf("%s: %d bytes: %v", c.p.ID, c.bytes+over, found)
			}
		}
		// A copy that keeps the source's metadata does nothing with those of the request.
		for directive, want := range map[types.MetadataDirective]bool{"": false, "COPY": false, "REPLACE": true} {
			in := &s3.CopyObjectInput{
				Bucket: aws.String("reports"), Key: aws.String("k"), CopySource: aws.String("reports/other"),
				Metadata: map[string]string{"note": strings.Repeat("a", c.bytes)}, MetadataDirective: directive,
			}
			if found := finds(c.p, c.of, in); found != want {
				t.Errorf("%s: a copy with the directive %q: %v", c.p.ID, directive, found)
			}
		}
	}
	if got := MinIO.Standing("metadata-too-large", operation.PutObject); got == OtherBounds {
		t.Error("MinIO has Amazon's bound")
	}
}

// What a document has that the store doesn't take is found where it is.
func TestDocuments(t *testing.T) {
	lifecycle := func(rules ...types.LifecycleRule) *s3.PutBucketLifecycleConfigurationInput {
		return &s3.PutBucketLifecycleConfigurationInput{Bucket: aws.String("reports"), LifecycleConfiguration: &types.BucketLifecycleConfiguration{Rules: rules}}
	}
	policy := func(s string) *s3.PutBucketPolicyInput {
		return &s3.PutBucketPolicyInput{Bucket: aws.String("reports"), Policy: aws.String(s)}
	}
	logging := func(target string) *s3.PutBucketLoggingInput {
		return &s3.PutBucketLoggingInput{Bucket: aws.String("reports"), BucketLoggingStatus: &types.BucketLoggingStatus{
			LoggingEnabled: &types.LoggingEnabled{TargetBucket: aws.String(target), TargetPrefix: aws.String("")}}}
	}
	expiry := types.LifecycleRule{Expiration: &types.LifecycleExpiration{Days: aws.Int32(1)}}
	moving := types.LifecycleRule{Status: "Enabled", Transitions: []types.Transition{{Days: aws.Int32(1)}}}
	resting := types.LifecycleRule{Status: "Disabled", Transitions: moving.Transitions}
	abort := types.LifecycleRule{AbortIncompleteMultipartUpload: &types.AbortIncompleteMultipartUpload{DaysAfterInitiation: aws.Int32(1)}}
	create := func(algorithm types.ChecksumAlgorithm, kind types.ChecksumType) *s3.CreateMultipartUploadInput {
		return &s3.CreateMultipartUploadInput{Bucket: aws.String("reports"), Key: aws.String("k"), ChecksumAlgorithm: algorithm, ChecksumType: kind}
	}
	inPlace := func(directive types.MetadataDirective, encryption types.ServerSideEncryption) *s3.CopyObjectInput {
		return &s3.CopyObjectInput{
			Bucket: aws.String("reports"), Key: aws.String("k"), CopySource: aws.String("reports/k"),
			MetadataDirective: directive, ServerSideEncryption: encryption,
		}
	}
	for _, c := range []struct {
		p     *Profile
		rule  string
		in    any
		found bool
	}{
		{MinIO, "minio-lifecycle-abort", lifecycle(expiry, abort), true},
		{MinIO, "minio-lifecycle-abort", lifecycle(expiry, moving), false},
		{MinIO, "minio-lifecycle-abort", lifecycle(types.LifecycleRule{Expiration: expiry.Expiration, AbortIncompleteMultipartUpload: abort.AbortIncompleteMultipartUpload}), false}, // measured
		{SeaweedFS, "seaweedfs-lifecycle-transitions", lifecycle(expiry, moving), true},
		{SeaweedFS, "seaweedfs-lifecycle-transitions", lifecycle(expiry, abort), false},
		{SeaweedFS, "seaweedfs-lifecycle-transitions", lifecycle(expiry, resting), false}, // its source passes disabled rules over
		{Garage, "garage-lifecycle", lifecycle(expiry, abort), false},
		{Garage, "garage-lifecycle", lifecycle(moving), true},
		{Spaces, "spaces-logging-itself", logging("reports"), true},
		{Spaces, "spaces-logging-itself", logging("logs"), false},
		{Scaleway, "scaleway-deny-ignored", policy(`{"Statement":{"Effect":"Deny"}}`), true},
		{Scaleway, "scaleway-deny-ignored", policy(`{"Statement":[{"Effect":"Allow"},{"Effect":"Deny"}]}`), true},
		{Scaleway, "scaleway-deny-ignored", policy(`{"Statement":[{"Effect":"Allow"}]}`), false},
		{Scaleway, "scaleway-deny-ignored", policy(`no JSON`), false},
		{StorageGRID, "storagegrid-encrypt-in-place", inPlace("REPLACE", "AES256"), true},
		{StorageGRID, "storagegrid-encrypt-in-place", inPlace("REPLACE", ""), false},
		{StorageGRID, "storagegrid-encrypt-in-place", inPlace("", "AES256"), false}, // not documented
		{R2, "r2-checksum-type", create("CRC32", "FULL_OBJECT"), true},
		{R2, "r2-checksum-type", create("CRC32", "COMPOSITE"), false},
		{R2, "r2-checksum-type", create("CRC64NVME", "FULL_OBJECT"), false},
		{R2, "r2-checksum-type", create("CRC64NVME", "COMPOSITE"), true},
	} {
		if got := finds(c.p, c.rule, c.in); got != c.found {
			t.Errorf("%s of %T: %v", c.rule, c.in, got)
		}
	}
}

// The profile of a version has all that the store's has, but for the version and what is
// made of both when it is first asked for.
func TestProfileOfVersionIsWhole(t *testing.T) {
	own := []string{"version", "told", "learned", "once", "rules", "sent", "all"}
	missed := map[string]bool{}
	for _, p := range profiles {
		from, made := reflect.ValueOf(p).Elem(), reflect.ValueOf(p.as("1.2", true)).Elem()
		for i := range from.NumField() {
			name := from.Type().Field(i).Name
			if slices.Contains(own, name) {
				continue
			}
			if !from.Field(i).IsZero() {
				missed[name] = missed[name] || made.Field(i).IsZero()
			} else if _, seen := missed[name]; !seen {
				missed[name] = false
			}
		}
	}
	for name, is := range missed {
		if is {
			t.Errorf("a version's profile lacks %s", name)
		}
	}
	if n := reflect.TypeFor[Profile]().NumField() - len(own); len(missed) != n {
		t.Errorf("%d fields were compared of %d", len(missed), n)
	}
}
