package cli

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// unforgiving makes every wrong use an error of one line that says what to do. By itself
// the framework shows the help instead, with a status of success, where a topic, a
// shell or a subcommand isn't known.
func unforgiving(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() == "help" {
			cmd.Run = nil
			cmd.RunE = func(_ *cobra.Command, args []string) error {
				of, rest, err := root.Find(args)
				if err != nil || of == nil || len(rest) > 0 {
					return fmt.Errorf("there is no help on %q: s3safe help lists what there is", strings.Join(args, " "))
				}
				of.InitDefaultHelpFlag()
				return of.Help()
			}
			continue
		}
		usage(cmd)
	}
}

// usage makes a command say how it is used if its arguments don't fit.
func usage(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		usage(sub)
	}
	if fits := cmd.Args; fits != nil && cmd.Runnable() {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := fits(cmd, args); err != nil {
				return fmt.Errorf("%s is used as %s: %w; see s3safe help %s", cmd.Name(), cmd.UseLine(), err, strings.TrimPrefix(cmd.CommandPath(), "s3safe "))
			}
			return nil
		}
	}
	if !cmd.Runnable() && cmd.HasSubCommands() {
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("%s has no %q: see s3safe help %s", cmd.Name(), args[0], cmd.Name())
			}
			return cmd.Help()
		}
	}
}

// version is the command's release, and the SDK's that its rules are judged with.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	if v == "" {
		v = "unknown"
	}
	for _, d := range info.Deps {
		if d.Path == "github.com/aws/aws-sdk-go-v2/service/s3" {
			v += ", with service/s3 " + d.Version
		}
	}
	return v
}
