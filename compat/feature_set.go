package compat

import "math/bits"

// FeatureSet is a set of features. The zero FeatureSet is empty.
type FeatureSet uint64

// FeaturesOf returns the set of the features given.
func FeaturesOf(fs ...Feature) FeatureSet {
	var s FeatureSet
	for _, f := range fs {
		s |= 1 << f
	}
	return s
}

// Has reports whether the set contains the feature.
func (s FeatureSet) Has(f Feature) bool { return s>>f&1 != 0 }

// List lists the features in the order of their numbers.
func (s FeatureSet) List() []Feature {
	var fs []Feature
	for ; s != 0; s &= s - 1 {
		fs = append(fs, Feature(bits.TrailingZeros64(uint64(s))))
	}
	return fs
}
