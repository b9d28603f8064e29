package vettool

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"
)

// asAskedFor returns the file with the description of a package that is to be analysed.
// It is another one for a package of the main module that go vet has analysed only
// because others import it.
//
// The go command of release 1.26 keeps what the tool writes of a package, and takes it
// again whether the package was asked for or not. If nothing were written of one that
// wasn't, nothing would be found in it afterwards, when it is.
func asAskedFor(file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return file // the checker tells
	}
	var config unitchecker.Config
	if json.Unmarshal(text, &config) != nil || !config.VetxOnly || config.Stdout == "" || !ofMainModule(&config) || hasTests(&config) {
		return file
	}
	config.VetxOnly = false
	if text, err = json.Marshal(config); err != nil {
		return file
	}
	other := strings.TrimSuffix(file, ".cfg") + ".asked.cfg"
	if os.WriteFile(other, text, 0o666) != nil {
		return file
	}
	return other
}

// ofMainModule reports whether a package is one of the main module's, as it is when it is
// asked for: not as it is compiled again for another's tests.
func ofMainModule(c *unitchecker.Config) bool {
	path, version := c.ModulePath, c.ModuleVersion
	if c.Module != nil {
		path, version = c.Module.Path, c.Module.Version
	}
	return path != "" && version == "" && c.ID == c.ImportPath
}

// hasTests reports whether a package has tests in it: then it is asked for with them,
// which is another description, and would be told of twice.
func hasTests(c *unitchecker.Config) bool {
	files, err := os.ReadDir(c.Dir)
	if err != nil || len(c.GoFiles) == 0 {
		return false
	}
	name := ""
	for _, f := range files {
		if f.IsDir() || !strings.HasSuffix(f.Name(), "_test.go") || leftOut(c, f.Name()) {
			continue
		}
		if name == "" {
			name = packageOf(c.GoFiles[0])
		}
		if packageOf(filepath.Join(c.Dir, f.Name())) == name {
			return true
		}
	}
	return false
}

// leftOut reports whether the go command leaves a file of the package's folder out: for
// its name, or because it is of other systems or build tags.
func leftOut(c *unitchecker.Config, name string) bool {
	return name[0] == '_' || name[0] == '.' ||
		slices.ContainsFunc(c.IgnoredFiles, func(f string) bool { return filepath.Base(f) == name })
}

// packageOf returns the name of the package that a file is of, empty if it can't be read.
func packageOf(file string) string {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly)
	if err != nil {
		return ""
	}
	return f.Name.Name
}
