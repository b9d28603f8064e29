// Package cloudformation reads the S3 requests that a template of AWS CloudFormation
// makes. What intrinsic functions give isn't known.
//
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
package cloudformation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v3"

	"github.com/s3safe/s3safe-go/internal/partial"
	"github.com/s3safe/s3safe-go/internal/printable"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping"
)

// Is reports whether a file is a template: it has resources with types, or says so.
func Is(raw []byte) bool {
	x, _, _, err := decode(raw)
	if err != nil {
		return false
	}
	template, ok := x.(map[string]any)
	if !ok {
		return false
	}
	if _, ok := template["AWSTemplateFormatVersion"]; ok {
		return true
	}
	list, ok := template["Resources"].(map[string]any)
	for _, r := range list {
		if resource, ok := r.(map[string]any); ok && strings.HasPrefix(fmt.Sprint(resource["Type"]), "AWS::") {
			return true
		}
	}
	return false
}

// harmless are transforms that leave S3's resources as they are. Macros may change
// anything.
var harmless = []string{"AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"}

// Read returns the requests that a template makes, and the S3 resources and properties
// of which isn't judged what they send.
func Read(raw []byte) (found []mapping.Found, unread []mapping.Unread, err error) {
	x, loops, faults, err := decode(raw)
	if err == nil {
		err = faults
	}
	if err != nil {
		return nil, nil, err
	}
	template, ok := x.(map[string]any)
	if !ok {
		return nil, nil, errors.New("a template is an object")
	}
	if macro := macroOf(template["Transform"]); macro != "" {
		return nil, nil, fmt.Errorf("the transform %s may change every resource: give the processed template, from aws cloudformation get-template --template-stage Processed", macro)
	}
	list, ok := template["Resources"].(map[string]any)
	if !ok {
		return nil, nil, errors.New("the template has no Resources")
	}
	for _, name := range loops {
		unread = append(unread, mapping.Unread{Resource: "Resources." + name, Why: "the resources that it makes aren't judged"})
	}
	for _, name := range slices.Sorted(maps.Keys(list)) {
		resource, ok := list[name].(map[string]any)
		if !ok {
			continue
		}
		kind, _ := resource["Type"].(string)
		leave := func(property, why string) {
			unread = append(unread, mapping.Unread{Resource: "Resources." + name, Property: property, Why: why})
		}
		if makesOthers(kind) {
			leave("", "the resources that it makes aren't judged")
			continue
		}
		if !strings.HasPrefix(kind, "AWS::S3") {
			continue
		}
		if api := mapping.API(kind, apis); api != "" {
			leave("", "its requests are of "+api+", another API than S3's")
			continue
		}
		calls, ok := resources()[kind]
		properties, isObject := resource["Properties"].(map[string]any)
		if resource["Properties"] == nil {
			properties, isObject = map[string]any{}, true
		}
		if !ok || !isObject {
			leave("", "")
			continue
		}
		textual(properties)
		requests, left := calls.Requests(properties, true, true)
		for _, r := range requests {
			found = append(found, mapping.Found{Resource: "Resources." + name, Request: r})
		}
		var unknown []string
		for _, l := range left {
			if l.Kind == mapping.NotTold {
				leave(l.Property, "")
			} else {
				unknown = append(unknown, l.Property)
			}
		}
		if len(unknown) > 0 {
			leave(mapping.Several(unknown), "what intrinsic functions give isn't known here")
		}
	}
	return found, unread, nil
}

// makesOthers reports whether a kind of resource is another template, which isn't in
// the file and may have S3's resources: a nested stack, a stack set, an application of
// the Serverless Application Repository, a module.
func makesOthers(kind string) bool {
	return kind == "AWS::CloudFormation::Stack" || kind == "AWS::CloudFormation::StackSet" || kind == "AWS::Serverless::Application" ||
		strings.HasSuffix(kind, "::MODULE")
}

