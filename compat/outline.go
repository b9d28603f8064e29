package compat

// Outline is a condition in parts, for documentation: what [Condition.String] says in
// one sentence.
type Outline struct {
	// Text says what must be so; with Parts, how many of these: "all of these".
	Text string
	// Parts are the conditions that it is made of; none if it is in one piece.
	Parts []Outline
}

// Outline returns the condition in parts. A part that reads well in one piece is left
// in one.
func (c Condition) Outline() Outline { return c.outline() }

// short is the length up to which a condition reads well in one piece.
const short = 90

func (c *Condition) outline() Outline {
	text := c.render(false)
	if len(text) <= short {
		return Outline{Text: text}
	}
	what := ""
	kids := c.kids
	switch c.op {
	case opAll:
		what = "all of these"
	case opAny:
		what = "at least one of these"
	case opNot:
		// Not of one condition: the other way round for what it is made of.
		switch inner := &c.kids[0]; inner.op {
		case opAny:
			what, kids = "none of these", inner.kids
		case opAll:
			what, kids = "not all of these", inner.kids
		}
	}
	if what == "" || len(kids) < 2 {
		if len(kids) == 1 && what != "" && c.op != opNot {
			return kids[0].outline()
		}
		return Outline{Text: text}
	}
	if _, list := c.renderAnySet(); c.op == opAny && list {
		return Outline{Text: text}
	}
	o := Outline{Text: what}
	for i := range kids {
		o.Parts = append(o.Parts, kids[i].outline())
	}
	return o
}
