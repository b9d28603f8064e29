package explain

import (
	"errors"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat/operation"
)

// said is what a line of a log tells of S3's answer.
type said struct {
	operation, code, message, requestID, hostID string

	status   int
	document *S3Error // if S3's document is in it
	service  string   // whose answer it is, if it isn't S3's
}

// answered reports whether the text has an answer of S3's to a call, such as that for
// the session of a directory bucket.
func (s *said) answered() bool { return s.service == "" && s.code != "" && s.operation != "" }

// A lineForm is how a client writes an error. The groups of the expression have the
// names of what they hold; text is code and message, with anything before them.
type lineForm struct {
	mark string // what a text of the form has in it, so that the others cost nothing
	expr string
}

// The forms, the most telling first.
var lineForms = []lineForm{
	// The SDK for Go; Terraform, rclone and others print it.
	{sdkCallMark, sdkAnswerForm},
	{sdkCallMark, sdkOtherForm},
	// botocore, and so boto3 and the AWS CLI. Where an answer has no document, the
	// code is the status.
	{"An error occurred (", `An error occurred \((?P<code>[\w.]+)\) when calling the (?P<operation>\w+) operation(?: \([^)]*\))?: ?(?P<message>.*)$`},
	// What boto3 has in ClientError.response.
	{"'ResponseMetadata'", `'Error': \{(?:'Message': '(?P<message>[^']*)', )?'Code': '(?P<code>[^']*)'(?:, 'Message': '(?P<message>[^']*)')?.*?'ResponseMetadata': \{(?:'RequestId': '(?P<request>[^']*)', )?(?:'HostId': '(?P<host>[^']*)', )?.*?'HTTPStatusCode': (?P<status>\d+)`},
	// The SDK for Java, first and second version. Without a document the first one's
	// code is "404 Not Found".
	{"Error Code: ", `^(?:.*?Exception: )?(?P<message>.*?) \(Service: [^;]*; Status Code: (?P<status>\d+); Error Code: (?P<code>[\w. ]+); Request ID: (?P<request>[^;)]*)(?:; S3 Extended Request ID: (?P<host>[^;)]*))?`},
	{"Status Code: ", `^(?:.*?(?P<type>\w+)Exception: )?(?P<message>.*?) \(Service: S3, Status Code: (?P<status>\d+), Request ID: (?P<request>[^,)]*)(?:, Extended Request ID: (?P<host>[^,)]*))?`},
	// The SDK for JavaScript, third version, as Node prints an error: the class comes
	// first if the error's name isn't that of its class.
	{"httpStatusCode", `^(?P<text>.*?)(?: at \S.*?)? \{.*?httpStatusCode: (?P<status>\d+)(?:, requestId: '?(?P<request>[^',]*)'?)?(?:, extendedRequestId: '?(?P<host>[^',]*)'?)?`},
	// Its second version.
	{"extendedRequestId: ", `^(?P<text>.*?)(?: at \S.*?)? \{.*?requestId: '?(?P<request>[^',]*)'?, extendedRequestId: '?(?P<host>[^',]*)'?.*?statusCode: (?P<status>\d+)`},
	// The first version of the SDK for Go, which older rclone and Terraform use.
	{"status code: ", `^(?P<text>.*?),? status code: (?P<status>\d+), request id: (?P<request>[^,\s]*)(?:, host id: (?P<host>[^,\s]*))?`},
	// The SDK for Rust.
	{"aws_request_id", `code: "(?P<code>[\w.]+)", message: "(?P<message>[^"]*)".*?aws_request_id: "(?P<request>[^"]*)"`},
	// What the SDK for JavaScript says of an answer without a document, where a log has
	// the first line only.
	{unknownError, `(?:^|[\s:])(?P<code>\d{3}|[A-Z]\w+): ` + unknownError + `\b`},
	// s3cmd.
	{"S3 error: ", `S3 error: (?P<status>\d+) \((?P<code>[\w.]+)\)(?:: ?(?P<message>.*))?$`},
}

var lineExpressions = sync.OnceValue(func() []*regexp.Regexp {
	list := make([]*regexp.Regexp, len(lineForms))
	for i, f := range lineForms {
		list[i] = regexp.MustCompile(f.expr)
	}
	return list
})

const (
	// maxLogText bounds what is read of an error's text.
	maxLogText = 64 << 10
	// maxMessage bounds a message: S3's have some hundred bytes.
	maxMessage = 4 << 10
	// maxLines bounds the lines that a message is wrapped into.
	maxLines = 32
)

