package flow

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// pointerTo are the functions that return a pointer to what they are given, by
// package: their names, or "*" for all whose name is that of a type.
var pointerTo = map[string]string{
	"github.com/aws/aws-sdk-go-v2/aws":                "String Bool Int Int8 Int16 Int32 Int64 Uint Uint8 Uint16 Uint32 Uint64 Float32 Float64 Time Duration Byte",
	"github.com/aws/smithy-go/ptr":                    "String Bool Int Int8 Int16 Int32 Int64 Uint Uint8 Uint16 Uint32 Uint64 Float32 Float64 Time Duration Byte",
	"github.com/aws/aws-sdk-go/aws":                   "String Bool Int Int8 Int16 Int32 Int64 Uint Uint8 Uint16 Uint32 Uint64 Float32 Float64 Time",
	"k8s.io/utils/ptr":                                "To",
	"k8s.io/utils/pointer":                            "String Bool Int Int32 Int64 To",
	"github.com/samber/lo":                            "ToPtr",
	"github.com/AlekSi/pointer":                       "To ToString ToBool ToInt ToInt32 ToInt64 ToTime",
	"github.com/openlyinc/pointy":                     "Pointer String Bool Int Int32 Int64",
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to": "Ptr",
	"github.com/xorcare/pointer":                      "Of String Bool Int Int32 Int64 Time",
	"github.com/gotidy/ptr":                           "Of To String Bool Int Int32 Int64 Time",
}

// valueOf are the functions that return what a pointer leads to, the zero value
// for nil.
var valueOf = map[string]string{
	"github.com/aws/aws-sdk-go-v2/aws": "ToString ToBool ToInt ToInt32 ToInt64 ToTime",
	"github.com/aws/smithy-go/ptr":     "ToString ToBool ToInt ToInt32 ToInt64 ToTime",
}

func among(table map[string]string, path, name string) bool {
	for _, n := range strings.Fields(table[path]) {
		if n == name {
			return true
		}
	}
	return false
}

// made are the functions whose results are known by what they were given.
var made = map[string]bool{
	"strings.NewReader":               true,
	"bytes.NewReader":                 true,
	"bytes.NewBuffer":                 true,
	"bytes.NewBufferString":           true,
	"time.Date":                       true,
	PackageS3 + ".WithPresignExpires": true,
	"net/url.PathEscape":              true,
	"net/url.QueryEscape":             true,
}

// known runs functions of other packages that are known.
func (r *frame) known(s *state, i *ssa.Call, args []Value) (Value, bool) {
	fn := i.Common().StaticCallee()
	if fn == nil {
		return unknown, false
	}
	object, _ := fn.Object().(*types.Func)
	if object == nil && fn.Origin() != nil {
		object, _ = fn.Origin().Object().(*types.Func)
	}
	if object == nil || object.Pkg() == nil || object.Signature().Recv() != nil {
		return unknown, false
	}
	path, name := object.Pkg().Path(), object.Name()
	switch {
	case len(args) == 1 && among(pointerTo, path, name):
		p, ok := i.Type().Underlying().(*types.Pointer)
		if !ok {
			return unknown, false
		}
		o := r.object(i, 0, p.Elem(), i.Pos())
		s.mem[o] = args[0]
		delete(s.exposed, o)
		return Value{Kind: Pointer, Obj: o}, true
	case len(args) == 1 && among(valueOf, path, name):
		if args[0].Kind == Zero {
			return zero, true
		}
		return s.load(args[0]).Value, true
	case made[path+"."+name]:
		v := Value{Kind: Made, Made: path[strings.LastIndexByte(path, '/')+1:] + "." + name}
		for j, arg := range args {
			v.Slots = append(v.Slots, Slot{Value: arg, Pos: i.Common().Args[j].Pos()})
		}
		return v, true
	case path == "fmt" && name == "Sprintf":
		return r.sprintf(s, args), true
	case path == PackageS3:
		return r.newClient(s, i, name, args)
	case strings.HasSuffix(path, "/s3safe-go/s3safe") && (name == "Guard" || name == "New"):
		for _, arg := range args {
			s.expose(arg)
		}
		return Value{Kind: Made, Made: "s3safe." + name}, true
	case path == "strings" && len(args) == 1:
		if text, ok := args[0].TextOf(); ok {
			switch name {
			case "ToLower":
				return constOf(constant.MakeString(strings.ToLower(text))), true
			case "ToUpper":
				return constOf(constant.MakeString(strings.ToUpper(text))), true
			case "TrimSpace":
				return constOf(constant.MakeString(strings.TrimSpace(text))), true
			}
		}
	}
	return unknown, false
}

