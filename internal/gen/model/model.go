// Package model is what the generator knows of the pinned S3 SDK: operations,
// their members with Go types, documentation, constraints and wire bindings,
// and the enumerations and structures they use.
//
//	sdk, err := model.Load(dir) // the directory of service/s3 in the module cache
//	for _, op := range sdk.Operations {
//		for _, m := range op.Members {
//			fmt.Println(op.Name, m.Name, m.GoType, m.Binding)
//		}
//	}
//
// Everything is read from the SDK's source text. Each fact that has two sources
// is read from both, and Load fails when they disagree: what is generated from a
// half-understood SDK would stop requests that S3 accepts. A shape that Load
// doesn't know is an error that names it, so that an SDK upgrade can't slip
// something past the generator.
package model

import (
	"maps"
	"slices"
)

// SDK is the model of one version of service/s3.
type SDK struct {
	// Operations is sorted by name.
	Operations []*Operation
	// Enums, Structs and Unions are the types of package types, by name.
	Enums   map[string]*Enum
	Structs map[string]*Struct
	Unions  map[string]*Union
	// Documents are the XML forms of the structures and unions that inputs have,
	// by the type's name.
	Documents map[string]*XMLDocument
}

// Operation is one API operation.
type Operation struct {
	// Name is the API's name: PutObject.
	Name string
	// Doc is the documentation of the client's method.
	Doc string
	// Deprecated is the text after "Deprecated:" in Doc, if there is one.
	Deprecated string
	// Method is the HTTP method, Path the path template (/{Key+}), Query the
	// parameters that every request of the operation has, as in a URL.
	Method, Path, Query string
	// BodyRoot is the root element of a body to which several members
	// contribute; empty if a single member is the body or there is none.
	BodyRoot string
	// Members is sorted by name.
	Members []*Member
}

// Member returns the member with the name, nil if there is none.
func (o *Operation) Member(name string) *Member {
	for _, m := range o.Members {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// Kind is the form of a member's Go type.
type Kind uint8

// The kinds of Go types that inputs are made of.
const (
	Invalid     Kind = iota
	String           // *string
	Enumeration      // types.X, a string type with known values
	Int32            // *int32
	Int64            // *int64
	Bool             // *bool
	Time             // *time.Time
	Strings          // map[string]string
	Stream           // io.Reader
	Document         // *types.X, a structure
	Variant          // types.X, an interface with known implementations
	List             // []types.X
)

// Member is one member of one operation's input.
type Member struct {
	Name string
	// Doc is the field's documentation, as text without comment marks.
	Doc string
	// Deprecated is the text after "Deprecated:" in Doc, if there is one.
	Deprecated string
	Kind       Kind
	// GoType is the field's type as package s3 writes it.
	GoType string
	// TypeName is the name in package types of the enumeration, structure,
	// union or element; empty for the others.
	TypeName string
	// Required says that the SDK refuses to send the request without it, and
	// NonEmpty that it refuses an empty text, too.
	Required, NonEmpty bool
	Binding            Binding
	// Format says how a timestamp is written on the wire.
	Format TimeFormat
}

// Location is the part of an HTTP request that carries a member.
type Location uint8

// The locations. Their order is that of package compat/sdk.
const (
	Nowhere      Location = iota
	Header                // a header
	HeaderPrefix          // a header for each entry of a map
	Query                 // a query parameter
	Label                 // a segment of the path
	Host                  // the endpoint: a part of the host or the path's first segment
	Payload               // the body as it is
	Element               // an XML element: the body's root, or "root>child"
)

// Binding is the place of a member on the wire.
type Binding struct {
	Location Location
	Name     string
}

// TimeFormat is the way a timestamp is written.
type TimeFormat uint8

// The formats of timestamps.
const (
	NoTime   TimeFormat = iota
	HTTPDate            // Sat, 01 Jan 2000 00:00:00 GMT
	DateTime            // 2000-01-01T00:00:00Z
)

// Enum is an enumeration.
type Enum struct {
	Name, Doc string
	Values    []EnumValue
}

// EnumValue is one value of an enumeration: the constant's name in package
// types and its text on the wire.
type EnumValue struct{ Const, Value string }

// Struct is a structure of package types.
type Struct struct {
	Name, Doc string
	Fields    []Field
}

// Field is a field of a structure.
type Field struct {
	Name, Doc, GoType, Deprecated string
	Required                      bool
}

// Union is an interface of package types, with the structures whose pointers
// implement it.
type Union struct {
	Name, Doc string
	Variants  []string
}

// MemberNames returns the distinct names of all operations' members, sorted.
func (s *SDK) MemberNames() []string {
	seen := map[string]bool{}
	for _, op := range s.Operations {
		for _, m := range op.Members {
			seen[m.Name] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Uses returns the number of members of all operations together.
func (s *SDK) Uses() int {
	n := 0
	for _, op := range s.Operations {
		n += len(op.Members)
	}
	return n
}
