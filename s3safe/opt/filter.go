package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// ObjectFilter selects objects for a configuration: [Everything], [WithPrefix],
// [WithTag], or [AllOf] of several.
type ObjectFilter interface {
	parts() filterParts
	onlyLifecyclesFilterBySize()
}

// LifecycleFilter selects objects for a lifecycle rule: [Everything],
// [WithPrefix], [WithTag], [LargerThan], [SmallerThan], or [AllOf] of several.
type LifecycleFilter interface {
	parts() filterParts
}

// filterParts are the conditions of a filter, all of which must hold.
type filterParts struct {
	prefix          *string
	tags            []Tag
	larger, smaller *int64
	bad             *fill.Problem
}

func (f filterParts) count() int {
	n := len(f.tags)
	for _, set := range []bool{f.prefix != nil, f.larger != nil, f.smaller != nil} {
		if set {
			n++
		}
	}
	return n
}

// SimpleFilter selects objects by prefix and tags; see [WithPrefix].
type SimpleFilter struct{ f filterParts }

// SizeFilter selects objects by size, too; see [LargerThan].
type SizeFilter struct{ f filterParts }

// Everything selects every object.
func Everything() SimpleFilter { return SimpleFilter{} }

// WithPrefix selects objects whose keys begin with the text.
func WithPrefix(prefix string) SimpleFilter { return SimpleFilter{filterParts{prefix: &prefix}} }

// WithTag selects objects that have the tag.
func WithTag(key, value string) SimpleFilter {
	return SimpleFilter{filterParts{tags: []Tag{{key, value}}}}
}

// LargerThan selects objects of more bytes.
func LargerThan(bytes int64) SizeFilter { return SizeFilter{filterParts{larger: &bytes}} }

// SmallerThan selects objects of fewer bytes.
func SmallerThan(bytes int64) SizeFilter { return SizeFilter{filterParts{smaller: &bytes}} }

func (f SimpleFilter) parts() filterParts        { return f.f }
func (f SizeFilter) parts() filterParts          { return f.f }
func (SimpleFilter) onlyLifecyclesFilterBySize() {}

func both(a, b filterParts, member string) filterParts {
	merge := func(x, y **int64) {
		if *y != nil {
			if *x != nil {
				a.bad = a.bad.Add(member, "has a filter with the same bound twice")
			}
			*x = *y
		}
	}
	if b.prefix != nil {
		if a.prefix != nil {
			a.bad = a.bad.Add(member, "has a filter with two prefixes")
		}
		a.prefix = b.prefix
	}
	merge(&a.larger, &b.larger)
	merge(&a.smaller, &b.smaller)
	a.tags = append(a.tags[:len(a.tags):len(a.tags)], b.tags...)
	a.bad = a.bad.Join(b.bad)
	return a
}

// AllOf selects objects that fulfil both filters: a prefix with a tag, or two
// tags.
func AllOf(a, b SimpleFilter, more ...SimpleFilter) SimpleFilter {
	f := both(a.f, b.f, "Filter")
	for _, m := range more {
		f = both(f, m.f, "Filter")
	}
	return SimpleFilter{f}
}

// AllOfSized is AllOf with bounds of the size among the filters.
func AllOfSized(a, b LifecycleFilter, more ...LifecycleFilter) SizeFilter {
	var f filterParts
	for _, m := range append([]LifecycleFilter{a, b}, more...) {
		if m == nil {
			f.bad = f.bad.Add("Filter", "is nil")
			continue
		}
		f = both(f, m.parts(), "Filter")
	}
	return SizeFilter{f}
}

func filterOf(f LifecycleFilter) filterParts {
	if f == nil {
		return filterParts{bad: (*fill.Problem)(nil).Add("Filter", "is nil")}
	}
	return f.parts()
}

func (f filterParts) sdkTags() []types.Tag { return sdkTags(f.tags) }

func (f filterParts) lifecycle() *types.LifecycleRuleFilter {
	if f.count() > 1 {
		and := &types.LifecycleRuleAndOperator{Prefix: f.prefix, ObjectSizeGreaterThan: f.larger, ObjectSizeLessThan: f.smaller}
		if len(f.tags) > 0 {
			and.Tags = f.sdkTags()
		}
		return &types.LifecycleRuleFilter{And: and}
	}
	out := &types.LifecycleRuleFilter{Prefix: f.prefix, ObjectSizeGreaterThan: f.larger, ObjectSizeLessThan: f.smaller}
	if len(f.tags) == 1 {
		out.Tag = &f.sdkTags()[0]
	}
	return out
}

func (f filterParts) replication() *types.ReplicationRuleFilter {
	if f.count() > 1 {
		return &types.ReplicationRuleFilter{And: &types.ReplicationRuleAndOperator{Prefix: f.prefix, Tags: f.sdkTags()}}
	}
	out := &types.ReplicationRuleFilter{Prefix: f.prefix}
	if len(f.tags) == 1 {
		out.Tag = &f.sdkTags()[0]
	}
	return out
}

func (f filterParts) tiering() *types.IntelligentTieringFilter {
	switch {
	case f.count() > 1:
		return &types.IntelligentTieringFilter{And: &types.IntelligentTieringAndOperator{Prefix: f.prefix, Tags: f.sdkTags()}}
	case len(f.tags) == 1:
		return &types.IntelligentTieringFilter{Tag: &f.sdkTags()[0]}
	case f.prefix != nil:
		return &types.IntelligentTieringFilter{Prefix: f.prefix}
	}
	return nil
}

func (f filterParts) analytics() types.AnalyticsFilter {
	switch {
	case f.count() > 1:
		return &types.AnalyticsFilterMemberAnd{Value: types.AnalyticsAndOperator{Prefix: f.prefix, Tags: f.sdkTags()}}
	case len(f.tags) == 1:
		return &types.AnalyticsFilterMemberTag{Value: f.sdkTags()[0]}
	case f.prefix != nil:
		return &types.AnalyticsFilterMemberPrefix{Value: *f.prefix}
	}
	return nil
}

func (f filterParts) metrics(accessPoint *string) types.MetricsFilter {
	n := f.count()
	if accessPoint != nil {
		n++
	}
	switch {
	case n > 1:
		and := types.MetricsAndOperator{Prefix: f.prefix, AccessPointArn: accessPoint}
		if len(f.tags) > 0 {
			and.Tags = f.sdkTags()
		}
		return &types.MetricsFilterMemberAnd{Value: and}
	case accessPoint != nil:
		return &types.MetricsFilterMemberAccessPointArn{Value: *accessPoint}
	case len(f.tags) == 1:
		return &types.MetricsFilterMemberTag{Value: f.sdkTags()[0]}
	case f.prefix != nil:
		return &types.MetricsFilterMemberPrefix{Value: *f.prefix}
	}
	return nil
}
