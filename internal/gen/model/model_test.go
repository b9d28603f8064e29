package model

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func sdkDir(t *testing.T) string {
	t.Helper()
	dir, _, err := Source(".")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func load(t *testing.T) *SDK {
	t.Helper()
	sdk, _, err := LoadPinned(".")
	if err != nil {
		t.Fatal(err)
	}
	return sdk
}

func (s *SDK) operation(name string) *Operation {
	i := slices.IndexFunc(s.Operations, func(o *Operation) bool { return o.Name == name })
	return s.Operations[i]
}

// TestLoad samples the model at the places that differ from each other.
func TestLoad(t *testing.T) {
	sdk := load(t)
	for _, x := range []struct {
		op, member string
		want       Member
	}{
		{"PutObject", "ACL", Member{Kind: Enumeration, TypeName: "ObjectCannedACL", Binding: Binding{Header, "X-Amz-Acl"}}},
		{"PutObject", "Bucket", Member{Kind: String, Required: true, Binding: Binding{Host, "Bucket"}}},
		{"PutObject", "Key", Member{Kind: String, Required: true, NonEmpty: true, Binding: Binding{Label, "Key"}}},
		{"PutObject", "Body", Member{Kind: Stream, Binding: Binding{Payload, "Body"}}},
		{"PutObject", "Metadata", Member{Kind: Strings, Binding: Binding{HeaderPrefix, "X-Amz-Meta-"}}},
		{"PutObject", "Expires", Member{Kind: Time, Format: HTTPDate, Binding: Binding{Header, "Expires"}}},
		{"PutObject", "ObjectLockRetainUntilDate", Member{Kind: Time, Format: DateTime, Binding: Binding{Header, "X-Amz-Object-Lock-Retain-Until-Date"}}},
		{"PutBucketPolicy", "Policy", Member{Kind: String, Required: true, Binding: Binding{Payload, "Policy"}}},
		{"CompleteMultipartUpload", "MultipartUpload", Member{Kind: Document, TypeName: "CompletedMultipartUpload", Binding: Binding{Element, "CompleteMultipartUpload"}}},
		{"UploadPart", "PartNumber", Member{Kind: Int32, Required: true, Binding: Binding{Query, "partNumber"}}},
		{"GetObjectAttributes", "ObjectAttributes", Member{Kind: List, TypeName: "ObjectAttributes", Required: true, Binding: Binding{Header, "X-Amz-Object-Attributes"}}},
		{"UpdateObjectEncryption", "ObjectEncryption", Member{Kind: Variant, TypeName: "ObjectEncryption", Required: true, Binding: Binding{Element, "ObjectEncryption"}}},
		{"SelectObjectContent", "ExpressionType", Member{Kind: Enumeration, TypeName: "ExpressionType", Required: true, Binding: Binding{Element, "SelectObjectContentRequest>ExpressionType"}}},
	} {
		m := sdk.operation(x.op).Member(x.member)
		if m == nil {
			t.Errorf("%s has no %s", x.op, x.member)
			continue
		}
		got := *m
		if got.Doc == "" || strings.HasPrefix(got.Doc, "//") || got.GoType == "" {
			t.Errorf("%s.%s: type %q, documentation %q", x.op, x.member, got.GoType, got.Doc)
		}
		got.Name, got.Doc, got.GoType, got.Deprecated = "", "", "", ""
		if got != x.want {
			t.Errorf("%s.%s: %+v, want %+v", x.op, x.member, got, x.want)
		}
	}
	put := sdk.operation("PutBucketAcl")
	if put.Method != "PUT" || put.Path != "/" || put.Query != "acl" || put.Doc == "" {
		t.Errorf("%+v", put)
	}
	if got := sdk.Enums["ObjectCannedACL"].Values[0]; got != (EnumValue{"ObjectCannedACLPrivate", "private"}) {
		t.Errorf("%+v", got)
	}
	if u := sdk.Unions["ObjectEncryption"]; !slices.Equal(u.Variants, []string{"ObjectEncryptionMemberSSEKMS"}) {
		t.Errorf("%+v", u)
	}
	if f := sdk.Structs["LifecycleRule"].Fields[0]; f.Name != "Status" || !f.Required || f.GoType != "ExpirationStatus" {
		t.Errorf("%+v", f)
	}
	if got := deprecation("Old.\n\nDeprecated: use\nNew.\n\nMore."); got != "use New." {
		t.Errorf("%q", got)
	}
}

// TestSnapshotHeaders: every header in the snapshots comes from exactly one
// member, except the content types that the SDK chooses. It reads the snapshots
// by itself.
func TestSnapshotHeaders(t *testing.T) {
	dir := sdkDir(t)
	headers := 0
	for _, op := range load(t).Operations {
		data, err := os.ReadFile(filepath.Join(dir, "request_snapshot", op.Name+".request.snap"))
		if err != nil {
			if unrecorded[op.Name] == "" {
				t.Error(err)
			}
			continue
		}
		_, rest, _ := strings.Cut(string(data), "\n\n")
		head, _, _ := strings.Cut("\n"+rest, "\n\n")
		for line := range strings.Lines(strings.TrimSpace(head)) {
			name, value, _ := strings.Cut(line, ": ")
			n := 0
			for _, m := range op.Members {
				if m.Binding == (Binding{Header, name}) ||
					m.Binding.Location == HeaderPrefix && strings.HasPrefix(name, m.Binding.Name) {
					n++
				}
			}
			headers++
			if n != 1 && (name != "Content-Type" || strings.Contains(value, "__")) {
				t.Errorf("%s: %d members for the header %s", op.Name, n, name)
			}
		}
	}
	if headers < 400 {
		t.Errorf("only %d headers", headers)
	}
}

// TestUnknown changes the SDK in one place at a time: each change must stop the
// generator with a message that names the place.
func TestUnknown(t *testing.T) {
	src, dir := sdkDir(t), t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "types"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "request_snapshot"), os.DirFS(filepath.Join(src, "request_snapshot"))); err != nil {
		t.Fatal(err)
	}
	ops, _ := filepath.Glob(filepath.Join(src, "api_op_*.go"))
	for _, path := range append(ops, "serializers.go", "validators.go", "types/types.go", "types/enums.go") {
		rel := path
		if filepath.IsAbs(path) {
			rel = filepath.Base(path)
		}
		data, err := os.ReadFile(filepath.Join(src, rel))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, rel), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Load(dir); err != nil {
		t.Fatalf("the copy: %v", err)
	}
	const putSnap = "request_snapshot/PutObject.request.snap"
	for name, x := range map[string]struct{ file, old, new, want string }{
		"field type": {"api_op_PutObject.go", "	ContentMD5 *string", "	ContentMD5 []byte", "PutObject.ContentMD5: unknown type []byte"},
		"field of an unknown type": {"api_op_PutObject.go", "	ACL types.ObjectCannedACL", "	ACL types.Unheard",
			"PutObject.ACL: unknown type types.Unheard"},
		"unexported field": {"api_op_PutObject.go", "	ContentMD5 *string", "	ContentMD5 *string\n	secret *string", "PutObject: the input has an unexported field secret"},
		"embedded":         {"api_op_PutObject.go", "	ContentMD5 *string", "	ContentMD5 *string\n	Options", "PutObject: embeds Options"},
		"new field":        {"api_op_PutObject.go", "	ContentMD5 *string", "	ContentMD5 *string\n	Shiny *string", "PutObject.Shiny: never serialised"},
		"no input":         {"api_op_PutObject.go", "type PutObjectInput struct", "type Input struct", "PutObject: no structure PutObjectInput"},
		"presence": {"serializers.go", "if v.WriteOffsetBytes != nil {", "if *v.WriteOffsetBytes != 0 {",
			"PutObject: the serializer has an unknown condition: *v.WriteOffsetBytes != 0"},
		"location": {"serializers.go", `encoder.SetQuery("uploadId")`, `encoder.SetCookie("uploadId")`, "AbortMultipartUpload.UploadId: unknown serialisation"},
		"other header": {"serializers.go", `locationName := "X-Amz-Write-Offset-Bytes"`, `locationName := "X-Amz-Offset"`,
			"PutObject.WriteOffsetBytes: the snapshot has 0 values at {1 X-Amz-Offset}"},
		"two members, one header": {"serializers.go", `locationName := "X-Amz-Write-Offset-Bytes"`, `locationName := "X-Amz-Acl"`,
			"PutObject.ACL and WriteOffsetBytes are both at {1 X-Amz-Acl}"},
		"time format": {"serializers.go", "smithytime.FormatHTTPDate(*v.IfMatchInitiatedTime)", "smithytime.FormatEpoch(*v.IfMatchInitiatedTime)",
			"AbortMultipartUpload.IfMatchInitiatedTime: unknown format of time: FormatEpoch"},
		"other time format": {"serializers.go", "smithytime.FormatHTTPDate(*v.IfMatchInitiatedTime)", "smithytime.FormatDateTime(*v.IfMatchInitiatedTime)",
			"AbortMultipartUpload.IfMatchInitiatedTime: the snapshot has"},
		"element":          {"serializers.go", `Local: "LifecycleConfiguration"`, `Local: "Lifecycle"`, "PutBucketLifecycleConfiguration.LifecycleConfiguration: the snapshot's body"},
		"body":             {"serializers.go", "strings.NewReader(*input.Policy)", "strings.NewReader(trim(*input.Policy))", "PutBucketPolicy.Policy: unknown body"},
		"method":           {"serializers.go", `request.Method = "DELETE"`, `request.Method = "PATCH"`, "AbortMultipartUpload: method PATCH, snapshot DELETE"},
		"no longer needed": {"validators.go", "	if v.UploadId == nil {", "	if *v.UploadId == x {", "AbortMultipartUpload: the validator has an unknown condition"},
		"undocumented":     {"api_op_PutBucketPolicy.go", "This member is required.", "", "documented as required: false, validated: true"},
		"snapshot header":  {putSnap, "If-Match: ", "If-Matches: ", "PutObject: no member for the snapshot's header If-Matches"},
		"snapshot value":   {putSnap, "__IfMatch__", "__ETag__", `PutObject.IfMatch: the snapshot has "__ETag__"`},
		"snapshot enum":    {putSnap, "X-Amz-Acl: private", "X-Amz-Acl: secret", `PutObject.ACL: the snapshot has "secret"`},
		"snapshot query":   {putSnap, "?x-id=", "?y-id=", "PutObject: fixed query"},
		"snapshot path":    {putSnap, "/__Key__", "/__Name__", "PutObject: path /__Key__, snapshot /__Name__"},
		"snapshot body":    {"request_snapshot/ListBuckets.request.snap", "\n\n", "\n\n\nbody", "ListBuckets: no member for the snapshot's body"},
		"snapshot form":    {putSnap, "\n", " ", "PutObject: unknown form of snapshot"},
		"union":            {"types/types.go", "	isObjectEncryption()\n", "	isObjectEncryption()\n	More()\n", "types.ObjectEncryption: an interface that isn't a union"},
		"empty union":      {"types/types.go", "func (*ObjectEncryptionMemberSSEKMS) isObjectEncryption() {}", "", "types.ObjectEncryption: an interface that nothing implements"},
		"enumeration":      {"types/enums.go", "type ObjectCannedACL string", "type ObjectCannedACL int", "types.ObjectCannedACL: an enumeration of int"},
		"syntax":           {"types/enums.go", "package types", "package", "enums.go"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, filepath.FromSlash(x.file))
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			after := strings.Replace(string(before), x.old, x.new, 1)
			if after == string(before) {
				t.Fatalf("%s has no %q", x.file, x.old)
			}
			if err := os.WriteFile(path, []byte(after), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err = Load(dir)
			if err == nil || !strings.Contains(err.Error(), x.want) {
				t.Errorf("%v\nwant %s", err, x.want)
			}
			if err := os.WriteFile(path, before, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
	t.Run("lost snapshot", func(t *testing.T) {
		if err := os.Rename(filepath.Join(dir, putSnap), filepath.Join(dir, "request_snapshot", "Unheard.request.snap")); err != nil {
			t.Fatal(err)
		}
		_, err := Load(dir)
		if err == nil || !strings.Contains(err.Error(), "PutObject: snapshot present: false") ||
			!strings.Contains(err.Error(), "Unheard: a snapshot of no known operation") {
			t.Error(err)
		}
	})
}

// TestDocuments samples the XML forms at the places that differ from each other.
func TestDocuments(t *testing.T) {
	sdk := load(t)
	for _, x := range []struct {
		document string
		want     XMLField
	}{
		{"Tagging", XMLField{Field: "TagSet", Element: "TagSet", Entry: "Tag", Form: NestedForm, Type: "Tag"}},
		{"LifecycleRule", XMLField{Field: "Transitions", Element: "Transition", Flattened: true, Form: NestedForm, Type: "Transition"}},
		{"LifecycleRule", XMLField{Field: "Filter", Element: "Filter", Form: NestedForm, Type: "LifecycleRuleFilter", Pointer: true}},
		{"LifecycleExpiration", XMLField{Field: "Date", Element: "Date", Form: DateTimeForm, Pointer: true}},
		{"LifecycleExpiration", XMLField{Field: "Days", Element: "Days", Form: Int32Form, Pointer: true}},
		{"ObjectIdentifier", XMLField{Field: "LastModifiedTime", Element: "LastModifiedTime", Form: HTTPDateForm, Pointer: true}},
		{"Grantee", XMLField{Field: "Type", Attribute: "xsi:type", Form: TextForm, Type: "Type"}},
		{"Grant", XMLField{Field: "Permission", Element: "Permission", Form: TextForm, Type: "Permission"}},
		{"CORSRule", XMLField{Field: "AllowedMethods", Element: "AllowedMethod", Flattened: true, Form: TextForm}},
		{"InventoryConfiguration", XMLField{Field: "OptionalFields", Element: "OptionalFields", Entry: "Field", Form: TextForm, Type: "InventoryOptionalField"}},
		{"AnalyticsConfiguration", XMLField{Field: "Filter", Element: "Filter", Form: NestedForm, Type: "AnalyticsFilter"}},
		{"AnalyticsFilter", XMLField{Field: "AnalyticsFilterMemberPrefix", Element: "Prefix", Form: TextForm}},
	} {
		doc := sdk.Documents[x.document]
		if doc == nil || !slices.Contains(doc.Fields, x.want) {
			t.Errorf("%s lacks %+v: %+v", x.document, x.want, doc)
		}
	}
	if !sdk.Documents["AnalyticsFilter"].Union || sdk.Documents["Tagging"].Union {
		t.Error("unions aren't told from structures")
	}
}
