//go:build !race

package verify

// A third of the rules show what the command does; command proof tries all on the same
// server.
const everyNth = 3
