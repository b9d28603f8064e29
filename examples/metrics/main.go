// Command metrics exports what s3safe measures to Prometheus, through
// OpenTelemetry: requests, errors by S3's code, findings of the guard, durations.
//
//	go run ./examples/metrics                   prints the metrics of some traffic
//	go run ./examples/metrics -listen :9464     and goes on serving them
//
// dashboard.json is a Grafana dashboard for them, alerts.yml has alert rules for
// Prometheus.
package main

import (
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe/op/createbucket"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
)

// Embedded, because a running server changes the working directory.
var (
	//go:embed dashboard.json
	dashboard []byte
	//go:embed alerts.yml
	alerts []byte
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address to serve the metrics at")
	flag.Parse()
	ctx := context.Background()
	m, err := measure(*listen)
	if err == nil {
		err = run(ctx, m, os.Stdout)
	}
	if err == nil && *listen != "127.0.0.1:0" {
		fmt.Fprintln(os.Stderr, "serving", m.url)
		select {}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "metrics:", err)
		os.Exit(1)
	}
}

// run causes traffic to an embedded server, and prints what Prometheus would
// scrape.
func run(ctx context.Context, m *measured, out io.Writer) (err error) {
	server, err := s3server.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	if err := traffic(ctx, m, server); err != nil {
		return err
	}
	text, err := scrape(ctx, m.url)
	if err != nil {
		return err
	}
	fmt.Fprint(out, text)
	return nil
}

// traffic sends requests with a guarded client and with one that isn't.
func traffic(ctx context.Context, m *measured, server *s3server.Server) error {
	guarded, unguarded := m.clients(server)
	if _, err := createbucket.General("reports").Send(ctx, guarded); err != nil {
		return err
	}
	for _, key := range []string{"q1.csv", "q2.csv", "q3.csv"} {
		_, err := putobject.General("reports", key).Body(strings.NewReader("region,revenue\neu,42\n")).Send(ctx, guarded)
		if err != nil {
			return err
		}
	}
	// Only one checksum can be given for an object, which a builder can't get
	// wrong. With the SDK alone it is easily done. The guard stops it …
	twice := func() *s3.PutObjectInput {
		return &s3.PutObjectInput{
			Bucket: aws.String("reports"), Key: aws.String("q4.csv"), Body: strings.NewReader("hello"),
			ChecksumCRC32:  aws.String("NhCmhg=="),
			ChecksumSHA256: aws.String("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
		}
	}
	if _, err := guarded.PutObject(ctx, twice()); err == nil {
		return fmt.Errorf("the guard let it pass")
	}
	// … and without it, the server answers InvalidRequest.
	for range 2 {
		if _, err := unguarded.PutObject(ctx, twice()); err == nil {
			return fmt.Errorf("the server accepted it")
		}
	}
	if _, err := getobject.General("reports", "q9.csv").Send(ctx, unguarded); err == nil {
		return fmt.Errorf("q9.csv exists")
	}
	return nil
}

// scrape gets the metrics as Prometheus does, and returns those of s3safe, without
// the durations, which differ from run to run.
func scrape(ctx context.Context, url string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return "", err
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "s3safe_") && !strings.Contains(line, "_bucket{") && !strings.Contains(line, "_sum{") {
			lines = append(lines, line)
		}
	}
	sort.Strings(lines)
	return strings.Join(lines, ""), nil
}
