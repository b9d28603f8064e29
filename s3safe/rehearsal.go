package s3safe

import (
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// rehearsal is a client that does everything but send: the SDK's own stack makes and
// signs the request, with credentials that are nobody's and a body that stands in for
// the real one, and what would be sent is looked at. So signature, payload, digest and
// length of [Check] are those of the linked release of the SDK.
type rehearsal struct {
	client *s3.Client
	// certain is set if nothing of the application's is left out that can change
	// how the payload is signed.
	certain bool

	// last are the facts of the last input of each operation. Another that is like it
	// would be signed in the same way.
	last [operation.Count]atomic.Pointer[rehearsed]
}

// rehearsed is what signature found out about an input with these members.
type rehearsed struct {
	present compat.MemberSet
	body    bodyForm
	facts   *compat.Facts
}

// bodyForm is what the SDK goes by when it decides how to send a body.
type bodyForm uint8

const (
	seeks  bodyForm = 1 << iota // it can be read again
	counts                      // it tells its length
)

// formOf returns the form of an input's body, whichever member has it.
func formOf(q *compat.Request) bodyForm {
	stream := formsOf(q.Operation).stream
	if stream == 0 || !q.Present.Has(stream) {
		return 0
	}
	return formOfStream(q.Value(stream).Object())
}

func formOfStream(body any) (f bodyForm) {
	if _, ok := body.(io.Seeker); ok {
		f |= seeks
	}
	if _, ok := body.(interface{ Len() int }); ok {
		f |= counts
	}
	return f
}

// alike returns the facts of an input that was rehearsed before, or of one like it;
// nil if there was none, or if values matter, not just which members are set: those
// of an address that leads elsewhere than to a general purpose bucket, and the
// algorithm of a checksum.
func (r *rehearsal) alike(q *compat.Request) *compat.Facts {
	last := r.last[q.Operation].Load()
	if last == nil || last.present != q.Present || !repeats(q) || last.body != formOf(q) {
		return nil
	}
	return last.facts
}

// anew rehearses, and keeps the facts for alike.
func (r *rehearsal) anew(ctx context.Context, input any, q *compat.Request) (*compat.Facts, smithy.InvalidParamsError) {
	facts, err := r.signature(ctx, input)
	var refused smithy.InvalidParamsError
	errors.As(err, &refused)
	if facts != nil && repeats(q) {
		r.last[q.Operation].Store(&rehearsed{q.Present, formOf(q), facts})
	}
	return facts, refused
}

func repeats(q *compat.Request) bool {
	kinds := q.Target.Kinds
	return (kinds == 0 || kinds == compat.Targets(compat.GeneralPurposeBucket)) && !q.Present.Has(member.ChecksumAlgorithm)
}

// rehearsalOf makes the rehearsal of a client with the options.
func rehearsalOf(o s3.Options) *rehearsal {
	r := &rehearsal{certain: true}
	if !aws.IsCredentialsProvider(o.Credentials, aws.AnonymousCredentials{}) {
		o.Credentials = nobody{}
	}
	o.ExpressCredentials = nobodysSessions{}
	o.HTTPClient = lastWords{}
	o.Retryer = aws.NopRetryer{}
	o.Logger, o.ClientLogMode = nil, 0
	o.MeterProvider, o.TracerProvider = nil, nil
	var kept []func(*middleware.Stack) error
	for _, f := range o.APIOptions {
		switch name := funcName(f); {
		case strings.HasPrefix(name, "github.com/aws/aws-sdk-go-v2/"):
			kept = append(kept, f)
		case strings.HasPrefix(name, "github.com/s3safe/s3safe-go/s3safe."), strings.HasPrefix(name, "github.com/s3safe/s3safe-go/s3safe/diagnose/"):
			// a guard, or a recorder
		default:
			r.certain = false // the application's own isn't run
		}
	}
	o.APIOptions = kept
	if seat, ok := o.EndpointResolverV2.(interface{ Unwrap() s3.EndpointResolverV2 }); ok {
		o.EndpointResolverV2 = seat.Unwrap()
	}
	r.client = s3.New(o)
	return r
}

func funcName(f func(*middleware.Stack) error) string {
	if fn := runtime.FuncForPC(reflect.ValueOf(f).Pointer()); fn != nil {
		return fn.Name()
	}
	return ""
}

// usual is the rehearsal with the SDK's defaults, made at first use.
var usual = sync.OnceValue(func() *rehearsal {
	return rehearsalOf(s3.Options{Region: "us-east-1", RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported})
})

// signature returns how the request would be signed and what it would say of its
// body, and the SDK's error for an input that lacks required members. Nil facts say
// that it isn't known.
func (r *rehearsal) signature(ctx context.Context, input any) (*compat.Facts, error) {
	words := new(lastRequest)
	err := callByInput(context.WithValue(ctx, wordsKey{}, words), r.client, withoutBody(input))
	if refused := (smithy.InvalidParamsError{}); errors.As(err, &refused) {
		return nil, refused
	}
	if words.request == nil {
		return nil, nil
	}
	asks := rehearsedFeatures
	if !r.certain {
		asks = compat.FeaturesOf(compat.SignatureScheme)
	}
	return readSignature(&smithyhttp.Request{Request: words.request}, asks, nil), nil
}

// withoutBody returns a copy of the input in which streams that are like the
// input's own stand for them: they can seek if those can, and tell their length if
// those do. The input's own aren't read.
func withoutBody(input any) any {
	v := reflect.ValueOf(input)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return input
	}
	c := reflect.New(v.Type().Elem())
	c.Elem().Set(v.Elem())
	for i := range c.Elem().NumField() {
		field := c.Elem().Field(i)
		if field.Kind() != reflect.Interface || !field.CanSet() {
			continue
		}
		if body, ok := field.Interface().(io.Reader); ok {
			field.Set(reflect.ValueOf(standIn(body)))
		}
	}
	return c.Interface()
}

