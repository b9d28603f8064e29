package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/examples/s3server"
)

// outcomes maps tests to what became of them: pass, fail, skip.
type outcomes map[string]string

// test runs a program's tests. Guarded calls are noted in the file, if there is
// one.
func test(ctx context.Context, p program, dir, calls string) (_ outcomes, err error) {
	env := append(slices.DeleteFunc(os.Environ(), ofAWS), "GOWORK=off", "GOFLAGS=-mod=mod", "S3SAFE_CALLS="+calls)
	if p.server != nil {
		// A server of its own for each run: what one leaves behind is not the
		// other's.
		server, err := s3server.Start(ctx)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, server.Close()) }()
		more, err := p.server.of(ctx, server)
		if err != nil {
			return nil, err
		}
		env = append(env, more...)
	}
	args := append([]string{"test", "-json", "-count=1"}, p.packages...)
	cmd := exec.CommandContext(ctx, "go", append(args, p.args...)...)
	cmd.Dir, cmd.Env = dir, env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	failed := cmd.Run() // failing tests are an outcome, too
	found, err := readOutcomes(&stdout)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no test ran: %v\n%s%s", failed, stderr.Bytes(), stdout.Bytes())
	}
	return found, nil
}

// ofAWS reports whether a variable configures the SDK: the tests bring what they
// need.
func ofAWS(variable string) bool { return strings.HasPrefix(variable, "AWS_") }

func (e *serverEnv) of(ctx context.Context, server *s3server.Server) ([]string, error) {
	config := server.Config()
	c, err := config.Credentials.Retrieve(ctx)
	if err != nil {
		return nil, err
	}
	return append([]string{
		e.endpoint + "=" + server.Endpoint(), e.region + "=" + config.Region,
		e.accessKey + "=" + c.AccessKeyID, e.secretKey + "=" + c.SecretAccessKey,
	}, e.rest...), nil
}

// readOutcomes reads the events of go test -json.
func readOutcomes(r *bytes.Buffer) (outcomes, error) {
	found := outcomes{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		line := lines.Bytes()
		if len(line) == 0 || line[0] != '{' {
			continue
		}
		var e struct{ Action, Package, Test string }
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, err
		}
		switch e.Action {
		case "pass", "fail", "skip":
			if e.Test != "" {
				found[e.Package+" "+e.Test] = e.Action
			}
		case "build-fail":
			return nil, fmt.Errorf("a package doesn't build:\n%s", r.Bytes())
		}
	}
	return found, lines.Err()
}

// calls counts the guarded calls, and the findings by operation, rule and whether
// they stopped the call.
type calls struct {
	guarded  int
	findings map[string]int
}

func readCalls(file string) (calls, error) {
	c := calls{findings: map[string]int{}}
	text, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		return c, err
	}
	for line := range strings.Lines(string(text)) {
		switch what, rest, _ := strings.Cut(strings.TrimSpace(line), " "); what {
		case "call":
			c.guarded++
		case "finding":
			c.findings[rest]++
		}
	}
	return c, nil
}
