package verify

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// recordedCase is a request with its answer in the form of internal/recorded, which
// replays such cases through a guarded client.
type recordedCase struct {
	ID        string         `json:"id"`
	Op        string         `json:"op"`
	Input     map[string]any `json:"input"`
	Bucket    map[string]any `json:"bucket,omitempty"`
	Source    map[string]any `json:"sourceBucket,omitempty"`
	Object    map[string]any `json:"object,omitempty"`
	Endpoint  map[string]any `json:"endpoint,omitempty"`
	Status    int            `json:"status"`
	Code      string         `json:"code"`
	Message   string         `json:"message"`
	Needs     string         `json:"needs"`
	Certainty string         `json:"certainty,omitempty"`
	Date      string         `json:"date"`
	Note      string         `json:"note,omitempty"`
}

// Recorded writes every request that was answered as a recorded case, a line each, but
// for those with a text that JSON can't tell, such as a key that isn't UTF-8. The run's
// account, its canonical id, its user or role and its buckets' names are replaced by
// neutral ones.
func (rep *Report) Recorded(w io.Writer) error {
	n := 0
	for _, res := range rep.results {
		for _, t := range res.Trials {
			if t.Outcome == trial.Untested {
				continue
			}
			n++
			c, err := rep.recordedCase(t, fmt.Sprintf("verify-%s-%05d", rep.Run, n))
			if err != nil {
				return err
			}
			if !told(c.Input) {
				continue
			}
			c.Message = caller.ReplaceAllString(c.Message, "User: arn:aws:iam::"+exampleAccount+":user/example")
			var line bytes.Buffer
			enc := json.NewEncoder(&line)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(c); err != nil {
				return err
			}
			if _, err := w.Write(rep.run.neutral(line.Bytes())); err != nil {
				return err
			}
		}
	}
	return nil
}

// caller is how S3 names who sent a request that isn't allowed.
var caller = regexp.MustCompile(`User: (?:arn:[^\s"]+|anonymous)`)

// neutral replaces what tells whose run it was.
func (r *Run) neutral(line []byte) []byte {
	names := map[string]string{}
	own := regexp.MustCompile(regexp.QuoteMeta(r.own()) + `[a-z]+(-bucket)?(-[0-9]+)?(-ext|-s3alias)?`)
	line = own.ReplaceAllFunc(line, func(name []byte) []byte {
		to, ok := names[string(name)]
		if !ok {
			to = "bucket-" + string(rune('a'+len(names)%26))
			names[string(name)] = to
		}
		return []byte(to)
	})
	line = bytes.ReplaceAll(line, []byte(r.own()), nil)
	if r.canonical != "" && r.canonical != r.Account {
		line = bytes.ReplaceAll(line, []byte(r.canonical), []byte(exampleCanonical))
	}
	return bytes.ReplaceAll(line, []byte(r.Account), []byte(exampleAccount))
}

// exampleCanonical is the canonical user id of AWS's documentation.
const exampleCanonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"

func (rep *Report) recordedCase(t *trial.Trial, id string) (*recordedCase, error) {
	in, err := sdk.NewInput(t.Sent)
	if err != nil {
		return nil, fmt.Errorf("verify: %s of %s: %w", t.Sent.Operation, t.Rule.ID, err)
	}
	c := &recordedCase{
		ID: id, Op: t.Sent.Operation.String(), Input: map[string]any{}, Bucket: bucketOf(t.Sent.Bucket), Endpoint: endpointOf(t, rep.Region),
		Status: t.Got.Status, Code: t.Got.Code, Message: t.Got.Message, Needs: needs(t), Date: rep.Date,
	}
	if rep.run.Endpoint == "" {
		c.Certainty = "aws"
	} else {
		c.Certainty = "not-aws"
	}
	if t.Sent.Request().Source.Bucket != "" {
		c.Source = bucketOf(t.Sent.CopyFrom)
	}
	fields, _ := encode(reflect.ValueOf(in)).(map[string]any)
	for name, v := range fields {
		c.Input[name] = v
	}
	if _, ok := t.Sent.Members[member.UploadId]; ok {
		c.Object = map[string]any{"upload": uploadOf(t)}
	}
	if strings.HasPrefix(c.Op, "Head") {
		c.Code = "" // a HEAD carries none; the SDK made it up
	}
	kind := "allows"
	if t.Violating {
		kind = "is violated"
	}
	c.Note = fmt.Sprintf("rule %s: what it %s; the answer %s", t.Rule.ID, kind, strings.ToLower(t.Outcome.String()))
	return c, nil
}

