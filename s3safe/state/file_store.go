package state

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// FileStore is a [Store] in a directory, for the processes of one machine. Each
// fact is a small file that is replaced as a whole, so no process waits for
// another, and nobody reads half of one. Facts that are too old are removed when
// they are read, and by [FileStore.Clean].
//
// Only the user that runs the process may read the files. The store reads,
// replaces and removes nothing but its own: regular files, with names that it
// gives, in directories that it makes. It follows no link below its directory.
type FileStore struct{ dir string }

// NewFileStore makes a store in a directory, and the directory if need be.
func NewFileStore(dir string) (*FileStore, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
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

// fileSuffix ends the names of the store's files. Nobody else's end so.
const fileSuffix = ".s3safe.json"

// fileName returns the name of a fact's file, empty if it can't have one.
func fileName(f compat.Feature) string {
	if name := FeatureName(f); name != "" {
		return name + fileSuffix
	}
	return ""
}

// isFileName reports whether the store gives files such a name.
func isFileName(name string) bool {
	feature, ok := strings.CutSuffix(name, fileSuffix)
	if !ok {
		return false
	}
	_, ok = ParseFeature(feature)
	return ok
}

// isScratchName reports whether the store gives such a name to a file that it is
// about to put in the place of another.
func isScratchName(name string) bool {
	name, ok := strings.CutPrefix(name, ".")
	dot := strings.LastIndexByte(name, '.')
	return ok && dot > 0 && len(name)-dot-1 == len(rand.Text()) && isFileName(name[:dot])
}

// maxBucketName bounds the bucket names that have a directory: the longest that
// S3 has, ARNs included, are shorter.
const maxBucketName = 255

// dirName makes a directory's name of a bucket's, which may be an ARN. The result
// never is "." or "..", and different buckets have different ones where names
// that differ in case alone are the same.
func dirName(bucket string) string {
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

// isDirName reports whether dirName returns the name for some bucket.
func isDirName(name string) bool {
	rest, ok := strings.CutPrefix(name, "b")
	if !ok || rest == "" {
		return false
	}
	var bucket []byte
	for i := 0; i < len(rest); i++ {
		if rest[i] != '_' {
			bucket = append(bucket, rest[i])
			continue
		}
		if i+2 >= len(rest) {
			return false
		}
		c, err := strconv.ParseUint(rest[i+1:i+3], 16, 8)
		if err != nil {
			return false
		}
		bucket = append(bucket, byte(c))
		i += 2
	}
	return len(bucket) <= maxBucketName && dirName(string(bucket)) == name
}

var (
	errNotOwn     = errors.New("it isn't a regular file of the store's")
	errNotOwnDir  = errors.New("it isn't a directory of the store's")
	errNoFile     = errors.New("there is no file for such a fact")
	errItemTooBig = fmt.Errorf("it has more than %d bytes", maxFileItem)
)

// open opens the directory of a bucket. A link in its place is refused, wherever
// it leads.
func (s *FileStore) open(bucket string, create bool) (*os.Root, error) {
	if bucket == "" || len(bucket) > maxBucketName {
		return nil, errNoFile
	}
	return s.openDir(dirName(bucket), create)
}

func (s *FileStore) openDir(name string, create bool) (*os.Root, error) {
	root, err := os.OpenRoot(s.dir)
	if create && errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(s.dir, 0o700); err == nil {
			root, err = os.OpenRoot(s.dir)
		}
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }()
	if create {
		if err := root.Mkdir(name, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
	before, err := root.Lstat(name)
	switch {
	case err != nil:
		return nil, err
	case !before.IsDir():
		return nil, &fs.PathError{Op: "open", Path: name, Err: errNotOwnDir}
	}
	dir, err := root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	// Somebody may have put a link there meanwhile.
	if after, err := dir.Stat("."); err != nil || !os.SameFile(before, after) {
		_ = dir.Close()
		return nil, &fs.PathError{Op: "open", Path: name, Err: errNotOwnDir}
	}
	return dir, nil
}

// Get implements [Store].
func (s *FileStore) Get(ctx context.Context, bucket string, f compat.Feature) (Item, bool, error) {
	name := fileName(f)
	if name == "" {
		return Item{}, false, fmt.Errorf("state: store: the %s of %q: %w", f, bucket, errNoFile)
	}
	if err := ctx.Err(); err != nil {
		return Item{}, false, err
	}
	dir, err := s.open(bucket, false)
	if errors.Is(err, fs.ErrNotExist) {
		return Item{}, false, nil
	}
	if err != nil {
		return Item{}, false, fmt.Errorf("state: store: %w", err)
	}
	defer func() { _ = dir.Close() }()
	item, end, err := readItem(dir, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Item{}, false, nil
	case err != nil:
		return Item{}, false, fmt.Errorf("state: store: %w", err)
	case !time.Now().Before(end):
		_ = dir.Remove(name)
		return Item{}, false, nil
	}
	return item, true, nil
}

// readItem reads a file of the store's. What isn't a regular file is refused
// before it is opened, and after: it may have been exchanged.
func readItem(dir *os.Root, name string) (Item, time.Time, error) {
	fail := func(err error) (Item, time.Time, error) {
		return Item{}, time.Time{}, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	before, err := dir.Lstat(name)
	switch {
	case err != nil:
		return Item{}, time.Time{}, err
	case !before.Mode().IsRegular():
		return fail(errNotOwn)
	case before.Size() > maxFileItem:
		return fail(errItemTooBig)
	}
	file, err := dir.OpenFile(name, os.O_RDONLY|openNonblock, 0)
	if err != nil {
		return Item{}, time.Time{}, err
	}
	defer func() { _ = file.Close() }()
	if after, err := file.Stat(); err != nil || !after.Mode().IsRegular() || !os.SameFile(before, after) {
		return fail(errNotOwn)
	}
	raw, err := io.ReadAll(io.LimitReader(file, maxFileItem+1))
	if err != nil {
		return Item{}, time.Time{}, err
	}
	if len(raw) > maxFileItem {
		return fail(errItemTooBig)
	}
	var x fileItem
	if err := json.Unmarshal(raw, &x); err != nil {
		return fail(err)
	}
	return Item{x.Value, parseOrigin(x.Origin), x.At}, x.End, nil
}

// Put implements [Store].
func (s *FileStore) Put(ctx context.Context, bucket string, f compat.Feature, item Item, ttl time.Duration) error {
	name := fileName(f)
	if name == "" {
		return fmt.Errorf("state: store: the %s of %q: %w", f, bucket, errNoFile)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	raw, err := json.Marshal(fileItem{item.Value, item.Origin.String(), item.At.UTC(), time.Now().Add(ttl).UTC()})
	if err == nil && len(raw) >= maxFileItem {
		err = errItemTooBig // it couldn't be read again
	}
	if err != nil {
		return fmt.Errorf("state: store: %w", err)
	}
	dir, err := s.open(bucket, true)
	if err != nil {
		return fmt.Errorf("state: store: %w", err)
	}
	defer func() { _ = dir.Close() }()
	if err := replaceItem(dir, name, append(raw, '\n')); err != nil {
		return fmt.Errorf("state: store: %w", err)
	}
	return nil
}

// replaceItem writes a new file and renames it, so that whatever has the name, a
// link for instance, is replaced and not written to.
func replaceItem(dir *os.Root, name string, content []byte) (err error) {
	scratch := "." + name + "." + rand.Text()
	file, err := dir.OpenFile(scratch, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = file.Close()
			_ = dir.Remove(scratch)
		}
	}()
	if _, err := file.Write(content); err != nil {
		return err
	}
	// What was renamed must be there after a crash, too.
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return dir.Rename(scratch, name)
}

// scratchAge is the age from which on a scratch file is held to be left over by
// a process that has ended.
const scratchAge = time.Hour

// Clean removes the facts that are too old, and the directories that are empty
// then. It leaves alone what the store hasn't made.
func (s *FileStore) Clean(ctx context.Context) error {
	root, err := os.Open(s.dir)
	if err != nil {
		return fmt.Errorf("state: store: %w", err)
	}
	defer func() { _ = root.Close() }()
	for {
		names, err := root.Readdirnames(100)
		for _, name := range names {
			if err := ctx.Err(); err != nil {
				return err
			}
			if isDirName(name) {
				s.cleanDir(name)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("state: store: %w", err)
		}
	}
}

// cleanDir cleans the directory of one bucket. What can't be removed now may be
// the next time.
func (s *FileStore) cleanDir(name string) {
	dir, err := s.openDir(name, false)
	if err != nil {
		return
	}
	defer func() { _ = dir.Close() }()
	list, err := dir.Open(".")
	if err != nil {
		return
	}
	// One bucket has a file for each feature at the most.
	names, _ := list.Readdirnames(4096)
	_ = list.Close()
	removed := false
	for _, file := range names {
		info, err := dir.Lstat(file)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		switch {
		case isFileName(file):
			if _, end, err := readItem(dir, file); err == nil && time.Now().Before(end) {
				continue
			}
		case isScratchName(file) && time.Since(info.ModTime()) > scratchAge:
		default:
			continue
		}
		removed = dir.Remove(file) == nil || removed
	}
	if removed {
		if root, err := os.OpenRoot(s.dir); err == nil {
			_ = root.Remove(name) // fails unless it is empty
			_ = root.Close()
		}
	}
}
