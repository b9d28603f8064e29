package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/s3safe/s3safe-go/internal/generated"
)

// registry writes the list of all builders for the tests and the report.
func registry(pkgs []*pkg, files *generated.Files) error {
	var b bytes.Buffer
	b.WriteString("package buildreport\n\nimport (\n\"github.com/s3safe/s3safe-go/compat\"\n")
	for _, p := range pkgs {
		fmt.Fprintf(&b, "\t%q\n", modulePath+"s3safe/op/"+p.Name)
	}
	b.WriteString(")\n\n// Builders lists every builder.\nvar Builders = []Builder{\n")
	for _, p := range pkgs {
		for _, x := range p.Builders {
			fmt.Fprintf(&b, "{Op: %q, Family: %q, Takes: %s, New: %s.%s, From: %s.From,\nCtor: []Setter{%s},\nSetters: []Setter{%s}},\n",
				p.Op.Name, x.Family.Name, x.Takes, p.Name, x.Constructor(), p.Name, setterList(x.Ctor, true), setterList(x.Setters, false))
		}
	}
	b.WriteString("}\n")
	return files.AddGo("s3safe/internal/buildreport/registry_gen.go", b.Bytes())
}

func setterList(list []*setter, constructor bool) string {
	var out []string
	for _, s := range list {
		var names []string
		for _, m := range s.Members {
			names = append(names, fmt.Sprintf("%q", m.Name))
		}
		name := s.Name
		if s.Type == "" && constructor {
			name += "*"
		}
		out = append(out, fmt.Sprintf("{%q, []string{%s}}", name, strings.Join(names, ", ")))
	}
	return strings.Join(out, ", ")
}
