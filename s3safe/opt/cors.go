package opt

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Method is an HTTP method that a CORS rule allows: [MethodGet], [MethodPut],
// [MethodPost], [MethodDelete] or [MethodHead].
type Method interface{ method() string }

// MethodChoice is a method that CORS rules allow. Its values are the constants
// below; Build refuses other numbers.
type MethodChoice uint8

var methodTexts = [...]string{MethodGet: "GET", MethodPut: "PUT", MethodPost: "POST", MethodDelete: "DELETE", MethodHead: "HEAD"}

// String returns the value as S3 writes it.
func (c MethodChoice) String() string { return textOf(methodTexts[:], c) }

// Methods that CORS rules allow.
const (
	// MethodGet lets pages read objects.
	MethodGet MethodChoice = 1
	// MethodPut lets pages write objects.
	MethodPut MethodChoice = 2
	// MethodPost lets pages send forms.
	MethodPost MethodChoice = 3
	// MethodDelete lets pages delete objects.
	MethodDelete MethodChoice = 4
	// MethodHead lets pages read objects' headers.
	MethodHead MethodChoice = 5
)

func (m MethodChoice) method() string { return m.String() }

// CORS is a bucket's CORS configuration; see [CORSRules].
type CORS struct{ rules []CORSRule }

// CORSRules is a configuration of at least one rule, at most 100.
//
// Rules: cors-no-rules, cors-too-many-rules.
func CORSRules(first CORSRule, more ...CORSRule) CORS {
	return CORS{append([]CORSRule{first}, more...)}
}

// yieldsCORS returns the document.
func (c CORS) yieldsCORS() fill.Value[*types.CORSConfiguration] {
	v := fill.Value[*types.CORSConfiguration]{V: &types.CORSConfiguration{}}
	for _, r := range c.rules {
		d := r.rule
		d.AllowedOrigins, d.AllowedMethods = slices.Clone(d.AllowedOrigins), slices.Clone(d.AllowedMethods)
		v.V.CORSRules = append(v.V.CORSRules, d)
	}
	return v
}

// CORSRule is one rule; see [AllowOrigin].
type CORSRule struct{ rule types.CORSRule }

// AllowOrigin lets pages of an origin, which can contain one asterisk, use the
// bucket with the methods.
//
// Rules: cors-no-origin, cors-no-method, cors-origin-wildcards.
func AllowOrigin(origin string, first Method, more ...Method) CORSRule {
	r := CORSRule{types.CORSRule{AllowedOrigins: []string{origin}}}
	for _, m := range append([]Method{first}, more...) {
		if m != nil {
			r.rule.AllowedMethods = append(r.rule.AllowedMethods, m.method())
		}
	}
	return r
}

// Origins allows further origins.
func (r CORSRule) Origins(more ...string) CORSRule {
	r.rule.AllowedOrigins = append(slices.Clip(slices.Clone(r.rule.AllowedOrigins)), more...)
	return r
}

// Headers allows request headers, which can contain one asterisk each.
//
// Rules: cors-header-wildcards, cors-allowed-header-name.
func (r CORSRule) Headers(names ...string) CORSRule {
	r.rule.AllowedHeaders = append(slices.Clone(r.rule.AllowedHeaders), names...)
	return r
}

// Expose lets pages see headers of answers.
//
// Rules: cors-expose-wildcard, cors-expose-header-name.
func (r CORSRule) Expose(names ...string) CORSRule {
	r.rule.ExposeHeaders = append(slices.Clone(r.rule.ExposeHeaders), names...)
	return r
}

// MaxAge says for how many seconds browsers remember the rule.
func (r CORSRule) MaxAge(seconds int32) CORSRule { r.rule.MaxAgeSeconds = &seconds; return r }

// ID names the rule, with up to 255 characters.
func (r CORSRule) ID(id string) CORSRule { r.rule.ID = &id; return r }
