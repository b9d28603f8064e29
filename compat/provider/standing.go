package provider

import (
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// Standing says what becomes of one of Amazon's rules at a store that isn't
// Amazon's.
type Standing uint8

const (
	// Unknown: the store may accept what Amazon S3 refuses. A request is sent, and the
	// finding reported. It is the zero Standing.
	Unknown Standing = iota
	// Holds: the store refuses what Amazon S3 refuses, so a request is stopped.
	Holds
	// Meaningless: the rule speaks of ids and names that are Amazon's own. It isn't
	// even reported.
	Meaningless
	// Accepted: the store was seen to carry out what Amazon S3 refuses. A request is
	// sent, and the finding reported: it can't go to Amazon S3.
	Accepted
	// OtherBounds: the store has a bound of its own in the place of the rule's, which is a
	// rule of its own, and is found instead. The rule isn't even reported.
	OtherBounds
)

// String returns "unknown", "holds", "meaningless", "accepted" or "other bounds".
func (s Standing) String() string {
	return [...]string{"unknown", "holds", "meaningless", "accepted", "other bounds"}[s]
}

// Silent reports whether a finding of the rule says nothing at the store: it isn't
// reported there.
func (s Standing) Silent() bool { return s == Meaningless || s == OtherBounds }

// Elsewhere returns what is known of a rule of the catalogue of Amazon S3, by its
// id, for an operation at a store of which nothing else is known. It holds there only
// if it holds at every store that is known: a server was seen to refuse what the rule
// is true of, none to accept it, and no source says that one does.
func Elsewhere(rule string, op compat.Operation) Standing {
	if isAmazonsOwn(rule) {
		return Meaningless
	}
	if has(everywhere[:], rule, op) {
		return Holds
	}
	return Unknown
}

// isAmazonsOwn reports whether the rule is about ids and names of Amazon's.
func isAmazonsOwn(rule string) bool {
	_, found := slices.BinarySearch(amazonsOwn[:], rule)
	return found
}

// entry is a rule in a table, which is sorted by rule.
type entry struct {
	rule string
	only []compat.Operation // nil: all that the rule applies to
}

// has reports whether the table has the rule for the operation.
func has(table []entry, rule string, op compat.Operation) bool {
	i, found := slices.BinarySearchFunc(table, rule, func(e entry, id string) int { return strings.Compare(e.rule, id) })
	return found && (table[i].only == nil || slices.Contains(table[i].only, op))
}

// amazonsOwn are the rules about the form of ids and names that Amazon S3 and
// other services of Amazon give: tokens, versions, uploads, accounts, users, keys,
// Regions. Another store gives its own.
var amazonsOwn = [...]string{
	"acl-document-invalid-id",
	"acl-grant-invalid-id",
	"analytics-destination-account-empty",
	"analytics-destination-arn",
	"analytics-destination-namespace",
	"bucket-alias-needs-arn",
	"continuation-token-malformed",
	"copy-source-version-malformed",
	"create-bucket-account-regional",
	"create-bucket-location-differs",
	"create-bucket-location-invalid",
	"create-bucket-location-missing",
	"expected-owner-format",
	"expected-owner-format-head",
	"expected-source-owner-format",
	"inventory-destination-arn",
	"inventory-destination-namespace",
	"inventory-key-arn",
	"kms-key-in-another-region",
	"kms-key-malformed",
	"list-buckets-other-region",
	"list-buckets-region",
	"list-buckets-token-too-long",
	"metrics-filter-access-point-arn",
	"notification-destination-arn",
	"notification-destination-service",
	"notification-event",
	"policy-action-invalid",
	"policy-condition-key",
	"policy-principal-invalid",
	"policy-resource-outside",
	"replication-account-empty",
	"replication-destination-arn",
	"replication-key-arn",
	"replication-role-arn",
	"upload-id-malformed",
	"upload-id-marker-malformed",
	"version-id-malformed",
	"version-id-malformed-head",
	"version-id-marker-malformed",
}
