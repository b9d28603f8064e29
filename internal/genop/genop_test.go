package main

import (
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/internal/gen/model"
	"github.com/s3safe/s3safe-go/internal/generated/generatedtest"
)

func TestUpToDate(t *testing.T) { generatedtest.UpToDate(t, generate) }

// TestFiles: the generated tree is of moderate size, and no sentence is AWS's.
func TestFiles(t *testing.T) {
	root, files := generatedtest.Make(t, generate)
	size := 0
	for path, text := range files {
		size += len(text)
		if len(text) > 1_000_000 {
			t.Errorf("%s: %d bytes", path, len(text))
		}
	}
	if size > 2_000_000 {
		t.Errorf("%d bytes", size)
	}
	m, _, err := model.LoadPinned(root)
	if err != nil {
		t.Fatal(err)
	}
	sentences := map[string]bool{}
	for _, op := range m.Operations {
		for _, x := range op.Members {
			for s := range strings.SplitSeq(strings.Join(strings.Fields(x.Doc), " "), ". ") {
				if len(s) > 40 {
					sentences[s] = true
				}
			}
		}
	}
	for member, meaning := range meanings {
		for s := range sentences {
			if strings.Contains(meaning, s) || strings.Contains(s, strings.TrimSuffix(meaning, ".")) && len(meaning) > 30 {
				t.Errorf("%s: a sentence of AWS's: %s", member, s)
			}
		}
	}
}

// TestUnknown: a member that the tables don't cover stops the generator with a
// message that names it.
func TestUnknown(t *testing.T) {
	g := &generator{used: map[*group]bool{}}
	for _, c := range []struct {
		member *model.Member
		want   string
	}{
		{&model.Member{Name: "Colour", Kind: model.Enumeration, GoType: "types.Colour", TypeName: "Colour"}, "GetObject.Colour"},
		{&model.Member{Name: "Flavour", Kind: model.String, GoType: "*string"}, "GetObject.Flavour"},
	} {
		op := &model.Operation{Name: "GetObject", Members: []*model.Member{{Name: "Bucket", Kind: model.String, Required: true}, c.member}}
		if _, err := g.builders(op); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.member.Name, err)
		}
	}
	if _, err := g.builders(&model.Operation{Name: "PaintObject"}); err == nil || !strings.Contains(err.Error(), "PaintObject") {
		t.Errorf("an unknown operation: %v", err)
	}
}
