package peers

import (
	"strings"
	"testing"
)

// TestSameRules: the peers judge by the same rules: none finds fault with a request
// that breaks none, and each finds every rule that is broken.
func TestSameRules(t *testing.T) {
	long := strings.Repeat("a", 3000)
	broken := []func(*Put){
		func(p *Put) { p.Bucket = "ab" },
		func(p *Put) { p.Bucket = long[:64] },
		func(p *Put) { p.Key = "" },
		func(p *Put) { p.Key = long },
		func(p *Put) { p.ContentType = long },
		func(p *Put) { p.CacheControl = long },
		func(p *Put) { p.ContentLanguage = long },
		func(p *Put) { p.StorageClass = "COLD" },
		func(p *Put) { p.Encryption = "rot13" },
		func(p *Put) { p.Encryption = "" },
		func(p *Put) { p.CustomerAlgorithm = "AES256" },
		func(p *Put) { p.KMSKey = long },
		func(p *Put) { p.ExpectedOwner = "1234" },
		func(p *Put) { p.IfNoneMatch = "etag" },
		func(p *Put) { p.IfMatch = "etag" },
		func(p *Put) { p.ACL = "everybody" },
		func(p *Put) { p.ACL, p.GrantRead = "private", "id=1" },
		func(p *Put) { p.LockMode, p.RetainUntil = "SOFT", "2030" },
		func(p *Put) { p.LockMode = "GOVERNANCE" },
		func(p *Put) { p.Tagging = long },
	}
	if len(broken) != Rules || len(expressions) != Rules {
		t.Fatalf("%d requests and %d expressions for %d rules", len(broken), len(expressions), Rules)
	}
	judges, err := Judges()
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range judges {
		if j.Broken(j.Prepare(Good())) {
			t.Errorf("%s finds fault with a request that breaks no rule", j.Name)
		}
		for i, breaks := range broken {
			p := Good()
			breaks(p)
			if n := Chain(p); n != 1 {
				t.Errorf("request %d breaks %d rules", i, n)
			}
			if !j.Broken(j.Prepare(p)) {
				t.Errorf("%s misses rule %d", j.Name, i)
			}
		}
	}
}
