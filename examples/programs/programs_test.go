package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const clientsFile = `package demo

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	awss3 "github.com/aws/aws-sdk-go-v2/service/s3"
)

func one(cfg aws.Config) *awss3.Client { return awss3.NewFromConfig(cfg) }

func many(cfg aws.Config, opts ...func(*awss3.Options)) *awss3.Client {
	return awss3.NewFromConfig(cfg, opts...)
}

func literal() *awss3.Client {
	return awss3.New(awss3.Options{Region: "us-east-1"}, func(o *awss3.Options) { o.UsePathStyle = true })
}
`

// Every form of making a client gets the guard, and the file still parses.
func TestPatchClients(t *testing.T) {
	patched, pkg, n, err := patchClients("demo.go", []byte(clientsFile))
	if err != nil {
		t.Fatal(err)
	}
	if pkg != "demo" || n != 3 || strings.Count(string(patched), "s3safeGuard()") != 3 {
		t.Errorf("package %s, %d clients:\n%s", pkg, n, patched)
	}
	if !strings.Contains(string(patched), "append([]func(*awss3.Options){}, append(opts, s3safeGuard())...)...") {
		t.Errorf("the options of the caller aren't kept:\n%s", patched)
	}
	external := strings.Replace(clientsFile, "package demo", "package demo_test", 1)
	if _, _, n, err := patchClients("demo_test.go", []byte(external)); n != 0 || err != nil {
		t.Errorf("an external test package was patched: %d clients, %v", n, err)
	}
}

// A package of which a client and a mocked service are patched builds, and its
// calls go through the guard.
func TestPatchedPackageIsGuarded(t *testing.T) {
	root, err := libraryRoot("")
	if err != nil {
		t.Fatal(err)
	}
	// Inside the module, so that its requirements serve; the leading underscore
	// keeps it out of the module's own packages.
	dir, err := os.MkdirTemp(filepath.Join(root, "examples", "programs"), "_demo")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	for name, text := range map[string]string{
		"demo.go": clientsFile,
		"store.go": `package demo

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

type API interface {
	PutObject(ctx context.Context, in *s3.PutObjectInput, opts ...func(*s3.Options)) (*s3.PutObjectOutput, error)
}

type store struct{ service API }

func (s store) put(ctx context.Context, in *s3.PutObjectInput) (*s3.PutObjectOutput, error) {
	return s.service.PutObject(ctx, in)
}
`,
		"store_test.go": `package demo

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

type mock struct{ calls int }

func (m *mock) PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error) {
	m.calls++
	return nil, nil
}

func TestGood(t *testing.T) {
	m := new(mock)
	if _, err := (store{m}).put(context.Background(), &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("a")}); err != nil || m.calls != 1 {
		t.Fatal(err, m.calls)
	}
}

func TestBad(t *testing.T) {
	m := new(mock)
	in := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("a"), ChecksumCRC32: aws.String("AAAAAA=="), ChecksumSHA1: aws.String("2jmj7l5rSw0yVb/vlWAYkK/YBwk=")}
	if _, err := (store{m}).put(context.Background(), in); err != nil || m.calls != 1 {
		t.Fatal(err, m.calls)
	}
}
`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(calls string) outcomes {
		cmd := exec.CommandContext(context.Background(), "go", "test", "-json", "-count=1", ".")
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "S3SAFE_CALLS="+calls)
		out, _ := cmd.Output()
		found, err := readOutcomes(bytes.NewBuffer(out))
		if err != nil || len(found) == 0 {
			t.Fatalf("%v\n%s", err, out)
		}
		return found
	}
	plain := run("")
	p := program{dirs: []string{"."}, service: &service{dir: ".", name: "API", field: "service"}}
	if n, err := patch(p, dir); n != 4 || err != nil {
		t.Fatal(n, err)
	}
	file := filepath.Join(t.TempDir(), "calls")
	guarded := run(file)
	// The incompatible request is what tells that the guard is in the path.
	diff := differences(plain, guarded)
	if len(diff) != 1 || !strings.HasSuffix(diff[0], "TestBad: pass without, fail with the guard") {
		t.Errorf("differences: %q", diff)
	}
	c, err := readCalls(file)
	if err != nil || c.guarded != 2 || c.findings["PutObject checksum-several-values true"] != 1 {
		t.Errorf("calls: %+v, %v", c, err)
	}
}

func TestChoose(t *testing.T) {
	if all, err := choose(nil); err != nil || len(all) != len(programs) {
		t.Error(len(all), err)
	}
	if _, err := choose([]string{"gocloud", "nothing"}); err == nil || !strings.Contains(err.Error(), `"nothing"`) {
		t.Error(err)
	}
}
