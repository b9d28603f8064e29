package verify

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// ledger is a file with the names of all buckets that were or may have been made. A
// name is on the disk before the bucket exists.
type ledger struct {
	mu   sync.Mutex
	file *os.File
	noted
}

// noted is what a ledger says.
type noted struct {
	buckets map[string]bool
	// keys are those that no listing can tell, by what a listing tells instead.
	keys map[string][]string
}

// entry is a line of it: a bucket or a key.
type entry struct {
	Bucket string `json:"bucket,omitempty"`
	Key    []byte `json:"key,omitempty"`
	Run    string `json:"run"`
}

// has reports whether a bucket is noted whose name begins and ends so.
func (n *noted) has(prefix, suffix string) bool {
	for name := range n.buckets {
		if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}

// learn takes an entry and reports whether it is news.
func (n *noted) learn(e entry) bool {
	if e.Bucket != "" && !n.buckets[e.Bucket] {
		n.buckets[e.Bucket] = true
		return true
	}
	key := string(e.Key)
	as := strings.ToValidUTF8(key, "\ufffd")
	if key == "" || slices.Contains(n.keys[as], key) {
		return false
	}
	n.keys[as] = append(n.keys[as], key)
	return true
}

func openLedger(name string) (*ledger, error) {
	has, err := readLedger(name)
	if err != nil {
		return nil, err
	}
	// Where the process is afterwards doesn't matter.
	if name, err = filepath.Abs(name); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	// A line that a crash cut short must not swallow the next.
	if at, err := file.Stat(); err == nil && at.Size() > 0 {
		if _, err := file.WriteString("\n"); err != nil {
			return nil, errors.Join(err, file.Close())
		}
	}
	return &ledger{file: file, noted: *has}, nil
}

// add writes an entry, once.
func (l *ledger) add(e entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.learn(e) {
		return nil
	}
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if _, err := l.file.Write(append(line, '\n')); err != nil {
		return err
	}
	return l.file.Sync()
}

func (l *ledger) close() error { return l.file.Close() }

// readLedger reads the names; a file that isn't there has none. A line that a crash
// cut short names no bucket that was made.
func readLedger(name string) (*noted, error) {
	has := &noted{map[string]bool{}, map[string][]string{}}
	if name == "" {
		return has, nil
	}
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return has, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var e entry
		if json.Unmarshal(lines.Bytes(), &e) == nil {
			has.learn(e)
		}
	}
	return has, lines.Err()
}
