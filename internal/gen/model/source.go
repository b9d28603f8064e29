package model

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const module = "github.com/aws/aws-sdk-go-v2/service/s3"

// LoadPinned reads the model from the source that [Source] finds.
func LoadPinned(root string) (sdk *SDK, version string, err error) {
	dir, version, err := Source(root)
	if err != nil {
		return nil, "", err
	}
	if sdk, err = Load(dir); err != nil {
		return nil, "", fmt.Errorf("service/s3 %s has what the generator doesn't know:\n%w", version, err)
	}
	return sdk, version, nil
}

// Source finds the source of service/s3 in the module cache, at the version that
// the workspace selects: the newest that its modules require. The library's own
// go.mod requires only the oldest release that the generated code builds with, so
// that applications needn't upgrade. The root can be any directory of the module.
func Source(root string) (dir, version string, err error) {
	workspace, err := workspaceOf(root)
	if err != nil {
		return "", "", err
	}
	cmd := exec.Command("go", "list", "-m", "-json", module)
	cmd.Dir = root
	// Also where the tests run without the workspace, against the oldest release.
	cmd.Env = append(os.Environ(), "GOWORK="+workspace, "GOFLAGS=-mod=readonly")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", "", fmt.Errorf("go list -m %s: %w", module, err)
	}
	var m struct {
		Dir, Version string
		Replace      *struct{ Version string }
	}
	if err := json.Unmarshal(out, &m); err != nil {
		return "", "", err
	}
	if m.Replace != nil {
		return "", "", fmt.Errorf("%s is replaced: the generator reads only the pinned release", module)
	}
	if m.Dir == "" {
		return "", "", fmt.Errorf("%s %s isn't in the module cache: run go mod download", module, m.Version)
	}
	return m.Dir, m.Version, nil
}

// workspaceOf finds the go.work file at or above a directory.
func workspaceOf(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		file := filepath.Join(dir, "go.work")
		if _, err := os.Stat(file); err == nil {
			return file, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("no go.work at or above the module: it selects the release of service/s3 to generate from")
		}
		dir = parent
	}
}
