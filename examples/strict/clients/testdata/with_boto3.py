"""The workload and the incompatible requests of boto3."""

import os
import sys

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

bucket = os.environ["BUCKET"]
s3 = boto3.client(
    "s3",
    endpoint_url=os.environ["ENDPOINT"],
    config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
)


def put(**members):
    return s3.put_object(**{"Bucket": bucket, "Key": "k", "Body": b"hello", **members})


def workload():
    s3.create_bucket(Bucket=bucket)
    put(Key="a.txt", ContentType="text/plain", Metadata={"colour": "blue"}, Tagging="k=v", StorageClass="STANDARD")
    print(s3.get_object(Bucket=bucket, Key="a.txt")["Body"].read())
    print(s3.get_object(Bucket=bucket, Key="a.txt", Range="bytes=1-3")["Body"].read())
    print(s3.head_object(Bucket=bucket, Key="a.txt")["Metadata"])
    s3.copy_object(Bucket=bucket, Key="b.txt", CopySource={"Bucket": bucket, "Key": "a.txt"})
    print([o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"]])
    print(s3.get_object_tagging(Bucket=bucket, Key="a.txt")["TagSet"])
    name = "large"
    with open(name, "wb") as f:
        f.write(b"x" * (11 << 20))
    one = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20, use_threads=False)
    s3.upload_file(name, bucket, "large", Config=one)
    print(s3.head_object(Bucket=bucket, Key="large")["ContentLength"])
    upload = s3.create_multipart_upload(Bucket=bucket, Key="u")["UploadId"]
    s3.upload_part(Bucket=bucket, Key="u", UploadId=upload, PartNumber=1, Body=b"part")
    print(len(s3.list_parts(Bucket=bucket, Key="u", UploadId=upload)["Parts"]))
    s3.abort_multipart_upload(Bucket=bucket, Key="u", UploadId=upload)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    print(s3.get_bucket_versioning(Bucket=bucket)["Status"])
    print(s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": k} for k in ("a.txt", "b.txt", "large")], "Quiet": True}).get("Errors"))


incompatible = {
    "storage-class": lambda: put(StorageClass="COLD"),
    "lock-mode-alone": lambda: put(ObjectLockMode="GOVERNANCE", ContentMD5="XUFAKrxLKna5cZ2REBfFkg=="),
    "too-many-tags": lambda: put(Tagging="&".join(f"k{i}=v" for i in range(11))),
    "canned-acl": lambda: put(ACL="everyone"),
    "encryption": lambda: put(ServerSideEncryption="rot13"),
    "key-without-kms": lambda: put(ServerSideEncryption="AES256", SSEKMSKeyId="abc"),
    "two-checksums": lambda: put(ChecksumCRC32="NhCmhg==", ChecksumSHA1="qvTGHdzF6KLavt4PO0gs2a6pQ00="),
    "much-metadata": lambda: put(Metadata={"a": "m" * 3000}),
    "long-key": lambda: put(Key="k" * 1100),
    "redirect": lambda: put(WebsiteRedirectLocation="elsewhere"),
    "no-actions": lambda: s3.put_bucket_lifecycle_configuration(
        Bucket=bucket, LifecycleConfiguration={"Rules": [{"ID": "x", "Status": "Enabled", "Filter": {"Prefix": ""}}]}
    ),
    "public-acl": lambda: put(ACL="public-read"),
    "lock-without-lock": lambda: put(
        ObjectLockMode="GOVERNANCE", ObjectLockRetainUntilDate="2099-01-01T00:00:00Z", ContentMD5="XUFAKrxLKna5cZ2REBfFkg=="
    ),
}

if sys.argv[1] == "workload":
    workload()
else:
    try:
        incompatible[sys.argv[1]]()
    except ClientError as e:
        error, status = e.response["Error"], e.response["ResponseMetadata"]["HTTPStatusCode"]
        print(status, error["Code"], error["Message"])
        sys.exit(1)
