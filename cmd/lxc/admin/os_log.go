package admin

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/pkg/i18n"
)

// osLogFlags select entries of the system log.
type osLogFlags struct{ unit, boot, entries, since, until string }

func (l *osLogFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVarP(&l.unit, "unit", "u", "", i18n.G("Show entries of this unit only"))
	f.StringVarP(&l.boot, "boot", "b", "", i18n.G("Show entries since a boot: 0 for the current one, -1 for the previous one"))
	f.StringVarP(&l.entries, "entries", "n", "", i18n.G("Number of entries"))
	f.StringVarP(&l.since, "since", "S", "", i18n.G("Show entries since this date and time"))
	f.StringVarP(&l.until, "until", "U", "", i18n.G("Show entries until this date and time"))
}

// journal prints the system log in the format of journalctl.
func (r *osRequest) journal(context.Context) error {
	for name, value := range map[string]string{"unit": r.log.unit, "boot": r.log.boot, "entries": r.log.entries, "since": r.log.since, "until": r.log.until} {
		if value != "" {
			r.query.Set(name, value)
		}
	}
	raw, err := r.get()
	if err != nil {
		return err
	}
	if r.app.Result.Asked() {
		return r.print(raw)
	}
	var entries []map[string]any
	if err := json.Unmarshal(raw, &entries); err != nil {
		return err
	}
	for _, e := range entries {
		r.app.Print("%s\n", r.app.Shown(logLine(e), false))
	}
	return nil
}

func logLine(e map[string]any) string {
	field := func(name string) string {
		text, _ := e[name].(string)
		return text
	}
	var head []string
	if micros, err := strconv.ParseInt(field("__REALTIME_TIMESTAMP"), 10, 64); err == nil {
		head = append(head, time.UnixMicro(micros).Local().Format("2006/01/02 15:04:05 MST"))
	}
	if host := field("_HOSTNAME"); host != "" {
		head = append(head, host)
	}
	source := field("SYSLOG_IDENTIFIER")
	if pid := field("_PID"); pid != "" {
		source += "[" + pid + "]"
	}
	return strings.Join(append(head, source+": "+strings.TrimRight(message(e["MESSAGE"]), "\n")), " ")
}

// message returns the text of an entry. Text that is not valid UTF-8 comes as an array of bytes.
func message(v any) string {
	bytes, isList := v.([]any)
	if !isList {
		return fmt.Sprint(v)
	}
	text := make([]byte, 0, len(bytes))
	for _, b := range bytes {
		if n, ok := b.(float64); ok {
			text = append(text, byte(n))
		}
	}
	return string(text)
}

// text prints a string, or a list of lines.
func (r *osRequest) text(context.Context) error {
	raw, err := r.get()
	if err != nil {
		return err
	}
	if r.app.Result.Asked() {
		return r.print(raw)
	}
	var lines []string
	var whole string
	if err := json.Unmarshal(raw, &whole); err == nil {
		lines = []string{strings.TrimRight(whole, "\n")}
	} else if err := json.Unmarshal(raw, &lines); err != nil {
		return err
	}
	for _, line := range lines {
		r.app.Print("%s\n", r.app.Shown(line, true))
	}
	return nil
}
