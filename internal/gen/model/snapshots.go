package model

import (
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// snapshot is a request that the SDK's authors recorded with every member set.
// Text members have the value __Name__; enumerations, numbers, truth values and
// timestamps have ordinary values.
type snapshot struct {
	method, path string
	query        url.Values
	headers      map[string][]string
	body         string
}

// unrecorded lists the operations without a snapshot, and why.
var unrecorded = map[string]string{
	"SelectObjectContent": "its answer is an event stream, which the SDK's recorder leaves out",
}

func (l *loader) snapshots(dir string) {
	l.snaps = map[string]*snapshot{}
	const suffix = ".request.snap"
	for _, path := range l.glob(filepath.Join(dir, "request_snapshot", "*"+suffix)) {
		name := strings.TrimSuffix(filepath.Base(path), suffix)
		data, err := os.ReadFile(path)
		if err != nil {
			l.failf("%w", err)
			continue
		}
		s, ok := parseSnapshot(string(data))
		if !ok {
			l.failf("%s: unknown form of snapshot", name)
			continue
		}
		l.snaps[name] = s
	}
}

func parseSnapshot(text string) (*snapshot, bool) {
	first, rest, ok := strings.Cut(text, "\n\n")
	method, target, hasTarget := strings.Cut(first, " ")
	if !ok || !hasTarget {
		return nil, false
	}
	s := &snapshot{method: method, headers: map[string][]string{}}
	path, query, _ := strings.Cut(target, "?")
	s.path = path
	var err error
	if s.query, err = url.ParseQuery(query); err != nil {
		return nil, false
	}
	for rest != "" {
		var line string
		line, rest, ok = strings.Cut(rest, "\n")
		if !ok {
			return nil, false
		}
		if line == "" {
			break
		}
		k, v, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, false
		}
		s.headers[k] = append(s.headers[k], v)
	}
	s.body = rest
	return s, true
}

// check compares what the serializers say with what the snapshots show, both
// ways: every bound member must be seen in its place with a value of its type,
// and everything seen must be bound or known to come from elsewhere.
func (l *loader) check(string) {
	for _, op := range l.sdk.Operations {
		at := map[Binding]string{}
		for _, m := range op.Members {
			if other := at[m.Binding]; other != "" {
				l.failf("%s.%s and %s are both at %v", op.Name, other, m.Name, m.Binding)
			}
			at[m.Binding] = m.Name
		}
		s := l.snaps[op.Name]
		delete(l.snaps, op.Name)
		if why := unrecorded[op.Name]; (why != "") != (s == nil) {
			l.failf("%s: snapshot present: %v, expected to lack one: %q", op.Name, s != nil, why)
		} else if s != nil {
			l.checkSnapshot(op, s)
		}
	}
	for name := range l.snaps {
		l.failf("%s: a snapshot of no known operation", name)
	}
}

func (l *loader) checkSnapshot(op *Operation, s *snapshot) {
	if s.method != op.Method {
		l.failf("%s: method %s, snapshot %s", op.Name, op.Method, s.method)
	}
	path := op.Path
	for _, m := range op.Members {
		switch name := m.Binding.Name; m.Binding.Location {
		case Header:
			if name == "Content-Length" {
				// net/http keeps the length outside of the headers.
				continue
			}
			l.checkValues(op, m, s.headers[name])
			delete(s.headers, name)
		case HeaderPrefix:
			found := false
			for k := range s.headers {
				if strings.HasPrefix(k, name) {
					delete(s.headers, k)
					found = true
				}
			}
			if !found {
				l.failf("%s.%s: the snapshot has no header %s…", op.Name, m.Name, name)
			}
		case Query:
			l.checkValues(op, m, s.query[name])
			delete(s.query, name)
		case Label:
			l.checkLabel(op, m, &path)
		case Payload:
			l.checkValues(op, m, []string{s.body})
			s.body = ""
		case Element:
			if !strings.HasPrefix(s.body, "<"+name+" xmlns=") {
				l.failf("%s.%s: the snapshot's body isn't a document %s", op.Name, m.Name, name)
			}
			s.body = ""
		case Host:
			// The snapshots are taken with a fixed endpoint.
		}
	}
	if s.path != path {
		l.failf("%s: path %s, snapshot %s", op.Name, path, s.path)
	}
	l.checkRest(op, s)
}

func (l *loader) checkLabel(op *Operation, m *Member, path *string) {
	for _, label := range []string{"{" + m.Binding.Name + "+}", "{" + m.Binding.Name + "}"} {
		if strings.Contains(*path, label) {
			*path = strings.Replace(*path, label, "__"+m.Name+"__", 1)
			return
		}
	}
	l.failf("%s.%s: the path %s lacks it", op.Name, m.Name, op.Path)
}

// defaultTypes are the content types that the SDK gives a body of itself.
var defaultTypes = []string{"application/xml", "application/octet-stream", "text/plain"}

// checkRest judges what no member accounts for.
func (l *loader) checkRest(op *Operation, s *snapshot) {
	for _, k := range slices.Sorted(maps.Keys(s.headers)) {
		if v := s.headers[k]; k != "Content-Type" || len(v) != 1 || !slices.Contains(defaultTypes, v[0]) {
			l.failf("%s: no member for the snapshot's header %s: %q", op.Name, k, v)
		}
	}
	fixed, err := url.ParseQuery(op.Query)
	if err != nil {
		l.failf("%s: %w", op.Name, err)
	}
	if fixed.Encode() != s.query.Encode() {
		l.failf("%s: fixed query %q, snapshot has %q beyond the members", op.Name, fixed.Encode(), s.query.Encode())
	}
	if s.body != "" {
		l.failf("%s: no member for the snapshot's body", op.Name)
	}
}

var integer = regexp.MustCompile(`^[0-9]+$`)

func (l *loader) checkValues(op *Operation, m *Member, values []string) {
	if len(values) == 0 || (len(values) > 1 && m.Kind != List) {
		l.failf("%s.%s: the snapshot has %d values at %v", op.Name, m.Name, len(values), m.Binding)
		return
	}
	for _, v := range values {
		if !l.plausible(m, v) {
			l.failf("%s.%s: the snapshot has %q at %v", op.Name, m.Name, v, m.Binding)
		}
	}
}

// plausible reports whether the text is one that the member can have left.
func (l *loader) plausible(m *Member, v string) bool {
	switch m.Kind {
	case String, Stream:
		// Text that is part of the host can't contain an underscore.
		return v == "__"+m.Name+"__" || v == m.Name+"-value"
	case Int32, Int64:
		return integer.MatchString(v)
	case Bool:
		return v == "true" || v == "false"
	case Time:
		layout := map[TimeFormat]string{HTTPDate: time.RFC1123, DateTime: time.RFC3339}[m.Format]
		_, err := time.Parse(layout, v)
		return layout != "" && err == nil
	case Enumeration, List:
		e := l.sdk.Enums[m.TypeName]
		return e != nil && slices.ContainsFunc(e.Values, func(x EnumValue) bool { return x.Value == v })
	}
	return false
}
