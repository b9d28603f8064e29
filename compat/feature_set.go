package compat

import "math/bits"

// FeatureSet is a set of features that can be found out: those of buckets, endpoints,
// signatures and uploads. Features of a request as it was sent (ScopeWire) are never
// looked up, and are in no set. The zero FeatureSet is empty.
type FeatureSet uint64

// The features of a set have a bit each, and so have those of a sent request in
// Wants.Wire.
var (
	_ = [1]struct{}{}[uploadFeatures>>6]
	_ = [1]struct{}{}[(Features-uploadFeatures)>>6]
)

// FeaturesOf returns the set of the features given.
func FeaturesOf(fs ...Feature) FeatureSet {
	var s FeatureSet
	for _, f := range fs {
		if f < uploadFeatures {
			s |= 1 << f
		}
	}
	return s
}

// Has reports whether the set contains the feature.
func (s FeatureSet) Has(f Feature) bool { return f < uploadFeatures && s>>f&1 != 0 }

// List lists the features in the order of their numbers.
func (s FeatureSet) List() []Feature {
	var fs []Feature
	for ; s != 0; s &= s - 1 {
		fs = append(fs, Feature(bits.TrailingZeros64(uint64(s))))
	}
	return fs
}
