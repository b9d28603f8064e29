package buildreport

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// several are the members that setters of different names set, with the reason why
// one name wouldn't do. A member that isn't here has one name in all operations.
var several = map[string]string{
	"ACL Access Ownership":                   "an ACL goes along with a write, is itself what is written, or depends on whom a new bucket's objects belong to",
	"CustomerKey Decryption Encryption":      "the key encrypts what is written, reads what is there, or is repeated for a part of an upload that has it",
	"EventHold Retention":                    "both lock an object and share the mode",
	"MFA Versioning":                         "the code goes along with a deletion, or is a part of the change of MFA delete",
	"PartNumber Portion":                     "a part is written by its number, and read in the place of a range",
	"Attributes MaxParts":                    "a limit of a listing, or of one attribute among others",
	"AfterPart Attributes":                   "a position in a listing, or in one attribute among others",
	"Analytics Id Inventory Metrics Tiering": "a configuration has its id inside and beside it, and is removed by it alone",

	"CacheControl Metadata":       metadataOfCopies,
	"ContentDisposition Metadata": metadataOfCopies,
	"ContentEncoding Metadata":    metadataOfCopies,
	"ContentLanguage Metadata":    metadataOfCopies,
	"ContentType Metadata":        metadataOfCopies,
	"Expires Metadata":            metadataOfCopies,
	"Access Ownership":            "an ACL is itself what is written, or depends on whom a new bucket's objects belong to",
}

const metadataOfCopies = "a copy gets all of the source's metadata or all of its own"

// renamed are the setters that set a single member and don't have its name, with the
// reason.
var renamed = map[string]string{
	"ABAC": short, "Acceleration": short, "CORS": short, "Encryption": short, "Input": short, "InventoryTable": short, "JournalTable": short, "AnnotationTable": short,
	"Lifecycle": short, "Logging": short, "Metadata": short, "MetadataTable": short, "Namespace": short, "Notifications": short, "ObjectLock": short, "Output": short,
	"Parts": "the document is the list of parts", "Payer": short, "PublicAccess": short, "Replication": short, "Restore": short, "TransitionSize": short, "Website": short,
	"Configuration": short, "Annotations": short, "LegalHold": "one name for the member and for the document", "Tags": "one name for the header and for the document",
	"AfterPart": "says what the marker means", "EncodeKeys": "a switch is named after what it does", "ReportProgress": "a switch is named after what it does",
	"RequesterPays": "a switch is named after what it does", "RequesterCharged": "a switch is named after what it does", "ReturnChecksum": "a switch is named after what it does",
	"WithRestoreStatus": "a switch is named after what it does", "SourceRange": "what concerns a copy's source begins with Source", "Version": "takes an option, not an id",
	"Checksum": "one name for an algorithm and for a value", "From": "one name for all positions", "If": "one name for all conditions",
}

const short = "without the words that say the same of every such member, such as Configuration or Status"

const nameFile = "testdata/names.txt"

// TestNames: the names of setters agree between operations, and every exception has
// a reason. The list of all names is what was reviewed; a new name shows in it.
//
//	go test ./s3safe/internal/buildreport -run TestNames -update
func TestNames(t *testing.T) {
	names, setters := map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, b := range Builders {
		for _, s := range slices.Concat(b.Ctor, b.Setters) {
			name := strings.TrimSuffix(s.Name, "*")
			if setters[name] == nil {
				setters[name] = map[string]bool{}
			}
			setters[name][strings.Join(s.Members, " ")] = true
			for _, m := range s.Members {
				if names[m] == nil {
					names[m] = map[string]bool{}
				}
				names[m][name] = true
			}
		}
	}
	used := map[string]bool{}
	for m, set := range names {
		if len(set) < 2 {
			continue
		}
		key := strings.Join(slices.Sorted(maps.Keys(set)), " ")
		used[key] = true
		if several[key] == "" {
			t.Errorf("%s is set by setters of several names without a reason: %s", m, key)
		}
	}
	for key := range several {
		if !used[key] {
			t.Errorf("nothing is set by %s", key)
		}
	}
	var list bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(setters)) {
		for _, members := range slices.Sorted(maps.Keys(setters[name])) {
			fmt.Fprintf(&list, "%s: %s\n", name, members)
			if !strings.Contains(members, " ") && members != name && renamed[name] == "" {
				t.Errorf("%s sets %s without a reason for its name", name, members)
			}
		}
	}
	for name := range renamed {
		if setters[name] == nil {
			t.Errorf("no setter is called %s", name)
		}
	}
	if *update {
		if err := os.WriteFile(nameFile, list.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if was, err := os.ReadFile(nameFile); err != nil || !bytes.Equal(was, list.Bytes()) {
		t.Errorf("the names aren't those that were reviewed: read what the command in the comment changes (%v)", err)
	}
}
