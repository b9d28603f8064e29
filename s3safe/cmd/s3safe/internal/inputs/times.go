package inputs

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"time"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// layouts are the forms of times that the AWS CLI takes beside RFC 3339. Those
// without a time zone are local times.
//
// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-types.html#parameter-type-timestamp
var layouts = []string{"2006-01-02T15:04:05.999999999", "2006-01-02T15:04", "2006-01-02 15:04:05.999999999", "2006-01-02", "20060102T150405Z07:00"}

var timeType = reflect.TypeFor[time.Time]()

// withTimes returns an input in which times are in RFC 3339, whichever of the AWS
// CLI's forms they had.
func withTimes(op operation.ID, object json.RawMessage) json.RawMessage {
	in := sdk.NewInputOf(op)
	if in == nil {
		return object
	}
	return timesIn(object, reflect.TypeOf(in).Elem())
}

func timesIn(raw json.RawMessage, t reflect.Type) json.RawMessage {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == timeType:
		return timeOf(raw)
	case t.Kind() == reflect.Struct:
		var fields map[string]json.RawMessage
		if json.Unmarshal(raw, &fields) != nil {
			return raw
		}
		changed := false
		for name, value := range fields {
			if f, ok := t.FieldByName(name); ok {
				if other := timesIn(value, f.Type); !bytes.Equal(other, value) {
					fields[name], changed = other, true
				}
			}
		}
		return encoded(raw, fields, changed)
	case t.Kind() == reflect.Slice:
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil {
			return raw
		}
		changed := false
		for i, value := range list {
			if other := timesIn(value, t.Elem()); !bytes.Equal(other, value) {
				list[i], changed = other, true
			}
		}
		return encoded(raw, list, changed)
	}
	return raw
}

// encoded returns what was made of the JSON, if anything in it changed.
func encoded(raw json.RawMessage, x any, changed bool) json.RawMessage {
	if !changed {
		return raw
	}
	other, err := json.Marshal(x)
	if err != nil {
		return raw
	}
	return other
}

// timeOf returns a time in RFC 3339, or what was given if it is none.
func timeOf(raw json.RawMessage) json.RawMessage {
	text := string(bytes.TrimSpace(raw))
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds > -1e11 && seconds < 1e11 {
		return quoted(time.UnixMilli(int64(seconds * 1000)))
	}
	if json.Unmarshal(raw, &text) != nil {
		return raw
	}
	if _, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return raw
	}
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, text, time.Local); err == nil {
			return quoted(t)
		}
	}
	return raw
}

func quoted(t time.Time) json.RawMessage {
	return json.RawMessage(strconv.Quote(t.UTC().Format(time.RFC3339Nano)))
}
