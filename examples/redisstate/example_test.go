package redisstate_test

import (
	"context"
	"log"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/redis/go-redis/v9"

	"github.com/s3safe/s3safe-go/examples/redisstate"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Of all processes that share the database, the first to write with an ACL asks
// S3 whether the bucket has ACLs at all.
func Example() {
	var cfg aws.Config // as the package config of the SDK loads it
	db := redis.NewClient(&redis.Options{Addr: "localhost:6379"})
	known, err := state.New(state.WithStore(redisstate.New(db, "s3safe:")))
	if err != nil {
		log.Fatal(err)
	}
	defer known.Wait()
	client := s3safe.New(s3.NewFromConfig(cfg), s3safe.WithState(known))
	_, err = putobject.General("amzn-s3-demo-bucket", "reports/q3.csv").
		Body(strings.NewReader("region,revenue\neu,42\n")).
		ACL(opt.Private).
		Send(context.Background(), client)
	if err != nil {
		log.Print(err)
	}
}
