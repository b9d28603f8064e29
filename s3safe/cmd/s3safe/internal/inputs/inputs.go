// Package inputs reads the inputs of operations from files as people have them.
package inputs

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	yaml "go.yaml.in/yaml/v3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Input is an operation's input, as the SDK has it, with where it comes from.
type Input struct {
	Source    string // the file, and which of several it is
	File      string // the file alone
	Operation operation.ID
	// Document is set if the file has the document alone: the AWS CLI is given the
	// other members beside it.
	Document bool
	Value    any
}

// Operation returns the operation of a name: PutObject, or put-object as the AWS
// CLI has it.
func Operation(name string) (operation.ID, error) {
	if id, ok := operation.Parse(name); ok {
		return id, nil
	}
	plain := strings.ReplaceAll(name, "-", "")
	for _, id := range sdk.Operations() {
		if strings.EqualFold(id.String(), plain) {
			return id, nil
		}
	}
	return 0, fmt.Errorf("no operation %q of S3 is known: write it as in the API, such as PutObject", name)
}

// Bodies says what is made of the text that a file has for a body.
type Bodies bool

const (
	// Unread takes bodies for files of which nothing is known, as the AWS CLI has
	// the name of a file in their place.
	Unread Bodies = false
	// AsText takes the text for the body.
	AsText Bodies = true
)

// maxSize bounds a file.
const maxSize = 64 << 20

// Raw reads what a file holds, as UTF-8 without a byte order mark. PowerShell writes
// what it redirects to a file as UTF-16.
func Raw(name string, r io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(raw) > maxSize {
		return nil, fmt.Errorf("%s: more than 64 MiB", name)
	}
	if raw, err = utf8Of(raw); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	// The YAML package knows the first version only, from which the second differs in
	// what texts are taken for.
	if rest, ok := bytes.CutPrefix(raw, []byte("%YAML 1.2")); ok {
		raw = slices.Concat([]byte("%YAML 1.1"), rest)
	}
	return raw, nil
}

// utf8Of returns a text as UTF-8, going by the byte order mark that it begins with.
func utf8Of(raw []byte) ([]byte, error) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return raw[3:], nil
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return raw, nil
	}
	if raw = raw[2:]; len(raw)%2 != 0 {
		return nil, errors.New("it is UTF-16 and ends within a character")
	}
	units := make([]uint16, 0, len(raw)/2)
	for ; len(raw) > 0; raw = raw[2:] {
		units = append(units, order.Uint16(raw))
	}
	return []byte(string(utf16.Decode(units))), nil
}

// Read returns the inputs that a file holds. The operation is that of inputs that
// don't name theirs; zero if there is none.
func Read(name string, raw []byte, op operation.ID, bodies Bodies) ([]Input, error) {
	objects, err := split(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(objects) == 0 {
		return nil, fmt.Errorf("%s: it holds no input", name)
	}
	var out []Input
	for i, object := range objects {
		source := name
		if len(objects) > 1 {
			source = fmt.Sprintf("%s[%d]", name, i)
		}
		in, err := decode(object, op, bodies)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source, err)
		}
		in.Source, in.File = source, name
		out = append(out, in)
	}
	return out, nil
}

// split returns the JSON objects of a file: one, a list, one a line, or what YAML
// says.
func split(raw []byte) ([]json.RawMessage, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return nil, nil
	}
	if raw[0] != '{' && raw[0] != '[' {
		return documents(raw)
	}
	if len(raw) > 0 && raw[0] == '[' {
		var list []json.RawMessage
		if err := json.Unmarshal(raw, &list); err != nil {
			return nil, place(raw, err)
		}
		return list, nil
	}
	var out []json.RawMessage
	d := json.NewDecoder(bytes.NewReader(raw))
	for {
		var object json.RawMessage
		err := d.Decode(&object)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, place(raw, err)
		}
		out = append(out, object)
	}
}

// documents returns the objects of the documents of a file in YAML.
func documents(raw []byte) ([]json.RawMessage, error) {
	var out []json.RawMessage
	d := yaml.NewDecoder(bytes.NewReader(raw))
	for {
		var x any
		err := d.Decode(&x)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("it is neither JSON nor YAML: %w", err)
		}
		if x, err = plain(x); err != nil {
			return nil, err
		}
		list, ok := x.([]any)
		if !ok {
			list = []any{x}
		}
		for _, x := range list {
			object, err := json.Marshal(x)
			if err != nil {
				return nil, err
			}
			out = append(out, object)
		}
	}
}

// plain turns what YAML has into what JSON can have.
func plain(x any) (any, error) {
	switch x := x.(type) {
	case map[string]any:
		for k, v := range x {
			p, err := plain(v)
			if err != nil {
				return nil, err
			}
			x[k] = p
		}
		return x, nil
	case []any:
		for i, v := range x {
			p, err := plain(v)
			if err != nil {
				return nil, err
			}
			x[i] = p
		}
		return x, nil
	case map[any]any:
		return nil, errors.New("a key in the YAML isn't text")
	case time.Time:
		return x.Format(time.RFC3339Nano), nil
	}
	return x, nil
}

// place adds line and column to an error of JSON.
func place(raw []byte, err error) error {
	var s *json.SyntaxError
	if !errors.As(err, &s) {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("the JSON ends in the middle")
		}
		return err
	}
	before := raw[:min(int(s.Offset), len(raw))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n') - 1
	return fmt.Errorf("line %d, column %d: %w", line, column, err)
}

