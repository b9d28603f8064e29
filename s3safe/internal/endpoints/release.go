package endpoints

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// The SDK's resolver is known from this release on to that one: TestResolverReads reads
// the source of the one that is linked in. Of a newer one it isn't known whether it reads
// the key, and of what isn't a release as the SDK published it nothing is.
var oldest, newest = release{1, 112, 0}, release{1, 114, 10}

// known reports whether the SDK that is linked in is one of them. Not every program that
// has this package asks.
var known = sync.OnceValue(func() bool {
	r, ok := linked()
	return ok && !r.before(oldest) && !newest.before(r) &&
		reflect.TypeFor[s3.EndpointParameters]().NumField() == parameters
})

type release [3]int

func (r release) before(o release) bool {
	for i := range r {
		if r[i] != o[i] {
			return r[i] < o[i]
		}
	}
	return false
}

// module is the SDK's module that has the resolver.
const module = "github.com/aws/aws-sdk-go-v2/service/s3"

// linked returns the release of the SDK that is linked in.
func linked() (release, bool) {
	info, ok := debug.ReadBuildInfo()
	switch {
	case !ok:
		return release{}, false // not built by the go command with modules
	case len(info.Deps) > 0:
		return releaseIn(info)
	}
	// The go command writes no modules into the test of a package that isn't a program.
	return releaseAt(resolverFile())
}

func releaseIn(info *debug.BuildInfo) (release, bool) {
	for _, m := range info.Deps {
		if m.Path == module {
			return releaseOf(m)
		}
	}
	return release{}, false
}

// releaseOf returns the release that a module is. It is one only if the go command has
// checked that it is what was published: of a module that is replaced or vendored, whose
// files may be anything, it writes down the version, but no checksum. The paths of files
// don't tell a program: with -trimpath they have the version in any case.
func releaseOf(m *debug.Module) (release, bool) {
	if m.Replace != nil || m.Sum == "" {
		return release{}, false
	}
	return parse(m.Version)
}

// releaseAt returns the release that a file of the SDK's belongs to, if it is in a module
// cache that has the checksum of that.
func releaseAt(file string) (release, bool) {
	cache, after, found := strings.Cut(filepath.ToSlash(file), "/"+module+"@")
	if !found || !filepath.IsAbs(file) { // with -trimpath it isn't
		return release{}, false
	}
	version, _, _ := strings.Cut(after, "/")
	if _, err := os.Stat(filepath.Join(cache, "cache", "download", module, "@v", version+".ziphash")); err != nil {
		return release{}, false
	}
	return parse(version)
}

// resolverFile is the path of the file that has the SDK's resolver.
func resolverFile() string {
	f := runtime.FuncForPC(reflect.ValueOf(s3.NewDefaultEndpointResolverV2).Pointer())
	if f == nil {
		return ""
	}
	file, _ := f.FileLine(f.Entry())
	return file
}

// parse reads a version, and reports whether it is a release's, not a pseudo-version.
func parse(version string) (r release, ok bool) {
	version, found := strings.CutPrefix(version, "v")
	parts := strings.Split(version, ".")
	if !found || len(parts) != len(r) {
		return release{}, false
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			return release{}, false
		}
		r[i] = n
	}
	return r, true
}
