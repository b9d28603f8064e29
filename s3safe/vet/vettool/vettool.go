// Package vettool runs the analyzer as the tool of go vet.
//
//	func main() {
//		vettool.Main()
//		// Whoever else runs the program gets here.
//	}
package vettool

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/s3safe/s3safe-go/s3safe/vet"
)

// Main does what go vet asks its tool to do, and ends the program. It returns if it
// isn't go vet that runs the program.
func Main() {
	args := os.Args[1:]
	if !vet.AsVetTool(args) {
		return
	}
	if len(args) == 1 && args[0] == "-V=full" {
		if line := describe(); line != "" {
			fmt.Println(line)
			os.Exit(0)
		}
	}
	if last := &os.Args[len(os.Args)-1]; strings.HasSuffix(*last, ".cfg") {
		*last = asAskedFor(*last)
	}
	unitchecker.Main(vet.Analyzer)
}

// describe returns what tells this program from every other, in the form that go vet
// asks for; empty if nothing short does. Without it the whole file has to be read and
// hashed, which took longer than all the rest that go vet has the tool do for a package
// without S3.
func describe() string {
	self, err := os.Executable()
	if err != nil {
		return ""
	}
	id := buildID(self)
	if id == "" {
		return ""
	}
	return fmt.Sprintf("%s version devel buildID=%s", filepath.Base(os.Args[0]), id)
}
