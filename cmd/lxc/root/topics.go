package root

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlxc/lxc/pkg/i18n"
)

// topicAnnotation marks help topics, which are not commands.
const topicAnnotation = "topic"

func isTopic(cmd *cobra.Command) bool { return cmd.Annotations[topicAnnotation] != "" }

// topic returns a help topic.
func topic(name, short, long string) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short, Long: long, Hidden: true, Annotations: map[string]string{topicAnnotation: name},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
}

func exitCodes() *cobra.Command {
	return topic("exit-codes", i18n.G("Exit codes"), i18n.G("  0    success\n  1    failure\n  2    wrong usage\n  3    not found\n  4    not trusted, or forbidden\n  5    conflict: already exists, busy, or changed in the meantime\n  6    not supported by the server\n  7    some of several objects failed\n  124  timed out\n  130  interrupted (SIGINT)\n  143  terminated (SIGTERM)\n\nThe exit code of exec is the exit status of the command. 126 and 127 mean that the command could not be run or was not found, 125 that the client failed before the command ran, and 255 that the connection was lost."))
}

// globalFlags returns the topic that lists the global flags.
func globalFlags() *cobra.Command {
	return topic("flags", i18n.G("Global flags"), i18n.G("All commands accept these flags:"))
}

// topicFlags returns the flags that a topic lists.
func topicFlags(cmd *cobra.Command) *pflag.FlagSet {
	if cmd.Name() == "flags" {
		return cmd.InheritedFlags()
	}
	return &pflag.FlagSet{}
}
