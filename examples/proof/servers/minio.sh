#!/usr/bin/env bash
# minio.sh PORT DIR: runs MinIO at 127.0.0.1:PORT until it is told to end. DIR is for
# its files and must be empty. Needs the command minio.
#
# The account is 123456789012 with the secret s3server-secret.
set -euo pipefail
mkdir -p "$2"
export MINIO_ROOT_USER=123456789012 MINIO_ROOT_PASSWORD=s3server-secret MINIO_BROWSER=off MINIO_UPDATE=off MINIO_CI_CD=1
exec minio server --quiet --address "127.0.0.1:$1" --console-address "127.0.0.1:$(($1 + 1))" "$2"