// needs says what one must know to foretell the answer.
func needs(t *trial.Trial) string {
	if t.Outcome == trial.Beside {
		return "server" // what else S3 minds isn't known
	}
	if _, ok := t.Sent.Members[member.UploadId]; ok {
		return "object"
	}
	blind := t.Sent
	blind.Bucket, blind.CopyFrom = compat.Facts{}, compat.Facts{}
	if r := blind.Request(); t.Rule.When.Eval(r) == compat.Unknown {
		return "bucket"
	}
	return "request"
}

// words are those that recorded cases have for features whose values they use as they are.
var words = map[compat.Feature]string{
	compat.Versioning: "versioning", compat.Ownership: "ownership", compat.Acceleration: "accelerate", compat.Payer: "payer",
	compat.DefaultEncryption: "encryption", compat.ABAC: "abac", compat.Policy: "policy", compat.CORS: "cors",
	compat.Website: "website", compat.Lifecycle: "lifecycle", compat.Replication: "replication", compat.Tags: "tags",
	compat.Analytics: "analyticsConfigurations", compat.Inventory: "inventoryConfigurations",
	compat.Metrics: "metricsConfigurations", compat.Tiering: "tieringConfigurations",
}

// bucketOf describes all that is known of a bucket: what has no key of its own, under
// "features" by the names that snapshots have. The rest isn't known, and isn't a fresh
// bucket's.
func bucketOf(x compat.Facts) map[string]any {
	get := func(f compat.Feature) string { v, _ := x.Get(f); return v }
	if get(compat.Exists) == "false" {
		return map[string]any{"exists": false}
	}
	out, features := map[string]any{"rest": "unknown", "region": "unknown"}, map[string]string{}
	if x.Region != "" {
		out["region"] = x.Region
	}
	if x.Owner != "" {
		out["owner"] = x.Owner
	}
	if get(compat.Exists) == "" {
		features[state.FeatureName(compat.Exists)] = "" // a case without a word of it would say that it exists
	}
	block := blockOf(get)
	if block != "unknown" {
		out["publicAccessBlock"] = block
	}
	for _, f := range x.Known() {
		v := get(f)
		switch key := words[f]; {
		case f == compat.Exists, block != "unknown" && slices.Contains(blocked, f):
		case key != "":
			out[key] = v
		case f == compat.ObjectLock:
			out["objectLock"] = strings.ToLower(v)
		case f == compat.BlockedSSEC:
			out["blockedEncryption"] = map[string]string{"true": "SSE-C", "false": "NONE"}[v]
		default:
			features[state.FeatureName(f)] = v
		}
	}
	if len(features) > 0 {
		out["features"] = features
	}
	return out
}

// blocked are the features of a public access block.
var blocked = []compat.Feature{compat.BlockPublicACLs, compat.IgnorePublicACLs, compat.BlockPublicPolicy, compat.RestrictPublic}

// blockOf says whether all public access is blocked, or none.
func blockOf(get func(compat.Feature) string) string {
	said := map[string]bool{}
	for _, f := range blocked {
		said[get(f)] = true
	}
	switch {
	case len(said) > 1:
		return "unknown"
	case said["true"]:
		return "on"
	case said["false"]:
		return "off"
	}
	return "unknown"
}

