package compat

// Asks returns the features of endpoint and signature that the condition's truth
// depends on.
func (c *Condition) Asks() FeatureSet {
	var set FeatureSet
	switch {
	case c.op == opFact && (c.scope == ScopeEndpoint || c.scope == ScopeSignature):
		set = FeaturesOf(c.feature)
	case c.op == opExpires:
		set = FeaturesOf(Presigned)
	}
	for i := range c.kids {
		set |= c.kids[i].Asks()
	}
	return set
}
