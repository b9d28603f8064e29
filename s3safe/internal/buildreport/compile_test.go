package buildreport

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

const imports = `package program

import (
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/op/completemultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/createbucket"
	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/createsession"
	"github.com/s3safe/s3safe-go/s3safe/op/deleteobject"
	"github.com/s3safe/s3safe-go/s3safe/op/deleteobjects"
	"github.com/s3safe/s3safe-go/s3safe/op/getbucketversioning"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/getobjectattributes"
	"github.com/s3safe/s3safe-go/s3safe/op/listmultipartuploads"
	"github.com/s3safe/s3safe-go/s3safe/op/listobjectsv2"
	"github.com/s3safe/s3safe-go/s3safe/op/listobjectversions"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketacl"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketencryption"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketversioning"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketwebsite"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobjectacl"
	"github.com/s3safe/s3safe-go/s3safe/op/putobjectretention"
	"github.com/s3safe/s3safe-go/s3safe/op/renameobject"
	"github.com/s3safe/s3safe-go/s3safe/op/restoreobject"
	"github.com/s3safe/s3safe-go/s3safe/op/selectobjectcontent"
	"github.com/s3safe/s3safe-go/s3safe/op/uploadpart"
	"github.com/s3safe/s3safe-go/s3safe/op/uploadpartcopy"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

var _ = []any{strings.NewReader, time.Now, completemultipartupload.General, copyobject.General, createbucket.General, createmultipartupload.General,
	createsession.Directory, deleteobject.General, deleteobjects.General, getbucketversioning.General, getobject.General, getobjectattributes.General,
	listmultipartuploads.General, listobjectsv2.General, listobjectversions.General, putbucketacl.General, putbucketencryption.General,
	putbucketversioning.General, putbucketwebsite.General, putobject.General, putobjectacl.General, putobjectretention.General,
	renameobject.Directory, restoreobject.General, selectobjectcontent.General, uploadpart.General, uploadpartcopy.General, opt.SSES3}

var _ = `

