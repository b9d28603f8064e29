package explain

import (
	"errors"
	"strings"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
)

// An unsentForm is a reason why the SDK doesn't send a request, by the words that it
// has for it.
type unsentForm struct {
	id       string // after "sdk:"
	words    []string
	title    string
	why, fix string
}

const resolverPage = "https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/service/s3#EndpointParameters"

var unsentForms = []unsentForm{
	{"endpoint", []string{sdkEndpointRule, sdkResolve, "failed to resolve service endpoint", sdkBindAuthScheme}, "the SDK has no endpoint for the request",
		"it works out the endpoint from the client's options and the bucket's name or ARN, and refuses what doesn't fit together",
		"change the option that its sentence names: UsePathStyle, UseAccelerate, dual-stack, FIPS, BaseEndpoint, Region; or address the bucket by its name"},
	{"region", []string{"A region must be set when sending requests to S3", "an AWS region is required"}, "no Region is configured",
		"the endpoint and the signature need one", "set Region, or AWS_REGION"},
	{"unseekable-stream", []string{"unseekable stream is not supported without TLS", "failed to seek body to start", "request stream is not seekable"}, "the body can be read only once, and the SDK has to read it twice",
		"without TLS the SDK signs a hash of the body, or its checksum, which it has to know before it sends",
		"give a body that is an io.Seeker, or use https"},
	{"required-member", []string{"missing required field", "is a required field", "Parameter validation failed"}, "a required member is missing or empty",
		"the SDK checks that before it sends", "set the member that the message names"},
	{"serialisation", []string{sdkSerialization, "failed to serialize"}, "the SDK can't write the request",
		"a member has a value that can't be put into the request", "correct the member that the message names"},
	{"credentials", []string{"failed to refresh cached credentials", "failed to retrieve credentials", sdkGetIdentity + sdkGetCredentials, "no EC2 IMDS role found", "Unable to locate credentials", "static credentials are empty"}, "there are no credentials",
		"no source of credentials that the client knows has any; nothing is sent without, unless the client is anonymous",
		"configure credentials (environment, profile, role), or aws.AnonymousCredentials for what is public"},
	{"signing", []string{"failed to sign http request", "failed to compute payload hash"}, "the SDK couldn't sign the request",
		"what has to be signed couldn't be read or hashed", "look at the message: mostly the body's reader fails"},
}

// unsent finds out whether the request was sent at all.
func (x *explainer) unsent(err error) bool {
	if err == nil {
		return false
	}
	var stopped interface{ Unsent() []compat.Finding }
	if errors.As(err, &stopped) {
		x.stopped(stopped.Unsent())
		return true
	}
	var answered interface{ HTTPStatusCode() int }
	var api smithy.APIError
	if x.said.service == "" && (errors.As(err, &answered) && answered.HTTPStatusCode() != 0 || errors.As(err, &api) ||
		x.said.answered()) {
		return false
	}
	text := err.Error()
	form := x.unsentForm(err, text)
	if form == nil {
		return false
	}
	x.out.NotSent = true
	if x.out.Operation == "" {
		x.out.Operation = clipped(x.red.Text(sdkOperation(text)))
	}
	x.out.Status, x.out.Code = 0, ""
	x.out.Message = x.red.Text(innermost(text))
	c := Cause{ID: "sdk:" + form.id, Certainty: Certain, Title: "not sent: " + form.title, Why: form.why, Fix: form.fix, score: scoreWords + scoreTrue,
		Fits: "the SDK refused it before sending: " + clipped(x.out.Message)}
	if form.id == "endpoint" || form.id == "region" {
		c.Sources = []string{resolverPage}
	}
	x.add(c)
	x.spoken = true
	return true
}

func (x *explainer) unsentForm(err error, text string) *unsentForm {
	id := ""
	var params smithy.InvalidParamsError
	var serial *smithy.SerializationError
	var sign *v4.SigningError
	for i := range unsentForms {
		for _, w := range unsentForms[i].words {
			if strings.Contains(text, w) && id == "" {
				id = unsentForms[i].id
			}
		}
	}
	switch {
	case errors.As(err, &params):
		id = "required-member"
	case id == "" && errors.As(err, &serial):
		id = "serialisation"
	case id == "" && errors.As(err, &sign):
		id = "signing"
	}
	for i := range unsentForms {
		if unsentForms[i].id == id {
			return &unsentForms[i]
		}
	}
	return nil
}

// stopped explains a request that the guard stopped.
func (x *explainer) stopped(findings []compat.Finding) {
	x.out.NotSent = true
	for i := range findings {
		f := &findings[i]
		if f.Rule == nil {
			continue
		}
		c := ruleCause(f.Rule)
		c.Certainty, c.score = Certain, scoreWords+scoreTrue+len(findings)-i
		c.Fits = "not sent: the guard stopped it, because the request fulfils the rule's condition" + members(f, &c)
		x.add(c)
	}
	x.spoken = true
}
