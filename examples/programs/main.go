// Command programs runs the S3 tests of real programs twice, with their own
// clients and with s3safe.Guard added to every client they make, and compares
// the outcome of each test:
//
//	go run ./examples/programs            # all
//	go run ./examples/programs gocloud    # one
//
// A program's source comes from the module proxy and is copied to a temporary
// directory; both runs use the same release of the SDK. Nothing else of the
// program is changed. It takes minutes and some GB of build cache.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	library := flag.String("library", "", "directory of the s3safe module (default: found from the working directory)")
	keep := flag.Bool("keep", false, "keep the patched sources")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, *library, *keep, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "programs:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, library string, keep bool, names []string) (err error) {
	chosen, err := choose(names)
	if err != nil {
		return err
	}
	if library, err = libraryRoot(library); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "s3safe-programs-")
	if err != nil {
		return err
	}
	if keep {
		fmt.Fprintln(out, "sources:", dir)
	} else {
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	var failed []error
	for _, p := range chosen {
		report, err := try(ctx, p, library, filepath.Join(dir, p.name))
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		report.print(out)
		if n := len(report.differences); n > 0 {
			failed = append(failed, fmt.Errorf("%s: %d tests end differently with the guard", p.name, n))
		}
	}
	return errors.Join(failed...)
}

// try runs the tests of one program without and with the guard.
func try(ctx context.Context, p program, library, dir string) (*report, error) {
	version, err := copySource(ctx, p.module, library, dir)
	if err != nil {
		return nil, err
	}
	r := &report{program: p, version: version}
	if r.plain, err = test(ctx, p, dir, ""); err != nil {
		return nil, err
	}
	if r.clients, err = patch(p, dir); err != nil {
		return nil, err
	}
	log := filepath.Join(filepath.Dir(dir), p.name+".calls")
	if r.guarded, err = test(ctx, p, dir, log); err != nil {
		return nil, err
	}
	if r.calls, err = readCalls(log); err != nil {
		return nil, err
	}
	if r.calls.guarded == 0 {
		return nil, errors.New("no call went through the guard, so its tests say nothing")
	}
	r.differences = differences(r.plain, r.guarded)
	return r, nil
}

// libraryRoot finds the directory of the s3safe module: the one given, or the one
// whose workspace the working directory is in.
func libraryRoot(given string) (string, error) {
	if given != "" {
		return filepath.Abs(given)
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.work")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("not inside the s3safe repository: say where it is with -library")
		}
		dir = parent
	}
}
