package main

// enumerations emits the identifiers of members and operations.
func enumerations(e *emitter) {
	e.enumeration("member", "member of an operation's input", e.sdk.MemberNames())
	var ops []string
	for _, op := range e.sdk.Operations {
		ops = append(ops, op.Name)
	}
	e.enumeration("operation", "S3 API operation", ops)
}

func (e *emitter) enumeration(pkg, what string, names []string) {
	article := "a"
	if what[0] == 'S' {
		article = "an"
	}
	s := &source{}
	s.printf("package %s\n\nimport \"strconv\"\n\n", pkg)
	s.printf("// ID names %s %s. The zero ID names none.\ntype ID uint8\n\n", article, what)
	s.printf("// Every %s, by its name in the API.\nconst (\n\t_ ID = iota\n", what)
	for _, n := range names {
		s.printf("\t%s\n", n)
	}
	s.printf(")\n\n// Count is one more than the highest ID.\nconst Count = %d\n\n", len(names)+1)
	s.printf("var names = [Count]string{\n")
	for _, n := range names {
		s.printf("\t%s: %q,\n", n, n)
	}
	s.printf(`}

// String returns the name in the API; that of the zero ID is empty.
func (id ID) String() string {
	if int(id) < len(names) {
		return names[id]
	}
	return "%s(" + strconv.Itoa(int(id)) + ")"
}

// Parse returns the ID of an API name, and whether there is one.
func Parse(name string) (ID, bool) {
	id, ok := byName[name]
	return id, ok
}

var byName = func() map[string]ID {
	m := make(map[string]ID, Count)
	for id := ID(1); id < Count; id++ {
		m[names[id]] = id
	}
	return m
}()

// Fails to compile when a Set has no bit for some ID.
var _ = [words*64 - Count]struct{}{}
`, pkg)
	e.add(pkgDir(pkg)+"/"+pkg+"_gen.go", s)
}

func pkgDir(pkg string) string { return "compat/" + pkg }
