package opt

import "github.com/s3safe/s3safe-go/s3safe/internal/fill"

// Version is a version of an object: [VersionID] or [NullVersion].
type Version struct{ id *string }

// VersionID is the version with the id.
//
// Rule: version-id-empty.
func VersionID(id string) Version { return Version{&id} }

// NullVersion is the version without an id: what was written while the bucket
// had no versioning, or while it was suspended.
func NullVersion() Version { return VersionID("null") }

// yieldsVersion returns the member.
func (v Version) yieldsVersion() fill.Value[*string] {
	f := fill.Value[*string]{V: v.id}
	if v.id == nil {
		f.Bad = f.Bad.Unmade("VersionId", "VersionID or NullVersion")
	}
	return f
}

// AccountID is the number of an AWS account: 12 digits.
//
// Rules: expected-owner-format, expected-source-owner-format.
type AccountID string

// PartNumber is the number of a part of a multipart upload, from 1 to 10,000.
//
// Rule: part-number-out-of-range.
type PartNumber int32

// MFA is the device and the code of a multi-factor authentication.
type MFA struct{ text *string }

// MFACode is the serial number of a hardware device or the ARN of a virtual one,
// and the code that it shows.
//
// Rule: mfa-malformed.
func MFACode(serial, code string) MFA {
	text := serial + " " + code
	return MFA{&text}
}

// yieldsMFA returns the member.
func (m MFA) yieldsMFA() fill.Value[*string] {
	f := fill.Value[*string]{V: m.text}
	if m.text == nil {
		f.Bad = f.Bad.Unmade("MFA", "MFACode")
	}
	return f
}

// NullVersionOnly is the only version of an object in a directory bucket; see
// [OnlyVersion].
type NullVersionOnly struct{}

// OnlyVersion is the version of an object in a directory bucket, which has no
// others: null. Without it the same object is meant.
//
// Rule: directory-bucket-version-id.
func OnlyVersion() NullVersionOnly { return NullVersionOnly{} }

// yieldsVersion returns the member.
func (NullVersionOnly) yieldsVersion() fill.Value[*string] { return NullVersion().yieldsVersion() }

// Failure is an error that a Lambda function answers with; see [Fail].
type Failure struct{ code, message *string }

// Fail answers with an error code, a capital letter followed by letters, and a
// message.
//
// Rules: object-lambda-error-code, object-lambda-error-with-success,
// object-lambda-error-with-body.
func Fail(code, message string) Failure { return Failure{&code, &message} }

// yieldsFailure returns the members.
func (f Failure) yieldsFailure() fill.Failure {
	return fill.Failure{ErrorCode: f.code, ErrorMessage: f.message}
}
