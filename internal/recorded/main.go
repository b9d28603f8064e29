// Command recorded replays recorded answers of Amazon S3 through a guarded
// client and tells how well the guard would have predicted them.
//
//	go run ./internal/recorded [-v] [-json] FILE.jsonl…
//
// Each line of a file is a request that was really sent and S3's answer to it.
// A call of the SDK is made again by a real SDK client whose transport only counts,
// a request on the wire is decoded by compat/wire, each with the state of the bucket
// declared. No request leaves the process.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "recorded:", err)
		os.Exit(1)
	}
}

// run is main with its surroundings as parameters. It fails if a file can't be
// read whole, or if a request that S3 accepted was stopped by the guard.
func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("recorded", flag.ContinueOnError)
	verbose := flags.Bool("v", false, "list every miss")
	asJSON := flags.Bool("json", false, "print one JSON object a case instead of the table")
	flags.SetOutput(out)
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("no file given; usage: recorded [-v] [-json] FILE.jsonl…")
	}
	var cases []Case
	var bad []error
	for _, name := range flags.Args() {
		read, err := ReadFile(name)
		cases = append(cases, read...)
		if err != nil {
			bad = append(bad, err)
		}
	}
	results := make([]Result, len(cases))
	for i := range cases {
		results[i] = Replay(&cases[i])
	}
	if *asJSON {
		enc := json.NewEncoder(out)
		for _, r := range results {
			if err := enc.Encode(r); err != nil {
				return err
			}
		}
	} else {
		NewTable(results).Print(out, *verbose)
	}
	if n := NewTable(results).AcceptedStopped; n > 0 {
		bad = append(bad, fmt.Errorf("%d accepted requests were stopped", n))
	}
	return errors.Join(bad...)
}