// programs are expressions: the first compiles, the second must not. Each pair
// differs in the one thing that S3 rejects.
var programs = []struct{ about, good, bad string }{
	// Sum types.
	{"one encryption", `putobject.General("b", "k").Encryption(opt.KMS("alias/a"))`, `putobject.General("b", "k").Encryption(opt.KMS("alias/a"), opt.CustomerKey([32]byte{}))`},
	{"encryption is an option", `putobject.General("b", "k").Encryption(opt.SSES3())`, `putobject.General("b", "k").Encryption("AES256")`},
	{"keys have 32 bytes", `putobject.General("b", "k").Encryption(opt.CustomerKey([32]byte{}))`, `putobject.General("b", "k").Encryption(opt.CustomerKey([16]byte{}))`},
	{"no bucket key with DSSE", `opt.KMS("k").BucketKey()`, `opt.DSSE("k").BucketKey()`},
	{"no FSx encryption in buckets", `putobject.FSx("b", "k").Encryption(opt.FSx())`, `putobject.General("b", "k").Encryption(opt.FSx())`},
	{"sessions need a key", `createsession.Directory("b").Encryption(opt.KMS("k"))`, `createsession.Directory("b").Encryption(opt.ManagedKMS())`},
	{"decryption is a key", `getobject.General("b", "k").Decryption(opt.CustomerKey([32]byte{}))`, `getobject.General("b", "k").Decryption(opt.KMS("k"))`},
	{"source decryption", `opt.Source("b", "k").Decryption(opt.CustomerKey([32]byte{}))`, `opt.DirectorySource("b", "k").Decryption(opt.CustomerKey([32]byte{}))`},
	{"checksum value has its length", `putobject.General("b", "k").Checksum(opt.SHA256Value([32]byte{}))`, `putobject.General("b", "k").Checksum(opt.SHA256Value([20]byte{}))`},
	{"copies take algorithms only", `copyobject.General("b", "k", opt.Source("b", "k")).Checksum(opt.SHA256())`, `copyobject.General("b", "k", opt.Source("b", "k")).Checksum(opt.SHA256Value([32]byte{}))`},
	{"CRC64NVME is of the full object", `opt.FullObject(opt.CRC64NVME())`, `opt.Composite(opt.CRC64NVME())`},
	{"digests are composite", `opt.Composite(opt.SHA256())`, `opt.FullObject(opt.SHA256())`},
	{"a type needs an algorithm", `createmultipartupload.General("b", "k").Checksum(opt.FullObject(opt.CRC32()))`, `createmultipartupload.General("b", "k").Checksum(opt.FullObjectType())`},
	{"canned ACLs are a closed set", `putobject.General("b", "k").ACL(opt.PublicRead)`, `putobject.General("b", "k").ACL("public")`},
	{"objects have no write grant", `putobject.General("b", "k").ACL(opt.GrantTo().Read(opt.Everyone))`, `putobject.General("b", "k").ACL(opt.GrantTo().Write(opt.Everyone))`},
	{"buckets have bucket ACLs", `putbucketacl.General("b", opt.PublicRead)`, `putbucketacl.General("b", opt.BucketOwnerFullControl)`},
	{"an ACL must be given", `putobjectacl.General("b", "k", opt.Private)`, `putobjectacl.General("b", "k")`},
	{"an enforced owner has no ACL", `opt.OwnerPreferred().ACL(opt.Private)`, `opt.OwnerEnforced().ACL(opt.Private)`},
	{"no public ACL at creation", `opt.WriterOwns().ACL(opt.Private)`, `opt.WriterOwns().ACL(opt.PublicRead)`},
	{"a mode with its date", `putobject.General("b", "k").Retention(opt.Compliance(time.Now()))`, `putobject.General("b", "k").Retention(opt.Compliance())`},
	{"retention of a version", `putobjectretention.General("b", "k", opt.Governance(time.Now()))`, `putobjectretention.General("b", "k")`},
	{"days or years", `putobject.General("b", "k").EventHold(opt.HoldForDays(1))`, `putobject.General("b", "k").EventHold(opt.HoldForDays(1), opt.HoldForYears(1))`},
	{"absent or ETag", `putobject.General("b", "k").If(opt.Absent())`, `putobject.General("b", "k").If(opt.Absent(), opt.Match("x"))`},
	{"writes don't compare times", `putobject.General("b", "k").If(opt.Match("x"))`, `putobject.General("b", "k").If(opt.ModifiedSince(time.Now()))`},
	{"reads don't want absence", `getobject.General("b", "k").If(opt.NoneMatch("x"))`, `getobject.General("b", "k").If(opt.Absent())`},
	{"deletions don't want absence", `deleteobject.General("b", "k").If(opt.Exists())`, `deleteobject.General("b", "k").If(opt.Absent())`},
	{"range or part", `getobject.General("b", "k").Portion(opt.Part(1))`, `getobject.General("b", "k").Portion(opt.Part(1), opt.Range(0, 1))`},
	{"source ranges have an end", `uploadpartcopy.General("b", "k", "u", 1, opt.Source("b", "k")).SourceRange(opt.SourceRange(0, 1))`, `uploadpartcopy.General("b", "k", "u", 1, opt.Source("b", "k")).SourceRange(opt.RangeFrom(0))`},
	{"new metadata replaces", `copyobject.General("b", "k", opt.Source("b", "k")).Metadata(opt.ReplaceMetadata().User("a", "b"))`, `copyobject.General("b", "k", opt.Source("b", "k")).Metadata(opt.KeepMetadata().User("a", "b"))`},
	{"new tags replace", `copyobject.General("b", "k", opt.Source("b", "k")).Tags(opt.ReplaceTags(opt.Tag{}))`, `copyobject.General("b", "k", opt.Source("b", "k")).Tags(opt.Tag{})`},
	{"sources are objects", `copyobject.General("b", "k", opt.Source("b", "k").Version("v"))`, `copyobject.General("b", "k", "b/k")`},
	{"a position is one", `listobjectsv2.General("b").From(opt.StartAfter("k"))`, `listobjectsv2.General("b").From(opt.StartAfter("k"), opt.ContinueFrom("t"))`},
	{"a version needs its key", `listobjectversions.General("b").From(opt.AfterVersion("k", "v"))`, `listobjectversions.General("b").From(opt.AfterVersion("v"))`},
	{"uploads aren't versions", `listmultipartuploads.General("b").From(opt.AfterUpload("k", "u"))`, `listmultipartuploads.General("b").From(opt.AfterVersion("k", "v"))`},
	{"versions are options", `getobject.General("b", "k").Version(opt.VersionID("v"))`, `getobject.General("b", "k").Version("v")`},
	{"deletions are listed", `deleteobjects.General("b", opt.DeleteKeys("k"))`, `deleteobjects.General("b")`},
	{"one restore", `restoreobject.General("b", "k", opt.RestoreCopy(1).Tier(opt.Bulk))`, `restoreobject.General("b", "k", opt.RestoreCopy(1).Tier("Slow"))`},
	{"one input format", `selectobjectcontent.General("b", "k", "SELECT", opt.CSV(), opt.JSONOutput())`, `selectobjectcontent.General("b", "k", "SELECT", opt.JSONOutput(), opt.CSV())`},
	{"Parquet isn't compressed", `opt.CSV().Compressed(opt.Gzip)`, `opt.Parquet().Compressed(opt.Gzip)`},
	{"parts belong to their attribute", `getobjectattributes.General("b", "k", opt.Attributes(opt.ObjectParts().Max(1)))`, `getobjectattributes.General("b", "k", opt.Attributes(opt.ETag.Max(1)))`},
	{"at least one attribute", `opt.Attributes(opt.ETag)`, `opt.Attributes()`},
	{"a website redirects or serves", `putbucketwebsite.General("b", opt.ServeDocuments("i").ErrorDocument("e"))`, `putbucketwebsite.General("b", opt.RedirectAll("h").ErrorDocument("e"))`},
	{"days or date", `opt.LifecycleFor(opt.Everything()).Expire(opt.AfterDays(1))`, `opt.LifecycleFor(opt.Everything()).Expire(opt.AfterDays(1), opt.OnDate(2030, 1, 1))`},
	{"classes to move to", `opt.LifecycleFor(opt.Everything()).Transition(opt.ToDeepArchive, opt.AfterDays(1))`, `opt.LifecycleFor(opt.Everything()).Transition(opt.Standard, opt.AfterDays(1))`},
	{"replication doesn't filter by size", `opt.Replicate(opt.WithPrefix("p"), "arn", 1)`, `opt.Replicate(opt.LargerThan(1), "arn", 1)`},
	{"the first version has no priority", `opt.ReplicatePrefix("p", "arn")`, `opt.ReplicatePrefix("p", "arn", 1)`},
	{"CORS methods", `opt.AllowOrigin("*", opt.MethodGet)`, `opt.AllowOrigin("*", "PATCH")`},
	{"MFA delete needs a code", `putbucketversioning.General("b", opt.Versioning(opt.Enabled).MFADelete(true, opt.MFACode("s", "c")))`, `putbucketversioning.General("b", opt.Versioning(opt.Enabled).MFADelete(true))`},
	{"versioning is suspended, not disabled", `opt.Versioning(opt.Suspended)`, `opt.Versioning(opt.Disabled)`},
	{"completed uploads have parts", `completemultipartupload.General("b", "k", "u", opt.Parts().Part(1, "e"))`, `completemultipartupload.General("b", "k", "u")`},

	// Targets.
	{"no grants in directory buckets", `putobject.Directory("b", "k").ACL(opt.Private)`, `putobject.Directory("b", "k").ACL(opt.GrantTo())`},
	{"no locks in directory buckets", `putobject.General("b", "k").LegalHold(true)`, `putobject.Directory("b", "k").LegalHold(true)`},
	{"no tags in directory buckets", `putobject.General("b", "k").Tags()`, `putobject.Directory("b", "k").Tags()`},
	{"no customer keys in directory buckets", `putobject.Directory("b", "k").Encryption(opt.KMS("k"))`, `putobject.Directory("b", "k").Encryption(opt.CustomerKey([32]byte{}))`},
	{"bucket keys are on in directory buckets", `putobject.Directory("b", "k").Encryption(opt.KMS("k").BucketKey())`, `putobject.Directory("b", "k").Encryption(opt.KMS("k").WithoutBucketKey())`},
	{"appending is for directory buckets", `putobject.Directory("b", "k").WriteOffsetBytes(1)`, `putobject.General("b", "k").WriteOffsetBytes(1)`},
	{"directory buckets have no versioning", `getbucketversioning.General("b")`, `getbucketversioning.Directory("b")`},
	{"renaming is for directory buckets", `renameobject.Directory("b", "k", "s")`, `renameobject.General("b", "k", "s")`},
	{"conditions of directory buckets", `deleteobject.Directory("b", "k").IfMatchSize(1)`, `deleteobject.General("b", "k").IfMatchSize(1)`},
	{"no KMS on Outposts", `putobject.Outposts("b", "k").Encryption(opt.SSES3())`, `putobject.Outposts("b", "k").Encryption(opt.KMS("k"))`},
	{"no ACL on Outposts", `putobject.Outposts("b", "k").ACL(opt.Private)`, `putobject.Outposts("b", "k").ACL(opt.PublicRead)`},
	{"copies stay on an Outpost", `copyobject.Outposts("b", "k", opt.OutpostsSource("a", "k"))`, `copyobject.Outposts("b", "k", opt.Source("b", "k"))`},
	{"copies stay on an FSx volume", `copyobject.FSx("b", "k", opt.FSxSource("a", "k"))`, `copyobject.General("b", "k", opt.FSxSource("a", "k"))`},
	{"no requester pays on FSx", `getobject.General("b", "k").RequesterPays()`, `getobject.FSx("b", "k").RequesterPays()`},
	{"storage classes of buckets", `putobject.General("b", "k").StorageClass(opt.Standard)`, `putobject.General("b", "k").StorageClass(opt.ExpressOneZone)`},
	{"no queries through Object Lambda", `selectobjectcontent.General("b", "k", "SELECT", opt.CSV(), opt.CSVOutput())`, `selectobjectcontent.ObjectLambda("b", "k", "SELECT", opt.CSV(), opt.CSVOutput())`},
	{"a zone for directory buckets", `createbucket.Directory("b", opt.AvailabilityZone("z"))`, `createbucket.Directory("b", opt.Region("eu-west-1"))`},
	{"default encryption of directory buckets", `putbucketencryption.Directory("b", opt.KMS("k"))`, `putbucketencryption.Directory("b", opt.DSSE("k"))`},
	{"MD5 isn't for directory buckets", `uploadpart.General("b", "k", "u", 1).ContentMD5([16]byte{})`, `uploadpart.Directory("b", "k", "u", 1).ContentMD5([16]byte{})`},
	{"conversions don't help", `putobject.General("b", "k").StorageClass(opt.StandardIA)`, `putobject.General("b", "k").StorageClass(opt.StorageClass("MINE"))`},
}

