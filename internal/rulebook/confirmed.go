package rulebook

import (
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/internal/measured"
)

// Server is a server that the rules were tried on.
type Server struct {
	measured.Store
	// Name is the store's.
	Name string
	// Confirmed counts the rules that it confirmed, Enforced those of them that stop
	// requests.
	Confirmed, Enforced int
}

// readServers reads the runs that are kept, and counts what they confirmed.
func (b *Book) readServers(root string) error {
	stores, err := measured.Read(root)
	if err != nil {
		return err
	}
	for _, s := range stores {
		server := Server{Store: s, Name: s.Store}
		for _, p := range provider.All() {
			if p.ID == s.Store {
				server.Name = p.Name
			}
		}
		for _, r := range b.Rules {
			if !slices.Contains(r.ConfirmedBy, s.Store) {
				continue
			}
			server.Confirmed++
			if Standing(r) == "stopped" {
				server.Enforced++
			}
		}
		b.Servers = append(b.Servers, server)
	}
	return nil
}

// Confirmations says which servers confirmed the rule, with their versions, and for
// which operations if not for all. It is empty if none did.
func (b *Book) Confirmations(r *compat.Rule) string {
	var texts []string
	for _, s := range b.Servers {
		if !slices.Contains(r.ConfirmedBy, s.Store.Store) {
			continue
		}
		text := s.Name + " " + s.Version
		if seen := s.Rules[r.ID].Refused; len(seen) < len(r.Operations) {
			var ops []compat.Operation
			for _, name := range seen {
				if op, ok := operation.Parse(name); ok {
					ops = append(ops, op)
				}
			}
			text += " (" + b.OperationList(ops) + ")"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}
