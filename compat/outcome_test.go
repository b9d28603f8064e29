package compat

import (
	"math/rand/v2"
	"testing"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// What a condition comes to is among what it can come to for requests of the shape,
// also when everything that isn't part of the shape is something else.
func TestOutcomes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	left, of := 0, 0
	for range 4000 {
		c := randomCondition(r, 3)
		request := randomRequest(r)
		can := c.outcomes(request)
		if of++; can>>True&1 == 0 {
			left++
		}
		like := []*Request{request}
		for range 20 {
			other := randomRequest(r)
			other.Present, other.Unsure = request.Present, request.Unsure
			other.Target, other.Source = request.Target, request.Source
			other.Endpoint, other.Signature = request.Endpoint, request.Signature
			if other.knownScopes() == request.knownScopes() {
				like = append(like, other)
			}
		}
		for _, q := range like {
			if got := c.eval(q, nil); can>>got&1 == 0 {
				t.Fatalf("%s is %s, and can be %b", &c, got, can)
			}
		}
	}
	if left < of/10 {
		t.Errorf("only %d of %d conditions can't be true: nothing is tested", left, of)
	}
}

// A rule with so many ways to be true that they aren't told apart still costs nothing
// where nothing is known of what all of them rest on.
func TestManyWaysRestOnWhatTheyShare(t *testing.T) {
	values := []Member{member.ChecksumCRC32, member.ChecksumCRC32C, member.ChecksumCRC64NVME, member.ChecksumSHA1, member.ChecksumSHA256, member.ChecksumMD5, member.ChecksumSHA512, member.ChecksumXXHASH64, member.ChecksumXXHASH3, member.ChecksumXXHASH128}
	var kids []Condition
	for i, name := range []string{"CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256", "MD5", "SHA512", "XXHASH64", "XXHASH3", "XXHASH128"} {
		others := append(append([]Member(nil), values[:i]...), values[i+1:]...)
		kids = append(kids, All(Upload(UploadChecksumAlgorithm, name), AnySet(others...)))
	}
	rule := testRule("many-ways", All(Not(Set(member.SSECustomerAlgorithm)), Any(kids...)))
	var members MemberSet
	for _, m := range append(values, member.Bucket, member.Key, member.SSECustomerAlgorithm) {
		members.Add(m)
	}
	ways := appendWays(nil, &rule, members, member.SetOf(member.Bucket, member.Key))
	if len(ways) == 0 || len(ways) > waysLimit {
		t.Fatalf("%d ways", len(ways))
	}
	for _, w := range ways {
		if w.scopes&(1<<ScopeUpload) == 0 || !w.absent.Has(member.SSECustomerAlgorithm) {
			t.Errorf("a way is open though nothing is known of the upload: %+v", w)
		}
	}
	r := Given(operation.UploadPart, member.Bucket, "reports", member.Key, "a").Request()
	p := new(pair)
	p.build(ways)
	if plan := p.plan(r, r.Target.Kinds, 0); plan.more || len(plan.spots) > 0 {
		t.Error("something is left to look at though nothing is known of the upload")
	}
}
