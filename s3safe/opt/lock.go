package opt

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Retention protects an object version until a time, by object lock:
// [Governance] or [Compliance]. Where an event hold decides about the time, the
// mode comes with the hold: [EventHold.In].
type Retention interface {
	yieldsLock() fill.Lock
}

// LockRetention is a mode with a time; see [Governance].
type LockRetention struct{ l *fill.Lock }

func retain(mode string, until *time.Time) LockRetention {
	return LockRetention{&fill.Lock{ObjectLockMode: mode, ObjectLockRetainUntilDate: until}}
}

const (
	governance = "GOVERNANCE"
	compliance = "COMPLIANCE"
)

// Governance retains the version until the time, unless someone with the right
// to bypass that deletes it before.
//
// Rules: object-lock-mode-and-date, object-lock-date-past.
func Governance(until time.Time) LockRetention { return retain(governance, &until) }

// Compliance retains the version until the time. Nobody, the account's root user
// included, can delete it before.
//
// Rules: object-lock-mode-and-date, object-lock-date-past.
func Compliance(until time.Time) LockRetention { return retain(compliance, &until) }

// yieldsLock implements [Retention].
func (r LockRetention) yieldsLock() fill.Lock {
	if r.l == nil {
		return fill.Lock{Bad: (*fill.Problem)(nil).Unmade("ObjectLockMode", anyFunction)}
	}
	return *r.l
}

// Hold is an event hold: [HoldForDays], [HoldForYears], [Held] or [Released].
type Hold interface {
	yieldsHold() fill.EventHold
}

// EventHold is a state of an event hold with the time for which the object stays
// locked after the event; see [HoldForDays].
type EventHold struct{ h *fill.EventHold }

// HoldForDays holds the object until the event, and for 1 to 36,500 days after.
//
// Rules: event-hold-days-and-years, event-hold-duration-range.
func HoldForDays(days int32) EventHold {
	return EventHold{&fill.EventHold{ObjectLockEventHold: "ON", ObjectLockEventHoldDurationDays: &days, Way: fill.WayHoldForDays}}
}

// HoldForYears holds the object until the event, and for 1 to 100 years after.
//
// Rules: event-hold-days-and-years, event-hold-duration-range.
func HoldForYears(years int32) EventHold {
	return EventHold{&fill.EventHold{ObjectLockEventHold: "ON", ObjectLockEventHoldDurationYears: &years, Way: fill.WayHoldForYears}}
}

// Held holds the object until the event; how long it stays locked after that is
// the bucket's default.
func Held() EventHold {
	return EventHold{&fill.EventHold{ObjectLockEventHold: "ON", Way: fill.WayHeld}}
}

// Released says that the object isn't held.
func Released() EventHold {
	return EventHold{&fill.EventHold{ObjectLockEventHold: "OFF", Way: fill.WayHeld}}
}

// In returns the hold with the mode in which the object is locked after the
// event.
func (h EventHold) In(m LockMode) EventHold {
	f := h.yieldsHold()
	f.ObjectLockMode = string(modeOf(m))
	return EventHold{&f}
}

// yieldsHold implements [Hold].
func (h EventHold) yieldsHold() fill.EventHold {
	if h.h == nil {
		return fill.EventHold{Bad: (*fill.Problem)(nil).Unmade("ObjectLockEventHold", anyFunction)}
	}
	return *h.h
}

// VersionRetention is the retention of a version that exists already:
// [Governance] and [Compliance], [HeldRetention], or [NoRetention].
type VersionRetention interface {
	yieldsRetention() fill.Value[*types.ObjectLockRetention]
}

// yieldsRetention implements [VersionRetention].
func (r LockRetention) yieldsRetention() fill.Value[*types.ObjectLockRetention] {
	l := r.yieldsLock()
	return fill.Value[*types.ObjectLockRetention]{
		V:   &types.ObjectLockRetention{Mode: types.ObjectLockRetentionMode(l.ObjectLockMode), RetainUntilDate: l.ObjectLockRetainUntilDate},
		Bad: l.Bad,
	}
}

// RetentionHold is a retention with an event hold; see [HeldRetention].
type RetentionHold struct {
	mode types.ObjectLockRetentionMode
	hold Hold
}

// HeldRetention retains a version until an event and for a time after that.
//
// Rules: event-hold-document-duration, event-hold-document-range.
func HeldRetention(m LockMode, h Hold) RetentionHold { return RetentionHold{modeOf(m), h} }

