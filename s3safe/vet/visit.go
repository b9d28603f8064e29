package vet

import (
	"go/constant"
	"go/types"
	"net/url"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/internal/partial"
	"github.com/s3safe/s3safe-go/s3safe/vet/internal/flow"
	"github.com/s3safe/s3safe-go/s3safe/vet/internal/judge"
)

// visit judges an input that is used.
func (c *checker) visit(u flow.Use) {
	if u.Callee == nil || u.Input.Kind != flow.Pointer {
		return
	}
	t := transferOf(&u, flow.TypeAt(u.Input))
	if t == nil {
		return
	}
	var inputs []*partial.Input
	for _, op := range t.operations {
		in := judge.Read(&u, op)
		if in == nil {
			return
		}
		if len(t.may) > 0 {
			in.Maybe(t.may...)
		}
		in.Context = contextOf(&u, op)
		if in.Pos == 0 {
			in.Pos = u.Call.Pos()
		}
		inputs = append(inputs, in)
	}
	for _, f := range partial.JudgeAll(inputs) {
		c.report(inputs[0], f, &u)
	}
}

// contextOf returns what the client's options and the kind of call say.
func contextOf(u *flow.Use, op operation.ID) partial.Context {
	var c partial.Context
	endpoint, signature := new(compat.Facts), new(compat.Facts)
	set := func(f *compat.Facts, feature compat.Feature, value string) { _ = f.Set(feature, value) }
	switch receiver := receiverName(u.Callee); {
	case receiver == "PresignClient" && u.Callee.Name() == "PresignPostObject":
		set(signature, compat.Presigned, "post")
		c.Presigned = true
	case receiver == "PresignClient":
		set(signature, compat.Presigned, "url")
		c.Presigned = true
		if n, ok := number(field(u.Presign, u, "PresignOptions", "Expires")); ok && n > 0 {
			c.Expires = n
		}
	case flow.InS3(u.Callee.Pkg().Path()):
		set(signature, compat.Presigned, "false")
	}
	option := func(name string) flow.Value { return field(u.Options, u, "Options", name) }
	keyed := sdk.Schema.Members(op)
	if truth(option("UseAccelerate")) && keyed.Has(member.Key) {
		set(endpoint, compat.Accelerate, "true")
	}
	if truth(option("UsePathStyle")) {
		set(endpoint, compat.Addressing, "path")
	}
	if resolver := option("EndpointOptions"); resolver.Kind == flow.Struct {
		// The states of both are 0, not set, 1, on, and 2, off.
		for name, feature := range map[string]compat.Feature{"UseFIPSEndpoint": compat.FIPS, "UseDualStackEndpoint": compat.DualStack} {
			if n, ok := number(field(resolver, u, "EndpointResolverOptions", name)); ok && n == 1 {
				set(endpoint, feature, "true")
			}
		}
	}
	if text, ok := option("Region").TextOf(); ok && !truth(option("UseARNRegion")) {
		endpoint.Region = text
	}
	if base := option("BaseEndpoint"); base.Kind == flow.Pointer {
		if text, ok := u.Deref(base).Value.TextOf(); ok {
			if at, err := url.Parse(text); err == nil && at.Hostname() != "" {
				provider := "other"
				if _, amazon := compat.AmazonDomain(strings.ToLower(at.Hostname())); amazon {
					provider = "Amazon"
				}
				set(endpoint, compat.Provider, provider)
				set(endpoint, compat.Scheme, at.Scheme)
			}
		} else {
			set(endpoint, compat.Provider, "other")
		}
	}
	if anonymous(option("Credentials")) {
		set(signature, compat.SignatureScheme, "anonymous")
	}
	if len(endpoint.Known()) > 0 || endpoint.Region != "" {
		c.Endpoint = endpoint
	}
	if len(signature.Known()) > 0 {
		c.Signature = signature
	}
	return c
}

func receiverName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return ""
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

// field returns a field of a structure of the S3 package.
func field(v flow.Value, u *flow.Use, typeName, name string) flow.Value {
	if v.Kind != flow.Struct {
		return flow.Value{}
	}
	for _, p := range append(u.Callee.Pkg().Imports(), u.Callee.Pkg()) {
		if p.Path() != flow.PackageS3 {
			continue
		}
		object := p.Scope().Lookup(typeName)
		if object == nil {
			continue
		}
		s, ok := object.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for i := range s.NumFields() {
			if s.Field(i).Name() == name && i < len(v.Slots) {
				return v.Slots[i].Value
			}
		}
	}
	return flow.Value{}
}

func number(v flow.Value) (int64, bool) {
	if v.Kind != flow.Const || v.Const.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(v.Const)
}

func truth(v flow.Value) bool {
	return v.Kind == flow.Const && v.Const.Kind() == constant.Bool && constant.BoolVal(v.Const)
}

func anonymous(v flow.Value) bool {
	if v.Type == nil {
		return false
	}
	n, ok := types.Unalias(v.Type).(*types.Named)
	return ok && n.Obj().Name() == "AnonymousCredentials" && n.Obj().Pkg().Path() == "github.com/aws/aws-sdk-go-v2/aws"
}
