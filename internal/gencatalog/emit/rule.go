package main

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// Fields of a rule that the compiled form has elsewhere, or not at all.
var elsewhere = map[string]bool{"When": true, "Violating": true, "Allowed": true}

// ruleLiteral writes a rule as an element of a literal. It fails for a field of
// a kind that isn't static data.
func ruleLiteral(r *compat.Rule) (string, error) {
	var b strings.Builder
	b.WriteString("\t{\n")
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || elsewhere[f.Name] || v.Field(i).IsZero() {
			continue
		}
		text, err := literal(v.Field(i))
		if err != nil {
			return "", fmt.Errorf("field %s: %w", f.Name, err)
		}
		fmt.Fprintf(&b, "\t\t%s: %s,\n", f.Name, text)
	}
	b.WriteString("\t},\n")
	return b.String(), nil
}

func literal(v reflect.Value) (string, error) {
	switch x := v.Interface().(type) {
	case compat.Operation:
		return "operation." + x.String(), nil
	case compat.Effect:
		return map[compat.Effect]string{compat.Rejected: "compat.Rejected", compat.Ignored: "compat.Ignored"}[x], nil
	}
	switch v.Kind() {
	case reflect.String:
		return strconv.Quote(v.String()), nil
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(v.Uint(), 10), nil
	case reflect.Slice:
		if v.IsNil() {
			return "nil", nil
		}
		var elements []string
		for i := range v.Len() {
			text, err := literal(v.Index(i))
			if err != nil {
				return "", err
			}
			elements = append(elements, text)
		}
		return typeName(v.Type()) + "{" + strings.Join(elements, ", ") + "}", nil
	case reflect.Struct:
		var fields []string
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if v.Field(i).IsZero() {
				continue
			}
			if !f.IsExported() {
				return "", fmt.Errorf("%s has the unexported field %s: teach gencatalog to write it", v.Type(), f.Name)
			}
			text, err := literal(v.Field(i))
			if err != nil {
				return "", err
			}
			fields = append(fields, f.Name+": "+text)
		}
		return typeName(v.Type()) + "{" + strings.Join(fields, ", ") + "}", nil
	}
	return "", fmt.Errorf("a %s isn't static data: teach gencatalog to write it", v.Type())
}

// typeName is the type as the generated file spells it.
func typeName(t reflect.Type) string {
	if t.Kind() == reflect.Slice && t.Name() == "" {
		return "[]" + typeName(t.Elem())
	}
	if t == reflect.TypeFor[compat.Operation]() {
		return "compat.Operation"
	}
	return t.String()
}
