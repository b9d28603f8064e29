package s3safe

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/s3safe/s3safe-go/internal/printable"
)

// The variables that [WithEnvironment] reads.
const (
	environmentMode     = "S3SAFE_MODE"
	environmentRulesOff = "S3SAFE_RULES_OFF"
)

// WithEnvironment lets whoever runs the program switch the guard, without a new
// build. Two variables are read once, when the guard is made:
//
//	S3SAFE_MODE=report                          enforce, report or off
//	S3SAFE_RULES_OFF=acl-disabled,copy-anonymous  ids of rules, separated by commas
//
// They count before [WithMode], [WithModeFunc] and [WithRuleMode], wherever this option
// stands among the others, and after the modes of a call's context. An empty variable
// is as if it weren't there. What they change is logged once through the logger of the
// first client, as a warning; so is a mode or rule that doesn't exist, which is left
// out and is an error of [Validate].
//
// Without this option no variable is read.
func WithEnvironment() Option { return func(c *config) { c.environment = true } }

// environ reads the variables. It returns what to log of them.
func (c *config) environ() (started string, err error) {
	var errs []error
	var does []string
	if text := os.Getenv(environmentMode); text != "" {
		var m Mode
		if err := m.UnmarshalText([]byte(text)); err != nil {
			errs = append(errs, fmt.Errorf("%w (%s)", err, environmentMode))
		} else {
			c.mode, c.modeFunc = m, nil
			does = append(does, environmentMode+"="+m.String())
		}
	}
	var off []string
	for id := range strings.SplitSeq(os.Getenv(environmentRulesOff), ",") {
		if id = strings.TrimSpace(id); id != "" {
			off = append(off, id)
		}
	}
	if len(off) > 0 {
		WithRuleMode(Off, off...)(c)
		c.environmentOff = off
		does = append(does, environmentRulesOff+"="+printable.Line(strings.Join(off, ",")))
	}
	if len(does) > 0 {
		started = "s3safe: the environment sets " + strings.Join(does, " and ")
	}
	return started, errors.Join(errs...)
}