// macroOf returns a transform that may change anything, empty if there is none.
func macroOf(transform any) string {
	list, ok := transform.([]any)
	if !ok && transform != nil {
		list = []any{transform}
	}
	for _, x := range list {
		switch x := x.(type) {
		case string:
			if !slices.Contains(harmless, x) {
				return x
			}
		case map[string]any:
			return fmt.Sprint(x["Name"])
		default:
			return "of the template"
		}
	}
	return ""
}

// errSeveral is of a file in which more than the first document would go unread.
var errSeveral = errors.New("it holds more than one document: give each template in a file of its own")

// decode reads JSON or YAML, with what intrinsic functions give as unknown, and the loops
// that make resources of S3. Faults are why a template that can be told as one isn't
// whole in what is returned.
func decode(raw []byte) (template any, loops []string, faults, err error) {
	trimmed := strings.TrimSpace(string(raw))
	if strings.HasPrefix(trimmed, "{") {
		var x any
		d := json.NewDecoder(strings.NewReader(trimmed))
		d.UseNumber()
		if err := d.Decode(&x); err == nil {
			if d.Decode(new(any)) != io.EOF {
				faults = errSeveral
			}
			loops = single(x)
			return resolve(x), loops, faults, nil
		}
		// YAML may begin like that, too.
	}
	var n yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(raw))
	if err := d.Decode(&n); err != nil {
		return nil, nil, nil, fmt.Errorf("it is neither JSON nor YAML: %w", err)
	}
	if another(d) {
		faults = errSeveral
	} else {
		faults = twice(&n)
	}
	left := maxNodes
	x, err := value(&n, &left)
	if err != nil {
		return nil, nil, nil, err
	}
	loops = single(x)
	return resolve(x), loops, faults, nil
}

// another reports whether there is a further document, or something that can't be read.
func another(d *yaml.Decoder) bool {
	for {
		var n yaml.Node
		switch err := d.Decode(&n); {
		case errors.Is(err, io.EOF):
			return false
		case err != nil || len(n.Content) != 1 || n.Content[0].Tag != "!!null":
			return true
		}
	}
}

// twice returns an error if a key is in a mapping twice: one of them would go unread.
func twice(n *yaml.Node) error {
	lines := map[string]int{}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && c.Kind == yaml.ScalarNode && c.Tag != "!!merge" {
			if first, ok := lines[c.Value]; ok {
				return fmt.Errorf("lines %d and %d: %s is there twice: leave one out", first, c.Line, printable.Line(c.Value))
			}
			lines[c.Value] = c.Line
		}
		if err := twice(c); err != nil {
			return err
		}
	}
	return nil
}

// single leaves out what stands beside resources and makes others of a list. It returns
// those that make resources of S3.
func single(x any) (loops []string) {
	template, _ := x.(map[string]any)
	list, _ := template["Resources"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(list)) {
		if strings.HasPrefix(name, "Fn::ForEach::") {
			if strings.Contains(fmt.Sprint(list[name]), "AWS::S3") {
				loops = append(loops, name)
			}
			delete(list, name)
		}
	}
	return loops
}

// maxNodes bounds what a template's aliases make of it.
const maxNodes = 1 << 20

// value returns what a node of YAML holds.
func value(n *yaml.Node, left *int) (any, error) {
	if *left--; *left < 0 {
		return nil, errors.New("its aliases make it too large")
	}
	if n.Kind != yaml.AliasNode && strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!") {
		return short(n, left)
	}
	switch n.Kind {
	case yaml.DocumentNode:
		return value(n.Content[0], left)
	case yaml.AliasNode:
		return value(n.Alias, left)
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			x, err := value(c, left)
			if err != nil {
				return nil, err
			}
			list = append(list, x)
		}
		return list, nil
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			k := n.Content[i]
			if k.Tag == "!!merge" || k.Kind != yaml.ScalarNode {
				return partial.Unknown{}, nil
			}
			x, err := value(n.Content[i+1], left)
			if err != nil {
				return nil, err
			}
			object[k.Value] = x
		}
		return object, nil
	case yaml.ScalarNode:
		switch n.Tag {
		case "!!null":
			return nil, nil
		case "!!bool":
			return strings.EqualFold(n.Value, "true"), nil
		case "!!int", "!!float":
			if number.MatchString(n.Value) {
				return json.Number(n.Value), nil
			}
		}
		return n.Value, nil
	}
	return nil, nil
}

