#!/usr/bin/env bash
# prove.sh minio|seaweedfs|radosgw [OUTPUT VERSION]: starts the server on the loopback
# interface and tries the rules on it, under its profile. It fails if the guard would
# stop a request that the server carries out. With OUTPUT, what was measured of the
# server, which has this VERSION, is written there, as compat/provider/measured has it.
# Last it shows what the SDK's default settings lead to over https, and the profile's.
#
# What each server needs is written in its own script. Where it comes from:
#   minio      go install github.com/minio/minio@latest                  about 5 minutes
#   seaweedfs  go mod download github.com/seaweedfs/seaweedfs@latest, then
#              go build -o weed ./weed in the module's folder             about 5 minutes
#   radosgw    apt-get install ceph-mon ceph-osd radosgw ceph-common      about 4 minutes
# A run takes one to two minutes, with radosgw up to ten.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
name=$1 store=$1
if [ "$name" = radosgw ]; then store=ceph; fi
output=()
if [ -n "${2:-}" ]; then output=(-record "$2" -version "${3:?say the version}"); fi
port=${S3SAFE_PROOF_PORT:-19300}
# Another server there would be proven in this one's name.
if curl -s -o /dev/null -m 2 "http://127.0.0.1:$port/"; then
	echo "port $port is taken: end what listens there, or set S3SAFE_PROOF_PORT"
	exit 1
fi
dir=$(mktemp -d)
"$here/$name.sh" "$port" "$dir" >"$dir.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; rm -rf "$dir" "$dir.log"' EXIT
for seconds in $(seq 240); do
	if curl -s -o /dev/null -m 2 "http://127.0.0.1:$port/"; then break; fi
	kill -0 "$server" 2>/dev/null || { cat "$dir.log"; echo "$name ended"; exit 1; }
	if [ "$seconds" = 240 ]; then cat "$dir.log"; echo "$name doesn't answer"; exit 1; fi
	sleep 1
done
sleep 2
cd "$here/../.."
go run ./proof -at "127.0.0.1:$port" -store "$store" "${output[@]}"
go run ./proof -at "127.0.0.1:$port" -store "$store" -defaults
