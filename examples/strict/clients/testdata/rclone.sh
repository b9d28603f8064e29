# The workload and the incompatible requests of rclone.
set -eu
unset AWS_CA_BUNDLE
export RCLONE_CONFIG=/dev/null RCLONE_S3_PROVIDER=Other RCLONE_S3_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID RCLONE_S3_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY \
	RCLONE_S3_ENDPOINT=$ENDPOINT RCLONE_S3_REGION=$AWS_REGION RCLONE_S3_FORCE_PATH_STYLE=true RCLONE_RETRIES=1 RCLONE_LOW_LEVEL_RETRIES=1
printf hello >hello
put() { rclone --s3-no-check-bucket "$@" copyto hello ":s3:$BUCKET/k"; }
repeat() { printf "%${2}s" | tr ' ' "$1"; }
case $1 in
workload)
	rclone mkdir ":s3:$BUCKET"
	rclone copyto hello ":s3:$BUCKET/a.txt"
	rclone cat ":s3:$BUCKET/a.txt"
	rclone copyto ":s3:$BUCKET/a.txt" ":s3:$BUCKET/b.txt"
	head -c 11000000 /dev/zero >large
	rclone --s3-upload-cutoff 5M --s3-chunk-size 5M copyto large ":s3:$BUCKET/dir/large"
	rclone ls ":s3:$BUCKET" | sort
	rclone check --one-way . ":s3:$BUCKET" --include hello --size-only 2>&1 | grep -c 'matching files' || true
	rclone delete ":s3:$BUCKET"
	rclone rmdir ":s3:$BUCKET"
	;;
storage-class) put --s3-storage-class COLD ;;
too-many-tags) put --header-upload 'x-amz-tagging: a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1' ;;
tag-twice) put --header-upload 'x-amz-tagging: a=1&a=2' ;;
canned-acl) put --s3-acl everyone ;;
public-acl) put --s3-acl public-read ;;
encryption) put --s3-server-side-encryption rot13 ;;
key-without-kms) put --s3-server-side-encryption AES256 --s3-sse-kms-key-id abc ;;
much-metadata) put --header-upload "x-amz-meta-a: $(repeat m 3000)" ;;
bucket-name) rclone mkdir ":s3:a" ;;
location) rclone mkdir --s3-location-constraint nowhere ":s3:$BUCKET-other" ;;
system-tag) put --header-upload 'x-amz-tagging: aws:a=1' ;;
*) exit 64 ;;
esac
