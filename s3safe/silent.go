package s3safe

import (
	"context"
	"math"

	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

// logIgnored logs, through the client's logger, what S3 silently ignores of a request,
// each finding once. It is for clients whose findings nobody asked for: the loss of a
// part of a request shows nowhere else.
func (g *guard) logIgnored(ctx context.Context, c *call, found []compat.Finding) {
	logger := middleware.GetLogger(ctx)
	if _, none := logger.(logging.Nop); none || logger == nil {
		return
	}
	for _, f := range found {
		if f.Rule.Effect != compat.Ignored || f.Rule.Doubt != "" {
			continue
		}
		e := Event{Operation: c.request.Operation.String()}
		if _, due := g.silent.due(e, f, nil); !due {
			continue
		}
		text := "s3safe: " + e.Operation + ": " + f.Text() + ". " + f.Remedy() + " [" + f.Rule.ID + "]"
		if page := aws.Page(f.Rule); page != "" {
			text += " " + page
		}
		logger.Logf(logging.Warn, "%s (logged once; s3safe.OnFinding and s3safe.LogFindings tell every time)", text)
	}
}

// once is an interval that doesn't end.
const once = math.MaxInt64
