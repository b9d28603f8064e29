// Genop writes the builders below s3safe/op from the pinned S3 SDK and from the
// catalogue.
//
//	go generate ./...              # write
//	go run ./internal/genop -check # fail if writing would change a byte
//
// The SDK says which members an operation has, the catalogue which of them a
// target rejects, and the tables of this package which members come in together.
// It stops with a message at whatever they don't cover.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	check := flag.Bool("check", false, "write nothing; fail if a file would change")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, "genop:", err)
		os.Exit(1)
	}
}

func run(check bool) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	files, stats, err := generate(root)
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
	fmt.Printf("%d operations, %d builders, %d setters; %d files of %d kB, %d changed\n",
		stats.packages, stats.builders, stats.setters, len(files), files.size()/1000, len(changes))
	return nil
}
