package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// postRules are the rules about uploads with a browser's form.
//
// None bounds how long a policy is valid. The seven days of a presigned URL are a limit
// of its parameter X-Amz-Expires
// (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html), which a
// form doesn't have; the page about policies names no limit of their expiration, and no
// answer of S3 to a form with a longer one is known.
func postRules() []compat.Rule {
	put := compat.Given(operation.PutObject, member.Bucket, exampleBucket, member.Key, "q3.csv").Over(compat.Presigned, "form")
	form := func(value string) (compat.Condition, compat.Case) {
		return compat.Wire(compat.PostForm, value), put.Over(compat.PostForm, value)
	}
	policy := func(value string) (compat.Condition, compat.Case) {
		return compat.Wire(compat.PostPolicy, value), put.Over(compat.PostPolicy, value)
	}
	complete, met := put.Over(compat.PostForm, "complete"), put.Over(compat.PostPolicy, "met")
	var rules []compat.Rule
	add := func(w wireRule) {
		w.ops = []compat.Operation{operation.PutObject}
		rules = append(rules, w.rule("form"))
	}
	missing := func(name string) string {
		return "Bucket POST must contain a field named '" + name + "'.  If it is specified, please check the order of the fields."
	}
	for _, x := range []struct{ value, id, field, why, source string }{
		{"no key", "form-key", "key", "It names the object.", versityForms},
		{"no algorithm", "form-algorithm", "X-Amz-Algorithm", "A form with any field of Signature Version 4 needs all of them.", "recorded:ls-d-0009"},
		{"no signature", "form-signature", "X-Amz-Signature", "A form with any field of Signature Version 4 needs all of them.", "recorded:ls-d-0006"},
	} {
		when, bad := form(x.value)
		add(wireRule{
			id: x.id, title: "A form has the field " + x.field + " before its file",
			problem: "The form has no field " + x.field + " before its file", remedy: "Add it before the file",
			when: when, status: 400, code: "InvalidArgument", message: missing(x.field),
			why: x.why, fix: "Put the field into the form, before the file: S3 takes no notice of what follows the file.",
			sources: []string{pagePostForms, x.source}, violating: bad, allowed: complete,
		})
	}
	when, bad := form("no file")
	add(wireRule{
		id: "form-file", title: "A form has one file",
		problem: "The form has no file", remedy: "Name the file's field file",
		when: when, status: 400, code: "IncorrectNumberOfFilesInPostRequest", message: "POST requires exactly one file upload per request.",
		why: "The content of the object is in the field file.", fix: "Put the content into a field of the name file, as the last one.",
		sources: []string{pagePostForms, reference + "RESTObjectPOST.html"}, violating: bad, allowed: complete,
	})
	when, bad = form("not multipart/form-data")
	add(wireRule{
		id: "form-enclosure-type", title: "A form is multipart/form-data",
		problem: "A POST to a bucket isn't multipart/form-data", remedy: "Send it as multipart/form-data",
		when: when, status: 412, code: "PreconditionFailed", message: "At least one of the pre-conditions you specified did not hold",
		why:       "The fields of the form are its parts. S3 names the condition: Bucket POST must be of the enclosure-type multipart/form-data.",
		fix:       "Give the HTML form the enctype multipart/form-data, and let the HTTP client write the header Content-Type with the boundary. Files themselves are sent with PUT.",
		sources:   []string{pagePostForms, "https://github.com/benjreinhart/react-native-aws3/issues/26", "https://github.com/blueimp/jQuery-File-Upload/issues/2586"},
		violating: bad, allowed: complete,
	})
	when, bad = form("fields too large")
	add(wireRule{
		id: "form-fields-too-large", title: "The fields before a form's file have 20 KB",
		problem: "The form has more than 20 KB before its file", remedy: "Move fields behind the file, or leave them out",
		when: when, status: 400, code: "MaxPostPreDataLengthExceeded", message: "Your POST request fields preceeding the upload file was too large.",
		why:       "S3 keeps the fields until it has read the policy. Files in fields of another name than file count among them.",
		fix:       "Send one file, in the field file, and before it only the fields that S3 needs.",
		sources:   []string{reference + "RESTObjectPOST.html", "https://github.com/waynehoover/s3_direct_upload/issues/45", "https://github.com/benefitcloud/ember-uploader/issues/45"},
		violating: bad, allowed: complete,
	})
	for _, x := range []struct {
		value, id, title, problem, remedy string
		status                            int
		code, message, why, fix           string
		sources                           []string
	}{
		{
			"expired", "form-policy-expired", "The policy of a form expires", "The policy of the form has expired", "Make a new form",
			403, "AccessDenied", "Invalid according to Policy: Policy expired.",
			"The policy says until when it allows uploads.", "Make the form when it is needed, with a policy that lasts as long as the upload may take.",
			[]string{pagePostPolicy, versityForms},
		},
		{
			"condition failed", "form-policy-condition", "A form meets the conditions of its policy", "A field of the form doesn't meet a condition of the policy", "Give the field the value that the policy asks for",
			403, "AccessDenied", "Invalid according to Policy: Policy Condition failed: […]",
			"Whoever signed the policy allowed only such uploads. Values are compared with case.", "Give each field a value that the policy allows, or sign another policy.",
			[]string{pagePostPolicy, "recorded:ls-d-0034", "recorded:ls-d-0035"},
		},
		{
			"extra field", "form-policy-extra-field", "Every field of a form is in its policy", "The form has a field that the policy doesn't mention", "Add a condition for it",
			403, "AccessDenied", "Invalid according to Policy: Extra input fields: …",
			"Whoever signed the policy allowed no other fields. Only policy, file, the signature and fields that begin with x-ignore- need no condition.",
			"Add a condition for the field to the policy, or move it behind the file, or give it a name that begins with x-ignore-.",
			[]string{pagePostPolicy, versityForms},
		},
		{
			"too small", "form-file-too-small", "The file is as large as the policy demands", "The file is smaller than the policy's content-length-range", "Upload a larger file",
			400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size",
			"The policy says how large the file is at least.", "Check the size before the upload, or sign another policy.",
			[]string{pagePostPolicy},
		},
		{
			"too large", "form-file-too-large", "The file isn't larger than the policy allows", "The file is larger than the policy's content-length-range", "Upload a smaller file",
			400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size",
			"The policy says how large the file is at most.", "Check the size before the upload, or sign another policy.",
			[]string{pagePostPolicy},
		},
	} {
		when, bad := policy(x.value)
		add(wireRule{
			id: x.id, title: x.title, problem: x.problem, remedy: x.remedy, when: when,
			status: x.status, code: x.code, message: x.message, why: x.why, fix: x.fix, sources: x.sources,
			violating: bad, allowed: met,
		})
	}
	return rules
}
