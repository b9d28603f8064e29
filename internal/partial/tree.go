package partial

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Unknown stands in a tree for a value that isn't known, or for nothing.
type Unknown struct{}

// Rest is a key of an object in a tree that says that members it doesn't have may be
// set, too.
const Rest = "…"

// Maybe is a key of an object in a tree that says that the object may not be there.
const Maybe = "?"

// FromTree returns the input that a tree describes: objects with members by their
// names in the API, lists, and text, numbers ([json.Number]) and booleans, which may
// stand for each other as they do in templates. What doesn't fit its member isn't
// known. It returns nil if there is no such operation.
func FromTree(op operation.ID, tree map[string]any) *Input {
	model := sdk.NewInputOf(op)
	if model == nil {
		return nil
	}
	return &Input{Operation: op, Parts: fieldsOf(tree, reflect.TypeOf(model).Elem())}
}

func fieldsOf(tree map[string]any, t reflect.Type) map[string]*Part {
	fields := map[string]*Part{}
	_, rest := tree[Rest]
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		value, ok := tree[f.Name]
		switch {
		case ok && value != nil:
			fields[f.Name] = partOf(value, f.Type)
		case !ok && rest:
			fields[f.Name] = &Part{Type: f.Type}
		}
	}
	return fields
}

func partOf(value any, t reflect.Type) *Part {
	unknown := &Part{Type: t}
	p := &Part{Set: compat.True, Type: t}
	switch {
	case t.Kind() == reflect.Pointer && t.Elem() != timeType && t.Elem().Kind() == reflect.Struct, t.Kind() == reflect.Struct && t != timeType:
		object, ok := value.(map[string]any)
		if _, maybe := object[Maybe]; !ok || maybe {
			return unknown
		}
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		p.Fields = fieldsOf(object, t)
		return p
	case t.Kind() == reflect.Interface:
		return unionOf(value, t)
	case t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8:
		list, ok := value.([]any)
		if !ok {
			return unknown
		}
		p.Elems = []*Part{}
		for _, x := range list {
			p.Elems = append(p.Elems, partOf(x, t.Elem()))
		}
		return p
	case t == reflect.TypeFor[map[string]string]():
		object, ok := value.(map[string]any)
		texts := map[string]string{}
		for k, x := range object {
			text, isText := x.(string)
			ok = ok && isText
			texts[k] = text
		}
		if !ok {
			return unknown
		}
		p.Leaf = reflect.ValueOf(texts)
		return p
	}
	scalar := t
	if t.Kind() == reflect.Pointer {
		scalar = t.Elem()
	}
	x := reflect.New(scalar)
	if !setScalar(x.Elem(), value) {
		return unknown
	}
	if p.Leaf = x.Elem(); t.Kind() == reflect.Pointer {
		p.Leaf = x
	}
	return p
}

// unionOf reads an object with the one member of a union that is set.
func unionOf(value any, t reflect.Type) *Part {
	object, ok := value.(map[string]any)
	if !ok || len(object) != 1 {
		return &Part{Type: t}
	}
	for name, content := range object {
		member, ok := Unions[t.Name()+"Member"+name]
		if !ok {
			break
		}
		return &Part{Set: compat.True, Type: reflect.PointerTo(member), Fields: fieldsOf(map[string]any{"Value": content}, member)}
	}
	return &Part{Type: t}
}

var timeType = reflect.TypeFor[time.Time]()

// setScalar sets a value to what a tree has for it, if that fits.
func setScalar(x reflect.Value, value any) bool {
	if n, ok := value.(json.Number); ok {
		value = n.String()
	}
	if b, ok := value.(bool); ok {
		value = strconv.FormatBool(b)
	}
	text, ok := value.(string)
	switch {
	case !ok:
		return false
	case x.Type() == timeType:
		t, err := time.Parse(time.RFC3339Nano, text)
		x.Set(reflect.ValueOf(t))
		return err == nil
	case x.Kind() == reflect.String:
		x.SetString(text)
		return true
	case x.Kind() == reflect.Bool:
		x.SetBool(strings.EqualFold(text, "true"))
		return strings.EqualFold(text, "true") || strings.EqualFold(text, "false")
	case x.CanInt():
		n, err := strconv.ParseInt(text, 10, x.Type().Bits())
		x.SetInt(n)
		return err == nil
	}
	return false
}
