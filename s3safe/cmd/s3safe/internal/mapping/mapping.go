// Package mapping tells which S3 requests a resource of a plan or a template makes.
// A table a resource says which of its properties are which members of an input:
//
//	mapping.Call{
//		Operation: operation.PutBucketVersioning,
//		Fields: mapping.Fields{
//			"bucket":                   {To: "Bucket"},
//			"versioning_configuration": {To: "VersioningConfiguration", Block: mapping.Fields{"status": {To: "Status"}}},
//		},
//	}
//
// What a table doesn't say isn't known: a property that isn't in it makes all members
// beside it unknown that the table doesn't set, and is told as left. A value that may
// not be sent as it stands, such as an empty text, is unknown.
package mapping

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/internal/partial"
)

// Call is a request that a resource makes.
type Call struct {
	Operation operation.ID
	// Or is the operation that makes the same request of a large body, in parts.
	Or operation.ID
	// Creates is set for a request that is made only when the resource is created,
	// Updates for one that is made only when it is updated.
	Creates, Updates bool
	// When is the property without which there is no such request.
	When string
	// At is the property that holds the configuration, if it isn't the resource
	// itself; without it there is no such request. Each is set if it is a list, and
	// a request is made for each element.
	At   string
	Each bool
	// Common are the properties of the resource that all its requests have.
	Common Fields
	// Fields are the properties of the configuration.
	Fields Fields
	// Unknown are members that are set or not as whoever sends the request sees fit.
	Unknown []string
}

// Fields are properties by name.
type Fields map[string]Field

// Field says what becomes of a property.
type Field struct {
	// To is the path of the member, with dots.
	To string
	// Also is another member that gets the same value.
	Also string
	// Block are the properties of an object, List those of the objects of a list.
	Block, List Fields
	// Unknown are members of the object that are set or not as whoever sends the
	// request sees fit.
	Unknown []string
	// Tags is set for an object of names and values, or a list of objects with Key and
	// Value, that become a list of tags, Encoded if they become the text of a header.
	// One is set for a value that becomes the only one of a list, Policy for a policy,
	// whose object becomes its JSON.
	Tags, Encoded, One, Policy bool
	// Values are what the values are in the API, if they have other names; one that
	// isn't there is unknown.
	Values map[string]string
	// Opaque is set if the value is sent in a way that the table doesn't say, Default
	// if the member may be set without the property. Both make the member unknown.
	Opaque, Default bool
	// Per is the property of a list's objects that is a list of its own: for each of its
	// elements there is one that has it.
	Per string
	// Omitted is set if an empty value isn't sent; of others that isn't known.
	Omitted bool
	// Unless are the properties beside which this one may not be sent. Follows is the
	// property that this one is told from where it isn't known itself.
	Unless  []string
	Follows string
	// Unsent is set for what has no part in the request, Unread for what has none that
	// is judged, and that is told as left.
	Unsent, Unread bool
}

// Request is a request, as an input of its operation, and of the other that it may
// be made with.
type Request []*partial.Input

// Resource are the requests that a resource makes.
type Resource []Call

// Requests returns the requests that a resource with these properties makes when it is
// created, when it is updated, or in either case. Values that aren't known are
// [partial.Unknown]. Left are the properties of which isn't judged what is sent.
func (r Resource) Requests(properties map[string]any, creates, updates bool) (requests []Request, left []Left) {
	all := r.fields()
	for _, c := range r {
		if c.Creates && !creates || c.Updates && !updates {
			continue
		}
		if c.When != "" && (!given(properties[c.When]) || properties[c.When] == any(partial.Unknown{})) {
			continue // there is no such request, or nothing is known of it
		}
		requests = append(requests, c.requests(properties, all)...)
	}
	left = all.left(properties, "")
	left = slices.DeleteFunc(left, func(l Left) bool {
		// There may be no such request.
		return l.Kind == UnknownPolicy && slices.ContainsFunc(r, func(c Call) bool { return c.When == l.Property })
	})
	slices.SortStableFunc(left, func(a, b Left) int { return strings.Compare(a.Property, b.Property) })
	return requests, slices.CompactFunc(left, func(a, b Left) bool { return a.Property == b.Property })
}

