package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// snapshotParser reads a snapshot token by token, so that it can tell the place
// of whatever is wrong, and notice names that stand twice, which encoding/json
// takes without a word.
type snapshotParser struct {
	raw  []byte
	json *json.Decoder
	out  Snapshot

	unknowns int
}

// maxUnknown bounds the list of what a file has that this release doesn't know.
const maxUnknown = 1000

// snapshotError is what is wrong, and where.
type snapshotError struct {
	line, column int
	path, text   string
}

func (e *snapshotError) Error() string {
	at := ""
	if e.path != "" {
		at = e.path + ": "
	}
	return fmt.Sprintf("%d:%d: %s", e.line, e.column, printable.Line(at+e.text))
}

// brief makes text of a file's fit for an error: it isn't endless, and doesn't
// control a terminal.
func brief(s string) string {
	const most = 200
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return printable.Line(s)
}

// fail makes an error about what was read last.
func (p *snapshotParser) fail(path, format string, args ...any) error {
	return p.failAt(p.json.InputOffset(), path, format, args...)
}

func (p *snapshotParser) failAt(offset int64, path, format string, args ...any) error {
	before := p.raw[:min(max(offset, 0), int64(len(p.raw)))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1 + len(before) - (bytes.LastIndexByte(before, '\n') + 1)
	for i := range args {
		switch x := args[i].(type) {
		case string:
			args[i] = brief(x)
		case error:
			args[i] = brief(x.Error())
		}
	}
	return &snapshotError{line, column, brief(path), fmt.Sprintf(format, args...)}
}

// token reads a token.
func (p *snapshotParser) token(path string) (json.Token, error) {
	t, err := p.json.Token()
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return t, nil
	case errors.As(err, &syntax):
		return nil, p.failAt(syntax.Offset-1, path, "%v", err)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, p.failAt(int64(len(p.raw)), path, "the file ends here")
	}
	return nil, p.fail(path, "%v", err)
}

// object reads an object, and calls member for the value of each name.
func (p *snapshotParser) object(path string, member func(name, path string) error) error {
	t, err := p.token(path)
	if err != nil {
		return err
	}
	if t != json.Delim('{') {
		return p.fail(path, "it must be an object")
	}
	seen := map[string]bool{}
	for {
		t, err := p.token(path)
		if err != nil {
			return err
		}
		if t == json.Delim('}') {
			return nil
		}
		name, ok := t.(string)
		if !ok {
			return p.fail(path, "a name is missing")
		}
		at := strings.TrimPrefix(path+"."+name, ".")
		if seen[name] {
			return p.fail(at, "it stands here twice")
		}
		seen[name] = true
		if err := member(name, at); err != nil {
			return err
		}
	}
}

func (p *snapshotParser) text(path string) (string, error) {
	t, err := p.token(path)
	if err != nil {
		return "", err
	}
	s, ok := t.(string)
	if !ok {
		return "", p.fail(path, "it must be text")
	}
	return s, nil
}

// unknown notes a member that this release doesn't know.
func (p *snapshotParser) unknown(path string) error {
	if len(p.out.Unknown) < maxUnknown {
		p.out.Unknown = append(p.out.Unknown, brief(path))
	}
	p.unknowns++
	return p.skip(path)
}

// skip reads a value of any kind.
func (p *snapshotParser) skip(path string) error {
	for depth := 0; ; {
		t, err := p.token(path)
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// header checks that the file is a snapshot that this release can read, before
// anything else of it is looked at: a newer one may look quite different.
func (p *snapshotParser) header() error {
	var head struct {
		Schema  *string      `json:"schema"`
		Version *json.Number `json:"version"`
	}
	if err := json.Unmarshal(p.raw, &head); err != nil {
		// The walk finds out what is wrong, and where.
		return nil
	}
	switch {
	case head.Schema == nil || *head.Schema != SnapshotSchema:
		return p.failAt(0, "schema", "this isn't a snapshot of bucket state: the schema must be %q", SnapshotSchema)
	case head.Version == nil:
		return p.failAt(0, "version", "it is missing")
	}
	if n, err := head.Version.Int64(); err == nil && n > SnapshotVersion {
		return p.failAt(0, "version", "the snapshot has version %d; this release reads up to %d", n, SnapshotVersion)
	}
	return nil
}

func (p *snapshotParser) parse() (*Snapshot, error) {
	if err := p.header(); err != nil {
		return nil, err
	}
	p.out.Buckets = map[string]SnapshotBucket{}
	p.json.UseNumber()
	has := map[string]bool{}
	err := p.object("", func(name, path string) error {
		has[name] = true
		switch name {
		case "schema":
			s, err := p.text(path)
			if err == nil && s != SnapshotSchema {
				err = p.fail(path, "this isn't a snapshot of bucket state: the schema must be %q", SnapshotSchema)
			}
			return err
		case "version":
			t, err := p.token(path)
			if n, ok := t.(json.Number); err == nil && (!ok || n != "1") {
				err = p.fail(path, "it must be %d", SnapshotVersion)
			}
			return err
		case "buckets":
			return p.object(path, p.bucket)
		}
		return p.unknown(path)
	})
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"schema", "version", "buckets"} {
		if !has[name] {
			return nil, p.fail(name, "it is missing")
		}
	}
	if _, err := p.json.Token(); !errors.Is(err, io.EOF) {
		return nil, p.fail("", "something follows the snapshot")
	}
	if more := p.unknowns - len(p.out.Unknown); more > 0 {
		p.out.Unknown = append(p.out.Unknown, fmt.Sprintf("and %d others", more))
	}
	return &p.out, nil
}

var regionForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`) })

func (p *snapshotParser) bucket(name, path string) error {
	if name == "" {
		return p.fail(path, "a bucket has no name")
	}
	var b SnapshotBucket
	err := p.object(path, func(field, path string) error {
		switch field {
		case "taken":
			s, err := p.text(path)
			if err != nil {
				return err
			}
			if b.Taken, err = time.Parse(time.RFC3339Nano, s); err != nil {
				return p.fail(path, "%q isn't a time in RFC 3339", s)
			}
			// An offset can lead out of the years that a snapshot can be written with.
			if year := b.Taken.UTC().Year(); year < 0 || year > 9999 {
				return p.fail(path, "%q isn't in the years 0 to 9999 of UTC", s)
			}
			return nil
		case "region":
			s, err := p.text(path)
			if err == nil && !regionForm().MatchString(s) {
				err = p.fail(path, "%q isn't a Region", s)
			}
			b.Facts.Region = s
			return err
		case "owner":
			s, err := p.text(path)
			if err == nil && !isAccount(s) {
				err = p.fail(path, "%q isn't a 12-digit account id", s)
			}
			b.Facts.Owner = s
			return err
		case "features":
			return p.object(path, func(feature, path string) error { return p.feature(&b.Facts, feature, path) })
		}
		return p.unknown(path)
	})
	if err != nil {
		return err
	}
	if b.Taken.IsZero() {
		return p.fail(path, "it doesn't say when it was taken")
	}
	if why := impossible(&b.Facts); why != nil {
		return p.fail(path, "bucket %q: %s", name, strings.Join(why, "; "))
	}
	p.out.Buckets[name] = b
	return nil
}

func (p *snapshotParser) feature(facts *compat.Facts, name, path string) error {
	f, ok := ParseFeature(name)
	if !ok {
		return p.unknown(path)
	}
	v, err := p.text(path)
	if err != nil {
		return err
	}
	if err := facts.Set(f, v); err != nil {
		return p.fail(path, "it can't be %q: it is one of %s", v, strings.Join(f.Values(), ", "))
	}
	return nil
}
