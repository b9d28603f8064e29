# What Terraform makes of this, with the provider's release 6.47, is right.json. applied.json
# is the same with the name of a bucket in the place of what is known only later, and
# sent.jsonl what the provider sent when that was applied to a server that refused it.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "us-west-2"
  access_key                  = "AKIAIOSFODNN7EXAMPLE"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  default_tags { tags = { team = "storage" } }
}

variable "token" {
  type      = string
  sensitive = true
  default   = "b"
}

resource "terraform_data" "later" { input = "later" }

locals {
  bucket = "reports-2026-example"
  key    = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  later  = terraform_data.later.output
}

resource "aws_s3_bucket" "prefix" { bucket_prefix = "logs" }

resource "aws_s3_bucket" "each" {
  for_each = toset(["a", "b"])
  bucket   = "reports-2026-example-${each.key}"
  tags     = { name = each.key, empty = "", later = local.later, secret = var.token }
}

resource "aws_s3_bucket" "inline" {
  bucket              = "inline-2026-example"
  acl                 = "private"
  acceleration_status = "Enabled"
  policy              = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::inline-2026-example/*" }] })
  request_payer       = "Requester"
  cors_rule {
    allowed_methods = ["GET", "PUT"]
    allowed_origins = ["https://example.com"]
    max_age_seconds = 3000
  }
  lifecycle_rule {
    enabled = true
    prefix  = "logs/"
    expiration { days = 30 }
    noncurrent_version_transition {
      days          = 30
      storage_class = "GLACIER"
    }
    transition {
      days          = 10
      storage_class = "GLACIER"
    }
  }
  lifecycle_rule {
    id      = "none"
    enabled = false
    tags    = { a = "b" }
    transition {
      date          = "2030-01-01"
      storage_class = "GLACIER"
    }
    noncurrent_version_expiration { days = 3 }
  }
  lifecycle_rule {
    enabled                                = true
    abort_incomplete_multipart_upload_days = 7
  }
  logging {
    target_bucket = "logs-2026-example"
    target_prefix = "log/"
  }
  object_lock_configuration {
    rule {
      default_retention {
        mode = "GOVERNANCE"
        days = 1
      }
    }
  }
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = local.key
      }
      bucket_key_enabled = true
    }
  }
  versioning { enabled = true }
  website {
    index_document = "index.html"
    error_document = "error.html"
  }
}

resource "aws_s3_bucket_abac" "it" {
  bucket = local.bucket
  abac_status { status = "Enabled" }
}

resource "aws_s3_bucket_accelerate_configuration" "it" {
  bucket = aws_s3_bucket.prefix.id
  status = "Enabled"
}

resource "aws_s3_bucket_acl" "canned" {
  bucket = aws_s3_bucket.prefix.id
  acl    = "private"
}

resource "aws_s3_bucket_acl" "grants" {
  bucket = local.bucket
  access_control_policy {
    grant {
      permission = "READ"
      grantee {
        type = "CanonicalUser"
        id   = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
      }
    }
    grant {
      permission = "READ_ACP"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/s3/LogDelivery"
      }
    }
    owner { id = local.later }
  }
}

resource "aws_s3_bucket_analytics_configuration" "it" {
  bucket = local.bucket
  name   = "documents"
  filter {
    prefix = "documents/"
    tags   = { priority = "high" }
  }
  storage_class_analysis {
    data_export {
      destination {
        s3_bucket_destination {
          bucket_arn = aws_s3_bucket.prefix.arn
        }
      }
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "it" {
  bucket = local.bucket
  cors_rule {
    id              = "put"
    allowed_headers = ["*"]
    allowed_methods = ["PUT", "POST"]
    allowed_origins = ["https://www.example.com", local.later]
    expose_headers  = ["ETag"]
    max_age_seconds = 3000
  }
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "it" {
  bucket = local.bucket
  name   = "all"
  tiering {
    access_tier = "DEEP_ARCHIVE_ACCESS"
    days        = 180
  }
  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 125
  }
}

resource "aws_s3_bucket_inventory" "it" {
  bucket                   = local.bucket
  name                     = "all"
  included_object_versions = "All"
  optional_fields          = ["Size", "ETag"]
  schedule { frequency = "Daily" }
  filter { prefix = "documents/" }
  destination {
    bucket {
      format     = "ORC"
      bucket_arn = aws_s3_bucket.prefix.arn
      encryption {
        sse_kms { key_id = local.key }
      }
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "it" {
  bucket                                 = local.bucket
  transition_default_minimum_object_size = "varies_by_storage_class"
  rule {
    id     = "logs"
    status = "Enabled"
    filter {
      and {
        prefix = "logs/"
        tags   = { rule = "log", autoclean = "true" }
      }
    }
    expiration { days = 90 }
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
    transition {
      days          = 60
      storage_class = "GLACIER"
    }
  }
  rule {
    id     = "tmp"
    status = "Disabled"
    filter { prefix = "tmp/" }
    expiration { date = "2030-01-13T00:00:00Z" }
  }
  rule {
    id     = "all"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration { noncurrent_days = 90 }
    noncurrent_version_transition {
      noncurrent_days = 30
      storage_class   = "STANDARD_IA"
    }
  }
  rule {
    id     = "size"
    status = "Enabled"
    filter { object_size_greater_than = 500 }
    expiration { expired_object_delete_marker = true }
  }
  rule {
    id     = "uploads"
    status = "Enabled"
    abort_incomplete_multipart_upload { days_after_initiation = 7 }
  }
  rule {
    id     = "tag"
    status = "Enabled"
    filter {
      tag {
        key   = "name"
        value = local.later
      }
    }
    expiration { days = 1 }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "dynamic" {
  bucket = aws_s3_bucket.prefix.id
  dynamic "rule" {
    for_each = { one = 1, two = 2 }
    content {
      id     = rule.key
      status = "Enabled"
      filter { prefix = rule.key }
      expiration { days = rule.value }
    }
  }
}

resource "aws_s3_bucket_logging" "it" {
  bucket        = local.bucket
  target_bucket = aws_s3_bucket.prefix.id
  target_prefix = "log/"
  target_object_key_format {
    partitioned_prefix { partition_date_source = "EventTime" }
  }
}

resource "aws_s3_bucket_logging" "simple" {
  bucket        = "reports-2026-example-a"
  target_bucket = "logs-2026-example"
  target_prefix = ""
  target_object_key_format {
    simple_prefix {}
  }
}

resource "aws_s3_bucket_metadata_configuration" "it" {
  bucket = local.bucket
  metadata_configuration {
    inventory_table_configuration { configuration_state = "ENABLED" }
    journal_table_configuration {
      record_expiration {
        days       = 7
        expiration = "ENABLED"
      }
      encryption_configuration {
        sse_algorithm = "aws:kms"
        kms_key_arn   = local.key
      }
    }
  }
}

resource "aws_s3_bucket_metric" "it" {
  bucket = local.bucket
  name   = "documents"
  filter { prefix = "documents/" }
}

resource "aws_s3_bucket_notification" "it" {
  bucket      = local.bucket
  eventbridge = true
  topic {
    topic_arn     = "arn:aws:sns:us-west-2:111122223333:t"
    events        = ["s3:ObjectCreated:*"]
    filter_suffix = ".log"
  }
  queue {
    queue_arn = local.later
    events    = ["s3:ObjectRemoved:*"]
  }
  lambda_function {
    lambda_function_arn = "arn:aws:lambda:us-west-2:111122223333:function:f"
    events              = ["s3:ObjectRestore:Completed"]
    filter_prefix       = "logs/"
  }
}

resource "aws_s3_bucket_object" "it" {
  bucket  = local.bucket
  key     = "a/b"
  content = "text"
  tags    = { a = "b c" }
}

resource "aws_s3_bucket_object_lock_configuration" "it" {
  bucket = local.bucket
  token  = var.token
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 5
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "it" {
  bucket = local.bucket
  rule { object_ownership = "BucketOwnerPreferred" }
}

resource "aws_s3_bucket_policy" "it" {
  bucket = aws_s3_bucket.prefix.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = ["s3:GetObject", "s3:ListBucket"], Resource = [aws_s3_bucket.prefix.arn, "${aws_s3_bucket.prefix.arn}/*"] }] })
}

resource "aws_s3_bucket_policy" "known" {
  bucket = local.bucket
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Tls", Effect = "Deny", Principal = "*", Action = "s3:*", Resource = ["arn:aws:s3:::${local.bucket}", "arn:aws:s3:::${local.bucket}/*"], Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
}

resource "aws_s3_bucket_public_access_block" "it" {
  bucket                  = local.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = false
  restrict_public_buckets = true
}

resource "aws_s3_bucket_replication_configuration" "it" {
  role   = "arn:aws:iam::111122223333:role/replication"
  bucket = local.bucket
  rule {
    id     = "foobar"
    status = "Enabled"
    filter { prefix = "foo" }
    delete_marker_replication { status = "Disabled" }
    source_selection_criteria {
      sse_kms_encrypted_objects { status = "Enabled" }
    }
    destination {
      bucket        = aws_s3_bucket.prefix.arn
      storage_class = "STANDARD"
      encryption_configuration { replica_kms_key_id = local.key }
      metrics {
        status = "Enabled"
        event_threshold { minutes = 15 }
      }
      replication_time {
        status = "Enabled"
        time { minutes = 15 }
      }
    }
  }
}

resource "aws_s3_bucket_replication_configuration" "prefix" {
  role   = "arn:aws:iam::111122223333:role/replication"
  bucket = "reports-2026-example-a"
  rule {
    prefix = "foo"
    status = "Enabled"
    destination { bucket = "arn:aws:s3:::copies-2026-example" }
  }
}

resource "aws_s3_bucket_request_payment_configuration" "it" {
  bucket = local.bucket
  payer  = "Requester"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "it" {
  bucket = local.bucket
  rule {
    apply_server_side_encryption_by_default {
      kms_master_key_id = local.key
      sse_algorithm     = "aws:kms"
    }
    bucket_key_enabled = true
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "s3" {
  bucket = aws_s3_bucket.prefix.id
  rule {
    blocked_encryption_types = ["SSE-C"]
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}

resource "aws_s3_bucket_versioning" "it" {
  bucket = local.bucket
  versioning_configuration { status = "Enabled" }
}

resource "aws_s3_bucket_versioning" "off" {
  bucket = local.bucket
  versioning_configuration { status = "Disabled" }
}

resource "aws_s3_bucket_website_configuration" "it" {
  bucket = local.bucket
  index_document { suffix = "index.html" }
  error_document { key = "error.html" }
  routing_rule {
    condition { key_prefix_equals = "docs/" }
    redirect { replace_key_prefix_with = "documents/" }
  }
}

resource "aws_s3_bucket_website_configuration" "redirect" {
  bucket = "reports-2026-example-a"
  redirect_all_requests_to {
    host_name = "example.com"
    protocol  = "https"
  }
}

resource "aws_s3_bucket_website_configuration" "json" {
  bucket = "reports-2026-example-b"
  index_document { suffix = "index.html" }
  routing_rules = jsonencode([{ Condition = { KeyPrefixEquals = "docs/" }, Redirect = { ReplaceKeyPrefixWith = "" } }])
}

resource "aws_s3_directory_bucket" "it" {
  bucket = "reports--usw2-az1--x-s3"
  location { name = "usw2-az1" }
}

resource "aws_s3_directory_bucket" "local" {
  bucket          = "reports--usw2-lax1-az1--x-s3"
  data_redundancy = "SingleLocalZone"
  location {
    name = "usw2-lax1-az1"
    type = "LocalZone"
  }
  tags = { a = "b" }
}

resource "aws_s3_object" "it" {
  bucket                 = aws_s3_bucket.prefix.bucket
  key                    = "profile"
  content                = "text"
  kms_key_id             = local.key
  tags                   = { a = "b/c=d" }
  metadata               = { owner = "me" }
  cache_control          = "max-age=60"
  checksum_algorithm     = "SHA256"
  storage_class          = "STANDARD_IA"
  server_side_encryption = "aws:kms"
}

resource "aws_s3_object" "locked" {
  bucket                        = local.bucket
  key                           = "/locked"
  object_lock_legal_hold_status = "ON"
  object_lock_mode              = "GOVERNANCE"
  object_lock_retain_until_date = "2031-12-31T23:59:59Z"
}

resource "aws_s3_object" "untagged" {
  bucket = local.bucket
  key    = "untagged"
  override_provider {
    default_tags { tags = {} }
  }
}

resource "aws_s3_object_copy" "it" {
  bucket             = local.bucket
  key                = "copy"
  source             = "${local.bucket}/profile"
  metadata_directive = "REPLACE"
  tagging_directive  = "REPLACE"
  metadata           = { owner = "me" }
  grant {
    uri         = "http://acs.amazonaws.com/groups/global/AllUsers"
    type        = "Group"
    permissions = ["READ"]
  }
}

resource "aws_s3_access_point" "it" {
  bucket = local.bucket
  name   = "reports"
}

resource "aws_s3_account_public_access_block" "it" { account_id = "111122223333" }

module "child" {
  source = "./child"
  count  = 2
  bucket = "reports-2026-example-${count.index}"
}
