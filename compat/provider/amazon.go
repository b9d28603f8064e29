package provider

// Amazon is Amazon S3 behind another host: a proxy of one's own, a CNAME, or a
// server that stands in for it in tests. All its rules hold.
var Amazon = &Profile{ID: "amazon", Name: "Amazon S3"}
