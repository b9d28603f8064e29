package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// annotationNameRules are about requests that name no annotation.
func annotationNameRules() []compat.Rule {
	get := func(name string) compat.Case {
		return compat.Given(operation.GetObjectAnnotation, member.Bucket, exampleBucket, member.Key, "q3.csv", member.AnnotationName, name)
	}
	return []compat.Rule{{
		ID:         "annotation-name-empty",
		Topic:      "annotations",
		Title:      "An annotation has a name",
		Problem:    "AnnotationName is empty",
		Remedy:     "Name the annotation",
		Operations: with(member.AnnotationName),
		When:       compat.Equals(member.AnnotationName, ""),
		Answer:     compat.Answer{Status: 400, Code: "UserAnnotationNameMustBeSpecified"},
		Why:        "The SDK sends an empty name, and S3 refuses it.",
		Fix:        "Name the annotation; ListObjectAnnotations tells the names there are.",
		Sources:    []string{pageAnnotationErrors, docPutObjectAnnotation},
		AmazonOnly: true,
		Rank:       -1,
		Violating:  []compat.Case{get("")},
		Allowed:    []compat.Case{get("ml.sentiment")},
	}}
}
