package diagtest

import (
	"bytes"
	"testing"
)

// Secrets are put into every place of a request that holds secrets.
var Secrets = []string{"AKIAPLANTED0SECRET00", "plantedSessionToken/+==", "planted-signature-0123456789", "cGxhbnRlZCBjdXN0b21lciBrZXkgMDEyMzQ1Njc4OTA=", "planted-cookie-value"}

// NoSecrets fails the test if a text has one of the Secrets.
func NoSecrets(t *testing.T, what string, text []byte) {
	t.Helper()
	for _, s := range Secrets {
		if bytes.Contains(text, []byte(s)) {
			t.Errorf("%s holds the secret %q:\n%s", what, s, text)
		}
	}
}
