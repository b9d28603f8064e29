// Command s3safe tells what Amazon S3 would reject before it is sent, and why it
// did afterwards.
//
//	s3safe check --op PutObject input.json
//	s3safe explain "An error occurred (InvalidRequest) when calling the PutObject operation: …"
//	s3safe rules search checksum
//	s3safe vet ./...
//
// s3safe help lists the commands, s3safe help exit-codes what its status says.
package main

import (
	"os"

	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/cli"
	"github.com/s3safe/s3safe-go/s3safe/vet/vettool"
)

func main() {
	// go vet runs the command as its tool, for s3safe vet.
	vettool.Main()
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
