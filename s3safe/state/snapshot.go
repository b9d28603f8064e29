package state

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// The identity of snapshot files.
const (
	SnapshotSchema  = "s3safe-bucket-state"
	SnapshotVersion = 1
)

// Snapshot is what is known of buckets at a time, to be kept in a file, read in
// a review and pinned in a repository:
//
//	{
//	  "schema": "s3safe-bucket-state",
//	  "version": 1,
//	  "buckets": {
//	    "reports": {
//	      "taken": "2026-03-01T12:00:00Z",
//	      "region": "eu-central-1",
//	      "features": {
//	        "objectLock": "none",
//	        "versioning": "Enabled"
//	      }
//	    }
//	  }
//	}
type Snapshot struct {
	// Buckets holds the facts by bucket.
	Buckets map[string]SnapshotBucket
	// Unknown lists what the file has that this release doesn't know, by its
	// path. It isn't lost on people, but it is on the guard.
	Unknown []string
}

// SnapshotBucket is what a snapshot has on one bucket.
type SnapshotBucket struct {
	Facts compat.Facts
	// Taken is when the facts were asked for.
	Taken time.Time
}

// Take asks S3 for everything about the buckets. The client should not be
// guarded. The error lists what couldn't be had; the snapshot holds the rest.
// See [Probes] for the permissions that are needed.
func Take(ctx context.Context, client API, buckets ...string) (*Snapshot, error) {
	s := &Snapshot{Buckets: map[string]SnapshotBucket{}}
	var errs []error
	for _, name := range buckets {
		taken := time.Now().UTC().Truncate(time.Second)
		facts, err := Read(ctx, client, name)
		errs = append(errs, err)
		s.Buckets[name] = SnapshotBucket{*facts, taken}
	}
	return s, errors.Join(errs...)
}

// Stale lists the buckets whose facts are older than a time, in order.
func (s *Snapshot) Stale(older time.Duration) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(s.Buckets)) {
		if time.Since(s.Buckets[name].Taken) > older {
			names = append(names, name)
		}
	}
	return names
}

// snapshotFile is a snapshot in JSON. The order of the fields, and of the names
// in the maps, is always the same.
type snapshotFile struct {
	Schema  string                    `json:"schema"`
	Version int                       `json:"version"`
	Buckets map[string]snapshotRecord `json:"buckets"`
}

type snapshotRecord struct {
	Taken    time.Time         `json:"taken"`
	Region   string            `json:"region,omitempty"`
	Owner    string            `json:"owner,omitempty"`
	Features map[string]string `json:"features"`
}

// MarshalJSON writes the snapshot as a file has it.
func (s *Snapshot) MarshalJSON() ([]byte, error) {
	f := snapshotFile{SnapshotSchema, SnapshotVersion, map[string]snapshotRecord{}}
	for name, b := range s.Buckets {
		r := snapshotRecord{b.Taken.UTC(), b.Facts.Region, b.Facts.Owner, map[string]string{}}
		for _, feature := range b.Facts.Known() {
			if n := FeatureName(feature); n != "" {
				r.Features[n], _ = b.Facts.Get(feature)
			}
		}
		f.Buckets[name] = r
	}
	return json.Marshal(f)
}

// WriteFile writes the snapshot. The file is replaced as a whole or not at all:
// nobody ever reads half of one.
func (s *Snapshot) WriteFile(name string) error {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("state: snapshot: %w", err)
	}
	if err := replaceFile(name, append(raw, '\n')); err != nil {
		return fmt.Errorf("state: snapshot: %w", &os.PathError{Op: "write", Path: name, Err: causeOf(err)})
	}
	return nil
}

// causeOf returns why a file couldn't be written, without the name of the file beside
// it, which nobody gave.
func causeOf(err error) error {
	var path *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// replaceFile writes a file beside the one to be replaced, and renames it.
func replaceFile(name string, content []byte) (err error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return syscall.EISDIR // renaming would say that the file exists
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if _, err := f.Write(content); err != nil {
		return err
	}
	// What was renamed must be there after a crash, too.
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// MaxSnapshot bounds the bytes of a snapshot that is read: 100,000 buckets of
// which everything is known have fewer.
const MaxSnapshot = 128 << 20

// ReadSnapshot reads a snapshot file. A file that isn't a snapshot, is cut off,
// has more than [MaxSnapshot] bytes, is of a newer version, or says what can't
// be, gives an error with its place, and nothing of it is loaded. What only this
// release doesn't know is listed in Unknown.
func ReadSnapshot(name string) (*Snapshot, error) {
	raw, err := readBounded(name, MaxSnapshot)
	if err != nil {
		return nil, fmt.Errorf("state: snapshot: %w", err)
	}
	s, err := ParseSnapshot(raw)
	if err != nil {
		return nil, fmt.Errorf("state: snapshot %s:%w", printable.Line(name), err)
	}
	return s, nil
}

// readBounded reads a file. What has no end, such as a device, is read no
// further than the bound.
func readBounded(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > most {
		return nil, fmt.Errorf("%s has %d bytes, which is more than %d", name, info.Size(), most)
	}
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(raw)) > most {
		err = fmt.Errorf("%s has more than %d bytes", name, most)
	}
	if err != nil {
		return nil, err
	}
	return raw, nil
}

// ParseSnapshot is ReadSnapshot for the content of a file. The error begins with
// line and column.
func ParseSnapshot(raw []byte) (*Snapshot, error) {
	p := &snapshotParser{raw: raw, json: json.NewDecoder(bytes.NewReader(raw))}
	return p.parse()
}
