// Command s3safevet reports S3 inputs in source code that Amazon S3 would reject
// or silently ignore.
//
//	s3safevet ./...
//	go vet -vettool=$(which s3safevet) ./...
package main

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/s3safe/s3safe-go/s3safe/vet"
	"github.com/s3safe/s3safe-go/s3safe/vet/vettool"
)

func main() {
	vettool.Main()
	singlechecker.Main(vet.Analyzer)
}