// Left is a property of which isn't judged what is sent.
type Left struct {
	// Property is its path.
	Property string
	// Kind says why.
	Kind LeftKind
}

// LeftKind is why a property isn't judged.
type LeftKind int

// The table doesn't tell what becomes of the property, or its value, of which it tells,
// isn't known: that of an object, a list or tags, and that of a policy or of a part of one.
const (
	NotTold LeftKind = iota
	UnknownValue
	UnknownPolicy
)

// Creates reports whether the table has only what is sent when the resource is created.
func (r Resource) Creates() bool {
	return !slices.ContainsFunc(r, func(c Call) bool { return !c.Creates })
}

// fields are the properties of a resource that the table has, with what it tells of
// their own.
func (r Resource) fields() Fields {
	all := Fields{}
	for _, c := range r {
		if c.At != "" {
			f := Field{Block: c.Fields}
			if c.Each {
				f = Field{List: c.Fields}
			}
			all.add(c.At, f)
		} else {
			for name, f := range c.Fields {
				all.add(name, f)
			}
		}
		for name, f := range c.Common {
			all.add(name, f)
		}
	}
	return all
}

func (f Fields) add(name string, x Field) {
	if old, ok := f[name]; !ok || old.Block == nil && old.List == nil {
		f[name] = x
	}
}

// Knowledge is what a table tells of a property.
type Knowledge int

// What a table tells: nothing, that the property isn't read, what becomes of it.
const (
	Unlisted Knowledge = iota
	NotRead
	Told
)

// Knows returns what the table tells of the property that a path leads to.
func (r Resource) Knows(path string) Knowledge {
	f := r.fields()
	for {
		name, rest, more := strings.Cut(path, ".")
		field, ok := f[name]
		switch {
		case !ok:
			return Unlisted
		case field.Unread:
			return NotRead
		case !more, field.Unsent, field.Opaque, field.Policy:
			return Told
		}
		if f = field.Block; f == nil {
			f = field.List
		}
		if f == nil {
			return Told
		}
		path = rest
	}
}

// left returns the properties that are certainly given and of which isn't judged what
// is sent.
func (f Fields) left(properties map[string]any, path string) (left []Left) {
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		value := properties[name]
		field, listed := f[name]
		of := Left{Property: path + name}
		inside := field.Block
		if inside == nil {
			inside = field.List
		}
		switch {
		case !given(value):
		case listed && field.Policy && !field.Unread:
			for _, part := range unknownParts(value, "") {
				left = append(left, Left{of.Property + part, UnknownPolicy})
			}
		case value == any(partial.Unknown{}):
			if listed && !field.Unsent && !field.Opaque && (inside != nil || field.Tags) {
				of.Kind = UnknownValue
				left = append(left, of)
			}
		case !listed, field.Unread:
			left = append(left, of)
		case field.Tags && !field.Unsent && !holds(value):
			left = append(left, of)
		case !field.Unsent && !field.Opaque && inside != nil:
			list, ok := value.([]any)
			if !ok {
				list = []any{value}
			}
			for _, x := range list {
				switch x := x.(type) {
				case nil: // an empty block
				case map[string]any:
					left = append(left, inside.left(x, path+name+".")...)
				case partial.Unknown:
					left = append(left, Left{of.Property, UnknownValue})
				default: // no object, so nothing of it is read
					left = append(left, of)
				}
			}
		}
	}
	return left
}

// holds reports whether a value can have others in it.
func holds(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}

// requests returns the requests of a call. All are the properties of the resource that
// the call's, or others, tell of.
func (c *Call) requests(properties map[string]any, all Fields) []Request {
	var configurations []map[string]any
	switch content := properties[c.At].(type) {
	case map[string]any:
		if !c.Each {
			configurations = append(configurations, content)
		}
	case []any:
		for _, x := range content {
			if object, ok := x.(map[string]any); ok && c.Each {
				configurations = append(configurations, object)
			}
		}
	}
	if c.At == "" {
		configurations = append(configurations, properties)
	}
	var out []Request
	for _, configuration := range configurations {
		tree := map[string]any{}
		common := map[string]any{}
		for name := range c.Common {
			if x, ok := properties[name]; ok {
				common[name] = x
			}
		}
		c.Common.apply(common, tree)
		c.Fields.apply(configuration, tree)
		if c.At == "" {
			all.rest(properties, tree)
		} else {
			c.Fields.rest(configuration, tree)
		}
		unknown(tree, c.Unknown)
		var r Request
		for _, op := range []operation.ID{c.Operation, c.Or} {
			if in := partial.FromTree(op, tree); in != nil {
				r = append(r, in)
			}
		}
		out = append(out, r)
	}
	return out
}

