package main

import (
	"errors"
	"fmt"
	"strings"

	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/s3safe"
)

// explanation is what the guard says, without the SDK's wrapping.
func explanation(err error) string {
	var stopped *s3safe.IncompatibleError
	if errors.As(err, &stopped) {
		return stopped.Error()
	}
	return err.Error()
}

// answer is what the server said, without the ids that differ from run to run.
func answer(err error) string {
	var status *smithyhttp.ResponseError
	var api smithy.APIError
	if errors.As(err, &status) && errors.As(err, &api) {
		return fmt.Sprintf("%d %s: %s", status.HTTPStatusCode(), api.ErrorCode(), api.ErrorMessage())
	}
	return err.Error()
}

func indent(text string) string {
	return "   " + strings.ReplaceAll(text, "\n", "\n   ")
}
