package wire

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// maxForm bounds what is read of a browser's upload: its fields, and the beginning
// of the file. S3 allows 20 KB for the fields.
const maxForm = 64 << 10

// maxFields is what S3 allows for all but the file.
//
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
const maxFields = 20 << 10

// field is a field of a form before its file.
type field struct{ name, value string }

// upload is a browser's upload.
type upload struct {
	fields []field
	file   bool
	name   string // the file's
	size   int64  // what was read of the file
	whole  bool   // whether that is all

	tooLarge bool // there is more than maxFields before the file
}

// isForm reports whether a request is a browser's upload.
func isForm(r *http.Request, l level, params []parameter) bool {
	if r.Method != http.MethodPost || l != atBucket {
		return false
	}
	for i := range params {
		if isSubresource(params[i].name) {
			return false
		}
	}
	return true
}

// readForm reads a browser's upload, which is a PutObject.
func (d *Decoder) readForm(m *Message, r *http.Request, at *place) *Error {
	kind, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" || err != nil {
		m.unreadForm("not multipart/form-data")
		return nil
	}
	if r.Body == nil && length(r) != 0 { // of a log
		m.unreadForm("")
		return nil
	}
	boundary := parameters["boundary"]
	if boundary == "" || r.Body == nil {
		m.uploadsForm()
		return malformedForm("the form has no boundary")
	}
	u, problem := readUpload(r, boundary)
	if problem != nil {
		m.uploadsForm()
		return problem
	}
	if u.tooLarge {
		m.unreadForm("fields too large")
		return nil
	}
	o := m.uploadsForm()
	for i := range u.fields {
		m.readField(o, &u, &u.fields[i])
	}
	if u.size > 0 || !u.whole {
		m.set(member.Body, compat.StreamValue(r.Body))
	}
	m.judgeForm(&u)
	d.judgePolicy(m, &u)
	m.formSignature(at, &u)
	m.resolve()
	return nil
}

// uploadsForm makes the message that of a browser's upload.
func (m *Message) uploadsForm() *operationInfo {
	m.Signature.Form = true
	m.Operation, m.Request.Operation = operation.PutObject, operation.PutObject
	m.Request.Values = &m.values
	m.setText(member.Bucket, m.Bucket)
	set(&m.signature, compat.Presigned, "form")
	return &operations[operation.PutObject]
}

// unreadForm states of a form that isn't read what is wrong with it, if that is known:
// nothing is known of the members that its fields would be.
func (m *Message) unreadForm(wrong string) {
	o := m.uploadsForm()
	for i := range o.headers {
		m.Request.Unsure.Add(o.headers[i].member)
	}
	for _, id := range [...]member.ID{member.Key, member.Body, member.Metadata} {
		m.Request.Unsure.Add(id)
	}
	if wrong != "" {
		set(&m.wire, compat.PostForm, wrong)
	}
	m.resolve()
}

// readUpload reads the fields of a form, up to its file and not far into it.
func readUpload(r *http.Request, boundary string) (u upload, problem *Error) {
	var read bytes.Buffer
	body := &noting{body: r.Body}
	defer func() {
		rest := io.Reader(body.body)
		if body.err != nil {
			rest = failing{body.err} // a body that has failed says so once
		}
		r.Body = &replay{io.MultiReader(bytes.NewReader(read.Bytes()), rest), body.body}
	}()
	form := multipart.NewReader(io.TeeReader(io.LimitReader(body, maxForm), &read), boundary)
	size := 0
	for {
		part, err := form.NextRawPart()
		if err == io.EOF {
			return u, nil
		}
		if err != nil {
			u.tooLarge = read.Len() >= maxForm
			return u, u.problem(err)
		}
		name := strings.ToLower(part.FormName())
		if name == "file" {
			u.file, u.name = true, part.FileName()
			u.size, err = io.Copy(io.Discard, part)
			u.whole = err == nil
			return u, nil // S3 takes no notice of what follows
		}
		value, err := io.ReadAll(part)
		if err != nil {
			u.tooLarge = read.Len() >= maxForm
			return u, u.problem(err)
		}
		if size += len(value); size > maxFields {
			u.tooLarge = true
			return u, nil
		}
		u.fields = append(u.fields, field{name, string(value)})
	}
}

