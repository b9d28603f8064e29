package sdk

// One command writes all generated files of the module, wherever they are.
//go:generate go run ../../internal/gen
