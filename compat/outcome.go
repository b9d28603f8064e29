package compat

import "github.com/s3safe/s3safe-go/compat/member"

// outcomes is a bit set of truths: what a condition can come to.
type outcomes uint8

const anyOutcome outcomes = 1<<Unknown | 1<<False | 1<<True

func outcome(t Truth) outcomes { return 1 << t }

// with combines what two conditions can come to.
func (o outcomes) with(p outcomes, combine func(a, b Truth) Truth) (out outcomes) {
	for a := Unknown; a <= True; a++ {
		for b := Unknown; b <= True; b++ {
			if o>>a&1 != 0 && p>>b&1 != 0 {
				out |= outcome(combine(a, b))
			}
		}
	}
	return out
}

// outcomes returns what the condition can come to for requests of the same shape as r:
// what a shape doesn't have, such as values and a bucket's facts, can be anything.
func (c *Condition) outcomes(r *Request) outcomes {
	known := r.knownScopes()
	switch c.op {
	case opAll:
		out := outcome(True)
		for i := range c.kids {
			out = out.with(c.kids[i].outcomes(r), Truth.And)
		}
		return out
	case opAny:
		out := outcome(False)
		for i := range c.kids {
			out = out.with(c.kids[i].outcomes(r), Truth.Or)
		}
		return out
	case opNot:
		return c.kids[0].outcomes(r).with(outcome(True), func(a, _ Truth) Truth { return a.Not() })
	case opNever, opSet, opTarget, opSourceTarget:
		return outcome(c.eval(r, nil))
	case opEquals, opMatches:
		return ofMembers(r, c.member)
	case opRelated, opRegionRelated, opPartsRelated:
		return ofMembers(r, c.relation.Members...).given(c.restsOn()&^known == 0)
	case opFact:
		if ofCall>>c.scope&1 != 0 {
			return outcome(c.eval(r, nil))
		}
		return anyOutcome.given(known>>c.scope&1 != 0)
	case opRegion, opRegionDiffers:
		return anyOutcome.given(c.restsOn()&^known == 0)
	case opOwnerDiffers, opKeyDiffers:
		return ofMembers(r, c.member).given(c.restsOn()&^known == 0)
	case opCopiesOntoItself:
		return ofMembers(r, member.CopySource)
	}
	return anyOutcome
}

// given returns what is left of outcomes if nothing is known of what they rest on:
// nothing is true then.
func (o outcomes) given(known bool) outcomes {
	if known || o>>True&1 == 0 {
		return o
	}
	return o&^outcome(True) | outcome(Unknown)
}

// ofMembers returns what a test of members can come to.
func ofMembers(r *Request, members ...Member) outcomes {
	out := anyOutcome
	for _, m := range members {
		switch r.Has(m) {
		case False:
			return outcome(False)
		case Unknown:
			out = outcome(Unknown)
		}
	}
	return out
}
