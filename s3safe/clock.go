package s3safe

import (
	"sync/atomic"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/compat"
)

// How far S3's clock may be from the one that a request is judged by. A rule about
// dates stops a request only if it is true whatever S3's clock shows within that.
const (
	// measuredSkew is for a clock that is corrected by what S3 answered: the Date
	// header has whole seconds, and was on its way for some.
	measuredSkew = 30 * time.Second
	// statedSkew is for a clock that the application states: S3 lets one that signs
	// be off by as much.
	statedSkew = 15 * time.Minute
	// unknownSkew is for the machine's clock before S3 has answered. It may be off by
	// a time zone or a day, and the call succeeds nevertheless: the SDK corrects the
	// clock by the first answer, and tries again.
	unknownSkew = 25 * time.Hour
)

// clock tells the time that a guard judges by. The zero clock is exactly the
// machine's.
type clock struct {
	// stated is the application's, nil if it states none.
	stated func() time.Time
	// sends is set if requests are judged that will be sent: S3's clock counts.
	sends bool
	// skew is S3's clock less the machine's, in nanoseconds, once S3 has answered:
	// what the SDK measured. unmeasured otherwise.
	skew atomic.Int64
	seen atomic.Bool
}

// now returns the time to judge by; zero stands for the machine's clock.
func (c *clock) now() time.Time {
	if c.stated != nil {
		return c.stated()
	}
	if skew := time.Duration(c.skew.Load()); skew.Abs() > measuredSkew {
		return time.Now().Add(skew)
	}
	return time.Time{}
}

// tolerance returns how far off the clock may be.
func (c *clock) tolerance() time.Duration {
	switch {
	case !c.sends:
		return 0
	case c.stated != nil:
		return statedSkew
	case c.seen.Load():
		return 2 * measuredSkew // less isn't corrected
	}
	return unknownSkew
}

// learn takes over what the SDK measured in a call.
func (c *clock) learn(metadata middleware.Metadata) {
	skew, ok := awsmiddleware.GetAttemptSkew(metadata)
	if !ok {
		return
	}
	if c.skew.Load() != int64(skew) {
		c.skew.Store(int64(skew))
	}
	if !c.seen.Load() {
		c.seen.Store(true)
	}
}

// certain reports whether a finding holds whatever S3's clock shows.
func (c *clock) certain(r *compat.Request, rule *compat.Rule) bool {
	off := c.tolerance()
	if off == 0 || !rule.DependsOnTime() {
		return true
	}
	at := *r
	if at.Now.IsZero() {
		at.Now = time.Now()
	}
	now := at.Now
	for _, at.Now = range []time.Time{now.Add(-off), now.Add(off)} {
		if rule.When.Eval(&at) != compat.True {
			return false
		}
	}
	return true
}
