//go:build race

package main

// Under the race detector everything takes several times as long, and it isn't
// the rules that it looks for.
const everyNth = 8
