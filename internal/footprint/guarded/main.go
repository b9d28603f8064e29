// Guarded makes one call with the guard.
package main

import (
	"github.com/s3safe/s3safe-go/internal/footprint/call"
	"github.com/s3safe/s3safe-go/s3safe"
)

func main() { call.One(s3safe.Guard()) }
