package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// RestoreTier is how fast an archived object is restored: [Expedited],
// [StandardTier] or [Bulk].
type RestoreTier interface{ tier() types.Tier }

// RestoreTierChoice is a speed of restores. Its values are the constants below;
// Build refuses other numbers.
type RestoreTierChoice uint8

var restoreTierTexts = [...]string{Expedited: "Expedited", StandardTier: "Standard", Bulk: "Bulk"}

// String returns the value as S3 writes it.
func (c RestoreTierChoice) String() string { return textOf(restoreTierTexts[:], c) }

// The tiers of a restore, from fast to slow.
const (
	// Expedited takes minutes.
	Expedited RestoreTierChoice = 1
	// StandardTier takes hours.
	StandardTier RestoreTierChoice = 2
	// Bulk takes up to two days.
	Bulk RestoreTierChoice = 3
)

func (t RestoreTierChoice) tier() types.Tier { return types.Tier(t.String()) }

// Restore is what RestoreObject does: [RestoreCopy], [RestoreFromTiering] or
// [RestoreSelect].
type Restore interface {
	yieldsRestore() fill.Value[*types.RestoreRequest]
}

// ArchiveRestore is a restore from an archive; see [RestoreCopy].
type ArchiveRestore struct {
	days        *int32
	tier        RestoreTier
	description *string
}

// RestoreCopy makes a copy of an archived object readable for a number of days.
//
// Rules: restore-days-below-one, restore-tier-outside-job-parameters.
func RestoreCopy(days int32) ArchiveRestore { return ArchiveRestore{days: &days} }

// RestoreFromTiering brings an object back from an archive tier of
// INTELLIGENT_TIERING, for good.
func RestoreFromTiering() ArchiveRestore { return ArchiveRestore{} }

// Tier returns the restore with its speed.
//
// Rule: restore-unknown-tier.
func (r ArchiveRestore) Tier(t RestoreTier) ArchiveRestore { r.tier = t; return r }

// Description returns the restore with a text about it.
func (r ArchiveRestore) Description(text string) ArchiveRestore { r.description = &text; return r }

// yieldsRestore implements [Restore].
func (r ArchiveRestore) yieldsRestore() fill.Value[*types.RestoreRequest] {
	d := &types.RestoreRequest{Days: r.days, Description: r.description}
	if r.tier != nil {
		d.GlacierJobParameters = &types.GlacierJobParameters{Tier: r.tier.tier()}
	}
	return fill.Value[*types.RestoreRequest]{V: d}
}

// SelectRestore is a query of an archived object; see [RestoreSelect].
type SelectRestore struct {
	expression  string
	in          SelectInput
	out         SelectOutput
	to          types.S3Location
	tier        RestoreTier
	description *string
}

// RestoreSelect queries an archived object and writes the result to a bucket.
// AWS no longer offers it to new customers.
//
// Rules: restore-output-without-select, restore-select-with-days.
func RestoreSelect(expression string, in SelectInput, out SelectOutput, to types.S3Location) SelectRestore {
	return SelectRestore{expression: expression, in: in, out: out, to: to}
}

// Tier returns the query with its speed.
func (r SelectRestore) Tier(t RestoreTier) SelectRestore { r.tier = t; return r }

// Description returns the query with a text about it.
func (r SelectRestore) Description(text string) SelectRestore { r.description = &text; return r }

// yieldsRestore implements [Restore].
func (r SelectRestore) yieldsRestore() fill.Value[*types.RestoreRequest] {
	var v fill.Value[*types.RestoreRequest]
	p := &types.SelectParameters{Expression: &r.expression, ExpressionType: types.ExpressionTypeSql}
	if r.in == nil || r.out == nil {
		v.Bad = v.Bad.Add("RestoreRequest", "lacks its input or output format")
	} else {
		p.InputSerialization, p.OutputSerialization = r.in.yieldsInput().V, r.out.yieldsOutput().V
	}
	v.V = &types.RestoreRequest{
		Type: types.RestoreRequestTypeSelect, Description: r.description,
		SelectParameters: p, OutputLocation: &types.OutputLocation{S3: &r.to},
	}
	if r.tier != nil {
		v.V.Tier = r.tier.tier()
	}
	return v
}
