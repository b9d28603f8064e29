package s3safe

import (
	"context"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
	"github.com/s3safe/s3safe-go/s3safe/internal/shape"
)

// checkTransfer is Check for an input of the transfer manager; of another one it
// returns the error.
func (g *guard) checkTransfer(input any, otherwise error) error {
	rejected, c, is, err := g.transferred(input)
	if !is {
		return otherwise
	}
	defer c.release()
	if err != nil || len(rejected) == 0 {
		return err
	}
	return &IncompatibleError{Operation: c.request.Operation.String(), Findings: rejected, Store: g.storeName(c)}
}

// transferred judges an input of the transfer manager by the requests that become
// of it. An upload is one request or a multipart upload, which its size and the
// manager's options decide: it is rejected if both would be.
func (g *guard) transferred(input any) (rejected []compat.Finding, c *call, is bool, err error) {
	inspected := func(in any) ([]compat.Finding, *call, error) {
		c := calls.Get().(*call)
		found, _, _, err := g.inspect(in, c, false)
		return found, c, err
	}
	if in := shape.ReadOf(input); in != nil {
		rejected, c, err = inspected(in)
		return rejected, c, true, err
	}
	upload := shape.UploadOf(input)
	if upload == nil {
		return nil, nil, false, nil
	}
	rejected, c, err = inspected(upload.Put)
	if err != nil || len(rejected) == 0 {
		return rejected, c, true, err
	}
	begun, other, err := inspected(upload.Create)
	other.release()
	if err == nil && len(begun) == 0 && len(g.completed(upload)) == 0 {
		rejected = nil
	}
	return rejected, c, true, err
}

// completed judges the completion of an upload of which neither id nor parts are
// known yet.
func (g *guard) completed(upload *shape.Upload) []compat.Finding {
	c := calls.Get().(*call)
	defer c.release()
	ctx := context.Background()
	if !sdk.Describe(upload.Complete, &c.request) {
		return nil
	}
	for _, m := range [...]compat.Member{member.UploadId, member.MultipartUpload} {
		c.request.Unsure.Add(m)
	}
	c.request.Now, c.request.Signature = g.clock.now(), g.signature
	if g.states != nil {
		known.Add(ctx, &c.request, g.states)
	}
	found := g.judgeEndpoint(ctx, upload.Complete, c)
	found = append(found, g.catalog.Check(&c.request, nil)...)
	stop, _ := g.sort(ctx, Enforce, &c.request, g.storeHere(c), append(found, g.checkStore(c, c.request.Signature)...))
	return stop
}
