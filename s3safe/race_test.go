//go:build race

package s3safe_test

const raceDetector = true
