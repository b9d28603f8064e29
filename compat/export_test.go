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
			for _, p := range []*pair{&t.input, &t.resolved} {
				for i := range p.plans {
					plan := p.plans[i].plan.Load()
					if plan == nil {
						continue
					}
					for _, k := range plan.kept {
						texts := k.texts.Load()
						for j, m := range k.members {
							if texts != nil {
								kept[m] = append(kept[m], (*texts)[j])
							}
						}
					}
				}
			}
		}
	}
	return kept
}
