package main

// client emits the drop-in client's methods. Each does no more than put the
// guard back that a call's options may have removed.
func client(e *emitter) {
	s := &source{}
	s.printf("package s3safe\n\nimport (\n\t\"context\"\n\n\t\"github.com/aws/aws-sdk-go-v2/service/s3\"\n)\n")
	for _, op := range e.sdk.Operations {
		s.printf(`
// %[1]s %[2]s
// The call is guarded; see [s3.Client.%[1]s].
func (c *Client) %[1]s(ctx context.Context, in *s3.%[1]sInput, optFns ...func(*s3.Options)) (*s3.%[1]sOutput, error) {
	return c.Client.%[1]s(background(ctx), in, c.protect(optFns)...)
}
`, op.Name, e.meaning(op.Name))
	}
	e.add("s3safe/client_gen.go", s)
	calls(e)
}

// calls emits a switch over the inputs: what is called by an input.
func calls(e *emitter) {
	s := &source{}
	s.printf("package s3safe\n\nimport (\n\t\"context\"\n\n\t\"github.com/aws/aws-sdk-go-v2/service/s3\"\n)\n")
	s.printf("\n// callByInput calls the operation that the input is of. It returns nil for another type.\n")
	s.printf("func callByInput(ctx context.Context, c *s3.Client, input any) (err error) {\n\tswitch in := input.(type) {\n")
	for _, op := range e.sdk.Operations {
		s.printf("\tcase *s3.%[1]sInput:\n\t\t_, err = c.%[1]s(ctx, in)\n", op.Name)
	}
	s.printf("\t}\n\treturn err\n}\n")
	e.add("s3safe/calls_gen.go", s)
}
