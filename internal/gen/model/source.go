package model

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
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

// Source finds the source of service/s3, at the version that the go.mod of the
// module at root requires, in the module cache. The root can be any directory of
// the module.
func Source(root string) (dir, version string, err error) {
	cmd := exec.Command("go", "list", "-m", "-json", module)
	cmd.Dir = root
	// The version that go.mod pins, whatever a workspace would add to it.
	cmd.Env = append(os.Environ(), "GOWORK=off")
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
