# The workload and the incompatible requests of the AWS CLI.
set -eu
export AWS_MAX_ATTEMPTS=1 AWS_PAGER=
api() { operation=$1; shift; "$AWS" --endpoint-url "$ENDPOINT" --output json s3api "$operation" --bucket "$BUCKET" "$@"; }
printf hello >hello
put() { api put-object --key k --body hello "$@"; }
repeat() { printf "%${2}s" | tr ' ' "$1"; }
case $1 in
workload)
	s3() { "$AWS" --endpoint-url "$ENDPOINT" s3 "$@"; }
	api create-bucket >/dev/null
	s3 cp --only-show-errors hello "s3://$BUCKET/a.txt"
	s3 cp --only-show-errors "s3://$BUCKET/a.txt" -
	s3 cp --only-show-errors "s3://$BUCKET/a.txt" "s3://$BUCKET/b.txt"
	head -c 11000000 /dev/zero >large
	s3 cp --only-show-errors large "s3://$BUCKET/dir/large"
	s3 ls --recursive "s3://$BUCKET" | awk '{print $3, $4}'
	api head-object --key a.txt --query ContentLength
	api put-object-tagging --key a.txt --tagging 'TagSet=[{Key=k,Value=v}]' >/dev/null
	api get-object-tagging --key a.txt --query TagSet
	api put-bucket-versioning --versioning-configuration Status=Enabled
	api get-bucket-versioning --query Status
	s3 rm --only-show-errors --recursive "s3://$BUCKET"
	;;
storage-class) put --storage-class COLD ;;
lock-mode-alone) put --object-lock-mode GOVERNANCE --content-md5 'XUFAKrxLKna5cZ2REBfFkg==' ;;
too-many-tags) put --tagging 'a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1' ;;
canned-acl) put --acl everyone ;;
encryption) put --server-side-encryption rot13 ;;
key-without-kms) put --server-side-encryption AES256 --ssekms-key-id abc ;;
much-metadata) put --metadata "a=$(repeat m 3000)" ;;
long-key) api put-object --key "$(repeat k 1100)" --body hello ;;
redirect) put --website-redirect-location elsewhere ;;
no-actions) api put-bucket-lifecycle-configuration --lifecycle-configuration '{"Rules": [{"ID": "x", "Status": "Enabled", "Filter": {"Prefix": ""}}]}' ;;
public-acl) put --acl public-read ;;
encoding-type) api list-objects-v2 --encoding-type html ;;
*) exit 64 ;;
esac
