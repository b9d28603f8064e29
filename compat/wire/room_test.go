package wire

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// TestRoom: however often the members of an operation are set, each has a place.
func TestRoom(t *testing.T) {
	for op := operation.ID(0); op < operation.Count; op++ {
		ids := sdk.Schema.Members(op).IDs()
		if len(ids) >= 255-inOthers {
			t.Fatalf("%s has %d members: their values have no room", op, len(ids))
		}
		var m Message
		m.Request.Values = &m.values
		for range 300 {
			for i, id := range ids {
				m.setText(id, id.String())
				m.set(id, compat.UnknownValue())
				m.set(id, compat.IntValue(int64(i)))
				m.set(id, compat.UnknownValue())
				m.set(id, compat.StringValue(op.String()+id.String()))
			}
		}
		for i, id := range ids {
			if s, ok := m.Request.Text(id); !ok || s != op.String()+id.String() || m.Request.Value(id).Kind() != compat.KindString {
				t.Errorf("%s: %s is %q, %t", op, id, s, ok)
			}
			m.set(id, compat.IntValue(int64(i)))
		}
		texts, others := m.values.mark()
		for i, id := range ids {
			if n, ok := m.Request.Value(id).Int(); !ok || n != int64(i) {
				t.Errorf("%s: %s is %d, %t", op, id, n, ok)
			}
			if _, ok := m.Request.Text(id); ok {
				t.Errorf("%s: %s is a number and a text", op, id)
			}
		}
		m.values.forget(texts, others)
		for _, id := range ids {
			if m.Request.Value(id).Kind() != compat.KindInt {
				t.Errorf("%s: %s, set before the mark, is forgotten", op, id)
			}
		}
		m.values.forget(0, 0)
		for _, id := range ids {
			if !m.Request.Present.Has(id) || m.Request.Value(id).Kind() != compat.KindUnknown {
				t.Errorf("%s: %s is still known", op, id)
			}
		}
	}
	var m Message
	if m.values.Value(member.Count).Kind() != compat.KindUnknown {
		t.Error("a member that doesn't exist has a value")
	}
}
