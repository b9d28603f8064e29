package main

import (
	"bytes"
	"testing"
)

// TestRun: the server alone accepts what it doesn't with package strict before it.
func TestRun(t *testing.T) {
	var out bytes.Buffer
	if err := run(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	const want = `a plain upload
  the server alone: accepted
  with strict:      accepted
a storage class that doesn't exist
  the server alone: accepted
  with strict:      400 InvalidStorageClass: The storage class you specified is not valid
an upload encrypted in a way that doesn't exist
  the server alone: accepted
  with strict:      400 InvalidArgument: The encryption method specified is not supported
a page that follows on nothing
  the server alone: accepted
  with strict:      400 InvalidArgument: A version-id marker cannot be specified without a key marker.
`
	if out.String() != want {
		t.Errorf("it prints\n%s\nnot\n%s", out.String(), want)
	}
}
