package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/internal/gen/model"
)

// defaultTypes are the options that writes have in common, by family.
var defaultTypes = map[string]string{"General": "opt.Defaults", "Directory": "opt.DirectoryDefaults"}

// defaultFields are their fields by family: the setters that they stand for.
var defaultFields = map[string][]string{
	"General":   {"Encryption", "StorageClass", "Checksum", "ACL", "Retention", "ExpectedBucketOwner", "RequesterPays"},
	"Directory": {"Encryption", "StorageClass", "Checksum", "ExpectedBucketOwner"},
}

// DefaultsType is the type of the defaults that the builder takes, if any.
func (b *builder) DefaultsType() string {
	if !slices.Contains(writes, b.Op.Name) {
		return ""
	}
	return defaultTypes[b.Family.Name]
}

// DefaultOptions are the fields of the defaults that are options.
func (b *builder) DefaultOptions() []string {
	var options []string
	for _, s := range b.Setters {
		if s.iface && slices.Contains(defaultFields[b.Family.Name], s.Name) {
			options = append(options, s.Name)
		}
	}
	return options
}

// DefaultsMethod is the method of the request that sets the defaults.
func (b *builder) DefaultsMethod() string { return lower(b.Family.Name) + "Defaults" }

// DefaultsCode are the statements on r *request that set each default where the
// request says nothing itself. A setter that is called later replaces it whatever its
// way is.
func (b *builder) DefaultsCode() (string, error) {
	if !b.Logged() {
		return "", fmt.Errorf("%s is too small for defaults, which are noted in a log", b.Op.Name)
	}
	var code strings.Builder
	for _, field := range defaultFields[b.Family.Name] {
		i := slices.IndexFunc(b.Setters, func(s *setter) bool { return s.Name == field })
		if i < 0 {
			return "", fmt.Errorf("%s.%s has no setter for the default %s", b.Op.Name, b.Family.Name, field)
		}
		s := b.Setters[i]
		given, value := "d."+field+" != nil", "d."+field
		if field == "RequesterPays" {
			given = value
		} else if field == "ExpectedBucketOwner" {
			given = value + ` != ""`
		}
		for _, m := range s.Members {
			given += " &&\n" + absent(m)
		}
		fmt.Fprintf(&code, "if %s {\n", given)
		for _, line := range s.Direct {
			code.WriteString(replaceArgument(line, s.Arg, value) + "\n")
		}
		if slices.Contains(b.Ways, s.Name) {
			fmt.Fprintf(&code, "b.r.%sWay = fill.WayPlain\n", lower(s.Name))
		}
		code.WriteString("}\n")
	}
	return strings.ReplaceAll(code.String(), "b.r.", "r."), nil
}

// absent is the condition for a member that isn't set.
func absent(m *model.Member) string {
	if m.Kind == model.Enumeration {
		return "b.r.in." + m.Name + ` == ""`
	}
	return "b.r.in." + m.Name + " == nil"
}

// replaceArgument puts a value in the place of a setter's parameter: the last
// operand of the call, without the check whether it was given.
func replaceArgument(code, arg, value string) string {
	if _, inner, ok := strings.Cut(code, " != nil {\n"); ok {
		code = strings.TrimSuffix(inner, "\n}")
	}
	return strings.Replace(code, "("+arg+")", "("+value+")", 1)
}
