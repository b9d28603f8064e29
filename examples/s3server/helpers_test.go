package s3server

import (
	"crypto/tls"
	"net"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go/middleware"
)

// unsignedPayload lets the SDK send a body it can't rewind.
func unsignedPayload(stack *middleware.Stack) error {
	return v4.SwapComputePayloadSHA256ForUnsignedPayloadMiddleware(stack)
}

func (s *Server) dialForTest(host string) (net.Conn, error) {
	if s.pool != nil {
		return tls.Dial("tcp", host, &tls.Config{RootCAs: s.pool})
	}
	return net.Dial("tcp", host)
}
