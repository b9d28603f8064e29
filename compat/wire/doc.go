// Package wire reads an HTTP request back into a request of the engine, so that
// the requests of any client can be judged by a catalogue.
//
//	message, err := wire.Decode(request)
//	if errors.Is(err, wire.ErrNotDecodable) {
//		// Nothing is known of it: send it.
//	}
//	for _, f := range aws.Catalog().Check(&message.Request, nil) {
//		log.Println(f.Rule.ID, f.Problem)
//	}
//
// The operation follows from method, host, path and parameters; headers,
// parameters and XML documents become members. All of it is generated from the
// same release of service/s3 as package compat/sdk.
package wire