// yieldsRetention implements [VersionRetention].
func (r RetentionHold) yieldsRetention() fill.Value[*types.ObjectLockRetention] {
	if r.hold == nil {
		return fill.Value[*types.ObjectLockRetention]{Bad: (*fill.Problem)(nil).Add("Retention", "has no event hold")}
	}
	h := r.hold.yieldsHold()
	d := &types.ObjectLockRetention{Mode: r.mode, EventHold: types.ObjectLockEventHold(h.ObjectLockEventHold)}
	if h.ObjectLockEventHoldDurationDays != nil || h.ObjectLockEventHoldDurationYears != nil {
		d.EventHoldDuration = &types.EventHoldDuration{Days: h.ObjectLockEventHoldDurationDays, Years: h.ObjectLockEventHoldDurationYears}
	}
	return fill.Value[*types.ObjectLockRetention]{V: d, Bad: h.Bad}
}

// NoVersionRetention removes a retention; see [NoRetention].
type NoVersionRetention struct{}

// NoRetention removes the retention of a version, which takes the right to
// bypass governance.
func NoRetention() NoVersionRetention { return NoVersionRetention{} }

// yieldsRetention implements [VersionRetention].
func (NoVersionRetention) yieldsRetention() fill.Value[*types.ObjectLockRetention] {
	return fill.Value[*types.ObjectLockRetention]{V: &types.ObjectLockRetention{}}
}

// LockMode is the mode in which an object is retained after an event hold.
type LockMode interface {
	lockMode() types.ObjectLockRetentionMode
}

// LockModeChoice is a mode of object lock. Its values are the constants below;
// Build refuses other numbers.
type LockModeChoice uint8

var lockModeTexts = [...]string{GovernanceMode: governance, ComplianceMode: compliance}

// String returns the value as S3 writes it.
func (c LockModeChoice) String() string { return textOf(lockModeTexts[:], c) }

// The modes of object lock, where no date goes with them.
const (
	// GovernanceMode can be bypassed by those who have the right to.
	GovernanceMode LockModeChoice = 1
	// ComplianceMode can't be bypassed.
	ComplianceMode LockModeChoice = 2
)

func (m LockModeChoice) lockMode() types.ObjectLockRetentionMode {
	return types.ObjectLockRetentionMode(m.String())
}

// ObjectLock is a bucket's object lock configuration.
type ObjectLock struct {
	retention *types.DefaultRetention
	by        string // the setter
	bad       *fill.Problem
}

// ObjectLockEnabled enables object lock for a bucket. It can't be switched off.
//
// Rules: object-lock-configuration-not-enabled, object-lock-needs-versioning.
func ObjectLockEnabled() ObjectLock { return ObjectLock{} }

func (o ObjectLock) with(setter string, d types.DefaultRetention) ObjectLock {
	if o.by != "" && o.by != setter {
		o.bad = o.bad.Add("ObjectLockConfiguration", "has two default retentions: one by "+o.by+", one by "+setter)
	}
	o.retention, o.by = &d, setter
	return o
}

// DefaultDays retains new objects for a number of days.
//
// Rules: default-retention-malformed, default-retention-not-positive.
func (o ObjectLock) DefaultDays(m LockMode, days int32) ObjectLock {
	return o.with("DefaultDays", types.DefaultRetention{Mode: modeOf(m), Days: &days})
}

// DefaultYears retains new objects for a number of years.
//
// Rules: default-retention-malformed, default-retention-too-long.
func (o ObjectLock) DefaultYears(m LockMode, years int32) ObjectLock {
	return o.with("DefaultYears", types.DefaultRetention{Mode: modeOf(m), Years: &years})
}

// DefaultHold retains new objects after an event hold, for the hold's duration.
func (o ObjectLock) DefaultHold(m LockMode, h Hold) ObjectLock {
	d := types.DefaultRetention{Mode: modeOf(m)}
	if h != nil {
		f := h.yieldsHold()
		o.bad = o.bad.Join(f.Bad)
		d.DefaultEventHold = &types.EventHoldDuration{Days: f.ObjectLockEventHoldDurationDays, Years: f.ObjectLockEventHoldDurationYears}
	}
	return o.with("DefaultHold", d)
}

func modeOf(m LockMode) types.ObjectLockRetentionMode {
	if m == nil {
		return ""
	}
	return m.lockMode()
}

// yieldsObjectLock returns the document.
func (o ObjectLock) yieldsObjectLock() fill.Value[*types.ObjectLockConfiguration] {
	d := &types.ObjectLockConfiguration{ObjectLockEnabled: types.ObjectLockEnabledEnabled}
	if o.retention != nil {
		r := *o.retention
		d.Rule = &types.ObjectLockRule{DefaultRetention: &r}
	}
	return fill.Value[*types.ObjectLockConfiguration]{V: d, Bad: o.bad}
}
