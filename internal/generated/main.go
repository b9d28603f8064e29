package generated

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// A Generator makes all files without writing any. The root is the module's. What
// it says of them in a few words is printed when they are written.
type Generator func(root string) (files *Files, summary string, err error)

// Main is the main function of a generator's command, whose name is for messages.
// It has one flag: with -check, nothing is written, and it fails if a file would
// change.
func Main(name string, generate Generator) {
	check := flag.Bool("check", false, "write nothing; fail if a file would change")
	flag.Parse()
	root, err := ModuleRoot()
	if err == nil {
		err = run(root, os.Stdout, generate, *check)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}

func run(root string, out io.Writer, generate Generator, check bool) error {
	files, summary, err := generate(root)
	if err != nil {
		return err
	}
	changes, err := files.Changes(root)
	if err != nil {
		return err
	}
	if check && len(changes) > 0 {
		return fmt.Errorf("out of date, run go generate: %s", strings.Join(changes, ", "))
	}
	if err := files.Write(root, changes); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s; %d files of %d kB, %d changed\n", summary, files.Len(), files.Size()/1000, len(changes))
	return err
}

// ModuleRoot finds the directory of this module's go.mod, from any directory of
// the module or of a workspace with it.
func ModuleRoot() (string, error) {
	const module = "github.com/s3safe/s3safe-go"
	out, err := exec.Command("go", "list", "-m", "-f", "{{if .Main}}{{.Dir}}{{end}}", module).Output()
	root := strings.TrimSpace(string(out))
	if err == nil && root == "" {
		err = errors.New("it is only required")
	}
	if err != nil {
		return "", fmt.Errorf("the working directory isn't in %s, nor in a workspace with it: %w", module, err)
	}
	return root, nil
}