// uploadOf describes how the upload was created.
func uploadOf(t *trial.Trial) map[string]any {
	if v, _ := t.Sent.Upload.Get(compat.UploadExists); v == "false" || v == "aborted" {
		return map[string]any{"exists": false}
	}
	out := map[string]any{}
	for key, f := range map[string]compat.Feature{"checksumAlgorithm": compat.UploadChecksumAlgorithm, "checksumType": compat.UploadChecksumType} {
		if v, ok := t.Sent.Upload.Get(f); ok {
			out[key] = strings.TrimPrefix(v, "none") // empty: it was created without
		}
	}
	return out
}

// endpointOf says how the request was sent.
func endpointOf(t *trial.Trial, region string) map[string]any {
	out := map[string]any{"region": region, "http": !t.Session.TLS}
	flag := func(key string, f compat.Feature, yes string, x compat.Facts) {
		if v, _ := x.Get(f); v == yes {
			out[key] = true
		}
	}
	flag("pathStyle", compat.Addressing, "path", t.Sent.Endpoint)
	flag("accelerate", compat.Accelerate, "true", t.Sent.Endpoint)
	flag("dualStack", compat.DualStack, "true", t.Sent.Endpoint)
	flag("fips", compat.FIPS, "true", t.Sent.Endpoint)
	flag("anonymous", compat.SignatureScheme, "anonymous", t.Sent.Signature)
	flag("presigned", compat.Presigned, "url", t.Sent.Signature)
	if t.Sent.Expires != 0 {
		out["expires"] = int(t.Sent.Expires / time.Second)
	}
	return out
}

var (
	timeType   = reflect.TypeFor[time.Time]()
	readerType = reflect.TypeFor[io.Reader]()
)

// told reports whether JSON can tell all the texts of a value: those of other than UTF-8
// it would change.
func told(v any) bool {
	switch v := v.(type) {
	case string:
		return utf8.ValidString(v)
	case map[string]string:
		for k, x := range v {
			if !utf8.ValidString(k) || !utf8.ValidString(x) {
				return false
			}
		}
	case map[string]any:
		for _, x := range v {
			if !told(x) {
				return false
			}
		}
	case []any:
		return !slices.ContainsFunc(v, func(x any) bool { return !told(x) })
	}
	return true
}

// encode writes an SDK input as sdk.DecodeInput reads it. What isn't set becomes nil, and
// so does an enumeration's empty value, which the SDK doesn't send.
func encode(v reflect.Value) any {
	if v.Type() == timeType {
		return v.Interface().(time.Time).UTC().Format(time.RFC3339Nano)
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Interface:
		if v.IsNil() {
			return nil
		}
		if v.Type() == readerType {
			return bodyText(v.Interface().(io.Reader))
		}
		// A union: the name of its one member is the end of the type's.
		x := v.Elem()
		for x.Kind() == reflect.Pointer {
			x = x.Elem()
		}
		if _, name, ok := strings.Cut(x.Type().Name(), "Member"); ok {
			return map[string]any{name: encode(x.FieldByName("Value"))}
		}
		return nil
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return encode(v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return nil
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return base64.StdEncoding.EncodeToString(v.Bytes())
		}
		out := []any{}
		for i := range v.Len() {
			out = append(out, encode(v.Index(i)))
		}
		return out
	case reflect.Map:
		if v.IsNil() {
			return nil
		}
		return v.Interface()
	case reflect.Struct:
		out := map[string]any{}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			x := encode(v.Field(i))
			if x == nil || f.Type.Kind() == reflect.String && v.Field(i).Len() == 0 {
				continue
			}
			out[f.Name] = x
		}
		return out
	}
	return v.Interface()
}

// bodyText is what a body holds, from its beginning.
func bodyText(r io.Reader) any {
	if s, ok := r.(io.Seeker); ok {
		if _, err := s.Seek(0, io.SeekStart); err != nil {
			return ""
		}
	}
	if b, ok := r.(*bytes.Buffer); ok {
		return b.String()
	}
	text, err := io.ReadAll(io.LimitReader(r, bodyLimit))
	if err != nil {
		return ""
	}
	return string(text)
}
