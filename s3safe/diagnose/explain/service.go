package explain

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"github.com/s3safe/s3safe-go/internal/printable"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// A serviceCause is a cause that can't be known before a request is sent: what
// the caller may do, what S3 holds, clocks, credentials, the way in between. It
// is known by code and, where one code has several, by the form of the message,
// in which "…" stands for anything.
type serviceCause struct {
	id       string // after "s3:"
	codes    string // one or more, separated by spaces; Parse* is all that begin so
	message  string // forms, separated by |; empty: whatever the message says
	title    string
	why, fix string
	sources  string // separated by spaces
	head     bool   // only for answers to HEAD
}

// The pages that the causes rest on.
const (
	guidePages    = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
	apiPages      = "https://docs.aws.amazon.com/AmazonS3/latest/API/"
	errorList     = apiPages + "ErrorResponses.html#ErrorCodeList"
	replicaErrors = apiPages + "ErrorResponses.html#ReplicationErrorCodeList"
	selectErrors  = apiPages + "ErrorResponses.html#SelectObjectContentErrorCodeList"
	lambdaErrors  = apiPages + "ErrorResponses.html#S3ObjectLambdaErrorCodeList"
	accessPage    = guidePages + "troubleshoot-403-errors.html"
	signingPage   = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html"
	presignPage   = guidePages + "using-presigned-url.html"
	postPage      = apiPages + "sigv4-HTTPPOSTConstructPolicy.html"
	postFormPage  = apiPages + "sigv4-HTTPPOSTForms.html"
	conditionPage = guidePages + "conditional-writes.html"
	integrityPage = guidePages + "checking-object-integrity.html"
	lockPage      = guidePages + "object-lock.html"
	mpuPage       = guidePages + "mpuoverview.html"
	ssecPage      = guidePages + "ServerSideEncryptionCustomerKeys.html"
	kmsPage       = guidePages + "UsingKMSEncryption.html"
	archivePage   = guidePages + "restoring-objects.html"
	regionPage    = guidePages + "VirtualHosting.html"
	accelPage     = guidePages + "transfer-acceleration.html"
)

// allServiceCauses is the whole table, whose parts are in three files.
var allServiceCauses = slices.Concat(serviceCauses, invalidCauses, codeCauses)

// fromService finds the causes in the table that fit.
func (x *explainer) fromService() {
	o := &x.out
	if o.Code == "" {
		return
	}
	for i := range allServiceCauses {
		s := &allServiceCauses[i]
		if !hasCode(s.codes, o.Code) {
			continue
		}
		words, fits := formsFit(s.message, o.Message)
		if !fits || s.message != "" && o.Message == "" || s.head && (!x.isHead() || x.says()) {
			continue
		}
		c := Cause{ID: "s3:" + s.id, Title: s.title, Why: s.why, Fix: s.fix, Sources: strings.Fields(s.sources)}
		switch {
		case words > 0:
			c.Certainty, c.score = Certain, scoreWords+scoreUnknown+words
			c.Fits = "S3's message has this cause's words"
			x.spoken = true
		case x.ofStatus() && !x.isHead():
			c.Certainty, c.score = Possible, scoreUnknown
			c.Fits = "the status is that of the cause's errors; the answer has no code of S3's"
			x.spoken = x.spoken || o.Status < 500
		case x.usual():
			// The message is the one that the code always has: it says nothing
			// beyond the code, but it isn't an unknown one either.
			c.Certainty, c.score = Likely, scoreUnknown+2*scoreCodeOnly
			c.Fits = "S3's code says so; the message adds nothing to it"
			x.spoken = true
		default:
			c.Certainty, c.score = Possible, scoreCodeOnly
			c.Fits = "S3's code fits; the message isn't a known one"
		}
		x.detail(&c)
		x.add(c)
	}
}

// usual reports whether the message is one that the code always has, or is
// absent, so that it says nothing beyond the code.
func (x *explainer) usual() bool {
	message := plainMessage(x.out.Message)
	if message == "" || message == plainMessage(x.out.Code) || message == plainMessage(http.StatusText(x.out.Status)) {
		return true
	}
	for _, form := range usualMessages[x.out.Code] {
		if _, ok := wildcard(plainMessage(form), message); ok {
			return true
		}
	}
	return false
}

// says reports whether the answer has a message of S3's, which one to HEAD has not.
func (x *explainer) says() bool {
	message := x.out.Message
	return !x.usual() && message != unknownError && strings.ContainsFunc(message, unicode.IsLetter)
}

// detail adds what S3's error document names.
func (x *explainer) detail(c *Cause) {
	for _, name := range slices.Sorted(maps.Keys(x.details)) {
		base := strings.TrimRight(name, "0123456789")
		word, told := detailWords[base]
		if !told {
			continue
		}
		v := x.details[name]
		if base == "ArgumentName" {
			if value := x.details["ArgumentValue"+name[len(base):]]; value != "" {
				v += " = " + clipped(value)
			}
		}
		c.Fits += "; it names the " + word + " " + clipped(v)
	}
}

// detailWords are the elements that are told with a cause.
var detailWords = map[string]string{
	"ArgumentName": "argument", "Header": "header", "Condition": "condition", "Method": "method", "Region": "Region", "Endpoint": "endpoint",
	"ProposedSize": "proposed size", "MinSizeAllowed": "smallest size allowed", "MaxSizeAllowed": "largest size allowed", "PartNumber": "part",
	"ActualObjectSize": "object's size", "RangeRequested": "range", "Chunk": "chunk", "BadChunkSize": "chunk size", "Detail": "detail",
	"ClientComputedContentSHA256": "hash that was sent", "S3ComputedContentSHA256": "hash that S3 computed",
	"SignatureProvided": "signature's form", "NumberBytesRead": "bytes read", "NumberBytesExpected": "bytes expected",
	"ExpectedDigest": "digest that was sent", "CalculatedDigest": "digest that S3 computed", "StorageClass": "storage class", "ETag": "ETag",
	"RequestTime": "time of the request", "ServerTime": "S3's time", "X-Amz-Expires": "validity",
	"MaxAllowedSkewMilliseconds": "largest difference in milliseconds", "VersionId": "version", "UploadId": "upload", "Resource": "resource",
}

func clipped(s string) string { return redact.Clip(printable.Line(s), redact.QuoteLimit) }

// readDetails takes over the elements of S3's document.
func (x *explainer) readDetails() {
	x.details = map[string]string{}
	if c := x.capture; c != nil {
		maps.Copy(x.details, c.Answer.Details)
	}
	if e := x.err; e != nil {
		maps.Copy(x.details, e.Details)
		for name, v := range map[string]string{"ArgumentName": e.ArgumentName, "Header": e.HeaderName, "Condition": e.Condition, "Method": e.Method, "Region": e.Region, "Endpoint": e.Endpoint, "Resource": e.Resource, "Key": e.Key} {
			if v != "" {
				x.details[name] = v
			}
		}
	}
	for name, v := range x.details {
		if name != "CanonicalRequest" && name != "StringToSign" { // these have lines, and are masked already
			x.details[name] = x.red.Text(v)
		}
	}
}

// hasCode is hasWord for codes, of which the list may have only the beginning.
func hasCode(list, code string) bool {
	for w := range strings.FieldsSeq(list) {
		if start, open := strings.CutSuffix(w, "*"); w == code || open && strings.HasPrefix(code, start) {
			return true
		}
	}
	return false
}

func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}
