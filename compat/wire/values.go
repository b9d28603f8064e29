package wire

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// values reads the members of a decoded request. Most are texts, which take a third of
// the room of a value: a message is small enough to be made often.
type values struct {
	// at says where a member's value is: from 1 in texts, from 1+inOthers in others. 0
	// is that of a member that isn't there, or whose value isn't known.
	at     [member.Count]uint8
	texts  []string
	others []compat.Value
	// room for the members that most requests have at most
	firstTexts  [12]string
	firstOthers [3]compat.Value
}

const inOthers = 128

// Value implements compat.Reader.
func (v *values) Value(m member.ID) compat.Value {
	if int(m) >= len(v.at) {
		return compat.Value{}
	}
	switch at := v.at[m]; {
	case at == 0:
		return compat.Value{}
	case at <= inOthers:
		return compat.StringValue(v.texts[at-1])
	default:
		return v.others[at-inOthers-1]
	}
}

// Text implements compat.Reader.
func (v *values) Text(m member.ID) (string, bool) {
	if int(m) >= len(v.at) {
		return "", false
	}
	switch at := v.at[m]; {
	case at == 0:
		return "", false
	case at <= inOthers:
		return v.texts[at-1], true
	default:
		return v.others[at-inOthers-1].Text()
	}
}

// set gives a member its value. A member that had a value before keeps its place, or
// gets one in others, so that none has more than two.
func (m *Message) set(id member.ID, value compat.Value) {
	v := &m.values
	at := v.at[id]
	if s, ok := value.Text(); ok && at <= inOthers {
		m.setText(id, s)
		return
	}
	switch {
	case at > inOthers:
		v.others[at-inOthers-1] = value
	case at == 0 && value.Kind() == compat.KindUnknown:
	default:
		if v.others == nil {
			v.others = v.firstOthers[:0]
		}
		v.others = append(v.others, value)
		v.at[id] = inOthers + uint8(len(v.others))
	}
	m.Request.Present.Add(id)
}

// setText gives a member a text for its value.
func (m *Message) setText(id member.ID, s string) {
	v := &m.values
	switch at := v.at[id]; {
	case at > inOthers:
		v.others[at-inOthers-1] = compat.StringValue(s)
	case at > 0:
		v.texts[at-1] = s
	default:
		if v.texts == nil {
			v.texts = v.firstTexts[:0]
		}
		v.texts = append(v.texts, s)
		v.at[id] = uint8(len(v.texts))
	}
	m.Request.Present.Add(id)
}

// mark is where the values are that are set from then on.
func (v *values) mark() (texts, others uint8) { return uint8(len(v.texts)), uint8(len(v.others)) }

// forget makes the values unknown that were set since the mark.
func (v *values) forget(texts, others uint8) {
	for id, at := range v.at {
		if at > texts && at <= inOthers || at > inOthers+others {
			v.at[id] = 0
		}
	}
}