// expression returns an expression that is compiled when it is first asked for. Programs
// that have nothing to explain start without.
func expression(form string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(form) })
}

// begins returns the beginning of a message.
func begins(message string) string {
	if len(message) <= maxMessage {
		return message
	}
	return strings.ToValidUTF8(message[:maxMessage], "")
}

var (
	// called are the ways in which an operation stands in a message or a trace: of
	// PHP, Java and JavaScript.
	called     = expression(`Error executing "(\w+)"|(?:DefaultS3(?:Async)?Client|AmazonS3Client)\.(\w+)\(|\bde_(\w+?)CommandError\b`)
	lineEnds   = expression(`\s*[\r\n]+[\s│╷╵|]*`)
	errorStart = expression(`<Error[\s>]`)
	// tails are what programs write behind an error: Terraform its place in the
	// configuration, JavaScript and Java a trace.
	tails = expression(` with (?:[\w.-]|\[[^\]]*\])+, on [^,]{1,400} line \d+(?:, |:|$)| at (?:(?:async |new )?[\w$.<>\[\]/ ]{1,200} )?\(?[^\s()]+:\d+(?::\d+)?\)?(?: |$)| at [\w$.<>/]+\([^()]*\)(?: |$)`)
	// quoteEnd ends a text that is a value in a log of keys and values, or of JSON.
	quoteEnd = expression(`"(?:\s*[,}\]]|\s+[\w.-]+=|\s*$)`)
)

// readLine reads S3's answer out of an error's text, in whatever form a client writes
// it.
func readLine(text string) (s said, ok bool) {
	if len(text) > maxLogText {
		text = text[:maxLogText]
	}
	if at := errorStart().FindStringIndex(text); at != nil {
		if document, err := ParseError([]byte(text[at[0]:])); err == nil {
			s.document = document
			s.code, s.message, s.requestID, s.hostID = document.Code, document.Message, document.RequestID, document.HostID
			s.operation = operationIn(text)
			return s, true
		}
	}
	// Programs wrap lines, and draw frames around them.
	text, joints := joined(strings.TrimSpace(text))
	service := otherServiceIn(text)
	for i, f := range lineForms {
		if !strings.Contains(text, f.mark) {
			continue
		}
		expr := lineExpressions()[i]
		m := expr.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		for j, name := range expr.SubexpNames() {
			if m[2*j] < 0 {
				continue
			}
			from, to := m[2*j], m[2*j+1]
			v := text[from:to]
			if name == "message" {
				if to == len(text) {
					// What follows are the log's next lines.
					v = begins(v)
					to = from + len(v)
				}
				v = withoutTail(text[:from], v)
			}
			s.take(name, strings.TrimSpace(v))
			if name == "message" && s.code != "" {
				s.message = firstLines(s.code, s.message, text[:to], joints, from)
			}
		}
		s.settle()
		s.service = service
		if s.operation == "" {
			s.operation = operationIn(text)
		}
		return s, s.code != "" || s.status != 0
	}
	if s, ok = readWords(text); ok {
		s.operation = operationIn(text)
	}
	s.service = service
	return s, ok
}

// joined returns a text's lines as one, and where they were joined.
func joined(text string) (line string, joints []int) {
	var b strings.Builder
	at := 0
	for _, end := range lineEnds().FindAllStringIndex(text, -1) {
		b.WriteString(text[at:end[0]])
		joints = append(joints, b.Len())
		b.WriteByte(' ')
		at = end[1]
	}
	b.WriteString(text[at:])
	return b.String(), joints
}

// firstLines returns a message without the lines behind it, which may be the log's
// next ones: as many of its lines as make one that S3 gives with the code, the whole
// if none do. From is where it begins in the text.
func firstLines(code, message, text string, joints []int, from int) string {
	if gives(code, message) {
		return message
	}
	lines := 0
	for _, joint := range joints {
		if joint <= from || joint > len(text) {
			continue
		}
		if lines++; lines > maxLines {
			break
		}
		if front := strings.TrimSpace(withoutTail(text[:from], text[from:joint])); len(front) < len(message) && gives(code, front) {
			return front
		}
	}
	return message
}

