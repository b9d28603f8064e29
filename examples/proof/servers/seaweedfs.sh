#!/usr/bin/env bash
# seaweedfs.sh PORT DIR: runs SeaweedFS with its S3 gateway at 127.0.0.1:PORT, until
# it is told to end. DIR is for its files and must be empty. Needs the command weed.
#
# The account is 123456789012 with the secret s3server-secret.
set -euo pipefail
port=$1
mkdir -p "$2/data"
cd "$2"
cat >master.toml <<'CONF'
[master.volume_growth]
copy_1 = 1
CONF
cat >s3.json <<'CONF'
{"identities": [
  {"name": "123456789012", "credentials": [{"accessKey": "123456789012", "secretKey": "s3server-secret"}], "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
]}
CONF
exec weed server -ip=127.0.0.1 -ip.bind=127.0.0.1 -dir="$PWD/data" -filer -s3 -s3.port="$port" -s3.config="$PWD/s3.json" \
	-s3.port.grpc=$((port + 1)) -master.port=$((port + 2)) -master.port.grpc=$((port + 3)) \
	-volume.port=$((port + 4)) -volume.port.grpc=$((port + 5)) -filer.port=$((port + 6)) -filer.port.grpc=$((port + 7)) \
	-master.volumeSizeLimitMB=64 -volume.max=30000 -s3.port.iceberg=0
