package aws

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// place is an enumeration in a document: the steps to it, fields by index, and -1 into a
// list.
type place struct {
	steps []int
	name  string
}

// enumerations lists the enumerations in a type, at every depth, but for documents in
// themselves and unions, which have other values for members.
func enumerations(t reflect.Type, within []reflect.Type) []place {
	switch t.Kind() {
	case reflect.Pointer:
		return enumerations(t.Elem(), within)
	case reflect.Slice:
		var out []place
		for _, p := range enumerations(t.Elem(), within) {
			out = append(out, place{append([]int{-1}, p.steps...), "[]" + p.name})
		}
		return out
	case reflect.String:
		if _, is := t.MethodByName("Values"); is {
			return []place{{}}
		}
	case reflect.Struct:
		if slices.Contains(within, t) {
			return nil
		}
		var out []place
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				continue
			}
			for _, p := range enumerations(f.Type, append(within, t)) {
				out = append(out, place{append([]int{i}, p.steps...), "." + f.Name + p.name})
			}
		}
		return out
	}
	return nil
}

// put makes what leads to the place, and sets it.
func (p place) put(v reflect.Value, text func(reflect.Type) string) {
	for _, step := range p.steps {
		for v.Kind() == reflect.Pointer {
			v.Set(reflect.New(v.Type().Elem()))
			v = v.Elem()
		}
		if step < 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			v = v.Index(0)
			continue
		}
		v = v.Field(step)
	}
	v.SetString(text(v.Type()))
}

// changed is a copy of a document in which the place has the text, if the document
// reaches that far.
func (p place) changed(v reflect.Value, text string) (reflect.Value, bool) {
	out := reflect.New(v.Type()).Elem()
	switch {
	case v.Kind() == reflect.Pointer:
		if v.IsNil() {
			return v, false
		}
		x, ok := p.changed(v.Elem(), text)
		if ok {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(x)
		}
		return out, ok
	case len(p.steps) == 0:
		out.SetString(text)
		return out, v.String() != ""
	case p.steps[0] < 0:
		if v.Len() == 0 {
			return v, false
		}
		x, ok := place{p.steps[1:], ""}.changed(v.Index(0), text)
		out.Set(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v))
		if ok {
			out.Index(0).Set(x)
		}
		return out, ok
	}
	x, ok := place{p.steps[1:], ""}.changed(v.Field(p.steps[0]), text)
	out.Set(v)
	if ok {
		out.Field(p.steps[0]).Set(x)
	}
	return out, ok
}

// documents lists the documents that the rules' examples and the schema's samples have
// for a member of an operation.
func documents(op compat.Operation, m compat.Member) []any {
	out := slices.Clone(sdk.Schema.Samples(op, m))
	for _, rule := range Source().Rules() {
		for _, c := range slices.Concat(rule.Allowed, rule.Violating) {
			if v, ok := c.Members[m]; ok && c.Operation == op {
				out = append(out, v)
			}
		}
	}
	return out
}

// findings lists the rules that are true of an operation with the document.
func findings(op compat.Operation, m compat.Member, document any) []string {
	c := compat.Complete(compat.Given(op, m, document), sdk.Schema)
	var ids []string
	for _, f := range Source().Check(c.Request(), nil) {
		ids = append(ids, f.Rule.ID)
	}
	return ids
}

// judges lists the rules that find a word that isn't listed, at the place in any
// document that has it, and whether there is a document to tell by.
func (p place) judges(op compat.Operation, m compat.Member, t reflect.Type) (ids []string, told bool) {
	list := documents(op, m)
	bare := reflect.New(t).Elem()
	p.put(bare, func(t reflect.Type) string {
		return reflect.Zero(t).MethodByName("Values").Call(nil)[0].Index(0).String()
	})
	for _, d := range append(list, bare.Interface()) {
		v := reflect.ValueOf(d)
		if v.Type() != t {
			continue
		}
		x, ok := p.changed(v, "unlisted")
		if !ok {
			continue
		}
		told = true
		sound := findings(op, m, d)
		for _, id := range findings(op, m, x.Interface()) {
			if !slices.Contains(sound, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids, told
}

// Every enumeration in a document has a rule that finds a word that the SDK doesn't
// list, or stands in unjudged with the reason.
func TestEnumerationsInDocuments(t *testing.T) {
	seen, used := 0, map[string]bool{}
	for op := operation.ID(1); op < operation.Count; op++ {
		in := sdk.NewInputOf(op)
		if in == nil {
			continue
		}
		typ := reflect.TypeOf(in).Elem()
		for i := range typ.NumField() {
			f := typ.Field(i)
			m, ok := member.Parse(f.Name)
			if !ok || f.Type.Kind() != reflect.Pointer || f.Type.Elem().Kind() != reflect.Struct {
				continue
			}
			for _, p := range enumerations(f.Type, nil) {
				seen++
				name := fmt.Sprintf("%s.%s%s", op, m, p.name)
				ids, told := p.judges(op, m, f.Type)
				exempt := ""
				for end := range unjudged {
					if strings.HasSuffix(name, end) {
						exempt = end
					}
				}
				switch {
				case !told:
					t.Errorf("%s: no document to tell by", name)
				case len(ids) == 0 && exempt == "":
					t.Errorf("%s: no rule finds a word that isn't listed", name)
				case len(ids) == 0:
					used[exempt] = true
				case exempt != "":
					t.Errorf("%s stands in unjudged, and is judged by %v", name, ids)
				}
			}
		}
	}
	if seen < 80 {
		t.Errorf("only %d enumerations found", seen)
	}
	for end := range unjudged {
		if !used[end] {
			t.Errorf("unjudged has %s, which is nowhere", end)
		}
	}
}

// unjudged are the enumerations, by the end of their place, for which no rule stands,
// and why.
var unjudged = map[string]string{
	".EncryptionConfiguration.SseAlgorithm": "encryption methods are added over time",

	// S3 adds Regions and kinds of locations; what a Region's name can't be is found.
	".CreateBucketConfiguration.LocationConstraint":    "Regions are added over time",
	".CreateBucketConfiguration.Location.Type":         "kinds of zones are added over time",
	".CreateBucketConfiguration.Bucket.Type":           "kinds of buckets are added over time",
	".CreateBucketConfiguration.Bucket.DataRedundancy": "kinds of redundancy are added over time",

	".ExistingObjectReplication.Status": "Enabled is refused like any other word, so a word that isn't listed adds nothing",

	// Only restores of type SELECT have these, and restore-select reports each of them,
	// whatever the word. It is in doubt, so none of them is stopped.
	".OutputLocation.S3.AccessControlList[].Grantee.Type":     "restore-select reports what has it",
	".OutputLocation.S3.AccessControlList[].Permission":       "restore-select reports what has it",
	".OutputLocation.S3.CannedACL":                            "restore-select reports what has it",
	".OutputLocation.S3.Encryption.EncryptionType":            "restore-select reports what has it",
	".OutputLocation.S3.StorageClass":                         "restore-select reports what has it",
	".SelectParameters.ExpressionType":                        "restore-select reports what has it",
	".SelectParameters.InputSerialization.CSV.FileHeaderInfo": "restore-select reports what has it",
	".SelectParameters.InputSerialization.CompressionType":    "restore-select reports what has it",
	".SelectParameters.InputSerialization.JSON.Type":          "restore-select reports what has it",
	".SelectParameters.OutputSerialization.CSV.QuoteFields":   "restore-select reports what has it",
}
