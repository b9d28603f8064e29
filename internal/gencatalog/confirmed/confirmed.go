// Package confirmed writes which servers confirmed which rules, as the catalogue's
// source has it.
package confirmed

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/internal/measured"
)

// Name is the file's, in the catalogue's folder.
const Name = "confirmed_gen.go"

// File returns the file without its first line.
func File(root string) ([]byte, error) {
	stores, err := measured.Read(root)
	if err != nil {
		return nil, err
	}
	by := map[string][]string{}
	for i := range stores {
		for _, id := range stores[i].Confirmed() {
			by[id] = append(by[id], fmt.Sprintf("%q", stores[i].Store))
		}
	}
	var b strings.Builder
	b.WriteString("package aws\n\n// confirmations leads from rules to the servers that confirmed them in a run that is\n// kept in compat/provider/measured. A rule may be gone since.\nfunc confirmations() map[string][]string {\n\treturn map[string][]string{\n")
	for _, id := range slices.Sorted(maps.Keys(by)) {
		fmt.Fprintf(&b, "\t\t%q: {%s},\n", id, strings.Join(by[id], ", "))
	}
	b.WriteString("\t}\n}\n")
	return []byte(b.String()), nil
}
