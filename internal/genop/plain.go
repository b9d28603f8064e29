package main

import (
	"fmt"

	"github.com/s3safe/s3safe-go/internal/gen/model"
)

// plain makes the setter of a member that stands alone.
func (g *generator) plain(b *builder, m *model.Member) (*setter, error) {
	s := &setter{Name: m.Name, Arg: argument(m), Members: []*model.Member{m}, Doc: meanings[m.Name]}
	if s.Doc == "" {
		return nil, fmt.Errorf("%s.%s: the table of meanings has no entry", b.Op.Name, m.Name)
	}
	in, arg := "b.r.in."+m.Name, s.Arg
	set := func(typ, sample, code string) { s.Type, s.Sample, s.Code = typ, sample, []string{code} }
	switch m.Kind {
	case model.String:
		sample := samples[m.Name]
		if sample == "" {
			sample = "example"
		}
		set("string", fmt.Sprintf("%q", sample), in+" = &"+arg)
	case model.Int32:
		set("int32", "1", in+" = &"+arg)
	case model.Int64:
		set("int64", "1", in+" = &"+arg)
	case model.Bool:
		set("bool", "true", in+" = &"+arg)
	case model.Time:
		set("time.Time", "time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)", in+" = &"+arg)
	case model.Stream:
		set("io.Reader", `strings.NewReader("hello")`, "if "+arg+" != nil {\n"+in+" = "+arg+"\n}")
	case model.Strings:
		b.pkg.entries(m.Name)
		field := "b.r." + lower(m.Name)
		s.Arg, s.Type, s.Merge = "key, value", "string", true
		s.Sample = `"project", "apollo"`
		s.Code = []string{fmt.Sprintf("%s, b.r.bad = %s.With(b.r.bad, %q, key, value)", field, field, m.Name)}
	default:
		return nil, fmt.Errorf("%s.%s: the grouping table must say how a member of type %s is set", b.Op.Name, m.Name, m.GoType)
	}
	return s, nil
}

func (p *pkg) entries(member string) {
	for _, x := range p.Entries {
		if x == member {
			return
		}
	}
	p.Entries = append(p.Entries, member)
}

// argument is the name of a parameter.
func argument(m *model.Member) string {
	if a, ok := arguments[m.Name]; ok {
		return a
	}
	switch m.Kind {
	case model.Int32, model.Int64:
		return "n"
	case model.Bool:
		return "on"
	case model.Time:
		return "t"
	case model.Stream:
		return "body"
	case model.Document:
		return "d"
	}
	return "v"
}

var arguments = map[string]string{
	"Bucket": "bucket", "Key": "key", "UploadId": "uploadID", "AnnotationName": "name", "Id": "id", "Expression": "expression",
	"RequestRoute": "route", "RequestToken": "token", "Policy": "policy", "AnnotationPayload": "payload",
	"ContinuationToken": "token", "Token": "token", "ClientToken": "token", "Prefix": "prefix", "Delimiter": "delimiter",
	"Marker": "key", "KeyMarker": "marker", "BucketRegion": "region", "AnnotationPrefix": "prefix", "IfMatchInitiatedTime": "t",
}

// samples are texts for examples.
var samples = map[string]string{
	"Key": "q3.csv", "UploadId": "ibZBv_75gd9r8lH_gqXatLdxMVpAlj6ZQjEs.OwyF3953YdwbcQnMA2BLGn8Lx12fQNICtMw5KyteFeHw.Sjng--",
	"AnnotationName": "review", "Id": "whole-bucket", "Expression": "SELECT * FROM s3object s", "RequestRoute": "io-cell001", "RequestToken": "token",
	"Policy":      `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports-2026/*"}]}`,
	"ContentType": "text/csv", "CacheControl": "no-cache", "ContentLanguage": "en", "ContentEncoding": "gzip", "ContentDisposition": "attachment",
	"Prefix": "reports/", "Delimiter": "/", "BucketRegion": "eu-west-1", "ClientToken": "b9a9c2f0-6b1e-4f8e-9d4b-0f6d1c2e3a4b",
	"WebsiteRedirectLocation": "/index.html", "ContentRange": "bytes 0-4/10",
	"ErrorCode": "NoSuchKey",
}
