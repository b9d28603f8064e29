package provider

// MinIO is MinIO.
var MinIO = &Profile{
	ID:     "minio",
	Name:   "MinIO",
	keeps:  minioKeeps[:],
	breaks: minioBreaks[:],
}
