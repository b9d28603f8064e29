//go:build unix

package cli

import (
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"syscall"
	"testing"
	"time"
)

// TestProxyTerminated: SIGTERM ends the proxy in an orderly way, when the request under
// way is answered.
func TestProxyTerminated(t *testing.T) {
	arrived := make(chan struct{})
	upstream := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(arrived)
		time.Sleep(200 * time.Millisecond)
	}))
	defer upstream.Close()
	var out, errs written
	code := make(chan int, 1)
	go func() {
		code <- Main([]string{"proxy", "--upstream", upstream.URL, "--listen", "127.0.0.1:0"}, nil, &out, &errs)
	}()
	address := regexp.MustCompile(`address=(\S+)`)
	var at []string
	for deadline := time.Now().Add(10 * time.Second); at == nil && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		at = address.FindStringSubmatch(errs.String())
	}
	if at == nil {
		t.Fatalf("it doesn't listen: %s", errs.String())
	}
	status := make(chan int, 1)
	go func() {
		answer, err := http.Get("http://" + at[1] + "/reports/k")
		if err != nil {
			status <- 0
			return
		}
		answer.Body.Close()
		status <- answer.StatusCode
	}()
	<-arrived
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if got := <-status; got != http.StatusOK {
		t.Errorf("the request under way is answered with %d", got)
	}
	if got := <-code; got != nothing {
		t.Errorf("exit status %d: %s", got, errs.String())
	}
}
