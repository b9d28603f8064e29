package s3safe

import (
	"encoding/json"
	"log/slog"

	"github.com/s3safe/s3safe-go/compat"
)

// MarshalJSON gives the verdict the form
//
//	{"operation": "PutObject", "rejected": […], "reported": […], "undecided": […]}
//
// with the forms of [compat.Finding] and [compat.Undecided]. All lists are there,
// empty or not.
func (v Verdict) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Operation string             `json:"operation"`
		Rejected  []compat.Finding   `json:"rejected"`
		Reported  []compat.Finding   `json:"reported"`
		Undecided []compat.Undecided `json:"undecided"`
	}{v.Operation, append([]compat.Finding{}, v.Rejected...), append([]compat.Finding{}, v.Reported...), append([]compat.Undecided{}, v.Undecided...)})
}

// LogValue implements slog.LogValuer: a group with the operation, and in the groups
// rejected and reported each finding by its rule's id. Of the undecided rules it
// tells how many there are.
func (v Verdict) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("operation", v.Operation)}
	for _, x := range []struct {
		name  string
		found []compat.Finding
	}{{"rejected", v.Rejected}, {"reported", v.Reported}} {
		var group []slog.Attr
		for _, f := range x.found {
			group = append(group, slog.Any(f.Rule.ID, f))
		}
		if len(group) > 0 {
			attrs = append(attrs, slog.Attr{Key: x.name, Value: slog.GroupValue(group...)})
		}
	}
	return slog.GroupValue(append(attrs, slog.Int("undecided", len(v.Undecided)))...)
}
