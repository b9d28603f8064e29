package wire

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// DefaultMaxBody is the size in bytes up to which a body that is a document is
// read. The largest that S3 accepts, the parts of a multipart upload and the keys
// of a DeleteObjects, are below it.
const DefaultMaxBody = 8 << 20

// Decoder decodes requests. It is safe for concurrent use.
type Decoder struct {
	domains []string
	region  string
	scheme  string
	clock   func() time.Time
	maxBody int64
	places  placeTable
}

// Option configures a Decoder.
type Option func(*Decoder)

// Domains names the hosts, without port, by which a store other than Amazon's is
// reached. A request to such a host has the bucket in its path; one to a host
// below it, bucket.host, has the bucket in front. Hosts of Amazon's, addresses,
// names without a period and those below localhost need not be named.
func Domains(hosts ...string) Option {
	return func(d *Decoder) {
		for _, h := range hosts {
			if h = hostname(h); h != "" {
				d.domains = append(d.domains, h)
			}
		}
	}
}

// Region names the AWS Region of endpoints whose host doesn't say one.
func Region(name string) Option { return func(d *Decoder) { d.region = name } }

// Scheme says over what requests came, "http" or "https", if they don't say it
// themselves: a server behind a proxy can't see it.
func Scheme(name string) Option { return func(d *Decoder) { d.scheme = name } }

// Clock gives the time at which requests are judged: of requests that were
// captured, when they were. Without it, it is the time of decoding. If it gives the
// zero time, it isn't known, and nothing is said of a request's age.
func Clock(now func() time.Time) Option { return func(d *Decoder) { d.clock = now } }

// MaxBody bounds the size in bytes up to which a body that is a document is read;
// the bodies of objects are never read. A request with a larger document isn't
// decodable. Zero and less mean DefaultMaxBody.
func MaxBody(bytes int64) Option { return func(d *Decoder) { d.maxBody = bytes } }

// NewDecoder returns a decoder.
func NewDecoder(options ...Option) *Decoder {
	d := &Decoder{}
	for _, o := range options {
		o(d)
	}
	if d.maxBody <= 0 {
		d.maxBody = DefaultMaxBody
	}
	return d
}

var standard = NewDecoder()

// Decode decodes a request as [Decoder.Decode] does.
func Decode(r *http.Request, options ...Option) (*Message, error) {
	if len(options) == 0 {
		return standard.Decode(r)
	}
	return NewDecoder(options...).Decode(r)
}

// Decode decodes a request, as a server received it or as a client would send it.
// An error is always an [*Error].
//
// If the body is a document it is read, and replaced by one that reads the same
// bytes, whether or not there is an error; nothing else of the request is changed.
// Bodies of objects aren't read. A request whose body is nil and whose length isn't 0
// is one of a log: the members in its body are there, and their values unknown.
func (d *Decoder) Decode(r *http.Request) (*Message, error) {
	m := &Message{}
	if err := d.decode(m, r).of(m); err != nil {
		return nil, err
	}
	return m, nil
}

func (d *Decoder) decode(m *Message, r *http.Request) *Error {
	if r == nil || r.URL == nil {
		return notDecodable("there is no request")
	}
	var h headers
	h.sort(r.Header)
	if err := checkLength(r, h.lengths); err != nil {
		return err
	}
	host := r.Host
	if host == "" {
		host = r.URL.Host
	}
	found := d.places.find(d, host)
	if found.err != nil {
		err := *found.err
		return &err
	}
	at := found.place
	if at.website {
		return websiteRequest(r)
	}
	// What has no encoding of its own needn't be encoded to be decoded again.
	path, escaped := r.URL.Path, r.URL.RawPath != ""
	if escaped {
		path = r.URL.EscapedPath()
	}
	if err := m.readPath(&at, path, escaped); err != nil {
		return err
	}
	var room [8]parameter
	params, err := appendParameters(room[:0], r.URL.RawQuery)
	if err != nil {
		return err
	}
	l := atObject
	switch {
	case at.lambda, m.Bucket == "":
		l = atService
	case m.Key == "":
		l = atBucket
	}
	if isForm(r, l, params) {
		if err := d.readForm(m, r, &at); err != nil {
			return err
		}
		d.finish(m, r, found)
		return nil
	}
	if h.blank {
		return notDecodable("a header's name has a blank")
	}
	d.readSignature(m, &h, &at, params)
	presigned := m.Signature.Presigned
	copies := h.copySource
	if !copies && presigned {
		_, copies = findFold(params, "x-amz-copy-source")
	}
	op, err := findRoute(method(r), l, path, params, copies, &at)
	m.Operation, m.Request.Operation = op, op
	if err != nil {
		return err
	}
	m.Request.Values = &m.values
	o := &operations[op]
	if o.bucket {
		m.setText(member.Bucket, m.Bucket)
	}
	if o.key {
		m.setText(member.Key, m.Key)
	}
	m.readHeaders(o, &h)
	set(&m.wire, compat.Headers, "right")
	m.readParameters(o, params, presigned)
	m.judgeHeaders(o, &h)
	if err := d.readBody(m, o, r, &h); err != nil {
		return err
	}
	if o.bucket {
		m.resolve()
	}
	d.finish(m, r, found)
	return nil
}

