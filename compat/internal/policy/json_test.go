package policy

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// FuzzRead: what is malformed, and what the texts say, is as encoding/json has it.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{}`, `{ }`, `{"a":1}`, `{"a":[1,-0.5e+3,true,null,"x\u00e9\n"]} what follows`, `{"a":01}`, `{"a":1.}`, `{"a":.5}`, `{"a":-}`, `{"a":1e}`,
		`{"a":"b",}`, `{,}`, `{"a"}`, `{'a':1}`, `{"a":[1,]}`, `{"a":[}`, `{"a":"\x"}`, `{"a":"\u12g4"}`, "{\"a\":\"\x01\"}", `{"a":tru}`, `{"a":"`, `{`,
		`{"a":{"b":[[[{"c":"d"}]]]}}`, `{"Statement":[{"Effect":"Allow"},{"Effect":"Deny"}]}`, "{\"\xff\":\"\xc3\"}", `{"a":"\ud800"}`, ` {"a":1}`,
		`{"a":"\ud83d\ude00\ud83d\u0041\ude00\/\b\f\r\t\"\\"}`, "{\"a\":\"\\n\xff\xfe\xc3\"}", `{"a":"\uD83D\ud83d\ude00"}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		nodes, end := read(s)
		if end == unread || end == tooLong {
			return
		}
		var want any
		dec := json.NewDecoder(strings.NewReader(s))
		dec.UseNumber()
		err := dec.Decode(&want)
		if _, isObject := want.(map[string]any); err == nil && !isObject {
			err = json.Unmarshal([]byte("{"), &want) // only objects are read
		}
		if (err != nil) != (end == malformed) {
			t.Fatalf("%q: %v, read as %d", s, err, end)
		}
		if end == malformed {
			return
		}
		d := Document{source: s, nodes: nodes}
		if got := d.value(0); !same(got, want) {
			t.Fatalf("%q: %v, want %v", s, got, want)
		}
		if int(nodes[0].next) != len(nodes) {
			t.Fatalf("%q: %d nodes, the object ends at %d", s, len(nodes), nodes[0].next)
		}
		Read(s).Public()
		Read(s).Outside("reports")
		Read(s).Wide("reports")
	})
}

// TestNames: the names in an object are those that encoding/json finds, in their order.
func TestNames(t *testing.T) {
	for s, want := range map[string][]string{
		`{}`: {}, " {\"a\": 1, \"b\":{\"c\":[2]},\"\\u0064\":null } \n": {"a", "b", "d"}, `{"a":1} {}`: nil, `{"a":1`: nil, `[]`: nil, ``: nil, `null`: nil,
	} {
		got, ok := Names(s)
		var object map[string]json.RawMessage
		err := json.Unmarshal([]byte(s), &object)
		if !slices.Equal(got, want) || ok != (want != nil) || ok != (err == nil && object != nil) || ok && len(object) != len(got) {
			t.Errorf("%q: %q, %v, want %q; encoding/json has %v, %v", s, got, ok, want, object, err)
		}
	}
}

func same(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}

// value makes of a node what encoding/json makes of it.
func (d *Document) value(i int32) any {
	n := &d.nodes[i]
	switch n.kind {
	case object:
		m := map[string]any{}
		for name := i + 1; name < n.next; name = d.nodes[name+1].next {
			m[valid(d.text(name))] = d.value(name + 1)
		}
		return m
	case array:
		list := []any{}
		for j := i + 1; j < n.next; j = d.nodes[j].next {
			list = append(list, d.value(j))
		}
		return list
	case text:
		return valid(d.text(i))
	case null:
		return nil
	}
	raw := d.source[n.from:n.to]
	if raw == "true" || raw == "false" {
		return raw == "true"
	}
	return json.Number(raw)
}

// valid replaces bytes that aren't UTF-8, as encoding/json does one by one.
func valid(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
	}
	return b.String()
}

func policyOfSize(bytes int) string {
	const statement = `{"Sid":"Reports","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::reports/*","Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}},`
	return `{"Version":"2012-10-17","Statement":[` + strings.Repeat(statement, max(bytes/len(statement)-1, 0)) + strings.TrimSuffix(statement, ",") + `]}`
}

// The work that a policy makes grows with its size at most, and ends where S3
// accepts no more.
func TestAllocations(t *testing.T) {
	for _, size := range []int{1 << 10, 5 << 10, 19 << 10, 1 << 20} {
		s := policyOfSize(size)
		got := testing.AllocsPerRun(10, func() {
			last.Store(nil)
			d := Read(s)
			d.Public()
			d.Outside("reports")
		})
		if got > 12 {
			t.Errorf("%d bytes: %v allocations", len(s), got)
		}
		if d := Read(s); d.Has(TooLong) != (len(s) > sparedSize) {
			t.Errorf("%d bytes: too long is %t", len(s), d.Has(TooLong))
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for _, size := range []int{1 << 10, 5 << 10, 19 << 10, 1 << 20, 16 << 20} {
		s := policyOfSize(size)
		b.Run(strconv.Itoa(size>>10)+"KB", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				last.Store(nil)
				d := Read(s)
				d.Public()
				d.Outside("reports")
			}
		})
	}
}

// What JSON doesn't have but common parsers take isn't found wrong: what S3's parser
// does isn't known.
func TestNoJSON(t *testing.T) {
	for source, wrong := range map[string]bool{
		`{`: true, `{"a":"b",}`: true, `{'a':1}`: true, `{"a" "b"}`: true, `{"a":"`: true,
		"{\"Sid\":\"two\nlines\"}": false, "{\"Sid\":\"a\ttab\"}": false, `{"Sid":"\d"}`: false, `{"Sid":"\u00zz"}`: true, `{}`: false,
	} {
		if got := Read(source).Has(NoJSON); got != wrong {
			t.Errorf("%q: NoJSON %t", source, got)
		}
	}
}