func standIn(body io.Reader) io.Reader {
	text := strings.NewReader("x")
	switch form := formOfStream(body); {
	case form&seeks != 0:
		return text
	case form&counts != 0:
		return counted{struct{ io.Reader }{text}}
	}
	return struct{ io.Reader }{text}
}

type counted struct{ io.Reader }

// Len implements what the SDK asks a stream for.
func (counted) Len() int { return 1 }

// nobody has credentials that are nobody's.
type nobody struct{}

// Retrieve implements aws.CredentialsProvider.
func (nobody) Retrieve(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "none", SessionToken: "none"}, nil
}

// nobodysSessions are the same for directory buckets.
type nobodysSessions struct{}

// Retrieve implements s3.ExpressCredentialsProvider.
func (nobodysSessions) Retrieve(context.Context, string) (aws.Credentials, error) {
	return nobody{}.Retrieve(context.Background())
}

type wordsKey struct{}

type lastRequest struct{ request *http.Request }

// lastWords is a transport that keeps the request and sends nothing.
type lastWords struct{}

// Do implements s3.HTTPClient.
func (lastWords) Do(r *http.Request) (*http.Response, error) {
	if words, ok := r.Context().Value(wordsKey{}).(*lastRequest); ok {
		words.request = r
	}
	return nil, errStop
}

// SDKRequired is the id of the rule that an input breaks which lacks members that
// the SDK requires. Like [SDKEndpoint] it isn't one of the catalogue's: S3 never gets
// to see such a request.
const SDKRequired = "sdk-required"

// incomplete describes an input that the SDK refuses to send for want of members.
func incomplete(r *compat.Request, refused smithy.InvalidParamsError) compat.Finding {
	f := compat.Finding{
		Operation: r.Operation,
		Rule: &compat.Rule{
			ID: SDKRequired, Topic: "required", Title: "The SDK requires members that the input lacks",
			Operations: []compat.Operation{r.Operation}, When: compat.All(),
			Why: "The SDK checks before it sends anything that the members are set without which the operation makes no sense.",
			Fix: "Set them.", Sources: []string{"https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/service/s3#" + r.Operation.String() + "Input"},
		},
	}
	var names []string
	for _, line := range strings.Split(refused.Error(), "\n") {
		_, name, ok := strings.Cut(line, ", "+r.Operation.String()+"Input.")
		name = strings.TrimSuffix(name, ".")
		if !ok {
			continue
		}
		names = append(names, name)
		if m, known := member.Parse(name); known {
			f.Missing = append(f.Missing, m)
		} else {
			f.Path = name
		}
	}
	verb := " isn't set"
	if len(names) > 1 {
		verb = " aren't set"
	}
	f.Problem = strings.Join(names, ", ") + verb
	return f
}
