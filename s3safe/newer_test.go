package s3safe

import (
	"errors"
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// All fields of the inputs of the SDK that the library is generated from are known.
func TestNoStrangers(t *testing.T) {
	for _, op := range sdk.Operations() {
		if fields := strangersOf(reflect.TypeOf(sdk.NewInputOf(op)).Elem(), sdk.Schema.Members(op)); len(fields) > 0 {
			t.Errorf("%s: %d fields aren't members", op, len(fields))
		}
	}
}

// Where a request has a member that isn't known, it isn't stopped for lacking another,
// but for what contradicts itself it is. Here the release knows one member less.
func TestNewerMember(t *testing.T) {
	op := operation.PutObject
	known := sdk.Schema.Members(op)
	known.Remove(member.WebsiteRedirectLocation)
	fields := strangersOf(reflect.TypeFor[s3.PutObjectInput](), known)
	if len(fields) != 1 || reflect.TypeFor[s3.PutObjectInput]().Field(fields[0]).Name != "WebsiteRedirectLocation" {
		t.Fatal(fields)
	}
	old := strangers[op].Swap(&fields)
	defer strangers[op].Store(old)

	lacking := func() *s3.PutObjectInput {
		return &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), ObjectLockMode: types.ObjectLockModeGovernance}
	}
	contradicting := func() *s3.PutObjectInput {
		return &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), IfMatch: aws.String(`"a"`), IfNoneMatch: aws.String("*")}
	}
	for name, x := range map[string]struct {
		in      *s3.PutObjectInput
		newer   bool
		stopped bool
	}{
		"lacks a member":                             {lacking(), false, true},
		"lacks one, and has an unknown one":          {lacking(), true, false},
		"contradicts itself":                         {contradicting(), false, true},
		"contradicts itself, and has an unknown one": {contradicting(), true, true},
	} {
		if x.newer {
			x.in.WebsiteRedirectLocation = aws.String("/x")
		}
		var stopped *IncompatibleError
		if got := errors.As(Check(x.in), &stopped); got != x.stopped {
			t.Errorf("%s: stopped is %t", name, got)
		}
	}
}

// An operation that isn't known is sent unjudged.
func TestNewerOperation(t *testing.T) {
	type newOperationInput struct{ Bucket *string }
	g, err := newGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.judge(t.Context(), &newOperationInput{}, new(call)); err != nil {
		t.Error(err)
	}
}
