package member

// Words returns the values that the member can have by the API's model if it is
// an enumeration or a list of one, in all operations together, and nil otherwise.
// The list must not be changed.
func Words(id ID) []string {
	if id < Count {
		return vocabularies[id]
	}
	return nil
}
