package compat

// Truth is a value of Kleene's three-valued logic. A condition over a request
// of which only part is known is true, false, or not decided by what is known.
type Truth uint8

// The zero Truth is Unknown, so whatever nobody stated counts as not known.
const (
	Unknown Truth = iota
	False
	True
)

// TruthOf converts what is known for certain.
func TruthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Not is the negation: unknown stays unknown.
func (t Truth) Not() Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	}
	return Unknown
}

// And is false as soon as one side is false, even if the other is unknown.
func (t Truth) And(o Truth) Truth {
	switch {
	case t == False || o == False:
		return False
	case t == True && o == True:
		return True
	}
	return Unknown
}

// Or is true as soon as one side is true, even if the other is unknown.
func (t Truth) Or(o Truth) Truth {
	switch {
	case t == True || o == True:
		return True
	case t == False && o == False:
		return False
	}
	return Unknown
}

// String returns "unknown", "false" or "true".
func (t Truth) String() string {
	switch t {
	case True:
		return "true"
	case False:
		return "false"
	}
	return "unknown"
}
