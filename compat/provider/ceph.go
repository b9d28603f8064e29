package provider

// Ceph is Ceph Object Gateway.
var Ceph = &Profile{
	ID:     "ceph",
	Name:   "Ceph Object Gateway",
	keeps:  cephKeeps[:],
	breaks: cephBreaks[:],
}
