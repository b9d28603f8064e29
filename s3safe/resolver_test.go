package s3safe_test

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe"
)

// refusal is a request for which the SDK has no endpoint.
type refusal struct {
	text   string // what the resolver says, or a part of it
	bucket string
	set    func(*s3.Options)
}

const (
	arnPoint    = "arn:aws:s3:us-east-1:123456789012:accesspoint"
	arnMulti    = "arn:aws:s3::123456789012:accesspoint"
	arnLambda   = "arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint"
	arnOutposts = "arn:aws:s3-outposts:us-east-1:123456789012:outpost"
)

func accelerate(o *s3.Options) { o.UseAccelerate = true }
func pathStyle(o *s3.Options)  { o.UsePathStyle = true }
func arnRegion(o *s3.Options)  { o.UseARNRegion = true }
func china(o *s3.Options)      { o.Region = "cn-north-1" }
func dualStack(o *s3.Options) {
	o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
}
func fips(o *s3.Options) { o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled }
func custom(url string) func(*s3.Options) {
	return func(o *s3.Options) { o.BaseEndpoint = aws.String(url) }
}

func both(a, b func(*s3.Options)) func(*s3.Options) {
	return func(o *s3.Options) { a(o); b(o) }
}

func refusals() []refusal {
	ownHost := custom("https://s3.example.com")
	return []refusal{
		{"Accelerate cannot be used with FIPS", "reports", both(accelerate, fips)},
		{"Cannot set dual-stack in combination with a custom endpoint.", "reports", both(dualStack, ownHost)},
		{"A custom endpoint cannot be combined with FIPS", "reports", both(fips, ownHost)},
		{"A custom endpoint cannot be combined with S3 Accelerate", "reports", both(accelerate, ownHost)},
		{"Partition does not support FIPS", "reports", both(china, fips)},
		{"S3 Accelerate cannot be used in this region", "reports", both(china, accelerate)},
		{"Path-style addressing cannot be used with S3 Accelerate", "reports", both(accelerate, pathStyle)},
		{"Path-style addressing cannot be used with ARN buckets", arnPoint + "/reports-ap", pathStyle},
		{"Custom endpoint `::bad` was not a valid URI", "reports", custom("::bad")},
		{"Invalid region: region was not a valid DNS name.", "reports", func(o *s3.Options) { o.Region = "" }},
		{"invalid input region us_east_1", "reports", func(o *s3.Options) { o.Region = "us_east_1" }},

		{"S3Express does not support S3 Accelerate.", "reports--usw2-az1--x-s3", accelerate},
		{"S3Express bucket name is not a valid virtual hostable name.", "rep.orts--usw2-az1--x-s3", nil},
		{"Unrecognized S3Express bucket name format.", "x--x-s3", nil},

		{"Access Points do not support S3 Accelerate", arnPoint + "/reports-ap", accelerate},
		{"Invalid configuration: region from ARN `us-west-2` does not match client region `us-east-1` and UseArnRegion is `false`",
			"arn:aws:s3:us-west-2:123456789012:accesspoint/reports-ap", nil},
		{"Client was configured for partition `aws` but ARN (", "arn:aws-cn:s3:cn-north-1:123456789012:accesspoint/reports-ap", arnRegion},
		{"Invalid ARN: Expected a resource of the format `accesspoint:<accesspoint name>` but no name was provided", arnPoint, nil},
		{"Invalid ARN: Unrecognized format: arn:aws:s3:::reports (type: reports)", "arn:aws:s3:::reports", nil},
		{"Invalid ARN: `arn:aws` was not a valid ARN", "arn:aws", nil},
		{"Invalid ARN: The ARN was not for the S3 service, found: sqs", "arn:aws:sqs:us-east-1:123456789012:accesspoint/reports-ap", nil},
		{"Invalid ARN: The access point name may only contain a-z, A-Z, 0-9 and `-`. Found: `reports_ap`", arnPoint + "/reports_ap", nil},
		{"Invalid ARN: The account id may only contain a-z, A-Z, 0-9 and `-`. Found: `1234.6789012`",
			"arn:aws:s3:us-east-1:1234.6789012:accesspoint/reports-ap", nil},
		{"Invalid ARN: The ARN may only contain a single resource component after `accesspoint`.", arnPoint + "/reports-ap/x", nil},
		{"Invalid region in ARN: `us_east_1` (invalid DNS name)", "arn:aws:s3:us_east_1:123456789012:accesspoint/reports-ap", arnRegion},
		{"Invalid ARN: No ARN type specified", "arn:aws:s3:us-east-1:123456789012:/reports-ap", nil},

		{"S3 MRAP does not support dual-stack", arnMulti + "/mfzwi23gnjvgw.mrap", dualStack},
		{"S3 MRAP does not support FIPS", arnMulti + "/mfzwi23gnjvgw.mrap", fips},
		{"S3 MRAP does not support S3 Accelerate", arnMulti + "/mfzwi23gnjvgw.mrap", accelerate},
		{"Invalid configuration: Multi-Region Access Point ARNs are disabled.", arnMulti + "/mfzwi23gnjvgw.mrap",
			func(o *s3.Options) { o.DisableMultiRegionAccessPoints = true }},
		{"Client was configured for partition `aws` but bucket referred to partition `aws-cn`", "arn:aws-cn:s3::123456789012:accesspoint/x.mrap", nil},
		{"Invalid Access Point Name", arnMulti + "/x_y", nil},

		{"S3 Object Lambda does not support S3 Accelerate", arnLambda + "/reports-olap", accelerate},
		{"S3 Object Lambda does not support Dual-stack", arnLambda + "/reports-olap", dualStack},
		{"Invalid ARN: Object Lambda ARNs only support `accesspoint` arn types, but found: `bucket`",
			"arn:aws:s3-object-lambda:us-east-1:123456789012:bucket/reports", nil},
		{"Invalid ARN: bucket ARN is missing a region", "arn:aws:s3-object-lambda::123456789012:accesspoint/reports-olap", nil},
		{"Invalid ARN: Missing account id", "arn:aws:s3-object-lambda:us-east-1::accesspoint/reports-olap", nil},

		{"S3 Outposts does not support S3 Accelerate", arnOutposts + "/op-01/accesspoint/reports-ap", accelerate},
		{"S3 Outposts does not support Dual-stack", arnOutposts + "/op-01/accesspoint/reports-ap", dualStack},
		{"S3 Outposts does not support FIPS", arnOutposts + "/op-01/accesspoint/reports-ap", fips},
		{"Expected an outpost type `accesspoint`, found bucket", arnOutposts + "/op-01/bucket/reports", nil},
		{"Invalid ARN: expected an access point name", arnOutposts + "/op-01/accesspoint", nil},
		{"Invalid ARN: Expected a 4-component resource", arnOutposts + "/op-01", nil},
		{"Invalid ARN: The Outpost Id was not set", arnOutposts, nil},
		{"Invalid ARN: The outpost Id may only contain a-z, A-Z, 0-9 and `-`. Found: `op_01`", arnOutposts + "/op_01/accesspoint/reports-ap", nil},
		{"Invalid Arn: Outpost Access Point ARN contains sub resources", arnOutposts + "/op-01/accesspoint/reports-ap/x", nil},
		{"Invalid ARN: The outpost Id must only contain a-z, A-Z, 0-9 and `-`.", "test-accessp-o0b1d075431d83b_bde8xz5w8ijx1qzlbp3i3kuse10--op-s3", nil},
		{"Invalid Outposts Bucket alias - it must be a valid bucket name.", "Test-accessp-o0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3", nil},
		{"Unrecognized hardware type: \"Expected hardware type o or e but got h\"", "test-accessp-h0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3", nil},
		{"Expected a endpoint to be specified but no endpoint was found", "test-accessp-e0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kbeta0--op-s3", nil},
		{"Failed to parse uri: ", arnOutposts + "/op-01/accesspoint/reports-ap", custom("http://[fe80::1%25%20]:9000")},
	}
}

