package redisstate

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/redis/go-redis/v9"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/examples/s3server/s3servertest"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// database starts a real valkey-server or redis-server on a free port and
// returns a client of it. Where neither is installed the test is skipped, except
// in CI, which installs one.
func database(t *testing.T) (*redis.Client, *exec.Cmd) {
	t.Helper()
	program := ""
	for _, name := range []string{"valkey-server", "redis-server"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		if os.Getenv("S3SAFE_REQUIRE_REDIS") != "" {
			t.Fatal("neither valkey-server nor redis-server is on the PATH")
		}
		t.Skip("neither valkey-server nor redis-server is on the PATH")
	}
	// A Unix socket in a directory of the test's own needs no free port.
	dir, err := os.MkdirTemp("", "redis")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	socket := dir + "/s"
	server := exec.Command(program, "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", dir)
	var out strings.Builder
	server.Stdout, server.Stderr = &out, &out
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
		if t.Failed() {
			t.Log(out.String())
		}
	})
	db := redis.NewClient(&redis.Options{Network: "unix", Addr: socket, MaxRetries: -1,
		Dialer: func(ctx context.Context, network, addr string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, addr)
		}})
	t.Cleanup(func() { _ = db.Close() })
	for range 500 {
		if db.Ping(t.Context()).Err() == nil {
			return db, server
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the database doesn't answer")
	return nil, nil
}

func TestStore(t *testing.T) {
	db, _ := database(t)
	s, ctx := New(db, "test:"), t.Context()
	if _, ok, err := s.Get(ctx, "reports", compat.ObjectLock); ok || err != nil {
		t.Fatalf("there before it was put, or %v", err)
	}
	want := state.Item{Value: "none", Origin: state.Probed, At: time.Now().UTC()}
	if err := s.Put(ctx, "reports", compat.ObjectLock, want, 200*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	got, ok, err := s.Get(ctx, "reports", compat.ObjectLock)
	if err != nil || !ok || got.Value != want.Value || got.Origin != want.Origin || !got.At.Equal(want.At) {
		t.Errorf("%+v %v %v", got, ok, err)
	}
	for _, other := range []string{"report", "reports2", ""} {
		if _, ok, _ := s.Get(ctx, other, compat.ObjectLock); ok {
			t.Errorf("%q has it too", other)
		}
	}
	time.Sleep(300 * time.Millisecond)
	if _, ok, _ := s.Get(ctx, "reports", compat.ObjectLock); ok {
		t.Error("it outlives its time")
	}
	if err := db.Set(ctx, s.key("reports", compat.ObjectLock), "garbage", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Get(ctx, "reports", compat.ObjectLock); err == nil {
		t.Error("garbage was read")
	}
}

// What one process finds out at a real S3 server, another knows without asking, and
// makes sure of before it stops a request for it; and when the database dies, both go
// on.
func TestProcessesShare(t *testing.T) {
	db, process := database(t)
	server := s3servertest.Server(t)
	bucket := s3servertest.Bucket(t, server, func(in *s3.CreateBucketInput) { in.ObjectOwnership = types.ObjectOwnershipBucketOwnerEnforced })
	client := func() (*s3safe.Client, *state.Cache) {
		known, err := state.New(state.WithStore(New(db, "s3safe:")), state.WithProbeTimeout(5*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(known.Wait)
		return s3safe.New(server.Client(), s3safe.WithState(known), s3safe.WithProvider(provider.Amazon)), known
	}
	put := func(c *s3safe.Client, bucket string) error {
		_, err := c.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: aws.String("x"), Body: strings.NewReader("x"), ACL: types.ObjectCannedACLAwsExecRead})
		var stopped *s3safe.IncompatibleError
		if err != nil && !errors.As(err, &stopped) {
			t.Fatal(err)
		}
		return err
	}
	open := s3servertest.Bucket(t, server, func(in *s3.CreateBucketInput) { in.ObjectOwnership = types.ObjectOwnershipObjectWriter })
	first, firstKnows := client()
	if put(first, bucket) == nil {
		t.Fatal("not stopped")
	}
	if err := put(first, open); err != nil {
		t.Fatal(err)
	}
	firstKnows.Wait()
	second, secondKnows := client()
	before := server.Requests()
	if err := put(second, open); err != nil {
		t.Error(err)
	}
	if n := server.Requests() - before; n != 1 || secondKnows.Stats().StoreHits != 1 || secondKnows.Stats().Probes != 0 {
		t.Errorf("what may be sent: %d requests, %+v", n, secondKnows.Stats())
	}
	before = server.Requests()
	if put(second, bucket) == nil {
		t.Error("the second isn't stopped")
	}
	// What another process found out may have changed since: S3 is asked, once.
	if n := server.Requests() - before; n != 1 || secondKnows.Stats().StoreHits != 2 || secondKnows.Stats().Confirmations != 1 {
		t.Errorf("what is stopped: %d requests, %+v", n, secondKnows.Stats())
	}
	_ = process.Process.Kill()
	_, _ = process.Process.Wait()
	other := s3servertest.Bucket(t, server, func(in *s3.CreateBucketInput) { in.ObjectOwnership = types.ObjectOwnershipBucketOwnerEnforced })
	third, thirdKnows := client()
	if put(third, other) == nil {
		t.Error("without the database nothing is found out")
	}
	thirdKnows.Wait()
	if s := thirdKnows.Stats(); s.Probes != 1 || s.StoreErrors == 0 {
		t.Errorf("%+v", s)
	}
}
