package replay

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Flow is a recorded command line of a stock client, with its output and all network traffic.
type Flow struct {
	Name      string         `json:"name"`
	Command   string         `json:"command"`
	Exit      int            `json:"exit"`
	Stdout    string         `json:"stdout"`
	Stderr    string         `json:"stderr"`
	Truncated any            `json:"stdout_truncated"`
	Exchanges []FlowExchange `json:"exchanges"`
}

// FlowExchange is a request of a flow with its response.
type FlowExchange struct {
	Request struct {
		Transport string            `json:"transport"`
		Method    string            `json:"method"`
		Path      string            `json:"path"`
		Headers   map[string]string `json:"headers"`
		Body      json.RawMessage   `json:"body"`
		Omitted   string            `json:"body_omitted"`
		SentBy    string            `json:"sent_by"`
	} `json:"request"`
	Response struct {
		Status    int             `json:"status"`
		Headers   [][2]string     `json:"headers"`
		Body      json.RawMessage `json:"body"`
		Omitted   string          `json:"body_omitted"`
		Truncated bool            `json:"truncated"`
	} `json:"response"`
	Websocket *struct {
		Frames []Frame `json:"frames"`
		Bytes  int     `json:"binary_bytes_from_server"`
	} `json:"websocket"`
	Stream string `json:"stream"`
}

// Frame is a text frame of a websocket.
type Frame struct {
	From    string          `json:"from"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload"`
}

// Generation holds what was recorded of one server version: its API extensions, some of its objects, and the flows of its
// client.
type Generation struct {
	Extensions []string                   `json:"extensions"`
	Resources  map[string]json.RawMessage `json:"resources"`
	Flows      []Flow                     `json:"-"`
}

// LoadFlows reads a file of flows: a line for the generation, followed by a line per flow. Flows in the directory more, if
// any, replace those in the file.
func LoadFlows(path, more string) (*Generation, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	lines := bufio.NewReader(unzipped)
	g := &Generation{}
	for first := true; ; first = false {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if first {
			err = json.Unmarshal(line, g)
		} else if more == "" {
			err = g.add(line, "")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	if more == "" {
		return g, nil
	}
	return g, g.addFolder(more)
}

func (g *Generation) addFolder(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	slices.Sort(files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := g.add(text, strings.TrimSuffix(filepath.Base(file), ".json")); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	return nil
}

var (
	exportPath = regexp.MustCompile(`/images/([0-9a-f]{64})/export$`)
	sizeText   = regexp.MustCompile(`([0-9]+) bytes`)
)

// add appends a flow. Image content is not recorded: zeros of the same size replace it, and their fingerprint replaces the
// recorded one.
func (g *Generation) add(text []byte, name string) error {
	var f Flow
	if err := json.Unmarshal(text, &f); err != nil {
		return err
	}
	for i := range f.Exchanges {
		e := &f.Exchanges[i]
		match := exportPath.FindStringSubmatch(e.Request.Path)
		if match == nil || e.Request.Method != http.MethodGet || e.Response.Omitted == "" {
			continue
		}
		sum := sha256.Sum256(make([]byte, omitted(e.Response.Omitted)))
		changed := strings.ReplaceAll(string(text), match[1], hex.EncodeToString(sum[:]))
		f = Flow{}
		if err := json.Unmarshal([]byte(changed), &f); err != nil {
			return err
		}
		break
	}
	if name != "" {
		f.Name = name
	}
	g.Flows = append(g.Flows, f)
	return nil
}

// omitted returns the size of a body that was not recorded.
func omitted(text string) int {
	size := 0
	if match := sizeText.FindStringSubmatch(text); match != nil {
		_, _ = fmt.Sscan(match[1], &size)
	}
	return size
}

// Now returns the time of the recording.
func (f *Flow) Now() time.Time {
	for _, e := range f.Exchanges {
		for _, h := range e.Response.Headers {
			if t, err := http.ParseTime(h[1]); h[0] == "Date" && err == nil {
				return t
			}
		}
	}
	return time.Date(2026, time.November, 26, 2, 30, 0, 0, time.UTC)
}

// Changes reports whether the request of an exchange changes something.
func (e *FlowExchange) Changes() bool {
	return e.Request.Method != http.MethodGet && e.Request.Method != http.MethodHead && e.Request.SentBy == ""
}