// unreachable are the resolver's sentences that no client's request leads to.
var unreachable = map[string]string{
	"A region must be set when sending requests to S3.":    "the SDK turns an absent Region into an empty one before it asks",
	"endpoint resolution failed: no matching rule":         "the resolver's rules end in results of their own",
	"endpoint rule error, invalid result index: %d":        "only a defect of the generated resolver leads to it",
	"endpoint parameters are not valid, %w":                "the SDK sets all parameters that are required",
	"parameter Accelerate is required":                     "the SDK sets it",
	"parameter DisableMultiRegionAccessPoints is required": "the SDK sets it",
	"parameter ForcePathStyle is required":                 "the SDK sets it",
	"parameter UseDualStack is required":                   "the SDK sets it",
	"parameter UseFIPS is required":                        "the SDK sets it",
	"parameter UseGlobalEndpoint is required":              "it has a default",
}

// TestResolverRefusals: what the SDK's resolver refuses is found without a
// client, with the sentence that a client's call fails with; and all sentences
// that the resolver has are provoked.
func TestResolverRefusals(t *testing.T) {
	sentences := resolverSentences(t)
	provoked := map[string]bool{}
	cases := refusals()
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			s := new(stub)
			o := s.options()
			if c.set != nil {
				c.set(&o)
			}
			in := &s3.PutObjectInput{Bucket: aws.String(c.bucket), Key: aws.String("q3.csv"), Body: noBody{t}}
			err := s3safe.Check(in, s3safe.WithClientOptions(o))
			judgeRefusal(t, err, c.text)
			s.untouched(t)
			note(sentences, provoked, err)

			in.Body = strings.NewReader("x")
			_, real := s3.New(o).PutObject(context.Background(), in)
			var op *smithy.OperationError
			if !errors.As(real, &op) || !strings.Contains(op.Err.Error(), c.text) {
				t.Errorf("a client's call fails with %v", real)
			}
		})
	}
	// Operations have parameters of their own.
	err := s3safe.Check(&s3.CreateBucketInput{Bucket: aws.String(arnPoint + "/reports-ap")}, s3safe.WithClientOptions(s3.Options{Region: "us-east-1"}))
	judgeRefusal(t, err, "Access points are not supported for this operation")
	note(sentences, provoked, err)

	for text := range sentences {
		switch _, excused := unreachable[text]; {
		case provoked[text] && excused:
			t.Errorf("%q can be reached", text)
		case !provoked[text] && !excused:
			t.Errorf("%q isn't provoked", text)
		}
	}
	for text := range unreachable {
		if sentences[text] == nil {
			t.Errorf("the resolver doesn't say %q", text)
		}
	}
	t.Logf("%d requests provoke %d of the resolver's %d sentences; %d can't be reached", len(cases)+1, len(provoked), len(sentences), len(unreachable))
}

