package buildreport

import "testing"

// TestReport: nothing that a guard would stop is missed by Build, and what is
// only about presence, targets and enumerations can't be written, with less than
// 3 % exceptions, all of which have a reason.
func TestReport(t *testing.T) {
	lines := All()
	closed, exceptions := 0, 0
	for _, l := range ByRule(lines) {
		if l.Outcome == Missed {
			t.Errorf("%s, %s: a violation passes Build: %+v", l.Rule.ID, l.Op, l.Proof)
		}
		if l.Closed == NotTried {
			continue
		}
		closed++
		if reason := WritableReasons[l.Rule.ID]; (reason != "") != (l.Closed != Unwritable) {
			t.Errorf("%s, %s: %s, but the reason listed is %q: %+v", l.Rule.ID, l.Op, l.Closed, reason, l.Proof)
		}
		if l.Closed != Unwritable {
			exceptions++
		}
	}
	if closed < 100 || 100*exceptions >= 3*closed {
		t.Errorf("%d of %d rules about presence, targets and enumerations can be written", exceptions, closed)
	}
	t.Log("\n" + Report(lines))
}
