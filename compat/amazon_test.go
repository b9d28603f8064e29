package compat

import "testing"

func TestAmazonDomain(t *testing.T) {
	for host, want := range map[string]string{
		"reports.s3.us-east-1.amazonaws.com":       ".amazonaws.com",
		"s3.cn-north-1.amazonaws.com.cn":           ".amazonaws.com.cn",
		"s3.dualstack.eusc-de-east-1.amazonaws.eu": ".amazonaws.eu",
		"reports.s3.us-east-1.amazonaws.com.":      ".amazonaws.com",
		"s3.cn-north-1.amazonaws.com.cn.":          ".amazonaws.com.cn",
		"s3.amazonaws.com..":                       "",
		"amazonaws.com.example.org.":               "",
		".":                                        "",
		"localhost":                                "",
		"amazonaws.com.example.org":                "",
		"notamazonaws.com":                         "",
		"":                                         "",
	} {
		if got, ok := AmazonDomain(host); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %v", host, got, ok)
		}
	}
}