func judgeRefusal(t *testing.T, err error, text string) {
	t.Helper()
	var stopped *s3safe.IncompatibleError
	if !errors.As(err, &stopped) {
		t.Fatalf("not found: %v", err)
	}
	f := stopped.Findings[0]
	if f.Rule.ID != s3safe.SDKEndpoint || !strings.Contains(f.Rule.Title+".", text) {
		t.Errorf("found %s", f)
	}
	if strings.HasPrefix(f.Rule.Fix, "Change the client's options or") {
		t.Errorf("no remedy for %s", text)
	}
	if stopped.ErrorCode() != "" || stopped.HTTPStatusCode() != 0 || stopped.Unwrap() != nil {
		t.Errorf("an answer of S3: %d %s", stopped.HTTPStatusCode(), stopped.ErrorCode())
	}
	if s := fmt.Sprintf("%+v", stopped); !strings.Contains(s, "the SDK would reject it") || !strings.Contains(s, "answer: none") ||
		strings.Contains(stopped.Error(), "s3safe.Off") {
		t.Errorf("printed %s", s)
	}
}

// note marks the sentences that the error holds.
func note(sentences map[string]*regexp.Regexp, provoked map[string]bool, err error) {
	for text, form := range sentences {
		if err != nil && form.MatchString(strings.SplitN(err.Error(), "\n    why:", 2)[0]) {
			provoked[text] = true
		}
	}
}

// noBody fails the test when it is read or moved.
type noBody struct{ t *testing.T }

func (b noBody) Read([]byte) (int, error) { b.t.Error("the body is read"); return 0, errors.New("no") }
func (b noBody) Seek(int64, int) (int64, error) {
	b.t.Error("the body is moved")
	return 0, errors.New("no")
}

