package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Analytics is a configuration of storage class analysis; see [Analyze].
type Analytics struct {
	id     string
	f      filterParts
	export *types.AnalyticsS3BucketDestination
}

// Analyze watches how often objects are read. The id is that of the request and
// of the document, so that they can't differ.
//
// Rules: configuration-id-differs, configuration-id-length.
func Analyze(id string) Analytics { return Analytics{id: id} }

// Filter limits the analysis to some objects.
//
// Rule: configuration-filter-and.
func (a Analytics) Filter(f ObjectFilter) Analytics {
	if f != nil {
		a.f = f.parts()
	}
	return a
}

// Export writes the results as CSV to a bucket, which is given by its ARN.
//
// Rule: analytics-destination-arn.
func (a Analytics) Export(bucketARN, prefix string) Analytics {
	a.export = &types.AnalyticsS3BucketDestination{Bucket: &bucketARN, Format: types.AnalyticsS3ExportFileFormatCsv}
	if prefix != "" {
		a.export.Prefix = &prefix
	}
	return a
}

// ExportAccount says which account the bucket belongs to.
func (a Analytics) ExportAccount(id AccountID) Analytics {
	if a.export != nil {
		to, account := *a.export, string(id)
		to.BucketAccountId = &account
		a.export = &to
	}
	return a
}

// yieldsAnalytics returns the members.
func (a Analytics) yieldsAnalytics() fill.Identified {
	d := &types.AnalyticsConfiguration{Id: &a.id, StorageClassAnalysis: &types.StorageClassAnalysis{}, Filter: a.f.analytics()}
	if a.export != nil {
		to := *a.export
		d.StorageClassAnalysis.DataExport = &types.StorageClassAnalysisDataExport{
			OutputSchemaVersion: types.StorageClassAnalysisSchemaVersionV1,
			Destination:         &types.AnalyticsExportDestination{S3BucketDestination: &to},
		}
	}
	return fill.Identified{Id: &a.id, AnalyticsConfiguration: d, Bad: a.f.bad}
}

// Metrics is a configuration of request metrics; see [Measure].
type Metrics struct {
	id          string
	f           filterParts
	accessPoint *string
}

// Measure counts requests. The id is that of the request and of the document,
// so that they can't differ.
//
// Rules: metrics-id-characters, configuration-id-differs.
func Measure(id string) Metrics { return Metrics{id: id} }

// Filter limits the metrics to some objects.
//
// Rules: configuration-filter-and, metrics-filter-tags-directory-bucket.
func (m Metrics) Filter(f ObjectFilter) Metrics {
	if f != nil {
		m.f = f.parts()
	}
	return m
}

// AccessPoint limits the metrics to requests through an access point, which is
// given by its ARN.
//
// Rule: metrics-filter-access-point-arn.
func (m Metrics) AccessPoint(arn string) Metrics { m.accessPoint = &arn; return m }

// yieldsMetrics returns the members.
func (m Metrics) yieldsMetrics() fill.Identified {
	return fill.Identified{Id: &m.id, Bad: m.f.bad, MetricsConfiguration: &types.MetricsConfiguration{Id: &m.id, Filter: m.f.metrics(m.accessPoint)}}
}

// Tiering is a configuration of S3 Intelligent-Tiering; see [ArchiveAfter].
type Tiering struct {
	id    string
	f     filterParts
	tiers []types.Tiering
	off   bool
}

// TierDays is an archive tier with the days without access after which objects
// move there: [ArchiveAfter] or [DeepArchiveAfter].
type TierDays struct {
	tier types.IntelligentTieringAccessTier
	days int32
}

// ArchiveAfter is the archive access tier, after 90 to 730 days.
//
// Rules: tiering-days-minimum, tiering-days-maximum.
func ArchiveAfter(days int32) TierDays {
	return TierDays{types.IntelligentTieringAccessTierArchiveAccess, days}
}

// DeepArchiveAfter is the deep archive access tier, after 180 to 730 days.
//
// Rules: tiering-days-minimum, tiering-days-maximum.
func DeepArchiveAfter(days int32) TierDays {
	return TierDays{types.IntelligentTieringAccessTierDeepArchiveAccess, days}
}

// Tier moves objects that nobody reads to archive tiers. The id is that of the
// request and of the document, so that they can't differ.
//
// Rules: tiering-without-tiers, tiering-tier-twice, configuration-id-differs.
func Tier(id string, first TierDays, more ...TierDays) Tiering {
	t := Tiering{id: id}
	for _, x := range append([]TierDays{first}, more...) {
		days := x.days
		t.tiers = append(t.tiers, types.Tiering{AccessTier: x.tier, Days: &days})
	}
	return t
}

// Filter limits it to some objects.
//
// Rule: tiering-filter-several.
func (t Tiering) Filter(f ObjectFilter) Tiering {
	if f != nil {
		t.f = f.parts()
	}
	return t
}

// Disabled keeps the configuration from being applied.
func (t Tiering) Disabled() Tiering { t.off = true; return t }

// yieldsTiering returns the members.
func (t Tiering) yieldsTiering() fill.Identified {
	d := &types.IntelligentTieringConfiguration{
		Id: &t.id, Status: types.IntelligentTieringStatusEnabled, Filter: t.f.tiering(),
		Tierings: append([]types.Tiering(nil), t.tiers...),
	}
	if t.off {
		d.Status = types.IntelligentTieringStatusDisabled
	}
	return fill.Identified{Id: &t.id, IntelligentTieringConfiguration: d, Bad: t.f.bad}
}
