package aws

import (
	"sync"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	pageHeaderAuth       = reference + "sigv4-auth-using-authorization-header.html"
	pageAuthenticating   = reference + "sig-v4-authenticating-requests.html"
	pageSignatureVersion = reference + "Appendix-Sigv2.html"
	pagePostPolicy       = reference + "sigv4-HTTPPOSTConstructPolicy.html"
	pagePostForms        = reference + "sigv4-HTTPPOSTForms.html"

	// Servers that follow S3 down to its messages.
	versityAuth  = "https://github.com/versity/versitygw/blob/main/s3err/sigv4.go"
	versityURLs  = "https://github.com/versity/versitygw/blob/main/s3err/presigned-urls.go"
	versityForms = "https://github.com/versity/versitygw/blob/main/s3err/post-object.go"

	// rankWire puts what is wrong with a request as such before what is wrong with
	// what it asks for.
	rankWire = -90
)

// WireRules returns the rules that only a request as it was sent can break: the SDK
// makes no such request, or none that a Go type holds. They are judged by
// [WireCatalog], and not by [Catalog], so that a guard in the SDK has nothing to do
// with them. They need the facts of compat.ScopeWire, or members whose values aren't
// of their form, both of which package compat/wire reads from requests.
func WireRules() []compat.Rule {
	var rules []compat.Rule
	for _, more := range [][]compat.Rule{authorizationRules(), requestTimeRules(), payloadRules(), requestFormRules(), postRules(), wireValueRules(), givenTwiceRules(), absentHeaderRules()} {
		rules = append(rules, more...)
	}
	return dated(rules)
}

// WireCatalog returns the catalogue that requests as they were sent are judged by:
// that of [Catalog], and the rules of [WireRules].
func WireCatalog() *compat.Catalog {
	wired.once.Do(func() { wired.catalog = withWire(Catalog()) })
	return wired.catalog
}

// WirePage is Page for the rules of [WireCatalog].
func WirePage(r *compat.Rule) string {
	if WireCatalog().Rule(r.ID) == nil {
		return ""
	}
	return pages + PageName(r.Topic)
}

// WireSource is WireCatalog in source form, for documentation and tests.
func WireSource() *compat.Catalog {
	wiredSource.once.Do(func() { wiredSource.catalog = withWire(Source()) })
	return wiredSource.catalog
}

var wired, wiredSource struct {
	once    sync.Once
	catalog *compat.Catalog
}

func withWire(base *compat.Catalog) *compat.Catalog {
	c, err := base.With(WireRules()...)
	if err != nil {
		// The rules are part of the program: tests keep this from happening.
		panic(err)
	}
	return c
}

// sent is an ordinary request, for examples.
func sent() compat.Case {
	return compat.Given(operation.GetObject, member.Bucket, exampleBucket, member.Key, "q3.csv")
}

// wireRule is a rule about one feature of a request as it was sent.
type wireRule struct {
	id, title, problem, remedy string
	when                       compat.Condition
	status                     int
	code, message              string
	why, fix, doubt            string
	sources                    []string
	violating, allowed         compat.Case
	ops                        []compat.Operation
	amazonOnly                 bool
}

func (w wireRule) rule(topic string) compat.Rule {
	if w.ops == nil {
		w.ops = except(with())
	}
	return compat.Rule{
		ID: w.id, Topic: topic, Title: w.title, Problem: w.problem, Remedy: w.remedy, Operations: w.ops, When: w.when,
		Answer: compat.Answer{Status: w.status, Code: w.code, Message: w.message},
		Why:    w.why, Fix: w.fix, Doubt: w.doubt, Sources: w.sources, Rank: rankWire,
		Violating: []compat.Case{w.violating}, Allowed: []compat.Case{w.allowed},
	}
}
