package policy

import (
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// Where returns every place with the problem; none if it is one of the policy as a
// whole. Elements that aren't lists have no number. A place's note is the statement's
// Sid, and the form of what is wrong: of the policy's own texts it has the Sid, if that
// is made of letters and digits, and names that the policy language or S3 has.
//
// It is asked for when a problem was found, so it may take its time.
func (d *Document) Where(p Problem) (places []compat.Place) {
	if !d.Has(p) || len(d.nodes) == 0 {
		return nil
	}
	for name := int32(1); name < d.nodes[0].next; name = d.nodes[name+1].next {
		switch {
		case p == Version && d.names(name, "Version"):
			places = append(places, compat.Place{Path: "Version"})
		case p == EmptyStatement && d.names(name, "Statement"):
			places = append(places, compat.Place{Path: "Statement"})
		case p == UnknownElement && !d.names(name, "Version") && !d.names(name, "Statement") && !d.names(name, "Id"):
			places = append(places, compat.Place{})
		}
	}
	d.eachStatement(func(path string, at int32) {
		one := Document{source: d.source, nodes: d.nodes}
		one.element(at)
		for i := range one.statements {
			one.judgeStatement(&one.statements[i])
		}
		if !one.Has(p) {
			return
		}
		sid := d.sid(at)
		found := false
		for i := range one.statements {
			one.inStatement(p, &one.statements[i], func(below, form string) {
				found = true
				places = append(places, compat.Place{Path: path + below, Note: joined(sid, form)})
			})
		}
		if !found {
			places = append(places, compat.Place{Path: path, Note: sid})
		}
	})
	return places
}

// eachStatement calls a function with the path and the place of each statement.
func (d *Document) eachStatement(visit func(path string, at int32)) {
	for name := int32(1); name < d.nodes[0].next; name = d.nodes[name+1].next {
		if !d.names(name, "Statement") {
			continue
		}
		body := name + 1
		if d.nodes[body].kind != array {
			visit("Statement", body)
			continue
		}
		index := 0
		for i := body + 1; i < d.nodes[body].next; i = d.nodes[i].next {
			visit("Statement["+strconv.Itoa(index)+"]", i)
			index++
		}
	}
}

// sid returns what names a statement, if that can be shown.
func (d *Document) sid(at int32) string {
	if d.nodes[at].kind != object {
		return ""
	}
	for name := at + 1; name < d.nodes[at].next; name = d.nodes[name+1].next {
		if !d.names(name, "Sid") || d.nodes[name+1].kind != text {
			continue
		}
		if s := d.text(name + 1); s != "" && len(s) <= 64 && strings.Trim(s, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return "Sid " + s
		}
	}
	return ""
}

func joined(parts ...string) string {
	var list []string
	for _, p := range parts {
		if p != "" {
			list = append(list, p)
		}
	}
	return strings.Join(list, ", ")
}

// inStatement finds the problem's places below a statement.
func (d *Document) inStatement(p Problem, s *statement, found func(below, form string)) {
	switch p {
	case Incomplete:
		found("", "lacks "+d.lacking(s))
	case Effect:
		found(".Effect", "")
	case AllowNotPrincipal:
		found(".NotPrincipal", "")
	case Principal:
		d.principals(".Principal", s.principal, found)
		d.principals(".NotPrincipal", s.notPrincipal, found)
	case NamesNothing:
		for _, e := range [...]struct {
			name string
			at   int32
		}{{".Action", s.action}, {".NotAction", s.notAction}, {".Resource", s.resource}, {".NotResource", s.notResource}} {
			if d.empty(e.at) {
				found(e.name, "")
			}
		}
		d.emptyPrincipals(".Principal", s.principal, found)
		d.emptyPrincipals(".NotPrincipal", s.notPrincipal, found)
	case Action:
		d.eachText(".Action", s.action, noAction, actionForm, found)
		d.eachText(".NotAction", s.notAction, noAction, actionForm, found)
	case ActionUnheardOf:
		d.eachText(".Action", s.action, unheardOf, nil, found)
		d.eachText(".NotAction", s.notAction, unheardOf, nil, found)
	case NoSessionAction:
		d.eachText(".Action", s.action, func(a string) bool {
			return !strings.ContainsAny(a, wildcards) && !strings.EqualFold(a, "s3express:CreateSession")
		}, nil, found)
	case ActionOnNothing:
		objects, buckets := d.resources(s.resource)
		d.eachText(".Action", s.action, func(a string) bool {
			kind := about(a)
			return kind == onObjects && !objects || kind == onBuckets && !buckets || kind == onAccounts
		}, func(a string) string {
			switch about(a) {
			case onObjects:
				return knownAction(a) + " is about objects, and the resources are buckets"
			case onBuckets:
				return knownAction(a) + " is about the bucket, and the resources are objects"
			}
			return knownAction(a) + " is about the account"
		}, found)
	case Operator, KeyWithoutPrefix, Address, ARNOperator, ARNPattern, KeyOfOtherAction:
		d.inCondition(s, func(one Problem, operator, key int32) {
			if one == p {
				path, note := d.conditionAt(s.condition, operator, key)
				found(path, note)
			}
		})
	}
}

// conditionAt returns the path of an operator of a condition, and what names the key.
// Of both only what the policy language and S3 name is shown.
func (d *Document) conditionAt(condition, at, key int32) (path, note string) {
	path = ".Condition"
	if name := known(operators, parseOperator(d.text(at)).base); name != "" {
		written := d.text(at)
		for _, front := range [...]string{"ForAllValues:", "ForAnyValue:"} {
			if rest, ok := cutFold(written, front); ok {
				name, written = front+name, rest
			}
		}
		if parseOperator(written).ifExists {
			name += "IfExists"
		}
		path += "." + name
	} else if n, of := d.ordinal(condition, at); of > 1 {
		note = "operator " + strconv.Itoa(n) + " of " + strconv.Itoa(of)
	}
	if key == 0 {
		return path, note
	}
	written, tag, _ := strings.Cut(d.text(key), "/")
	if tag != "" {
		written += "/" // the key of a tag follows, which is the policy's own
	}
	name := known(keysWithoutARN, written)
	for i := range keysWithoutAction {
		if name == "" {
			name = known(keysWithoutAction[i].keys, written)
		}
	}
	if name == "" {
		if n, of := d.ordinal(at+1, key); of > 1 {
			name = "key " + strconv.Itoa(n) + " of " + strconv.Itoa(of)
		}
	}
	return path, joined(note, name)
}

// known returns a name as a list has it, empty if it isn't in it.
func known(list []string, name string) string {
	for _, x := range list {
		if strings.EqualFold(x, name) {
			return x
		}
	}
	return ""
}

// ordinal returns the place of a name among those of an object, from 1, and how many
// there are.
func (d *Document) ordinal(object, at int32) (n, of int) {
	for name := object + 1; name < d.nodes[object].next; name = d.nodes[name+1].next {
		if of++; name == at {
			n = of
		}
	}
	return n, of
}

// eachText finds the texts of an element that fulfil a test.
func (d *Document) eachText(name string, at int32, test func(string) bool, form func(string) string, found func(below, form string)) {
	first, end := d.texts(at)
	for i := first; i < end; i++ {
		s := d.text(i)
		if !test(s) {
			continue
		}
		below, note := name, ""
		if d.nodes[at].kind == array {
			below += "[" + strconv.Itoa(int(i-first)) + "]"
		}
		if form != nil {
			note = form(s)
		}
		found(below, note)
	}
}

// lacking names the elements that a statement lacks.
func (d *Document) lacking(s *statement) string {
	var list []string
	for _, e := range [...]struct {
		name string
		is   bool
	}{{"Effect", s.effect != 0}, {"Principal", s.principal != 0 || s.notPrincipal != 0}, {"Action", s.action != 0 || s.notAction != 0}, {"Resource", s.resource != 0 || s.notResource != 0}} {
		if !e.is {
			list = append(list, e.name)
		}
	}
	return strings.Join(list, " and ")
}

// principals finds those that are none.
func (d *Document) principals(name string, at int32, found func(below, form string)) {
	if at == 0 {
		return
	}
	n := &d.nodes[at]
	if n.kind != object {
		if s, ok := d.only(at); n.kind != null && (!ok || s != "*") {
			found(name, "a text that isn't the asterisk alone")
		}
		return
	}
	for key := at + 1; key < n.next; key = d.nodes[key+1].next {
		switch {
		case d.names(key, "AWS"):
			d.eachText(name+".AWS", key+1, noPrincipal, principalForm, found)
		case d.names(key, "Service"):
			d.eachText(name+".Service", key+1, noService, func(string) string { return "a wildcard in a service's name" }, found)
		case d.names(key, "Federated"), d.names(key, "CanonicalUser"):
		default:
			found(name, "a kind of principal that there isn't")
		}
	}
}

// emptyPrincipals finds those that name nobody.
func (d *Document) emptyPrincipals(name string, at int32, found func(below, form string)) {
	if at == 0 || d.nodes[at].kind != object {
		return
	}
	if d.nodes[at].next == at+1 {
		found(name, "")
	}
	for key := at + 1; key < d.nodes[at].next; key = d.nodes[key+1].next {
		if !d.empty(key + 1) {
			continue
		}
		below := name
		for _, kind := range [...]string{"AWS", "Service", "Federated", "CanonicalUser"} {
			if d.names(key, kind) {
				below += "." + kind
			}
		}
		found(below, "")
	}
}

func principalForm(s string) string {
	switch {
	case !strings.HasPrefix(s, "arn:"):
		return "neither an ARN nor an ID"
	case strings.ContainsAny(s, "*?"):
		return "an ARN with a wildcard"
	}
	return "an ARN that is none of an account, user or role"
}

func actionForm(s string) string {
	if name, ok := action(s); ok {
		for _, known := range operationsWithoutAction {
			if strings.EqualFold(known, name) {
				return known + " is an operation, and no action"
			}
		}
	}
	if strings.Contains(s, ":") {
		return "an action of another service"
	}
	return "without the prefix s3:"
}

// knownAction is an action as the list has it.
func knownAction(s string) string {
	name, _ := action(s)
	for _, list := range [][]string{objectActions, bucketActions, accountActions} {
		for _, known := range list {
			if strings.EqualFold(known, name) {
				return service + known
			}
		}
	}
	return "it"
}

// WhereOutside returns the resources that certainly aren't the bucket or in it.
func (d *Document) WhereOutside(bucket string) []compat.Place { return d.whereReaches(bucket, outside) }

// WhereWide returns the resources with a wildcard within the bucket's name.
func (d *Document) WhereWide(bucket string) []compat.Place { return d.whereReaches(bucket, wide) }

func (d *Document) whereReaches(bucket string, what reach) (places []compat.Place) {
	if len(d.nodes) == 0 {
		return nil
	}
	d.eachStatement(func(path string, at int32) {
		one := Document{source: d.source, nodes: d.nodes}
		one.element(at)
		sid := d.sid(at)
		for i := range one.statements {
			d.eachText(".Resource", one.statements[i].resource, func(s string) bool { return reachOf(s, bucket) == what }, func(s string) string {
				return resourceForm(s, bucket)
			}, func(below, form string) {
				places = append(places, compat.Place{Path: path + below, Note: joined(sid, form)})
			})
		}
	})
	return places
}

// resourceForm says what a resource is that isn't the bucket's.
func resourceForm(s, bucket string) string {
	switch {
	case s == "*":
		return "the asterisk alone"
	case !strings.HasPrefix(s, "arn:"):
		return "no ARN"
	case strings.Count(s, ":") < 5:
		return "an ARN with too few parts"
	}
	switch name, _, _ := strings.Cut(splitARN(s)[5], "/"); {
	case strings.ContainsAny(name, wildcards):
		return "" // it is all that is wrong
	case strings.EqualFold(name, bucket):
		return "the bucket's name with other capitals"
	}
	return "an ARN of another bucket"
}

// WherePublic returns the statements that let everyone do something; see
// [Document.Public].
func (d *Document) WherePublic() (places []compat.Place) {
	if len(d.nodes) == 0 {
		return nil
	}
	d.eachStatement(func(path string, at int32) {
		one := Document{source: d.source, nodes: d.nodes}
		one.element(at)
		for i := range one.statements {
			if d.publicStatement(&one.statements[i]) == compat.True {
				places = append(places, compat.Place{Path: path, Note: d.sid(at)})
			}
		}
	})
	return places
}
