package s3safe_test

import (
	"context"
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyendpoints "github.com/aws/smithy-go/endpoints"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// elsewhere is a resolver that leads to an http endpoint.
type elsewhere struct{}

func (elsewhere) ResolveEndpoint(ctx context.Context, p s3.EndpointParameters) (smithyendpoints.Endpoint, error) {
	p.Endpoint = aws.String("http://s3.example.com")
	return s3.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, p)
}

// covered says of an option of the SDK how the guard takes account of it: with the
// fact that it decides, read from the request, or why nothing rests on it.
type covered struct {
	set  func(*s3.Options)
	fact compat.Condition
	why  string
}

// A guard knows what every option of the client decides about scheme, host, Region
// and signature, for the client and for a call. An SDK upgrade that adds an option
// fails here until it is said how it counts.
func TestEveryClientOption(t *testing.T) {
	scheme := func(v string) compat.Condition { return compat.Endpoint(compat.Scheme, v) }
	same := func(why string) covered { return covered{why: why} }
	options := map[string]covered{
		"BaseEndpoint":     {set: custom("http://s3.us-east-1.amazonaws.com"), fact: scheme("http")},
		"EndpointResolver": {set: func(o *s3.Options) { o.EndpointResolver = s3.EndpointResolverFromURL("http://s3.example.com") }, fact: scheme("http")},
		"EndpointResolverV2": {set: func(o *s3.Options) { o.EndpointResolverV2 = elsewhere{} }, fact: compat.All(
			scheme("http"), compat.Endpoint(compat.Provider, "other"))},
		"Region":        {set: func(o *s3.Options) { o.Region = "eu-west-1" }, fact: compat.RegionDiffers()},
		"UseAccelerate": {set: accelerate, fact: compat.Endpoint(compat.Accelerate, "true")},
		"UsePathStyle":  {set: pathStyle, fact: compat.Endpoint(compat.Addressing, "path")},
		"UseDualstack": {set: func(o *s3.Options) { o.UseDualstack = true }, //nolint:staticcheck // it is an option all the same
			fact: compat.Endpoint(compat.DualStack, "true")},
		"Credentials": {set: func(o *s3.Options) { o.Credentials = nil },
			fact: compat.Signature(compat.SignatureScheme, "anonymous")},
		"AuthSchemePreference": {set: func(o *s3.Options) { o.AuthSchemePreference = []string{"noAuth"} },
			fact: compat.Signature(compat.SignatureScheme, "anonymous")},
		"AuthSchemes": {set: func(o *s3.Options) { o.AuthSchemes = nil }, why: "how the request was signed is read from it"},
		"RequestChecksumCalculation": {set: func(o *s3.Options) { o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenSupported },
			fact: compat.Signature(compat.Digest, "some")},

		"EndpointOptions":                same("its fields are tried below"),
		"APIOptions":                     same("middleware is seen by what it makes of the request: TestBehindTheGuard"),
		"Interceptors":                   same("they change the request as middleware does, before it is signed"),
		"AuthSchemeResolver":             same("how the request was signed is read from it"),
		"HTTPSignerV4":                   same("how the request was signed is read from it"),
		"ExpressCredentials":             same("how the request was signed is read from it"),
		"DisableS3ExpressSessionAuth":    same("how the request was signed is read from it"),
		"UseARNRegion":                   same("without it the SDK refuses, with it the host says the Region"),
		"DisableMultiRegionAccessPoints": same("the SDK refuses"),
		"HTTPClient":                     same("it sends what was judged; a proxy may change it: package diagnose"),
		"DisableClockSkewCorrection":     same("then no skew is measured, and the clock may be wrong: TestClockThatIsWrong"),
		"AppID":                          same("part of the User-Agent"),
		"ClientLogMode":                  same("logging"),
		"Logger":                         same("logging"),
		"MeterProvider":                  same("telemetry"),
		"TracerProvider":                 same("telemetry"),
		"ContinueHeaderThresholdBytes":   same("the Expect header, which no rule is about"),
		"DefaultsMode":                   same("time-outs and retries"),
		"RuntimeEnvironment":             same("time-outs and retries"),
		"RetryMaxAttempts":               same("a stop holds for all attempts"),
		"RetryMode":                      same("a stop holds for all attempts"),
		"Retryer":                        same("a stop holds for all attempts: TestStopHoldsForAllAttempts"),
		"IdempotencyTokenProvider":       same("fills a token into the input before it is judged"),
		"ResponseChecksumValidation":     same("fills ChecksumMode into the input before it is judged"),
		"DisableLogOutputChecksumValidationSkipped": same("logging"),
	}
	endpoint := map[string]covered{
		"DisableHTTPS":         {set: func(o *s3.Options) { o.EndpointOptions.DisableHTTPS = true }, fact: scheme("http")},
		"UseDualStackEndpoint": {set: dualStack, fact: compat.Endpoint(compat.DualStack, "true")},
		"UseFIPSEndpoint":      {set: fips, fact: compat.Endpoint(compat.FIPS, "true")},
		"ResolvedRegion":       same("the SDK sets it to what the deprecated resolver is asked with"),
		"Logger":               same("logging"),
		"LogDeprecated":        same("logging"),
	}
	walk := func(typ reflect.Type, table map[string]covered) {
		seen := 0
		for i := range typ.NumField() {
			f := typ.Field(i)
			if !f.IsExported() {
				continue
			}
			c, ok := table[f.Name]
			if !ok {
				t.Errorf("%s.%s: nobody says how the guard takes account of it", typ.Name(), f.Name)
				continue
			}
			seen++
			if c.why != "" {
				continue
			}
			t.Run(f.Name, func(t *testing.T) { decides(t, c) })
		}
		if seen != len(table) {
			t.Errorf("%s: %d options in the table, %d in the SDK", typ.Name(), len(table), seen)
		}
	}
	walk(reflect.TypeFor[s3.Options](), options)
	walk(reflect.TypeFor[s3.EndpointResolverOptions](), endpoint)
}

