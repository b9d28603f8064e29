//go:build race

package strict_test

// transfer is how many bytes the test of streaming sends each way: the race detector
// makes that slow.
const transfer = 32 << 20
