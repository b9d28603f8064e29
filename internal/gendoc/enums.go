package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// enumNames reads the names of the SDK's enumeration constants from its source:
// by type and value, "ServerSideEncryption" "aws:kms" leads to
// "ServerSideEncryptionAwsKms".
func enumNames(root string) (map[string]map[string]string, error) {
	cmd := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/aws/aws-sdk-go-v2/service/s3")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	// The version that go.mod pins, whatever a workspace would add to it.
	cmd.Env = append(os.Environ(), "GOWORK=off")
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list -m: %w", err)
	}
	path := filepath.Join(strings.TrimSpace(string(out)), "types", "enums.go")
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return nil, err
	}
	names := map[string]map[string]string{}
	for _, d := range file.Decls {
		consts, ok := d.(*ast.GenDecl)
		if !ok || consts.Tok != token.CONST {
			continue
		}
		for _, s := range consts.Specs {
			spec := s.(*ast.ValueSpec)
			kind, ok := spec.Type.(*ast.Ident)
			if !ok || len(spec.Values) != 1 {
				continue
			}
			value, ok := spec.Values[0].(*ast.BasicLit)
			if !ok {
				continue
			}
			text, err := strconv.Unquote(value.Value)
			if err != nil {
				return nil, err
			}
			if names[kind.Name] == nil {
				names[kind.Name] = map[string]string{}
			}
			names[kind.Name][text] = spec.Names[0].Name
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s has no enumerations", path)
	}
	return names, nil
}
