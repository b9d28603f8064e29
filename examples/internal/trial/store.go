package trial

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Store is where the rules are tried, and what can be tried there.
type Store struct {
	// ID is that of the store's profile, see package provider.
	ID string
	// Start begins a session.
	Start func(context.Context, Session) (Server, error)
	// Missing are the operations that the store doesn't implement.
	Missing operation.Set
	// Claimed are those of which something says so that is to be verified.
	Claimed operation.Set
	// Mistaken says why the store's answers to an operation say nothing; empty if
	// they do.
	Mistaken func(compat.Operation) string
	// Lacks says why a session can't be had; empty if it can.
	Lacks func(Session) string
	// Limits are what requests and buckets can be there.
	Limits Limits
	// Region is the store's; empty: s3server.DefaultRegion.
	Region string
	// Prefix begins the names of buckets that are made up.
	Prefix string
	// Solved bounds the solver's examples that are tried, per rule, operation and
	// kind. The solver offers variations of the same thing; the first ones are as
	// good as all of them. The written examples are all tried.
	Solved int
	// Silent says why an answer says nothing about the request that it is an answer
	// to, such as one about credentials, and for how long it would be given; empty if it
	// does. Nil: all answers do.
	Silent func(Answer) (why string, lasts Lasting)
	// Ended says why nothing is sent any more; empty while it is. Nil: it always is.
	Ended func() string
	// Settle is how long the configuration of a bucket takes to be known everywhere in
	// the store. An example whose answer contradicts its rule is tried once more, with
	// a bucket that was left alone for so long; 0: it isn't.
	Settle time.Duration
	// Scratch is set if the store has other buckets than the run's own.
	Scratch *Scratch

	names int // how many were made up
}

// Lasting is for how long a store gives an answer that says nothing about the request.
type Lasting uint8

const (
	// ForTheRequest: another attempt would be answered alike.
	ForTheRequest Lasting = iota
	// ForTheMoment: another attempt is worth while.
	ForTheMoment
	// ForTheRun: so would be every other request.
	ForTheRun
)

// Server is a running session.
type Server interface {
	Client(...func(*s3.Options)) *s3.Client
	// Requests is how many reached the store.
	Requests() int64
	// Endpoint is the URL of the store.
	Endpoint() string
	Close() error
}

// Scratch is what a run does at a store that belongs to somebody: all buckets
// have the prefix, whatever an example says, and go when they are used up.
type Scratch struct {
	// Account and Canonical are the ids of the account that the run has.
	Account, Canonical string
	// Public is set if buckets may be open to everyone while a request is tried.
	Public bool
	// Targets are the run's own of other kinds than general purpose buckets.
	Targets map[compat.TargetKind]string
	// Making is told the name of a bucket before a request that may make it.
	Making func(bucket string) error
	// Odd is told a key that no listing can tell, before an object gets it.
	Odd func(key string) error
	// Made is told that a bucket was made.
	Made func(ctx context.Context, client *s3.Client, bucket string) error
	// Remove removes a bucket with all that is in it.
	Remove func(ctx context.Context, client *s3.Client, bucket string) error
	// Held says why a request must not be sent; empty if it may be.
	Held func(compat.Case) string
}

// Limits are what requests and buckets can be at a store. A nil function is that of
// a server on the loopback interface.
type Limits struct {
	// Endpoint reports whether an endpoint can be so.
	Endpoint func(f compat.Feature, value string) bool
	// State reports whether a bucket can be so.
	State func(f compat.Feature, value string) bool
	// Encryption reports whether uploads can be encrypted so.
	Encryption func(value string) bool
	// Target says why a bucket can't be addressed so; empty if it can. It isn't
	// asked about general purpose buckets.
	Target func(name string, kinds compat.TargetSet) string
	// Endpoints is set if calls choose their endpoints; otherwise there is one.
	Endpoints bool
}

// uncovered says why an operation can't be tried; empty if it can.
func (s *Store) uncovered(op compat.Operation) string {
	if s.Missing.Has(op) {
		return "the server doesn't implement the operation"
	}
	if s.Mistaken == nil {
		return ""
	}
	return s.Mistaken(op)
}

func (s *Store) lacks(x Session) string {
	if s.Lacks == nil {
		return ""
	}
	return s.Lacks(x)
}
