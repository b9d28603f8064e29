package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe"
)

// archive stands for code that an application has already. It knows nothing of
// s3safe; its mistake is a retention mode without the date it is for.
func archive(ctx context.Context, client *s3.Client, key, text string) error {
	_, err := client.PutObject(ctx, &s3.PutObjectInput{
		Bucket:         aws.String("reports"),
		Key:            aws.String(key),
		Body:           strings.NewReader(text),
		ObjectLockMode: "COMPLIANCE",
	})
	return err
}

// adopted calls it with a client that has the guard as an option.
func adopted(ctx context.Context, server *s3server.Server, out io.Writer) error {
	client := s3.NewFromConfig(server.Config(), func(o *s3.Options) { o.UsePathStyle = true }, s3safe.Guard())
	before := server.Requests()
	err := archive(ctx, client, "2025/q4.csv", "old")
	var stopped *s3safe.IncompatibleError
	if !errors.As(err, &stopped) {
		return fmt.Errorf("not stopped: %w", err)
	}
	for _, f := range stopped.Findings {
		fmt.Fprintf(out, "   %s\n", f)
	}
	fmt.Fprintf(out, "   Requests that reached the server: %d\n", server.Requests()-before)
	return nil
}
