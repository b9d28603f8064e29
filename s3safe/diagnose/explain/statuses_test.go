package explain

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
)

// Every code that the audit can name has a status, or a discrepancy would lead to no
// answer without a code.
func TestCodesOfTheAuditHaveStatuses(t *testing.T) {
	files, err := filepath.Glob("../audit/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	n := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			literal, ok := node.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			code, err := strconv.Unquote(literal.Value)
			if err != nil || !knownCodes()[code] {
				return true
			}
			if n++; len(codeStatuses()[code]) == 0 {
				t.Errorf("%s: %s has no status", name, code)
			}
			return true
		})
	}
	if n < 20 {
		t.Errorf("only %d codes were found in the audit's source", n)
	}
}

// What the catalogue says isn't said again, and the rest is what AWS's lists say.
func TestFurtherStatuses(t *testing.T) {
	for _, r := range aws.WireCatalog().Rules() {
		if _, twice := furtherStatuses[r.Answer.Code]; twice {
			t.Errorf("%s: rule %s has the code too", r.Answer.Code, r.ID)
		}
	}
	published := map[string]string{}
	raw, err := os.ReadFile("../../../internal/accounting/codes/published.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if cells := strings.Split(line, "\t"); len(cells) > 1 {
			published[cells[0]] += cells[1] + " "
		}
	}
	for code, status := range furtherStatuses {
		if !slices.Contains(strings.Fields(published[code]), strconv.Itoa(status)) {
			t.Errorf("%s: %d isn't the status in AWS's lists, %q", code, status, published[code])
		}
	}
	if !slices.Equal(codeStatuses()["NoSuchKey"], []int{404}) || givenWith("NoSuchKey", 403) || !givenWith("SignatureDoesNotMatch", 403) {
		t.Error(codeStatuses()["NoSuchKey"])
	}
}

// The SDK's own texts stand in one file.
func TestSDKTextsInOnePlace(t *testing.T) {
	texts := append([]string{sdkCallMark, "operation error", "response error StatusCode", sdkUnread, sdkEndpointRule, sdkBindAuthScheme}, sdkFronts...)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "sdktext.go" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				for _, text := range texts {
					if strings.Contains(literal.Value, text) {
						t.Errorf("%s: %s belongs into sdktext.go", name, literal.Value)
					}
				}
			}
			return true
		})
	}
}
