// Package plugin is the analyzer as a module plugin of golangci-lint.
//
// https://golangci-lint.run/docs/plugins/module-plugins/
package plugin

import (
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/s3safe/s3safe-go/s3safe/vet"
)

func init() { register.Plugin("s3safe", New) }

// New returns the plugin. Its settings are the analyzer's flags, by name.
func New(settings any) (register.LinterPlugin, error) {
	flags, err := register.DecodeSettings[map[string]bool](settings)
	if err != nil {
		return nil, err
	}
	for name, on := range flags {
		value := "false"
		if on {
			value = "true"
		}
		if err := vet.Analyzer.Flags.Set(name, value); err != nil {
			return nil, err
		}
	}
	return linter{}, nil
}

type linter struct{}

// BuildAnalyzers implements register.LinterPlugin.
func (linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{vet.Analyzer}, nil
}

// GetLoadMode implements register.LinterPlugin.
func (linter) GetLoadMode() string { return register.LoadModeTypesInfo }
