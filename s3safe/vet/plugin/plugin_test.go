package plugin

import (
	"testing"

	"github.com/golangci/plugin-module-register/register"

	"github.com/s3safe/s3safe-go/s3safe/vet"
)

// TestPlugin: golangci-lint finds the plugin by its name, and its settings are the
// analyzer's flags.
func TestPlugin(t *testing.T) {
	make, err := register.GetPlugin("s3safe")
	if err != nil {
		t.Fatal(err)
	}
	p, err := make(map[string]any{"copysource": true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = vet.Analyzer.Flags.Set("copysource", "false") }()
	if got := vet.Analyzer.Flags.Lookup("copysource").Value.String(); got != "true" {
		t.Errorf("copysource is %s", got)
	}
	analyzers, err := p.BuildAnalyzers()
	if err != nil || len(analyzers) != 1 || analyzers[0] != vet.Analyzer || p.GetLoadMode() != register.LoadModeTypesInfo {
		t.Errorf("%v, %v, %s", analyzers, err, p.GetLoadMode())
	}
	if _, err := make(map[string]any{"nonsense": true}); err == nil {
		t.Error("a setting that isn't a flag is no error")
	}
}
