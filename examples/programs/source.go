package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const libraryModule = "github.com/s3safe/s3safe-go"

// copySource copies the newest release of a module into a directory and makes it
// require the library. It returns the release.
func copySource(ctx context.Context, module, library, dir string) (string, error) {
	out, err := goCommand(ctx, os.TempDir(), "mod", "download", "-json", module+"@latest")
	if err != nil {
		return "", err
	}
	var m struct{ Version, Dir string }
	if err := json.Unmarshal(out, &m); err != nil {
		return "", err
	}
	if err := os.CopyFS(dir, os.DirFS(m.Dir)); err != nil {
		return "", err
	}
	// The module cache is read-only, and so are copies of it.
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.Chmod(path, info.Mode()|0o200)
	})
	if err != nil {
		return "", err
	}
	// Both runs require it, so that both have the same release of the SDK.
	_, err = goCommand(ctx, dir, "mod", "edit",
		"-replace", libraryModule+"="+library, "-require", libraryModule+"@v0.0.0")
	if err != nil {
		return "", err
	}
	return m.Version, nil
}

// goCommand runs the go command outside any workspace.
func goCommand(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, stderr.Bytes())
	}
	return out, nil
}