// exports finds the compiled packages that the programs import.
func exports(t *testing.T) types.Importer {
	t.Helper()
	out, err := exec.Command("go", "list", "-export", "-deps", "-f", "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}", "./../../op/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for line := range strings.SplitSeq(string(out), "\n") {
		if path, file, ok := strings.Cut(line, "="); ok {
			files[path] = file
		}
	}
	return importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		file, ok := files[path]
		if !ok {
			return nil, fmt.Errorf("%s isn't compiled", path)
		}
		text, err := os.ReadFile(file)
		return io.NopCloser(bytes.NewReader(text)), err
	})
}

// reasons are expressions that don't compile, with the method that the compiler
// misses, whose name says why.
var reasons = []struct{ bad, why string }{
	{`putobject.Directory("b", "k").Encryption(opt.DSSE())`, "directoryBucketsTakeOnlySSES3OrKMS"},
	{`putobject.Directory("b", "k").Encryption(opt.CustomerKey([32]byte{}))`, "directoryBucketsTakeOnlySSES3OrKMS"},
	{`putobject.Outposts("b", "k").Encryption(opt.KMS("k"))`, "outpostsTakeOnlySSES3OrCustomerKeys"},
	{`putobject.FSx("b", "k").Encryption(opt.SSES3())`, "fsxTakesOnlyFSxOrCustomerKeys"},
	{`putobject.General("b", "k").Encryption(opt.FSx())`, "bucketsTakeNoFSxOrReportedEncryption"},
	{`createsession.Directory("b").Encryption(opt.ManagedKMS())`, "sessionsTakeOnlySSES3OrKMSWithItsKey"},
	{`opt.EncryptByDefault(opt.CustomerKey([32]byte{}))`, "bucketDefaultsTakeNoCustomerKeys"},
	{`copyobject.General("b", "k", opt.Source("b", "k")).Checksum(opt.SHA256Value([32]byte{}))`, "hereAnAlgorithmNotAValue"},
	{`putobject.General("b", "k").Checksum(opt.FullObject(opt.CRC32()))`, "bodiesHaveAnAlgorithmOrAValue"},
	{`opt.Composite(opt.CRC64NVME())`, "crc64NVMEIsNeverComposite"},
	{`opt.FullObject(opt.SHA256())`, "onlyCRCsAreOfTheFullObject"},
	{`putobject.General("b", "k").ACL(opt.GrantTo().Write(opt.Everyone))`, "objectACLsGrantNoWriteOrLogDelivery"},
	{`putobject.Directory("b", "k").ACL(opt.PublicRead)`, "withoutACLsOnlyPrivateOrBucketOwnerFullControl"},
	{`putbucketacl.General("b", opt.BucketOwnerFullControl)`, "bucketOwnerACLsAreForObjects"},
	{`putobjectacl.General("b", "k", opt.LogDeliveryWrite)`, "logDeliveryWriteIsForBuckets"},
	{`opt.WriterOwns().ACL(opt.PublicRead)`, "newBucketsTakeNoPublicACL"},
	{`putobject.General("b", "k").If(opt.Exists())`, "writesCompareOnlyETagOrAbsence"},
	{`getobject.General("b", "k").If(opt.Absent())`, "readsCantRequireAbsence"},
	{`deleteobject.General("b", "k").If(opt.Absent())`, "deletionsRequireAnETagOrExistence"},
	{`renameobject.Directory("b", "k", "s").If(opt.NoneMatch("e"))`, "renamesTakeNoIfNoneMatchETag"},
	{`copyobject.General("b", "k", opt.FSxSource("a", "k"))`, "bucketsCopyFromNoFSxOrOutposts"},
	{`copyobject.Outposts("b", "k", opt.Source("b", "k"))`, "outpostsCopiesStayOnTheOutpost"},
	{`putobject.General("b", "k").StorageClass(opt.ExpressOneZone)`, "bucketsTakeNoExpressOutpostsOrFSxClass"},
	{`putobject.Directory("b", "k").StorageClass(opt.Standard)`, "directoryBucketsTakeExpressOneZoneOrOneZoneIA"},
	{`copyobject.Directory("b", "k", opt.Source("b", "k")).Tags(opt.ReplaceTags())`, "directoryBucketsHaveNoTags"},
	{`opt.DeleteFromDirectory(opt.ObjectKey("k").Version(opt.NullVersion()))`, "directoryBucketsHaveNoVersions"},
	{`opt.Delete(opt.ObjectKey("k").Size(1))`, "bucketsCompareNoSizeOrTimeOnDelete"},
	{`opt.Versioning(opt.Disabled)`, "thisSettingIsSuspendedNotDisabled"},
	{`opt.Replicate(opt.LargerThan(1), "arn", 1)`, "onlyLifecyclesFilterBySize"},
	{`listobjectsv2.Directory("b").From(opt.StartAfter("k"))`, "directoryListingsOnlyContinue"},
	{`listmultipartuploads.General("b").From(opt.AfterVersion("k", "v"))`, "uploadListingsBeginAfterAKeyOrUpload"},
	// What isn't an option at all misses a reason, too.
	{`putobject.Directory("b", "k").Encryption("AES256")`, "directoryBucketsTakeOnlySSES3OrKMS"},
}

