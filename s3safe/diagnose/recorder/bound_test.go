package recorder

import (
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
)

// However long the texts of error documents are, a full ring holds no more of them
// than the Recorder's documentation says.
func TestRingBound(t *testing.T) {
	const keep, long = 50, 64 << 10
	x := strings.Repeat("x", long)
	for name, c := range map[string]struct {
		body   string
		header []string
	}{
		"message":             {body: errorOf("InvalidRequest", x)},
		"code":                {body: errorOf(x, "no")},
		"ids":                 {body: "<Error><Code>InvalidRequest</Code><Message>no</Message><RequestId>" + x + "</RequestId><HostId>" + x + "</HostId></Error>"},
		"other elements":      {body: "<Error><Code>InvalidRequest</Code><Message>no</Message>" + strings.Repeat("<Key>"+x[:1000]+"</Key>", 64) + "</Error>"},
		"a canonical request": {body: "<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message><CanonicalRequest>GET\n/" + x + "</CanonicalRequest></Error>"},
		"many headers":        {body: "<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message><CanonicalRequest>GET\n/\n\n" + strings.Repeat("range:"+x[:60]+"\n", 160) + "\nrange\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>"},
		"what is escaped":     {body: "<Error><Code>InvalidArgument</Code><Message>no</Message>" + strings.Repeat("<Detail>"+strings.Repeat("\u202e", 300)+"</Detail><Condition>&#x9b;"+strings.Repeat("\u202e", 300)+"</Condition>", 64) + "</Error>"},
		"header":              {body: errorOf("InvalidRequest", "no"), header: []string{"Server", x, "X-Own", x}},
	} {
		t.Run(name, func(t *testing.T) {
			r := NewRecorder(Keep(keep))
			client := diagtest.Client(func(req *http.Request) (*http.Response, error) {
				// Each answer has texts of its own, as those from a connection have.
				header := make([]string, len(c.header))
				for i, s := range c.header {
					header[i] = strings.Clone(s)
				}
				return diagtest.Answering(400, c.body, header...)(req)
			}, r.Option(), func(o *s3.Options) { o.Retryer = aws.NopRetryer{} })
			before := heap()
			for range 2 * keep {
				_, _ = client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("k")})
			}
			each := (heap() - before) / keep
			t.Logf("%d bytes for each failure", each)
			if len(r.ring) != keep || each > 24<<10 {
				t.Errorf("%d failures, each %d bytes", len(r.ring), each)
			}
			for _, c := range r.Failures() {
				for _, s := range append(c.Answer.Header["Server"], c.Answer.Code, c.Answer.Message, c.Answer.RequestID, c.Answer.HostID) {
					if len(s) > 4<<10+len("…") {
						t.Fatalf("a text of %d bytes", len(s))
					}
				}
			}
			if each := (heap() - before) / keep; each > 24<<10 {
				t.Errorf("captures of %d bytes", each)
			}
			runtime.KeepAlive(r)
		})
	}
}

// heap returns how many bytes are in use.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what was in a pool
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
