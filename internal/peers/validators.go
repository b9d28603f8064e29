package peers

import (
	"fmt"
	"reflect"

	validate "buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"buf.build/go/protovalidate"
	"cel.dev/cel-go/cel"
	"github.com/go-playground/validator/v10"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"
)

// A Judge tells whether a request breaks a rule. Prepare puts the request into the
// form that the validator takes, which isn't measured.
type Judge struct {
	Name    string
	Prepare func(*Put) any
	Broken  func(any) bool
}

// Judges are the peers.
func Judges() ([]Judge, error) {
	expressions, err := celJudge()
	if err != nil {
		return nil, err
	}
	messages, err := messageJudge()
	if err != nil {
		return nil, err
	}
	return []Judge{chainJudge, tagJudge(), expressions, messages}, nil
}

var chainJudge = Judge{"if chain", same, func(p any) bool { return Chain(p.(*Put)) > 0 }}

func same(p *Put) any { return p }

// tagJudge is go-playground/validator with the tags of Put.
func tagJudge() Judge {
	v := validator.New(validator.WithRequiredStructEnabled())
	return Judge{"go-playground/validator", same, func(p any) bool { return v.Struct(p) != nil }}
}

// expressions are the rules in CEL.
var expressions = []string{
	`size(Bucket) >= 3`, `size(Bucket) <= 63`, `Key != ''`, `size(Key) <= 1024`, `size(ContentType) <= 1024`,
	`size(CacheControl) <= 1024`, `size(ContentLanguage) <= 1024`,
	`StorageClass in ['', 'STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR']`,
	`Encryption in ['', 'AES256', 'aws:kms', 'aws:kms:dsse']`, `KMSKey == '' || Encryption != ''`,
	`CustomerAlgorithm == '' || Encryption == ''`, `size(KMSKey) <= 2048`, `ExpectedOwner == '' || size(ExpectedOwner) == 12`,
	`IfNoneMatch in ['', '*']`, `IfMatch == '' || IfNoneMatch == ''`,
	`ACL in ['', 'private', 'public-read', 'public-read-write', 'authenticated-read', 'aws-exec-read', 'bucket-owner-read', 'bucket-owner-full-control']`,
	`ACL == '' || GrantRead == ''`, `LockMode in ['', 'GOVERNANCE', 'COMPLIANCE']`, `(LockMode == '') == (RetainUntil == '')`,
	`size(Tagging) <= 2048`,
}

// fields lists the members of Put.
func fields() []string {
	t := reflect.TypeFor[Put]()
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = t.Field(i).Name
	}
	return names
}

// celJudge is cel-go: twenty programs, compiled once.
func celJudge() (Judge, error) {
	var options []cel.EnvOption
	for _, name := range fields() {
		options = append(options, cel.Variable(name, cel.StringType))
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		return Judge{}, err
	}
	programs := make([]cel.Program, len(expressions))
	for i, text := range expressions {
		ast, issues := env.Compile(text)
		if issues.Err() != nil {
			return Judge{}, fmt.Errorf("%s: %w", text, issues.Err())
		}
		if programs[i], err = env.Program(ast, cel.EvalOptions(cel.OptOptimize)); err != nil {
			return Judge{}, err
		}
	}
	prepare := func(p *Put) any {
		v, variables := reflect.ValueOf(p).Elem(), map[string]any{}
		for _, name := range fields() {
			variables[name] = v.FieldByName(name).String()
		}
		return variables
	}
	return Judge{"cel-go", prepare, func(variables any) bool {
		for _, p := range programs {
			if out, _, err := p.Eval(variables); err != nil || out.Value() != true {
				return true
			}
		}
		return false
	}}, nil
}

// messageJudge is protovalidate. What its standard rules can say is said by them, the
// rest in CEL.
func messageJudge() (Judge, error) {
	text := func(r *validate.StringRules) *validate.FieldRules {
		return &validate.FieldRules{Type: &validate.FieldRules_String_{String_: r}}
	}
	upTo := func(n uint64) *validate.FieldRules { return text(&validate.StringRules{MaxLen: &n}) }
	between := func(least, most uint64) *validate.FieldRules {
		return text(&validate.StringRules{MinLen: &least, MaxLen: &most})
	}
	in := func(values ...string) *validate.FieldRules {
		return text(&validate.StringRules{In: append(values, "")})
	}
	standard := map[string]*validate.FieldRules{
		"Bucket": between(3, 63), "Key": between(1, 1024), "ContentType": upTo(1024), "CacheControl": upTo(1024),
		"ContentLanguage": upTo(1024), "KMSKey": upTo(2048), "Tagging": upTo(2048),
		"StorageClass": in("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "GLACIER_IR"),
		"Encryption":   in("AES256", "aws:kms", "aws:kms:dsse"), "IfNoneMatch": in("*"), "LockMode": in("GOVERNANCE", "COMPLIANCE"),
		"ACL": in("private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control"),
	}
	var together []*validate.Rule
	for _, expression := range []string{
		`this.KMSKey == '' || this.Encryption != ''`, `this.CustomerAlgorithm == '' || this.Encryption == ''`,
		`this.ExpectedOwner == '' || size(this.ExpectedOwner) == 12`, `this.IfMatch == '' || this.IfNoneMatch == ''`,
		`this.ACL == '' || this.GrantRead == ''`, `(this.LockMode == '') == (this.RetainUntil == '')`,
	} {
		together = append(together, &validate.Rule{Id: proto.String(expression), Expression: proto.String(expression)})
	}
	message := &descriptorpb.DescriptorProto{Name: proto.String("Put"), Options: &descriptorpb.MessageOptions{}}
	proto.SetExtension(message.Options, validate.E_Message, &validate.MessageRules{Cel: together})
	for i, name := range fields() {
		f := &descriptorpb.FieldDescriptorProto{
			Name: proto.String(name), Number: proto.Int32(int32(i + 1)),
			Type: descriptorpb.FieldDescriptorProto_TYPE_STRING.Enum(), Label: descriptorpb.FieldDescriptorProto_LABEL_OPTIONAL.Enum(),
		}
		if rules := standard[name]; rules != nil {
			f.Options = &descriptorpb.FieldOptions{}
			proto.SetExtension(f.Options, validate.E_Field, rules)
		}
		message.Field = append(message.Field, f)
	}
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: proto.String("put.proto"), Package: proto.String("peers"), Syntax: proto.String("proto3"),
		Dependency: []string{"buf/validate/validate.proto"}, MessageType: []*descriptorpb.DescriptorProto{message},
	}, protoregistry.GlobalFiles)
	if err != nil {
		return Judge{}, err
	}
	descriptor := file.Messages().Get(0)
	v, err := protovalidate.New(protovalidate.WithMessageDescriptors(descriptor))
	if err != nil {
		return Judge{}, err
	}
	prepare := func(p *Put) any {
		m, values := dynamicpb.NewMessage(descriptor), reflect.ValueOf(p).Elem()
		for i, name := range fields() {
			if s := values.FieldByName(name).String(); s != "" {
				m.Set(descriptor.Fields().Get(i), protoreflect.ValueOfString(s))
			}
		}
		return m
	}
	return Judge{"protovalidate", prepare, func(m any) bool { return v.Validate(m.(proto.Message)) != nil }}, nil
}
