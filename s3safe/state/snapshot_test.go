package state

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

func someSnapshot() *Snapshot {
	return &Snapshot{Buckets: map[string]SnapshotBucket{
		"reports": {Facts: *Bucket(Is(compat.ObjectLock, "none"), Is(compat.Versioning, "Enabled"), Region("eu-central-1"), Owner("123456789012")),
			Taken: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)},
		"logs": {Facts: *Bucket(Is(compat.Ownership, "ObjectWriter")), Taken: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)},
	}}
}

func TestSnapshotRoundTrip(t *testing.T) {
	name := filepath.Join(t.TempDir(), "state.json")
	s := someSnapshot()
	if err := s.WriteFile(name); err != nil {
		t.Fatal(err)
	}
	got, err := ReadSnapshot(name)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, s) {
		t.Errorf("%+v\n%+v", got, s)
	}
	first, _ := os.ReadFile(name)
	if err := got.WriteFile(name); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.ReadFile(name); string(again) != string(first) {
		t.Errorf("written again it differs:\n%s\n%s", first, again)
	}
	if stale := got.Stale(time.Hour); !reflect.DeepEqual(stale, []string{"logs", "reports"}) {
		t.Errorf("stale: %v", stale)
	}
	if stale := got.Stale(100 * 365 * 24 * time.Hour); stale != nil {
		t.Errorf("stale: %v", stale)
	}
}

