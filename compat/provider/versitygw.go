package provider

// VersityGW is versitygw.
var VersityGW = &Profile{
	ID:     "versitygw",
	Name:   "versitygw",
	keeps:  versitygwKeeps[:],
	breaks: versitygwBreaks[:],
}
