package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/internal/gen/model"
)

// formNames are the forms of values in headers and parameters.
func formOf(op *model.Operation, m *model.Member) (string, error) {
	switch m.Kind {
	case model.String, model.Enumeration:
		return "text", nil
	case model.Int32:
		return "number32", nil
	case model.Int64:
		return "number64", nil
	case model.Bool:
		return "boolean", nil
	case model.Time:
		return map[model.TimeFormat]string{model.HTTPDate: "httpDate", model.DateTime: "dateTime"}[m.Format], nil
	case model.List:
		return "listOf" + m.TypeName, nil
	}
	return "", fmt.Errorf("%s.%s: a %s at %v", op.Name, m.Name, m.GoType, m.Binding)
}

// names collects the distinct names of a location, sorted.
func names(sdk *model.SDK, loc model.Location) []string {
	seen := map[string]bool{}
	var list []string
	for _, op := range sdk.Operations {
		for _, m := range op.Members {
			if m.Binding.Location == loc && !seen[m.Binding.Name] {
				seen[m.Binding.Name] = true
				list = append(list, m.Binding.Name)
			}
		}
	}
	slices.Sort(list)
	return list
}

// tables emits where members are on the wire, and the routes.
func tables(sdk *model.SDK) ([]byte, error) {
	s := &source{}
	s.printf(`package wire

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

`)
	headers, queries := names(sdk, model.Header), names(sdk, model.Query)
	numbers(s, "headerNumber", "header, by its canonical name", headers)
	numbers(s, "queryNumber", "query parameter", queries)
	lists(s, sdk)
	if err := operations(s, sdk, headers, queries); err != nil {
		return nil, err
	}
	if err := routes(s, sdk); err != nil {
		return nil, err
	}
	return s.Bytes(), nil
}

// numbers emits a function from names to their numbers, and the names.
func numbers(s *source, function, what string, list []string) {
	s.printf("// %s returns the number of a %s, 0 if no member is bound to it.\nfunc %s(name string) uint8 {\n\tswitch name {\n", function, what, function)
	for i, n := range list {
		s.printf("\tcase %q:\n\t\treturn %d\n", n, i+1)
	}
	s.printf("\t}\n\treturn 0\n}\n\n")
}

// lists emits the forms of lists, and how they are made of texts.
func lists(s *source, sdk *model.SDK) {
	var types []string
	for _, op := range sdk.Operations {
		for _, m := range op.Members {
			if m.Kind == model.List && !slices.Contains(types, m.TypeName) {
				types = append(types, m.TypeName)
			}
		}
	}
	slices.Sort(types)
	s.printf("// The forms of lists.\nconst (\n")
	for i, t := range types {
		if i == 0 {
			s.printf("\tlistOf%s form = iota + firstList\n", t)
		} else {
			s.printf("\tlistOf%s\n", t)
		}
	}
	s.printf(")\n\n// listValue makes the value of a member that is a list.\nfunc listValue(f form, texts []string) compat.Value {\n\tswitch f {\n")
	for _, t := range types {
		s.printf("\tcase listOf%s:\n\t\treturn compat.DocumentValue(listOf[types.%s](texts))\n", t, t)
	}
	s.printf("\t}\n\treturn compat.UnknownValue()\n}\n\n")
}

