package sidecar

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/printable"
	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// line is what is written of a request with findings, or of one that couldn't be read.
type line struct {
	Time      time.Time        `json:"time"`
	Operation string           `json:"operation,omitempty"`
	Bucket    string           `json:"bucket,omitempty"`
	Rejected  bool             `json:"rejected"`
	Status    int              `json:"status,omitempty"`
	Code      string           `json:"code,omitempty"`
	Findings  []compat.Finding `json:"findings,omitempty"`
	Unread    string           `json:"unread,omitempty"`
}

// lines writes findings, one a line.
type lines struct {
	mu  sync.Mutex
	to  io.Writer
	log *slog.Logger
}

func (l *lines) write(ctx context.Context, e strict.Event) {
	x := line{
		Time: time.Now().UTC(), Operation: e.Operation, Bucket: e.Bucket, Rejected: e.Rejected,
		Status: e.Answer.Status, Code: e.Answer.Code, Findings: e.Findings,
	}
	if e.Err != nil {
		x.Unread = printable.Line(e.Err.Error())
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(x)
	if err == nil {
		l.mu.Lock()
		_, err = l.to.Write(append(bytes.TrimRight(printable.JSON(b.Bytes()), "\n"), '\n'))
		l.mu.Unlock()
	}
	if err != nil {
		l.log.ErrorContext(ctx, "s3safe: a finding can't be written", slog.String("reason", printable.Line(err.Error())))
	}
}
