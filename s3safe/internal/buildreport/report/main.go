// Report prints how much of the catalogue the builders make unwritable, as
// Markdown.
//
//	go run ./s3safe/internal/buildreport/report
package main

import (
	"fmt"

	"github.com/s3safe/s3safe-go/s3safe/internal/buildreport"
)

func main() { fmt.Print(buildreport.Report(buildreport.All())) }
