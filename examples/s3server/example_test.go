package s3server_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"strings"

	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe/op/createbucket"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
)

func Example() {
	if err := roundTrip(context.Background()); err != nil {
		log.Fatal(err)
	}
	// Output:
	// hello
	// 3 requests reached the server
}

func roundTrip(ctx context.Context) (err error) {
	srv, err := s3server.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.Close()) }()

	client := srv.Client() // an *s3.Client: requests can be made with builders or without
	if _, err := createbucket.General("reports").Send(ctx, client); err != nil {
		return err
	}
	if _, err := putobject.General("reports", "greeting").Body(strings.NewReader("hello")).Send(ctx, client); err != nil {
		return err
	}
	got, err := getobject.General("reports", "greeting").Send(ctx, client)
	if err != nil {
		return err
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		return err
	}
	fmt.Printf("%s\n%d requests reached the server\n", text, srv.Requests())
	return nil
}