// operations emits the places of each operation's members.
func operations(s *source, sdk *model.SDK, headers, queries []string) error {
	s.printf("// operations is indexed by operation.\nvar operations = [operation.Count]operationInfo{\n")
	for _, op := range sdk.Operations {
		s.printf("\toperation.%s: {\n", op.Name)
		for _, x := range []struct {
			name string
			loc  model.Location
			list []string
		}{{"headers", model.Header, headers}, {"queries", model.Query, queries}} {
			type use struct {
				number int
				text   string
			}
			var uses []use
			for _, m := range op.Members {
				if m.Binding.Location != x.loc {
					continue
				}
				form, err := formOf(op, m)
				if err != nil {
					return err
				}
				i, _ := slices.BinarySearch(x.list, m.Binding.Name)
				uses = append(uses, use{i + 1, fmt.Sprintf("{%d, member.%s, %s}, ", i+1, m.Name, form)})
			}
			if len(uses) == 0 {
				continue
			}
			slices.SortFunc(uses, func(a, b use) int { return a.number - b.number })
			s.printf("\t\t%s: []use{", x.name)
			for _, u := range uses {
				s.printf("%s", u.text)
			}
			s.printf("},\n")
		}
		document := false
		var inBody []*model.Member
		for _, m := range op.Members {
			switch m.Binding.Location {
			case model.Host:
				if m.Name != "Bucket" {
					return fmt.Errorf("%s.%s: only Bucket is known to be part of the endpoint", op.Name, m.Name)
				}
				s.printf("\t\tbucket: true,\n")
			case model.Label:
				if m.Name != "Key" {
					return fmt.Errorf("%s.%s: only Key is known to be a label", op.Name, m.Name)
				}
				s.printf("\t\tkey: true,\n")
			case model.HeaderPrefix:
				if m.Name != "Metadata" || m.Binding.Name != "X-Amz-Meta-" {
					return fmt.Errorf("%s.%s: only Metadata is known to be headers of a prefix", op.Name, m.Name)
				}
				s.printf("\t\tmetadata: true,\n")
			case model.Payload:
				inBody = append(inBody, m)
				s.printf("\t\tpayload: member.%s,\n\t\ttextual: %v,\n", m.Name, m.Kind == model.String)
			case model.Element:
				inBody = append(inBody, m)
				if !document {
					s.printf("\t\tdocument: true,\n")
				}
				document = true
			}
		}
		// Which of several members it is, only the body says.
		var sure, unsure []string
		for _, m := range inBody {
			if m.Required || len(inBody) == 1 {
				sure = append(sure, "member."+m.Name)
			} else {
				unsure = append(unsure, "member."+m.Name)
			}
		}
		if len(sure) > 0 {
			s.printf("\t\tinBody: []member.ID{%s},\n", strings.Join(sure, ", "))
		}
		if len(unsure) > 0 {
			s.printf("\t\tperhapsInBody: []member.ID{%s},\n", strings.Join(unsure, ", "))
		}
		s.printf("\t},\n")
	}
	s.printf("}\n\n")
	return nil
}

// routes emits how requests are led to operations.
func routes(s *source, sdk *model.SDK) error {
	var subresources []string
	s.printf("// routes lists the routes of all operations.\nvar routes = [...]route{\n")
	for _, op := range sdk.Operations {
		level := "atBucket"
		switch {
		case op.Path == "/{Key+}":
			level = "atObject"
		case op.Path == "/" && op.Member("Bucket") == nil:
			level = "atService"
		case op.Path == "/":
		case !strings.Contains(op.Path, "{"):
			level = "atPath"
		default:
			return fmt.Errorf("%s: unknown path %s", op.Name, op.Path)
		}
		fixed, err := url.ParseQuery(op.Query)
		if err != nil {
			return fmt.Errorf("%s: %w", op.Name, err)
		}
		var params []string
		for pair := range strings.SplitSeq(op.Query, "&") {
			name, _, _ := strings.Cut(pair, "=")
			if name == "" || name == "x-id" {
				continue
			}
			if len(fixed[name]) != 1 {
				return fmt.Errorf("%s: parameter %s", op.Name, name)
			}
			params = append(params, fmt.Sprintf("{%q, %q}", name, fixed.Get(name)))
			if fixed.Get(name) == "" && !slices.Contains(subresources, name) {
				subresources = append(subresources, name)
			}
		}
		var needed []string
		source := "false"
		for _, m := range op.Members {
			if m.Required && m.Binding.Location == model.Query {
				needed = append(needed, fmt.Sprintf("%q", m.Binding.Name))
			}
			if m.Required && m.Name == "CopySource" {
				source = "true"
			}
		}
		path := ""
		if level == "atPath" {
			path = op.Path
		}
		s.printf("\t{operation.%s, %q, %s, %q, []parameter{%s}, []string{%s}, %s},\n", op.Name, op.Method, level, path,
			strings.Join(params, ", "), strings.Join(needed, ", "), source)
	}
	slices.Sort(subresources)
	s.printf("}\n\n// isSubresource reports whether a parameter without a value names what a request is about.\nfunc isSubresource(name string) bool {\n\tswitch name {\n\tcase ")
	for i, n := range subresources {
		if i > 0 {
			s.printf(", ")
		}
		s.printf("%q", n)
	}
	s.printf(":\n\t\treturn true\n\t}\n\treturn false\n}\n")
	return nil
}