// resolverSentences reads the sentences of the linked SDK's resolver from its
// source, with what recognises each. Those of the middleware around it, such as
// of a missing transport, aren't the resolver's.
func resolverSentences(t *testing.T) map[string]*regexp.Regexp {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/aws/aws-sdk-go-v2/service/s3").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(out)), "endpoints.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	sentences := map[string]*regexp.Regexp{}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || !slices.Contains([]string{"bindRegion", "ResolveEndpoint", "ValidateRequired", "resolveResult"}, f.Name.Name) || isLegacy(f) {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isErrorf(call) {
				return true
			}
			text := sentence(call)
			form := regexp.QuoteMeta(strings.TrimSuffix(strings.TrimPrefix(text, "endpoint rule error, "), "."))
			sentences[text] = regexp.MustCompile(strings.NewReplacer("%s", ".*", "%d", ".*", "%w", ".*").Replace(form))
			return true
		})
	}
	if len(sentences) < 40 {
		t.Fatalf("only %d sentences found: the resolver has another form", len(sentences))
	}
	return sentences
}

// isLegacy reports whether a ResolveEndpoint is that of the deprecated kind.
func isLegacy(f *ast.FuncDecl) bool {
	if f.Name.Name != "ResolveEndpoint" || f.Recv == nil {
		return false
	}
	star, ok := f.Recv.List[0].Type.(*ast.StarExpr)
	if !ok {
		return true
	}
	name, ok := star.X.(*ast.Ident)
	return !ok || name.Name != "resolver"
}

func isErrorf(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Errorf"
}

// sentence puts together the sentence of a call of fmt.Errorf; what is inserted
// at run time is written %s.
func sentence(call *ast.CallExpr) string {
	text := literal(call.Args[0])
	if text != "endpoint rule error, %s" {
		return text
	}
	if fixed := literal(call.Args[1]); fixed != "" {
		return fixed
	}
	var b strings.Builder
	ast.Inspect(call.Args[1], func(n ast.Node) bool {
		write, ok := n.(*ast.CallExpr)
		if !ok || len(write.Args) != 1 {
			return true
		}
		if sel, ok := write.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "WriteString" {
			if part := literal(write.Args[0]); part != "" {
				b.WriteString(part)
			} else {
				b.WriteString("%s")
			}
		}
		return true
	})
	return b.String()
}

func literal(x ast.Expr) string {
	lit, ok := x.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(lit.Value)
	return s
}

// What the resolver finds decides the rules about the endpoint.
func TestClientOptionsDecideEndpointRules(t *testing.T) {
	in := plain()
	for _, c := range []struct {
		name string
		when compat.Condition
		set  func(*s3.Options)
	}{
		{"accelerate", compat.Endpoint(compat.Accelerate, "true"), accelerate},
		{"path style", compat.Endpoint(compat.Addressing, "path"), pathStyle},
		{"virtual-hosted", compat.Endpoint(compat.Addressing, "virtual-hosted"), func(*s3.Options) {}},
		{"dual-stack", compat.Endpoint(compat.DualStack, "true"), dualStack},
		{"FIPS", compat.Endpoint(compat.FIPS, "true"), fips},
		{"http", compat.Endpoint(compat.Scheme, "http"), custom("http://s3.us-east-1.amazonaws.com")},
		{"another provider", compat.Endpoint(compat.Provider, "other"), custom("http://localhost:9000")},
		{"no sessions", compat.Endpoint(compat.ExpressSessions, "false"), func(o *s3.Options) { o.DisableS3ExpressSessionAuth = aws.Bool(true) }},
		{"ARN's Region", compat.Endpoint(compat.UseARNRegion, "true"), arnRegion},
		{"anonymous", compat.Signature(compat.SignatureScheme, "anonymous"), func(o *s3.Options) { o.Credentials = aws.AnonymousCredentials{} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := new(stub).options()
			c.set(&o)
			rule := ownRule("test-endpoint", c.when, onPut, aPut)
			v, err := s3safe.Inspect(in, s3safe.WithRules(rule), s3safe.WithClientOptions(o))
			if err != nil {
				t.Fatal(err)
			}
			found := slices.Concat(v.Rejected, v.Reported)
			if !slices.ContainsFunc(found, func(f compat.Finding) bool { return f.Rule.ID == "test-endpoint" }) {
				t.Errorf("not found; found %v", found)
			}
		})
	}
}

