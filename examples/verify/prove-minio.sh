#!/usr/bin/env bash
# prove-minio.sh: runs s3safe-verify on a MinIO that it starts on the loopback
# interface, whose contradictions are to be the known ones, and verifies that nothing is
# left. known/minio.json was written from such a run: what it excuses is no proof of a
# rule, and new contradictions are what this finds. Needs the command minio, see ../proof/servers/prove.sh. It takes two minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
port=${S3SAFE_PROOF_PORT:-19310}
dir=$(mktemp -d)
mkdir "$dir/data"
"$here/../proof/servers/minio.sh" "$port" "$dir/data" >"$dir/log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; rm -rf "$dir"' EXIT
for _ in $(seq 60); do
	if curl -s -o /dev/null -m 2 "http://127.0.0.1:$port/"; then break; fi
	kill -0 "$server" 2>/dev/null || { cat "$dir/log"; exit 1; }
	sleep 1
done
export AWS_ACCESS_KEY_ID=123456789012 AWS_SECRET_ACCESS_KEY=s3server-secret AWS_REGION=us-east-1
cd "$here"
go run ./s3safe-verify -endpoint "http://127.0.0.1:$port" -account 123456789012 -rate 0 -ledger "$dir/ledger" \
	-store minio -known ../../compat/provider/measured/minio.json,known/minio.json
if [ -n "$(ls "$dir/data")" ]; then
	echo 'buckets are left:'
	ls "$dir/data"
	exit 1
fi
