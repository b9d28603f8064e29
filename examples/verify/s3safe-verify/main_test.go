package main

import (
	"bytes"
	"strings"
	"testing"
)

// What is asked for wrongly is told, with the status for it, and nothing is sent.
func TestUse(t *testing.T) {
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_CONFIG_FILE", "/dev/null")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
	for _, c := range []struct {
		args   string
		status int
		says   string
	}{
		{"sweep", 2, `there is no command "sweep"`},
		{"run more", 2, `"more" is more than run takes`},
		{"-rule no-such-rule -region us-east-1", 2, `no rule has the id "no-such-rule"`},
		{"-store nowhere -endpoint http://127.0.0.1:1 -region us-east-1", 2, `no store has the id "nowhere"`},
		{"-store minio -region us-east-1", 2, "they need -endpoint"},
		{"-no-such-flag", 2, "flag provided but not defined"},
		{"-dry-run -region us-east-1 -rule acl-disabled -prefix x-", 1, "the prefix"},
		{"-dry-run -region us-east-1 -rule acl-disabled -prefix sthree-", 1, "takes no bucket"},
		{"-dry-run -region us-east-1 -rule acl-disabled -rate 0.1", 1, "0.1 requests a second"},
		{"-dry-run -region us-east-1 -rule acl-disabled", 0, "at most $0.01"},
		{"policy -region cn-north-1 -account 111122223333", 0, "arn:aws-cn:s3:::s3safe-verify-*"},
		{"parity one -region us-east-1", 2, "parity takes two buckets"},
	} {
		var out, errs bytes.Buffer
		status := command(t.Context(), strings.Fields(c.args), &out, &errs)
		if said := out.String() + errs.String(); status != c.status || !strings.Contains(said, c.says) {
			t.Errorf("%s: status %d, want %d: %s", c.args, status, c.status, said)
		}
	}
}
