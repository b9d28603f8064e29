package main

import (
	"fmt"
	"slices"
	"strings"
)

// program is one whose tests are run.
type program struct {
	name   string
	module string
	// dirs are the directories in which clients are made.
	dirs []string
	// service is an interface in the place of a client which the tests fill with
	// mocks; nil if there is none.
	service *service
	// packages are tested with the arguments.
	packages []string
	args     []string
	// server is set if the tests talk to a server, whose address they get from
	// these variables of the environment.
	server *serverEnv
}

// service is an interface that a program's tests mock instead of the client. Its
// calls are led through a guarded client, which hands the input to the mock after
// the guard has judged it.
type service struct {
	dir, name string // of the interface
	// field holds the service wherever it is called.
	field string
}

// serverEnv names the variables that carry a server's address and credentials.
type serverEnv struct {
	endpoint, region, accessKey, secretKey string
	rest                                   []string
}

var programs = []program{
	{
		// Replays recorded answers of Amazon S3.
		name: "gocloud", module: "gocloud.dev",
		dirs:     []string{"blob/s3blob"},
		packages: []string{"./blob/s3blob"},
	},
	{
		// Its integration test, against the embedded server, and its unit tests.
		name: "rclone", module: "github.com/rclone/rclone",
		dirs:     []string{"backend/s3"},
		packages: []string{"./backend/s3"},
		args:     []string{"-remote", "TestS3:", "-timeout", "30m"},
		server: &serverEnv{
			endpoint: "RCLONE_CONFIG_TESTS3_ENDPOINT", region: "RCLONE_CONFIG_TESTS3_REGION",
			accessKey: "RCLONE_CONFIG_TESTS3_ACCESS_KEY_ID", secretKey: "RCLONE_CONFIG_TESTS3_SECRET_ACCESS_KEY",
			rest: []string{"RCLONE_CONFIG_TESTS3_TYPE=s3", "RCLONE_CONFIG_TESTS3_PROVIDER=Other"},
		},
	},
	{
		// Its tests mock the client.
		name: "tusd", module: "github.com/tus/tusd/v2",
		dirs:     []string{"cmd/tusd/cli"},
		service:  &service{dir: "pkg/s3store", name: "S3API", field: "Service"},
		packages: []string{"./pkg/s3store", "./cmd/..."},
	},
}

// choose returns the programs with the names, all if there are none.
func choose(names []string) ([]program, error) {
	if len(names) == 0 {
		return programs, nil
	}
	var chosen []program
	for _, name := range names {
		i := slices.IndexFunc(programs, func(p program) bool { return p.name == name })
		if i < 0 {
			var known []string
			for _, p := range programs {
				known = append(known, p.name)
			}
			return nil, fmt.Errorf("no program %q: there are %s", name, strings.Join(known, ", "))
		}
		chosen = append(chosen, programs[i])
	}
	return chosen, nil
}