// noting notes the error that a body ends with.
type noting struct {
	body io.ReadCloser
	err  error
}

// Read implements io.Reader.
func (b *noting) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	if err != nil {
		b.err = err
	}
	return n, err
}

// problem is what is wrong with a form that can't be read to its file.
func (u *upload) problem(err error) *Error {
	switch {
	case u.tooLarge:
		return nil // a rule's matter
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return malformedForm("the form ends early")
	}
	return notDecodable("the form can't be read")
}

// formHeaders are the fields that are headers of a PutObject, besides Amazon's.
var formHeaders = map[string]string{
	"acl": "X-Amz-Acl", "cache-control": "Cache-Control", "content-type": "Content-Type", "content-encoding": "Content-Encoding",
	"content-disposition": "Content-Disposition", "expires": "Expires",
}

// readField reads a field that is a member.
func (m *Message) readField(o *operationInfo, u *upload, f *field) {
	header, ok := formHeaders[f.name]
	switch {
	case f.name == "key":
		m.Key = f.value
		if strings.Contains(f.value, "${filename}") && u.name != "" {
			m.set(member.Key, compat.UnknownValue()) // how S3 shortens the name of the file isn't known
			return
		}
		m.setText(member.Key, f.value)
		return
	case f.name == "tagging":
		m.set(member.Tagging, compat.UnknownValue()) // it is XML here
		return
	case !ok && strings.HasPrefix(f.name, "x-amz-"):
		header = http.CanonicalHeaderKey(f.name)
	case !ok:
		return
	}
	if strings.HasPrefix(header, metadataPrefix) {
		m.metadata(header[len(metadataPrefix):], trim(f.value))
		return
	}
	if use := of(o.headers, headerNumber(header)); use != nil {
		m.set(use.member, valueOf(use.form, []string{f.value}))
	}
}

// value returns the value of a field, and whether there is one.
func (u *upload) value(name string) (string, bool) {
	for i := range u.fields {
		if u.fields[i].name == name {
			return u.fields[i].value, true
		}
	}
	return "", false
}

// twice reports whether a field is there more than once.
func (u *upload) twice(name string) bool {
	n := 0
	for i := range u.fields {
		if u.fields[i].name == name {
			n++
		}
	}
	return n > 1
}

func (u *upload) has(names ...string) bool {
	for _, n := range names {
		if _, ok := u.value(n); ok {
			return true
		}
	}
	return false
}

// judgeForm states which field is missing.
func (m *Message) judgeForm(u *upload) {
	form := "complete"
	v4 := u.has("x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature") && !u.has("awsaccesskeyid", "signature")
	switch {
	case !u.has("key"):
		form = "no key"
	case !u.file:
		form = "no file"
	case v4 && !u.has("x-amz-algorithm"):
		form = "no algorithm"
	case v4 && !u.has("x-amz-signature"):
		form = "no signature"
	}
	set(&m.wire, compat.PostForm, form)
}

// formSignature states how the form is signed.
func (m *Message) formSignature(at *place, u *upload) {
	f := &m.signature
	set(f, compat.Payload, "unsigned")
	// Whether S3 asks a form for a digest, as it asks a PutObject, isn't documented: of
	// one without, nothing is said.
	for i := range u.fields {
		if name := http.CanonicalHeaderKey(u.fields[i].name); name == "Content-Md5" || isChecksum(name) {
			set(f, compat.Digest, "some")
		}
	}
	algorithm, v4 := u.value("x-amz-algorithm")
	switch {
	case v4:
		credential, _ := u.value("x-amz-credential")
		m.scope(credential, algorithm)
		if scheme := schemeOf(algorithm, false); scheme != "" {
			set(f, compat.SignatureScheme, scheme)
		}
	case !u.has("awsaccesskeyid", "signature", "x-amz-signature"):
		set(f, compat.SignatureScheme, "anonymous")
	}
}

