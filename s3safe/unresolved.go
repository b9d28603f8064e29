package s3safe

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// SDKEndpoint is the id of the rule that a request breaks for which the SDK has
// no endpoint. It isn't one of the catalogue's, since S3 never gets to see such
// a request: its findings have no answer, neither a status nor a code, and only
// [Check] and [Inspect] with [WithClientOptions] find it.
const SDKEndpoint = "sdk-endpoint"

// The SDK documents what its resolver is asked; its error texts come from the
// endpoint rules that AWS publishes with its service models.
const pageResolver = "https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/service/s3#EndpointParameters"

// unresolved describes a request that the SDK refuses to send. What the
// resolver was asked is known only if it was asked.
func unresolved(r *compat.Request, err error, res *resolution) compat.Finding {
	text := resolverText(err)
	f := compat.Finding{
		Operation: r.Operation,
		Rule: &compat.Rule{
			ID:         SDKEndpoint,
			Topic:      "endpoint",
			Title:      "The SDK has no endpoint for the request: " + strings.TrimSuffix(text, "."),
			Operations: []compat.Operation{r.Operation},
			When:       compat.All(),
			Why:        "The SDK works out the endpoint from the client's options and the bucket's name or ARN, and refuses what doesn't fit together; nothing is sent.",
			Fix:        fixFor(text),
			Sources:    []string{pageResolver},
		},
	}
	if r.Present.Has(member.Bucket) && !strings.Contains(text, "A region must be set") {
		f.Members = []compat.Member{member.Bucket}
	}
	if res == nil {
		return f
	}
	tell := func(on *bool, feature compat.Feature, value string) {
		if aws.ToBool(on) {
			f.Facts = append(f.Facts, compat.KnownFact{Scope: compat.ScopeEndpoint, Feature: feature, Value: value})
		}
	}
	tell(res.params.ForcePathStyle, compat.Addressing, "path")
	tell(res.params.Accelerate, compat.Accelerate, "true")
	tell(res.params.UseDualStack, compat.DualStack, "true")
	tell(res.params.UseFIPS, compat.FIPS, "true")
	return f
}

// resolverText is the resolver's own sentence.
func resolverText(err error) string {
	text := err.Error()
	for _, wrapping := range []string{"bind auth scheme params: ", "endpoint rule error, "} {
		text = strings.TrimPrefix(text, wrapping)
	}
	// It quotes the bucket's name.
	return printable.Line(text)
}

const fixOutposts = "Give the access point's ARN, arn:aws:s3-outposts:region:account:outpost/id/accesspoint/name, or its alias."

// fixes leads from words in the resolver's sentence to what can be done. The
// first that occur in it count.
var fixes = []struct{ words, fix string }{
	{"Path-style addressing cannot be used with S3 Accelerate", "Turn UsePathStyle or UseAccelerate off for this request."},
	{"Path-style", "Turn UsePathStyle off for this request, or address the bucket by its name or the access point by its alias."},
	{"Accelerate cannot be used with FIPS", "Turn UseAccelerate or FIPS off for this request."},
	{"custom endpoint cannot be combined with S3 Accelerate", "Leave out BaseEndpoint or UseAccelerate."},
	{"custom endpoint cannot be combined with FIPS", "Leave out BaseEndpoint, or name the FIPS endpoint in it and turn the option off."},
	{"dual-stack in combination with a custom endpoint", "Leave out BaseEndpoint, or name the dual-stack endpoint in it and turn the option off."},
	{"was not a valid URI", "Give BaseEndpoint as a URL with scheme and host, such as https://s3.example.com."},
	{"Failed to parse uri", "Give BaseEndpoint a host name: what an ARN leads to becomes a label before it."},
	{"Expected a endpoint", "Give BaseEndpoint: this Region has none of its own for Outposts buckets."},
	{"Accelerate", "Turn UseAccelerate off for this request."},
	{"Partition does not support FIPS", "Turn FIPS off: this partition has no FIPS endpoints."},
	{"FIPS", "Turn FIPS off for this request."},
	{"ual-stack", "Turn dual-stack off for this request."}, // written with either capital
	{"A region must be set", "Set Region in the client's options, or in the configuration it is made from."},
	{"Invalid region: region", "Correct Region in the client's options: it is a name such as us-east-1."},
	{"invalid input region", "Correct Region in the client's options: it is a name such as us-east-1."},
	{"UseArnRegion", "Set UseARNRegion, or make a client for the Region in the ARN."},
	{"partition", "Use a client with a Region of the partition that the ARN names."},
	{"Multi-Region Access Point ARNs are disabled", "Leave out DisableMultiRegionAccessPoints, or address a bucket."},
	{"not supported for this operation", "Give the name of a bucket: this operation has no access points."},
	{"S3Express bucket name", "Give the bucket's full name: base name, zone and suffix, such as reports--usw2-az1--x-s3."},
	{"4-component", fixOutposts},
	{"expected an access point name", fixOutposts},
	{"utpost", fixOutposts}, // written with either capital
	{"hardware type", "Give the Outposts access point's alias as S3 returned it."},
	{"Access Point Name", "Give the Multi-Region Access Point's ARN with its alias, such as arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap."},
	{"ARN", "Correct the ARN: arn:aws:s3:region:account:accesspoint/name, or s3-object-lambda in the place of s3."},
}

func fixFor(text string) string {
	for _, f := range fixes {
		if strings.Contains(text, f.words) {
			return f.fix
		}
	}
	return "Change the client's options or the bucket as the text says."
}
