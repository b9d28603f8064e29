package wire

import "errors"

// ErrNotDecodable is what an *Error is if S3's answer to the request isn't known:
// errors.Is(err, ErrNotDecodable). The request may well be one that S3 accepts, so
// it should be sent.
var ErrNotDecodable = errors.New("wire: the request can't be decoded")

// Error says why a request couldn't be decoded. It has nothing of the request in
// it but names that the API defines.
type Error struct {
	// Status, Code and Message are Amazon S3's answer to such a request. Status is
	// 0 and Code empty if it isn't known; then the error is [ErrNotDecodable].
	Status  int
	Code    string
	Message string

	// Reason says what is wrong with the request.
	Reason string

	err error // reading the body
}

// Error implements error.
func (e *Error) Error() string {
	if e.Code == "" {
		return "wire: the request can't be decoded: " + e.Reason
	}
	return "wire: S3 answers " + e.Code + ": " + e.Reason
}

// Is reports whether the target is ErrNotDecodable and S3's answer isn't known.
func (e *Error) Is(target error) bool { return target == ErrNotDecodable && e.Code == "" }

// Unwrap returns the error of the body's reader, if that is the cause.
func (e *Error) Unwrap() error { return e.err }

func notDecodable(reason string) *Error { return &Error{Reason: reason} }

func methodNotAllowed(reason string) *Error {
	return &Error{Status: 405, Code: "MethodNotAllowed", Message: "The specified method is not allowed against this resource.", Reason: reason}
}

// keyNotExpected is the answer to a listing of multipart uploads under a key.
//
// https://github.com/cinely/mule-uploader/issues/17
func keyNotExpected(reason string) *Error {
	return &Error{Status: 400, Code: "InvalidRequest", Message: "Key is not expected for the GET method ?uploads subresource", Reason: reason}
}

func invalidURI(reason string) *Error {
	return &Error{Status: 400, Code: "InvalidURI", Message: "Couldn't parse the specified URI.", Reason: reason}
}

func malformedXML(reason string) *Error {
	return &Error{
		Status: 400, Code: "MalformedXML", Reason: reason,
		Message: "The XML you provided was not well-formed or did not validate against our published schema",
	}
}

func badRequest(reason string) *Error {
	return &Error{Status: 400, Code: "BadRequest", Message: "An error occurred when parsing the HTTP request.", Reason: reason}
}
