// Package diagnose explains the errors that only S3 can judge, and those that
// arise between the client and S3.
//
//	recorder := diagnose.NewRecorder()
//	client := s3.NewFromConfig(cfg, recorder.Option())
//	_, err := client.PutObject(ctx, in)
//	for _, c := range recorder.Failures() {
//		fmt.Println(diagnose.Explain(err, c))
//	}
//
// A [Capture] holds what is known of one attempt: the operation and its members,
// the endpoint, the signature, the headers as signed and as sent, and S3's
// answer. It never holds a secret: values are taken over by allow-list.
package diagnose
