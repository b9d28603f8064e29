package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketwebsite"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A bucket serves a website.
func ExampleServeDocuments() {
	optest.Print(putbucketwebsite.General("reports-2026", opt.ServeDocuments("index.html").ErrorDocument("error.html")))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?website=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: 0WvhxA==
	// <WebsiteConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ErrorDocument><Key>error.html</Key></ErrorDocument><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>
}

// A bucket redirects everything.
func ExampleRedirectAll() {
	optest.Print(putbucketwebsite.General("reports-2026", opt.RedirectAll("example.com").Over(opt.HTTPS)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?website=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: /Zqo9w==
	// <WebsiteConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><RedirectAllRequestsTo><HostName>example.com</HostName><Protocol>https</Protocol></RedirectAllRequestsTo></WebsiteConfiguration>
}

// Old paths lead to new ones.
func ExampleRouteToPrefix() {
	optest.Print(putbucketwebsite.General("reports-2026", opt.ServeDocuments("index.html").Routes(opt.RouteToPrefix("documents/").WhenPrefix("docs/"))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?website=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: /yBNMQ==
	// <WebsiteConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IndexDocument><Suffix>index.html</Suffix></IndexDocument><RoutingRules><RoutingRule><Condition><KeyPrefixEquals>docs/</KeyPrefixEquals></Condition><Redirect><ReplaceKeyPrefixWith>documents/</ReplaceKeyPrefixWith></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>
}

// Errors lead to a page.
func ExampleRouteToKey() {
	optest.Print(putbucketwebsite.General("reports-2026", opt.ServeDocuments("index.html").Routes(opt.RouteToKey("gone.html").WhenError("404"))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?website=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: kR3Gvg==
	// <WebsiteConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IndexDocument><Suffix>index.html</Suffix></IndexDocument><RoutingRules><RoutingRule><Condition><HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals></Condition><Redirect><ReplaceKeyWith>gone.html</ReplaceKeyWith></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>
}

// A part of the website is elsewhere.
func ExampleRouteToHost() {
	optest.Print(putbucketwebsite.General("reports-2026", opt.ServeDocuments("index.html").Routes(opt.RouteToHost("blog.example.com").WhenPrefix("blog/"))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?website=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: 31XPEA==
	// <WebsiteConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IndexDocument><Suffix>index.html</Suffix></IndexDocument><RoutingRules><RoutingRule><Condition><KeyPrefixEquals>blog/</KeyPrefixEquals></Condition><Redirect><HostName>blog.example.com</HostName></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>
}

// A part of the website needs HTTPS.
func ExampleRouteOver() {
	optest.Print(putbucketwebsite.General("reports-2026", opt.ServeDocuments("index.html").Routes(opt.RouteOver(opt.HTTPS).WhenPrefix("account/"))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?website=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: vb0qZA==
	// <WebsiteConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IndexDocument><Suffix>index.html</Suffix></IndexDocument><RoutingRules><RoutingRule><Condition><KeyPrefixEquals>account/</KeyPrefixEquals></Condition><Redirect><Protocol>https</Protocol></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>
}
