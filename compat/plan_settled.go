package compat

// settled is what spots of a plan remember, put together: the texts, by which they are
// closed, one after the other. So most of them needn't be looked at, which would be a
// few places in memory for each.
type settled struct {
	// others are the spots to look at whatever the texts.
	others uint64
	texts  string
	list   []settledText
}

// settledText is a text that a member must have for a spot to be closed.
type settledText struct {
	member Member
	spot   uint8
	to     uint16 // where the text ends; it begins where the one before ends
}

// settle puts together what the spots remember now.
func (p *plan) settle() {
	for {
		old, made := p.settled.Load(), new(settled)
		var texts []byte
		for i := range p.spots {
			s := &p.spots[i]
			if p.closing>>i&1 != 0 {
				continue // it is looked at only if ordinary texts don't close it
			}
			k := s.known.Load()
			if k == nil || !k.closed {
				made.others |= 1 << i
				continue
			}
			add := func(m Member, text string) {
				texts = append(texts, text...)
				made.list = append(made.list, settledText{m, uint8(i), uint16(len(texts))})
			}
			add(s.trigger, k.text)
			for j, m := range k.others {
				add(m, k.texts[j])
			}
		}
		made.texts = string(texts)
		if p.settled.CompareAndSwap(old, made) {
			return
		}
		// Another spot has remembered something meanwhile.
	}
}

// The end of the last text is a number that to has room for.
var _ = [1]struct{}{}[mostSpots*longestKept>>16]
