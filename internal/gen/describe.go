package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/s3safe/s3safe-go/internal/gen/model"
)

// setWords is the size of member.Set; the generated size assertion of package
// member fails to compile when it is no longer enough.
const setWords = 4

// describe emits what reads SDK inputs: the type switches, and for each
// operation the presence of its members and their values.
func describe(e *emitter) {
	e.switches()
	e.readers()
}

func (e *emitter) switches() {
	s := &source{}
	s.printf(`package sdk

import (
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Version is the version of service/s3 that this package was generated from.
const Version = %q

// read sets Operation, Present, Values and Ordinary of the request from an input, and
// returns the input's bucket, nil if there is none. It reports false, and changes
// nothing, if it isn't an input, or is a nil pointer.
func read(input any, r *compat.Request) (bucket *string, ok bool) {
	var values compat.Reader
	var op operation.ID
	switch in := input.(type) {
`, e.version)
	for _, op := range e.sdk.Operations {
		bucket := ""
		if m := op.Member("Bucket"); m != nil && m.Kind == model.String {
			bucket = "\t\t\tbucket = in.Bucket\n"
		}
		s.printf("\tcase *s3.%[1]sInput:\n\t\tif in != nil {\n\t\t\tv := (*%[2]s)(in)\n\t\t\tv.present(r)\n\t\t\tvalues, op = v, operation.%[1]s\n%[3]s\t\t}\n",
			op.Name, reader(op), bucket)
	}
	s.printf(`	}
	if values == nil {
		return nil, false
	}
	r.Operation, r.Values = op, values
	return bucket, true
}

// OperationOf returns the operation that a pointer to an SDK input, which may be
// nil, belongs to, and whether it is one.
func OperationOf(input any) (operation.ID, bool) {
	switch input.(type) {
`)
	for _, op := range e.sdk.Operations {
		s.printf("\tcase *s3.%sInput:\n\t\treturn operation.%s, true\n", op.Name, op.Name)
	}
	s.printf(`	}
	return 0, false
}

// NewInputOf returns a pointer to an empty SDK input of the operation, nil if
// there is no such operation.
func NewInputOf(op operation.ID) any {
	switch op {
`)
	for _, op := range e.sdk.Operations {
		s.printf("\tcase operation.%s:\n\t\treturn new(s3.%sInput)\n", op.Name, op.Name)
	}
	s.printf("\t}\n\treturn nil\n}\n")
	e.add("compat/sdk/describe_gen.go", s)
}

// reader returns the name of the type that reads an operation's input.
func reader(op *model.Operation) string {
	r := []rune(op.Name)
	r[0] = unicode.ToLower(r[0])
	return string(r)
}

func (e *emitter) readers() {
	s := &source{}
	s.printf(`package sdk

import (
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/ordinary"
	"github.com/s3safe/s3safe-go/compat/member"
)
`)
	for _, op := range e.sdk.Operations {
		e.reader(s, op)
	}
	e.add("compat/sdk/readers_gen.go", s)
}

func (e *emitter) reader(s *source, op *model.Operation) {
	name := reader(op)
	s.printf("\ntype %s s3.%sInput\n\nfunc (in *%s) present(r *compat.Request) {\n", name, op.Name, name)
	// The words of the set are kept in variables, and stored once: those the
	// compiler keeps in registers, an array in memory. A returned array would be
	// copied in pieces of another size than it was stored in, which is slow.
	words := map[int]bool{}
	for _, m := range op.Members {
		words[e.id(m)/64] = true
	}
	var used, all []string
	for i := range setWords {
		if words[i] {
			used = append(used, "w"+string(rune('0'+i)))
			all = append(all, used[len(used)-1])
		} else {
			all = append(all, "0")
		}
	}
	if len(used) == 0 {
		s.printf("r.Present, r.Ordinary = member.Set{}, member.Set{}\n}\n")
	} else {
		s.printf("\tvar %s uint64\n", strings.Join(used, ", "))
		for _, members := range together(op.Members) {
			if len(members) >= fewTogether {
				any := make([]string, len(members))
				for i, m := range members {
					any[i] = isSet(m)
				}
				s.printf("\tif %s {\n", strings.Join(any, " || "))
			}
			for _, m := range members {
				s.printf("\tif %s {\n\t\tw%d |= 1 << (member.%s & 63)\n\t}\n", isSet(m), e.id(m)/64, m.Name)
			}
			if len(members) >= fewTogether {
				s.printf("}\n")
			}
		}
		s.printf("\tr.Present = member.Set{%s}\n%s}\n", strings.Join(all, ", "), e.ordinary(op))
	}

	s.printf("\nfunc (in *%s) Value(m member.ID) compat.Value {\n\tswitch m {\n", name)
	for _, m := range op.Members {
		if !isText(m) {
			s.printf("\tcase member.%s:\n%s", m.Name, value(m))
		}
	}
	s.printf("\t}\n\treturn textValue(in.Text(m))\n}\n")
	s.text(name, op)
}

