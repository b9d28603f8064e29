//go:build !unix

package state

const openNonblock = 0
