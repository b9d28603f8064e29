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
// Amazon: the sources of a rule remain what it rests on. With -record the run is kept
// in compat/provider/measured, from which go generate takes which rules the server
// confirms (compat.Rule.ConfirmedBy); a test holds that against the embedded server:
//
//	go run ./examples/proof -record compat/provider/measured/versitygw.json -version 1.8.0
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

func main() {
	verbose := flag.Bool("v", false, "print every example with its answer")
	rule := flag.String("rule", "", "try only the rule with this `ID`")
	address := flag.String("at", "", "try a server that runs already, at this `address`, in place of the embedded one")
	id := flag.String("store", "versitygw", "the `id` of the profile of the server at that address")
	secret := flag.String("secret", "s3server-secret", "the `secret` of the accounts of the server at that address")
	accounts := flag.String("accounts", trial.Account, "the access `keys` of these accounts, separated by commas")
	defaults := flag.Bool("defaults", false, "only show what the SDK's default settings lead to over https, and the profile's")
	record := flag.String("record", "", "write what was measured to this `file`")
	version := flag.String("version", "", "the `version` of the server, for the record")
	flag.Parse()
	at := embedded()
	if *address != "" {
		at = attached(*id, *address, *secret, strings.Split(*accounts, ","))
	}
	if *rule != "" && aws.Source().Rule(*rule) == nil && !provider.Owns(*rule) {
		fmt.Fprintf(os.Stderr, "no rule has the id %q\n", *rule)
		os.Exit(2)
	}

	if *defaults {
		if err := at.defaults(context.Background(), os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	begin := time.Now()
	report, err := run(context.Background(), at, func(r *compat.Rule) bool { return *rule == "" || r.ID == *rule })
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	report.print(os.Stdout, *verbose)
	fmt.Printf("%d requests in %.1f s\n", report.requests, time.Since(begin).Seconds())
	if *record != "" {
		if err := report.write(*record, at.ID, *version, begin); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if problems := report.problems(); len(problems) > 0 {
		for _, p := range problems {
			fmt.Fprintln(os.Stderr, p)
		}
		os.Exit(1)
	}
}