// free are the members whose texts are looked at when an input is described: many
// requests have them, and most rules about them ask for unusual characters or lengths.
var free = []string{"CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Key", "UploadId"}

// ordinary returns the statements that set the members with ordinary texts.
func (e *emitter) ordinary(op *model.Operation) string {
	s := &source{}
	var sets [setWords]string
	for i := range sets {
		sets[i] = "0"
	}
	for _, m := range op.Members {
		if m.Kind != model.String || !slices.Contains(free, m.Name) {
			continue
		}
		word := e.id(m) / 64
		if sets[word] == "0" {
			sets[word] = fmt.Sprintf("o%d", word)
			s.printf("\tvar o%d uint64\n", word)
		}
		s.printf("\tif s := in.%[1]s; s != nil {\n\t\to%[2]d |= ordinary.Bit(*s) << (member.%[1]s & 63)\n\t}\n", m.Name, word)
	}
	if s.Len() == 0 {
		return "\tr.Ordinary = member.Set{}\n"
	}
	s.printf("\tr.Ordinary = member.Set{%s}\n", strings.Join(sets[:], ", "))
	return s.String()
}

// families are beginnings of names of members which most requests have none of.
// Whether any is set is asked before which of them are.
var families = []string{"Checksum", "CopySourceIf", "CopySourceSSE", "Grant", "ObjectLock", "Response", "SSECustomer"}

// fewTogether is how many such members must follow each other to be worth the question.
const fewTogether = 3

// together groups the members of an operation, in order, by family.
func together(members []*model.Member) [][]*model.Member {
	var out [][]*model.Member
	last := ""
	for _, m := range members {
		family := ""
		for _, f := range families {
			// Many requests name a checksum's algorithm.
			if strings.HasPrefix(m.Name, f) && m.Name != "ChecksumAlgorithm" {
				family = f
			}
		}
		if family == "" || family != last {
			out = append(out, nil)
		}
		last = family
		out[len(out)-1] = append(out[len(out)-1], m)
	}
	return out
}

func isSet(m *model.Member) string {
	if m.Kind == model.Enumeration {
		return "in." + m.Name + ` != ""`
	}
	return "in." + m.Name + " != nil"
}

// text emits the method that reads a text. All members share what comes after the
// pointer to the text is known.
func (s *source) text(name string, op *model.Operation) {
	var verbatim []string
	s.printf("\nfunc (in *%s) Text(m member.ID) (string, bool) {\n\tvar s *string\n\tswitch m {\n", name)
	for _, m := range op.Members {
		if !isText(m) {
			continue
		}
		if m.Binding.Location != model.Header {
			verbatim = append(verbatim, "member."+m.Name)
		}
		field := "in." + m.Name
		if m.Kind == model.Enumeration {
			field = "(*string)(&" + field + ")"
		}
		s.printf("\tcase member.%s:\n\t\ts = %s\n", m.Name, field)
	}
	s.printf("\t}\n\tif s == nil {\n\t\treturn \"\", false\n\t}\n\tif !edged(*s) {\n\t\treturn *s, true\n\t}\n")
	if len(verbatim) > 0 {
		s.printf("\tswitch m {\n\tcase %s:\n\t\treturn *s, true\n\t}\n", strings.Join(verbatim, ", "))
	}
	s.printf("\treturn cutBlanks(*s), true\n}\n")
}

func isText(m *model.Member) bool { return m.Kind == model.String || m.Kind == model.Enumeration }

// id returns the number of a member, as the enumeration counts them.
func (e *emitter) id(m *model.Member) int {
	if e.ids == nil {
		e.ids = map[string]int{}
		for i, n := range e.sdk.MemberNames() {
			e.ids[n] = i + 1
		}
	}
	return e.ids[m.Name]
}

// value returns the statements that read a member that isn't a text. The engine asks only for
// members that are set, but a mistake there mustn't become a panic.
func value(m *model.Member) string {
	f := "in." + m.Name
	switch m.Kind {
	case model.Strings:
		return "\t\treturn compat.StringsValue(" + f + ")\n"
	case model.Stream:
		return "\t\treturn compat.StreamValue(" + f + ")\n"
	}
	expr := map[model.Kind]string{
		model.Int32:    "IntValue(int64(*" + f + "))",
		model.Int64:    "IntValue(*" + f + ")",
		model.Bool:     "BoolValue(*" + f + ")",
		model.Time:     "TimeValue(" + f + ")",
		model.Document: "DocumentValue(" + f + ")",
		model.Variant:  "DocumentValue(" + f + ")",
		model.List:     "DocumentValue(&" + f + ")",
	}[m.Kind]
	return "\t\tif " + f + " != nil {\n\t\t\treturn compat." + expr + "\n\t\t}\n"
}
