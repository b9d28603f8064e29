// Command s3safevet reports S3 inputs in source code that Amazon S3 would reject
// or silently ignore.
//
//	s3safevet ./...
//	go vet -vettool=$(which s3safevet) ./...
package main

import (
	"os"

	"golang.org/x/tools/go/analysis/singlechecker"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/s3safe/s3safe-go/s3safe/vet"
)

func main() {
	if vet.AsVetTool(os.Args[1:]) {
		unitchecker.Main(vet.Analyzer)
	}
	singlechecker.Main(vet.Analyzer)
}
