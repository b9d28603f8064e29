//go:build race

package verify

// A run under the race detector tries fewer rules.
const everyNth = 12
