package opt

// anyFunction stands for the function that makes an option where there are
// several, in the complaint about one that no function has made.
const anyFunction = "a function of package opt"

// ValueError says that a builder was given a value that can't be what it is
// meant for, or two options that exclude each other.
type ValueError struct {
	// Builder is the operation and the family of targets: "PutObject.General".
	Builder string
	// Member is the name of the member in the API.
	Member string
	// Reason says what is wrong, as the end of a sentence that begins with the
	// member.
	Reason string
}

// Error returns the builder, the member and the reason in one line.
func (e *ValueError) Error() string {
	return "s3safe: " + e.Builder + ": " + e.Member + " " + e.Reason
}
