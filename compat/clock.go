package compat

// DependsOnTime reports whether the rule's truth depends on the time at which a
// request is judged, such as that of one about a date in the past.
func (r *Rule) DependsOnTime() bool { return r.When.timed() }

func (c *Condition) timed() bool {
	if c.op == opMatches && c.pred.timed {
		return true
	}
	for i := range c.kids {
		if c.kids[i].timed() {
			return true
		}
	}
	return false
}
