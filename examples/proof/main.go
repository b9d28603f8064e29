// Command proof tries the catalogue of rules on a real S3 server: it sends what
// the rules say is refused, and what just misses being refused, and compares
// the answers.
//
//	go run ./examples/proof [-v] [-rule ID]
//
// The requests go out unguarded, through a plain client of the SDK, to the
// embedded server of package s3server. For each rule its written examples and
// those that the solver finds are sent: violating ones must be refused with the
// rule's status and code, allowed ones must not be refused for that reason.
//
// What one server on the loopback interface can't tell is printed as not
// testable, with the reason. Where the server lacks a check or differs from
// Amazon's documentation, exceptions.json says which and why; a difference that
// it doesn't explain fails the run, and so does an explanation that no longer
// applies.
//
// The server also prints its internal errors to standard error; the answers to
// those requests are compared like any other.
//
// A rule confirmed here is confirmed by one faithful implementation, not by
// Amazon: the sources of a rule remain what it rests on.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

func main() {
	verbose := flag.Bool("v", false, "print every example with its answer")
	rule := flag.String("rule", "", "try only the rule with this `ID`")
	flag.Parse()
	if *rule != "" && aws.Catalog().Rule(*rule) == nil {
		fmt.Fprintf(os.Stderr, "no rule has the id %q\n", *rule)
		os.Exit(2)
	}

	begin := time.Now()
	report, err := run(context.Background(), func(r *compat.Rule) bool { return *rule == "" || r.ID == *rule })
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	report.print(os.Stdout, *verbose)
	fmt.Printf("%d requests in %.1f s\n", report.requests, time.Since(begin).Seconds())
	if problems := report.problems(); len(problems) > 0 {
		for _, p := range problems {
			fmt.Fprintln(os.Stderr, p)
		}
		os.Exit(1)
	}
}
