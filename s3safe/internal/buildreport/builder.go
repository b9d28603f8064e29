// Package buildreport proves what the builders promise, and reports how much of
// the catalogue they make unwritable.
package buildreport

import "github.com/s3safe/s3safe-go/compat"

// Builder is one builder: an operation for one family of targets.
type Builder struct {
	// Op and Family are the names of the operation and of the constructor.
	Op, Family string
	// Takes are the kinds of target that Build lets pass; 0: there is no target.
	Takes compat.TargetSet
	// New is the constructor, a function.
	New any
	// From is the function that begins with an input.
	From any
	// Ctor are the parameters of the constructor, Setters the methods.
	Ctor, Setters []Setter
}

// Setter sets members. A name that ends in an asterisk is no parameter: the
// constructor sets the member by itself.
type Setter struct {
	Name    string
	Members []string
}
