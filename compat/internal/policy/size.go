package policy

const (
	// MaxSize is the size that a bucket policy may have, as S3 measures it.
	MaxSize = 20 << 10

	// S3 measures a normalised policy: without white space and escapes, a list of
	// one written as its element, principals as the IDs that S3 keeps for them.
	leastPrincipal = 12 // the ID of an account

	// S3 accepted an access point's policy of 24,620 bytes without white space, and
	// rejected one of 24,861; so much may be spared in ways unknown.
	sparedSize = MaxSize + MaxSize/4
)

// large reports whether the policy is certainly larger than S3 accepts.
func (d *Document) large() bool {
	if len(d.source) <= MaxSize {
		return false
	}
	return d.least(0, false) > sparedSize || d.distinct() > MaxSize
}

// least is the size of a value that S3 may measure at least.
func (d *Document) least(i int32, principal bool) int {
	n := &d.nodes[i]
	switch n.kind {
	case text:
		if size := len(d.text(i)); !principal {
			return size + 2
		} else {
			return min(size, leastPrincipal) + 2
		}
	case array:
		size, count := 2, 0
		for j := i + 1; j < n.next; j = d.nodes[j].next {
			size += d.least(j, principal)
			count++
		}
		if count == 1 {
			return size - 2
		}
		return size + max(count-1, 0)
	case object:
		size, count := 2, 0
		for name := i + 1; name < n.next; name = d.nodes[name+1].next {
			size += len(d.text(name)) + 3 + d.least(name+1, principal || d.names(name, "Principal") || d.names(name, "NotPrincipal"))
			count++
		}
		return size + max(count-1, 0)
	}
	return 1
}

// distinct counts the bytes of the policy's texts, each once and without
// principals: those can't be spared.
func (d *Document) distinct() int {
	seen := make(map[string]struct{})
	total := 0
	var count func(i int32)
	count = func(i int32) {
		n := &d.nodes[i]
		switch n.kind {
		case text:
			s := d.text(i)
			if _, ok := seen[s]; !ok {
				seen[s] = struct{}{}
				total += len(s)
			}
		case array:
			for j := i + 1; j < n.next; j = d.nodes[j].next {
				count(j)
			}
		case object:
			for name := i + 1; name < n.next; name = d.nodes[name+1].next {
				if !d.names(name, "Principal") && !d.names(name, "NotPrincipal") {
					count(name + 1)
				}
			}
		}
	}
	count(0)
	return total
}
