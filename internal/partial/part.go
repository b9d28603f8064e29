package partial

import (
	"go/token"
	"reflect"

	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
)

// Part is what is known of an input, or of a part of it, in terms of the types
// of the pinned release of the SDK. The program may be built with another one:
// members are matched by name.
type Part struct {
	// Set tells whether the part is there.
	Set compat.Truth
	// Pos is where it was written.
	Pos token.Pos
	// Leaf is its value, if that is known as a whole and has no parts.
	Leaf reflect.Value
	// Fields are the parts of a structure by name, Elems those of a list.
	Fields map[string]*Part
	Elems  []*Part

	// Type is its type.
	Type reflect.Type
}

// known reports whether everything about the part is known.
func (p *Part) known() bool {
	switch {
	case p.Set == compat.Unknown:
		return false
	case p.Set == compat.False, p.Leaf.IsValid():
		return true
	case p.Fields == nil && p.Elems == nil:
		return false
	}
	for _, f := range p.Fields {
		if !f.known() {
			return false
		}
	}
	for _, e := range p.Elems {
		if !e.known() {
			return false
		}
	}
	return true
}

// partial reports whether something is known of a part that has parts.
func (p *Part) partial() bool { return p.Fields != nil || p.Elems != nil }

// Unions are the members of the SDK's unions, by the name of their type.
var Unions = map[string]reflect.Type{
	"AnalyticsFilterMemberAnd":          reflect.TypeFor[s3types.AnalyticsFilterMemberAnd](),
	"AnalyticsFilterMemberPrefix":       reflect.TypeFor[s3types.AnalyticsFilterMemberPrefix](),
	"AnalyticsFilterMemberTag":          reflect.TypeFor[s3types.AnalyticsFilterMemberTag](),
	"MetricsFilterMemberAccessPointArn": reflect.TypeFor[s3types.MetricsFilterMemberAccessPointArn](),
	"MetricsFilterMemberAnd":            reflect.TypeFor[s3types.MetricsFilterMemberAnd](),
	"MetricsFilterMemberPrefix":         reflect.TypeFor[s3types.MetricsFilterMemberPrefix](),
	"MetricsFilterMemberTag":            reflect.TypeFor[s3types.MetricsFilterMemberTag](),
	"ObjectEncryptionMemberSSEKMS":      reflect.TypeFor[s3types.ObjectEncryptionMemberSSEKMS](),
}
