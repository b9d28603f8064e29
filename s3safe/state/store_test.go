package state

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
)

func TestStores(t *testing.T) {
	for name, newStore := range map[string]func(t *testing.T) Store{
		"memory": func(*testing.T) Store { return new(MemoryStore) },
		"file": func(t *testing.T) Store {
			s, err := NewFileStore(filepath.Join(t.TempDir(), "deep", "down"))
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, ctx := newStore(t), t.Context()
			item := Item{"none", Probed, time.Now().Truncate(time.Millisecond)}
			for _, bucket := range []string{"reports", "..", "arn:aws:s3:us-east-1:123456789012:accesspoint/x", "Reports", "a/b", "a_b", "ü"} {
				if _, ok, err := s.Get(ctx, bucket, compat.ObjectLock); ok || err != nil {
					t.Errorf("%s: there before it was put, or %v", bucket, err)
				}
				if err := s.Put(ctx, bucket, compat.ObjectLock, item, time.Minute); err != nil {
					t.Fatal(err)
				}
				got, ok, err := s.Get(ctx, bucket, compat.ObjectLock)
				if err != nil || !ok || got.Value != "none" || got.Origin != Probed || !got.At.Equal(item.At) {
					t.Errorf("%s: %+v %v %v", bucket, got, ok, err)
				}
			}
			if _, ok, _ := s.Get(ctx, "reports", compat.Versioning); ok {
				t.Error("another feature")
			}
			if err := s.Put(ctx, "reports", compat.ObjectLock, item, -time.Second); err != nil {
				t.Fatal(err)
			}
			if _, ok, _ := s.Get(ctx, "reports", compat.ObjectLock); ok {
				t.Error("too old, but there")
			}
		})
	}
}

func TestMemoryStoreLimit(t *testing.T) {
	s := &MemoryStore{Limit: 10}
	for i := range 1000 {
		_ = s.Put(t.Context(), string(rune('a'+i%26))+string(rune('a'+i/26)), compat.ObjectLock, Item{}, time.Minute)
	}
	if len(s.items) > 10 {
		t.Errorf("%d facts", len(s.items))
	}
}

// However many facts there are, and whatever they consist of, the memory they
// take is bounded.
func TestMemoryStoreIsBounded(t *testing.T) {
	s := new(MemoryStore)
	big := strings.Repeat("reports", 1<<20)
	for what, put := range map[string]func() error{
		"a long name":  func() error { return s.Put(t.Context(), big, compat.ObjectLock, known("none"), time.Minute) },
		"a long value": func() error { return s.Put(t.Context(), "reports", compat.ObjectLock, known(big), time.Minute) },
		"no name":      func() error { return s.Put(t.Context(), "", compat.ObjectLock, known("none"), time.Minute) },
		"no feature":   func() error { return s.Put(t.Context(), "reports", compat.Features, known("none"), time.Minute) },
		"an upload's":  func() error { return s.Put(t.Context(), "reports", compat.UploadExists, known("true"), time.Minute) },
	} {
		if put() == nil || len(s.items) > 0 {
			t.Errorf("%s is kept", what)
		}
	}
	live := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := live()
	for i := range DefaultMemoryLimit + DefaultMemoryLimit/4 {
		// Parts of something big, as names from a listing are.
		name := fmt.Sprint(big[:100], i)
		value := (big[:10] + "Suspended")[10:]
		if err := s.Put(t.Context(), name[80:], compat.Versioning, known(value), time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	if n := live() - before; n > 50<<20 || len(s.items) > DefaultMemoryLimit {
		t.Errorf("%d facts in %d MB", len(s.items), n>>20)
	}
	runtime.KeepAlive(s)
}

func TestFileStoreCleans(t *testing.T) {
	dir := t.TempDir()
	s, _ := NewFileStore(dir)
	_ = s.Put(t.Context(), "old", compat.ObjectLock, Item{}, -time.Second)
	_ = s.Put(t.Context(), "new", compat.ObjectLock, Item{}, time.Minute)
	_ = os.WriteFile(filepath.Join(dir, "bnew", "versioning.s3safe.json"), []byte("garbage"), 0o600)
	if _, _, err := s.Get(t.Context(), "new", compat.Versioning); err == nil {
		t.Error("garbage was read")
	}
	if err := s.Clean(t.Context()); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*", "*"))
	if len(left) != 1 {
		t.Errorf("left: %v", left)
	}
}

// locks answers for the object lock; everything else panics.
type locks struct {
	API
	calls int
	value types.ObjectLockEnabled
}

func (l *locks) GetObjectLockConfiguration(context.Context, *s3.GetObjectLockConfigurationInput, ...func(*s3.Options)) (*s3.GetObjectLockConfigurationOutput, error) {
	l.calls++
	return &s3.GetObjectLockConfigurationOutput{ObjectLockConfiguration: &types.ObjectLockConfiguration{ObjectLockEnabled: l.value}}, nil
}

// What one cache probes or changes, another takes from the store.
func TestSharedState(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, ctx := new(MemoryStore), context.Background()
		a, b := mustNew(t, WithStore(store)), mustNew(t, WithStore(store))
		api := &locks{value: types.ObjectLockEnabledEnabled}
		look := func(c *Cache) {
			c.Look(ctx, Lookup{Bucket: "reports", Missing: compat.FeaturesOf(compat.ObjectLock), Client: func() API { return api }})
			c.Wait()
		}
		look(a)
		time.Sleep(time.Minute)
		look(b)
		if says(b, compat.ObjectLock) != "Enabled" || api.calls != 1 {
			t.Errorf("object lock is %q after %d probes", says(b, compat.ObjectLock), api.calls)
		}
		if e, _ := b.Explain("reports", compat.ObjectLock); e.Origin != Probed || e.Age < time.Minute {
			t.Errorf("explained as %+v", e)
		}
		if b.Stats().StoreHits != 1 {
			t.Errorf("%+v", b.Stats())
		}
		a.Learn(ctx, Answer{Input: &s3.DeleteBucketInput{Bucket: aws.String("reports")}, Output: &s3.DeleteBucketOutput{}, RequestID: requestID})
		a.Wait()
		c := mustNew(t, WithStore(store))
		look(c)
		if api.calls != 2 {
			t.Error("what was deleted is still shared")
		}
	})
}

// brokenStore fails in every way.
type brokenStore struct{ panics bool }

func (s brokenStore) Get(context.Context, string, compat.Feature) (Item, bool, error) {
	if s.panics {
		panic("store")
	}
	return Item{}, true, errors.New("no connection")
}

func (s brokenStore) Put(context.Context, string, compat.Feature, Item, time.Duration) error {
	if s.panics {
		panic("store")
	}
	return errors.New("no connection")
}

func TestBrokenStore(t *testing.T) {
	for _, panics := range []bool{false, true} {
		c := mustNew(t, WithStore(brokenStore{panics}))
		api := &locks{value: types.ObjectLockEnabledEnabled}
		if !c.Look(t.Context(), Lookup{Bucket: "reports", Missing: compat.FeaturesOf(compat.ObjectLock), Client: func() API { return api }}) {
			t.Error("nothing is known")
		}
		c.Wait()
		if s := c.Stats(); s.StoreErrors == 0 || s.Probes != 1 {
			t.Errorf("%+v", s)
		}
	}
}