// Judge returns what is certainly wrong with the request, whichever operation makes
// it.
func (r Request) Judge() []partial.Finding { return partial.JudgeAll(r) }

// Found is a request that a resource of a file makes.
type Found struct {
	// Resource is the resource by its name in the file.
	Resource string
	Request  Request
}

// Unread is a resource, or a property of one, of which isn't judged what it sends.
type Unread struct {
	// Resource is the resource by its name in the file, Property the path of the
	// property, empty for all of it.
	Resource, Property string
	// Why says why, if it isn't just that no table tells.
	Why string
}

// String says what isn't judged.
func (u Unread) String() string {
	why := u.Why
	if why == "" {
		why = "what it sends isn't known here"
	}
	if u.Property != "" {
		return u.Resource + ": " + u.Property + ": " + why
	}
	return u.Resource + ": " + why
}

// Several names properties, the first few of many.
func Several(properties []string) string {
	const most = 4
	if len(properties) <= most+1 {
		return strings.Join(properties, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(properties[:most], ", "), len(properties)-most)
}

// API returns which API other than S3's the resource is of, by the beginnings of the
// names of kinds of resources, of which the longest counts; empty for S3's.
func API(kind string, apis map[string]string) string {
	longest, api := "", ""
	for begin, name := range apis {
		if strings.HasPrefix(kind, begin) && len(begin) > len(longest) {
			longest, api = begin, name
		}
	}
	return api
}

// unknown makes members unknown.
func unknown(tree map[string]any, members []string) {
	for _, m := range members {
		put(tree, m, partial.Unknown{})
	}
}

// apply adds to a tree what the properties say.
func (f Fields) apply(properties, tree map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(f)) {
		field, value := f[name], properties[name]
		switch {
		case field.Unsent, field.Unread:
		case value == any(partial.Unknown{}) && given(properties[field.Follows]) && properties[field.Follows] != any(partial.Unknown{}):
		case value == nil || none(value) || field.Omitted && empty(value):
			if field.Default {
				field.put(tree, partial.Unknown{})
			}
		case slices.ContainsFunc(field.Unless, func(other string) bool { return given(properties[other]) }):
			field.put(tree, partial.Unknown{})
		default:
			field.apply(value, tree)
		}
	}
}

// rest makes members unknown beside a property that isn't listed.
func (f Fields) rest(properties, tree map[string]any) {
	for name, value := range properties {
		if _, listed := f[name]; !listed && given(value) {
			tree[partial.Rest] = true
		}
	}
}

// given reports whether a property is, or may be, given.
func given(value any) bool { return value != nil && !none(value) && !empty(value) }

// none reports whether a value stands for a block that isn't there.
func none(value any) bool {
	list, ok := value.([]any)
	return ok && len(list) == 0
}

// empty reports whether a value may be sent or not: an empty text, a zero, a false.
func empty(value any) bool {
	switch x := value.(type) {
	case string:
		return x == ""
	case json.Number:
		return x == "0"
	case bool:
		return !x
	case map[string]any:
		return len(x) == 0
	}
	return false
}

func (f Field) apply(value any, tree map[string]any) {
	switch {
	case f.Opaque:
		value = partial.Unknown{}
	case f.Block != nil:
		f.block(value, tree)
		return
	case f.List != nil:
		value = f.list(value)
	case f.Policy:
		value = policy(value)
	case f.Tags:
		value = tags(value)
		if f.Encoded {
			value = encoded(value)
		}
	default:
		value = f.scalar(value)
	}
	f.put(tree, value)
}

func (f Field) put(tree map[string]any, value any) {
	for _, to := range []string{f.To, f.Also} {
		if to != "" {
			put(tree, to, value)
		}
	}
}

