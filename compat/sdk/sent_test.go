package sdk_test

import (
	"bufio"
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// received is the request as a server reads it: written by net/http, and parsed.
func received(t *testing.T, c compat.Case) (*http.Request, *compat.Request, error) {
	t.Helper()
	in, err := sdk.NewInput(c)
	if err != nil {
		t.Fatal(err)
	}
	var seen compat.Request
	if !sdk.Describe(in, &seen) {
		t.Fatalf("%s isn't recognised", c.Operation)
	}
	s, err := send(c.Operation, in)
	if err != nil {
		return nil, &seen, err
	}
	s.Body, s.ContentLength, s.GetBody = http.NoBody, 0, nil
	var wire bytes.Buffer
	if err := s.Write(&wire); err != nil {
		return nil, &seen, err
	}
	got, err := http.ReadRequest(bufio.NewReader(&wire))
	return got, &seen, err
}

// around are texts whose ends are normalised on the way, or could be.
var around = []string{" %s", "%s ", "\t%s \t", "%s", " ", ""}

// TestSeenAsSent: what a rule sees of a text member is what a server reads, for
// every member that travels in a header, in a query parameter or in a document of
// its own element.
func TestSeenAsSent(t *testing.T) {
	compared := 0
	for _, op := range sdk.Operations() {
		members := sdk.Schema.Members(op)
		for _, m := range members.IDs() {
			sample, isText := sdk.Schema.Samples(op, m)[0].(string)
			b, _ := sdk.BindingOf(op, m)
			if !isText || b.Location != sdk.Header && b.Location != sdk.Query {
				continue
			}
			for _, form := range around {
				value := strings.ReplaceAll(form, "%s", sample)
				if _, err := sdk.NewInput(compat.Complete(compat.Given(op, m, value), sdk.Schema)); err != nil {
					continue // an empty enumeration counts as not set
				}
				got, seen, err := received(t, compat.Complete(compat.Given(op, m, value), sdk.Schema))
				if err != nil {
					continue // the SDK itself refuses the value
				}
				var sent []string
				if b.Location == sdk.Header {
					sent = got.Header.Values(b.Name)
				} else {
					sent = got.URL.Query()[b.Name]
				}
				text, set := seen.Value(m).Text()
				switch {
				case len(sent) == 0 && set && text != "":
					t.Errorf("%s.%s = %q: seen as %q, not sent", op, m, value, text)
				case len(sent) == 1 && (!set || text != sent[0]):
					t.Errorf("%s.%s = %q: seen as %q, sent as %q", op, m, value, text, sent[0])
				case len(sent) > 1:
					t.Errorf("%s.%s = %q: sent as %q", op, m, value, sent)
				}
				compared++
			}
		}
	}
	if compared < 1000 {
		t.Errorf("only %d values were compared", compared)
	}
}

// TestBooleansAsSent: a boolean that is set to false is set for the rules exactly
// where the SDK sends it.
func TestBooleansAsSent(t *testing.T) {
	booleans := 0
	for _, op := range sdk.Operations() {
		members := sdk.Schema.Members(op)
		for _, m := range members.IDs() {
			if _, ok := sdk.Schema.Samples(op, m)[0].(bool); !ok {
				continue
			}
			booleans++
			b, _ := sdk.BindingOf(op, m)
			for _, value := range []bool{true, false} {
				got, seen, err := received(t, compat.Complete(compat.Given(op, m, value), sdk.Schema))
				if err != nil {
					t.Errorf("%s.%s = %t: %v", op, m, value, err)
					continue
				}
				sent := got.Header.Get(b.Name)
				if b.Location == sdk.Query {
					sent = got.URL.Query().Get(b.Name)
				}
				if seenAs, ok := seen.Value(m).Bool(); !seen.Present.Has(m) || !ok || sent != strconv.FormatBool(seenAs) {
					t.Errorf("%s.%s = %t: sent as %q, seen as %t, present %t", op, m, value, sent, seenAs, seen.Present.Has(m))
				}
			}
		}
	}
	if booleans < 5 {
		t.Errorf("only %d booleans", booleans)
	}
}
