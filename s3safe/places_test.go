package s3safe_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe"
)

// Whoever takes the guard's places away, and however: a request is signed, and a call
// that breaks a rule of the input is stopped all the same.
func TestPlacesTakenAway(t *testing.T) {
	const identity, https = "GetIdentity", "disableHTTPS"
	for name, lose := range map[string]func(*middleware.Stack) error{
		"nobody":  func(*middleware.Stack) error { return nil },
		"removed": func(s *middleware.Stack) error { _, err := s.Finalize.Remove(https); return err },
		"both removed, one put back": func(s *middleware.Stack) error {
			m, err := s.Finalize.Remove(identity)
			if err != nil {
				return err
			}
			if _, err := s.Finalize.Remove(https); err != nil {
				return err
			}
			return s.Finalize.Insert(m, "ResolveEndpointV2", middleware.Before)
		},
		"replaced": func(s *middleware.Stack) error {
			_, err := s.Finalize.Swap(https, passing{https})
			return err
		},
		"all but the usual ones cleared": func(s *middleware.Stack) error {
			var kept []middleware.FinalizeMiddleware
			for _, id := range []string{"Retry", "ResolveAuthScheme", identity, "ResolveEndpointV2", "ComputePayloadHash", "SigV4ContentSHA256Header", "setLegacyContextSigningOptions", "Signing"} {
				if m, found := s.Finalize.Get(id); found {
					kept = append(kept, m)
				}
			}
			s.Finalize.Clear()
			for _, m := range kept {
				_ = s.Finalize.Add(m, middleware.After)
			}
			return nil
		},
		"only asked for": func(s *middleware.Stack) error { _ = s.Finalize.List(); return nil },
	} {
		for where, client := range map[string]func(*stub) putter{
			"New":   func(s *stub) putter { return s3safe.New(s3.New(s.options()), s3safe.WithRules(noTags())) },
			"Guard": func(s *stub) putter { return s3.New(s.options(), s3safe.Guard(s3safe.WithRules(noTags()))) },
		} {
			s := new(stub)
			c := client(s)
			if _, err := c.PutObject(t.Context(), plain(), s3.WithAPIOptions(lose)); err != nil {
				t.Errorf("%s, %s: %v", name, where, err)
				continue
			}
			if auth := s.last.Load().Header.Get("Authorization"); auth == "" || s.credentials.Load() != 1 {
				t.Errorf("%s, %s: signed with %q, credentials fetched %d times", name, where, auth, s.credentials.Load())
			}
			_, err := c.PutObject(t.Context(), tagged(), s3.WithAPIOptions(lose))
			mustStop(t, err)
		}
	}
}
