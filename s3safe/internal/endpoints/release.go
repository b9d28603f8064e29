package endpoints

import (
	"reflect"
	"runtime"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// The SDK's resolver is known from this release on to that one: TestResolverReads reads
// the source of the one that is linked in. Of a newer one it isn't known whether it reads
// the key, and of what isn't a release of the SDK's, such as a vendored one, nothing is.
var oldest, newest = release{1, 112, 0}, release{1, 114, 10}

// known is set if the SDK that is linked in is one of them.
var known = func() bool {
	r, ok := linked()
	return ok && !r.before(oldest) && !newest.before(r) &&
		reflect.TypeFor[s3.EndpointParameters]().NumField() == parameters
}()

type release [3]int

func (r release) before(o release) bool {
	for i := range r {
		if r[i] != o[i] {
			return r[i] < o[i]
		}
	}
	return false
}

// linked returns the release of the SDK that is linked in: the paths of its source files
// tell it, in tests too.
func linked() (release, bool) {
	f := runtime.FuncForPC(reflect.ValueOf(s3.NewDefaultEndpointResolverV2).Pointer())
	if f == nil {
		return release{}, false
	}
	file, _ := f.FileLine(f.Entry())
	return releaseOf(file)
}

// releaseOf returns the release that the path of one of the SDK's files names.
func releaseOf(file string) (r release, ok bool) {
	_, after, found := strings.Cut(file, "github.com/aws/aws-sdk-go-v2/service/s3@v")
	if !found {
		return r, false
	}
	version, _, _ := strings.Cut(after, "/")
	parts := strings.Split(version, ".")
	if len(parts) != len(r) {
		return r, false
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			return r, false // such as a pseudo-version
		}
		r[i] = n
	}
	return r, true
}
