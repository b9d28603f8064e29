package explain

import (
	"slices"
	"sync"

	"github.com/s3safe/s3safe-go/compat/aws"
)

// furtherStatuses are the statuses of codes that no rule of the catalogue has, since
// they depend on keys, clocks, tokens and connections. Source: AWS's list of error
// responses, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.
var furtherStatuses = map[string]int{
	"ExpiredToken":       400,
	"InvalidAccessKeyId": 403,
	"InvalidToken":       400,
}

// codeStatuses are the statuses with which S3 gives a code.
var codeStatuses = sync.OnceValue(func() map[string][]int {
	statuses := map[string][]int{}
	add := func(code string, status int) {
		if code != "" && !slices.Contains(statuses[code], status) {
			statuses[code] = append(statuses[code], status)
		}
	}
	for _, r := range aws.WireCatalog().Rules() {
		add(r.Answer.Code, r.Answer.Status)
	}
	for code, status := range furtherStatuses {
		add(code, status)
	}
	return statuses
})

// givenWith reports whether S3 gives a code with the status.
func givenWith(code string, status int) bool { return slices.Contains(codeStatuses()[code], status) }
