// The workload and the incompatible requests of the AWS SDK for JavaScript v3.
import { createRequire } from "node:module";

const require = createRequire(process.env.NODE_MODULES + "/");
const sdk = require("@aws-sdk/client-s3");

const Bucket = process.env.BUCKET;
const client = new sdk.S3Client({
	endpoint: process.env.ENDPOINT,
	region: process.env.AWS_REGION,
	forcePathStyle: true,
	maxAttempts: 1,
});
const send = (name, input) => client.send(new sdk[name + "Command"]({ Bucket, ...input }));
const put = (input) => send("PutObject", { Key: "k", Body: "hello", ...input });

async function workload() {
	await send("CreateBucket", {});
	await put({ Key: "a.txt", ContentType: "text/plain", Metadata: { colour: "blue" }, Tagging: "k=v", StorageClass: "STANDARD" });
	console.log(await (await send("GetObject", { Key: "a.txt" })).Body.transformToString());
	console.log(await (await send("GetObject", { Key: "a.txt", Range: "bytes=1-3" })).Body.transformToString());
	console.log((await send("HeadObject", { Key: "a.txt" })).Metadata);
	await send("CopyObject", { Key: "b.txt", CopySource: Bucket + "/a.txt" });
	console.log((await send("ListObjectsV2", {})).Contents.map((o) => o.Key));
	console.log((await send("GetObjectTagging", { Key: "a.txt" })).TagSet);
	const { UploadId } = await send("CreateMultipartUpload", { Key: "large" });
	const Parts = [];
	for (const PartNumber of [1, 2]) {
		const { ETag } = await send("UploadPart", { Key: "large", UploadId, PartNumber, Body: Buffer.alloc(5 << 20, "x") });
		Parts.push({ ETag, PartNumber });
	}
	await send("CompleteMultipartUpload", { Key: "large", UploadId, MultipartUpload: { Parts } });
	console.log((await send("HeadObject", { Key: "large" })).ContentLength);
	await send("PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } });
	console.log((await send("GetBucketVersioning", {})).Status);
	const Objects = ["a.txt", "b.txt", "large"].map((Key) => ({ Key }));
	console.log((await send("DeleteObjects", { Delete: { Objects, Quiet: true } })).Errors);
}

const incompatible = {
	"storage-class": () => put({ StorageClass: "COLD" }),
	"lock-mode-alone": () => put({ ObjectLockMode: "GOVERNANCE" }),
	"too-many-tags": () => put({ Tagging: [...Array(11).keys()].map((i) => `k${i}=v`).join("&") }),
	"canned-acl": () => put({ ACL: "everyone" }),
	"encryption": () => put({ ServerSideEncryption: "rot13" }),
	"key-without-kms": () => put({ ServerSideEncryption: "AES256", SSEKMSKeyId: "abc" }),
	"two-checksums": () => put({ ChecksumCRC32: "NhCmhg==", ChecksumSHA1: "qvTGHdzF6KLavt4PO0gs2a6pQ00=" }),
	"much-metadata": () => put({ Metadata: { a: "m".repeat(3000) } }),
	"long-key": () => put({ Key: "k".repeat(1100) }),
	"redirect": () => put({ WebsiteRedirectLocation: "elsewhere" }),
	"no-actions": () =>
		send("PutBucketLifecycleConfiguration", { LifecycleConfiguration: { Rules: [{ ID: "x", Status: "Enabled", Filter: { Prefix: "" } }] } }),
	"public-acl": () => put({ ACL: "public-read" }),
	"lock-without-lock": () => put({ ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: new Date("2099-01-01T00:00:00Z") }),
};

if (process.argv[2] === "workload") {
	await workload();
} else {
	try {
		await incompatible[process.argv[2]]();
	} catch (e) {
		console.log(e.$metadata?.httpStatusCode, e.name, e.message);
		process.exit(1);
	}
}
