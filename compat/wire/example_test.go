package wire_test

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/wire"
)

// A request of any client becomes one that the catalogue judges.
func Example() {
	r, _ := http.NewRequest("PUT", "https://reports.s3.eu-west-1.amazonaws.com/2026/q3.csv", strings.NewReader("a,b\n"))
	r.Header.Set("X-Amz-Object-Lock-Mode", "GOVERNANCE")

	message, err := wire.Decode(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(message.Operation, message.Bucket, message.Key)
	for _, finding := range aws.Catalog().Check(&message.Request, nil) {
		fmt.Println(finding.Rule.ID+":", finding.Problem)
	}
	// Output:
	// PutObject reports 2026/q3.csv
	// object-lock-mode-and-date: ObjectLockMode is set without ObjectLockRetainUntilDate
	// object-lock-digest: The body has no digest, with ObjectLockMode
}

// The host of a store other than Amazon's is named.
func ExampleDomains() {
	r, _ := http.NewRequest("GET", "http://photos.s3.example.com/?list-type=2&max-keys=10", nil)
	message, err := wire.Decode(r, wire.Domains("s3.example.com"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(message.Operation, message.Bucket)
	// Output: ListObjectsV2 photos
}
