package explain

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/audit"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/judge"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// fromRequest finds what the request itself, or S3's own account of it, says about
// an answer that many causes have.
func (x *explainer) fromRequest() {
	op, known := operation.Parse(x.out.Operation)
	var r compat.Request
	described := x.input != nil && sdk.Describe(x.input, &r)
	x.canonicalAlone()
	bucket := x.bucket(&r, described)
	switch x.out.Code {
	case "NoSuchBucket", "NotFound":
		x.directoryBucket(bucket)
	case "SignatureDoesNotMatch":
		if described {
			x.notASCII(&r)
		}
	case "AccessDenied", "Forbidden":
		if known && (op == operation.UploadPart || op == operation.UploadPartCopy || op == operation.CompleteMultipartUpload) {
			x.add(Cause{ID: "s3:kms-multipart", Certainty: Possible, Title: "the upload is encrypted with a KMS key, and the caller lacks kms:Decrypt",
				Fits:  "the operation is part of a multipart upload; whether the upload has a KMS key isn't known",
				Why:   "S3 decrypts the parts to assemble them, so multipart uploads need kms:Decrypt beside kms:GenerateDataKey; creating the upload needs only the latter, so it succeeds",
				Fix:   "allow kms:Decrypt and kms:GenerateDataKey on the key, in the key's policy or in IAM; across accounts in both",
				score: scoreUnknown + scoreCodeOnly, Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions"}})
		}
	case "InvalidToken":
		x.tokenRegion()
	case "MalformedXML":
		x.notInXML(op, known)
	case "NotImplemented":
		x.unknownLength(&r, described, op)
	}
	x.otherCodes(op, known)
}

// bucket returns the name that the request, or S3's document, has.
func (x *explainer) bucket(r *compat.Request, described bool) string {
	if described {
		if name, ok := r.Text(member.Bucket); ok {
			return name
		}
	}
	if x.capture != nil {
		if name := x.capture.Member("Bucket"); name != "" {
			return name
		}
	}
	for _, name := range []string{x.details["BucketName"], x.details["Bucket"]} {
		if name != "" {
			return name
		}
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(x.details["Resource"], "/"), "/")
	return name
}

func (x *explainer) directoryBucket(bucket string) {
	kinds := compat.ParseTarget(bucket).Kinds
	if kinds != compat.Targets(compat.DirectoryBucket) && kinds != compat.Targets(compat.DirectoryAccessPoint) {
		return
	}
	if slices.ContainsFunc(x.out.Discrepancies, func(d audit.Discrepancy) bool { return d.Kind == audit.DirectoryBucketHost }) {
		x.spoken = true
		return // the audit has seen the host
	}
	x.spoken = true
	c := Cause{ID: "s3:directory-bucket-endpoint", Certainty: Likely, Title: "the name is one of a directory bucket, which only its Zonal endpoint serves",
		Fits:    "the bucket's name ends as those of directory buckets do; at which host the request arrived isn't known",
		Why:     "a Regional host, or one that was set as BaseEndpoint, knows general purpose buckets only, and says that there is none of this name; if the request went to the Zonal endpoint, the bucket itself isn't there",
		Fix:     "leave BaseEndpoint out, so that the SDK resolves the Zonal endpoint, and use an SDK that knows directory buckets; check the zone in the name, and the Region",
		Members: []string{"Bucket"}, score: scoreUnknown + 3*scoreCodeOnly, Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-Regions-and-Zones.html"}}
	if x.capture != nil && strings.Contains(x.capture.Host(), "s3express") {
		return
	}
	x.add(c)
}

// notASCII finds values beyond ASCII in what is sent as a header.
func (x *explainer) notASCII(r *compat.Request) {
	var names []string
	for _, id := range r.Present.IDs() {
		b, _ := sdk.BindingOf(r.Operation, id)
		if b.Location != sdk.Header && id != member.Metadata {
			continue
		}
		v := r.Value(id)
		beyond := false
		if s, ok := v.Text(); ok {
			beyond = !redact.IsASCII(s)
		}
		if m, ok := v.Strings(); ok {
			for k, s := range m {
				beyond = beyond || !redact.IsASCII(k) || !redact.IsASCII(s)
			}
		}
		if beyond && id != member.CopySource && id != member.RenameSource {
			names = append(names, id.String())
		}
	}
	if len(names) == 0 {
		return
	}
	x.spoken = true
	x.add(Cause{ID: "s3:header-not-ascii", Certainty: Likely, Title: "a header has characters beyond ASCII", Members: names,
		Fits:  "the value of " + strings.Join(names, ", ") + " isn't ASCII",
		Why:   "headers are ASCII: clients, proxies and S3 write other characters in different ways, so S3 computes another signature than the client",
		Fix:   "encode the value (percent-encoding, Base64 or RFC 2047) before it is set, and decode it after reading",
		score: scoreTrue, Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata"}})
}

// notInXML finds keys with characters that XML can't hold: the SDK for Go writes others
// in their place, so S3 ignores them, and other clients write them as they are.
func (x *explainer) notInXML(op operation.ID, known bool) {
	if !known {
		return
	}
	r, ok := judge.Request(x.capture, x.input, op)
	if !ok {
		if rule := aws.Catalog().Rule("delete-key-not-in-xml"); op == operation.DeleteObjects && rule != nil {
			c := ruleCause(rule)
			c.Certainty, c.score, c.Fits = Possible, scoreUnknown+scoreCodeOnly, "the operation lists keys in XML; which keys they were isn't known"
			x.add(c)
		}
		return
	}
	for _, f := range aws.Catalog().Check(r, nil) {
		if f.Rule.Effect != compat.Ignored || !strings.HasSuffix(f.Rule.ID, "-not-in-xml") {
			continue
		}
		c := ruleCause(f.Rule)
		c.Certainty, c.score = Likely, scoreTrue
		c.Fits = "the request fulfils the rule's condition, and a client that writes such a character as it is gets this answer" + members(&f, &c)
		x.spoken = true
		x.add(c)
	}
}

// tokenRegion says what is most often behind a token that isn't valid.
func (x *explainer) tokenRegion() {
	region := x.details["Region"]
	if c := x.capture; c != nil && region == "" {
		if region = c.Signature.Region; region == "" {
			region = c.Endpoint.Region
		}
	}
	c := Cause{ID: "s3:token-opt-in-region", Certainty: Possible, Title: "the session token is one of the global STS endpoint, and the Region is one that accounts must enable",
		Why:   "tokens of the global endpoint (sts.amazonaws.com) have version 1 by default, and aren't valid in Regions that accounts must enable",
		Fix:   "get credentials from a Regional STS endpoint (AWS_STS_REGIONAL_ENDPOINTS=regional, or sts_regional_endpoints), or have the account's global endpoint issue tokens of version 2, valid in all Regions",
		score: scoreUnknown + scoreCodeOnly, Sources: []string{"https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html"}}
	switch {
	case region == "":
		c.Fits = "it is the most frequent cause in such Regions; which Region it was isn't known"
	case aws.MustBeEnabled(region):
		c.Certainty, c.score, c.Fits = Likely, scoreTrue, "the Region is "+region+", which accounts must enable"
	default:
		return
	}
	x.add(c)
}

// unknownLength looks for a body of unknown length, which is sent with a header that
// S3 doesn't implement.
func (x *explainer) unknownLength(r *compat.Request, described bool, op operation.ID) {
	header := strings.EqualFold(x.details["Header"], "Transfer-Encoding")
	chunked := x.capture != nil && slices.Contains(x.capture.SentOrSigned().TransferEncoding, "chunked")
	length := !described || r.Present.Has(member.ContentLength) || !r.Present.Has(member.Body) && !isUpload(x.input)
	if x.details["Header"] != "" && !header {
		return // it is about another one
	}
	told := "the input has no ContentLength; whether the body tells its length isn't known"
	if !described && x.capture == nil && (op == operation.PutObject || op == operation.UploadPart) {
		length, told = false, "the operation has a body; whether its length was known isn't"
	}
	if !header && !chunked && length {
		return
	}
	c := Cause{ID: "s3:unknown-length", Certainty: Possible, Title: "the body was sent in chunks, because its length wasn't known",
		Fits:  told,
		Why:   "a body of unknown length is sent with Transfer-Encoding: chunked, which is a header that S3 doesn't implement",
		Fix:   "set ContentLength, or give a body that can seek; for streams use the transfer manager, which uploads in parts",
		score: scoreUnknown + scoreCodeOnly, Sources: []string{errorList}}
	switch {
	case header:
		c.Certainty, c.score, c.Fits = Certain, scoreWords+scoreTrue, "S3 names the header Transfer-Encoding"
	case chunked:
		c.Certainty, c.score, c.Fits = Likely, scoreTrue, "the request was sent with Transfer-Encoding: chunked"
	}
	x.spoken = true
	x.add(c)
}

func isUpload(in any) bool {
	switch in.(type) {
	case *s3.PutObjectInput, *s3.UploadPartInput:
		return true
	}
	return false
}

// otherCodes adds rules that the request breaks, whose documented answer is another
// one: S3 doesn't always answer the same way.
func (x *explainer) otherCodes(op operation.ID, known bool) {
	if !known || len(x.out.Causes) > 0 && x.out.Causes[0].Certainty == Certain {
		return
	}
	r, ok := judge.Request(x.capture, x.input, op)
	if !ok {
		return
	}
	for _, f := range aws.Catalog().Check(r, nil) {
		if f.Rule.Effect != compat.Rejected || f.Rule.Answer.Code == x.out.Code || f.Rule.Answer.Status != x.out.Status {
			continue
		}
		c := ruleCause(f.Rule)
		c.Certainty, c.score = Likely, scoreUnknown+4*scoreCodeOnly
		c.Fits = "the request fulfils the rule's condition; the answer that is documented for it is " + f.Rule.Answer.Code
		c.Fits += members(&f, &c)
		x.add(c)
	}
}

// canonicalAlone reads what S3's canonical request says without a capture.
func (x *explainer) canonicalAlone() {
	document := x.details["CanonicalRequest"]
	if document == "" || x.out.Code != "SignatureDoesNotMatch" {
		return
	}
	if x.capture != nil {
		differences, whole := audit.Canonical(x.capture, document)
		if x.capture.Answer.Details["CanonicalRequest"] == "" {
			x.out.Discrepancies = append(x.out.Discrepancies, differences...)
		}
		text := x.details["StringToSign"]
		if x.capture.Answer.Details["StringToSign"] == "" {
			x.out.Discrepancies = append(x.out.Discrepancies, audit.ToSign(x.capture, text)...)
		}
		// Characters beyond ASCII may have been signed in another form than they were sent.
		strange := slices.ContainsFunc(x.out.Discrepancies, func(d audit.Discrepancy) bool { return d.Kind == audit.HeaderNotASCII })
		if whole && !strange && text != "" && len(differences) == 0 && len(audit.ToSign(x.capture, text)) == 0 {
			x.spoken = true
			c := Cause{ID: "s3:secret-key-differs", Certainty: Likely, Title: "the secret access key isn't the one of the access key id",
				Fits: "S3's canonical request is line by line the one that was sent, so only the key is left",
				Why:  "S3 computes the signature with the secret key that belongs to the access key id", Fix: "take key id and secret from the same source; look for blanks, quotes and line breaks in the secret, and for characters that a shell changed",
				score: scoreTrue, Sources: []string{signingPage}}
			if !x.capture.Signed.Known() {
				// Another client may make another canonical request of what it sends.
				c.Title += ", or the client computes the signature in another way"
				c.Fits = "S3's canonical request is line by line the one that was sent, so the key is left, and how the client canonicalises the request"
				c.Fix += "; compare the client's own canonical request with S3's, line by line"
			}
			x.add(c)
		}
	}
	lines := strings.Split(document, "\n")
	if len(lines) < 4 {
		return
	}
	if path := strings.ToLower(lines[1]); strings.HasPrefix(path, "/arn%3a") || strings.HasPrefix(path, "/arn:") {
		x.spoken = true
		x.add(Cause{ID: "s3:arn-in-path", Certainty: Likely, Title: "an ARN arrived as a part of the path",
			Fits: "S3's canonical request begins with " + clipped(lines[1]),
			Why:  "an access point's ARN becomes a host name; a client that doesn't know ARNs, or uses path-style requests, puts it into the path, and encodes it in its own way",
			Fix:  "use an SDK that knows access points, without UsePathStyle, or give the access point's alias in place of the ARN",
			// It says more than that nothing differs, which leaves the key.
			score: scoreTrue + 1, Sources: []string{guidePages + "access-points-naming.html"}})
	}
	for _, line := range lines[3:] {
		if line == "" {
			break
		}
		name, value, found := strings.Cut(line, ":")
		if !found || strings.TrimSpace(value) != "" || x.capture != nil {
			continue
		}
		x.spoken = true
		x.add(Cause{ID: "s3:header-arrived-empty:" + clipped(name), Certainty: Likely, Title: "the header " + clipped(name) + " is signed, and arrived empty or not at all",
			Fits: "S3's canonical request has it without a value",
			Why:  "something between the client and S3 dropped the header, or a presigned URL was used without the header that it was made for", Fix: "make the proxy pass the header on; send presigned URLs with the headers they were presigned with", score: scoreTrue, Sources: []string{signingPage}})
	}
}
