package vet

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe/vet/internal/flow"
)

// sink returns which argument of a call is an S3 input that it sends, -1 if none
// is.
func (c *checker) sink(common *ssa.CallCommon) int {
	fn := calleeOf(common)
	if fn == nil || fn.Pkg() == nil {
		return -1
	}
	if common.IsInvoke() {
		// An interface that a client fulfils; in a test it is more often a
		// stand-in.
		if strings.HasSuffix(c.pass.Fset.Position(common.Pos()).Filename, "_test.go") {
			return -1
		}
	} else if path := fn.Pkg().Path(); !flow.InS3(path) && !isOwn(path) {
		return -1
	}
	for i, arg := range common.Args {
		name, path := inputName(arg.Type())
		if name == "" {
			continue
		}
		if common.IsInvoke() && fn.Name() != name {
			return -1
		}
		if path == flow.PackageTransfer && transfers[name] == nil {
			return -1
		}
		return i
	}
	return -1
}

// isOwn reports whether the path is that of this library's client.
func isOwn(path string) bool { return strings.HasSuffix(path, "/s3safe-go/s3safe") }

func calleeOf(common *ssa.CallCommon) *types.Func {
	if common.IsInvoke() {
		return common.Method
	}
	fn := common.StaticCallee()
	if fn == nil {
		return nil
	}
	object, _ := fn.Object().(*types.Func)
	return object
}

// inputName returns the name of the operation whose input a type points to, and
// the package that has it.
func inputName(t types.Type) (name, path string) {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return "", ""
	}
	named, ok := types.Unalias(p.Elem()).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return "", ""
	}
	path = named.Obj().Pkg().Path()
	name, ok = strings.CutSuffix(named.Obj().Name(), "Input")
	if !ok || path != flow.PackageS3 && path != flow.PackageTransfer {
		return "", ""
	}
	return name, path
}

// transfer says what a transfer manager makes of an input: requests of these
// operations, one or the other, in which it may set more members.
type transfer struct {
	operations []operation.ID
	may        []string
}

var (
	uploads = &transfer{
		operations: []operation.ID{operation.PutObject, operation.CreateMultipartUpload},
		may:        []string{"Body", "ContentLength", "ContentMD5", "ChecksumAlgorithm", "ChecksumType", "MpuObjectSize"},
	}
	downloads = &transfer{
		operations: []operation.ID{operation.GetObject},
		may:        []string{"Range", "PartNumber", "IfMatch", "ChecksumMode", "VersionId"},
	}
	transfers = map[string]*transfer{
		"UploadObject":   uploads,
		"GetObject":      downloads,
		"DownloadObject": downloads,
	}
)

// transferOf returns what is made of the input of a use, and what kind of call it
// is.
func transferOf(u *flow.Use, input types.Type) *transfer {
	name, path := inputName(types.NewPointer(input))
	switch {
	case path == flow.PackageTransfer:
		return transfers[name]
	case u.Callee.Pkg().Path() == flow.PackageManager && name == "PutObject":
		return uploads
	case u.Callee.Pkg().Path() == flow.PackageManager:
		return downloads
	}
	op, ok := operation.Parse(name)
	if !ok {
		return nil
	}
	return &transfer{operations: []operation.ID{op}}
}