// finish fills in what is known of every request.
func (d *Decoder) finish(m *Message, r *http.Request, at *foundPlace) {
	d.readEndpoint(m, r, at)
	if _, said := m.wire.Get(compat.RequestForm); !said {
		set(&m.wire, compat.RequestForm, "readable")
	}
	m.Request.Signature, m.Request.Wire = &m.signature, &m.wire
	if d.clock != nil {
		m.Request.Now = d.clock()
	}
}

// websiteRequest is the error of a request to a website endpoint, which serves
// pages and has no operations.
//
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
func websiteRequest(r *http.Request) *Error {
	switch method(r) {
	case http.MethodGet, http.MethodHead:
	case http.MethodOptions:
		if r.Header.Get("Origin") == "" {
			return violates("website-preflight-origin", "preflight without origin", "an OPTIONS request to a website endpoint has no origin")
		}
	default:
		return violates("website-method", "method of a website", "a website endpoint has only GET, HEAD and OPTIONS")
	}
	return notDecodable("a website endpoint isn't an endpoint of the API")
}

func method(r *http.Request) string {
	if r.Method == "" {
		return http.MethodGet // as for a client
	}
	return r.Method
}

// readPath takes the bucket, if the host doesn't have it, and the key.
func (m *Message) readPath(at *place, path string, escaped bool) *Error {
	if path != "" && path[0] != '/' {
		return notDecodable("the path doesn't begin with a slash")
	}
	if at.lambda {
		return nil
	}
	path = strings.TrimPrefix(path, "/")
	bucket, key := at.bucket, path
	if !at.inHost {
		bucket, key, _ = strings.Cut(path, "/")
	}
	m.Bucket, m.Key = bucket, key
	if escaped {
		var ok [2]bool
		if ok[0] = true; !at.inHost {
			m.Bucket, ok[0] = unescapePath(bucket)
		}
		if m.Key, ok[1] = unescapePath(key); !ok[0] || !ok[1] {
			return notDecodable("the path has a percent sign without two hexadecimal digits")
		}
	}
	if m.Bucket == "" && m.Key != "" {
		return notDecodable("the path has an empty segment where the bucket belongs")
	}
	return nil
}

func unescapePath(s string) (string, bool) {
	if strings.IndexByte(s, '%') < 0 {
		return s, true
	}
	s, err := url.PathUnescape(s)
	return s, err == nil
}

// readEndpoint states what is known of the way that the request came.
func (d *Decoder) readEndpoint(m *Message, r *http.Request, at *foundPlace) {
	f, host := &m.endpoint, at.host
	*f = at.facts
	switch {
	case r.TLS != nil:
		set(f, compat.Scheme, "https")
	case r.URL.Scheme == "http" || r.URL.Scheme == "https":
		set(f, compat.Scheme, r.URL.Scheme)
	case d.scheme != "":
		set(f, compat.Scheme, d.scheme)
	}
	if name := m.Request.Target.Name; name != "" {
		switch {
		case !at.place.inHost:
			set(f, compat.Addressing, "path")
		case len(host) > len(name) && host[len(name)] == '.' && strings.EqualFold(host[:len(name)], name):
			set(f, compat.Addressing, "virtual-hosted")
		}
	}
	switch f.Region = at.place.region; {
	case f.Region != "":
	case d.region != "":
		f.Region = d.region
	case isRegion(m.Signature.Region): // some clients sign for "US" or "auto"
		f.Region = m.Signature.Region
	}
	m.Request.Endpoint = f
}

// set records a fact, whose value is one that the feature can have.
func set(f *compat.Facts, feature compat.Feature, value string) { _ = f.Set(feature, value) }

// Operations that the decoder knows are those of the pinned SDK.
var _ = operations[operation.Count-1]
