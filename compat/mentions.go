package compat

import "github.com/s3safe/s3safe-go/compat/member"

// mentions returns every member in the condition.
func (c *Condition) mentions() MemberSet {
	var s MemberSet
	switch c.op {
	case opSet, opEquals, opMatches, opOwnerDiffers, opKeyDiffers:
		s.Add(c.member)
	case opRelated, opRegionRelated, opPartsRelated:
		s = member.SetOf(c.relation.Members...)
	case opSourceTarget:
		s.Add(member.CopySource)
	case opCopiesOntoItself:
		s = member.SetOf(member.CopySource, member.Key, member.Bucket)
	}
	for i := range c.kids {
		s = s.Union(c.kids[i].mentions())
	}
	return s
}

// possible reports whether the condition could be true when only the members
// given can be set.
func (c *Condition) possible(members MemberSet) bool {
	switch c.op {
	case opAll:
		for i := range c.kids {
			if !c.kids[i].possible(members) {
				return false
			}
		}
		return true
	case opAny:
		for i := range c.kids {
			if c.kids[i].possible(members) {
				return true
			}
		}
		return false
	case opNot:
		return true
	}
	ms := c.mentions()
	return members.Covers(&ms)
}
