//go:build !race

package strict_test

// transfer is how many bytes the test of streaming sends each way.
const transfer = 1 << 30
