package aws

import (
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

var noTime time.Time

func textValue(s string) compat.Value { return compat.StringValue(s) }