// TestReasons: what the compiler says has the reason in it.
func TestReasons(t *testing.T) {
	imp := exports(t)
	for _, r := range reasons {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "program.go", imports+r.bad+"\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = (&types.Config{Importer: imp}).Check("program", fset, []*ast.File{f}, nil)
		if err == nil || !strings.Contains(err.Error(), "missing method "+r.why) {
			t.Errorf("%s: %v, want %s", r.bad, err, r.why)
		}
	}
}

// TestCompiler: the compiler refuses what S3 would reject, and accepts the same
// without the mistake.
func TestCompiler(t *testing.T) {
	imp := exports(t)
	compiles := func(expression string) error {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "program.go", imports+expression+"\n", 0)
		if err != nil {
			return fmt.Errorf("syntax: %w", err)
		}
		_, err = (&types.Config{Importer: imp}).Check("program", fset, []*ast.File{f}, nil)
		return err
	}
	for _, p := range programs {
		if err := compiles(p.good); err != nil {
			t.Errorf("%s: must compile: %v", p.about, err)
		}
		err := compiles(p.bad)
		if err == nil || strings.HasPrefix(err.Error(), "syntax") {
			t.Errorf("%s: must not compile: %s: %v", p.about, p.bad, err)
		}
	}
	t.Logf("%d programs that must not compile", len(programs))
}