// sprintf formats text, if it is only text that is put together.
func (r *frame) sprintf(s *state, args []Value) Value {
	format, ok := args[0].TextOf()
	if !ok {
		s.expose(args[1])
		return unknown
	}
	rest, known := s.elements(args[1])
	var b strings.Builder
	for known && format != "" {
		n := strings.IndexByte(format, '%')
		if n < 0 {
			b.WriteString(format)
			break
		}
		b.WriteString(format[:n])
		if n+1 >= len(format) || len(rest) == 0 {
			known = false
			break
		}
		var text string
		switch v := rest[0].Value; format[n+1] {
		case 's', 'v':
			text, known = v.TextOf()
			known = known && v.Type != nil && types.Identical(v.Type.Underlying(), types.Typ[types.String]) && types.NewMethodSet(v.Type).Len() == 0
		case 'd':
			var number int64
			number, known = intOf(v)
			text = constant.MakeInt64(number).ExactString()
			known = known && v.Type != nil && types.NewMethodSet(v.Type).Len() == 0
		default:
			known = false
		}
		b.WriteString(text)
		format, rest = format[n+2:], rest[1:]
	}
	if known && len(rest) == 0 {
		return constOf(constant.MakeString(b.String()))
	}
	s.expose(args[1])
	s.havoc(nil) // a String method can be called
	return unknown
}

// newClient follows how a client is configured.
func (r *frame) newClient(s *state, i *ssa.Call, name string, args []Value) (Value, bool) {
	if len(args) != 2 {
		return unknown, false
	}
	options, ok := s.elements(args[1])
	if !ok {
		return unknown, false
	}
	var functions []Value
	for _, o := range options {
		functions = append(functions, o.Value)
	}
	signature := i.Common().StaticCallee().Signature
	variadic, ok := signature.Params().At(1).Type().Underlying().(*types.Slice)
	if !ok {
		return unknown, false
	}
	function, ok := variadic.Elem().Underlying().(*types.Signature)
	if !ok || function.Params().Len() != 1 {
		return unknown, false
	}
	t := function.Params().At(0).Type()
	switch name {
	case "NewFromConfig":
		v := Value{Kind: Made, Made: "s3.Client"}
		v.Slots = []Slot{{Value: r.configured(s, i, t, unknown, functions)}}
		return v, true
	case "New":
		from := args[0]
		if from.Kind != Struct {
			from = unknown
		}
		v := Value{Kind: Made, Made: "s3.Client"}
		v.Slots = []Slot{{Value: r.configured(s, i, t, from, functions)}}
		return v, true
	case "NewPresignClient":
		v := Value{Kind: Made, Made: "s3.NewPresignClient"}
		v.Slots = []Slot{{Value: part(args[0], "s3.Client", 0)}, {Value: r.configured(s, i, t, zero, functions)}}
		return v, true
	}
	return unknown, false
}

// readers are packages whose functions read what they are given and keep none of
// it.
var readers = map[string]bool{
	"fmt": true, "errors": true, "log": true, "log/slog": true, "strings": true, "strconv": true,
	"encoding/json": true, "net/url": true, "path": true, "path/filepath": true, "time": true, "math": true,
}

// writers are the functions among them that write to an argument.
var writers = map[string]bool{
	"Unmarshal": true, "Decode": true, "Sscan": true, "Sscanf": true, "Sscanln": true, "Fscan": true,
	"Fscanf": true, "Fscanln": true, "Scan": true, "Scanf": true, "Scanln": true, "As": true,
	"Indent": true, "Compact": true, "HTMLEscape": true,
}

// readsOnly reports whether a call certainly writes to none of its arguments and
// keeps none of them. One that is given a function can call it.
func readsOnly(common *ssa.CallCommon) bool {
	for _, arg := range common.Args {
		if _, ok := arg.Type().Underlying().(*types.Signature); ok {
			return false
		}
	}
	fn := common.StaticCallee()
	if fn == nil {
		return false
	}
	object, _ := fn.Object().(*types.Func)
	if object == nil || object.Pkg() == nil || object.Signature().Recv() != nil {
		return false
	}
	return readers[object.Pkg().Path()] && !writers[object.Name()]
}
