package wire

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// values reads the members of a decoded request.
type values struct {
	at   [member.Count]uint8 // one more than the member's place in list
	list []compat.Value
	// room for the members that most requests have at most
	first [16]compat.Value
}

// Value implements compat.Reader.
func (v *values) Value(m member.ID) compat.Value {
	if int(m) >= len(v.at) || v.at[m] == 0 {
		return compat.Value{}
	}
	return v.list[v.at[m]-1]
}

// Text implements compat.Reader.
func (v *values) Text(m member.ID) (string, bool) {
	if int(m) >= len(v.at) || v.at[m] == 0 {
		return "", false
	}
	return v.list[v.at[m]-1].Text()
}

// Every member has a place.
var _ = [256 - member.Count]struct{}{}

// set gives a member its value.
func (m *Message) set(id member.ID, value compat.Value) {
	v := &m.values
	if v.list == nil {
		v.list = v.first[:0]
	}
	if at := v.at[id]; at != 0 {
		v.list[at-1] = value
		return
	}
	v.list = append(v.list, value)
	v.at[id] = uint8(len(v.list))
	m.Request.Present.Add(id)
}
