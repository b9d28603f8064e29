package sdk

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat/operation"
)

func TestDecodeInput(t *testing.T) {
	in, err := DecodeInput(operation.PutObject, []byte(`{
		"Bucket": "b", "Key": "k", "ACL": "private", "ContentLength": 3, "BucketKeyEnabled": true,
		"ObjectLockRetainUntilDate": "2099-01-01T00:00:00Z", "Metadata": {"a": "b"}, "Body": "abc", "Tagging": null
	}`))
	if err != nil {
		t.Fatal(err)
	}
	put := in.(*s3.PutObjectInput)
	body, _ := io.ReadAll(put.Body)
	if *put.Bucket != "b" || put.ACL != types.ObjectCannedACLPrivate || *put.ContentLength != 3 || !*put.BucketKeyEnabled ||
		!put.ObjectLockRetainUntilDate.Equal(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)) || put.Metadata["a"] != "b" ||
		string(body) != "abc" || put.Tagging != nil {
		t.Errorf("%+v", put)
	}
	in, err = DecodeInput(operation.PutBucketAnalyticsConfiguration, []byte(`{"AnalyticsConfiguration": {"Filter": {"Prefix": "logs/"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	filter, ok := in.(*s3.PutBucketAnalyticsConfigurationInput).AnalyticsConfiguration.Filter.(*types.AnalyticsFilterMemberPrefix)
	if !ok || filter.Value != "logs/" {
		t.Errorf("%#v", in)
	}
	in, err = DecodeInput(operation.ListParts, []byte(`{"PartNumberMarker": 2, "MaxParts": "5"}`))
	if err != nil {
		t.Fatal(err)
	}
	if list := in.(*s3.ListPartsInput); *list.PartNumberMarker != "2" || *list.MaxParts != 5 {
		t.Errorf("%#v", list)
	}
}

// An error names the path of what is wrong.
func TestDecodeInputErrors(t *testing.T) {
	for input, want := range map[string]string{
		`{"NoSuch": 1}`:  "PutBucketLifecycleConfiguration.NoSuch: no such member",
		`{"Bucket": []}`: "PutBucketLifecycleConfiguration.Bucket: a JSON array",
		`{"LifecycleConfiguration": {"Rules": 1}}`:                                      "PutBucketLifecycleConfiguration.LifecycleConfiguration.Rules: a JSON number",
		`{"LifecycleConfiguration": {"Rules": [{}, {"Expiration": {"Date": "soon"}}]}}`: `Rules[1].Expiration.Date: "soon" isn't a time`,
		`{`: "unexpected end",
	} {
		_, err := DecodeInput(operation.PutBucketLifecycleConfiguration, []byte(input))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", input, err)
		}
	}
	if _, err := DecodeInput(operation.PutBucketAnalyticsConfiguration, []byte(`{"AnalyticsConfiguration": {"Filter": {"Prefix": "a", "Tag": {}}}}`)); err == nil {
		t.Error("a union with two members passed")
	}
	if _, err := DecodeInput(operation.Count, nil); err == nil {
		t.Error("an operation that doesn't exist passed")
	}
}

func FuzzDecodeInput(f *testing.F) {
	f.Add(uint8(operation.PutObject), []byte(`{"Bucket":"b","Metadata":{"a":"b"},"Body":"x"}`))
	f.Add(uint8(operation.PutBucketLifecycleConfiguration), []byte(`{"LifecycleConfiguration":{"Rules":[{"Filter":{}}]}}`))
	f.Fuzz(func(t *testing.T, op uint8, object []byte) {
		_, _ = DecodeInput(operation.ID(op), object)
	})
}
