package s3safe

import "github.com/s3safe/s3safe-go/compat"

// Unsent returns the findings for which the request wasn't sent. It tells code that
// has only an error, such as package diagnose, that there was no answer of S3.
func (e *IncompatibleError) Unsent() []compat.Finding { return e.Findings }
