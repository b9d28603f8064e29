# The workload and the incompatible requests of curl --aws-sigv4.
set -eu
s3() {
	method=$1 target=$2
	shift 2
	curl -sS --fail-with-body --aws-sigv4 "aws:amz:$AWS_REGION:s3" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
		-H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' -X "$method" "$@" "$ENDPOINT/$BUCKET$target"
}
put() { key=$1; shift; s3 PUT "/$key" --data-binary hello -H 'content-type: text/plain' "$@"; }
repeat() { printf "%${2}s" | tr ' ' "$1"; }
case $1 in
workload)
	s3 PUT ''
	put a.txt -H 'x-amz-meta-colour: blue' -H 'x-amz-storage-class: STANDARD'
	s3 GET /a.txt
	s3 GET /a.txt -H 'range: bytes=1-3'
	s3 HEAD /a.txt -I | tr -d '\r' | grep -i 'x-amz-meta-colour'
	s3 PUT /b.txt -H "x-amz-copy-source: /$BUCKET/a.txt" >/dev/null
	s3 GET '?list-type=2' | grep -o '<Key>[^<]*</Key>'
	s3 PUT '/a.txt?tagging=' --data-binary '<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>' -H 'content-md5: EbdZDxVT2OADmYhaGBi6mA=='
	s3 GET '/a.txt?tagging=' | grep -o '<Value>v</Value>'
	s3 DELETE /a.txt
	s3 DELETE /b.txt
	s3 DELETE ''
	;;
storage-class) put k -H 'x-amz-storage-class: COLD' ;;
lock-mode-alone) put k -H 'x-amz-object-lock-mode: GOVERNANCE' ;;
too-many-tags) put k -H 'x-amz-tagging: a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1' ;;
canned-acl) put k -H 'x-amz-acl: everyone' ;;
encryption) put k -H 'x-amz-server-side-encryption: rot13' ;;
two-checksums) put k -H 'x-amz-checksum-crc32: NhCmhg==' -H 'x-amz-checksum-sha1: qvTGHdzF6KLavt4PO0gs2a6pQ00=' ;;
much-metadata) put k -H "x-amz-meta-a: $(repeat m 3000)" ;;
long-key) put "$(repeat k 1100)" ;;
redirect) put k -H 'x-amz-website-redirect-location: elsewhere' ;;
encoding-type) s3 GET '?encoding-type=html&list-type=2' ;;
part-number) s3 GET '/k?partNumber=0' ;;
public-acl) put k -H 'x-amz-acl: public-read' ;;
*) exit 64 ;;
esac