// withoutTail returns a message without what programs write behind it. Before is the
// text that it stands in, up to it.
func withoutTail(before, message string) string {
	if at := tails().FindStringIndex(message); at != nil {
		message = message[:at[0]]
	}
	if quotes := strings.Count(before, `"`) - strings.Count(before, `\"`); quotes%2 == 1 {
		if at := quoteEnd().FindStringIndex(message); at != nil {
			message = message[:at[0]]
		}
	}
	return message
}

// operationIn finds an operation of S3 in a message or a trace.
func operationIn(text string) string {
	for _, m := range called().FindAllStringSubmatch(text, 16) {
		for _, name := range m[1:] {
			if name == "" {
				continue
			}
			name = strings.ToUpper(name[:1]) + name[1:]
			if op, known := operation.Parse(name); known {
				return op.String()
			}
		}
	}
	return ""
}

var (
	javaService = expression(`\(Service: ([^;,]+)[;,] `)
	botoCall    = expression(`when calling the (\w+) operation`)
)

// isS3 reports whether a service is S3, or one that shares its codes: S3 Control,
// S3 Tables.
func isS3(service string) bool {
	return strings.HasPrefix(strings.TrimPrefix(service, "Amazon "), "S3")
}

// otherServiceIn returns the service, or its operation, whose answer a text has if
// that isn't S3's.
func otherServiceIn(text string) string {
	if all := sdkService().FindAllStringSubmatch(text, 8); len(all) > 0 {
		if last := all[len(all)-1][1]; !isS3(last) {
			return last
		}
	}
	if m := javaService().FindStringSubmatch(text); m != nil && !isS3(m[1]) {
		return m[1]
	}
	if m := botoCall().FindStringSubmatch(text); m != nil {
		if _, known := operation.Parse(m[1]); !known {
			return "the service of " + m[1]
		}
	}
	return ""
}

// take takes over what a group of a form's expression has found.
func (s *said) take(group, v string) {
	switch {
	case v == "":
	case group == "operation":
		s.operation = v
	case group == "code":
		s.code = v
	case group == "type" && s.code == "":
		// A type of its own is named after the code.
		if v != "S3" {
			s.code = v
		}
	case group == "message":
		s.message = v
	case group == "text":
		if s.code, s.message, _ = splitCode(v); s.code == "" {
			s.message = v
		}
		s.message = withoutTail(strings.TrimSuffix(v, s.message), s.message)
	case group == "request":
		s.requestID = v
	case group == "host":
		s.hostID = v
	case group == "status":
		s.status, _ = strconv.Atoi(v)
	}
}

// settle takes what clients put in the place of a code or a message that S3 didn't
// give for what it is, and finds out the code where a client leaves it out.
func (s *said) settle() {
	if front, rest, ok := strings.Cut(s.message, ": "); ok && s.code == "" && len(front) == 3 {
		if _, err := strconv.Atoi(front); err == nil {
			s.code, s.message = front, rest
		}
	}
	switch s.message {
	case "null", "undefined", unknownError, s.code:
		s.message = ""
	}
	number, _, _ := strings.Cut(s.code, " ")
	if status, err := strconv.Atoi(number); err == nil {
		s.code, s.status = "", status
	}
	switch s.code {
	case "Unknown", unknownError, "S3ServiceException", "Error":
		s.code = ""
	}
	if s.code == "" && s.message != "" {
		s.code = codeOf(s.message, s.status)
	}
}

// networkWords are what clients say where there was no answer, in lower case.
var networkWords = []string{
	"dial tcp", "connection refused", "connection reset", "connection aborted", "connection was closed", "no such host",
	"timeout", "time-out", "timed out", "timed-out", "deadline exceeded", "tls", "x509", "certificate", "ssl", "broken pipe",
	"unable to execute http request", "could not connect", "endpointconnectionerror", "econn", "enotfound", "eai_again",
	"getaddrinfo", "unknownhost", "request send failed", "no route to host", "network is unreachable",
}

// endOfFile is a word that others have in them.
var endOfFile = expression(`\beof\b`)

// ofNetwork reports whether a text has words of a failed connection.
func ofNetwork(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(networkWords, func(words string) bool { return strings.Contains(text, words) }) ||
		strings.Contains(text, "eof") && endOfFile().MatchString(text)
}

// unreadText reports whether an error is nothing but a text, in which neither an
// answer of S3's nor the words of a failed connection are.
func (x *explainer) unreadText(err error) bool {
	var op *smithy.OperationError
	var network net.Error
	return err != nil && !errors.As(err, &op) && !errors.As(err, &network) && !ofNetwork(err.Error())
}
