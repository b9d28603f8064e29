package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// An empty location sends an empty header, of which no answer is known.
func redirectElsewhere() *compat.Predicate {
	return compat.Text("begins with none of /, http:// and https://", func(s string) bool {
		s = headerValue(s)
		return s != "" && !strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://")
	}, []any{"index.html", "ftp://example.com/", "www.example.com"}, []any{"/index.html", "https://example.com/", "http://example.com/a?b"})
}

// The name of the header counts.
const maxRedirect = maxSystemMetadata - len("x-amz-website-redirect-location")

func redirectTooLong() *compat.Predicate {
	return compat.Longer("is longer than 2 KB, together with the header's name", maxRedirect,
		[]any{"/" + strings.Repeat("a", maxRedirect)}, []any{"/" + strings.Repeat("a", maxRedirect-1), "/a"})
}

// websiteRedirectRules are the rules about WebsiteRedirectLocation, the
// redirect of a single object.
func websiteRedirectRules() []compat.Rule {
	return []compat.Rule{
		{
			ID:         "website-redirect-prefix",
			Topic:      "website redirect",
			Title:      "An object redirects to a key of its bucket, after a slash, or to an HTTP URL",
			Problem:    "WebsiteRedirectLocation begins with none of /, http:// and https://",
			Remedy:     "Put a slash before it",
			Operations: with(member.WebsiteRedirectLocation),
			When:       compat.Matches(member.WebsiteRedirectLocation, redirectElsewhere()),
			Answer: compat.Answer{Status: 400, Code: "InvalidRedirectLocation",
				Message: "The website redirect location must have a prefix of 'http://' or 'https://' or '/'."},
			Why:     "A location that begins with a slash is an object of the same bucket; anything else must be a full URL.",
			Fix:     "Put a slash before the key, or https:// before the host name.",
			Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html", "https://github.com/laurilehmijoki/s3_website/issues/99", "recorded:ls-c-0091"},
			Violating: []compat.Case{
				compat.Given(operation.PutObject, member.WebsiteRedirectLocation, "about.html"),
				compat.Given(operation.CopyObject, member.WebsiteRedirectLocation, "www.example.com"),
			},
			Allowed: []compat.Case{
				compat.Given(operation.PutObject, member.WebsiteRedirectLocation, "/about.html"),
				compat.Given(operation.CreateMultipartUpload, member.WebsiteRedirectLocation, "https://www.example.com/"),
			},
		},
		{
			ID:         "website-redirect-length",
			Topic:      "website redirect",
			Title:      "A redirect location is at most 2 KB long",
			Problem:    "WebsiteRedirectLocation has {length WebsiteRedirectLocation} bytes, more than 2 KB with its name",
			Remedy:     "Shorten it",
			Operations: with(member.WebsiteRedirectLocation),
			When:       compat.Matches(member.WebsiteRedirectLocation, redirectTooLong()),
			Answer:     compat.Answer{Status: 400, Code: "MetadataTooLarge", Message: "Your metadata headers exceed the maximum allowed metadata size"},
			Why:        "The location is kept in the object's system metadata, of which there may be 2 KB with the names of the headers.",
			Fix:        "Use a shorter URL, or a routing rule of the bucket's website configuration.",
			Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html", argminRedirects},
			Violating:  []compat.Case{compat.Given(operation.PutObject, member.WebsiteRedirectLocation, "/"+strings.Repeat("a", maxRedirect))},
			Allowed:    []compat.Case{compat.Given(operation.PutObject, member.WebsiteRedirectLocation, "/"+strings.Repeat("a", maxRedirect-1))},
		},
	}
}
