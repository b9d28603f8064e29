//go:build race

package explain

const raceDetector = true
