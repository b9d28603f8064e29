package compat

// bareWays are ways of a plan that no member of the request leads to: what is known of
// the bucket does. They are looked at for every request to a bucket of which anything is
// known.
type bareWays struct {
	ways []*way
	// regional are those that are closed unless the bucket's Region and the endpoint's
	// are known to differ.
	regional []*way
}

// add adds a way. It reports false for one that something else leads to.
func (b *bareWays) add(w *way) bool {
	switch {
	case w.faulty || w.trigger != 0:
		return false
	case w.rule.When.needsRegionsToDiffer():
		b.regional = append(b.regional, w)
	default:
		b.ways = append(b.ways, w)
	}
	return true
}

// check finds the rules of the ways that are true of a request.
func (b *bareWays) check(r *Request, dst []Finding, first int) []Finding {
	for _, w := range b.ways {
		if w.hold(r) {
			dst = w.find(r, dst, first, nil)
		}
	}
	if len(b.regional) > 0 && evalRegion(r, nil) == True {
		for _, w := range b.regional {
			dst = w.find(r, dst, first, nil)
		}
	}
	return dst
}

// needsRegionsToDiffer reports whether the condition can't be true unless RegionDiffers is.
func (c *Condition) needsRegionsToDiffer() bool {
	if c.op == opAll {
		for i := range c.kids {
			if c.kids[i].needsRegionsToDiffer() {
				return true
			}
		}
	}
	return c.op == opRegionDiffers
}
