// Gen writes the generated files of this module from the pinned S3 SDK.
//
//	go generate ./...            # write
//	go run ./internal/gen -check # fail if writing would change a byte
//
// It reads the source of service/s3 at the version that go.mod requires, from
// the module cache, and stops with a message at whatever it doesn't know.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/s3safe/s3safe-go/internal/gen/model"
)

const s3Module = "github.com/aws/aws-sdk-go-v2/service/s3"

func main() {
	check := flag.Bool("check", false, "write nothing; fail if a file would change")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(check bool) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	version, files, sdk, err := generate(root)
	if err != nil {
		return err
	}
	changes, err := files.changes(root)
	if err != nil {
		return err
	}
	if check && len(changes) > 0 {
		return fmt.Errorf("out of date, run go generate: %s", strings.Join(changes, ", "))
	}
	if err := files.write(root, changes); err != nil {
		return err
	}
	fmt.Printf("service/s3 %s: %d operations, %d members, %d uses; %d files, %d changed\n",
		version, len(sdk.Operations), len(sdk.MemberNames()), sdk.Uses(), len(files), len(changes))
	return nil
}

// generate makes all files without writing any.
func generate(root string) (version string, files fileSet, sdk *model.SDK, err error) {
	dir, version, err := sdkSource(root)
	if err != nil {
		return "", nil, nil, err
	}
	sdk, err = model.Load(dir)
	if err != nil {
		return "", nil, nil, fmt.Errorf("service/s3 %s has what the generator doesn't know:\n%w", version, err)
	}
	files = fileSet{}
	for _, emit := range []func(*emitter){enumerations, describe, tables, client} {
		e := &emitter{sdk: sdk, version: version, files: files}
		emit(e)
		if err := errors.Join(e.errs...); err != nil {
			return "", nil, nil, err
		}
	}
	return version, files, sdk, nil
}

// moduleRoot finds the directory of go.mod above the working directory, which
// under go generate is that of the directive.
func moduleRoot() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	mod := strings.TrimSpace(string(out))
	if err != nil || filepath.Base(mod) != "go.mod" {
		return "", fmt.Errorf("not in a module: go env GOMOD: %q %w", mod, err)
	}
	return filepath.Dir(mod), nil
}

// sdkSource finds the source of the pinned SDK.
func sdkSource(root string) (dir, version string, err error) {
	cmd := exec.Command("go", "list", "-m", "-json", s3Module)
	cmd.Dir = root
	// The version that go.mod pins, whatever a workspace would add to it.
	cmd.Env = append(os.Environ(), "GOWORK=off")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", "", fmt.Errorf("go list -m %s: %w", s3Module, err)
	}
	var m struct {
		Dir, Version string
		Replace      *struct{ Version string }
	}
	if err := json.Unmarshal(out, &m); err != nil {
		return "", "", err
	}
	if m.Replace != nil {
		return "", "", fmt.Errorf("%s is replaced: the generator reads only the pinned release", s3Module)
	}
	if m.Dir == "" {
		return "", "", fmt.Errorf("%s %s isn't in the module cache: run go mod download", s3Module, m.Version)
	}
	return m.Dir, m.Version, nil
}
