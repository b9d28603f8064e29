package compat

import (
	"strings"
)

// String renders the condition as prose: "SSECustomerKey is set and
// ServerSideEncryption is aws:kms".
func (c Condition) String() string { return c.render(false) }

func (c *Condition) render(nested bool) string {
	switch c.op {
	case opAll:
		return c.renderMany(" and ", "always", nested)
	case opAny:
		if s, ok := c.renderAnySet(); ok {
			return s
		}
		return c.renderMany(" or ", "never", nested)
	case opNot:
		return c.kids[0].renderNot()
	case opSet:
		return c.member.String() + " is set"
	case opEquals:
		return c.member.String() + " is " + orList(quoted(c.texts))
	case opMatches:
		return c.member.String() + " " + c.pred.Name
	case opRelated, opRegionRelated, opPartsRelated:
		return c.relation.Name
	case opTarget:
		return "the target is " + c.targets.String()
	case opSourceTarget:
		return "the copy source is in " + c.targets.String()
	case opFact:
		return c.scope.String() + "'s " + c.feature.String() + " is " + orList(c.featureValues())
	case opRegionDiffers:
		return "the bucket is in another Region than the endpoint"
	case opRegion:
		return c.scope.String() + "'s Region " + c.pred.Name
	case opOwnerDiffers:
		return c.member.String() + " isn't the owner of " + c.scope.String()
	case opKeyDiffers:
		return "the customer key isn't the one the upload was created with"
	case opCopiesOntoItself:
		return "CopySource is the object itself"
	case opExpires:
		return "the presigned request is valid for longer than " + c.texts[0] + " seconds"
	}
	return "never"
}

func (c *Condition) renderNot() string {
	switch c.op {
	case opSet:
		return c.member.String() + " isn't set"
	case opEquals:
		return c.member.String() + " isn't " + orList(quoted(c.texts))
	case opTarget:
		return "the target isn't " + c.targets.String()
	case opSourceTarget:
		return "the copy source isn't in " + c.targets.String()
	case opFact:
		return c.scope.String() + "'s " + c.feature.String() + " isn't " + orList(c.featureValues())
	case opNot:
		return c.kids[0].render(true)
	case opAny:
		// None of several is clearer than "not (a or b)".
		parts := make([]string, len(c.kids))
		for i := range c.kids {
			parts[i] = c.kids[i].renderNot()
		}
		return strings.Join(parts, " and ")
	}
	return "it isn't so that " + c.render(true)
}

func (c *Condition) renderMany(word, none string, nested bool) string {
	switch len(c.kids) {
	case 0:
		return none
	case 1:
		return c.kids[0].render(nested)
	}
	parts := make([]string, len(c.kids))
	for i := range c.kids {
		parts[i] = c.kids[i].render(true)
	}
	s := strings.Join(parts, word)
	if nested {
		return "(" + s + ")"
	}
	return s
}

// renderAnySet renders the frequent form "any of these is set" without
// repeating itself.
func (c *Condition) renderAnySet() (string, bool) {
	if len(c.kids) < 3 {
		return "", false
	}
	names := make([]string, len(c.kids))
	for i, k := range c.kids {
		if k.op != opSet {
			return "", false
		}
		names[i] = k.member.String()
	}
	return "any of " + strings.Join(names, ", ") + " is set", true
}

func (c *Condition) featureValues() []string {
	var names []string
	for i, v := range c.feature.Values() {
		if c.values>>(i+1)&1 != 0 {
			names = append(names, v)
		}
	}
	return names
}

func quoted(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = t
		if t == "" || strings.ContainsAny(t, " ,") {
			out[i] = `"` + t + `"`
		}
	}
	return out
}

// orList joins words as in "a, b or c".
func orList(words []string) string {
	switch len(words) {
	case 0:
		return "nothing"
	case 1:
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// String renders what is wanted: "the bucket's versioning, the bucket's Region".
func (w Wants) String() string {
	parts := w.list()
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

// list lists what is wanted, one by one.
func (w Wants) list() []string {
	var parts []string
	for s := ScopeBucket; s < scopes; s++ {
		for _, f := range w.Features(s) {
			parts = append(parts, s.String()+"'s "+f.String())
		}
	}
	for _, x := range []struct {
		wanted bool
		text   string
	}{
		{w.Region, "the bucket's Region"},
		{w.Owner, "the bucket's owner"},
		{w.SourceOwner, "the copy source's bucket's owner"},
		{w.EndpointRegion, "the endpoint's Region"},
		{w.UploadKey, "the upload's SSE-C key"},
		{w.UploadParts, "the upload's parts"},
		{w.Expires, "for how long the request is presigned"},
		{w.Target, "what the Bucket member addresses"},
	} {
		if x.wanted {
			parts = append(parts, x.text)
		}
	}
	for _, m := range w.Members.IDs() {
		parts = append(parts, "the value of "+m.String())
	}
	return parts
}
