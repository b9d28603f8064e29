package parse

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// ParseCurl reads what curl -v writes: "> " before the lines of a request, "< "
// before those of an answer, "* " before what curl tells. Answers' bodies may
// stand in between, as they do on a terminal. It returns one capture for each
// request, the oldest first. The name is that of the file, for errors.
func ParseCurl(name string, r io.Reader) ([]*capture.Capture, error) {
	limited := &io.LimitedReader{R: r, N: maxInput}
	p := curlParser{dumpReader: dumpReader{name: name, r: bufio.NewReaderSize(limited, 4<<10)}}
	for {
		s, err := p.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := p.add(s); err != nil {
			return nil, err
		}
	}
	if limited.N <= 0 {
		return nil, p.fail(fmt.Sprintf("the file is larger than %d MiB", maxInput>>20), nil)
	}
	p.finish()
	if len(p.list) == 0 {
		return nil, p.fail(`no request: no line like "> PUT /key HTTP/1.1"`, nil)
	}
	return p.list, nil
}

type curlParser struct {
	dumpReader
	list    []*capture.Capture
	request *build.Raw
	answer  *http.Response
	body    strings.Builder
	// open says which header's lines are expected next.
	open http.Header
	// scheme is that of the connection.
	scheme, tls string
}

func (p *curlParser) add(s string) error {
	mark, line := "", s
	if len(s) >= 1 && strings.IndexByte("><*{}", s[0]) >= 0 && (len(s) == 1 || s[1] == ' ') {
		mark, line = s[:1], strings.TrimPrefix(s[1:], " ")
	}
	switch mark {
	case "*":
		p.told(line)
		return nil
	case ">":
		return p.sent(line)
	case "<":
		return p.answered(line)
	case "{", "}":
		return nil // curl's own count of bytes
	}
	if p.answer != nil && p.body.Len() < maxErrorBody {
		p.body.WriteString(redact.LimitTo(s, maxErrorBody-p.body.Len()))
		p.body.WriteByte('\n')
	}
	return nil
}

// told reads what curl tells of the connection.
func (p *curlParser) told(s string) {
	switch {
	case strings.HasPrefix(s, "Connected to "), strings.HasPrefix(s, "Re-using existing"):
		if strings.Contains(s, "port 443") {
			p.scheme = "https"
		} else {
			p.scheme = "http"
		}
	case strings.HasPrefix(s, "SSL connection using"), strings.Contains(s, "SSL certificate verify ok"):
		p.scheme = "https"
	case strings.Contains(s, "subjectAltName: host \""):
		_, s, _ = strings.Cut(s, "subjectAltName: host \"")
		p.tls, _, _ = strings.Cut(s, "\"")
	}
}

func (p *curlParser) sent(line string) error {
	if l, ok := parseRequestLine(line); ok {
		if p.request != nil {
			p.finish()
		}
		if len(p.list) == maxRequests {
			return p.fail(fmt.Sprintf("more than %d requests", maxRequests), nil)
		}
		p.request = &build.Raw{Method: l.method, Scheme: p.scheme, Header: http.Header{}}
		p.request.SetTarget(l.target)
		p.open = p.request.Header
		return nil
	}
	if p.open == nil || p.request == nil || p.answer != nil {
		if line == "" {
			return nil
		}
		return p.fail("a request's header without its first line", nil)
	}
	if line == "" {
		p.open = nil
		return p.request.Frame(func(problem string) error { return p.fail(problem, nil) })
	}
	if problem := addHeader(p.open, line); problem != "" {
		return p.fail(problem, nil)
	}
	return nil
}

func (p *curlParser) answered(line string) error {
	if status, ok := parseStatusLine(line); ok {
		if p.request == nil {
			return p.fail("an answer without a request", nil)
		}
		p.answer = &http.Response{StatusCode: status, Header: http.Header{}}
		p.body.Reset()
		return nil
	}
	if p.answer == nil {
		if line == "" {
			return nil
		}
		return p.fail("an answer's header without its first line", nil)
	}
	if line == "" {
		if p.answer.StatusCode == http.StatusContinue {
			p.answer = nil
		}
		return nil
	}
	if problem := addHeader(p.answer.Header, line); problem != "" {
		return p.fail(problem, nil)
	}
	return nil
}

// finish makes the capture of the request that was read.
func (p *curlParser) finish() {
	if p.request == nil {
		return
	}
	if p.open != nil {
		// A log that is cut in a header: what frames the body may be wrong, and
		// then isn't known.
		_ = p.request.Frame(func(string) error { return nil })
	}
	b := build.Builder{Source: "curl", Sent: p.request, Request: decoded(p.request, nil), Answer: p.answer, Body: p.body.String()}
	c := b.Build()
	var mask redact.Redactor
	c.Answer.TLSName = mask.Value(p.tls)
	p.list = append(p.list, c)
	p.request, p.answer, p.open = nil, nil, nil
	p.body.Reset()
}
