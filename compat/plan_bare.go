package compat

// bareWays are ways of a plan that no member of the request leads to: what is known of
// the bucket does. They are looked at for every request to a bucket of which anything is
// known.
type bareWays struct {
	ways []bareWay
	// regional are those that are closed unless the bucket's Region and the endpoint's
	// are known to differ.
	regional []*way
}

// bareWay is a way with the first of its tests of the bucket's facts.
type bareWay struct {
	allowed uint32 // bit set of the codes of the feature's values
	feature Feature
	way     *way
}

// add adds a way. It reports false for one that something else leads to.
func (b *bareWays) add(w *way) bool {
	switch {
	case w.faulty || w.trigger != 0:
		return false
	case w.rule.When.needsRegionsToDiffer():
		b.regional = append(b.regional, w)
		return true
	}
	first := bareWay{allowed: ^uint32(0), way: w}
	for i := range w.facts {
		if t := &w.facts[i]; t.scope == ScopeBucket && !t.owner {
			first.allowed, first.feature = t.allowed, t.feature
			break
		}
	}
	b.ways = append(b.ways, first)
	return true
}

func (b *bareWays) empty() bool { return len(b.ways)+len(b.regional) == 0 }

// check finds the rules of the ways that are true of a request.
func (b *bareWays) check(r *Request, dst []Finding, first int) []Finding {
	for i := range b.ways {
		w := &b.ways[i]
		if r.Bucket != nil && w.allowed>>r.Bucket.values[w.feature]&1 == 0 {
			continue
		}
		dst = w.way.find(r, dst, first, nil)
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
