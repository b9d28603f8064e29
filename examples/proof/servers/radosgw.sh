#!/usr/bin/env bash
# radosgw.sh PORT DIR: runs Ceph's S3 gateway at 127.0.0.1:PORT with all it needs,
# in memory, until it is told to end. DIR is for its files and must be empty. Needs
# the packages ceph-mon, ceph-osd, radosgw and ceph-common.
#
# The account is 123456789012 with the secret s3server-secret.
set -euo pipefail
port=$1
dir=$(mkdir -p "$2" && cd "$2" && pwd)
mon=$((port + 1))
fsid=b2f1c7de-6b1b-4d53-9f43-9c0f6a1d5e10
mkdir -p "$dir"/{mon,osd,rgw,run,log}
cat >"$dir/ceph.conf" <<CONF
[global]
fsid = $fsid
mon host = v1:127.0.0.1:$mon
mon initial members = a
public addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms mon cluster mode = crc
ms mon service mode = crc
osd pool default size = 1
osd pool default min size = 1
mon allow pool size one = true
mon warn on pool no redundancy = false
osd pool default pg num = 1
osd crush chooseleaf type = 0
mon max pg per osd = 2000
run dir = $dir/run
pid file = $dir/run/\$name.pid
admin socket = $dir/run/\$name.asok
log file = $dir/log/\$name.log
[mon.a]
mon data = $dir/mon
# It needs next to nothing, however full the disk is.
mon data avail crit = 0
mon data avail warn = 0
[osd.0]
osd data = $dir/osd
osd objectstore = memstore
memstore device bytes = 4294967296
osd uuid = 5d9c6bb5-7b1c-4ae1-a2f9-5f6a0d2d3a10
[client.rgw.a]
rgw data = $dir/rgw
rgw frontends = beast endpoint=127.0.0.1:$port
rgw crypt require ssl = false
debug rgw = 0
CONF
ceph=(--conf "$dir/ceph.conf")
pids=()
trap 'trap - TERM INT EXIT; [ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2>/dev/null; wait; exit 143' TERM INT EXIT
monmaptool --create --fsid "$fsid" --addv a "[v1:127.0.0.1:$mon]" "$dir/monmap" >/dev/null
ceph-mon "${ceph[@]}" --mkfs -i a --monmap "$dir/monmap"
ceph-mon "${ceph[@]}" -f -i a 2>"$dir/log/mon.err" &
pids+=($!)
ceph "${ceph[@]}" --connect-timeout 60 osd new 5d9c6bb5-7b1c-4ae1-a2f9-5f6a0d2d3a10 >/dev/null
ceph-osd "${ceph[@]}" -i 0 --mkfs
ceph-osd "${ceph[@]}" -f -i 0 2>"$dir/log/osd.err" &
pids+=($!)
timeout 120 radosgw-admin "${ceph[@]}" user create --uid 123456789012 --display-name proof \
	--max-buckets 0 --access-key 123456789012 --secret-key s3server-secret >"$dir/user.json"
# It crashes on some requests, and is then started again.
while true; do
	radosgw "${ceph[@]}" -f -n client.rgw.a 2>>"$dir/log/rgw.err" &
	gateway=$!
	pids=("${pids[@]:0:2}" "$gateway")
	wait "$gateway" || echo "radosgw ended with $?" >>"$dir/log/restarts"
done