func decode(object json.RawMessage, op operation.ID, bodies Bodies) (Input, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(object, &fields); err != nil || fields == nil {
		return Input{}, errors.New("an input is a JSON object")
	}
	if name, inner := named(fields); inner != nil {
		id, err := Operation(name)
		if err != nil {
			return Input{}, err
		}
		op, fields = id, nil
		if err := json.Unmarshal(inner, &fields); err != nil || fields == nil {
			return Input{}, errors.New("an input is a JSON object")
		}
		object = inner
	}
	if op == 0 {
		return Input{}, errors.New("it doesn't say of which operation it is: give --op, such as --op PutObject")
	}
	m, document := documentOf(op, fields)
	if document {
		// Beside the document there may be members, as in what the AWS CLI shows.
		members := sdk.Schema.Members(op)
		inner, rest := map[string]json.RawMessage{}, map[string]json.RawMessage{}
		for name, value := range fields {
			other, ok := member.Parse(name)
			if ok = ok && members.Has(other); ok {
				rest[name] = value
			}
			if !ok || has(op, m, name) {
				inner[name] = value
			}
		}
		if len(rest) > 0 {
			var err error
			if object, err = json.Marshal(inner); err != nil {
				return Input{}, err
			}
		}
		if sdk.Kind(op, m) == compat.KindString {
			text, err := json.Marshal(string(object))
			if err != nil {
				return Input{}, err
			}
			object = text
		}
		rest[m.String()] = object
		fields = rest
	}
	var body []string
	for name := range fields {
		m, ok := member.Parse(name)
		if ok && bodies == Unread && sdk.Kind(op, m) == compat.KindStream && string(fields[name]) != "null" {
			body = append(body, name)
			delete(fields, name)
		}
	}
	raw, err := json.Marshal(fields)
	if err != nil {
		return Input{}, err
	}
	in, err := sdk.DecodeInput(op, withTimes(op, raw))
	if err != nil {
		return Input{}, errors.New(strings.TrimPrefix(err.Error(), "sdk: "))
	}
	for _, name := range body {
		reflect.ValueOf(in).Elem().FieldByName(name).Set(reflect.ValueOf(unread{}))
	}
	return Input{Operation: op, Document: document, Value: in}, nil
}

// named returns the operation and the input of an object that has both.
func named(fields map[string]json.RawMessage) (string, json.RawMessage) {
	for _, keys := range [][2]string{{"operation", "input"}, {"Operation", "Input"}, {"op", "input"}} {
		var name string
		if raw, ok := fields[keys[0]]; ok && len(fields) == 2 && json.Unmarshal(raw, &name) == nil {
			return name, fields[keys[1]]
		}
	}
	return "", nil
}

// Named reports whether a file holds inputs that name their operation. It returns an
// error if the file is neither JSON nor YAML, as one that is cut off: then it isn't known
// what it was meant to hold.
func Named(raw []byte) (bool, error) {
	objects, err := split(raw)
	if err != nil {
		if isYAML(raw) {
			return false, nil // with what an input doesn't have
		}
		return false, err
	}
	for _, object := range objects {
		var fields map[string]json.RawMessage
		if json.Unmarshal(object, &fields) != nil {
			return false, nil
		}
		if _, inner := named(fields); inner == nil {
			return false, nil
		}
	}
	return len(objects) > 0, nil
}

// isYAML reports whether a file is YAML in its form, whatever it says.
func isYAML(raw []byte) bool {
	d := yaml.NewDecoder(bytes.NewReader(raw))
	for {
		var n yaml.Node
		if err := d.Decode(&n); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}

// documentOf returns the member whose document the object holds, if it isn't an input
// but such a document, alone or beside members of an input.
func documentOf(op operation.ID, fields map[string]json.RawMessage) (member.ID, bool) {
	members := sdk.Schema.Members(op)
	var documents []member.ID
	for _, m := range members.IDs() {
		switch {
		case sdk.Kind(op, m) == compat.KindDocument, m == member.Policy && op == operation.PutBucketPolicy:
			documents = append(documents, m)
		}
	}
	if len(documents) != 1 {
		return 0, false
	}
	mixed, own, strange := false, false, false
	for name := range fields {
		m, ok := member.Parse(name)
		switch {
		case ok && m == documents[0]:
			return 0, false
		case ok && members.Has(m):
			mixed = true
		case has(op, documents[0], name):
			own = true
		default:
			strange = true
		}
	}
	// A name that nobody has is told of the document, if the object is no input.
	return documents[0], len(fields) > 0 && (!mixed || own && !strange)
}

// has reports whether a document has a member of its own.
func has(op operation.ID, document member.ID, name string) bool {
	f, ok := reflect.TypeOf(sdk.NewInputOf(op)).Elem().FieldByName(document.String())
	if !ok {
		return false
	}
	t := f.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return false
	}
	_, ok = t.FieldByName(name)
	return ok
}

// unread is a body of which nothing is known but that it is a file's: it can seek,
// so its length will be known when it is sent.
type unread struct{}

var errUnread = errors.New("the body isn't known")

func (unread) Read([]byte) (int, error) { return 0, errUnread }

func (unread) Seek(int64, int) (int64, error) { return 0, errUnread }
