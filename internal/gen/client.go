package main

// client emits the drop-in client's methods. Each does no more than put the
// guard back that a call's options may have removed.
func client(e *emitter) {
	s := &source{}
	s.printf("package s3safe\n\nimport (\n\t\"context\"\n\n\t\"github.com/aws/aws-sdk-go-v2/service/s3\"\n)\n")
	for _, op := range e.sdk.Operations {
		s.printf(`
// %[1]s calls the operation of the same name, guarded; see [s3.Client.%[1]s].
func (c *Client) %[1]s(ctx context.Context, in *s3.%[1]sInput, optFns ...func(*s3.Options)) (*s3.%[1]sOutput, error) {
	return c.Client.%[1]s(background(ctx), in, c.protect(optFns)...)
}
`, op.Name)
	}
	e.add("s3safe/client_gen.go", s)
}
