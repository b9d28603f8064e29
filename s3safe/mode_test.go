package s3safe

import (
	"context"
	"os"
	"os/exec"
	"testing"
)

// A process in which no context was given a mode looks for none: in a call's context,
// that takes as long as judging the call.
func TestModesAreLookedForOnceGiven(t *testing.T) {
	const alone = "S3SAFE_TEST_ALONE"
	if os.Getenv(alone) == "" { // other tests give some
		again := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		again.Env = append(os.Environ(), alone+"=1")
		if out, err := again.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	if _, err := newGuard(nil); err != nil || modesInContext.Load() {
		t.Errorf("modes are looked for: %v", err)
	}
	ctx := ContextWithRuleMode(context.Background(), "a-rule", Report)
	if !modesInContext.Load() || modesOf(ctx).rules["a-rule"] != Report || modesOf(context.Background()) != nil {
		t.Errorf("%+v", modesOf(ctx))
	}
}

// What a context says of a call and of rules is told apart, and the last word counts.
func TestModesOfContext(t *testing.T) {
	g, err := newGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	base := context.Background()
	rule := ContextWithRuleMode(base, "a-rule", Report)
	for name, c := range map[string]struct {
		ctx           context.Context
		mode          Mode
		off, bypassed bool
		rule          Mode
	}{
		"none":                   {base, Enforce, false, false, Enforce},
		"a rule's":               {rule, Enforce, false, false, Report},
		"off":                    {ContextWithMode(base, Off), Off, true, false, Off},
		"off, then on":           {ContextWithMode(ContextWithMode(base, Off), Enforce), Enforce, false, false, Enforce},
		"off, with a rule's":     {ContextWithMode(rule, Off), Off, false, false, Report},
		"a rule's, then off":     {ContextWithRuleMode(ContextWithMode(base, Off), "a-rule", Report), Off, false, false, Report},
		"a rule's, twice":        {ContextWithRuleMode(rule, "a-rule", Off), Enforce, false, false, Off},
		"another rule's":         {ContextWithRuleMode(rule, "other", Off), Enforce, false, false, Report},
		"the guard's own":        {bypassing, Off, true, true, Enforce},
		"inside the guard's own": {ContextWithMode(bypassing, Report), Report, false, false, Report},
	} {
		mode, off, bypassed := g.mode(c.ctx)
		of, _ := g.ruleMode(c.ctx, "a-rule", mode)
		if bypassed {
			of = c.rule // nothing is judged
		}
		if mode != c.mode || off != c.off || bypassed != c.bypassed || of != c.rule {
			t.Errorf("%s: %v, off %v, bypassed %v, the rule's %v", name, mode, off, bypassed, of)
		}
	}
	if modes := modesOf(rule); len(modes.rules) != 1 || modes.rules["a-rule"] != Report {
		t.Errorf("a context has changed: %+v", modes)
	}
}
