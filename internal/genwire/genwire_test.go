package main

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/internal/gen/model"
	"github.com/s3safe/s3safe-go/internal/generated/generatedtest"
)

func TestUpToDate(t *testing.T) { generatedtest.UpToDate(t, generate) }

// Every document, every header and every operation is in what is generated.
func TestComplete(t *testing.T) {
	sdk, _, err := model.LoadPinned(".")
	if err != nil {
		t.Fatal(err)
	}
	_, files := generatedtest.Make(t, generate)
	documents, tables := string(files["compat/wire/documents_gen.go"]), string(files["compat/wire/tables_gen.go"])
	for name := range sdk.Documents {
		if !strings.Contains(documents, "\nfunc read"+name+"(") {
			t.Errorf("no reader of %s", name)
		}
	}
	for _, op := range sdk.Operations {
		if strings.Count(tables, "\t{operation."+op.Name+", ") != 1 {
			t.Errorf("%s hasn't one route", op.Name)
		}
	}
	for name, text := range files {
		if _, err := parser.ParseFile(token.NewFileSet(), name, text, 0); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A member that is in a place the generator doesn't know is an error that names it.
func TestUnknownPlaces(t *testing.T) {
	for name, m := range map[string]*model.Member{
		"Label":   {Name: "Label", Kind: model.String, Binding: model.Binding{Location: model.Label, Name: "Label"}},
		"Account": {Name: "Account", Kind: model.String, Binding: model.Binding{Location: model.Host, Name: "Account"}},
		"Prefix":  {Name: "Prefix", Kind: model.Strings, Binding: model.Binding{Location: model.HeaderPrefix, Name: "X-Amz-Prefix-"}},
		"Body":    {Name: "Body", Kind: model.Stream, Binding: model.Binding{Location: model.Header, Name: "Body"}},
	} {
		sdk := &model.SDK{Operations: []*model.Operation{{Name: "New", Method: "GET", Path: "/", Members: []*model.Member{m}}}}
		if _, err := tables(sdk); err == nil || !strings.Contains(err.Error(), "New."+name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	sdk := &model.SDK{Operations: []*model.Operation{{Name: "New", Method: "GET", Path: "/{Bucket}/{Key+}"}}}
	if _, err := tables(sdk); err == nil || !strings.Contains(err.Error(), "New") {
		t.Errorf("a path: %v", err)
	}
}