// put sets what a path leads to. Objects on the way are certainly there only if
// something in them is: what isn't known may be nothing.
func put(tree map[string]any, path string, value any) {
	first, rest, more := strings.Cut(path, ".")
	if !more {
		if _, there := tree[first]; there {
			value = partial.Unknown{} // two properties for one member
		}
		tree[first] = value
		return
	}
	inner, ok := tree[first].(map[string]any)
	if !ok {
		if _, there := tree[first]; there {
			return
		}
		inner = map[string]any{partial.Maybe: true}
		tree[first] = inner
	}
	put(inner, rest, value)
	if value != (any)(partial.Unknown{}) {
		delete(inner, partial.Maybe)
	}
}

// block reads an object, which plans have as a list of one.
func (f Field) block(value any, tree map[string]any) {
	if list, ok := value.([]any); ok && len(list) == 1 {
		value = list[0]
	}
	object, ok := value.(map[string]any)
	if !ok || !slices.ContainsFunc(slices.Collect(maps.Values(object)), given) {
		f.put(tree, partial.Unknown{}) // a block in which nothing is given may be left out
		return
	}
	inner := map[string]any{}
	f.Block.apply(object, inner)
	f.Block.rest(object, inner)
	unknown(inner, f.Unknown)
	f.put(tree, inner)
}

func (f Field) list(value any) any {
	list, ok := value.([]any)
	if !ok {
		return partial.Unknown{}
	}
	if f.Per != "" {
		if list, ok = each(list, f.Per); !ok {
			return partial.Unknown{} // how many there are isn't known
		}
	}
	var out []any
	for _, x := range list {
		object, ok := x.(map[string]any)
		if !ok {
			out = append(out, partial.Unknown{})
			continue
		}
		inner := map[string]any{}
		f.List.apply(object, inner)
		f.List.rest(object, inner)
		unknown(inner, f.Unknown)
		out = append(out, inner)
	}
	return out
}

// each puts objects with one element of the property in the place of those with all. It
// reports false if it isn't known how many there are.
func each(list []any, property string) (out []any, ok bool) {
	for _, x := range list {
		object, isObject := x.(map[string]any)
		elements, isList := object[property].([]any)
		if !isObject || !isList {
			return nil, false
		}
		for _, e := range elements {
			one := maps.Clone(object)
			one[property] = e
			out = append(out, one)
		}
	}
	return out, len(out) > 0
}

func (f Field) scalar(value any) any {
	switch x := value.(type) {
	case []any:
		var out []any
		for _, e := range x {
			out = append(out, f.scalar(e))
		}
		return out
	case string, bool:
		if f.Values != nil {
			translated, ok := f.Values[fmt.Sprint(x)]
			if !ok {
				return partial.Unknown{}
			}
			value = translated
		}
	}
	if empty(value) {
		return partial.Unknown{}
	}
	if f.One {
		return []any{value}
	}
	return value
}

// tags makes a list of tags. AWS's own, which those who send the request leave out or
// add, and names that are there twice make it unknown.
func tags(value any) any {
	var out []any
	add := func(key string, value any) bool {
		if value == nil {
			value = partial.Unknown{}
		}
		twice := slices.ContainsFunc(out, func(x any) bool { return x.(map[string]any)["Key"] == key })
		out = append(out, map[string]any{"Key": key, "Value": value})
		return !twice && !strings.HasPrefix(key, "aws:")
	}
	switch list := value.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(list)) {
			if !add(k, list[k]) {
				return partial.Unknown{}
			}
		}
	case []any:
		for _, x := range list {
			tag, _ := x.(map[string]any)
			key, ok := tag["Key"].(string)
			if !ok || !add(key, tag["Value"]) {
				return partial.Unknown{}
			}
		}
	}
	if len(out) == 0 {
		return partial.Unknown{}
	}
	return out
}

// encoded makes the text of a header of a list of tags.
func encoded(value any) any {
	list, ok := value.([]any)
	values := url.Values{}
	for _, x := range list {
		tag := x.(map[string]any)
		text, known := tag["Value"].(string)
		ok = ok && known
		values.Set(tag["Key"].(string), text)
	}
	if !ok {
		return partial.Unknown{}
	}
	return values.Encode()
}
