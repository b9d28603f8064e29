// Package peers puts the engine beside other validators: the same twenty rules about
// a PutObject with ten members, written for protovalidate, go-playground/validator
// and cel-go, and as a chain of if statements. They stand for what a program would do
// without the catalogue, which has many times as many.
//
//	go test -run '^$' -bench Table ./internal/peers
//
// prints what each of them costs, from one run and by turns. It is a module of its
// own, so that the library doesn't depend on its peers.
package peers

// Put are the members of a PutObject that the twenty rules are about.
type Put struct {
	Bucket            string `validate:"min=3,max=63"`
	Key               string `validate:"min=1,max=1024"`
	ContentType       string `validate:"max=1024"`
	CacheControl      string `validate:"max=1024"`
	ContentLanguage   string `validate:"max=1024"`
	StorageClass      string `validate:"omitempty,oneof=STANDARD STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER DEEP_ARCHIVE GLACIER_IR"`
	Encryption        string `validate:"required_with=KMSKey,excluded_with=CustomerAlgorithm,omitempty,oneof=AES256 aws:kms aws:kms:dsse"`
	KMSKey            string `validate:"max=2048"`
	ExpectedOwner     string `validate:"omitempty,len=12"`
	IfNoneMatch       string `validate:"omitempty,eq=*"`
	IfMatch           string `validate:"excluded_with=IfNoneMatch"`
	ACL               string `validate:"omitempty,oneof=private public-read public-read-write authenticated-read aws-exec-read bucket-owner-read bucket-owner-full-control"`
	GrantRead         string `validate:"excluded_with=ACL"`
	LockMode          string `validate:"required_with=RetainUntil,omitempty,oneof=GOVERNANCE COMPLIANCE"`
	RetainUntil       string `validate:"required_with=LockMode"`
	Tagging           string `validate:"max=2048"`
	CustomerAlgorithm string `validate:"-"`
}

// Good breaks none of the rules: ten members, as in the benchmarks of the guard.
func Good() *Put {
	return &Put{
		Bucket: "amzn-s3-demo-bucket", Key: "reports/2026/q3.csv", ContentType: "text/csv", CacheControl: "no-cache",
		ContentLanguage: "en", StorageClass: "STANDARD_IA", Encryption: "aws:kms",
		KMSKey:        "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
		ExpectedOwner: "123456789012", IfNoneMatch: "*",
	}
}

// Rules is how many rules there are.
const Rules = 20
