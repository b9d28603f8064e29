package verify

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/provider"
)

// Known is what is known of a server that isn't Amazon's. The zero value knows nothing.
type Known struct {
	// Rules are the rules that it doesn't keep.
	Rules map[string][]Difference
	// Missing are the operations that it doesn't implement.
	Missing []string
	// Profile is the server's, if it has one: a rule that doesn't hold by its profile
	// is known not to be kept.
	Profile *provider.Profile
}

// Difference is how a server doesn't keep a rule: with which operations, and by which
// answers, such as "accepted" or "400 InvalidRequest". None means all.
type Difference struct {
	Operations, Answers []string
}

func (d Difference) covers(op, answer string) bool {
	return (len(d.Operations) == 0 || slices.Contains(d.Operations, op)) &&
		(len(d.Answers) == 0 || slices.Contains(d.Answers, answer))
}

// Add adds what another file says.
func (k *Known) Add(o Known) {
	if k.Rules == nil {
		k.Rules = map[string][]Difference{}
	}
	for rule, list := range o.Rules {
		k.Rules[rule] = append(k.Rules[rule], list...)
	}
	k.Missing = append(k.Missing, o.Missing...)
}

func (k *Known) has(rule string, op compat.Operation, answer string) bool {
	if k.Profile != nil && k.Profile.Standing(rule, op) != provider.Holds {
		return true
	}
	return slices.ContainsFunc(k.Rules[rule], func(d Difference) bool { return d.covers(op.String(), answer) })
}

// ReadKnown reads what command proof has measured of a server, such as
// compat/provider/measured/minio.json, or a list of explained exceptions, such as
// examples/proof/exceptions.json and known/minio.json. The latter was written from a
// run of this package on MinIO, so a further run shows only that nothing has changed
// since, and no rule that it lists counts as confirmed.
func ReadKnown(file string) (Known, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return Known{}, err
	}
	known := Known{Rules: map[string][]Difference{}}
	var exceptions []struct {
		Rule string
		Difference
	}
	if err := json.Unmarshal(raw, &exceptions); err == nil {
		for _, x := range exceptions {
			known.Rules[x.Rule] = append(known.Rules[x.Rule], x.Difference)
		}
		return known, nil
	}
	var measured struct {
		Missing []string
		Rules   map[string]struct{ Otherwise, Accepted []string }
	}
	if err := json.Unmarshal(raw, &measured); err != nil {
		return Known{}, fmt.Errorf("%s: %w", file, err)
	}
	known.Missing = measured.Missing
	for id, rule := range measured.Rules {
		if ops := append(rule.Otherwise, rule.Accepted...); len(ops) > 0 {
			known.Rules[id] = []Difference{{Operations: ops}}
		}
	}
	return known, nil
}
