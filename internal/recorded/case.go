package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Case is one recorded request with S3's answer.
type Case struct {
	ID        string                     `json:"id"`
	Op        string                     `json:"op"`
	Input     map[string]json.RawMessage `json:"input"`
	SSEKeyRaw bool                       `json:"sseKeyRaw"`
	Bucket    map[string]any             `json:"bucket"`
	// SourceBucket is the bucket that a copy reads from, described as Bucket is; without
	// it nothing is known of it.
	SourceBucket map[string]any `json:"sourceBucket"`
	Object       map[string]any `json:"object"`
	Endpoint     Endpoint       `json:"endpoint"`
	Wire         *Wire          `json:"wire"`
	Status       int            `json:"status"`
	Code         string         `json:"code"`
	Message      string         `json:"message"`
	Needs        string         `json:"needs"`
	Note         string         `json:"note"`

	place string // file:line
}

// Endpoint is how the request was sent.
type Endpoint struct {
	PathStyle            *bool  `json:"pathStyle"`
	Accelerate           bool   `json:"accelerate"`
	DualStack            bool   `json:"dualStack"`
	FIPS                 bool   `json:"fips"`
	Anonymous            bool   `json:"anonymous"`
	Presigned            bool   `json:"presigned"`
	HTTP                 bool   `json:"http"`
	Website              bool   `json:"website"`
	Region               string `json:"region"`
	SigningRegion        string `json:"signingRegion"`
	SignatureVersion     string `json:"signatureVersion"`
	SentAt               string `json:"sentAt"`
	Expires              any    `json:"expires"`
	FollowRegionRedirect bool   `json:"followRegionRedirect"`
}

// Wire is a raw, presigned or POST request as it was sent.
type Wire struct {
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
	Form    map[string]any    `json:"form"`
	File    struct {
		Filename string `json:"filename"`
		Content  string `json:"content"`
	} `json:"file"`
}

// Rejected reports whether S3 answered with an error.
func (c *Case) Rejected() bool { return c.Status >= 400 }

// text returns a member of the input that is text, empty if it isn't.
func (c *Case) text(member string) string {
	var s string
	_ = json.Unmarshal(c.Input[member], &s)
	return s
}

// maxLine bounds a line; the longest recorded one has a few kilobytes.
const maxLine = 16 << 20

// ReadFile reads a file of cases. Lines that can't be read are reported with
// file and line, all of them, together with the cases that can.
func ReadFile(name string) ([]Case, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Read(name, f)
}

// Read is ReadFile for an open file; name is used in errors.
func Read(name string, r io.Reader) ([]Case, error) {
	var cases []Case
	var bad []error
	seen := map[string]string{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		place := fmt.Sprintf("%s:%d", name, n)
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		c, err := parse(line)
		if err == nil && seen[c.ID] != "" {
			err = fmt.Errorf("the id %q stands at %s already", c.ID, seen[c.ID])
		}
		if err != nil {
			bad = append(bad, fmt.Errorf("%s: %w", place, err))
			continue
		}
		seen[c.ID] = place
		c.place = place
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		bad = append(bad, fmt.Errorf("%s:%d: %w", name, n+1, err))
	}
	return cases, errors.Join(bad...)
}

func parse(line []byte) (Case, error) {
	var c Case
	dec := json.NewDecoder(bytes.NewReader(line))
	if err := dec.Decode(&c); err != nil {
		return c, err
	}
	if dec.More() {
		return c, errors.New("something follows the object")
	}
	switch {
	case c.ID == "":
		return c, errors.New("the case has no id")
	case c.Status < 100 || c.Status > 599:
		return c, fmt.Errorf("status %d isn't an HTTP status", c.Status)
	case c.Op == "" && c.Wire == nil:
		return c, errors.New("the case has neither an operation nor a wire form")
	}
	switch c.Needs {
	case "request", "bucket", "object", "server":
		return c, nil
	}
	return c, fmt.Errorf("needs is %q; it is request, bucket, object or server", c.Needs)
}