// The client of the options isn't used: not its middleware, its credentials,
// its transport, nor the guard that it has.
func TestClientOptionsRunNothing(t *testing.T) {
	s := new(stub)
	client := s3safe.New(s3.New(s.options()), s3safe.WithRules(everything()))
	if err := s3safe.Check(plain(), s3safe.WithClientOptions(client.Options())); err != nil {
		t.Error(err)
	}
	s.untouched(t)
}

// The facts that are given count where the client leaves them open, and all of
// them where the deprecated resolver makes the endpoint unknown.
func TestClientOptionsAndEndpoint(t *testing.T) {
	known := compat.Facts{}.With(compat.Accelerate, "true").With(compat.Scheme, "http")
	rules := s3safe.WithRules(
		ownRule("test-accelerate", compat.Endpoint(compat.Accelerate, "true"), onPut, aPut),
		ownRule("test-http", compat.Endpoint(compat.Scheme, "http"), onPut, aPut))
	o := new(stub).options()
	if err := s3safe.Check(plain(), rules, s3safe.WithEndpoint(known), s3safe.WithClientOptions(o)); err != nil {
		t.Error(err)
	}
	o.EndpointResolver = s3.EndpointResolverFromURL("https://s3.example.com")
	var stopped *s3safe.IncompatibleError
	if err := s3safe.Check(plain(), rules, s3safe.WithEndpoint(known), s3safe.WithClientOptions(o)); !errors.As(err, &stopped) || len(stopped.Findings) != 2 {
		t.Errorf("got %v", err)
	}
}

// The SDK's refusal can be switched off like a rule.
func TestSDKEndpointMode(t *testing.T) {
	o := new(stub).options()
	o.UseAccelerate, o.UsePathStyle = true, true
	opts := []s3safe.Option{s3safe.WithClientOptions(o), s3safe.WithRuleMode(s3safe.Report, s3safe.SDKEndpoint)}
	if err := s3safe.Validate(opts...); err != nil {
		t.Error(err)
	}
	v, err := s3safe.Inspect(plain(), opts...)
	if err != nil || len(v.Rejected) != 0 || len(v.Reported) != 1 || v.Reported[0].Rule.ID != s3safe.SDKEndpoint {
		t.Errorf("got %+v, %v", v, err)
	}
}

// A request may break rules of S3's besides; all are told, the SDK's first.
func TestRefusedAndIncompatible(t *testing.T) {
	o := new(stub).options()
	o.UseAccelerate, o.UsePathStyle = true, true
	in := plain()
	in.ServerSideEncryption = types.ServerSideEncryptionAwsKms
	in.SSECustomerAlgorithm = aws.String("AES256")
	var stopped *s3safe.IncompatibleError
	if err := s3safe.Check(in, s3safe.WithClientOptions(o)); !errors.As(err, &stopped) || len(stopped.Findings) < 2 || stopped.Findings[0].Rule.ID != s3safe.SDKEndpoint {
		t.Errorf("got %v", err)
	}
}

// The endpoint of every operation is resolved as a client would, whatever its
// parameters are.
func TestClientOptionsForEveryOperation(t *testing.T) {
	reached := compat.Endpoint(compat.Provider, "Amazon")
	rule := ownRule("test-reached", reached, allOperations(), compat.Given(operation.ListBuckets))
	for _, op := range allOperations() {
		in := complete(t, op)
		v, err := s3safe.Inspect(in, s3safe.WithRules(rule), s3safe.WithClientOptions(new(stub).options()))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(v.Rejected, func(f compat.Finding) bool { return f.Rule.ID == "test-reached" }) {
			t.Errorf("%s: the endpoint isn't known: %v", op, v.Rejected)
		}
	}
}

func BenchmarkCheckWithClientOptions(b *testing.B) {
	in := plain()
	o := s3safe.WithClientOptions(new(stub).options())
	b.ReportAllocs()
	for b.Loop() {
		if err := s3safe.Check(in, o); err != nil {
			b.Fatal(err)
		}
	}
}
