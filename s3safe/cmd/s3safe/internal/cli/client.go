package cli

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/spf13/cobra"

	"github.com/s3safe/s3safe-go/compat"
)

// reaching adds the flags that say how S3 is reached.
func (a *app) reaching(cmd *cobra.Command) *cobra.Command {
	f := cmd.Flags()
	f.StringVar(&a.profile, "profile", "", "profile of the AWS configuration")
	f.StringVar(&a.region, "region", "", "AWS Region")
	f.StringVar(&a.endpoint, "endpoint-url", "", "URL of another S3, addressed path-style")
	f.BoolVar(&a.pathStyle, "path-style", false, "put the bucket into the path")
	f.BoolVar(&a.unsigned, "no-sign-request", false, "send without credentials")
	return cmd
}

// client makes a client as the AWS CLI would be configured.
func (a *app) client(ctx context.Context, more ...func(*s3.Options)) (*s3.Client, error) {
	var load []func(*config.LoadOptions) error
	if a.profile != "" {
		load = append(load, config.WithSharedConfigProfile(a.profile))
	}
	if a.region != "" {
		load = append(load, config.WithRegion(a.region))
	}
	if a.unsigned {
		load = append(load, config.WithCredentialsProvider(aws.AnonymousCredentials{}))
	}
	cfg, err := config.LoadDefaultConfig(ctx, load...)
	if err != nil {
		return nil, fmt.Errorf("the AWS configuration can't be loaded: %w", err)
	}
	if cfg.Region == "" {
		if a.endpoint == "" && os.Getenv("AWS_ENDPOINT_URL") == "" && os.Getenv("AWS_ENDPOINT_URL_S3") == "" {
			return nil, fmt.Errorf("no Region is configured: give --region, or set AWS_REGION")
		}
		cfg.Region = "us-east-1"
	}
	if err := a.checkEndpoint(); err != nil {
		return nil, err
	}
	options := append([]func(*s3.Options){func(o *s3.Options) {
		if a.endpoint != "" {
			o.BaseEndpoint = &a.endpoint
		}
		o.UsePathStyle = a.pathStyle || elsewhere(o.BaseEndpoint)
		o.DisableLogOutputChecksumValidationSkipped = true
	}}, more...)
	return s3.NewFromConfig(cfg, options...), nil
}

// elsewhere reports whether an endpoint isn't Amazon's.
func elsewhere(endpoint *string) bool {
	if endpoint == nil {
		return false
	}
	u, err := url.Parse(*endpoint)
	if err != nil {
		return false
	}
	_, amazon := compat.AmazonDomain(strings.ToLower(u.Hostname()))
	return !amazon
}

// checkEndpoint refuses an --endpoint-url that leads nowhere.
func (a *app) checkEndpoint() error {
	if a.endpoint == "" {
		return nil
	}
	u, err := url.Parse(a.endpoint)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("--endpoint-url %q isn't a URL with scheme and host, such as https://s3.example.com", a.endpoint)
	}
	return nil
}