// number are the numbers of YAML that are ones of JSON, too.
var number = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$`)

// short returns the long form of an intrinsic function in its short form, if it may
// give nothing, or what can be told; what others give is unknown anyway.
func short(n *yaml.Node, left *int) (any, error) {
	switch {
	case n.Tag == "!Ref" && n.Kind == yaml.ScalarNode:
		return map[string]any{"Ref": n.Value}, nil
	case n.Tag == "!Sub" && n.Kind == yaml.ScalarNode:
		return map[string]any{"Fn::Sub": n.Value}, nil
	case (n.Tag == "!If" || n.Tag == "!Join") && n.Kind == yaml.SequenceNode:
		arguments, err := value(&yaml.Node{Kind: n.Kind, Content: n.Content}, left)
		return map[string]any{"Fn::" + n.Tag[1:]: arguments}, err
	}
	return partial.Unknown{}, nil
}

// resolve puts what isn't known in the place of intrinsic functions.
func resolve(x any) any {
	switch x := x.(type) {
	case map[string]any:
		if isNothing(x) {
			return nil
		}
		if _, ok := x["Ref"]; ok && len(x) == 1 {
			return partial.Unknown{}
		}
		for k, v := range x {
			if strings.HasPrefix(k, "Fn::") {
				if len(x) == 1 {
					return result(k, v)
				}
				return partial.Unknown{}
			}
		}
		for k, v := range x {
			x[k] = resolve(v)
		}
		return x
	case []any:
		out := []any{}
		for _, v := range x {
			if isNothing(v) {
				continue
			}
			if mayBeNothing(v) {
				return partial.Unknown{} // how many there are isn't known
			}
			out = append(out, resolve(v))
		}
		return out
	}
	return x
}

// result returns what an intrinsic function gives, if that rests on nothing but text.
func result(function string, arguments any) any {
	list, _ := arguments.([]any)
	switch {
	case function == "Fn::Sub":
		// What ${! begins stays, without the mark, for others to put something in its
		// place: the variables of policies.
		if text, ok := arguments.(string); ok && strings.Count(text, "${") == strings.Count(text, "${!") {
			return strings.ReplaceAll(text, "${!", "${")
		}
	case function == "Fn::Join" && len(list) == 2:
		between, ok := list[0].(string)
		parts, isList := resolve(list[1]).([]any)
		var texts []string
		for _, p := range parts {
			text, isText := p.(string)
			ok = ok && isText
			texts = append(texts, text)
		}
		if ok && isList {
			return strings.Join(texts, between)
		}
	}
	return partial.Unknown{}
}

// textual makes text of the numbers of a resource's properties, but for policies:
// CloudFormation takes one for the other. A property that is 0 is sent as 0.
func textual(x any) any {
	switch x := x.(type) {
	case map[string]any:
		for k, v := range x {
			if k != "PolicyDocument" {
				x[k] = textual(v)
			}
		}
	case []any:
		for i, v := range x {
			x[i] = textual(v)
		}
	case json.Number:
		return x.String()
	}
	return x
}

// isNothing reports whether a value is the one that takes a property away.
func isNothing(x any) bool {
	ref, ok := x.(map[string]any)
	return ok && len(ref) == 1 && ref["Ref"] == "AWS::NoValue"
}

// mayBeNothing reports whether a value is an intrinsic function that may give nothing.
func mayBeNothing(x any) bool {
	function, ok := x.(map[string]any)
	if !ok || len(function) != 1 {
		return false
	}
	for name, arguments := range function {
		list, _ := arguments.([]any)
		return strings.HasPrefix(name, "Fn::") && slices.ContainsFunc(list, func(x any) bool { return isNothing(x) || mayBeNothing(x) })
	}
	return false
}
