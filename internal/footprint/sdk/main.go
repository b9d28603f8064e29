// Sdk makes one call with the SDK alone.
package main

import "github.com/s3safe/s3safe-go/internal/footprint/call"

func main() { call.One() }
