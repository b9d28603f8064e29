package measured

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	root := t.TempDir()
	dir := filepath.Join(root, "compat", "provider", "measured")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return root
}

func TestRead(t *testing.T) {
	root := write(t, "minio.json", `{"store": "minio", "version": "1", "date": "2026-01-02", "rules": {
		"b-kept": {"confirmed": true, "refused": ["PutObject"]},
		"a-kept": {"confirmed": true, "refused": ["GetObject"]},
		"partly": {"refused": ["GetObject"], "accepted": ["PutObject"]}}}`)
	stores, err := Read(root)
	if err != nil || len(stores) != 1 {
		t.Fatalf("%v, %v", stores, err)
	}
	s := stores[0]
	if s.Store != "minio" || s.Version != "1" || s.Date != "2026-01-02" || !slices.Equal(s.Confirmed(), []string{"a-kept", "b-kept"}) {
		t.Errorf("%+v", s)
	}
	for name, root := range map[string]string{
		"another store's": write(t, "ceph.json", `{"store": "minio"}`),
		"no JSON":         write(t, "ceph.json", `{`),
	} {
		if _, err := Read(root); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}
