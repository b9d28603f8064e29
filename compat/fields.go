package compat

import "unsafe"

// fieldSchema is a Schema that knows where Readers have their texts. It spares a plan,
// which looks at the same few members of every request, a call for each.
type fieldSchema interface {
	// TextField returns where the text of a member lies in what the Reader points to:
	// at the offset, or where the pointer at the offset leads. Text must return it,
	// but may leave out blanks around it. It isn't ok if that can't be said.
	TextField(values Reader, m Member) (offset uintptr, pointer, ok bool)
}

// field is where the text of a member lies.
type field struct {
	offset  uintptr
	pointer bool
	known   bool
}

// fieldOf returns where the text of a member lies. That it is read there is tried out.
func (p *pair) fieldOf(values Reader, m Member) field {
	if p.fields == nil || values == nil {
		return field{}
	}
	offset, pointer, ok := p.fields.TextField(values, m)
	f := field{offset, pointer, ok}
	if !ok {
		return field{}
	}
	_, memory := readerOf(&values)
	text, set := f.read(memory)
	read, ok := values.Text(m)
	if !ok || !set || plain(text) && text != read {
		return field{}
	}
	return f
}

// readerOf returns what tells a Reader's type, and what it points to. An interface's
// value is these two, for types that are pointers.
func readerOf(values *Reader) (is, memory unsafe.Pointer) {
	words := (*[2]unsafe.Pointer)(unsafe.Pointer(values))
	return words[0], words[1]
}

// read reads the text as it is in the field, and reports whether there is one.
func (f *field) read(memory unsafe.Pointer) (string, bool) {
	at := unsafe.Add(memory, f.offset)
	if f.pointer {
		if at = *(*unsafe.Pointer)(at); at == nil {
			return "", false
		}
	}
	return *(*string)(at), true
}

// plain reports whether Readers return a field's text as it is: there can be no blanks
// around it.
func plain(text string) bool {
	n := len(text)
	return n != 0 && text[0] > ' ' && text[n-1] > ' '
}
