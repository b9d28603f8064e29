package plugin

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
)

// TestConfig: the configuration of golangci-lint that the repository shows names this
// plugin: its module, its package and the linter.
func TestConfig(t *testing.T) {
	raw, err := os.ReadFile("../../../.golangci.example.yml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	value := func(key string) string {
		t.Helper()
		m := regexp.MustCompile(`(?m)^[#\s-]*` + key + `: (\S+)$`).FindStringSubmatch(text)
		if m == nil {
			t.Fatalf("there is no %s", key)
		}
		return m[1]
	}
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(string(mod), "\n"); first != "module "+value("module") {
		t.Errorf("the module is %s, in the example %s", first, value("module"))
	}
	if path := reflect.TypeFor[linter]().PkgPath(); path != value("import") {
		t.Errorf("the package is %s, in the example %s", path, value("import"))
	}
	if value("type") != "module" {
		t.Errorf("the type is %s", value("type"))
	}
	enabled := strings.Trim(value("enable"), "[]")
	if _, err := register.GetPlugin(enabled); err != nil {
		t.Errorf("%s: %v", enabled, err)
	}
	if !strings.Contains(text, "\n    custom:\n      "+enabled+":\n") {
		t.Errorf("%s has no settings as a custom linter", enabled)
	}
}
