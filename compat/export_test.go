package compat

// Remembered returns the members whose texts plans may remember.
func Remembered() MemberSet { return remembered }

// KeptTexts returns what the plans of a catalogue remember of requests: the texts, by
// member.
func KeptTexts(c *Catalog) map[Member][]string {
	kept := map[Member][]string{}
	for ; c != nil; c = c.base {
		for op := range c.tables {
			t := c.tables[op].Load()
			if t == nil {
				continue
			}
			for _, p := range []*pair{&t.input, &t.resolved, &t.whole} {
				for i := range p.plans.at {
					plan := p.plans.at[i].Load()
					if plan == nil {
						continue
					}
					from := uint16(0)
					for _, e := range plan.settled.Load().list {
						kept[e.member] = append(kept[e.member], plan.settled.Load().texts[from:e.to])
						from = e.to
					}
					for j := range plan.spots {
						known := plan.spots[j].known.Load()
						if known == nil {
							continue
						}
						m := plan.spots[j].trigger
						kept[m] = append(kept[m], known.text)
						for k, m := range known.others {
							kept[m] = append(kept[m], known.texts[k])
						}
					}
				}
			}
		}
	}
	return kept
}

// Planned returns how many plans a catalogue has for the inputs of an operation.
func Planned(c *Catalog, op Operation) (n int) {
	t := c.tables[op].Load()
	if t == nil {
		return 0
	}
	for i := range t.input.plans.at {
		if t.input.plans.at[i].Load() != nil {
			n++
		}
	}
	return n
}
