package state

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// FileStore is a [Store] in a directory, for the processes of one machine. Each
// fact is a small file that is replaced as a whole, so no process waits for
// another, and nobody reads half of one. Facts that are too old are removed when
// they are read, and by [FileStore.Clean].
type FileStore struct{ dir string }

// NewFileStore makes a store in a directory, and the directory if need be.
func NewFileStore(dir string) (*FileStore, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("state: store: %w", err)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("state: store: %w", err)
	}
	return &FileStore{abs}, nil
}

// fileItem is a fact in its file.
type fileItem struct {
	Value  string    `json:"value"`
	Origin string    `json:"origin"`
	At     time.Time `json:"at"`
	End    time.Time `json:"end"`
}

// maxFileItem bounds what is read of a file; the longest fact has 200 bytes.
const maxFileItem = 4096

func (s *FileStore) path(bucket string, f compat.Feature) (string, error) {
	name := FeatureName(f)
	if name == "" || bucket == "" || len(bucket) > 255 {
		return "", fmt.Errorf("state: store: no file for the %s of %q", f, bucket)
	}
	return filepath.Join(s.dir, escape(bucket), name+".json"), nil
}

// escape makes a directory's name of a bucket's, which may be an ARN. The result
// never is "." or "..", and different buckets have different ones where names
// that differ in case alone are the same.
func escape(bucket string) string {
	var b strings.Builder
	b.WriteByte('b')
	for i := range len(bucket) {
		switch c := bucket[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-', c == '.':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "_%02x", c)
		}
	}
	return b.String()
}

// Get implements [Store].
func (s *FileStore) Get(_ context.Context, bucket string, f compat.Feature) (Item, bool, error) {
	name, err := s.path(bucket, f)
	if err != nil {
		return Item{}, false, err
	}
	item, end, err := readItem(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Item{}, false, nil
	case err != nil:
		return Item{}, false, fmt.Errorf("state: store: %w", err)
	case !time.Now().Before(end):
		_ = os.Remove(name)
		return Item{}, false, nil
	}
	return item, true, nil
}

func readItem(name string) (Item, time.Time, error) {
	info, err := os.Stat(name)
	if err != nil {
		return Item{}, time.Time{}, err
	}
	if info.Size() > maxFileItem {
		return Item{}, time.Time{}, fmt.Errorf("%s: %d bytes are too many", name, info.Size())
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return Item{}, time.Time{}, err
	}
	var x fileItem
	if err := json.Unmarshal(raw, &x); err != nil {
		return Item{}, time.Time{}, fmt.Errorf("%s: %w", name, err)
	}
	return Item{x.Value, parseOrigin(x.Origin), x.At}, x.End, nil
}

// Put implements [Store].
func (s *FileStore) Put(_ context.Context, bucket string, f compat.Feature, item Item, ttl time.Duration) error {
	name, err := s.path(bucket, f)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(fileItem{item.Value, item.Origin.String(), item.At.UTC(), time.Now().Add(ttl).UTC()})
	if err != nil {
		return fmt.Errorf("state: store: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("state: store: %w", err)
	}
	if err := replaceFile(name, append(raw, '\n')); err != nil {
		return fmt.Errorf("state: store: %w", err)
	}
	return nil
}

// Clean removes the facts that are too old, and the directories that are empty
// then.
func (s *FileStore) Clean(ctx context.Context) error {
	files, err := filepath.Glob(filepath.Join(s.dir, "b*", "*.json"))
	if err != nil {
		return fmt.Errorf("state: store: %w", err)
	}
	for _, name := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, end, err := readItem(name); err == nil && time.Now().Before(end) {
			continue
		}
		_ = os.Remove(name)
		_ = os.Remove(filepath.Dir(name)) // fails unless it is empty
	}
	return nil
}
