// Package terraform reads the S3 requests that a plan of Terraform or OpenTofu makes,
// from what `terraform show -json PLAN` writes.
//
// https://developer.hashicorp.com/terraform/internals/json-format
package terraform

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/internal/partial"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping"
)

// plan is as much of a plan as is read.
type plan struct {
	FormatVersion string           `json:"format_version"`
	Changes       *[]change        `json:"resource_changes"`
	Planned       *json.RawMessage `json:"planned_values"`
	Values        *json.RawMessage `json:"values"`
	Errored       bool             `json:"errored"`
	Deferred      []struct {
		Change change `json:"resource_change"`
	} `json:"deferred_changes"`
}

type change struct {
	Address  string `json:"address"`
	Mode     string `json:"mode"`
	Type     string `json:"type"`
	Provider string `json:"provider_name"`
	Change   struct {
		Actions []string `json:"actions"`
		After   any      `json:"after"`
		Unknown any      `json:"after_unknown"`
	} `json:"change"`
}

// Is reports whether a file is a plan, or another file that Terraform writes.
func Is(raw []byte) bool {
	var probe struct {
		FormatVersion *string `json:"format_version"`
		Version       *string `json:"terraform_version"`
	}
	return json.Unmarshal(raw, &probe) == nil && probe.FormatVersion != nil &&
		(probe.Version != nil || bytes.Contains(raw, []byte(`"resource_changes"`)))
}

// Read returns the requests that a plan makes, and the S3 resources and arguments of
// which isn't judged what they send.
func Read(raw []byte) (found []mapping.Found, unread []mapping.Unread, err error) {
	var p plan
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&p); err != nil {
		return nil, nil, fmt.Errorf("it isn't a plan of Terraform: %w", err)
	}
	major, _, _ := strings.Cut(p.FormatVersion, ".")
	switch {
	case major != "0" && major != "1":
		return nil, nil, fmt.Errorf("it is a plan in format %s; formats 0 and 1 can be read", p.FormatVersion)
	case p.Changes == nil && p.Values != nil:
		return nil, nil, errors.New("it is a state of Terraform: give a plan, from terraform show -json PLAN")
	case p.Changes == nil && p.Planned == nil:
		return nil, nil, errors.New("it has no resource_changes: give a plan, from terraform show -json PLAN")
	case p.Errored:
		unread = append(unread, mapping.Unread{Resource: "the plan", Why: "Terraform failed to make all of it"})
	}
	for _, d := range p.Deferred {
		if d.Change.Mode == "managed" && ofS3(d.Change.Type) {
			unread = append(unread, mapping.Unread{Resource: d.Change.Address, Why: "its change is deferred to another plan"})
		}
	}
	if p.Changes == nil {
		return nil, unread, nil // it changes nothing
	}
	for _, c := range *p.Changes {
		creates := slices.Contains(c.Change.Actions, "create")
		if c.Mode != "managed" || !creates && !slices.Contains(c.Change.Actions, "update") {
			continue
		}
		leave := func(property, why string) {
			unread = append(unread, mapping.Unread{Resource: c.Address, Property: property, Why: why})
		}
		if strings.Contains(c.Type, "_cloudformation_stack") {
			leave("", "the resources that it makes aren't judged")
			continue
		}
		if !ofS3(c.Type) {
			continue
		}
		if api := mapping.API(c.Type, apis); api != "" {
			leave("", "its requests are of "+api+", another API than S3's")
			continue
		}
		resource, ok := resources()[c.Type]
		properties, isObject := merge(c.Change.After, c.Change.Unknown).(map[string]any)
		if !ok || !isObject || c.Provider != "" && !strings.HasSuffix(c.Provider, "/aws") && c.Provider != "aws" {
			leave("", "")
			continue
		}
		if resource.Creates() && !creates {
			leave("", "what an update sends isn't known here")
			continue
		}
		withDefaults(properties)
		requests, left := resource.Requests(properties, creates, !creates)
		for _, r := range requests {
			found = append(found, mapping.Found{Resource: c.Address, Request: r})
		}
		for _, l := range left {
			switch l.Kind {
			case mapping.NotTold:
				leave(l.Property, "")
			case mapping.UnknownPolicy:
				leave(l.Property, "it is known only after apply")
			case mapping.UnknownValue: // the provider makes much of it, whatever is configured
			}
		}
	}
	return found, unread, nil
}

// ofS3 reports whether a kind of resource is one of S3's, whichever provider's:
// aws_s3_bucket is AWS's, awscc_s3_bucket that of its Cloud Control API.
func ofS3(kind string) bool {
	_, name, _ := strings.Cut(kind, "_")
	return strings.HasPrefix(name, "s3")
}

// withDefaults leaves of a resource's tags those that are sent: with the ones that the
// provider adds by default, if its release tells them.
func withDefaults(properties map[string]any) {
	if all, ok := properties["tags_all"]; !ok || all == nil {
		properties["tags_all"] = properties["tags"]
	}
	delete(properties, "tags")
}

// merge puts what isn't known into what is: where the second has true.
func merge(after, unknown any) any {
	switch u := unknown.(type) {
	case bool:
		if u {
			return partial.Unknown{}
		}
	case map[string]any:
		object, ok := after.(map[string]any)
		if !ok {
			if after != nil || !anywhere(u) {
				return after
			}
			object = map[string]any{}
		}
		for name, x := range u {
			object[name] = merge(object[name], x)
		}
		return object
	case []any:
		list, ok := after.([]any)
		if !ok {
			if after != nil || !anywhere(u) {
				return after
			}
			return partial.Unknown{}
		}
		for i, x := range u {
			if i < len(list) {
				list[i] = merge(list[i], x)
			} else if anywhere(x) {
				return partial.Unknown{}
			}
		}
		return list
	}
	return after
}

// anywhere reports whether anything in a value isn't known.
func anywhere(unknown any) bool {
	switch u := unknown.(type) {
	case bool:
		return u
	case map[string]any:
		for _, x := range u {
			if anywhere(x) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(u, anywhere)
	}
	return false
}
