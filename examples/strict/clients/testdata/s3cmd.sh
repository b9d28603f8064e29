# The workload and the incompatible requests of s3cmd.
set -eu
cat >config <<CONFIG
[default]
access_key = $AWS_ACCESS_KEY_ID
secret_key = $AWS_SECRET_ACCESS_KEY
bucket_location = US
host_base = ${ENDPOINT#http://}
host_bucket = ${ENDPOINT#http://}
use_https = False
max_retries = 1
CONFIG
s3() { s3cmd --config config --no-progress --no-mime-magic "$@"; }
printf hello >hello
put() { s3 put "$@" hello "s3://$BUCKET/k"; }
repeat() { printf "%${2}s" | tr ' ' "$1"; }
case $1 in
workload)
	s3 mb "s3://$BUCKET"
	s3 put hello "s3://$BUCKET/a.txt" >/dev/null
	s3 get "s3://$BUCKET/a.txt" -
	s3 cp "s3://$BUCKET/a.txt" "s3://$BUCKET/b.txt"
	head -c 11000000 /dev/zero >large
	s3 put --multipart-chunk-size-mb=5 large "s3://$BUCKET/large" >/dev/null
	s3 ls --recursive "s3://$BUCKET" | awk '{print $3, $4}'
	s3 info "s3://$BUCKET/a.txt" | grep 'File size'
	s3 del --recursive --force "s3://$BUCKET"
	s3 rb "s3://$BUCKET"
	;;
storage-class) put --storage-class=COLD ;;
lock-mode-alone) put --add-header='x-amz-object-lock-mode: GOVERNANCE' --add-header='content-md5: XUFAKrxLKna5cZ2REBfFkg==' ;;
too-many-tags) put --add-header='x-amz-tagging: a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1' ;;
canned-acl) put --add-header='x-amz-acl: everyone' ;;
encryption) put --add-header='x-amz-server-side-encryption: rot13' ;;
key-without-kms) put --add-header='x-amz-server-side-encryption: AES256' --add-header='x-amz-server-side-encryption-aws-kms-key-id: abc' ;;
two-checksums) put --add-header='x-amz-checksum-crc32: NhCmhg==' --add-header='x-amz-checksum-sha1: qvTGHdzF6KLavt4PO0gs2a6pQ00=' ;;
much-metadata) put --add-header="x-amz-meta-a: $(repeat m 3000)" ;;
long-key) s3 put hello "s3://$BUCKET/$(repeat k 1100)" ;;
redirect) put --add-header='x-amz-website-redirect-location: elsewhere' ;;
public-acl) put --acl-public ;;
*) exit 64 ;;
esac