// A snapshot that can't be written is told by the name that was given, and leaves
// nothing behind.
func TestSnapshotNotWritten(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]error{dir: syscall.EISDIR, filepath.Join(dir, "none", "a"): os.ErrNotExist} {
		err := someSnapshot().WriteFile(name)
		var path *os.PathError
		if !errors.As(err, &path) || path.Path != name || !errors.Is(err, want) || strings.Contains(err.Error(), "rename") {
			t.Errorf("%q: %v", name, err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// Whatever is wrong gives an error with its place, and nothing is loaded.
func TestBadSnapshots(t *testing.T) {
	good, _ := someSnapshot().MarshalJSON()
	bad := map[string]string{
		``:              `1:1: `,
		`[]`:            `1:2: it must be an object`,
		`{"a": 1}`:      `1:1: schema: this isn't a snapshot`,
		`hello`:         `1:1: invalid character`,
		`<html></html>`: `1:1: invalid character`,
		`{"schema": "s3safe-bucket-state", "version": 2, "later": [1]}`:                                                     `version: the snapshot has version 2; this release reads up to 1`,
		`{"schema": "terraform", "version": 1, "buckets": {}}`:                                                              `1:1: schema: this isn't a snapshot`,
		`{"schema": "s3safe-bucket-state", "buckets": {}}`:                                                                  `version: it is missing`,
		`{"schema": "s3safe-bucket-state", "version": 1}`:                                                                   `buckets: it is missing`,
		`{"schema": "s3safe-bucket-state", "version": "1", "buckets": {}}`:                                                  `version: it must be 1`,
		`{"schema": "s3safe-bucket-state", "version": 1, "buckets": {}} {}`:                                                 `something follows the snapshot`,
		"{\"schema\": \"s3safe-bucket-state\", \"version\": 1,\n \"buckets\": {\"a\": 3}}":                                  `2:20: buckets.a: it must be an object`,
		head + `"a": {"taken": "yesterday"}}}`:                                                                              `buckets.a.taken: "yesterday" isn't a time`,
		head + `"a": {"taken": "9999-12-31T23:59:59-01:00"}}}`:                                                              `buckets.a.taken: "9999-12-31T23:59:59-01:00" isn't in the years 0 to 9999`,
		head + `"a": {"taken": "0000-01-01T00:00:00+01:00"}}}`:                                                              `buckets.a.taken: "0000-01-01T00:00:00+01:00" isn't in the years 0 to 9999`,
		head + `"a": {"features": {}}}}`:                                                                                    `buckets.a: it doesn't say when it was taken`,
		head + `"a": {"taken": "2026-03-01T12:00:00Z", "features": {"versioning": "enabled"}}}}`:                            `buckets.a.features.versioning: it can't be "enabled": it is one of Unversioned, Enabled, Suspended`,
		head + `"a": {"taken": "2026-03-01T12:00:00Z", "features": {"versioning": true}}}}`:                                 `buckets.a.features.versioning: it must be text`,
		head + `"a": {"taken": "2026-03-01T12:00:00Z", "features": {"versioning": "Enabled", "versioning": "Suspended"}}}}`: `buckets.a.features.versioning: it stands here twice`,
		head + `"a": {"taken": "2026-03-01T12:00:00Z"}, "a": {}}}`:                                                          `buckets.a: it stands here twice`,
		head + `"a": {"taken": "2026-03-01T12:00:00Z", "region": "Frankfurt!"}}}`:                                           `buckets.a.region: "Frankfurt!" isn't a Region`,
		head + `"a": {"taken": "2026-03-01T12:00:00Z", "owner": "12"}}}`:                                                    `buckets.a.owner: "12" isn't`,
		head + `"a": {"taken": "2026-03-01T12:00:00Z", "features": {"objectLock": "Enabled", "versioning": "Suspended"}}}}`: `object lock needs versioning`,
		head + `"": {"taken": "2026-03-01T12:00:00Z"}}}`:                                                                    `a bucket has no name`,
	}
	for i := 1; i < len(good); i++ {
		bad[string(good[:i])] = `1:`
	}
	for text, want := range bad {
		s, err := ParseSnapshot([]byte(text))
		if err == nil || s != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.120s\n  %v; want %s", text, err, want)
		}
	}
	name := filepath.Join(t.TempDir(), "state.json")
	_ = os.WriteFile(name, []byte("{"), 0o600)
	if _, err := ReadSnapshot(name); err == nil || !strings.Contains(err.Error(), "state.json:1:2: ") {
		t.Errorf("the error doesn't tell the file: %v", err)
	}
}

const head = `{"schema": "s3safe-bucket-state", "version": 1, "buckets": {`

// What a later release added is reported, and the rest holds.
func TestUnknownFields(t *testing.T) {
	s, err := ParseSnapshot([]byte(`{"schema": "s3safe-bucket-state", "version": 1, "by": {"whom": ["x", {}]},
		"buckets": {"a": {"taken": "2026-03-01T12:00:00Z", "note": 1, "features": {"versioning": "Enabled", "teleport": "on"}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"by", "buckets.a.note", "buckets.a.features.teleport"}; !reflect.DeepEqual(s.Unknown, want) {
		t.Errorf("unknown: %v", s.Unknown)
	}
	facts := s.Buckets["a"].Facts
	if v, _ := facts.Get(compat.Versioning); v != "Enabled" {
		t.Errorf("versioning is %q", v)
	}
}

// Readers see the one or the other, never a part, and nothing is left behind.
func TestSnapshotIsAtomic(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "state.json")
	if err := someSnapshot().WriteFile(name); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for range 50 {
				if err := someSnapshot().WriteFile(name); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range 200 {
				if _, err := ReadSnapshot(name); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
	// A directory stands in the way: the write fails, and leaves nothing.
	blocked := filepath.Join(dir, "blocked")
	_ = os.MkdirAll(filepath.Join(blocked, "x"), 0o755)
	if err := someSnapshot().WriteFile(blocked); err == nil {
		t.Error("no error")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("left behind: %v", entries)
	}
}

func FuzzParseSnapshot(f *testing.F) {
	good, _ := someSnapshot().MarshalJSON()
	f.Add(good)
	f.Add([]byte(head))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := ParseSnapshot(raw)
		if (s == nil) == (err == nil) {
			t.Fatalf("%v, %v", s, err)
		}
		if s == nil {
			return
		}
		out, err := s.MarshalJSON()
		if err != nil {
			t.Fatalf("what was read can't be written: %v", err)
		}
		again, err := ParseSnapshot(out)
		if err != nil {
			t.Fatalf("%v of what was read from\n%s", err, raw)
		}
		for name, b := range s.Buckets {
			if again.Buckets[name].Facts != b.Facts {
				t.Errorf("%s: %+v, %+v", name, again.Buckets[name], b)
			}
		}
	})
}

// A file without an end is read to the bound, however little a look at it says.
func TestSnapshotFileIsBounded(t *testing.T) {
	name := filepath.Join(t.TempDir(), "state.json")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, MaxSnapshot+1); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadSnapshot(name); err == nil || !strings.Contains(err.Error(), "134217729 bytes") {
		t.Errorf("%v", err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	go func() {
		defer func() { _ = w.Close() }()
		for {
			if _, err := w.Write(make([]byte, 4096)); err != nil {
				return
			}
		}
	}()
	if _, err := os.Stat("/dev/fd"); err == nil {
		if raw, err := readBounded(fmt.Sprintf("/dev/fd/%d", r.Fd()), 1<<20); err == nil || len(raw) > 0 {
			t.Errorf("%d bytes read, %v", len(raw), err)
		}
	}
	_ = r.Close()
}

// What a file says may be repeated, but not let loose on a terminal, nor at length.
func TestSnapshotTextsAreTame(t *testing.T) {
	evil := `\u001b[2J\n\u202eok`
	for _, file := range []string{
		head + `"` + evil + `": 3}}`,
		head + `"a": {"taken": "` + evil + `"}}}`,
		head + `"a": {"taken": "2026-03-01T12:00:00Z", "region": "` + evil + strings.Repeat("x", 1<<20) + `"}}}`,
		head + `"` + strings.Repeat("x", 1<<20) + `": 3}}`,
		head + `"` + evil + `": {"taken": "2026-03-01T12:00:00Z", "features": {"objectLock": "Enabled", "versioning": "Suspended"}}}}`,
	} {
		_, err := ParseSnapshot([]byte(file))
		if err == nil {
			t.Fatal("no error")
		}
		if s := err.Error(); len(s) > 1000 || strings.ContainsAny(s, "\x1b\n\u202e") {
			t.Errorf("%d bytes: %.200q", len(s), s)
		}
	}
	var many strings.Builder
	many.WriteString(`{"schema": "s3safe-bucket-state", "version": 1, "buckets": {}`)
	for i := range 100_000 {
		fmt.Fprintf(&many, `, "%s%d": 1`, evil, i)
	}
	s, err := ParseSnapshot([]byte(many.String() + "}"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.Unknown); n != maxUnknown+1 || s.Unknown[n-1] != "and 99000 others" || strings.ContainsAny(strings.Join(s.Unknown, ""), "\x1b\n\u202e") {
		t.Errorf("%d unknown, the last %q", n, s.Unknown[n-1])
	}
}
