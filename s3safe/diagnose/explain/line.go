package explain

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// said is what a line of a log tells of S3's answer.
type said struct {
	operation, code, message, requestID, hostID string
	status                                      int
	document                                    *S3Error // if S3's document is in it
}

// A lineForm is how a client writes an error. The groups of the expression have the
// names of what they hold.
type lineForm struct {
	mark string // what a text of the form has in it, so that the others cost nothing
	expr string
}

// The forms, the most telling first.
var lineForms = []lineForm{
	// The SDK for Go; Terraform, rclone and others print it.
	{"operation error S3: ", `operation error S3: (?P<operation>\w+), (?:exceeded maximum number of attempts, \d+, )?https? response error StatusCode: (?P<status>\d+), RequestID: (?P<request>[^,]*), HostID: (?P<host>[^,]*), (?:api error )?(?P<code>[\w.]+): ?(?P<message>.*)$`},
	{"operation error S3: ", `operation error S3: (?P<operation>\w+), .*?\bapi error (?P<code>[\w.]+): ?(?P<message>.*)$`},
	// botocore, and so boto3 and the AWS CLI.
	{"An error occurred (", `An error occurred \((?P<code>[\w.]+)\) when calling the (?P<operation>\w+) operation(?: \([^)]*\))?: ?(?P<message>.*)$`},
	// The SDK for Java, first and second version.
	{"Error Code: ", `^(?:.*?Exception: )?(?P<message>.*?) \(Service: [^;]*; Status Code: (?P<status>\d+); Error Code: (?P<code>[\w.]+); Request ID: (?P<request>[^;)]*)(?:; S3 Extended Request ID: (?P<host>[^;)]*))?`},
	{"Status Code: ", `^(?:.*?(?P<type>\w+)Exception: )?(?P<message>.*?) \(Service: S3, Status Code: (?P<status>\d+), Request ID: (?P<request>[^,)]*)(?:, Extended Request ID: (?P<host>[^,)]*))?`},
	// The SDK for JavaScript, third version, as Node prints an error.
	{"httpStatusCode", `(?:^|\s)(?P<code>[A-Z][\w.]+)(?: \[Error\])?: (?P<message>.*?)(?: at \S.*?)? \{.*?httpStatusCode: (?P<status>\d+)(?:, requestId: '?(?P<request>[^',]*)'?)?(?:, extendedRequestId: '?(?P<host>[^',]*)'?)?`},
	// The first version of the SDK for Go, which older rclone and Terraform use.
	{"status code: ", `(?:^|[\s:])(?P<code>[A-Z][\w.]+): (?P<message>.*?),? status code: (?P<status>\d+), request id: (?P<request>[^,\s]*)(?:, host id: (?P<host>[^,\s]*))?`},
	// The SDK for Rust.
	{"aws_request_id", `code: "(?P<code>[\w.]+)", message: "(?P<message>[^"]*)".*?aws_request_id: "(?P<request>[^"]*)"`},
}

var lineExpressions = sync.OnceValue(func() []*regexp.Regexp {
	list := make([]*regexp.Regexp, len(lineForms))
	for i, f := range lineForms {
		list[i] = regexp.MustCompile(f.expr)
	}
	return list
})

// maxLogText bounds what is read of an error's text.
const maxLogText = 64 << 10

var (
	calledPHP  = regexp.MustCompile(`Error executing "(\w+)"`)
	lineEnds   = regexp.MustCompile(`\s*[\r\n]+[\s│╷╵|]*`)
	errorStart = regexp.MustCompile(`<Error[\s>]`)
)

// readLine reads S3's answer out of an error's text, in whatever form a client writes
// it.
func readLine(text string) (s said, ok bool) {
	if len(text) > maxLogText {
		text = text[:maxLogText]
	}
	if at := errorStart.FindStringIndex(text); at != nil {
		if document, err := ParseError([]byte(text[at[0]:])); err == nil {
			s.document = document
			s.code, s.message, s.requestID, s.hostID = document.Code, document.Message, document.RequestID, document.HostID
			if m := calledPHP.FindStringSubmatch(text); m != nil {
				s.operation = m[1]
			}
			return s, true
		}
	}
	// Programs wrap lines, and draw frames around them.
	text = strings.TrimSpace(lineEnds.ReplaceAllString(text, " "))
	for i, f := range lineForms {
		if !strings.Contains(text, f.mark) {
			continue
		}
		expr := lineExpressions()[i]
		m := expr.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		for j, name := range expr.SubexpNames() {
			v := strings.TrimSpace(m[j])
			switch name {
			case "operation":
				s.operation = v
			case "code":
				s.code = v
			case "type":
				// A type of its own is named after the code.
				if v != "S3" && s.code == "" {
					s.code = v
				}
			case "message":
				s.message = v
			case "request":
				s.requestID = v
			case "host":
				s.hostID = v
			case "status":
				s.status, _ = strconv.Atoi(v)
			}
		}
		if s.message == "null" || s.message == "UnknownError" {
			s.message = ""
		}
		return s, s.code != "" || s.status != 0
	}
	return said{}, false
}