// decides fails the test unless the option makes the fact true, of the client and of
// a call.
func decides(t *testing.T, c covered) {
	rule := ownRule("test-option", c.fact, onPut, aPut)
	known := state.Buckets{"reports": state.Bucket(state.Region("us-east-1"))}
	opts := []s3safe.Option{s3safe.WithRules(rule), s3safe.WithState(known)}
	told := false
	opts = append(opts, s3safe.WithMode(s3safe.Report), s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
		for _, f := range e.Findings {
			told = told || f.Rule.ID == "test-option"
		}
	}))
	for name := range forms(new(stub).options()) {
		told = false
		_, _ = forms(new(stub).options(), opts...)[name].PutObject(t.Context(), plain())
		if told {
			t.Errorf("%s: true without the option", name)
		}
		told = false
		_, _ = forms(new(stub).options(), opts...)[name].PutObject(t.Context(), plain(), c.set)
		if !told {
			t.Errorf("%s: not seen as a call's option", name)
		}
		told = false
		o := new(stub).options()
		c.set(&o)
		_, _ = forms(o, opts...)[name].PutObject(t.Context(), plain())
		if !told {
			t.Errorf("%s: not seen as the client's option", name)
		}
	}
}

// A customer key isn't sent over HTTP, by whatever option it would be.
func TestKeyOverHTTP(t *testing.T) {
	for name, set := range map[string]func(*s3.Options){
		"DisableHTTPS": func(o *s3.Options) { o.EndpointOptions.DisableHTTPS = true },
		"BaseEndpoint": custom("http://s3.us-east-1.amazonaws.com"),
	} {
		for form := range forms(new(stub).options()) {
			s := new(stub)
			_, err := forms(s.options())[form].PutObject(t.Context(), encrypted(), set)
			if stopped := mustStop(t, err); stopped.Findings[0].Rule.ID != "sse-c-needs-https" {
				t.Errorf("%s, %s: stopped by %s", name, form, stopped.Findings[0].Rule.ID)
			}
			s.untouched(t)
		}
		o := new(stub).options()
		set(&o)
		mustStop(t, s3safe.Check(encrypted(), s3safe.WithClientOptions(o)))
	}
}
