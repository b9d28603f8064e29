# What Terraform makes of this, with the provider's release 6.47, is wrong.json. What is
# wrong with a resource is its name: the rule, with underscores.
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

locals {
  key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
}

resource "aws_s3_bucket" "tag_value_invalid" {
  bucket = "reports-2026"
  tags   = { note = "a;b" }
}

resource "aws_s3_bucket" "bucket_tags_too_many" {
  bucket = "reports-2026"
  tags   = { for n in range(50) : "tag-${n}" => "x" } # and the default one
}

resource "aws_s3_bucket" "cors_method" {
  bucket = "reports-2026"
  cors_rule {
    allowed_methods = ["OPTIONS"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket" "website_index_suffix" {
  bucket = "reports-2026"
  website {
    index_document = "a/index.html"
  }
}

resource "aws_s3_bucket" "lifecycle_expiration_order" {
  bucket = "reports-2026"
  lifecycle_rule {
    enabled = true
    expiration { days = 30 }
    transition {
      days          = 60
      storage_class = "GLACIER"
    }
  }
}

resource "aws_s3_bucket_acl" "acl_grant_by_email" {
  bucket = "reports-2026"
  access_control_policy {
    grant {
      permission = "READ"
      grantee {
        type          = "AmazonCustomerByEmail"
        email_address = "user@example.com"
      }
    }
    owner { id = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }
  }
}

resource "aws_s3_bucket_acl" "acl_document_unknown_group" {
  bucket = "reports-2026"
  access_control_policy {
    grant {
      permission = "READ"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/Everybody"
      }
    }
    owner { id = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }
  }
}

resource "aws_s3_bucket_abac" "abac_unknown_status" {
  bucket = "reports-2026"
  abac_status { status = "On" }
}

resource "aws_s3_bucket_accelerate_configuration" "acceleration_name_with_period" {
  bucket = "reports.2026"
  status = "Enabled"
}

resource "aws_s3_bucket_cors_configuration" "cors_method" {
  bucket = "reports-2026"
  cors_rule {
    allowed_methods = ["GET", "OPTIONS"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket_cors_configuration" "cors_origin_wildcards" {
  bucket = "reports-2026"
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["https://*.example.*"]
  }
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "tiering_days_minimum" {
  bucket = "reports-2026"
  name   = "all"
  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 10
  }
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "tiering_tier_twice" {
  bucket = "reports-2026"
  name   = "all"
  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 90
  }
  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 100
  }
}

resource "aws_s3_bucket_inventory" "inventory_destination_namespace" {
  bucket                   = "reports-2026"
  name                     = "all"
  included_object_versions = "All"
  schedule { frequency = "Daily" }
  destination {
    bucket {
      format     = "CSV"
      bucket_arn = "arn:aws:s3:us-west-2:111122223333:accesspoint/inventory"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "lifecycle_transition_ia_days" {
  bucket = "reports-2026"
  rule {
    id     = "logs"
    status = "Enabled"
    filter { prefix = "logs/" }
    transition {
      days          = 10
      storage_class = "STANDARD_IA"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "lifecycle_expiration_order" {
  bucket = "reports-2026"
  rule {
    id     = "logs"
    status = "Enabled"
    filter { prefix = "logs/" }
    expiration { days = 60 }
    transition {
      days          = 90
      storage_class = "GLACIER"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "lifecycle_no_action" {
  bucket = "reports-2026"
  rule {
    id     = "logs"
    status = "Enabled"
    filter { prefix = "logs/" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "lifecycle_id_unique" {
  bucket = "reports-2026"
  rule {
    id     = "logs"
    status = "Enabled"
    filter { prefix = "a/" }
    expiration { days = 60 }
  }
  rule {
    id     = "logs"
    status = "Enabled"
    filter { prefix = "b/" }
    expiration { days = 60 }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "lifecycle_date_midnight" {
  bucket = "reports-2026"
  rule {
    id     = "logs"
    status = "Enabled"
    filter { prefix = "logs/" }
    expiration { date = "2030-01-01T12:00:00Z" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "lifecycle_abort_with_tags" {
  bucket = "reports-2026"
  rule {
    id     = "logs"
    status = "Enabled"
    filter {
      tag {
        key   = "a"
        value = "b"
      }
    }
    abort_incomplete_multipart_upload { days_after_initiation = 7 }
  }
}

resource "aws_s3_bucket_logging" "logging_target_name" {
  bucket        = "reports-2026"
  target_bucket = "arn:aws:s3:::logs-2026"
  target_prefix = "log/"
}

resource "aws_s3_bucket_metadata_configuration" "metadata_table_key_without_kms" {
  bucket = "reports-2026"
  metadata_configuration {
    inventory_table_configuration { configuration_state = "DISABLED" }
    journal_table_configuration {
      record_expiration { expiration = "DISABLED" }
      encryption_configuration {
        sse_algorithm = "AES256"
        kms_key_arn   = local.key
      }
    }
  }
}

resource "aws_s3_bucket_metadata_configuration" "metadata_record_days_disabled" {
  bucket = "reports-2026"
  metadata_configuration {
    inventory_table_configuration { configuration_state = "DISABLED" }
    journal_table_configuration {
      record_expiration {
        expiration = "DISABLED"
        days       = 30
      }
    }
  }
}

resource "aws_s3_bucket_metric" "metrics_id_characters" {
  bucket = "reports-2026"
  name   = "all objects"
}

resource "aws_s3_bucket_notification" "notification_fifo_queue" {
  bucket = "reports-2026"
  queue {
    queue_arn = "arn:aws:sqs:us-west-2:111122223333:q.fifo"
    events    = ["s3:ObjectCreated:*"]
  }
}

resource "aws_s3_bucket_notification" "notification_event" {
  bucket = "reports-2026"
  topic {
    topic_arn = "arn:aws:sns:us-west-2:111122223333:t"
    events    = ["s3:ObjectCreated"]
  }
}

resource "aws_s3_bucket_object" "tagging_header_too_many" {
  bucket  = "reports-2026"
  key     = "k"
  content = "text"
  tags    = { for n in range(10) : "tag-${n}" => "x" } # and the default one
}

resource "aws_s3_bucket_object_lock_configuration" "default_retention_no_period" {
  bucket = "reports-2026"
  rule {
    default_retention { mode = "GOVERNANCE" }
  }
}

resource "aws_s3_bucket_policy" "policy_resource_outside" {
  bucket = "reports-2026"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::reports-2027/*" }] })
}

resource "aws_s3_bucket_policy" "policy_version_unknown" {
  bucket = "reports-2026"
  policy = jsonencode({ Version = "2012-10-18", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::reports-2026/*" }] })
}

resource "aws_s3_bucket_replication_configuration" "replication_time_minutes" {
  role   = "arn:aws:iam::111122223333:role/replication"
  bucket = "reports-2026"
  rule {
    id     = "foobar"
    status = "Enabled"
    filter { prefix = "foo" }
    delete_marker_replication { status = "Disabled" }
    destination {
      bucket = "arn:aws:s3:::copies-2026"
      metrics {
        status = "Enabled"
        event_threshold { minutes = 15 }
      }
      replication_time {
        status = "Enabled"
        time { minutes = 30 }
      }
    }
  }
}

resource "aws_s3_bucket_replication_configuration" "replication_onto_itself" {
  role   = "arn:aws:iam::111122223333:role/replication"
  bucket = "reports-2026"
  rule {
    prefix = "foo"
    status = "Enabled"
    destination { bucket = "arn:aws:s3:::reports-2026" }
  }
}

resource "aws_s3_bucket_replication_configuration" "replication_delete_markers_with_tags" {
  role   = "arn:aws:iam::111122223333:role/replication"
  bucket = "reports-2026"
  rule {
    status = "Enabled"
    filter {
      tag {
        key   = "a"
        value = "b"
      }
    }
    delete_marker_replication { status = "Enabled" }
    destination { bucket = "arn:aws:s3:::copies-2026" }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bucket_encryption_key_without_kms" {
  bucket = "reports-2026"
  rule {
    apply_server_side_encryption_by_default {
      kms_master_key_id = local.key
      sse_algorithm     = "AES256"
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bucket_encryption_one_rule" {
  bucket = "reports-2026"
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "aws:kms" }
  }
}

resource "aws_s3_bucket_website_configuration" "website_index_suffix" {
  bucket = "reports-2026"
  index_document { suffix = "a/index.html" }
}

resource "aws_s3_bucket_website_configuration" "website_index_required" {
  bucket = "reports-2026"
  error_document { key = "error.html" }
}

resource "aws_s3_bucket_website_configuration" "website_redirect_code" {
  bucket = "reports-2026"
  index_document { suffix = "index.html" }
  routing_rule {
    redirect {
      http_redirect_code = "200"
      host_name          = "example.com"
    }
  }
}

resource "aws_s3_directory_bucket" "create_directory_bucket_redundancy" {
  bucket          = "reports--usw2-az1--x-s3"
  data_redundancy = "SingleLocalZone"
  location { name = "usw2-az1" }
}

resource "aws_s3_directory_bucket" "create_directory_bucket_zone" {
  bucket = "reports--usw2-az1--x-s3"
  location { name = "usw2-az2" }
}

resource "aws_s3_object" "tagging_header_invalid_tag" {
  bucket = "reports-2026"
  key    = "k"
  tags   = { note = "a,b" }
}

resource "aws_s3_object" "tagging_header_too_many" {
  bucket = "reports-2026"
  key    = "k"
  tags   = { for n in range(10) : "tag-${n}" => "x" }
}

resource "aws_s3_object" "object_lock_mode_and_date" {
  bucket           = "reports-2026"
  key              = "k"
  object_lock_mode = "GOVERNANCE"
}

resource "aws_s3_object" "website_redirect_prefix" {
  bucket           = "reports-2026"
  key              = "k"
  website_redirect = "index.html"
}

resource "aws_s3_object" "metadata_key_characters" {
  bucket   = "reports-2026"
  key      = "k"
  metadata = { "a b" = "c" }
}

resource "aws_s3_object" "directory_bucket_tagging" {
  bucket = "reports--usw2-az1--x-s3"
  key    = "k"
  tags   = { a = "b" }
}

resource "aws_s3_object_copy" "copy_metadata_without_replace" {
  bucket   = "reports-2026"
  key      = "k"
  source   = "reports-2027/k"
  metadata = { a = "b" }
  override_provider {
    default_tags { tags = {} }
  }
}

resource "aws_s3_object_copy" "copy_tags_without_replace" {
  bucket = "reports-2026"
  key    = "k"
  source = "reports-2027/k"
  tags   = { a = "b" }
}

resource "aws_s3_object_copy" "if_nothing_is_wrong" {
  bucket             = "reports-2026"
  key                = "k"
  source             = "reports-2027/k"
  metadata_directive = "REPLACE"
  tagging_directive  = "REPLACE"
  metadata           = { a = "b" }
}