// postPolicy is the policy of a form.
type postPolicy struct {
	Expiration string
	Conditions []any
}

// judgePolicy states whether the form meets its policy, as far as that is known.
//
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
func (d *Decoder) judgePolicy(m *Message, u *upload) {
	text, ok := u.value("policy")
	if !ok {
		set(&m.wire, compat.PostPolicy, "none")
		return
	}
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	var p postPolicy
	if err != nil || json.Unmarshal(raw, &p) != nil {
		return // S3 reads more than this
	}
	verdict, known := "met", true
	expires, err := time.Parse(time.RFC3339, p.Expiration)
	now := d.now()
	switch {
	case err != nil || now.IsZero():
		known = false
	case now.After(expires):
		set(&m.wire, compat.PostPolicy, "expired")
		return
	}
	covered := map[string]bool{}
	for _, c := range p.Conditions {
		switch result := m.condition(u, c, covered); result {
		case "met":
		case "":
			known = false
		default:
			if verdict == "met" {
				verdict = result
			}
		}
	}
	if verdict == "met" && known && !u.allCovered(covered) {
		verdict = "extra field"
	}
	if verdict != "met" || known {
		set(&m.wire, compat.PostPolicy, verdict)
	}
}

// free reports whether a field needs no condition.
func free(name string) bool {
	switch name {
	case "x-amz-signature", "signature", "awsaccesskeyid", "policy", "file":
		return true
	}
	return strings.HasPrefix(name, "x-ignore-")
}

func (u *upload) allCovered(covered map[string]bool) bool {
	for i := range u.fields {
		if name := u.fields[i].name; !free(name) && !covered[name] {
			return false
		}
	}
	return true
}

// condition returns whether the form meets a condition: "met", what it fails by,
// or empty if that isn't known.
func (m *Message) condition(u *upload, c any, covered map[string]bool) string {
	var test, name, want string
	switch c := c.(type) {
	case map[string]any:
		if len(c) != 1 {
			return ""
		}
		test = "eq"
		for k, v := range c {
			s, ok := v.(string)
			if !ok {
				covered[strings.ToLower(k)] = true
				return ""
			}
			name, want = strings.ToLower(k), s
		}
	case []any:
		if len(c) != 3 {
			return ""
		}
		test, _ = c[0].(string)
		if test = strings.ToLower(test); test == "content-length-range" {
			return u.within(c[1], c[2])
		}
		var ok [2]bool
		name, ok[0] = c[1].(string)
		want, ok[1] = c[2].(string)
		name = strings.ToLower(strings.TrimPrefix(name, "$"))
		if !ok[0] || !ok[1] {
			covered[name] = true
			return ""
		}
	default:
		return ""
	}
	covered[name] = true
	got, there := u.value(name)
	if name == "bucket" && !there && !strings.HasPrefix(m.Bucket, "arn:") { // what a policy calls an access point isn't documented
		got, there = m.Bucket, true
	}
	switch {
	case !there, u.twice(name), strings.Contains(got, "${filename}"), name == "content-type" && strings.Contains(got, ","):
		return "" // what S3 makes of these isn't documented
	case test == "eq" && got == want, test == "starts-with" && strings.HasPrefix(got, want):
		return "met"
	case test == "eq" || test == "starts-with":
		return "condition failed"
	}
	return ""
}

// within returns whether the size of the file is in a range.
func (u *upload) within(from, to any) string {
	least, ok1 := from.(float64)
	most, ok2 := to.(float64)
	switch {
	case !ok1 || !ok2 || !u.file:
		return ""
	case float64(u.size) > most:
		return "too large"
	case !u.whole:
		return ""
	case float64(u.size) < least:
		return "too small"
	}
	return "met"
}
